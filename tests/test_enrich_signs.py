"""What speaks for and against a value of any kind, a number or an address of the net, on a card that has it or not."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from printed import at
from signed import BOTH, EDDA, MAIL, SITE, of, two

from cardscan.enrich.signs import KINDS
from cardscan.model import Field

# Of every kind


def test_who_read_it() -> None:
    both, neural, classic = (of("org", "Kelpwick", origin=each) for each in (BOTH, "rapidocr", "tesseract"))
    assert (both["both"], neural["both"], classic["both"]) == (1, 0, 0)
    assert both["both_odds"] == both["odds"] > 0 == neural["both_odds"]
    assert of("org", "Kelpwick", origin="rapidocr; enrich: a+b")["both"] == 0
    assert {both["bias"], neural["bias"], classic["bias"]} == {1}


def test_a_card_that_one_reader_read_is_told_from_one_that_two_read() -> None:
    one, both = of("org", "Kelpwick", at("Kelpwick", 0, 0)), of("org", "Kelpwick")
    assert (one["alone"], both["alone"]) == (1, 0)
    assert one["alone_odds"] == one["odds"] > 0 == both["alone_odds"]


def test_what_only_tesseract_can_read_is_told() -> None:
    tesseract = replace(two("Kelpwick"), readings=two("Kelpwick").readings[1:])
    assert of("org", "Kelpwick", tesseract)["classic"] == 1
    assert of("org", "Kelpwick", at("Kelpwick", 0, 0))["classic"] == 0
    assert of("org", "Kelpwick")["classic"] == 0
    assert of("org", "한빛 조선")["classic"] == 1
    assert of("org", "Κέλπγουικ")["classic"] == 1


def test_odds_grow_with_what_the_readers_said_and_stay_finite() -> None:
    odds = [of("org", "Kelpwick", confidence=each)["odds"] for each in (-1.0, 0.0, 0.2, 0.5, 0.8, 1.0, 7.0)]
    assert odds == sorted(odds)
    assert odds[0] == odds[1] == pytest.approx(-odds[-1]) and odds[-2] == odds[-1] < 5
    assert odds[3] == pytest.approx(0)


def test_what_the_readers_themselves_doubt_is_unlikely() -> None:
    assert [of("org", "Kelpwick", confidence=each)["unlikely"] for each in (0.45, 0.55)] == [1, 0]


def test_what_was_mended_is_told() -> None:
    assert of("tel", "+4520123456", origin="rapidocr; enrich: a digit")["mended"] == 1
    assert of("tel", "+4520123456")["mended"] == 0


def test_the_texts_of_two_readers_are_compared_the_least_alike_line_counts() -> None:
    field = Field("Old Harbour House, Quay Lane 3", "Old Harbour House Quay Lane 3")
    alike = of("adr", field, two("Old Harbour House"), two("Quay Lane 3", 1))["alike"]
    apart = of("adr", field, two("Old Harbour House"), two("Quay Lane 3", 1, "0vq¥ l_2ne"))["alike"]
    assert alike == 1 and apart < 0.7
    assert of("adr", field, two("somewhere else", 0, "§omevvhere"))["alike"] == 1  # no line is its own


@pytest.mark.parametrize("kind", KINDS)
def test_only_what_no_sense_can_tell_is_disputed(kind: str) -> None:
    """A wrong letter of a title makes no word; of a number, an address of the net or a name it makes another."""
    value = {"tel": "+4520123456", "email": "jo@brackwyth.dk", "url": "brackwyth.dk"}.get(kind, "Jo Brackwyth")
    otherwise = of(kind, value, two(value, 0, value.replace("2", "7").replace("y", "v")), origin="rapidocr")
    assert otherwise["disputed"] == (kind in ("tel", "email", "url", "fn"))
    assert of(kind, value)["disputed"] == 0
    assert of(kind, value, at(value, 0, 0), origin="rapidocr")["disputed"] == 0


def test_what_the_rest_of_the_card_says_too_settles_the_dispute() -> None:
    def disputed(kind: str, value: str, **others: Sequence[Field]) -> float:
        return of(kind, value, two(value, 0, "?"), origin="rapidocr", **others)["disputed"]

    assert not disputed("url", "www.kelpwick.co.uk", email=[MAIL])
    assert disputed("url", "www.kelpwick.co.uk", email=[Field("edda@brackwyth.dk")])
    assert not disputed("email", "edda@kelpwick.co.uk", url=[SITE], fn=[EDDA])
    assert disputed("email", "edda@kelpwick.co.uk", url=[SITE])
    assert disputed("email", "edda@kelpwick.co.uk", fn=[EDDA])
    assert not disputed("fn", "Edda Brackwyth", email=[Field("edda.brackwyth@kelpwick.co.uk")])
    assert disputed("fn", "Edda Brackwyth", email=[MAIL])
    assert disputed("fn", "Ed Br", email=[Field("ed.br@kelpwick.co.uk")])  # two letters are in many
    assert not disputed("fn", "Ida Brackwyth", email=[Field("ida.brackwyth@kelpwick.co.uk")])
    assert disputed("tel", "+4520123456", email=[MAIL], url=[SITE])


# Numbers, addresses of the net


def test_signs_of_a_number() -> None:
    assert of("tel", "+442079460123")["valid"] == 1
    assert of("tel", "+44207946012")["valid"] == 0
    assert [of("tel", each)["local"] for each in ("+442079460123", "26401234")] == [0, 1]
    completed = Field("+917926401234", "079-26401234", 0.9, origin=f"{BOTH}; enrich: completed with +91")
    assert [of("tel", completed, certain=sure)["uncertain"] for sure in (True, False)] == [0, 1]
    assert of("tel", "+442079460123", certain=False)["uncertain"] == 0


@pytest.mark.parametrize(
    ("value", "raw", "stands"),
    [
        ("+442079460123", "+44 20 7946 0123", 1),
        ("+442079460123", "+44 (0)20 7946 0123", 1),
        ("+917926401234", "079-26401234", 1),
        ("+442079460123", "+44 20 7946 0128", 0),
    ],
)
def test_a_number_stands_on_the_card_but_for_what_is_put_before_it(value: str, raw: str, stands: float) -> None:
    assert of("tel", Field(value, raw, 0.9))["printed"] == stands


def test_signs_of_an_email_address() -> None:
    assert [of("email", each)["valid"] for each in ("jo@brackwyth.dk", "jo@brackwyth.corn")] == [1, 0]
    assert of("email", "jo@brackwyth.dk")["domain"] == 0
    assert of("email", "jo@gmail.com")["domain"] == 1
    assert of("email", "jo@kelpwick.co.uk", url=[SITE])["domain"] == 1
    assert of("email", "jo@kelpwick.co.uk", org=[Field("Kelpwick Ltd")])["domain"] == 1
    assert of("email", "jo@kel.co.uk", org=[Field("Kel Ltd")])["domain"] == 0  # three letters are in many names
    assert of("email", "jo@kelp.co.uk", org=[Field("Kelp Ltd")])["domain"] == 1
    assert of("email", "jo@kelp.co.uk", org=[Field("Brackwyth"), Field("Kelp Ltd")])["domain"] == 1
    assert [of("email", f"{each}@brackwyth.dk")["local"] for each in ("info", "edda", "xq7")] == [1, 0, 0]
    assert of("email", "edda@brackwyth.dk", fn=[EDDA])["local"] == 1
    assert of("email", "jo@brackwyth.dk", fn=[Field("Jo Quillfeather")])["local"] == 0
    assert of("email", "ida@brackwyth.dk", fn=[Field("Ida Quillfeather")])["local"] == 1
    assert of("email", Field("jo@brackwyth.dk", "jo©brackwyth.dk", 0.9))["printed"] == 0
    assert of("email", Field("jo@brackwyth.dk", "jo@ brackwyth.dk", 0.9))["printed"] == 1


def test_signs_of_a_web_address() -> None:
    assert [of("url", each)["valid"] for each in ("www.brackwyth.dk", "www.brackwyth.qqq")] == [1, 0]
    assert of("url", "www.brackwyth.dk")["domain"] == 0
    assert of("url", "www.kelpwick.co.uk", email=[MAIL])["domain"] == 1
    assert of("url", "www.kelpwick.co.uk", org=[Field("Kelpwick Ltd")])["domain"] == 1
    assert of("url", Field("www.brackwyth.dk", "www.brackwvth.dk", 0.9))["printed"] == 0
    assert of("url", Field("http://www.brackwyth.dk/", "www.brackwyth.dk", 0.9))["printed"] == 1
