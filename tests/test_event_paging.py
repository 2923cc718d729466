"""Pages of an event with very many people: each is told of somewhere, all are counted, and few are read."""

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import made
import pytest
from conftest import Run
from fastapi.testclient import TestClient
from test_statements import run

from cardscan.actions.event_pages import came_of, prepare
from cardscan.actions.guest_lists import read_list, who_will_be_there
from cardscan.actions.on_list import by_what_is_open, list_page
from cardscan.model import KINDS, Contact
from cardscan.person import Event, Note
from cardscan.processes.pool import Pool
from cardscan.store import Occasion, Store, attendees
from cardscan.web.app import make_app, make_desk
from cardscan.web.desk import Site

both_engines = pytest.mark.both_engines

HOST = "127.0.0.1:8765"
NOW = datetime(2026, 12, 3, 18, tzinfo=UTC)
GOOD = Note("moves her shop to solar roof tiles", "introduce her to the installer in Porto", made.NOW)
LETTERS = "abcdefghij"
GUESTS = len(LETTERS)


def called(number: int) -> str:
    return f"Ada Quill{LETTERS[number - 1] * 3}"


def unplaced(of: Contact) -> Contact:
    """Take away where on a photo the fields stood: a page of an event does without."""
    kinds = ((kind, getattr(of, kind)) for kind in KINDS)
    return replace(of, **{kind: tuple(replace(each, box=None) for each in fields) for kind, fields in kinds})


@pytest.fixture
def event(store: Store) -> Event:
    """An event where ten were met: six have a note, one of them no more; promises, introductions and a list of all."""
    last = store.add_event(Event(0, "Tide fair 2025", date(2025, 12, 3)), made.NOW)
    fair = store.add_event(Event(0, "Tide fair", NOW.date(), meet=("Head of brand at Lumen Foods",)), made.NOW)
    for number in range(1, GUESTS + 1):
        of = unplaced(made.contact(called(number), f"{called(number)[4:]} Works", tel=(), email=()))
        for at in (last, fair) if number % 4 == 0 else (fair,):
            photo = made.photo(f"/photos/{number}-{at.id}.jpg", made.card(of))
            store.save(photo, [(of,)], NOW, Occasion(at.id, at.date))
    for number in range(1, 7):
        made.noted(store, number, replace(GOOD, again=number != 6, written=NOW), NOW)
    for number in range(1, GUESTS + 1):
        owner = "them" if number % 3 == 0 else "me"
        due = None if number == 4 else NOW.date() + timedelta(days=GUESTS - number)
        made_ = store.add_promise(number, f"send chart {number}", owner, due, NOW + timedelta(hours=1))
        if number in (2, 9):
            store.settle_promise(made_.id, "kept", NOW + timedelta(hours=2))
    for one, other in ((1, 2), (3, 1), (4, 5)):
        store.introductions.add(one, other, ((one, "asked", ""), (other, "asked", "")), NOW)
    known = "\n".join(f"{called(number)}, {called(number)[4:]} Works" for number in range(1, GUESTS + 1))
    new = "\n".join(f"Perrin Marram{letter * 3}, Lumen Foods, Head of brand" for letter in "klm")
    asked = "Ada Quillccc, Elsewhere Ltd"
    read_list(store, fair, f"{known}\n{new}\n{asked}\n".encode(), NOW)
    return fair


@both_engines
def test_what_came_of_an_event_is_the_same_a_part_at_a_time(store: Store, event: Event) -> None:
    whole = came_of(store, event, NOW)
    assert [len(each) for each in (whole.quality, whole.mine, whole.theirs, whole.waiting)] == [5, 6, 2, 4]
    assert (whole.filed, whole.kept, whole.known_before, len(whole.introductions)) == (1, 2, 1, 3)
    assert whole.numbers.promises == 8 and whole.listed == GUESTS + 4 and whole.met == GUESTS
    promises = []
    for start in range(0, whole.numbers.promises, 3):
        part = came_of(store, event, NOW, 3, start)
        promises += [each.promise.text for each in (*part.mine, *part.theirs)]
        cut = ("quality", "waiting", "introductions")
        assert [getattr(part, name) for name in cut] == [getattr(whole, name)[:3] for name in cut]
        rest = {"mine": whole.mine, "theirs": whole.theirs, **{name: getattr(whole, name) for name in cut}}
        assert replace(part, **rest) == whole
    assert promises == [each.promise.text for each in (*whole.mine, *whole.theirs)]


