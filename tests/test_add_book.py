"""Address books that the user had before: who in them is met again is told, and nothing of them leaves."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import made
import pytest
from conftest import Run
from met import prepared

from cardscan.actions.add_book import add_book
from cardscan.actions.ingest import ingest
from cardscan.actions.met_before import called_in_books, in_books
from cardscan.errors import InputError
from cardscan.export.events import prep_json
from cardscan.export.report import prep_html
from cardscan.model import PhotoReading
from cardscan.person import Event
from cardscan.store import Store

LATER = made.NOW + timedelta(hours=3)
OTTOLINE = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Brackwyth;Ottoline
ORG:Sandbank Ltd
TEL;CELL:20 12 34 56
NOTE:a private word
ANNIVERSARY:1980-01-02
ADR;HOME:;;Secret Lane 7;Aarhus;;8000;Denmark
END:VCARD
"""
PERPETUA = """BEGIN:VCARD
VERSION:3.0
FN:Perpetua Dunnachie
N:Dunnachie;Perpetua;;;
TITLE:Head of Brand, Ferries
ORG:Tolsay Ferries
EMAIL:perpetua@tolsay.example
END:VCARD
"""
BROKEN = "BEGIN:VCARD\nrubbish\nEND:VCARD\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "contacts.vcf"
    path.write_text(OTTOLINE + BROKEN + PERPETUA)
    return path


def test_a_file_is_kept_as_far_as_it_is_needed_and_not_changed(store: Store, file: Path) -> None:
    before = file.read_bytes(), file.stat().st_mtime_ns
    added = add_book(store, file, made.NOW)
    assert added.book and (added.book.people, added.nobody, added.broken) == (2, 1, 1)
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before
    [one, other] = store.address_files.entries()
    assert (one.line, other.line, one.book) == (1, 13, str(file))
    assert one.contact.adr[0].value == "Aarhus" and one.contact.tel[0].value == "20 12 34 56"
    data = store.place.file.read_bytes() + Path(f"{store.place.file}-wal").read_bytes()
    assert b"Aarhus" in data
    for private in (b"private word", b"Secret", b"1980-01-02"):
        assert private not in data


def test_a_changed_file_replaces_what_it_had(store: Store, file: Path) -> None:
    add_book(store, file, made.NOW)
    assert add_book(store, file, LATER).book is None
    file.write_text(PERPETUA)
    added = add_book(store, file, LATER)
    assert added.book and added.book.people == 1
    assert [each.people for each in store.address_files.books()] == [1]
    assert in_books(store, made.contact()) == ()
    store.address_files.remove(added.book.id)
    assert store.address_files.books() == store.address_files.entries() == ()
    with pytest.raises(InputError):
        store.address_files.remove(added.book.id)


def test_what_is_no_address_book(store: Store, tmp_path: Path) -> None:
    (tmp_path / "x.vcf").write_text("hello")
    for path in (tmp_path / "x.vcf", tmp_path / "none.vcf", tmp_path, Path("-")):
        with pytest.raises(InputError):
            add_book(store, path, made.NOW)


def test_someone_is_found_by_number_and_name(store: Store, file: Path) -> None:
    add_book(store, file, made.NOW)
    [found] = in_books(store, made.contact())
    assert found.entry.contact.fn[0].value == "Ottoline Brackwyth"
    assert "same name" in found.likeness.reasons and not found.sure  # another company
    assert ("org", "Sandbank Ltd") in [(change.kind, change.before) for change in found.changes]
    mail = made.field("perpetua@tolsay.example")
    [same] = in_books(store, made.contact("Perpetua Dunnachie", "Tolsay Ferries", title=(), tel=(), email=(mail,)))
    assert same.sure
    assert in_books(store, made.contact("Caspian Ysolde", "Ysolde", tel=(), email=())) == ()
    assert [each.entry.line for each in called_in_books(store, "Dunnachie, P.")] == [13]


def test_nobody_met_is_taken_for_an_entry_nor_the_other_way(store: Store, file: Path) -> None:
    add_book(store, file, made.NOW)
    store.save(made.photo(), [(made.contact(),)], made.NOW)
    assert [person.id for person in store.people()] == [1]
    assert [found.person_id for found in store.directory.look_up(made.contact())] == [1]


