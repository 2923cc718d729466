"""What is written of a person costs few statements, and writes only what is different."""

from collections.abc import Callable
from datetime import timedelta

import made
import pytest
from sqlalchemy import delete, event, select

from cardscan.person import Note
from cardscan.store import Store, Wanted, finding
from cardscan.store.rows import not_of
from cardscan.store.schema import meeting, metadata, person
from cardscan.store.touched import watched

NOTE = Note("dredges a canal that silts up", "introduce our hydrologist", made.NOW)
LATER = made.NOW + timedelta(hours=2)
DERIVED = ("match_key", "search", "summary", "to_check", "word", "stem")


def run(store: Store, work: Callable[[], object]) -> list[str]:
    """List the statements of some work."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(store._database.engine, "before_cursor_execute", note)
    work()
    event.remove(store._database.engine, "before_cursor_execute", note)
    return statements


def keep_ada(store: Store, name: str = "Ada Quillfeather") -> int:
    contact = made.contact(name, email=(made.field(f"{name.split()[0].lower()}@quill.example"),))
    [ada] = store.save(made.photo(f"/{name}.jpg", made.card(contact)), [(contact,)], made.NOW) or ()
    return ada.id


def test_a_card_with_a_note_and_a_promise_takes_few_statements(store: Store) -> None:
    """They were 106 when all that may be there was asked for, and all that follows was derived with each change.

    One of them has the names on lists looked up anew that the card may be.
    """

    def keep() -> None:
        ada = keep_ada(store)
        made.noted(store, ada, NOTE, LATER)
        store.add_promise(ada, "send the chart", "me", None, LATER)

    assert len(run(store, keep)) <= 63


@pytest.mark.both_engines
def test_a_statement_about_some_is_about_these_and_for_a_server_the_same_for_any_number(
    store: Store, engine: str
) -> None:
    ids = [keep_ada(store, f"{name} Quillfeather") for name in ("Ada", "Bede", "Cuno")]
    asked = []
    for some in ([], ids[:1], ids[1:], [*ids, 99]):
        asked += [text for text in run(store, lambda some=some: store.directory.contacts(some)) if "field" in text]
        assert store.directory.contacts(set(some)).keys() == {each for each in some if each != 99}
    assert len(asked) == 4 and (engine == "sqlite" or len(set(asked)) == 1)
    with store._database.reading() as connection:
        others = connection.execute(select(person.c.id).where(not_of(person.c.id)), {"ids": ids[:2]})
        assert others.scalars().all() == ids[2:]


def test_what_follows_is_written_where_it_is_another_alone(store: Store) -> None:
    ada = keep_ada(store)
    written = [text for text in run(store, lambda: store.snooze(ada, LATER.date(), LATER)) if "SELECT" not in text]
    assert not [text for text in written if any(f" {table} " in text for table in DERIVED)]
    written = run(store, lambda: store.add_promise(ada, "send the chart", "me", None, LATER))
    assert [text.split()[:3] for text in written if " search " in text and "SELECT" not in text] == [
        ["UPDATE", "search", "SET"]
    ]
    assert not [text for text in written if " match_key " in text and "SELECT" not in text]


def test_whoever_is_deleted_changes_all_tables_that_hold_theirs(store: Store) -> None:
    ada, seen = keep_ada(store), set()
    with store._database.writing() as connection, watched(connection, lambda table: seen.add(table.name)):
        connection.execute(delete(person).where(person.c.id == ada))
    pointing = {table.name for table in metadata.tables.values() if "person_id" in table.c}
    assert {"person", "note", "unfinished", "someone_else", *pointing} <= seen and "card" not in seen
    seen.clear()
    with store._database.writing() as connection:
        connection.execute(meeting.update().values(place="Quay"))  # nobody watches any more
    assert not seen


def test_what_was_changed_of_others_is_not_read_for_a_card_of_someone_known(store: Store) -> None:
    def reads() -> int:
        again = made.contact("Ada Quillfeather", email=(made.field("ada@quill.example"),), title=())
        photo = made.photo(f"/again{len(store.people()[0].meetings)}.jpg", made.card(again))
        rows = 0

        def count(*given: object) -> None:
            nonlocal rows
            rows += 1

        with store._database.writing() as connection:
            raw = connection.connection.dbapi_connection
            raw.set_progress_handler(count, 10)
        store.save(photo, [(again,)], LATER)
        raw.set_progress_handler(None, 0)
        return rows

    keep_ada(store)
    other = keep_ada(store, "Zdislav Kvapilík")
    reads()
    few = reads()
    for number in range(200):
        store.add_promise(other, f"send chart {number}", "me", None, LATER)
    assert reads() < few + 50


def test_words_are_looked_for_once_however_many_they_are_looked_for_among(store: Store) -> None:
    """SQLite looked for them once for each of those at a stage: ten seconds with 37,000 of them."""

    def steps(wanted: Wanted) -> int:
        taken = 0

        def step() -> None:
            nonlocal taken
            taken += 1

        with store._database.reading() as connection:
            raw = connection.connection.dbapi_connection
            raw.set_progress_handler(step, 1)
            finding.some(connection, wanted, None, 5, True)
            raw.set_progress_handler(None, 0)
        return taken

    for letter in "abcdefghijklmnopqrst":
        keep_ada(store, f"{letter * 3}ine Quillfeather")
    assert steps(Wanted("quill", stage="waiting")) < 3 * steps(Wanted("quill"))


@pytest.mark.both_engines
def test_what_is_read_at_one_moment_is_read_in_one_transaction(store: Store) -> None:
    """Somebody else's change shows in the next; one's own, made meanwhile, at once."""
    ada = keep_ada(store)
    begun: list[object] = []
    event.listen(store._database.engine, "begin", begun.append)
    with store.at_one_moment() as moment:
        before = moment.person(ada)
        assert moment.directory.count(Wanted()) == 1
        assert len(begun) == 1
        store.set_cadence(ada, "monthly", LATER)
        assert moment.person(ada) == before
        moment.snooze(ada, made.NOW.date(), LATER)
        assert (moment.person(ada).cadence, moment.person(ada).snoozed) == ("monthly", made.NOW.date())
    assert store.person(ada).snoozed == made.NOW.date()


@pytest.mark.both_engines
def test_the_cards_of_many_are_read_at_once(store: Store) -> None:
    ids = [keep_ada(store, f"{name} Quillfeather") for name in ("Ada", "Bede", "Cuno")]
    each_by_themselves = {one: store.serving.cards(one) for one in ids}
    assert all(len(cards) == 1 for cards, _ in each_by_themselves.values())
    assert store.serving.cards_of(ids) == each_by_themselves
    assert len(run(store, lambda: store.serving.cards_of(ids))) == len(run(store, lambda: store.serving.cards(ids[0])))
