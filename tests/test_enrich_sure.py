"""What counts as sure."""

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed import at, printed

from cardscan.enrich.country import country_of
from cardscan.enrich.signs import COMMON, KINDS, signs
from cardscan.enrich.steps import enrich
from cardscan.enrich.sure import Calibration, calibration, likely, may_be_sure, weigh
from cardscan.model import Contact, Field, Line
from cardscan.parse.online import find_online
from cardscan.parse.tel import find_tels


def read(*lines: Line) -> Contact:
    online = find_online(lines)
    found = online + find_tels(lines, [s for f in online for s in f.spans])
    contact = Contact(**{k: tuple(f.field for f in found if f.kind == k) for k in ("tel", "email", "url", "social")})
    return enrich(contact, country_of(contact, lines), lines)


def only(*lines: Line) -> Field:
    contact = read(*lines)
    (field,) = contact.tel + contact.email + contact.url
    return field


ADDRESSES = ["+44 20 7946 0123", "jo@brackwyth.dk", "www.brackwyth.dk"]


@pytest.mark.parametrize("text", ADDRESSES[:2])  # a web address alone has nothing on the card that bears it out
def test_what_one_reader_read_clearly_is_sure(text: str) -> None:
    assert only(*printed(text)).sure
    assert not only(*printed(text, sure=0.4)).sure


@pytest.mark.parametrize("text", ADDRESSES)
def test_two_readers_that_agree_are_surer_than_one_that_is_outvoted(text: str) -> None:
    both = only(at(text, 0, 0, text, sure=0.9))
    outvoted = only(at(text, 0, 0, text.replace("2", "7").replace("y", "v"), sure=0.9))
    assert both.confidence > outvoted.confidence
    assert not outvoted.sure


@pytest.mark.parametrize("text", ADDRESSES[:2])
def test_what_two_readers_read_clearly_is_sure(text: str) -> None:
    assert only(at(text, 0, 0, text, sure=0.99)).sure


@pytest.mark.parametrize("text", ADDRESSES)
@pytest.mark.parametrize("other", [(), ("",)])
def test_clearer_letters_make_surer(text: str, other: tuple[str, ...]) -> None:
    chances = [only(at(text, 0, 0, *other, sure=sure)).confidence for sure in (0.5, 0.7, 0.9, 0.97, 0.99)]
    assert chances == sorted(chances)


@pytest.mark.parametrize(
    "text",
    [
        "+44 20 7946 012",
        "Tel 26401234",
        "+1234567 890123456",
        "Tel 1234567890123456",
        "jo@brackwyth.corn",
        "jo©brackwyth.dk",
    ],
)
def test_what_was_repaired_or_is_invalid_is_not_sure(text: str) -> None:
    assert not only(*printed(text)).sure


def test_a_completed_number_is_as_sure_as_its_country() -> None:
    assert all(f.sure for f in read(*printed("079-26401234", "Ahmedabad - 380 009, India")).tel)
    assert not any(f.sure for f in read(*printed("022 1234567", "Ahmedabad, India", "Karachi, Pakistan")).tel)


def test_addresses_that_bear_each_other_out_are_surer() -> None:
    alone = only(*printed("jo@brackwyth.dk", sure=0.7))
    both = read(*printed("info@brackwyth.dk", "www.brackwyth.dk", sure=0.7))
    assert both.email[0].confidence > alone.confidence


@given(st.lists(st.text(max_size=60), max_size=5))
def test_any_text_is_enriched_without_error(texts: list[str]) -> None:
    contact = read(*printed(*texts))
    assert all(f.origin for f in contact.tel + contact.email + contact.url)


def company(name: str, other: str = "", confidence: float = 0.8) -> float:
    """How sure a company's name is that one reader reads so, and the other as `other`, or the same."""
    origin = "rapidocr" if other else "tesseract+rapidocr"
    contact = Contact(org=(Field(name, name, confidence, origin=origin),), url=(Field("www.kelpwick.co.uk"),))
    return weigh(contact, "GB", [at(name, 0, 0, other or name)]).org[0].confidence


def test_a_company_is_surer_where_something_bears_it_out() -> None:
    assert company("Kelpwick") > company("Brackwyth")
    assert company("Kelpwick") > company("Kelpwick", confidence=0.3)
    assert company("Brackwyth & Dockray") > company("Brackwyth & Dockray", "8rkw7 |")


def test_half_of_a_line_is_never_sure() -> None:
    title = Field("Head of Tides", "Head of Tides", 1.0, origin="tesseract+rapidocr")
    contact = Contact(fn=(Field("Edda Brackwyth", "Edda Brackwyth"),), title=(title,))
    assert not weigh(contact, "GB", printed("Head of Tides | Harbour work")).title[0].sure