def test_ingest_counts_who_is_there_already(store: Store, file: Path, tmp_path: Path) -> None:
    add_book(store, file, made.NOW)
    photos = []
    for number in range(2):
        photos.append(tmp_path / f"{number}.jpg")
        photos[-1].write_bytes(bytes([number]))

    def read(path: Path) -> PhotoReading:
        contact = made.contact() if path.stem == "0" else made.contact("Caspian Ysolde", "Ysolde", tel=(), email=())
        return made.photo(str(path), made.card(contact))

    def read_all(paths: Iterable[Path]) -> Iterator[PhotoReading]:
        return (read(path) for path in paths)

    assert ingest(photos, store, read_all, now=lambda: made.NOW).in_book == 1


def test_forgetting_someone_erases_them_there_and_keeps_them_out(store: Store, file: Path) -> None:
    add_book(store, file, made.NOW)
    store.save(made.photo(), [(made.contact(),)], made.NOW)
    held = store.held(1)
    assert [row["line"] for row in held["book_entry"]] == [1] and held["book_key"]
    assert [row["path"] for row in held["address_book"]] == [str(file)]
    assert store.forget(1).entries == 1
    assert [entry.line for entry in store.address_files.entries()] == [13]
    assert b"Sandbank" not in store.place.file.read_bytes()
    file.write_text(OTTOLINE + PERPETUA + "\n")
    added = add_book(store, file, LATER)
    assert added.book and (added.book.people, added.left_out) == (1, 1)
    assert [entry.contact.fn[0].value for entry in store.address_files.entries()] == ["Perpetua Dunnachie"]


def test_before_an_event(store: Store, file: Path) -> None:
    add_book(store, file, made.NOW)
    event = Event(1, "Tide fair", date(2026, 12, 3), meet=("Head of brand at Tolsay Ferries", "Ada Quillfeather"))
    page = prepared(event, (), (), store.address_files.entries())
    assert [[entry.contact.fn[0].value for entry in aim.entries] for aim in page.aims] == [["Perpetua Dunnachie"], []]
    shown = re.sub("</?bdi>", "", prep_html(page, date(2026, 12, 1)))
    assert "In your address book: Perpetua Dunnachie, Head of Brand, Ferries, Tolsay Ferries" in shown
    assert json.loads(prep_json(page, date(2026, 12, 1)))["aims"][0]["address_book"] == [
        {"name": "Perpetua Dunnachie", "work": "Head of Brand, Ferries, Tolsay Ferries"}
    ]
    met = replace(made.contact("Perpetua Dunnachie", "Tolsay Ferries"), title=(made.field("Head of Brand"),))
    [person] = store.save(made.photo(), [(met,)], made.NOW) or ()
    assert prepared(event, (person,), (), store.address_files.entries()).aims[0].entries == ()


def test_the_commands(run: Run, db: str, file: Path, tmp_path: Path) -> None:
    made.people(db, "Ottoline Brackwyth")
    assert run("book", "list")[0] == 0
    code, out, err = run("book", "add", str(file))
    assert (code, out) == (0, f"{file}: 2 people\n")
    assert "1 card left out" in err and f"cardscan vcard check {file}" in err
    assert "unchanged since it was added" in run("book", "add", str(file))[1]
    assert run("book", "add", str(file), str(tmp_path / "none.vcf"))[0] == 1
    assert run("book", "add", str(tmp_path / "none.vcf"))[0] == 4
    assert f"1\t{file}\t2\t" in run("book", "list")[1]
    assert json.loads(run("book", "list", "--json")[1])["people"] == 2
    shown = run("show", "1")[1]
    assert "address book: perhaps Ottoline Brackwyth, Sandbank Ltd (contacts.vcf, line 1): same" in shown
    code, out, _ = run("who", "Perpetua Dunnachie")
    assert code == 0 and "in your address book: perhaps Perpetua Dunnachie, Head of Brand" in out
    [line] = run("who", "Perpetua Dunnachie", "--json")[1].splitlines()
    assert json.loads(line)["address_book"] == str(file)
    run("event", "add", "Tide fair", "--date", "tomorrow", "--meet", "Perpetua Dunnachie")
    assert "    in your address book: Perpetua Dunnachie, Head of Brand" in run("event", "prep")[1]
    assert "in your address book: perhaps Ottoline" in run("review", typed="q\n")[1]
    assert run("export", str(tmp_path / "x.vcf"), "--all")[0] == 0
    assert "Sandbank" not in (tmp_path / "x.vcf").read_text()
    assert "Sandbank" in run("dump", "1")[1]
    assert run("book", "remove", "7")[0] == 4
    assert run("book", "remove", str(file))[1] == f"{file}: removed, 2 people\n"
    assert "address book" not in run("show", "1")[1]