@both_engines
def test_of_a_list_those_alone_are_read_who_are_shown(
    store: Store, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of 500 were read for each page, which took as long as the rest of it."""
    plain, read = replace(event, meet=()), list[str]()
    came_of(store, plain, NOW, 3)  # everyone was looked up by then
    made_of = attendees.contact_said
    monkeypatch.setattr(attendees, "contact_said", lambda said: (read.append(said[0]["value"]), made_of(said))[1])
    assert came_of(store, plain, NOW, 3).listed == GUESTS + 4 and read == []
    prepared = prepare(store, plain, most=1)
    alike = {called(number) for number in (1, 2, 3, 4, 5)}  # something is due, and they are quality connections
    assert {each.name for each in prepared.there.known} < alike and set(read) <= alike


@both_engines
def test_whoever_is_on_a_list_is_on_one_of_its_pages(
    store: Store, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cardscan.actions.on_list.A_PAGE", 4)
    whole = who_will_be_there(store, event)
    pages, start = [], 0
    while start is not None:
        pages.append(list_page(store, event, "", start, by_what_is_open))
        start = pages[-1].following
    rows = [row for page in pages for row in page.rows]
    assert len(pages) == 4 and len(rows) == len({row.listed.attendee.id for row in rows}) == len(whole.guests)
    [first] = {(page.listed, page.known, page.asked, page.met) for page in pages}
    assert first == (len(whole.guests), len(whole.known), len(whole.asked), len(whole.met))
    kinds = ["asked" if row.maybe else "known" if row.of else "new" for row in rows]
    assert kinds == ["asked"] * len(whole.asked) + ["known"] * len(whole.known) + ["new"] * len(whole.new)
    assert {row.listed.name: row.aims for row in rows} == {guest.name: guest.aims for guest in whole.guests}
    assert [row.listed.name for row in list_page(store, event, "lumen marramk").rows] == ["Perrin Marramkkk"]


@both_engines
def test_whoever_you_know_on_a_list_is_on_a_page_to_read_before(store: Store, event: Event) -> None:
    whole = prepare(store, event)
    parts = [prepare(store, event, most=3, start=start) for start in range(0, len(whole.there.known), 3)]
    known = [guest.name for part in parts for guest in part.there.known]
    assert sorted(known) == sorted(guest.name for guest in whole.there.known) and len(known) == len(set(known))
    assert {part.there.counts for part in parts} == {whole.there.counts}
    wanted = [guest.name for guest in whole.there.new if guest.aims]
    assert wanted and all([guest.name for guest in part.there.new] == wanted for part in parts)
    owed = {each.name for part in parts for each in part.owed}
    assert owed == {each.name for each in whole.owed}
    assert (len(parts[0].again), parts[0].more) == (2, 0)
    assert prepare(store, event, most=1).more == 1


@pytest.fixture
def browser(store: Store) -> Iterator[TestClient]:
    site = Site(f"http://{HOST}", frozenset({HOST}))
    at = make_desk(site, store, Pool(lambda *_: None, 1), lambda: NOW)  # type: ignore[arg-type, return-value]
    secret = at.pairing.admit(at.pairing.new_link(), "a test", "192.0.2.20")
    with TestClient(make_app(at), base_url=site.base, headers={"Cookie": f"{site.cookie}={secret}"}) as client:
        yield client


def test_a_terminal_is_told_the_first_and_a_pipe_all(run: Run, event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cardscan.cli.event_pages._MOST", 3)
    whole = run("event", "report", str(event.id))[1]
    assert "more" not in whole and all(f"send chart {number}" in whole for number in (1, 3, 4, 5, 6, 7, 8, 10))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    first = run("event", "report", str(event.id))[1]
    assert re.findall("and ([0-9]) more: --all tells all", first) == ["2", "5", "1"]
    assert first.count("send chart") == 3 and "5 quality connections, 1 of whom you knew before" in first
    assert run("event", "report", str(event.id), "--all")[1] == whole


def walked(browser: TestClient, path: str, way: str = "next") -> list[str]:
    """Follow a link from page to page; give the texts."""
    texts = []
    while path:
        texts.append(browser.get(path).text)
        found = re.search(rf'rel="{way}" href="([^"#]+)', texts[-1])
        path = found[1].replace("&amp;", "&") if found else ""
    return texts


@both_engines
def test_links_lead_to_the_end_and_back(
    store: Store, event: Event, browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cardscan.web.pages.events._MOST", 4)
    monkeypatch.setattr("cardscan.actions.on_list.A_PAGE", 4)
    after = walked(browser, f"/events/{event.id}?view=report")
    told = [text for page in after for text in re.findall(r"send chart \d+", page)]
    assert len(after) == 2 and len(told) == len(set(told)) == 8
    assert all("5</span> quality connections" in page and "And 1 more" in page for page in after)
    assert f'href="/people?event={event.id}&amp;stage=quality"' in after[0]
    back = walked(browser, f"/events/{event.id}?view=report&start=4", "prev")
    assert back == after[::-1]
    before = walked(browser, f"/events/{event.id}?view=prepare")
    assert len(before) == 3
    for number in range(1, GUESTS + 1):
        assert any(called(number) in page for page in before), number
    for view in (f"/events/{event.id}/people?", f"/events/{event.id}?view=live&"):
        pages = walked(browser, f"{view}q=ada")
        assert len(pages) == 3 and all('value="ada"' in page for page in pages)
        assert "Nobody on the list has these words" in browser.get(f"{view}q=zz").text
    for query, shown in (("view=report", "1 to 4 of 8"), ("view=prepare", "1 to 4 of ")):
        assert shown in browser.get(f"/events/{event.id}?{query}&start=99").text
    assert 'rel="prev"' in browser.get(f"/events/{event.id}/people?start=99").text


def test_an_answer_leads_back_to_where_it_was_given(
    event: Event, browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cardscan.actions.on_list.A_PAGE", 4)
    for path in (f"/events/{event.id}/people?start=4&q=a", f"/events/{event.id}?view=live&q=perrin"):
        forms = re.findall(r'<form method="post" action="([^"]+)"(.*?)</form>', browser.get(path).text, re.DOTALL)
        form = next(each for each in forms if 'name="here"' in each[1])
        given = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[1])) | {"do": "other"}
        came = browser.post(form[0], data=given, headers={"Origin": f"http://{HOST}"}, follow_redirects=False)
        query = parse_qs(urlsplit(came.headers["location"]).query)
        assert came.status_code == 303 and query.pop("told")
        assert query == parse_qs(urlsplit(path).query) and came.headers["location"].endswith("#list")


def test_events_go_on_page_by_page(
    store: Store, event: Event, browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cardscan.web.pages.events._EVENTS", 3)
    for number in range(5):
        store.add_event(Event(0, f"Evening {number}", date(2026, 1, 1 + number)), NOW)
    store.add_event(Event(0, "Spring fair", date(2027, 3, 1)), NOW)
    pages = walked(browser, "/events")
    listed = [re.findall(r'class="event" href="/events/(\d+)"', page) for page in pages]
    newest_first = sorted(store.events(), key=lambda each: each.date, reverse=True)
    coming, past = newest_first[:2], newest_first[2:]
    assert listed[0][:2] == [str(each.id) for each in coming[::-1]] and len(pages) == 3
    assert [number for page in (listed[0][2:], *listed[1:]) for number in page] == [str(each.id) for each in past]
    assert walked(browser, "/events?start=6", "prev")[1] == pages[1] and "2025" in browser.get("/events?start=99").text


def test_the_chart_comes_after_the_page(event: Event, browser: TestClient) -> None:
    page = browser.get(f"/events/{event.id}?view=report").text
    assert f'hx-get="/events/{event.id}/chart" hx-trigger="load"' in page and "<svg role" not in page
    assert "Tide fair 2025" in browser.get(f"/events/{event.id}/chart").text
    assert browser.get("/events/99/chart").status_code == 404


def test_pages_read_few_however_many_were_met(store: Store, event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    """With 500 met and 500 listed they took 115, 165 and 110 milliseconds of the processor."""
    pages = {
        "before": lambda: prepare(store, event, most=3),
        "after": lambda: came_of(store, event, NOW, 3),
        "list": lambda: list_page(store, event, "", 0, by_what_is_open),
    }
    who_will_be_there(store, event)  # whom names may be is kept from now on
    read: list[int] = []
    these = type(store.directory).these
    monkeypatch.setattr(
        type(store.directory), "these", lambda at, ids, **how: read.extend(ids) or these(at, ids, **how)
    )
    taken = {}
    for name, page in pages.items():
        read.clear()
        taken[name] = (len(run(store, page)), len(set(read)))
    assert taken["before"][0] <= 48 and taken["after"][0] <= 29 and taken["list"][0] <= 15, taken
    assert taken["before"][1] <= 9 and taken["after"][1] <= 9 and not taken["list"][1], taken
