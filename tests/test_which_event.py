"""Photos go into events: by --event, by their folder, by their time."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import made
import pytest

from cardscan.actions.ingest import Ingested, ingest
from cardscan.actions.which_event import events_of, folders
from cardscan.cli import main
from cardscan.errors import Exit, StoreError
from cardscan.model import PhotoReading
from cardscan.person import Event, Meeting
from cardscan.processes.guarded import Read
from cardscan.processes.pool import read_all
from cardscan.store import Store, open_store

NOW = datetime(2026, 10, 5, 12, tzinfo=UTC)
EVENING = Event(0, "SME social hour", date(2026, 10, 2))
MORNING = Event(0, "Founders breakfast", date(2026, 9, 30))
TAKEN = datetime(2026, 10, 2, 23, 50)  # noqa: DTZ001 - of a camera


def play(path: Path, taken: datetime | None, page_done: Callable[[], None]) -> PhotoReading:
    return made.photo(str(path), made.card(made.contact(path.read_text())), content=path.read_text(), taken=taken)


def make(taken: datetime | None) -> Read:
    return partial(play, taken=taken)


def photos(folder: Path, *names: str) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / f"{name}.jpg").write_text(name)
    return sorted(folder.glob("*.jpg"))


def run(
    store: Store, given: Path, taken: datetime | None = TAKEN, named: Event | None = None, now: datetime = NOW
) -> Ingested:
    say = events_of([given], store.events(), named)
    files = sorted(given.rglob("*.jpg"))
    return ingest(
        files,
        store,
        partial(read_all, make_read=partial(make, taken), jobs=1),
        now=lambda: now,
        events_of=say,
        into=named,
    )


def meetings(store: Store) -> list[Meeting]:
    return [meeting for person in store.people() for meeting in person.meetings]


@pytest.mark.parametrize(
    ("photo", "given", "names"),
    [
        ("/p/fair/raw/1.jpg", ["/p"], ("p", "fair", "raw")),
        ("/p/fair/1.jpg", ["/p/fair"], ("fair",)),
        ("/p/fair/1.jpg", ["/q", "/p/fair/1.jpg"], ("fair",)),
        ("/p/fair/1.jpg", ["/q"], ()),
    ],
)
def test_folders_count_from_the_path_given(photo: str, given: list[str], names: tuple[str, ...]) -> None:
    assert folders(Path(photo), list(map(Path, given))) == names


def test_folders_of_dots_have_their_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fair" / "day").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "fair" / "day")
    assert folders(Path("1.jpg"), [Path()]) == ("day",)
    assert folders(Path("1.jpg"), [Path("1.jpg")]) == ("day",)
    assert folders(Path("../day/1.jpg"), [Path("..")]) == ("fair", "day")


def test_the_time_of_a_photo_puts_it_into_an_event(store: Store, tmp_path: Path) -> None:
    event = store.add_event(EVENING, NOW)
    photos(tmp_path / "a", "Ottoline B", "Per Q")
    done = run(store, tmp_path / "a")
    assert (done.met, done.unclear) == (((event, 2),), ())
    assert [(each.event, each.event_id, each.date) for each in meetings(store)] == [
        ("SME social hour", event.id, date(2026, 10, 2))
    ] * 2


@pytest.mark.parametrize("name", ["IMG-20261002-WA0012", "PXL_20261002_193012345", "Screenshot 2026-10-02 at 19.30.12"])
def test_a_photo_that_lost_its_time_is_of_the_day_in_its_name(store: Store, tmp_path: Path, name: str) -> None:
    event = store.add_event(EVENING, NOW)
    photos(tmp_path / "a", name)
    done = run(store, tmp_path / "a", taken=None)
    assert (done.met, done.dated, done.doubted) == (((event, 1),), (("name", 1),), ())
    [met] = meetings(store)
    assert (met.date, met.event, met.dated) == (date(2026, 10, 2), "SME social hour", "name")


def test_else_of_the_day_on_which_its_file_was_changed_else_of_today(store: Store, tmp_path: Path) -> None:
    evening, today = store.add_event(EVENING, NOW), store.add_event(replace(MORNING, date=NOW.date()), NOW)
    old, new = photos(tmp_path / "a", "IMG 1", "IMG 2")
    at = datetime(2026, 10, 2, 20, tzinfo=UTC).timestamp()
    os.utime(old, (at, at))
    os.utime(new, (NOW.timestamp(), NOW.timestamp()))
    done = run(store, tmp_path / "a", taken=None)
    assert (done.met, done.dated) == (((evening, 1), (today, 1)), (("file", 1), ("today", 1)))
    assert [(met.date, met.dated) for met in meetings(store)] == [(date(2026, 10, 2), "file"), (NOW.date(), "today")]


def test_a_day_to_come_is_doubted_and_the_event_of_the_next_that_says_one_is_found(
    store: Store, tmp_path: Path
) -> None:
    event = store.add_event(EVENING, NOW)
    [file] = photos(tmp_path / "a", "IMG-20261002-WA0012")
    done = run(store, tmp_path / "a", taken=datetime(2031, 5, 4, 8))  # noqa: DTZ001 - of a camera
    assert done.met == ((event, 1),)
    [doubted] = done.doubted
    assert (doubted.path, doubted.day, doubted.by) == (str(file), date(2026, 10, 2), "name")
    assert doubted.doubts == ("its clock says 2031-05-04, a day to come",)


def test_the_day_of_an_event_that_was_named_is_nobodys_guess(store: Store, tmp_path: Path) -> None:
    event = store.add_event(EVENING, NOW)
    photos(tmp_path / "a", "IMG-20261004-WA0012")
    done = run(store, tmp_path / "a", taken=None, named=event)
    assert done.dated == ()
    assert [(met.date, met.dated) for met in meetings(store)] == [(date(2026, 10, 2), "")]


def test_a_photo_of_the_night_is_of_the_evening_and_met_that_day(store: Store, tmp_path: Path) -> None:
    store.add_event(EVENING, NOW)
    photos(tmp_path / "a", "Ottoline B")
    run(store, tmp_path / "a", taken=datetime(2026, 10, 3, 1, 30))  # noqa: DTZ001 - of a camera
    assert [(each.event, each.date) for each in meetings(store)] == [("SME social hour", date(2026, 10, 2))]


def test_a_folder_goes_before_the_time_and_the_name_given_before_both(store: Store, tmp_path: Path) -> None:
    evening, morning = store.add_event(EVENING, NOW), store.add_event(MORNING, NOW)
    photos(tmp_path / "a" / "Founders breakfast", "Ottoline B")
    assert run(store, tmp_path / "a").met == ((morning, 1),)
    photos(tmp_path / "b" / "Founders breakfast", "Per Q")
    assert run(store, tmp_path / "b", named=evening).met == ((evening, 1),)
    assert [(each.event, each.date) for each in meetings(store)] == [
        ("Founders breakfast", date(2026, 9, 30)),
        ("SME social hour", date(2026, 10, 2)),
    ]


def test_two_events_of_one_day_leave_it_open(store: Store, tmp_path: Path) -> None:
    both = (store.add_event(EVENING, NOW), store.add_event(replace(MORNING, date=EVENING.date), NOW))
    photos(tmp_path / "a", "Ottoline B", "Per Q")
    done = run(store, tmp_path / "a")
    assert (done.met, done.unclear) == ((), ((both, 2),))
    assert [each.event_id for each in meetings(store)] == [None, None]


def test_photos_read_before_go_into_the_event_named_but_stay_without_a_name(store: Store, tmp_path: Path) -> None:
    photos(tmp_path / "a", "Ottoline B")
    run(store, tmp_path / "a", taken=None)
    assert [each.date for each in meetings(store)] == [NOW.astimezone().date()]
    evening, morning = store.add_event(EVENING, NOW), store.add_event(MORNING, NOW)
    assert run(store, tmp_path / "a").met == ()
    assert [each.event_id for each in meetings(store)] == [None]
    done = run(store, tmp_path / "a", named=evening)
    assert (done.read, done.skipped, done.met) == (0, 1, ((evening, 1),))
    assert [(each.event_id, each.date) for each in meetings(store)] == [(evening.id, date(2026, 10, 2))]
    assert run(store, tmp_path / "a", named=evening).met == ()
    assert run(store, tmp_path / "a", named=morning).met == ((morning, 1),)
    store.undo(NOW)
    assert [each.event_id for each in meetings(store)] == [evening.id]


def test_an_event_removed_meanwhile_stops_it_and_stores_nothing_half(store: Store, tmp_path: Path) -> None:
    gone = store.add_event(EVENING, NOW)
    store.remove_event(gone.id, NOW)
    photos(tmp_path / "a", "Ottoline B")
    with pytest.raises(StoreError):
        run(store, tmp_path / "a", named=gone)
    assert store.people() == ()


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Call ingest with a reader that reads a file's text as a name; returns exit code, stdout, stderr."""
    monkeypatch.setenv("CARDSCAN_DB", str(tmp_path / "x.db"))
    monkeypatch.setattr(
        "cardscan.processes.pool.read_all",
        lambda paths, **_: (play(path, TAKEN, page_done=lambda: None) for path in paths),
    )

    def run_command(*arguments: str) -> tuple[int, str, str]:
        code = main(("ingest", "--jobs", "1", *arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run_command


def test_an_event_that_does_not_exist_is_refused_before_anything_is_read(call: Run, tmp_path: Path) -> None:
    photos(tmp_path / "a", "Ottoline B")
    code, out, err = call(str(tmp_path / "a"), "--event", "carnival")
    assert (code, out) == (Exit.INPUT, "")
    assert "cardscan event add" in err
    with open_store(str(tmp_path / "x.db")) as store:
        assert store.people() == ()


def test_the_summary_says_into_which_event(call: Run, tmp_path: Path, store: Store) -> None:
    store.add_event(EVENING, NOW)
    photos(tmp_path / "a", "Ottoline B", "Per Q")
    code, out, _ = call(str(tmp_path / "a"))
    assert code == Exit.OK
    assert "2 people met at SME social hour, 2026-10-02\n" in out
    store.add_event(replace(MORNING, date=EVENING.date), NOW)
    photos(tmp_path / "b", "Tove K")
    code, out, err = call(str(tmp_path / "b"))
    assert "met at" not in out
    assert "1 photo may belong to several events: SME social hour (1), Founders breakfast (2)" in err
    code, out, _ = call(str(tmp_path / "b"), "--event", "breakfast")
    assert "1 already known" in out
    assert "1 person met at Founders breakfast, 2026-10-02\n" in out
