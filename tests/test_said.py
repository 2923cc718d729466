"""Which words of a note a card says already."""

import pytest

from cardscan.connections.notes.said import CardSaid
from cardscan.model import Contact, Field


def said(org: str = "", title: str = "", event: str = "", **parts: str) -> CardSaid:
    fields = {"org": (Field(org),) if org else (), "title": (Field(title),) if title else ()}
    return CardSaid(Contact(fn=(Field("Harriet Obuya", parts=parts),), **fields), event)


@pytest.mark.parametrize(
    ("printed", "word", "covered"),
    [
        ("Tidewell Marine", "tidewell", True),
        ("Tidewell Marine", "tdewell", True),  # a letter is missing
        ("Tidewell Marine", "tdewll", False),  # two are, and the word is short
        ("Procurement", "prcuremnt", True),  # of a long word two may be
        ("Procurement", "prxcxrxment", False),
        ("Tidewell Marine", "tidewells", True),
        ("Tidewell Marine", "tidew", True),  # a stem
        ("Tidewell Marine", "tide", False),  # four letters are in many words
        ("Tidewell Marine", "harbour", False),
        ("Tidewell Marine", "marita", False),  # four letters of six
        ("Management", "manager", True),
        ("Tidewell", "tidewalker", False),  # as far as the stem, and then another word
        ("Institut Occitan de Viticulture", "iov", True),
        ("Institut Occitan de Viticulture", "iodv", True),
        ("Institut Occitan de Viticulture", "iv", False),
        ("Vins des Lacs Bleus", "vlb", True),
        ("Institut", "i", False),
        ("Tidewell Marine", "tm", True),
        ("Hüttenbräu", "huettenbraeu", True),
        ("Einkauf", "einkaufsroboter", False),  # a compound says something new with its other half
        ("Roboter Einkauf", "einkaufsroboter", True),
        ("Roboter Einkauf", "einkaufroboter", True),
        ("Einkauf", "einkaufslagerhalle", False),
        ("Hafen Werft", "hafenwerft", True),
        ("Hafen Werft", "hafem", True),
        ("Einkauf Stab", "einkaufsstab", True),
        ("Einkauf Stab", "einkaufstab", True),
        ("Strauss Farm", "straussenfarm", True),
        ("Blume Halle", "blumenhalle", True),
        ("Freund Kreis", "freundeskreis", True),
        ("Schwein Stall", "schweinestall", True),
        ("Spanien", "spanisch", True),  # five letters of seven
        ("Spanien", "spaniolisch", True),
        ("Spanien", "spaniolische", False),  # the rest is longer than an ending
        ("영업부", "영업부에서", True),  # a particle is put behind a Korean word
        ("영업부", "영업", False),
        ("한A", "한a에서", True),
        ("가람", "가람에서", True),
        ("Köhl", "koehl", True),
        ("삼", "삼성", False),  # of one syllable there are too many
    ],
)
def test_a_word_of_a_title_or_company(printed: str, word: str, covered: bool) -> None:
    assert said(org=printed).covers(word) == covered
    assert said(title=printed).covers(word) == covered


def test_what_is_called_by_role_on_the_card_is_known_by_other_words_for_it() -> None:
    assert said(title="Leiter Einkauf").covers("procurement")
    assert not said(title="Leiter Einkauf").covers("hydrology")
    assert said(title="Einkaufsleiter").covers("director") and not said(title="Einkauf").covers("director")
    assert not said(event="Leiter Einkauf").covers("procurement")  # an event is no role
    assert said(title="Hotelkauffrau").covers("hospitality")  # a role within a compound
    assert not said(title="Gartenbank").covers("banco")  # of four letters they are within many words
    assert said(title="Anwalt").covers("lawyered")  # "lawyers" in other words
    assert not said(title="Mulino").covers("molinillo")  # "molino" is too short to be looked for in others


def test_the_event_and_the_parts_of_a_name_count_too() -> None:
    assert said(event="Corn Exchange fair").covers("exchange")
    assert said(given="Hattie").covers("hattie")
    assert not said().covers("hattie")


@pytest.mark.parametrize(
    ("run", "left"),
    [
        ("江南丝路", ""),
        ("海江南丝路", "海"),
        ("江海", "江海"),  # one letter is no word
        ("海江", "海江"),
        ("江南海", "海"),
        ("海", "海"),
    ],
)
def test_of_a_script_without_spaces_runs_of_two_letters_repeat_the_card(run: str, left: str) -> None:
    assert said(org="江南丝路纺织有限公司").without(run) == left


@pytest.mark.parametrize("letters", [31, 41, 121])
def test_a_long_run_that_the_card_has_is_taken_out_whole(letters: int) -> None:
    """Else its last letter counts as a word of one's own."""
    company = "".join(chr(0x4E00 + 37 * at) for at in range(letters))
    assert said(org=company).without(company) == ""


def test_of_thai_runs_of_four_letters_do() -> None:
    card = said(org="กรุงเทพ")
    assert card.without("กรุงไม") == "ไม"
    assert card.without("กรุไม") == "กรุไม"
    assert said().without("กรุง") == "กรุง"
