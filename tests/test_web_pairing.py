"""Links that let a device in, under a clock of the test's own."""

import gc
import pickle
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from made import NOW

from cardscan.errors import InputError
from cardscan.store import Store
from cardscan.store.devices import Kind
from cardscan.web.pairing import AT_MOST, GOOD_FOR, MOST_WRONG, UNUSED, Pairing, TooManyError

PHONE, STRANGER = "192.0.2.20", "192.0.2.66"


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pairing(store: Store, clock: Callable[[], datetime]) -> Pairing:
    return Pairing(store.serving, clock)


def test_a_link_lets_one_device_in(pairing: Pairing, store: Store) -> None:
    link = pairing.new_link()
    secret = pairing.admit(link, "  Phone \n of  Ottoline ", PHONE)
    assert secret and pairing.admits(secret)
    assert pairing.admit(link, "another", PHONE) is None
    assert [each.name for each in store.serving.devices()] == ["Phone of Ottoline"]
    assert pairing.admits("") is None and pairing.admits(link) is None


def test_a_link_grows_old(pairing: Pairing, clock: Clock) -> None:
    link = pairing.new_link()
    clock.now += GOOD_FOR + timedelta(seconds=1)
    assert pairing.admit(link, "late", PHONE) is None


def test_who_guesses_is_slowed_down(pairing: Pairing, clock: Clock) -> None:
    for _ in range(MOST_WRONG):
        assert pairing.admit("guess", "x", STRANGER) is None
    for _ in range(3):
        with pytest.raises(TooManyError):
            pairing.admit("guess", "x", STRANGER)
        with pytest.raises(TooManyError):
            pairing.admits_calendar("guess", STRANGER)
    assert pairing.admit("guess", "x", PHONE) is None  # one wrong link: told that it is wrong
    clock.now += timedelta(seconds=61)
    assert pairing.admit("guess", "x", STRANGER) is None


def test_what_is_right_is_let_in_whatever_else_was_tried(pairing: Pairing) -> None:
    links, calendar = [pairing.new_link() for _ in range(2)], pairing.new_calendar("calendar")
    for number in range(5000):
        with suppress(TooManyError):
            pairing.admit("guess", "x", f"198.18.{number % 50}.1")
        with suppress(TooManyError):
            pairing.admits_calendar("guess", STRANGER)
    assert pairing.admit(links[0], "phone", PHONE)
    assert pairing.admit(links[1], "behind the address of a guesser", STRANGER)
    assert pairing.admits_calendar(calendar, STRANGER)


def test_guesses_from_everywhere_fill_no_memory(pairing: Pairing) -> None:
    def size() -> int:
        gc.collect()
        return len(pickle.dumps(pairing._wrong))

    for number in range(2000):
        pairing.admit("guess", "x", f"2001:db8::{number:x}")
    before = size()
    for number in range(2000, 6000):
        pairing.admit("guess", "x", f"2001:db8::{number:x}")
    assert size() < before * 1.2


@pytest.mark.parametrize("kind", ["browser", "calendar"])
def test_a_secret_that_is_not_used_ends(pairing: Pairing, store: Store, clock: Clock, kind: Kind) -> None:
    if kind == "browser":
        secret = pairing.admit(pairing.new_link(), "phone", PHONE) or ""
    else:
        secret = pairing.new_calendar("calendar")

    def admitted() -> bool:
        return pairing.admits(secret) is not None if kind == "browser" else pairing.admits_calendar(secret, PHONE)

    for _ in range(3):  # each use counts
        clock.now += UNUSED[kind] - timedelta(hours=1)
        assert admitted()
    clock.now += UNUSED[kind] + timedelta(hours=1)
    assert not admitted()
    pairing.end_unused()
    assert store.serving.devices() == ()


def test_a_secret_ends_after_a_year_though_it_is_used(pairing: Pairing, clock: Clock) -> None:
    secret = pairing.admit(pairing.new_link(), "phone", PHONE) or ""
    start = clock.now
    while clock.now + timedelta(days=20) - start < AT_MOST:
        clock.now += timedelta(days=20)
        assert pairing.admits(secret)
    clock.now += timedelta(days=20)
    assert pairing.admits(secret) is None


def test_letting_in_another_forgets_who_has_ended(pairing: Pairing, store: Store, clock: Clock) -> None:
    pairing.admit(pairing.new_link(), "old phone", PHONE)
    clock.now += UNUSED["browser"] + timedelta(days=1)
    pairing.admit(pairing.new_link(), "new phone", PHONE)
    assert [each.name for each in store.serving.devices()] == ["new phone"]


def test_a_browser_that_was_thrown_out_is_known_until_its_cookie_ends(
    pairing: Pairing, store: Store, clock: Clock
) -> None:
    secret, other = (pairing.admit(pairing.new_link(), "phone", PHONE) or "" for _ in range(2))
    [_, first] = store.serving.devices()
    store.serving.throw_out(first.id)
    assert pairing.admits(secret) is None and pairing.threw_out(secret)
    assert pairing.admits(other) and not pairing.threw_out(other) and not pairing.threw_out("guess")
    assert len(store.serving.devices()) == 1
    with pytest.raises(InputError, match="no device"):
        store.serving.throw_out(first.id)
    clock.now += AT_MOST + timedelta(hours=1)
    pairing.end_unused()
    assert not pairing.threw_out(secret) and not store.serving.devices()


def test_when_it_was_seen_is_noted_once_an_hour(pairing: Pairing, store: Store, clock: Clock) -> None:
    secret = pairing.admit(pairing.new_link(), "phone", PHONE)
    assert secret
    for minutes, seen in ((30, 0), (61, 61), (90, 61), (125, 125)):
        clock.now = NOW + timedelta(minutes=minutes)
        assert pairing.admits(secret)
        [device] = store.serving.devices()
        assert device.seen == NOW + timedelta(minutes=seen)


def test_the_store_holds_no_secret(pairing: Pairing, store: Store) -> None:
    secrets = [pairing.admit(pairing.new_link(), "phone", PHONE) or "", pairing.new_calendar("calendar")]
    assert pairing.admits_calendar(secrets[1], PHONE) and not pairing.admits_calendar(secrets[0], PHONE)
    assert pairing.admits(secrets[1]) is None  # a calendar is no browser
    content = store.place.file.read_bytes() + store.place.file.with_name(store.place.file.name + "-wal").read_bytes()
    assert not [secret for secret in secrets if secret.encode() in content]
