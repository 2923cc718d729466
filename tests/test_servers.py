"""Address books on servers, as the store keeps them."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import made
import pytest

from cardscan.person import Note
from cardscan.store import Store, open_store
from cardscan.synced import Account, Agreed, Gone, Outline, Synced

ONE = Account("https://one.example/book/", "tove", "One")
OTHER = Account("https://other.example/book/", "tove", "Other", note="none", pictures=False, password_command="pass")  # noqa: S106
GOOD = Note("moves her shop to solar roof tiles", "introduce her to the installer in Porto", made.NOW)
AGREED = Agreed("ours", "0" * 64, "theirs")


def test_the_one_chosen_last_is_in_use_also_when_the_clock_is_set_back(store: Store) -> None:
    assert store.servers.in_use() is None
    one = store.servers.choose(ONE, made.NOW)
    assert store.servers.in_use() == one == replace(ONE, id=one.id)
    other = store.servers.choose(OTHER, made.NOW - timedelta(days=900))
    assert store.servers.in_use() == other == replace(OTHER, id=other.id)
    store.servers.finished(other, made.NOW)
    assert store.servers.choose(replace(ONE, name="Renamed"), made.NOW - timedelta(days=900)).id == one.id
    assert store.servers.choose(OTHER, made.NOW).synced == made.NOW


def test_everyone_is_looked_at_anew_where_something_else_goes_along(store: Store) -> None:
    made.people(store.place.address, "Ada Quillfeather")
    account = store.servers.choose(ONE, made.NOW)
    row = Synced(1, "/book/1.vcf", '"1"', AGREED, sending=AGREED, left_out=True, revised=made.NOW)
    store.servers.put(account, row)
    assert store.servers.one(account, 1) == row
    store.servers.choose(replace(ONE, note="full"), made.NOW)
    assert store.servers.one(account, 1) == replace(row, revised=None)
    store.servers.drop(account, 1)
    assert store.servers.one(account, 1) is None


def test_where_a_card_of_somebody_forgotten_is_stays_known_and_nothing_more(store: Store) -> None:
    made.people(store.place.address, "Ada Quillfeather", "Bodil Marramgrass")
    account = store.servers.choose(ONE, made.NOW)
    for person_id, left_out in ((1, False), (2, True)):
        store.servers.put(account, Synced(person_id, f"/book/{person_id}.vcf", '"1"', AGREED, left_out=left_out))
    uid = store.person(1).uid
    assert store.forget(1).left
    assert [left.left_out for left in store.forget(2).left] == [
        True
    ]  # the user said that it is none of cardscan's business
    assert store.servers.left_there(account) == (Gone("/book/1.vcf", '"1"', uid),)
    store.servers.drop_left(account, "/book/1.vcf")
    assert store.servers.left_there(account) == ()


def test_in_a_store_from_before_a_card_is_looked_for_by_the_uid_that_it_is_called_by(db: str) -> None:
    made.people(db, "Ada Quillfeather", "Bodil Marramgrass")
    with open_store(db) as store:
        account = store.servers.choose(ONE, made.NOW)
        uid = store.person(1).uid
        paths = (f"/book/{uid}.vcf", "/book/called-otherwise.vcf")
        for person_id, path in zip((1, 2), paths, strict=True):
            store.servers.put(account, Synced(person_id, path, '"1"', AGREED))
            store.forget(person_id)
    with closing(sqlite3.connect(db)) as old, old:
        for statement in made.as_of("0008"):
            old.execute(statement)
    with open_store(db) as store:
        assert {gone.path: gone.uid for gone in store.servers.left_there(account)} == dict(
            zip(paths, (uid, ""), strict=True)
        )


@pytest.mark.both_engines
def test_an_outline_says_who_is_in_the_book_and_who_may_come(store: Store) -> None:
    made.people(store.place.address, *(f"Ada {each}" for each in ("Quill", "Marram", "Oxen", "Tavern", "Stoats")))
    account = store.servers.choose(ONE, made.NOW)
    for person_id in (1, 2, 3):
        made.noted(store, person_id, GOOD, made.NOW)
    rows = (
        Synced(1, "/1.vcf", '"1"', AGREED, revised=store.person(1).revised),
        Synced(2, "/2.vcf", '"2"', AGREED, sending=AGREED, revised=made.NOW - timedelta(days=1)),
        Synced(4, "/4.vcf", '"4"', AGREED, revised=store.person(4).revised),
        Synced(5, "/5.vcf", left_out=True),
    )
    for one in rows:
        store.servers.put(account, one)
    found = store.servers.outlines(account)
    assert found == [
        Outline(1, True, "/1.vcf", '"1"', agreed=True, as_agreed=True),
        Outline(2, True, "/2.vcf", '"2"', agreed=True, sending=True),
        Outline(3, True),
        Outline(4, False, "/4.vcf", '"4"', agreed=True, as_agreed=True),
        Outline(5, False, "/5.vcf", left_out=True),
    ]
    assert [each.person_id for each in found if each.settled] == [1]
    assert [each.person_id for each in found if each.in_book] == [1, 2, 4]
