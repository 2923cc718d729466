"""`cardscan review` asks who is who."""

import re
from collections.abc import Callable
from dataclasses import replace

import made
import pytest
from conftest import Run

from cardscan.actions.take_note import take_note
from cardscan.connections.notes.parts import Given
from cardscan.errors import Exit
from cardscan.model import Contact
from cardscan.person import Person
from cardscan.store import Store, open_store

TALKED, HELP = "dredges a canal that silts up", "introduce our hydrologist in Ghent"
ANNA = made.contact("Anna Quill", org="Quay Ltd", email=(made.field("anna@quay.example"),))
LATER = made.contact("Anna Quill", org="Lock Works", email=(made.field("anna.quill@lock.example"),))
BLANK = Contact(adr=(made.field("Tide Quay 3, Ebbing", sure=False),))
Review = Callable[..., tuple[int, str, str]]


def save(store: Store, name: str, contact: Contact) -> Person:
    [person] = store.save(made.photo(name, made.card(contact)), [(contact,)], made.NOW) or ()
    return person


@pytest.fixture
def review(run: Run) -> Review:
    """Review with these lines typed, then nothing more; returns exit code, stdout, stderr."""
    return lambda *lines: run("review", typed="".join(f"{line}\n" for line in lines))


def everyone(db: str) -> tuple[Person, ...]:
    with open_store(db) as store:
        return store.people()


@pytest.fixture
def met_again(db: str) -> None:
    """Anna, of whom there is a note; and her card of a new job with the old cell."""
    with open_store(db) as store:
        anna = save(store, "/photos/1.jpg", ANNA)
        take_note(store, anna.id, Given(TALKED, HELP), made.NOW)
        store.edit(anna.id, lambda contact: replace(contact, title=()), made.NOW)
        save(store, "/later/1.jpg", LATER)


@pytest.mark.usefixtures("met_again")
def test_the_same_person(db: str, review: Review) -> None:
    code, out, err = review("y", "q")
    assert code == Exit.OK
    assert "perhaps met before: Anna Quill, Quay Ltd (1): " in out
    assert "org: Quay Ltd -> Lock Works" in out
    assert TALKED in out
    assert "merged; cardscan undo reverses it" in err
    [anna] = everyone(db)
    assert (anna.id, len(anna.meetings), anna.contact.org[0].value) == (1, 2, "Lock Works")


@pytest.mark.usefixtures("met_again")
def test_someone_else(db: str, review: Review) -> None:
    assert "Is Anna Quill, Lock Works, Head of Tides (2) the same person?" in review("n", "q")[1]
    assert len(everyone(db)) == 2
    assert "the same person" not in review("q")[1]


@pytest.mark.usefixtures("met_again")
def test_later_is_asked_again_the_next_time(db: str, review: Review) -> None:
    for _ in range(2):
        assert review("perhaps", "", "q")[1].count("the same person?") == 2
    assert len(everyone(db)) == 2


def test_a_pair_is_asked_once_though_both_wait(db: str, review: Review) -> None:
    with open_store(db) as store:
        save(store, "/photos/1.jpg", ANNA)
        save(store, "/later/1.jpg", LATER)
    out = review("", "s", "s")[1]
    assert out.count("the same person?") == 1
    assert "2 of 2" in out


def test_the_back_of_a_card(db: str, review: Review) -> None:
    with open_store(db) as store:
        save(store, "/photos/1.jpg", ANNA)
        save(store, "/photos/2.jpg", BLANK)
    _, out, err = review("y", "", TALKED, HELP, "", "", "", "", "")
    assert "perhaps two sides of one card: next in order, nobody named on it" in out
    assert re.search(r"  front: .*-0.jpg\n  back: .*-0.jpg", out)
    assert "Is (no name) (2) the back of Anna Quill, Quay Ltd, Head of Tides (1)?" in out
    assert "joined; cardscan undo reverses it" in err
    assert "2 of 2" not in out
    assert "nobody is waiting any more" in err
    [anna] = everyone(db)
    assert ([field.value for field in anna.contact.adr], len(anna.meetings)) == (["Tide Quay 3, Ebbing"], 1)


def test_not_the_back_of_it(db: str, review: Review) -> None:
    with open_store(db) as store:
        save(store, "/photos/1.jpg", ANNA)
        save(store, "/photos/2.jpg", BLANK)
    assert review("", "s", "n", "q")[1].count("the back of") == 2
    assert "the back of" not in review("s", "s")[1]
    assert len(everyone(db)) == 2


def test_the_note_of_a_back_goes_along(db: str, review: Review) -> None:
    with open_store(db) as store:
        save(store, "/photos/1.jpg", ANNA)
        back = save(store, "/photos/2.jpg", BLANK)
        take_note(store, back.id, Given(TALKED, HELP), made.NOW)
    code, _, err = review("y", "q")
    assert code == Exit.OK
    assert "joined; cardscan undo reverses it" in err
    [anna] = everyone(db)
    assert [note.talked for met in anna.meetings for note in met.notes] == [TALKED]
