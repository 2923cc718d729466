"""Finding people by words: whatever was typed, whatever was changed."""

import shutil
import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import made
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from raw import execute
from sqlalchemy.exc import OperationalError

from cardscan.actions.edit_fields import Edit, edited
from cardscan.errors import SetupError
from cardscan.model import Contact
from cardscan.person import Note, Person
from cardscan.store import Store, engine, migrate, open_store, search
from cardscan.store.engines import postgresql, sqlite
from cardscan.store.finding import Wanted
from cardscan.text.folding import spelt_words

pytestmark = pytest.mark.both_engines

LATER = made.NOW + timedelta(hours=2)
NOTE = Note("dredges a canal that silts up", "introduce our hydrologist", made.NOW, remember="like the marsh plant")


def add(store: Store, name: str, **more: object) -> Person:
    contact = made.contact(name, **more)
    [person] = store.save(made.photo(f"/{name}{more}.jpg", made.card(contact, crop=b"")), [(contact,)], made.NOW) or ()
    return person


def ids(store: Store, typed: str) -> tuple[int, ...]:
    return tuple(person.id for person in store.directory.find(Wanted(typed)))


def newer(_older: Contact, newer: Contact) -> Contact:
    return newer


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Jürgen Quillmüller", "quillmuller quillmueller QUILLMÜLLER jurgen"),
        ("Ottoline Marram", "ottoline@brackwyth marram"),
        ("Søren Åsgård", "soren soeren asgard aasgaard"),
        ("Niamh O’Marram", "omarram o'marram marr"),
        ("柊蒼真", "柊 蒼 真 蒼真 柊蒼真"),
        ("김바람", "바람 김바"),
        ("สายลม ใจดี", "ลม ใจ"),
        ("Ταξίδης Νίκος", "ταξιδης ΝΙΚΟΣ"),
    ],
)
def test_a_name_is_found_however_it_is_typed(store: Store, name: str, typed: str) -> None:
    person = add(store, name, org="Quay")
    add(store, "Zdislav Kvapilík", email=(), org="Nowhere")
    for word in typed.split():
        assert ids(store, word) == (person.id,), word


@pytest.mark.parametrize("typed", ["+45 20 12 34 56", "20123456", "0045 2012 3456", "2012", "45 2012", "20 12 34 56"])
def test_a_number_is_found_as_it_is_dialled(store: Store, typed: str) -> None:
    person = add(store, "Ada Quillfeather")
    assert ids(store, typed) == (person.id,)
    assert ids(store, typed.replace("2012", "2013").replace("20 12", "20 13")) == ()


@pytest.mark.parametrize("typed", ["0170 555 0199", "+49 (0)170 5550199", "+49170 5550199", "170555"])
def test_a_number_is_found_with_and_without_the_zero_before_it(store: Store, typed: str) -> None:
    person = add(store, "Ada Quillfeather", tel=(made.field("+491705550199"),))
    assert ids(store, typed) == (person.id,)


def test_a_number_of_no_country_is_found_by_its_digits(store: Store) -> None:
    person = add(store, "Ada Quillfeather", tel=(made.field("555 0199"),))
    assert ids(store, "5550199") == ids(store, "555 0199") == (person.id,)


def test_every_word_has_to_be_there_and_names_come_first(store: Store) -> None:
    noted = made.noted(store, add(store, "Bo Marram").id, NOTE, made.NOW)
    called = add(store, "Canaletta Silt")
    assert ids(store, "cana") == (called.id, noted.id)
    assert ids(store, "cana silt") == (called.id, noted.id)
    assert ids(store, "canal dredges") == (noted.id,)
    assert ids(store, "canal quillfeather") == ()
    assert ids(store, " -+*' ") == ()


def test_all_that_was_written_is_found(store: Store) -> None:
    person = add(store, "Ada Quillfeather")
    made.noted(store, person.id, NOTE, LATER)
    made.unfinished(store, person.id, replace(NOTE, talked="nice chat", offers="sluices"), LATER)
    store.add_promise(person.id, "send the tide tables", "me", None, LATER)
    store.change_meeting(person.meetings[0].id, LATER, place="Hall Kelp")
    for word in ("silts", "hydrologist", "marsh", "sluices", "tables", "kelp", "tides", "brackwyth.example"):
        assert ids(store, word) == (person.id,), word


