"""Who was forgotten does not come back with another photo: by digests, made the same way for ever."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import made
import pytest
from to_forget import NAME, contact, live, scan

from cardscan.actions.ingest import ingest
from cardscan.model import Contact, PhotoReading
from cardscan.person import Person
from cardscan.store import Store, Wanted, forgetting, open_store

pytestmark = pytest.mark.both_engines


def test_the_same_photo_does_not_bring_them_back(store: Store) -> None:
    one = live(store)
    store.forget(one.id)
    for path in ("zwickelbart", "zwickelbart old", "back"):
        sha256 = made.photo(f"/photos/{path}.jpg").sha256
        assert store.knows(sha256), path
    assert not store.knows(made.photo("/photos/new.jpg").sha256)
    assert scan(store, "/elsewhere.jpg", (contact(),), content="/photos/zwickelbart.jpg") == ()


@pytest.mark.parametrize(
    "again",
    [
        contact(),
        contact(email=(), tel=()),  # by name and company
        contact(org="", email=()),  # by name and number
        contact("ZWICKELBART, Quendolin", org="Elsewhere"),  # by name and e-mail; read in another order
        contact("Quendolin Zwicki", org="Zibbel AG", email=(), tel=()),  # as an old card has it
    ],
)
def test_another_photo_of_their_card_does_not_bring_them_back(store: Store, again: Contact) -> None:
    again = replace(again, email=tuple(replace(each, value="quendolin@zwickelbart.example") for each in again.email))
    store.forget(live(store).id)
    before = (len(store.people()), len(list(store.place.crops.iterdir())))
    assert scan(store, "/photos/again.jpg", (again,)) == ()
    assert (len(store.people()), len(list(store.place.crops.iterdir()))) == before
    assert store.knows(made.photo("/photos/again.jpg").sha256)
    assert not list(store.directory.find(Wanted("quendolin")))


def read(path: Path) -> PhotoReading:
    return made.photo(str(path), made.card(contact()), content=path.read_text())


def test_ingest_says_how_many_were_left_out(store: Store, tmp_path: Path) -> None:
    def run(name: str) -> tuple[int, int, int]:
        (tmp_path / name).write_text(name)
        done = ingest([tmp_path / name], store, lambda paths: (read(each) for each in paths), now=lambda: made.NOW)
        return done.read, done.skipped, done.left_out

    assert run("one.jpg") == (1, 0, 0)
    store.forget(1)
    assert run("one.jpg") == (0, 1, 0)
    assert run("two.jpg") == (1, 0, 1)
    assert run("two.jpg") == (0, 1, 0)
    assert store.people() == ()


def test_others_may_come(store: Store) -> None:
    """Colleagues with the same company and switchboard, namesakes elsewhere, nobody's card."""
    store.forget(live(store).id)
    for number, other in enumerate(
        [contact("Bo Zwickelbart"), made.contact(NAME, "Elsewhere"), contact("", email=(), tel=()), Contact()]
    ):
        assert len(scan_any(store, f"/{number}.jpg", other)) == 1, number


def scan_any(store: Store, path: str, one: Contact) -> tuple[Person, ...]:
    return store.save(made.photo(path, made.card(one)), [(one,)], made.NOW) or ()


def test_others_on_a_new_photo_stay_and_those_on_a_card_keep_it(store: Store, db: str) -> None:
    store.forget(live(store).id)
    ada, bo = made.contact("Ada Marram", org="Quay"), made.contact("Bo Marram", org="Quay")
    saved = scan(store, "/photos/table.jpg", (contact(),), (ada,), (contact(), bo), content="table")
    assert saved is not None
    assert [person.contact.fn[0].value for person in saved] == ["Ada Marram", "Bo Marram"]
    assert all(person.crop for person in saved)
    assert len(list(store.place.crops.iterdir())) == 3  # with that of Ada Quillfeather


def test_a_photo_that_had_failed_is_not_tried_for_ever_where_only_they_are_on_it(store: Store) -> None:
    store.forget(live(store).id)
    store.save(made.failed("/photos/again.jpg"), [], made.NOW)
    assert len(store.failures()) == 1
    assert scan(store, "/photos/again.jpg", (contact(),)) == ()
    assert store.failures() == ()


def test_a_card_on_which_nobody_was_read_stays_beside_theirs(store: Store) -> None:
    """It waits for its name to be typed in."""
    store.forget(live(store).id)
    cards = made.card(contact()), made.card(Contact())
    [nobody] = store.save(made.photo("/table.jpg", *cards), [(contact(),), (Contact(),)], made.NOW) or ()
    assert nobody.crop and not nobody.contact.fn
    before = len(list(store.place.crops.iterdir()))
    assert store.save(made.photo("/back.jpg", *cards), [(contact(),), ()], made.NOW) == ()
    assert len(list(store.place.crops.iterdir())) == before + 1


@pytest.mark.sqlite
def test_no_name_can_be_read_out_of_a_tombstone(store: Store, tmp_path: Path) -> None:
    store.forget(live(store).id)
    with sqlite3.connect(store.place.file) as database:
        rows = database.execute("SELECT digest, salt FROM forgotten").fetchall()
    database.close()
    assert {(len(digest), len(salt)) for digest, salt in rows} == {(64, 32)}
    assert len({salt for _, salt in rows}) == 1
    with open_store(str(tmp_path / "other" / "x.db")) as other:
        other.forget(live(other).id)
        with sqlite3.connect(other.place.file) as database:
            assert set(database.execute("SELECT digest, salt FROM forgotten").fetchall()).isdisjoint(rows)
        database.close()


def test_who_was_forgotten_by_an_earlier_version_stays_forgotten() -> None:
    """Digests are found again by how they were made: an update that makes others brings everyone back."""
    salt = "00112233445566778899aabbccddeeff"
    digests = (
        "0975b9b6d684e8482afd17ef08364bdceeefdaee4910375d820c954e5b4ebf88",  # name and e-mail address
        "f67aa866057b23f5f3550fc4a67a00dbd9fe42e45ad1893c609522379bc18c4f",  # and company
        "a85a6d8fddc16f13b2620581e21ab18dab3225611223ad52e886781964251f17",  # and number
        "0d6df4a4b4c93efb60866f4aacf2d6049bdad0567f99f6152c839579aad60b13",  # a number alone
    )
    one = Contact(fn=(made.field(NAME),))
    known = (
        replace(one, email=(made.field("Q@Zwickelbart.example"),)),
        replace(one, org=(made.field("Zwickelbart & Zwo"),)),
        replace(one, tel=(made.field("+45 20 98 76 54"),)),
        Contact(tel=(made.field("+45 20 98 76 54"),), org=(made.field("Zwickelbart & Zwo"),)),
    )
    for digest, of in zip(digests, known, strict=True):
        assert forgetting.Buried(salt, frozenset({digest})).among([of, made.contact(), one]) == [True, False, False]
    assert forgetting.Buried("", frozenset()).among(known) == [False] * 4
