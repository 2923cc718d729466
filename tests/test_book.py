"""Who is exported, and into which files."""

import stat
from dataclasses import replace
from pathlib import Path

import made
import pytest

from cardscan.connections.standing import held_back, needs_check, unsure
from cardscan.errors import InputError, StoreError
from cardscan.export.book import choose, write_book, write_split
from cardscan.model import Contact
from cardscan.person import Meeting, Note, Person

GOOD = Note("her charts of the sandbanks are forty years old", "lend her our sonar boat in spring", made.NOW)
EMPTY = Note("nice chat", "will follow up", made.NOW)


def person(number: int, *notes: Note, name: str = "Ottoline Brackwyth", crop: Path | None = None) -> Person:
    meeting = Meeting(number, made.NOW.date(), notes=notes)
    return Person(number, f"uid-{number}", made.contact(name), (meeting,), made.NOW, made.NOW, crop)


def test_only_notes_that_say_something_let_someone_through() -> None:
    people = [person(1), person(2, EMPTY), person(3, EMPTY, GOOD), person(4, GOOD)]
    choice = choose(people)
    assert [each.id for each in choice.people] == [3, 4]
    assert [(held.person.id, held.why) for held in choice.held_back][0] == (1, "no note yet")
    assert "could be said of anyone" in choice.held_back[1].why
    assert choose(people, everyone=True).people == tuple(people)


def test_standing() -> None:
    assert held_back(person(1, GOOD)) == ""
    contact = made.contact()
    assert unsure(contact) == (("title", contact.title[0]),)
    assert needs_check(contact)
    assert not needs_check(replace(contact, title=()))
    assert needs_check(Contact(org=contact.org))  # a name is missing


def test_a_book_is_private_and_whole(tmp_path: Path) -> None:
    file = tmp_path / "contacts.vcf"
    assert write_book(file, [person(1), person(2)], "short") == ()
    data = file.read_bytes()
    assert data.count(b"BEGIN:VCARD\r\n") == data.count(b"END:VCARD\r\n") == 2
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_damaged_picture_costs_only_the_picture(tmp_path: Path) -> None:
    crop = tmp_path / "crop.jpg"
    crop.write_bytes(made.JPEG)
    complaints = write_book(tmp_path / "x.vcf", [person(7, crop=crop), person(8, crop=tmp_path / "gone.jpg")], "none")
    assert [complaint.split(":")[0] for complaint in complaints] == ["person 7", "person 8"]
    assert (tmp_path / "x.vcf").read_bytes().count(b"END:VCARD") == 2


def test_a_file_each(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "contacts"
    people = [person(1), person(2, name="../../etc/passwd"), person(3)]
    write_split(folder, people, "none")
    assert len(list(folder.iterdir())) == 3
    assert all(file.read_bytes().count(b"BEGIN:VCARD") == 1 for file in folder.iterdir())
    write_split(folder, people, "none")
    assert len(list(folder.iterdir())) == 3


def test_where_it_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")
    with pytest.raises(InputError, match="is a file"):
        write_split(tmp_path / "file", [person(1)], "none")
    with pytest.raises(StoreError):
        write_split(tmp_path / "file" / "below", [person(1)], "none")
    with pytest.raises(StoreError):
        write_book(tmp_path / "missing" / "x.vcf", [person(1)], "none")
    assert (tmp_path / "file").read_text() == "kept"
