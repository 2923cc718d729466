"""Lists that are read a page at a time: to the end and back nobody comes twice and nobody is missing."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import made
import pytest
from fastapi.testclient import TestClient

from cardscan.actions.introduce import begun
from cardscan.person import Note
from cardscan.processes.pool import Pool
from cardscan.store import Store, Wanted
from cardscan.store.finding import Slice
from cardscan.web.app import make_app, make_desk
from cardscan.web.desk import Site
from cardscan.web.pages import introductions, people

pytestmark = pytest.mark.both_engines

HOST = "127.0.0.1:8765"
GOOD = Note("moves her shop to solar roof tiles", "introduce her to the installer in Porto", made.NOW)
DAY = date(2026, 11, 2)
LAST_OF_ALL = 11


@pytest.fixture
def book(store: Store) -> Store:
    """Eleven people, of whom every third has a note."""
    for number in range(1, LAST_OF_ALL + 1):
        come(store, number)
        if number % 3 == 0:
            made.noted(store, number, GOOD, made.NOW)
    return store


def come(store: Store, number: int) -> None:
    name = f"Ada Quill {'abcdefghijklmnop'[number]}"
    of = made.contact(name, f"{name} Works", tel=(), email=(made.field(f"x{number}@{number}.example"),))
    store.save(made.photo(f"/photos/{number}.jpg"), [(of,)], made.NOW)


def walked(page: Callable[[int | None], Slice], change: Callable[[], object]) -> Iterator[list[tuple[int, ...]]]:
    """Give the pages from the first to the last, then those back; `change` comes after the second on each way."""
    start = None
    for way in ("following", "previous"):
        pages = [page(start)]
        while (next_start := getattr(pages[-1], way)) is not None:
            start = next_start
            pages.append(page(start))
            if len(pages) == 2:
                change()
        yield [each.ids for each in pages]


def once(pages: list[tuple[int, ...]]) -> set[int]:
    listed = [each for page in pages for each in page]
    assert len(listed) == len(set(listed)), "somebody comes twice"
    return set(listed)


def back_once(pages: list[tuple[int, ...]]) -> set[int]:
    """Whom the way back shows. The first page of all is always a whole one: it may begin the page after it again."""
    before_first = set(pages[-2])
    return once([*pages[:-1], tuple(each for each in pages[-1] if each not in before_first)])


@pytest.mark.parametrize("newest_first", [False, True])
def test_people_to_the_end_and_back_while_they_come_go_and_change(book: Store, newest_first: bool) -> None:
    turns = iter(((2, 7), (5, 10)))

    def change() -> None:
        changed, gone = next(turns)
        book.edit(changed, lambda contact: made.contact("Zoe Marram", "Elsewhere"), made.NOW)
        made.noted(book, changed, GOOD, made.NOW)
        book.forget(gone)
        come(book, LAST_OF_ALL + changed - 1)

    forth, back = walked(lambda start: book.directory.some(Wanted(), start, 3, newest_first), change)
    stayed = set(range(1, LAST_OF_ALL + 1)) - {7, 10}
    assert all(len(page) <= 3 for page in (*forth, *back)) and len(forth) >= 4
    assert stayed <= once(forth) and stayed <= back_once(back)
    order = [each for page in forth for each in page]
    assert order == sorted(order, reverse=newest_first)


def test_of_a_stage_who_leaves_it_is_left_out_and_nobody_else(book: Store) -> None:
    waiting = {each for each in range(1, LAST_OF_ALL + 1) if each % 3}
    turns = iter((8, 2))
    page = lambda start: book.directory.some(Wanted(stage="waiting"), start, 2, True)  # noqa: E731
    forth, back = walked(page, lambda: made.noted(book, next(turns), GOOD, made.NOW))
    assert waiting - {8} <= once(forth) <= waiting
    assert waiting - {8, 2} <= back_once(back)


@pytest.fixture
def browser(book: Store) -> Iterator[TestClient]:
    site = Site(f"http://{HOST}", frozenset({HOST}))
    at = make_desk(site, book, Pool(lambda *_: None, 1), lambda: made.NOW)  # type: ignore[arg-type, return-value]
    secret = at.pairing.admit(at.pairing.new_link(), "a test", "192.0.2.20")
    with TestClient(make_app(at), base_url=site.base, headers={"Cookie": f"{site.cookie}={secret}"}) as client:
        yield client


def test_the_corner_of_the_inbox_is_counted_no_further_than_it_tells(
    book: Store, browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [book.directory.waiting.number(most=most) for most in (None, 4, 100)] == [11, 4, 11]
    assert 'aria-label="11 waiting">11<' in browser.get("/today").text
    monkeypatch.setattr("cardscan.web.render.MOST_COUNTED", 5)
    assert 'aria-label="more than 4 waiting">4+<' in browser.get("/today").text
    inbox, first, last = (browser.get(path).text for path in ("/", "/people/1", "/people/11"))
    assert "11 wait for you" in inbox and all(">4+<" in page for page in (inbox, first, last))
    assert {re.search("Inbox · ([^<]+)", page)[1] for page in (first, last)} == {"1 of 4+", "4+ wait"}  # type: ignore[index]


def test_older_and_newer_on_the_page(book: Store, browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "A_PAGE", 4)

    def links(way: str, path: str) -> Iterator[list[int]]:
        """Follow a link from page to page, and list whom each shows."""
        while path:
            text = browser.get(path).text
            yield [int(each) for each in re.findall(r'href="/people/(\d+)"', text)]
            found = re.search(rf'rel="{way}" href="([^"]+)"', text)
            path = found[1].replace("&amp;", "&") if found else ""
            if path:
                last.append(path)
                book.set_cadence(6, "month", made.NOW)  # somebody is changed between two pages

    for query, expected in (("", list(range(1, 12))), ("stage=quality", [3, 6, 9])):
        monkeypatch.setattr(people, "A_PAGE", 4 if not query else 2)
        last: list[str] = []
        forth = list(links("next", f"/people?{query}"))
        back = list(links("prev", last[-1]))
        assert [each for page in forth for each in page] == expected[::-1]
        assert sorted(each for page in back for each in page) == expected and back[-1] == forth[0]


def test_introductions_to_the_end_and_back_while_they_come_and_go(
    book: Store, browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = [(2, 1), (1, 3), (3, 4), (5, 2), (6, 7), (8, 7), (9, 8), (10, 9)]
    for one, other in pairs:
        book.introductions.add(one, other, ((one, "asked", ""), (other, "asked", "")), made.NOW)
    turns = iter(((2, 1, 5, 6), (9, 8, 10, 0)))

    def change() -> None:
        one, other, gone, new = next(turns)
        book.introductions.add(one, other, ((one, "yes", ""),), made.NOW)  # goes on, and stays where it is
        book.forget(gone)
        if new:
            book.introductions.add(new, 4, ((new, "asked", ""),), made.NOW)

    def page(start: int | None) -> Slice:
        there = begun(book, start, 3)
        assert there.number >= len(there.pairs) and all(each.other.id for _, each in there.pairs)
        pairs = tuple(1000 * person.id + course.other.id for person, course in there.pairs)
        return Slice(pairs, there.number, there.following, there.previous)

    forth, back = walked(page, change)
    stayed = {1000 * min(each) + max(each) for each in pairs if not {5, 10} & set(each)}
    assert len(forth) >= 3 and stayed <= once(forth) and stayed <= back_once(back)
    monkeypatch.setattr(introductions, "MOST_SHOWN", 2)
    path, shown = "/introductions", []
    while path:
        text = browser.get(path).text
        shown += re.findall(r'<li><a href="/introductions/(\d+)/with/(\d+)"', text)
        assert ("pairs yet" in text or "may need" in text) == (path == "/introductions")
        path = found[1] if (found := re.search(r'rel="next" href="([^"]+)#begun"', text)) else ""
    assert len(shown) == len(set(shown)) == begun(book, None, 1).number == 7


def promised(store: Store) -> dict[int, date | None]:
    """Make promises, several for one day or none, one of them kept; give their days by id, as they are listed."""
    days = (3, 1, None, 1, 2, None, 1, 0, 5, 3, None)
    made_ = [
        store.add_promise(
            number + 1, "send the tables", "me", None if day is None else DAY + timedelta(days=day), made.NOW
        )
        for number, day in enumerate(days)
    ]
    store.settle_promise(made_[4].id, "kept", made.NOW)
    return {each.id: each.due for each in sorted(made_, key=lambda each: (each.due or date.max, each.id))}


def test_promises_to_the_end_while_some_are_settled_and_some_come(book: Store, browser: TestClient) -> None:
    order = promised(book)
    listed: list[int] = []
    start, pages = "", 0
    while True:
        page = browser.get(f"/api/promises?limit=3{start}").json()
        listed += [each["id"] for each in page["promises"]]
        pages += 1
        if page["next"] is None:
            break
        start = f"&start={page['next']}"
        if pages == 1:  # one of the first page, and the very one that the next begins with
            book.settle_promise(listed[0], "kept", made.NOW)
            book.settle_promise(list(order)[3], "dropped", made.NOW)
            book.add_promise(1, "send a map", "me", DAY + timedelta(days=9), made.NOW)
    kept, dropped = 5, list(order)[3]
    [new] = set(listed) - set(order)
    wanted = [each for each in order if each not in (kept, dropped)]
    assert [each for each in listed if each != new] == wanted and page["number"] == len(wanted) - 1 + 1
    assert listed.index(new) == sum(day is not None for each, day in order.items() if each in wanted)
    assert len(browser.get("/api/promises?everything=1&limit=200").json()["promises"]) == len(order) + 1


@pytest.mark.parametrize("start", ["2026-13-45.1", "17", "none", "none.x", "2026-11-02", "-1", "2026-11-02.-1"])
def test_a_page_of_promises_begins_nowhere_else(browser: TestClient, start: str) -> None:
    assert browser.get(f"/api/promises?start={start}").status_code == 422


def test_a_page_has_as_many_as_are_asked_for_at_most(browser: TestClient, tmp_path: Path) -> None:
    assert browser.get("/api/promises?limit=201").status_code == browser.get("/api/people?limit=0").status_code == 422
