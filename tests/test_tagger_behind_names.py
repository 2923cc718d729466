"""Letters behind a name and a comma are degrees and memberships. All names are invented."""

import numpy as np
import pytest
from printed import at

from cardscan.parse.tagger.behind_names import with_letters_behind, with_subjects
from cardscan.parse.tagger.features import describe
from cardscan.parse.tagger.network import TAGS, Chances
from cardscan.parse.tagger.values import values_of


def told(text: str, tag: str = "title", **tags: str) -> list[tuple[str, str]]:
    """What a line says; `tag`: what the network takes all for but the words of `tags`, and of a name."""
    lines = [at(text, 30, 30)]
    card = describe(lines, 1000, [])
    assert card
    size, of = len(card.words), {"Edda": "given", "Tarnwick": "family", "TARNWICK": "family", **tags}
    said, links = np.full((size, len(TAGS)), 0.001, np.float32), np.full((size, size + 1), 0.01, np.float32)
    for number, word in enumerate(card.words):
        said[number, TAGS.index(of.get(word.text, tag if word.text != "," else "other"))] = 0.95
        links[number, 2 if number >= 2 else number] = 0.9
    chances = with_letters_behind(Chances(said, links), card.words)
    return [(value.kind, value.text) for value in values_of(card.words, lines, chances)]


@pytest.mark.parametrize("tag", ["title", "family", "other", "suffix"])
@pytest.mark.parametrize(
    "letters",
    ["FNQE, MNQM", "FNQE", "FNQE MNQM", "MBA", "B.Sc., MBA", "FCIQrb", "CEng, MIQtructE", "ACA, FNQE", "PhD, FQM"],
)
def test_letters_behind_a_name_are_a_suffix(letters: str, tag: str) -> None:
    assert told(f"Edda Tarnwick, {letters}", tag) == [("fn", "Edda Tarnwick"), ("suffix", letters)]


@pytest.mark.parametrize(
    "job",
    ["CEO", "CFO", "VP", "GM", "HR", "Director", "CRM", "HSE", "IT Manager", "CRM Manager", "MANAGER", "CEO, Tarnwerk"],
)
def test_a_title_behind_a_name_is_none(job: str) -> None:
    assert told(f"Edda Tarnwick, {job}")[1][0] == "title"


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Edda Tarnwick, QNEW", "org"),  # whom she works for
        ("TARNWICK, EDDA", "given"),
        ("Edda TARNWICK Ruvo", "family"),
        ("TARNWICK, QNEW", "given"),  # one name alone
        ("Edda Tarnwick, ANNA", "given"),
    ],
)
def test_what_is_no_letters_stays(text: str, tag: str) -> None:
    assert "suffix" not in {kind for kind, _ in told(text, tag)}


def test_a_degree_that_is_a_title_too_is_what_the_network_says() -> None:
    assert told("Edda Tarnwick, MD") == [("fn", "Edda Tarnwick"), ("title", "MD")]
    assert told("Edda Tarnwick, MD, FNQE")[-1] == ("suffix", "FNQE")


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ("B.Sc. (Tidal Sciences)", "B.Sc. (Tidal Sciences)"),
        ("Ph.D. (Kelp)", "Ph.D. (Kelp)"),
        ("B.Sc. (Sales Manager)", "B.Sc."),  # a title
        ("B.Sc. (Tidal Sciences", "B.Sc."),
        ("Kelp (Tidal Sciences)", ""),
        ("B.Sc. in Tidal Engg.", "B.Sc. in Tidal Engg."),
        ("MBA en Mareas", "MBA en Mareas"),
        ("MBA in Kelp and Tidal Works", "MBA"),  # more than a subject
        ("dipl. ing. brodarstva", "dipl. ing. brodarstva"),
        ("dipl. ing. arhitekt", "dipl."),  # a title
    ],
)
def test_the_subject_of_a_degree_is_no_title(text: str, suffix: str) -> None:
    lines = [at(text, 30, 30)]
    card = describe(lines, 1000, [])
    assert card
    size = len(card.words)
    tags, links = np.full((size, len(TAGS)), 0.001, np.float32), np.full((size, size + 1), 0.01, np.float32)
    tags[0, TAGS.index("suffix")] = tags[1:, TAGS.index("title")] = 0.9
    links[np.arange(size), [0, 0, *range(2, size)]] = 0.9
    values = values_of(card.words, lines, with_subjects(Chances(tags, links), card.words))
    found = [value.text for value in values if value.kind == "suffix" and value.text != "Kelp"]
    assert found == ([suffix] if suffix else [])
    assert any(value.kind == "title" for value in values) != (" " in suffix)