def test_what_a_code_says_keeps_what_it_was_given() -> None:
    coded = Field("Edda Brackwyth", confidence=0.99, sure=True, origin="qr")
    assert weigh(Contact(fn=(coded,)), "", ()).fn == (coded,)


# What is sure


class Confident(dict[str, dict[str, float]]):
    """Weights that hold anything for right: what is not sure all the same is held back by a rule."""

    def __missing__(self, kind: str) -> dict[str, float]:
        return defaultdict(float, bias=20.0)


CONFIDENT = Calibration(Confident(), *(dict.fromkeys(KINDS, least) for least in (0.8, 0.9, 0.9)))
BOTH = "tesseract+rapidocr"


def is_sure(kind: str, field: Field, *lines: Line, country: str = "GB", **others: tuple[Field, ...]) -> bool:
    """Whether a value is sure by the rules alone, on a card with these lines and other fields."""
    contact = Contact(**{kind: (field,)}, **others)  # type: ignore[arg-type]
    return bool(getattr(weigh(contact, country, lines, CONFIDENT), kind)[0].sure)


def seen(text: str, other: str = "") -> Line:
    """A line that two readers read, the second as `other` if that is given."""
    return at(text, 30, 30, other or text)


READERS = {"sure": (0.0, 0.0), "neural": (0.0, 1.0), "classic": (1.0, 1.0)}
#: What was right too seldom, however likely it looked, is never sure.
NEVER = {("classic", "adr")}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("readers", READERS)
def test_what_is_wrong_once_in_ten_times_somebody_looks_at(readers: str, kind: str) -> None:
    """Else a wrong number is in the phone, and nobody was told to look at it."""
    of = dict(zip(("classic", "alone"), READERS[readers], strict=True))
    assert not calibration().is_sure(kind, 0.9, of)
    assert calibration().is_sure(kind, 0.995, of) == ((readers, kind) not in NEVER)


def test_what_is_just_likely_enough_is_sure() -> None:
    assert CONFIDENT.is_sure("fn", 0.8, {"classic": 0.0, "alone": 0.0})


def test_each_sign_that_somebody_has_to_look_makes_doubtful() -> None:
    """However likely the value: a half is a half, and a mended digit may have been mended wrongly."""
    assert may_be_sure({"valid": 1.0, "printed": 1.0, "disputed": 0.0, "alike": 0.0}) and may_be_sure({})
    for needed in ("valid", "printed"):
        assert not may_be_sure({needed: 0.0}), needed
    for doubtful in ("uncertain", "disputed", "part", "halved", "open", "nobody", "unlikely", "respelled"):
        assert not may_be_sure({doubtful: 1.0}), doubtful


@pytest.mark.parametrize("kind", ["fn", "title", "org", "adr"])
def test_what_is_rather_something_else_is_left_out_and_what_a_code_says_stays(kind: str) -> None:
    def kept(chance: float, origin: str = BOTH) -> bool:
        return bool(getattr(likely(Contact(**{kind: (Field("Tides", "Tides", chance, origin=origin),)})), kind))

    assert [kept(chance) for chance in (0.38, 0.4, 0.42)] == [False, True, True]
    assert kept(0.1, "qr")


def test_what_belongs_to_a_name_that_is_left_out_belongs_to_the_whole_card() -> None:
    """Else the number of the second of two is given to the first."""
    names = (Field("Quay Hall", "Quay Hall", 0.1), Field("Edda Brackwyth", "Edda Brackwyth", 0.9))
    tels = tuple(Field(f"+4520123{n}", f"+4520123{n}", 0.1, person=n) for n in (0, 1))
    left = likely(Contact(fn=names, tel=(*tels, Field("+45331234", "+45331234"))))
    assert [name.value for name in left.fn] == ["Edda Brackwyth"]
    assert [tel.person for tel in left.tel] == [None, 0, None]


@pytest.mark.parametrize("kind", KINDS)
def test_one_reader_alone_has_to_be_as_sure_as_two_at_least(kind: str) -> None:
    of = calibration()
    assert min(of.neural[kind], of.classic[kind]) >= of.sure[kind]
    assert not CONFIDENT.is_sure(kind, 0.85, {"classic": 0.0, "alone": 1.0})
    assert not CONFIDENT.is_sure(kind, 0.85, {"classic": 1.0, "alone": 1.0})
    assert CONFIDENT.is_sure(kind, 0.85, {"classic": 0.0, "alone": 0.0})