def test_the_index_follows_every_change(store: Store) -> None:
    ada, bo = add(store, "Ada Quillfeather", org="Quay"), add(store, "Bo Marram", org="Sluice")
    store.edit(ada.id, lambda contact: edited(contact, Edit(put={"fn": ["Ada Selwick"]})), LATER)
    assert (ids(store, "quillfeather"), ids(store, "selwick")) == ((), (ada.id,))
    store.undo(LATER)
    assert (ids(store, "quillfeather"), ids(store, "selwick")) == ((ada.id,), ())
    store.merge(ada.id, bo.id, LATER, newer)
    assert (ids(store, "quillfeather"), ids(store, "marram")) == ((), (ada.id,))
    apart = store.split(ada.id, bo.meetings[0].id, LATER)
    assert (ids(store, "quillfeather"), ids(store, "marram")) == ((ada.id,), (apart.id,))
    store.undo(LATER)
    assert ids(store, "marram") == (ada.id,)
    store.undo(LATER)
    assert (ids(store, "quillfeather"), ids(store, "marram")) == ((ada.id,), (bo.id,))


def test_a_store_from_before_is_searched_too(db: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(db) as store:
        people = [add(store, f"Ada Quillfeather {number}") for number in range(3)]
    execute(db, "DELETE FROM search")
    newer = tmp_path / "migrations"
    shutil.copytree(Path(migrate.__file__).parent / "migrations", newer)
    (newer / "versions" / "v9999_changes_nothing.py").write_text(
        f"revision = '9999'\ndown_revision = '{migrate.newest()}'\ndef upgrade():\n    pass\n"
    )
    monkeypatch.setattr(migrate, "_FOLDER", newer)
    with open_store(db) as store:
        assert set(ids(store, "quill")) == {person.id for person in people}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=300) | st.text("\"'*()+-^: \0ANDORNEAR123\\/.{}äわ", max_size=40))
def test_nothing_that_is_typed_reaches_the_query(store: Store, typed: str) -> None:
    ids(store, typed)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=30))
def test_whoever_is_typed_as_stored_is_found(store: Store, name: str) -> None:
    contact = made.contact("x", org="", fn=(made.field(name),), tel=(), email=())  # nothing to know them again by
    [person] = store.save(made.photo(f"/{name!r}.jpg", made.card(crop=b"")), [(contact,)], made.NOW) or [None]
    if person and any(spelt_words(name)):
        assert person.id in ids(store, name)


@pytest.mark.sqlite
def test_an_sqlite_without_search(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="FTS5"), engine.explained(tmp_path / "x.db"):
        raise OperationalError("CREATE …", {}, sqlite3.OperationalError("no such module: fts5"))


def test_of_very_many_those_who_are_called_so_come_first_and_nobody_is_ranked(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ranking all whom the beginning of a word finds took longer the more they were."""
    alone = {"tel": (), "email": ()}
    companies = [add(store, f"{each} Quill", org="Marram Works", **alone).id for each in ("Bo", "Zdislav")]
    others = [add(store, f"{each} Kvapil", title=(made.field("Marsh"),), **alone).id for each in ("Cy", "Tamsyn")]
    names = [add(store, f"{each} Marram", org=f"{each} Marrow", **alone).id for each in ("Ada", "Niamh", "Edda")]
    add(store, "Zdislav Kvapilík", email=(), org="Nowhere")
    wanted, ranked = Wanted("mar"), ids(store, "mar")
    assert set(ranked) == {*names, *companies, *others} and set(ranked[:3]) == set(names)
    monkeypatch.setattr(search, "MOST_RANKED", 6)
    tiers = (*reversed(names), *reversed(companies), *reversed(others))
    with monkeypatch.context() as patched:
        for each in (sqlite, postgresql):
            patched.setattr(each, "farness", None)
        assert ids(store, "mar") == tiers
    for limit in range(1, 9):
        there = store.directory.some(wanted, None, limit)
        forth = [there]
        while there.following is not None:
            forth.append(there := store.directory.some(wanted, there.following, limit))
        assert tuple(each for page in forth for each in page.ids) == tiers
        assert {page.number for page in forth} == {7} and all(len(page.ids) == limit for page in forth[:-1])
        back = [there]
        while there.previous is not None:
            back.append(there := store.directory.some(wanted, there.previous, limit))
        assert [page.ids for page in reversed(back)] == [page.ids for page in forth]
    later = store.directory.some(wanted, None, 3).following
    store.forget(names[1])  # with six they are ranked again, and a place among the many is none among them
    assert store.directory.some(wanted, later, 9).ids == ids(store, "mar")
    monkeypatch.setattr(search, "MOST_RANKED", 1)
    assert store.directory.some(Wanted("mar", company="marram"), None, 9).ids == tuple(reversed(companies))
