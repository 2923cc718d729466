"""What kana and Han share in shape is settled by the neighbours, and 〒 by the postcode after it."""

import pytest

from cardscan.model import Line, Reading
from cardscan.parse.kana import with_neighbours, with_zero
from cardscan.parse.spelling import spelled
from cardscan.text.japanese import is_japanese

BOX = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


def first(*texts: str) -> str:
    lines = [
        Line(t, 0.9, BOX, (0, 0, 1, 1), (Reading("rapidocr", t, 0.9), Reading("tesseract", t, 0.9))) for t in texts
    ]
    return spelled(lines)[0].text


@pytest.mark.parametrize("mark", ["T", "テ", "デ", "〒", "千"])
def test_what_stands_before_a_japanese_postcode_is_the_postal_mark(mark: str) -> None:
    assert first(f"{mark} 331-0199", "埼玉県さいたま市みなせ区") == "〒 331-0199"
    assert first(f"{mark}331-0199 埼玉県さいたま市みなせ区7-1") == "〒331-0199 埼玉県さいたま市みなせ区7-1"
    assert first(f"みなせ区7-1 {mark}331-0199") == "みなせ区7-1 〒331-0199"


@pytest.mark.parametrize("mark", ["=", "T", "〒"])
def test_and_before_one_in_han_numerals(mark: str) -> None:
    assert first(f"{mark}三三一〇一九九", "埼玉県さいたま市みなせ区") == "〒三三一〇一九九"
    assert first(f"{mark}三三一-〇一九九", "カヤマ工業") == "〒三三一-〇一九九"


def test_a_circle_among_han_numerals_is_their_zero() -> None:
    assert with_zero("電話○四八五五五○一四二") == "電話〇四八五五五〇一四二"
    assert with_zero("電話○ 三 五五 五○ 一四 二五") == "電話〇 三 五五 五〇 一四 二五"
    assert with_zero("○○工業 ○ 一階") == "○○工業 ○ 一階"


@pytest.mark.parametrize("text", ["T 555-0142", "T 03-5550-0142", "TEL 048-555-0142", "デスクT555-0142-1"])
def test_a_telephone_number_has_none(text: str) -> None:
    assert first(text, "Kelpwick Mills") == text
    assert first("T 048-555-0142", "カヤマ工業") == "T 048-555-0142"


def test_a_card_is_japanese_by_its_kana_its_addresses_or_its_domain() -> None:
    assert is_japanese(["埼玉県川口市7-1"])
    assert is_japanese(["カヤマ"])
    assert is_japanese(["info@kayama.jp"])
    assert not is_japanese(["杭州澄原智能科技有限公司", "T 331-0199", "mail@jpkelp.com"])


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("カヤマ二ット", "カヤマニット"),
        ("スーパ一カヤマ", "スーパーカヤマ"),
        ("口ボット", "ロボット"),
        ("アンケ-ト", "アンケート"),
        ("カヤマエ業", "カヤマエ業"),  # kana on the one side, Han on the other: not told
        ("大宮西ロ店", "大宮西口店"),
        ("ニ宮", "二宮"),
        ("カヤマビル二階", "カヤマビル二階"),
        ("三カ月", "三カ月"),
        ("本社-カヤマ", "本社-カヤマ"),
        ("一番町", "一番町"),
        ("フロア 一", "フロア 一"),
        ("Kelp-wick", "Kelp-wick"),
    ],
)
def test_a_letter_of_two_scripts_is_of_that_of_its_neighbours(text: str, meant: str) -> None:
    assert with_neighbours(text) == meant
    assert with_neighbours(meant) == meant


def test_between_two_scripts_another_reader_settles_it_but_for_numerals_that_count() -> None:
    assert with_neighbours("ミ二ミ二城北", ["ミ二ミ二城北", "ミニミ ニ城北"]) == "ミニミニ城北"
    assert with_neighbours("カヤマビル二階", ["カヤマビル二階", "カヤマビルニ階"]) == "カヤマビル二階"