@pytest.mark.parametrize(
    ("kind", "field", "line", "other"),
    [
        ("tel", Field("+442079460123", "+44 20 7946 0123", 0.9, origin=BOTH), "+44 20 7946 0123", ""),
        ("email", Field("jo@kelpwick.co.uk", "jo@kelpwick.co.uk", 0.9, origin=BOTH), "jo@kelpwick.co.uk", ""),
        ("url", Field("www.kelpwick.co.uk", "www.kelpwick.co.uk", 0.9, origin=BOTH), "www.kelpwick.co.uk", ""),
        ("fn", Field("Edda Brackwyth", "Edda Brackwyth", 0.9, origin=BOTH), "Edda Brackwyth", ""),
        ("org", Field("Kelpwick", "Kelpwick", 0.9, origin=BOTH), "Kelpwick", ""),
        ("org", Field("Kelpwick", "Kelpwick", 0.9, origin="rapidocr"), "Kelpwick", "Kelpvick"),
    ],
)
def test_nothing_holds_back_what_stands_on_the_card(kind: str, field: Field, line: str, other: str) -> None:
    assert is_sure(kind, field, seen(line, other))


@pytest.mark.parametrize(
    ("why", "kind", "field", "line", "other"),
    [
        ("an invalid number", "tel", Field("+44207946012", "+44 20 7946 012", 0.9, origin=BOTH), "+44 20 7946 012", ""),
        ("an invalid address", "email", Field("jo@kelp.corn", "jo@kelp.corn", 0.9, origin=BOTH), "jo@kelp.corn", ""),
        ("a mended digit", "tel", Field("+442079460123", "+44 20 7946 0128", 0.9), "+44 20 7946 0128", ""),
        ("a mended address", "email", Field("jo@kelp.dk", "jo©kelp.dk", 0.9), "jo©kelp.dk", ""),
        ("read otherwise", "fn", Field("Edda Brackwyth", "Edda Brackwyth", 0.9), "Edda Brackwyth", "Edda Brockwyth"),
        ("read otherwise", "url", Field("www.kelp.dk", "www.kelp.dk", 0.9), "www.kelp.dk", "www.keip.dk"),
        ("half of a line", "org", Field("Kelpwick", "Kelpwick", 0.9, origin=BOTH), "Kelpwick | Harbour", ""),
        ("a title of nobody", "title", Field("Pilot", "Pilot", 0.9, origin=BOTH), "Pilot", ""),
        ("more likely wrong", "org", Field("Kelpwick", "Kelpwick", 0.4, origin=BOTH), "Kelpwick", ""),
    ],
)
def test_what_someone_has_to_look_at_is_not_sure(why: str, kind: str, field: Field, line: str, other: str) -> None:
    assert not is_sure(kind, field, seen(line, other)), why


def test_a_number_completed_with_a_country_in_doubt_is_not_sure() -> None:
    tel = Field("+917926401234", "079-26401234", 0.9, origin=f"{BOTH}; enrich: completed with +91")
    lines = [seen("079-26401234")]
    assert is_sure("tel", tel, *lines, at("Ahmedabad, India", 30, 70, "Ahmedabad, India"), country="IN")
    assert not is_sure("tel", tel, *lines, country="IN")


@pytest.mark.parametrize(
    ("kind", "clear", "faint"), [("dept", 0.95, 0.85), ("suffix", 0.95, 0.85), ("social", 0.65, 0.55)]
)
def test_what_is_told_by_words_is_sure_where_two_readers_agree_and_read_clearly(
    kind: str, clear: float, faint: float
) -> None:
    assert is_sure(kind, Field("Tides", "Tides", clear, origin=BOTH))
    assert not is_sure(kind, Field("Tides", "Tides", faint, origin=BOTH))
    assert not is_sure(kind, Field("Tides", "Tides", clear, origin="rapidocr"))
    assert not is_sure(kind, Field("Tides", "Tides", clear, origin=f"{BOTH}; enrich: mended"))


def test_every_kind_has_a_weight_for_every_sign() -> None:
    for kind, weights in calibration().weights.items():
        of = signs(kind, Field("Kelpwick", "Kelpwick", 0.9), Contact(), True, [seen("Kelpwick")])
        assert of.keys() == weights.keys()
    assert calibration().weights.keys() == set(KINDS)
    shared = set.intersection(*(set(weights) for weights in calibration().weights.values()))
    assert shared == {*COMMON, "disputed"}


@pytest.mark.parametrize(
    "texts",
    [
        ("(202) 555-0142",),  # grouped as in America, and that is all
        ("0722 000142", "Ahmedabad, India", "Nairobi, Kenya"),
        ("Fax : (0261) 2555083", "Ph.: 2555629", "Ahmedabad - 380 009, India"),  # the second has the first's area code
        ("Matsue City, 690-0826 Japan", "TEL +81-852-55-0142", "Ho Chi Minh City, Vietnam", "TEL 093-8555142"),
    ],
)
def test_what_was_put_before_a_number_without_evidence_is_not_sure(texts: tuple[str, ...]) -> None:
    numbers = read(*printed(*texts)).tel
    assert not any(f.sure for f in numbers if "enrich" in f.origin and f.raw != "(0261) 2555083")
    assert any("enrich" in f.origin for f in numbers)
