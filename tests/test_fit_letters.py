"""What is settled on cards that were misread: far more is mended than spoilt."""

import random
from collections import Counter
from itertools import product

import pytest
from printed import printed

from cardscan.enrich.mailboxes import check_names
from cardscan.model import Contact, Field, Line
from cardscan.parse import doubted
from cardscan.parse.online import find_online
from cardscan.parse.spelling import spelled
from tools.made.misread import MISREAD, OTHERWISE, misread

GIVEN, FAMILY = ("Odo", "Leela", "Silvan", "Maribel"), ("Brackwyth", "Tidemoor", "Vondermoor", "Kelpson")
LOCAL = ("{g}.{f}", "{i}{f}", "{f}{i}", "{g}{f}7", "office", "{g}")
TITLES = ("Sales Manager", "Head of Design", "Managing Director", "Boats & Insurance", "Kelpwick Instruments Ltd")


def cards() -> list[tuple[str, tuple[Line, ...]]]:
    """The name on each card, and its lines as they are printed."""
    out = []
    for number, (given, family, form) in enumerate(product(GIVEN, FAMILY, LOCAL)):
        local = form.format(g=given, f=family, i=given[0]).casefold()
        lines = printed(f"{given} {family}", TITLES[number % len(TITLES)], f"{local}@kelpwick.dk", "www.kelpwick.dk")
        out.append((f"{given} {family}", lines))
    return out


def test_lines_are_misread_as_often_as_by_the_readers() -> None:
    rng = random.Random(3)  # noqa: S311 - nobody is to guess nothing
    lines = [misread(rng, line) for _ in range(5) for _, card in cards() for line in card]
    differ = sum(not line.agreed for line in lines) / len(lines)
    assert differ == pytest.approx(1 - (1 - MISREAD) * (1 - OTHERWISE), abs=0.03)
    assert all(len(line.readings[0].chars) == len(line.text) for line in lines)
    assert min(line.confidence for line in lines if line.agreed) > doubted.DOUBT


def test_far_more_is_mended_than_spoilt() -> None:
    rng = random.Random(5)  # noqa: S311 - nobody is to guess nothing
    told: Counter[str] = Counter()
    for name, right in cards() * 12:
        read = spelled([misread(rng, line) for line in right])
        told.update(_told(*each) for each in zip((line.readings[0].text for line in read), read, right, strict=True))
        for found in find_online([read[2]]):
            if found.kind == "email":
                owner = Contact(fn=(Field(name),), email=(found.field,))
                [now] = check_names(owner, "", read).email
                told[f"mail {_what(found.field.value, now.value, right[2].text)}"] += 1
    assert told["words spoilt"] <= told["words mended"] / 20 and told["words mended"] > 20
    assert told["mail spoilt"] <= told["mail mended"] / 20 and told["mail mended"] > 20


def _told(was: str, now: Line, right: Line) -> str:
    return f"words {_what(was, now.text, right.text)}"


def _what(was: str, now: str, right: str) -> str:
    if was == now:
        return "as read"
    return "mended" if now == right else "spoilt" if was == right else "still wrong"


def test_the_tool_tells_what_became_of_each_settling() -> None:
    pytest.importorskip("faker", reason="cards are made up with the packages of .[train]")
    from tools.fit_letters import settled, told

    assert [told("a", now, "b", "c") for now in ("b", "c", "d")] == ["mended", "mended", "still wrong"]
    assert told("b", "a", "b", "c") == "spoilt"
    found = Counter(what for number in range(20) for _, what in settled(number))
    assert set(found) <= {"mended", "spoilt", "still wrong"} and sum(found.values())
