"""What is kept of who was forgotten: digests, made the same way for ever."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import made
from test_forgetting import NAME, live

from cardscan.model import Contact
from cardscan.store import Store, forgetting, open_store


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
