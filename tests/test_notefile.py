"""Notes as people write them into files beside photos."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.connections.notes.headings import part_called, yes_or_no
from cardscan.connections.notes.notefile import Section, read_note
from cardscan.connections.notes.parts import Given
from cardscan.errors import InputError


def nobody(_name: str) -> bool:
    return False


def read(text: str) -> Given:
    [section] = read_note(text, nobody)
    assert section.name == ""
    return section.given


def test_paragraphs() -> None:
    assert read("Her mill loses\noats.\n\n\nSend her a vibrator.\n") == Given(
        "Her mill loses oats.", "Send her a vibrator."
    )
    assert read("\r\nHer mill loses oats.\r\n") == Given("Her mill loses oats.")


def test_headed_lines() -> None:
    text = """Talked: Tests varnish
    and hull paint.

Help: Put her in touch with a yard.
Looks for: dared yards
Offers: a trial batch
Proud of: her tank
Remember: Tess tests
Again: no
"""
    assert read(text) == Given("Tests varnish and hull paint.", "Put her in touch with a yard.", "dared yards",
                               "a trial batch", "her tank", "Tess tests", False)  # fmt: skip


def test_a_paragraph_and_a_head() -> None:
    assert read("Her mill loses oats.\n\nHelp: a vibrator\n\nfrom our bakery") == Given(
        "Her mill loses oats.", "a vibrator from our bakery"
    )
    assert read("Talked: oats\nHelp: a vibrator\nTalked: and sailing").talked == "oats and sailing"


def test_markdown() -> None:
    text = "# Tide fair\n\n## Talked about\n\nher mill\n\n**Help:** a vibrator\n- _Remember_: Oda, oats\n"
    assert read(text) == Given("her mill", "a vibrator", remember="Oda, oats")


@pytest.mark.parametrize(
    "heads",
    [
        "Gesprochen:,Hilfe:,Sucht:,Bietet:,Stolz auf:,Eselsbrücke:,Wieder: nein",
        "Parlé de :,Aide :,Cherche :,Propose :,Fière de :,Mémo :,Revoir : non",
        "Hablamos de:,Puedo ayudar:,Busca:,Ofrece:,Orgullosa de:,Recordar:,Otra vez: no",
        "Parlato di:,Posso aiutare:,Cerca:,Offre:,Fiera di:,Ricordare:,Ancora: no",
        "Falamos de:,Posso ajudar:,Procura:,Oferece:,Orgulhosa de:,Lembrar:,De novo: não",
    ],
)
def test_heads_in_other_languages(heads: str) -> None:
    parts = ("Mühle", "Rüttler", "Hafer", "Mehl", "Segeln", "Oda")
    *named, again = heads.split(",")
    text = "\n".join([*(f"{head} {part}" for head, part in zip(named, parts, strict=True)), again])
    assert read(text) == Given(*parts, again=False)


def test_a_colon_within_a_text_heads_nothing() -> None:
    assert (
        read("What she said: the hopper jams at 9:30, always").talked
        == "What she said: the hopper jams at 9:30, always"
    )


def test_sections_by_name() -> None:
    text = "Anna Müller\nher mill\n\na vibrator\n\n# Bo Quill:\nHelp: a mast\nTalked: his boat\nOda: oats"
    assert read_note(text, {"Anna Müller", "Bo Quill", "Oda"}.__contains__) == (
        Section("Anna Müller", Given("her mill", "a vibrator")),
        Section("Bo Quill", Given("his boat", "a mast")),
        Section("Oda", Given("oats")),
    )


@pytest.mark.parametrize("head", ["# Bo Quill", "Bo Quill:", "**Bo Quill:**"])
def test_a_name_of_nobody_on_the_photo_is_not_taken_for_text(head: str) -> None:
    with pytest.raises(InputError, match="nobody on the photo matches 'Bo Quill'"):
        read_note(f"Oda\nTalked: oats\n\n{head}\nTalked: his boat", "Oda".__eq__)


def test_what_says_nothing() -> None:
    for text in ("", "\n \n", "Talked:\nHelp:\n", "# Tide fair"):
        assert read_note(text, nobody) == ()


def test_paragraphs_without_a_place() -> None:
    for text in ("one\n\ntwo\n\nthree", "one\n\ntwo\n\nHelp: three"):
        with pytest.raises(InputError, match="paragraphs") as error:
            read(text)
        assert "Talked:, Help:" in error.value.advice


def test_yes_and_no() -> None:
    assert [yes_or_no(text) for text in ("Yes", "ja", "oui", "Sí", "sim!", "1")] == [True] * 6
    assert [yes_or_no(text) for text in ("no.", "Nein", "non", "NÃO", "false")] == [False] * 5
    with pytest.raises(InputError, match="'maybe' is neither"):
        read("Again: maybe")


def test_what_heads_are_called() -> None:
    assert part_called("  How I can  HELP ") == "can_help"
    assert part_called("looks_for") == "looks_for"
    assert part_called("helper") == ""


@given(st.text(), st.booleans())
def test_any_text_is_read_or_refused(text: str, names: bool) -> None:
    try:
        sections = read_note(text, lambda name: names and bool(name))
    except InputError:
        return
    assert all(not section.given.nothing for section in sections)
