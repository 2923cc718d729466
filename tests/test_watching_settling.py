"""Which files are ready, on a clock and on listings made up."""

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from cardscan.watching.listing import Stamp
from cardscan.watching.settling import PATIENCE, Look, Tracker

A, B = Path("/in/a.jpg"), Path("/in/b.jpg")
ONE = Stamp(size=10, modified=1, changed=1, inode=1)
MORE = replace(ONE, size=20, modified=2)


def test_a_file_is_ready_once_it_stood_still() -> None:
    tracker = Tracker(5)
    assert tracker.look({A: ONE}, 100) == Look((), 1, 105)
    assert tracker.look({A: MORE}, 103) == Look((), 1, 108)
    assert tracker.look({A: MORE, B: ONE}, 107) == Look((), 2, 108)
    assert tracker.look({A: MORE, B: ONE}, 108) == Look((A,), 1, 112)
    assert tracker.look({A: MORE, B: ONE}, 112) == Look((A, B), 0, None)


def test_what_was_taken_is_ready_again_only_when_it_changed() -> None:
    tracker = Tracker(5)
    tracker.look({A: ONE}, 0)
    tracker.take(A, ONE)
    assert not tracker.pending(A)
    assert tracker.look({A: ONE}, 99) == Look((), 0, None)
    assert tracker.look({A: MORE}, 100) == Look((), 1, 105)
    assert tracker.look({A: MORE}, 105).ready == (A,)


def test_a_file_replaced_by_one_of_its_size_and_time_is_ready_again() -> None:
    tracker = Tracker(5)
    tracker.look({A: ONE}, 0)
    tracker.take(A, ONE)
    for other in (replace(ONE, inode=2), replace(ONE, changed=2)):
        assert tracker.look({A: other}, 10).ready == (A,)


def test_a_file_that_changed_while_it_was_read_is_not_taken() -> None:
    tracker = Tracker(5)
    tracker.look({A: ONE}, 0)
    assert tracker.look({A: ONE}, 5).ready == (A,)
    tracker.look({A: MORE}, 6)
    tracker.take(A, ONE)
    assert tracker.look({A: MORE}, 11).ready == (A,)


def test_one_that_does_not_decode_is_waited_for_once_and_again_when_it_changes() -> None:
    tracker = Tracker(5)
    tracker.look({A: ONE}, 0)
    assert tracker.put_off(A)
    assert tracker.look({A: ONE}, 5) == Look((), 1, 5 * PATIENCE)
    assert tracker.look({A: ONE}, 5 * PATIENCE).ready == (A,)
    assert not tracker.put_off(A)
    tracker.look({A: MORE}, 100)
    assert tracker.look({A: MORE}, 105).ready == (A,)
    assert tracker.put_off(A)


def test_a_folder_that_went_and_came_back_is_looked_at_anew() -> None:
    tracker = Tracker(5)
    tracker.look({A: ONE}, 0)
    tracker.take(A, ONE)
    assert tracker.look({}, 10) == Look((), 0, None)
    assert not tracker.put_off(A)
    assert tracker.look({A: ONE}, 20) == Look((), 1, 25)
    assert tracker.look({A: ONE}, 25).ready == (A,)


@given(st.lists(st.tuples(st.floats(0.1, 9), st.dictionaries(st.sampled_from([A, B]), st.sampled_from([ONE, MORE])))))
def test_nothing_is_ready_early_and_nothing_is_forgotten(looks: list[tuple[float, dict[Path, Stamp]]]) -> None:
    tracker, now = Tracker(5), 0.0
    seen: dict[Path, tuple[Stamp, float]] = {}
    for wait, files in looks:
        now += wait
        look = tracker.look(files, now)
        same = {path: seen[path][1] for path in files if path in seen and seen[path][0] == files[path]}
        seen = {path: (stamp, same.get(path, now)) for path, stamp in files.items()}
        assert set(look.ready) == {path for path, (_, since) in seen.items() if since + 5 <= now}
        assert look.pending == len(files) - len(look.ready)
        assert (look.due is None) == (look.pending == 0)
        assert look.due is None or now < look.due <= now + 5
