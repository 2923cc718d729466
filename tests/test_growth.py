"""Nothing takes much longer than twice as long for a text that is twice as long, whatever came into a store."""

import math
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import made
import pytest
from conftest import Run

from cardscan.actions.add_book import add_book
from cardscan.actions.edit_fields import typed
from cardscan.actions.take_note import keep_part, try_note
from cardscan.connections.events.calendar import entries
from cardscan.connections.events.planning import planned, unplanned
from cardscan.connections.likeness.compare import compare
from cardscan.connections.likeness.keys import keys
from cardscan.connections.likeness.naming import near_words
from cardscan.connections.notes.parts import Given, part_of
from cardscan.connections.promises import promised
from cardscan.connections.standing import held_back
from cardscan.errors import InputError
from cardscan.export.calendar import calendar_of
from cardscan.export.vcard import vcard
from cardscan.model import KINDS, Contact
from cardscan.person import Meeting, Note, Person
from cardscan.store import Store
from cardscan.text.folding import spelt_words
from cardscan.text.limits import LONGEST_FIELD, LONGEST_NOTE
from cardscan.vcards.book import book_of
from cardscan.vcards.contact import contact_of

_NUMBERS = count()
TALKED, HELP = "moves her shop to solar roof tiles", "introduce her to the installer in Porto"


def word(length: int) -> str:
    """A word of so many letters, each time another one: caches would answer for the same."""
    start = f"q{next(_NUMBERS)}"
    letters = "abcdefghijklmnoprstuvwxyz"
    return start + "".join(letters[(at * at + at // 7) % 25] for at in range(length - len(start)))


def spaced(length: int) -> str:
    long = word(length)
    return " ".join(long[at : at + 7] for at in range(0, length, 8))


def ideographs(length: int) -> str:
    return "".join(chr(0x4E00 + ord(letter) * 7 + at % 90) for at, letter in enumerate(word(length)))


def met(org: str, talked: str = TALKED, can_help: str = HELP) -> Person:
    note = Note(talked, can_help, made.NOW)
    return Person(
        1, "u", made.contact("Ada Quill", org), (Meeting(1, date(2026, 1, 1), "", notes=(note,)),), made.NOW, made.NOW
    )


def titled(title: str) -> Contact:
    return made.contact("Ada Quill", "Quill & Co", title=(made.field(title),))


WORK: dict[str, Callable[[str], object]] = {
    "the gate, of a company": lambda text: held_back(met(text)),
    "the gate, of a title": lambda text: held_back(replace(met("Quill"), contact=titled(text))),
    "the gate, of a note": lambda text: held_back(met("Quill & Co", text, text[::-1])),
    "keys of a company": lambda text: keys(made.contact("Ada Quill", text)),
    "keys of a name": lambda text: keys(made.contact(text, "Quill & Co")),
    "companies compared": lambda text: compare(made.contact("Ada Quill", text), made.contact("Ada Quill", f"{text}x")),
    "names compared": lambda text: compare(made.contact(text, "Quill"), made.contact(f"{text}x", "Quill")),
    "words near a word": lambda text: near_words(text, [word(100), text[:100]]),
    "words to search": lambda text: list(spelt_words(text)),
    "a card written": lambda text: vcard(met(text)),
    "a card read": lambda text: [contact_of(card) for card in book_of(f"BEGIN:VCARD\nFN:{text}\nORG:{text}\n").cards],
}


def seconds(work: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    work(text)
    return time.process_time() - start


def takes_twice_for_twice(spent: Callable[[int], float], size: int) -> None:
    """Check that twice the size takes less than three times as long, the least of a few turns of each.

    Of more, where it does not at once: another program on the same core takes away what is near it in memory.
    """
    once = twice = math.inf
    for turn in range(10):
        once, twice = min(once, spent(size)), min(twice, spent(2 * size))
        if turn >= 2 and twice < max(3.1 * once, 0.03):
            return
    pytest.fail(f"{size}: {once:.4f} s, twice as much: {twice:.4f} s")


@pytest.mark.parametrize("text", [word, spaced, ideographs])
@pytest.mark.parametrize("work", WORK.values(), ids=WORK.keys())
def test_time_grows_with_the_length(work: Callable[[str], object], text: Callable[[int], str]) -> None:
    """Twice the text takes twice the time: squared it would be four times, cubed eight (the gate, of a company)."""
    work(text(100))  # lists are read
    length = 2000
    while length < 32_000 and seconds(work, text(length)) < 0.01:  # what is faster cannot be measured
        length *= 2
    takes_twice_for_twice(lambda size: seconds(work, text(size)), length)


def test_a_calendar_of_twice_the_people_takes_twice_the_time() -> None:
    """Names and companies of a thousand letters, all of whom are to be asked back."""

    def spent(people: int) -> float:
        everyone = [replace(met(word(LONGEST_FIELD)), id=at, contact=made.contact(spaced(LONGEST_FIELD), word(1000)))
                    for at in range(people)]  # fmt: skip
        start = time.process_time()
        assert list(calendar_of(entries(everyone, (), None, made.NOW + timedelta(days=365))))
        return time.process_time() - start

    spent(5)
    takes_twice_for_twice(spent, 60)


@pytest.mark.parametrize("kind", KINDS)
def test_a_field_that_is_too_long_is_refused_where_it_is_typed(kind: str) -> None:
    with pytest.raises(InputError) as refused:
        typed(kind, "1" * (LONGEST_FIELD + 1), Contact())
    assert "1001 characters are too many" in refused.value.message and "at most 1000" in refused.value.advice


def test_so_are_notes_promises_and_events(store: Store) -> None:
    made.people(store.place.address, "Ada Quillfeather")
    long = "a boat " * LONGEST_NOTE
    with pytest.raises(InputError, match="talked about: .* too many"):
        try_note(store, 1, Given(talked=long), made.NOW)
    with pytest.raises(InputError, match="can help: .* too many"):
        keep_part(store, 1, part_of("can_help", long), made.NOW)
    with pytest.raises(InputError, match="a promise: .* too many"):
        promised(long, None, made.NOW.date())
    with pytest.raises(InputError, match="an event: .* too many"):
        planned(unplanned(), made.NOW.date(), name=long, day="2026-12-03")


def test_what_a_card_says_is_cut_and_told(store: Store, tmp_path: Path, run: Run) -> None:
    file = tmp_path / "long.vcf"
    numbers = "".join(f"TEL:+4540{number:06}\n" for number in range(150))
    file.write_text(f"BEGIN:VCARD\nVERSION:3.0\nFN:Ada Quill\nORG:{word(8000)}\n{numbers}END:VCARD\n")
    assert add_book(store, file, made.NOW).cut == 1
    [entry] = store.address_files.entries()
    assert len(entry.contact.org[0].value) == LONGEST_FIELD and len(entry.contact.tel) == 100
    file.write_text(file.read_text() + "\n")
    assert "1 card cut" in run("book", "add", str(file))[2]
