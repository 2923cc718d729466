"""When a photo was taken: what says so, what is doubted, and what of a file's name is a day."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.connections.dates.taken import named_moment, when_taken

NOW = datetime(2026, 11, 28, 18, 0, tzinfo=UTC)
TODAY = NOW.date()
THAT_DAY = date(2026, 10, 15)
NOON = datetime(2026, 10, 15, 12)  # noqa: DTZ001 - of a camera
AT_NIGHT = datetime(2026, 10, 15, 19, 30, 12)  # noqa: DTZ001
FIRST = datetime(2026, 10, 2, 20, 15)  # noqa: DTZ001
CHANGED = datetime(2026, 10, 20, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_greenwich(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Let the tests be in Greenwich, or wherever they put themselves."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield monkeypatch
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("name", "moment"),
    [
        ("IMG-20261015-WA0012", NOON),
        ("Screenshot 2026-10-15 at 19.30.12", AT_NIGHT),
        ("Screenshot 2026-10-15 at 7.30.12\u202fPM", AT_NIGHT),
        ("WhatsApp Image 2026-10-15 at 12.30.12 AM", AT_NIGHT.replace(hour=0)),
        ("Screenshot from 2026-10-15 19-30-12", AT_NIGHT),
        ("Screenshot_20261015-193012_Chrome", AT_NIGHT),
        ("Bildschirmfoto 2026-10-15 um 19.30.12", AT_NIGHT),
        ("Captura de pantalla 2026-10-15 a la(s) 19.30.12", AT_NIGHT),
        ("PXL_20261015_193012345.MP", AT_NIGHT),
        ("IMG20261015193012", AT_NIGHT),
        ("20261015_193012(0)", AT_NIGHT),
        ("photo_2026-10-15_19-30-12", AT_NIGHT),
        ("signal-2026-10-15-19-30-12-123", AT_NIGHT),
        ("Scan_20261015 (2)", NOON),
        ("Scan 15.10.2026", NOON),
        ("CamScanner 10-15-2026 19.30", NOON),
        ("Adobe Scan 15 Oct 2026", NOON),
        ("Adobe Scan Oct 15, 2026 (1)", NOON),
        ("Foto 15 de outubro de 2026", NOON),
        ("Visitenkarten 15. Oktober 2026", NOON),
        ("IMG_20261015_edited_20261120", NOON),
        ("FB_IMG_1760556612000", datetime(2025, 10, 15, 19, 30, 12)),  # noqa: DTZ001
    ],
)
def test_the_day_in_a_name(name: str, moment: datetime) -> None:
    assert named_moment(name, TODAY) == moment


@pytest.mark.parametrize(
    "name",
    ["IMG_1234", "image", "20261399_x", "2026-02-30 x", "CamScanner 03-04-2026", "a3f20261015bcd",
     "00000012-20261015abcdef12", "4006381333931", "12345620261015", "card_2027", "Halle 2026", ""],
)  # fmt: skip
def test_a_name_without_a_day_or_with_what_may_be_two(name: str) -> None:
    assert named_moment(name, TODAY) is None


def test_cameras_that_name_photos_by_greenwich_mean_the_day_here(in_greenwich: pytest.MonkeyPatch) -> None:
    in_greenwich.setenv("TZ", "America/Los_Angeles")
    time.tzset()
    there = named_moment("PXL_20261016_023012345", TODAY)
    assert there == AT_NIGHT
    assert named_moment("IMG_20261016_023012", TODAY) == datetime(2026, 10, 16, 2, 30, 12)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("said", "name", "changed", "day", "by"),
    [
        (FIRST, "IMG-20261015-WA0012", CHANGED, date(2026, 10, 2), "photo"),
        (None, "IMG-20261015-WA0012", CHANGED, THAT_DAY, "name"),
        (None, "IMG_12", CHANGED, date(2026, 10, 20), "file"),
        (None, "IMG_12", NOW - timedelta(minutes=5), TODAY, "today"),
        (None, "IMG_12", NOW + timedelta(days=9), TODAY, "today"),
        (None, "IMG_12", datetime(1980, 1, 1, tzinfo=UTC), TODAY, "today"),  # out of a ZIP that says no day
        (None, "IMG_12", None, TODAY, "today"),
    ],
)
def test_what_says_the_day(said: datetime | None, name: str, changed: datetime | None, day: date, by: str) -> None:
    found = when_taken(said, name, changed, NOW)
    assert (found.moment.date(), found.by, found.doubts) == (day, by, ())


def test_a_day_to_come_and_a_clock_that_was_never_set_are_doubted() -> None:
    ahead = when_taken(datetime(2031, 5, 4, 8, 0), "IMG-20261015-WA0012", CHANGED, NOW)  # noqa: DTZ001
    assert (ahead.moment, ahead.by) == (NOON, "name")
    assert ahead.doubts == ("its clock says 2031-05-04, a day to come",)
    unset = when_taken(datetime(1980, 1, 1, 0, 2), "IMG-20271015-WA0012", CHANGED, NOW)  # noqa: DTZ001
    assert (unset.moment.date(), unset.by, len(unset.doubts)) == (date(2026, 10, 20), "file", 2)
    assert unset.doubts[1] == "its name says 2027-10-15, a day to come"
    tomorrow_there = when_taken(datetime(2026, 11, 29, 7, 0), "x", None, NOW)  # noqa: DTZ001
    assert (tomorrow_there.by, tomorrow_there.doubts) == ("photo", ())


@given(st.text(max_size=40) | st.text("0123456789-_. PXLat:", max_size=40))
def test_any_name_has_a_moment_or_none(name: str) -> None:
    moment = named_moment(name, TODAY)
    assert moment is None or moment.tzinfo is None
