"""Han letters of which Japanese has another form."""

from cardscan.model import Reading
from cardscan.ocr.ctc import Seen, Step, read
from cardscan.ocr.japanese import as_japanese
from cardscan.text.japanese import likelihood

KANA = Reading("rapidocr", "かやま", 0.9)


def seen(*steps: Step) -> Seen:
    text, chars = read(steps)
    return Seen("rapidocr", text, 0.9, chars, steps)


def text_of(*steps: Step, beside: Reading = KANA) -> str:
    return as_japanese([seen(*steps), beside])[0].text


def test_a_letter_that_japanese_lacks_is_the_rival_that_it_has() -> None:
    assert text_of({"國": 0.6, "国": 0.35}, {"": 1.0}, {"內": 0.6, "内": 0.3}) == "国内"
    assert text_of({"带": 0.8, "帶": 0.09, "帯": 0.08}) == "帯"  # the common one


def test_a_letter_that_was_read_clearly_stays() -> None:
    assert text_of({"內": 1.0}) == "內"
    assert text_of({"澤": 0.8, "沢": 0.2}) == "澤"  # of names
    assert text_of({"髙": 0.8, "高": 0.2}) == "髙"


def test_cards_that_are_not_japanese_stay() -> None:
    assert text_of({"國": 0.6, "国": 0.35}, beside=Reading("rapidocr", "Kelpwick", 0.9)) == "國"
    assert as_japanese([KANA, Reading("rapidocr", "內", 0.9)])[1].text == "內"  # read without steps


def test_common_letters_are_likelier_than_others() -> None:
    assert likelihood("内") > likelihood("澤") == likelihood("髙") > likelihood("內")
