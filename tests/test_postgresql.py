"""A store on a server: what goes wrong is said with advice, and no password with it; pictures stay with their store."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import made
import pytest
from conftest import Run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from postgres import Cluster
from sqlalchemy import delete, insert

from cardscan.connections.likeness.naming import near_words
from cardscan.errors import Exit, StoreError
from cardscan.store import Store, Wanted, acquaintances, locate, open_store
from cardscan.store.schema_found import match_key

SECRET = "Sesame-9"  # noqa: S105 - nobody's


@pytest.fixture
def engine() -> str:
    return "postgresql"


@pytest.fixture(scope="module")
def walled(postgresql: Cluster) -> str:
    """A user who needs a password."""
    postgresql.execute(f"CREATE ROLE walled LOGIN PASSWORD '{SECRET}'")
    return "walled"


def at(postgresql: Cluster, database: str, user: str = "cardscan", password: str = "") -> str:
    address = postgresql.address(database, user)
    return address.replace("@", f":{password}@", 1) if password else address


@pytest.mark.parametrize(
    "user, database, said, advice",
    [
        ("walled", "postgres", "does not let you in", "~/.pgpass"),
        ("nobody_here", "postgres", "does not let you in", "~/.pgpass"),
        ("cardscan", "no_such", "there is no such database", "createdb"),
    ],
)
def test_who_is_not_let_in_is_told_why(
    postgresql: Cluster, walled: str, run: Run, tmp_path: Path, user: str, database: str, said: str, advice: str
) -> None:
    db = f"{at(postgresql, database, user, 'wrong-' + SECRET)}&pictures={tmp_path / 'pictures'}"
    for command in (("list",), ("ingest", str(tmp_path)), ("backup", "-"), ("restore", __file__), ("doctor",)):
        code, out, err = run(*command, "--db", db)
        assert SECRET not in out + err
        if command[0] in ("list", "backup"):
            assert code == Exit.STORE and said in err and advice in err
    code, out, err = run("copy-db", db, str(tmp_path / "x.db"))
    assert code == Exit.STORE and SECRET not in out + err


def test_the_password_in_an_address_opens_it_and_is_not_shown(
    postgresql: Cluster, walled: str, run: Run, tmp_path: Path
) -> None:
    postgresql.execute("CREATE DATABASE walled OWNER walled")
    db = f"{at(postgresql, 'walled', walled, SECRET)}&pictures={tmp_path / 'pictures'}"
    for command in (("list",), ("settings",), ("doctor",), ("backup", str(tmp_path / "b.zip"))):
        code, out, err = run(*command, "--db", db)
        assert SECRET not in out + err, command
        assert code == Exit.OK or command == ("doctor",), err
    code, out, err = run("watch", str(tmp_path), "--print-unit", "--db", db)
    assert code == Exit.INPUT and "~/.pgpass" in err and SECRET not in out + err
    assert SECRET in locate(db).address and SECRET not in str(locate(db))
    in_query = db.replace(f":{SECRET}@", "@") + f"&password={SECRET}"
    assert run("list", "--db", in_query)[0] == Exit.OK
    assert SECRET not in str(locate(in_query)) and locate(in_query).tells_password


@pytest.mark.parametrize(
    "db", [f"postgresql://u:{SECRET}@host", f"postgresql://u:{SECRET}@host:x/y", f"x://u:{SECRET}@h/y"]
)
def test_an_address_that_is_none_is_not_shown(run: Run, db: str) -> None:
    for command in ("list", "doctor"):
        code, out, err = run(command, "--db", db)
        assert SECRET not in out + err
    assert run("list", "--db", db)[0] == Exit.STORE


def test_no_server(run: Run) -> None:
    code, _, err = run("list", "--db", "postgresql://u@127.0.0.1:1/cards")
    assert code == Exit.STORE
    assert "postgresql://u@127.0.0.1:1/cards: the server cannot be reached" in err and "check its host" in err


def test_without_the_extra(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "psycopg"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    code, _, err = run("list", "--db", "postgresql://u@127.0.0.1:1/cards")
    assert code == Exit.SETUP and "pip install 'cardscan-pipeline[postgresql]'" in err


def test_a_database_of_another_program_and_one_in_another_encoding(
    postgresql: Cluster, run: Run, tmp_path: Path
) -> None:
    postgresql.execute("CREATE DATABASE others")
    postgresql.execute("CREATE TABLE thing (id integer)", "others")
    code, _, err = run("list", "--db", postgresql.address("others"))
    assert code == Exit.STORE and "belongs to another program" in err
    postgresql.execute("CREATE DATABASE bytes ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0")
    code, _, err = run("list", "--db", f"{postgresql.address('bytes')}&pictures={tmp_path}")
    assert code == Exit.SETUP and "createdb -E UTF8" in err


def test_pictures_stay_with_their_store(db: str, run: Run, tmp_path: Path) -> None:
    with open_store(db) as store:
        store.save(made.photo(), [(made.contact("Ada Quillfeather"),)], made.NOW)
        belongs = store.place.file.read_text()
    other = db.partition("&pictures=")[0] + f"&pictures={tmp_path / 'other'}"
    code, _, err = run("list", "--db", other)
    assert code == Exit.STORE and "its pictures are not in" in err and belongs.strip() in err
    (tmp_path / "other" / "cardscan").write_text(belongs)
    assert run("list", "--db", other)[0] == Exit.OK


def test_a_lost_connection_is_made_again(db: str, postgresql: Cluster) -> None:
    with open_store(db) as store:
        store.save(made.photo(), [(made.contact("Ada Quillfeather"),)], made.NOW)
        name = locate(db).url.database
        others = f"FROM pg_stat_activity WHERE datname = '{name}'"
        postgresql.execute(f"SELECT pg_terminate_backend(pid) {others}")
        assert len(store.people()) == 1


def test_a_lock_that_is_held_for_long(db: str, postgresql: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cardscan.store.engines.postgresql.LOCK_SECONDS", 1)
    locked = pytest.raises(StoreError, match="another program has locked it")
    with open_store(db) as store, open_store(db) as other, other._database.writing(), locked:
        store.save(made.photo(), [(made.contact("Ada Quillfeather"),)], made.NOW)


@pytest.fixture
def german(postgresql: Cluster, tmp_path: Path) -> Iterator[str]:
    """A database that sorts as a dictionary does."""
    postgresql.execute("CREATE DATABASE german LOCALE_PROVIDER icu ICU_LOCALE 'de-DE' TEMPLATE template0")
    yield f"{postgresql.address('german')}&pictures={tmp_path / 'german'}"
    postgresql.execute("DROP DATABASE german WITH (FORCE)")


def test_the_language_of_the_database_changes_nothing(german: str) -> None:
    names = ("Ottoline Brackwyth", "Zoë Ångström", "Müller Übermut", "ada quillfeather")
    with open_store(german) as store:
        for number, name in enumerate(names):
            reading = made.photo(f"/{number}/a-b.jpg", content=name)
            store.save(reading, [(made.contact(name, org=f"Firm {number}", tel=(), email=()),)], made.NOW)
        assert [each.id for each in store.directory.nearly_named("Otoline Brackwyth")] == [1]
        assert [person.id for person in store.directory.find(Wanted("angstrom"))] == [2]
        assert len(store.directory.sheets(made.photo("/0/a-b.jpg", content=names[0]).sha256)) == 1


def test_a_list_of_a_file_loads_no_driver(tmp_path: Path) -> None:
    listed = (
        "import sys; from cardscan.cli import main; code = main(['list', '--db', sys.argv[1]]);"
        "print(code, [name for name in sys.modules if name.startswith(('psycopg', 'sqlalchemy.dialects.postgresql'))])"
    )
    open_store(str(tmp_path / "x.db")).close()
    done = subprocess.run([sys.executable, "-c", listed, str(tmp_path / "x.db")], capture_output=True, text=True)
    assert done.stdout.endswith("0 []\n"), done


def test_what_is_erased_is_in_no_file_of_the_database(db: str, postgresql: Cluster) -> None:
    name = locate(db).url.database
    numbers = dict(postgresql.execute("SELECT datname, oid FROM pg_database"))
    folder = postgresql.folder / "data" / "base" / str(numbers[name])

    def written() -> bool:
        postgresql.execute("CHECKPOINT")
        return any(b"zwickelbart" in file.read_bytes().lower() for file in folder.iterdir())

    with open_store(db) as store:
        for each in ("Quendolin Zwickelbart", "Ada Quillfeather"):
            store.save(made.photo(f"/{each}.jpg", content=each), [(made.contact(each, tel=(), email=()),)], made.NOW)
        assert written()
        store.forget(1)
        assert not written() and len(store.people()) == 1
        with open_store(db) as other, other._database.reading() as reading:
            reading.exec_driver_sql("SELECT count(*) FROM person")
            assert "another program reads it" in store.scrub()


WORDS = st.text("abnorst", min_size=1, max_size=12)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=WORDS, words=st.lists(WORDS, min_size=1, max_size=8), place=st.integers(0, 12), letter=WORDS)
def test_trigrams_leave_out_nobody_who_is_near(
    plain: Store, typed: str, words: list[str], place: int, letter: str
) -> None:
    """Whoever is found among all keys is found among those that share trigrams."""
    others = {*words, typed[:place] + letter[0] + typed[place:], typed[:place] + typed[place + 1 :], typed[::-1]}
    others |= {typed[:place] + typed[place : place + 2][::-1] + typed[place + 2 :]}
    with plain._database.writing() as connection:
        connection.execute(delete(match_key))
        rows = [{"key": f"w:{word}", "person_id": 1} for word in others if word]
        connection.execute(insert(match_key), rows)
        asked = connection.execute(acquaintances._like(connection, "w:", (typed,))).scalars()
        among = {key[2:] for key in asked}
    assert near_words(typed, sorted(among)) == near_words(typed, sorted(word for word in others if word))


@pytest.fixture
def plain(db: str) -> Iterator[Store]:
    with open_store(db) as store:
        store.save(made.photo(), [(made.contact("Ada Quillfeather"),)], made.NOW)
        yield store


def test_without_trigrams_the_misspelt_are_found_too(db: str, plain: Store, postgresql: Cluster) -> None:
    def found() -> list[int]:
        return [each.id for each in plain.directory.nearly_named("Ada Quilfeather")]

    def plan() -> str:
        with plain._database.reading() as connection:
            asked = acquaintances._like(connection, "w:", ("quilfeather",))
            text = str(asked.compile(connection, compile_kwargs={"literal_binds": True}))
            return "\n".join(connection.exec_driver_sql(f"EXPLAIN {text}").scalars())

    many = "SELECT 'w:' || md5(number::text), 1 FROM generate_series(1, 20000) AS number"
    name = locate(db).url.database or ""
    postgresql.execute(f"INSERT INTO match_key (key, person_id) {many}", name)
    postgresql.execute("ANALYZE", name)
    assert "ix_match_key_word" in plan() and found() == [1]
    postgresql.execute("DROP EXTENSION pg_trgm CASCADE", name)
    assert found() == [1] and "ix_match_key_word" not in plan()


def test_who_may_make_no_extension_does_without(postgresql: Cluster, walled: str, tmp_path: Path) -> None:
    postgresql.execute("CREATE DATABASE without_rights TEMPLATE template0")
    postgresql.execute(f"GRANT CREATE ON SCHEMA public TO {walled}", "without_rights")
    with open_store(f"{at(postgresql, 'without_rights', walled, SECRET)}&pictures={tmp_path / 'p'}") as store:
        store.save(made.photo(), [(made.contact("Ada Quillfeather"),)], made.NOW)
        assert [each.id for each in store.directory.nearly_named("Ada Quilfeather")] == [1]
    rows = postgresql.execute("SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'", "without_rights")
    assert rows == [(0,)]


def test_few_are_looked_for_in_an_index_and_nothing_is_compiled_for_it(store: Store) -> None:
    """As it comes, PostgreSQL read all 100,000 summaries for 500 people, and compiled what counts words."""
    with store._database.reading() as connection:
        set_to = [connection.exec_driver_sql(f"SHOW {name}").scalar_one() for name in ("random_page_cost", "jit")]
    assert set_to == ["1.1", "off"]
