"""Photos that were handed in, as the store keeps them, and how they are read in the background."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import made
import pytest
from made import NOW, contact

from cardscan.actions.when_met import taken
from cardscan.model import Card, Contact, PhotoReading
from cardscan.processes import how_many
from cardscan.processes.guarded import Read
from cardscan.processes.pool import Pool
from cardscan.store import Occasion, Store
from cardscan.store.uploads import Arrived, Upload
from cardscan.text.wording import about
from cardscan.web.jobs import Jobs, how_many_readers

pytestmark = pytest.mark.both_engines


def handed_in(store: Store, name: str, event_id: int | None = None) -> Upload:
    folder = store.serving.place.photos
    folder.mkdir(exist_ok=True)
    part = folder / f"{name}.part"
    part.write_bytes(name.encode())
    sha256 = made.photo(name, content=name).sha256
    return store.serving.take_in(Arrived(part, sha256, name, ".jpg"), event_id, NOW)


def nobody_on(store: Store, upload: Upload) -> Path:
    """Store that a photo was read and nobody was found on it; return the picture of what was taken for a card."""
    path = store.serving.place.photos / upload.file
    empty = replace(made.card(Contact()), lines=(), codes=())
    store.save(made.photo(str(path), empty, content=upload.name), [()], NOW)
    store.serving.finish(upload.file, NOW)
    [crop] = store.place.crops.iterdir()
    return crop


def test_who_is_typed_in_where_nobody_was_found_has_its_picture(store: Store) -> None:
    upload = handed_in(store, "one.jpg")
    crop = nobody_on(store, upload)
    assert store.serving.upload(upload.id).fruitless
    person = store.person(store.serving.type_in(upload.id, contact(), NOW, Occasion(None, NOW.date(), "name")))
    assert person.crop == crop
    assert [(met.date, met.dated) for met in person.meetings] == [(NOW.date(), "")]  # the photo was stored before
    assert store.serving.upload(upload.id).people == (person.id,)
    store.forget(person.id)
    assert not crop.exists() and not (store.serving.place.photos / upload.file).exists()


def test_its_day_is_asked_of_the_name_that_it_had_where_it_came_from(store: Store) -> None:
    upload = handed_in(store, "IMG-20260902-WA0012.jpg")
    found = taken(store, store.serving.place.photos / upload.file, None, NOW)
    assert (found.moment.date(), found.by) == (date(2026, 9, 2), "name")
    assert store.serving.name_of(Path("/elsewhere") / upload.file) == upload.file


def test_one_that_is_dismissed_is_new_when_it_comes_again(store: Store) -> None:
    upload = handed_in(store, "one.jpg")
    nobody_on(store, upload)
    assert handed_in(store, "one.jpg").known
    store.serving.dismiss(upload.id)
    assert not store.serving.uploads(9)  # neither the second time it was handed in
    assert not (store.serving.place.photos / upload.file).exists()
    assert not handed_in(store, "one.jpg").known


def slow(path: Path, folder: str, page_done: Callable[[], None]) -> PhotoReading:
    """Read for as long as another process reads, too, or for a while."""
    begun = Path(folder) / f"{path.name}.begun"
    begun.write_text("")
    deadline = time.monotonic() + 20
    while len(list(Path(folder).glob("*.begun"))) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    together = len(list(Path(folder).glob("*.begun"))) > 1
    (Path(folder) / f"{path.name}.{'together' if together else 'alone'}").write_text("")
    return made.photo(str(path), Card(contact(path.name), (), made.BOX, 0), content=path.read_text())


def reader(folder: str) -> Read:
    return partial(slow, folder=folder)


def until(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_two_are_read_at_once_where_there_are_processors(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(how_many, "readers", lambda: 8)
    for number in range(4):
        handed_in(store, f"{number}.jpg")
    folder = tmp_path / "begun"
    folder.mkdir()
    jobs = Jobs(store, store.serving, Pool(partial(reader, str(folder)), how_many_readers()), lambda: NOW, None)
    assert not jobs.reading and not jobs.pace
    jobs.start()
    try:
        until(lambda: len(jobs.reading) == 2)  # no more than two, however many processors there are
        until(lambda: not store.serving.waiting())
    finally:
        jobs.stop()
    assert len(list(folder.glob("*.together"))) == 4, list(folder.iterdir())
    assert jobs.pace > 0 and not jobs.reading


def test_one_is_read_at_a_time_on_a_small_machine(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(how_many, "readers", lambda: 1)
    jobs = Jobs(store, store.serving, Pool(partial(reader, ""), how_many_readers()), lambda: NOW, None)
    jobs._batch = ("1.jpg", "2.jpg", "3.jpg")
    assert jobs.reading == ("1.jpg",)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "about 10 seconds"), (34, "about 30 seconds"), (58, "about 1 minute"), (3000, "about 50 minutes")],
)
def test_how_long_it_takes_is_told_as_one_says_it(seconds: float, said: str) -> None:
    assert about(seconds) == said
