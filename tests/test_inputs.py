"""What people hand over in place of a card, drawn anew: codes alone, signatures, badges. Screens: bench."""

import json
import random
from pathlib import Path

import pytest

from cardscan.actions.add_people import in_text
from cardscan.enrich.names import name_from_address
from cardscan.model import Code, Contact, Field, Line
from cardscan.ocr.beside_codes import beside, lines_beside, on_card
from cardscan.ocr.qr import read_codes
from cardscan.parse.found import Span
from cardscan.parse.tagger.surnames import with_surname
from cardscan.parse.tagger.values import Value
from cardscan.photos.pages import open_photo
from cardscan.vcards.payload import payload_fields
from samples.inputs import PICTURES, signature, someone

BOX = ((100.0, 100.0), (300.0, 100.0), (300.0, 300.0), (100.0, 300.0))


@pytest.mark.parametrize("number", range(8))
def test_a_signature_that_is_drawn_is_read_whole(number: int) -> None:
    rng = random.Random(f"test {number}")  # noqa: S311 - nobody is to guess nothing
    who = someone(rng)
    [told] = in_text(signature(rng, who)[0], "a signature")
    contact = told.contact
    assert [each.value for each in contact.fn] == [who.name]
    assert [each.value for each in contact.title] == [who.title]
    assert [each.value for each in contact.org] == [who.org]
    assert [each.value for each in contact.tel] == [who.tel.replace(" ", "")]


def test_a_code_alone_is_drawn_so_that_it_can_be_read(tmp_path: Path) -> None:
    for number in range(4):
        rng = random.Random(f"code {number}")  # noqa: S311 - nobody is to guess nothing
        image, truth = PICTURES["code"](rng, someone(rng))
        image.save(tmp_path / "a.jpg", quality=88)
        [code] = read_codes(open_photo(tmp_path / "a.jpg").photos[0].image)
        assert str(truth["fn"][0]).split()[0] in code.payload or "linkedin.com/in/" in code.payload, json.dumps(truth)  # type: ignore[index]


def test_what_lies_within_a_code_is_no_card_and_no_text() -> None:
    code = Code("x", "QRCode", BOX)
    part = ((110.0, 110.0), (200.0, 110.0), (200.0, 250.0), (110.0, 250.0))
    card = ((0.0, 0.0), (600.0, 0.0), (600.0, 400.0), (0.0, 400.0))
    below = ((100.0, 310.0), (300.0, 310.0), (300.0, 330.0), (100.0, 330.0))
    assert beside([code], [part, card, below]) == [card, below]
    assert beside([], [part]) == [part]
    lines = [Line(text, 0.9, box, (0, 0, 1, 1)) for text, box in (("H3#", part), ("Anna", below))]
    assert [line.text for line in lines_beside([code], lines)] == ["Anna"]


def test_a_code_lies_on_the_card_that_its_middle_is_on() -> None:
    code = Code("https://example.com", "QRCode", BOX)
    left, right = (((x, 0.0), (x + 400.0, 0.0), (x + 400.0, 350.0), (x, 350.0)) for x in (0.0, 210.0))
    assert (on_card([code], left), on_card([code], right)) == ([code], [])


@pytest.mark.parametrize(
    ("payload", "value"),
    [
        ("https://www.linkedin.com/in/anna-brennicke-4b2a1c?utm_source=share", "anna-brennicke-4b2a1c"),
        ("https://www.linkedin.com/in/anna-brennicke/", "anna-brennicke"),
    ],
)
def test_a_profile_in_a_code_names_its_owner(payload: str, value: str) -> None:
    said = payload_fields(Code(payload, "QRCode", BOX))
    assert [each.value for each in said.social] == [f"https://www.linkedin.com/in/{value}"]
    named = name_from_address(said, "", ())
    assert [(each.value, each.sure) for each in named.fn] == [("Anna Brennicke", False)]


def on_badge(text: str, y: float, height: float, x: float = 100) -> Line:
    place = (x, y, x + 0.5 * height * len(text), y + height)
    x0, y0, x1, y1 = place
    return Line(text, 0.9, ((x0, y0), (x1, y0), (x1, y1), (x0, y1)), place)


BADGE = (on_badge("Makers Summit", 0, 60), on_badge("Camille", 100, 120), on_badge("Marmarval", 240, 80),
         on_badge("Courtois Analytics", 400, 70))  # fmt: skip


def surnamed(*lines: Line, name: str = "Camille", more: tuple[Value, ...] = ()) -> str:
    """Give the name of a card of which `name` was found, and a company, and nothing else but `more`."""
    at = next(number for number, line in enumerate(lines) if line.text.startswith(name))
    first = Value("fn", name, (Span(at, 0, len(name)),), {"given": name}, 0.9)
    org = Value("org", lines[-1].text, (Span(len(lines) - 1, 0, 9),), {}, 0.9)
    [told] = [each for each in with_surname((first, org, *more), lines, ()) if each.kind == "fn"]
    assert told == first or (told.parts["given"], told.likely < 0.5, len(told.spans)) == (name, True, 2)
    return told.text


def test_a_badge_has_the_family_name_below_the_given_name() -> None:
    assert surnamed(*BADGE) == "Camille Marmarval"
    event, given, family, firm = BADGE
    alone = "Camille"
    assert surnamed(event, given, on_badge("VISITOR", 240, 80), firm) == alone  # what they are there
    assert surnamed(event, given, on_badge("Product Owner", 240, 80), firm) == alone
    assert surnamed(event, given, on_badge("marmarval", 240, 80), firm) == alone
    assert surnamed(event, given, on_badge("Hall 7", 240, 80), firm) == alone
    assert surnamed(event, given, on_badge("Marmarval", 240, 50), firm) == alone  # too small
    assert surnamed(event, given, on_badge("Marmarval", 320, 80), firm) == alone  # too far
    assert surnamed(event, given, on_badge("Marmarval", 240, 80, 900), firm) == alone  # beside
    assert surnamed(on_badge("Marmarval", 0, 80), given, event, firm) == alone  # above
    assert surnamed(on_badge("Makers", 0, 160), given, family, firm) == alone  # another line is higher
    assert surnamed(event, given, family, firm, more=(Value("title", "x", (Span(2, 0, 3),), {}, 0.9),)) == alone
    second = Value("fn", "Marmarval", (Span(2, 0, 9),), {"family": "Marmarval"}, 0.9)
    assert surnamed(event, given, family, firm, more=(second,)) == "Camille Marmarval"  # taken for somebody else
    other = Value("fn", "Anna Brennicke", (Span(0, 0, 3),), {}, 0.9)
    assert with_surname((other, Value("fn", "Camille", (Span(1, 0, 7),), {}, 0.9)), BADGE, ())[1].text == alone
    assert surnamed(event, on_badge("Kelpwick", 100, 120), family, firm, name="Kelpwick") == "Kelpwick"


def test_a_page_that_needs_its_question_keeps_it() -> None:
    said = payload_fields(Code("https://www.facebook.com/profile.php?id=100001", "QRCode", BOX))
    assert said.social[0].value.endswith("profile.php?id=100001")


def test_digits_of_a_handle_that_is_none_of_a_name_name_nobody() -> None:
    contact = Contact(social=(Field("https://www.linkedin.com/in/x-4b2a1c", type="linkedin"),))
    assert name_from_address(contact, "", ()).fn == ()
