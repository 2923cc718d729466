"""Who is exported, and into which files."""

import io
import json
import stat
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import made
import pytest
from PIL import Image

from cardscan.connections.standing import held_back, needs_check, unsure
from cardscan.errors import InputError, StoreError
from cardscan.export import picture
from cardscan.export.book import Passing, book, choose, write_book, write_split
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


def crops(folder: Path, number: int) -> list[Path]:
    """Make pictures of cards that stay as large as they may."""
    out = io.BytesIO()
    Image.effect_noise((700, 420), 120).save(out, "JPEG", quality=85)
    files = [folder / f"{each}.jpg" for each in range(number)]
    for file in files:
        file.write_bytes(out.getvalue())
    return files


@pytest.mark.parametrize("form", ["vcard", "jcard"])
def test_a_picture_is_made_small_once_for_all_exports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    people = [person(each, GOOD, crop=crop) for each, crop in enumerate(crops(tmp_path, 3))]
    first = b"".join(book(people, "short", form))  # type: ignore[arg-type]

    def again(_: bytes, __: int = 0) -> bytes:
        raise AssertionError("made small once more")

    monkeypatch.setattr(picture, "small_jpeg", again)
    assert b"".join(book(people, "short", form)) == first  # type: ignore[arg-type]
    write_split(tmp_path / "split", people, "short")
    assert first.count(b"PHOTO" if form == "vcard" else b"data:image/jpeg") == 3


class Stored:
    """People who are made when they are asked for, as a store reads them; a third has no note."""

    def __init__(self, number: int, pictures: list[Path]) -> None:
        self._number, self._pictures = number, pictures

    def __iter__(self) -> Iterator[Person]:
        for each in range(self._number):
            yield person(each, *([] if each % 3 else [GOOD]), crop=self._pictures[each % len(self._pictures)])


@pytest.mark.parametrize("form", ["vcard", "jcard", "json", "csv", "google-csv", "outlook-csv"])
def test_the_memory_of_an_export_does_not_grow_with_its_people(tmp_path: Path, form: str) -> None:
    made_of = crops(tmp_path, 10)

    def peak(number: int) -> int:
        passing = Passing(Stored(number, made_of))
        tracemalloc.start()
        write_book(tmp_path / "out", passing, "short", form)  # type: ignore[arg-type]
        try:
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
            assert passing.passed == -(-number // 3) and len(passing.held_back) == number - passing.passed

    peak(30)  # what is made once for all
    few, many = peak(60), peak(300)
    assert many < few + (1 << 19)
    if form in ("vcard", "jcard"):
        assert (tmp_path / "out").stat().st_size > 20 << 20


def test_people_pass_one_by_one_and_can_be_gone_through_again() -> None:
    passing = Passing([person(1), person(2, GOOD), person(3, GOOD)])
    assert next(iter(passing)).id == 2 and passing.held_back == [("Ottoline Brackwyth", "no note yet")]
    read = [each.id for each in passing]
    assert read == [2, 3] and passing.passed == 2 and len(passing.held_back) == 1


@pytest.mark.parametrize("number", [0, 1, 3])
def test_a_jcard_file_is_one_array(tmp_path: Path, number: int) -> None:
    write_book(tmp_path / "x.json", [person(each, GOOD) for each in range(number)], "short", "jcard")
    found = json.loads((tmp_path / "x.json").read_bytes())
    assert [each[0] for each in found] == ["vcard"] * number
