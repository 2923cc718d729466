"""The repository's own client, with its fault tests, against `serve`: what it does to other servers it does to ours.

With CARDSCAN_SOAK=1 every fault is tried, and walks of five hundred steps are taken with every way of a server.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from dav_servers import Server, cardscan
from faulty_proxy import proxy
from syncing import both
from test_sync_any_order import WAYS, Walk
from test_sync_interrupted import FAULTS, World, interrupted_at_each

from cardscan.dav.addresses import origin_of
from cardscan.dav.discovery import find_books
from cardscan.dav.http import Http, Login
from cardscan.store import open_store

SOAK = bool(os.environ.get("CARDSCAN_SOAK"))


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with cardscan(tmp_path_factory.mktemp("ours") / "serve") as server:
        yield server


def test_the_client_finds_our_book(ours: Server) -> None:
    with Http(origin_of(ours.url), Login(ours.user, ours.password)) as http:
        for where in ("", "dav/", "dav/contacts/", "dav/contacts/quality/"):
            [book] = find_books(http, f"{ours.url}{where}")
            assert (book.url, book.name, book.writable) == (
                f"{ours.url}dav/contacts/quality/",
                "Quality connections",
                True,
            )


@pytest.mark.parametrize(("ways", "steps"), [(ways, 500) for ways in WAYS] if SOAK else [("keeps all", 60)])
def test_any_order(tmp_path: Path, ours: Server, ways: str, steps: int) -> None:
    with proxy(ours.port) as running, open_store(str(tmp_path / "walk.db")) as store:
        running.ways = WAYS[ways]
        walk = Walk(both(store, ours, running), 7, "drops" in ways)
        for _ in range(steps):
            walk.step()
        walk.check()


@pytest.mark.skipif(not SOAK, reason="as long as all other syncs together; the walk has these faults, too")
@pytest.mark.parametrize("fault_name", FAULTS)
def test_interrupted_at_every_request(tmp_path: Path, ours: Server, fault_name: str) -> None:
    world = World(ours, tmp_path)
    try:
        requests = [interrupted_at_each(world, phase, *FAULTS[fault_name]) for phase in world.phases]
    finally:
        world.close()
    assert min(requests) > 6, requests
