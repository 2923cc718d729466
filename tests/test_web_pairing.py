"""Links that let a device in, under a clock of the test's own."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from made import NOW

from cardscan.store import Store
from cardscan.web.pairing import GOOD_FOR, MOST_WRONG, Pairing, TooManyError


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
    secret = pairing.admit(link, "  Phone \n of  Ottoline ")
    assert secret and pairing.admits(secret)
    assert pairing.admit(link, "another") is None
    assert [each.name for each in store.serving.devices()] == ["Phone of Ottoline"]
    assert pairing.admits("") is None and pairing.admits(link) is None


def test_a_link_grows_old(pairing: Pairing, clock: Clock) -> None:
    link = pairing.new_link()
    clock.now += GOOD_FOR + timedelta(seconds=1)
    assert pairing.admit(link, "late") is None


def test_who_guesses_is_slowed_down(pairing: Pairing, clock: Clock) -> None:
    link = pairing.new_link()
    for _ in range(MOST_WRONG):
        assert pairing.admit("guess", "x") is None
    with pytest.raises(TooManyError):
        pairing.admit(link, "even with the right one")
    with pytest.raises(TooManyError):
        pairing.admits_calendar("guess")
    clock.now += timedelta(seconds=61)
    assert pairing.admit(link, "a minute later")


def test_when_it_was_seen_is_noted_once_an_hour(pairing: Pairing, store: Store, clock: Clock) -> None:
    secret = pairing.admit(pairing.new_link(), "phone")
    assert secret
    for minutes, seen in ((30, 0), (61, 61), (90, 61), (125, 125)):
        clock.now = NOW + timedelta(minutes=minutes)
        assert pairing.admits(secret)
        [device] = store.serving.devices()
        assert device.seen == NOW + timedelta(minutes=seen)


def test_the_store_holds_no_secret(pairing: Pairing, store: Store) -> None:
    secrets = [pairing.admit(pairing.new_link(), "phone") or "", pairing.new_calendar("calendar")]
    assert pairing.admits_calendar(secrets[1]) and not pairing.admits_calendar(secrets[0])
    assert pairing.admits(secrets[1]) is None  # a calendar is no browser
    content = store.place.file.read_bytes() + store.place.file.with_name(store.place.file.name + "-wal").read_bytes()
    assert not [secret for secret in secrets if secret.encode() in content]
