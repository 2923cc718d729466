"""Two of us change one thing: the second is told, nothing is overwritten. Pages, API, commands; two sessions race."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, timedelta
from itertools import count
from threading import Barrier, Thread
from typing import Any

import made
import pytest
from conftest import Run
from served import Answer, Served, serving

from cardscan.actions.say_when import say_when
from cardscan.actions.take_note import keep_typed, take_note
from cardscan.connections.notes.parts import Given
from cardscan.connections.seen import as_seen, draft_as_seen, fingerprint
from cardscan.errors import ChangedError
from cardscan.person import Event, Person, Promise
from cardscan.store import Occasion, Store, open_store

NOTE = Given("her ferries lose a week of paint every winter", "introduce the hull paint lab")
LATER = made.NOW + timedelta(hours=1)
DAY = made.NOW.date()


NUMBERS = count(1)


@dataclass(frozen=True)
class Ids:
    """Somebody with a meeting at an event and two promises, and somebody else."""

    person: int
    other: int
    meeting: int
    event: int
    due: int
    some_day: int
    called: str  # the other one, in an address


def meet(store: Store, name: str, event_id: int | None = None) -> Person:
    number = next(NUMBERS)
    of = made.contact(f"{name} {number}", f"Tides {number}", tel=(), email=())
    photo = made.photo(f"/photos/{number}.jpg", made.card(of))
    [person] = store.save(photo, [(of,)], made.NOW, Occasion(event_id)) or ()
    return person


def begin(store: Store) -> Ids:
    event = store.add_event(Event(0, f"Tide fair {next(NUMBERS)}", DAY), made.NOW)
    person, other = meet(store, "Ottoline Brackwyth", event.id), meet(store, "Perrin Quillfeather")
    due = store.add_promise(person.id, "send the tide tables", "me", DAY, made.NOW)
    some_day = store.add_promise(person.id, "some day a map", "me", None, made.NOW)
    name = other.contact.fn[0].value
    return Ids(person.id, other.id, person.meetings[0].id, event.id, due.id, some_day.id, name.replace(" ", "+"))


@pytest.fixture
def ids(store: Store) -> Ids:
    return begin(store)


@pytest.fixture
def of(store: Store, ids: Ids) -> Person:
    return store.person(ids.person)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Store]]:
    """A server for all of these tests, and its store, on either database: each begins with people of its own."""
    folder = tmp_path_factory.mktemp("two")
    db = str(folder / "x.db")
    if request.param == "postgresql":
        db = request.getfixturevalue("postgresql").fresh(folder / "pictures")
    with open_store(db) as store, serving(db, folder / "log") as it:
        assert it.pair().status == 303
        yield it, store


def promise(store: Store, promise_id: int) -> Promise:
    return next(each for each in store.promises() if each.id == promise_id)


def event(store: Store, event_id: int) -> Event:
    return next(each for each in store.events() if each.id == event_id)


def hidden(page: str, action: str) -> dict[str, str]:
    """Give what a form holds that nobody sees, by where it is sent."""
    form = re.search(rf'<form[^>]*action="{re.escape(action)}"[^>]*>(.*?)</form>', page, re.S)
    assert form, action
    return dict(re.findall(r'<input type="hidden"(?: id="\w+")? name="(\w+)" value="([^"]*)"', form[1]))


Does = Callable[[Store, Ids], object]
AT = LATER.astimezone(UTC)
#: The page, where its form is sent, what is filled in, what somebody else does meanwhile, and what it is that stays.
FORMS: dict[str, tuple[str, str, dict[str, str], Does, Does]] = {
    "a promise kept": (
        "/people/{person}", "/promises/{due}", {"how": "kept"},
        lambda s, i: s.settle_promise(i.due, "dropped", LATER), lambda s, i: promise(s, i.due).dropped == AT),
    "a promise kept, of today": (
        "/today", "/promises/{due}", {"how": "kept"},
        lambda s, i: s.settle_promise(i.due, "dropped", LATER), lambda s, i: promise(s, i.due).dropped == AT),
    "a promise that is open again": (
        "/people/{person}", "/promises/{due}", {"how": "dropped"},
        lambda s, i: s.set_due(i.due, date(2031, 5, 4), LATER), lambda s, i: promise(s, i.due).dropped is None),
    "by which day": (
        "/people/{person}", "/promises/{some_day}/due", {"due": "2031-04-03"},
        lambda s, i: s.set_due(i.some_day, None if s.user else date(2031, 5, 4), LATER),
        lambda s, i: promise(s, i.some_day).due == date(2031, 5, 4)),
    "how often": (
        "/people/{person}", "/people/{person}/cadence", {"cadence": "month"},
        lambda s, i: s.set_cadence(i.person, "year", LATER), lambda s, i: s.person(i.person).cadence == "year"),
    "not before": (
        "/people/{person}", "/people/{person}/snooze", {"until": "2031-04-03"},
        lambda s, i: s.snooze(i.person, date(2031, 5, 4), LATER),
        lambda s, i: s.person(i.person).snoozed == date(2031, 5, 4)),
    "a meeting": (
        "/people/{person}", "/meetings/{meeting}", {"day": "2026-09-01", "event": "", "place": "", "do": "save"},
        lambda s, i: say_when(s, s.person(i.person).meetings[0], LATER, place="Hall 3"),
        lambda s, i: s.person(i.person).meetings[0].place == "Hall 3"),
    "one person": (
        "/people/{person}/merge?q={called}", "/people/{person}/same", {"do": "same"},
        lambda s, i: s.edit(i.person, lambda _: made.contact("Isolde Marramgrass"), LATER),
        lambda s, i: s.person(i.other).id == i.other),
    "an event": (
        "/events/{event}/edit", "/events/{event}", {"do": "remove"},
        lambda s, i: s.change_event(i.event, lambda was: replace(was, goal="a winter trial"), LATER),
        lambda s, i: i.event in [each.id for each in s.events()]),
    "how long one waits": (
        "/settings", "/settings/let-go", {"after": "year"},
        lambda s, i: s.settings.put("let go after", "2 weeks"),
        lambda s, i: s.settings.get("let go after") == "2 weeks"),
    "how many are asked about": (
        "/settings", "/settings/ask-about", {"number": "7"},
        lambda s, i: s.settings.put("ask about", str(next(NUMBERS))),
        lambda s, i: s.settings.get("ask about") != "7"),
    "how long one rests": (
        "/settings", "/settings/ask-again-after", {"rest": "year"},
        lambda s, i: s.settings.put("ask again after", "2 weeks"),
        lambda s, i: s.settings.get("ask again after") == "2 weeks"),
    "which name is first": (
        "/settings", "/settings/names", {"first": "native"},
        lambda s, i: s.settings.put("names", "latin"), lambda s, i: s.settings.get("names") == "latin"),
    "forgotten": (
        "/people/{person}", "/people/{person}/forget", {"sure": "yes"},
        lambda s, i: take_note(s, i.person, NOTE, LATER), lambda s, i: i.person in [each.id for each in s.people()]),
    "erased": (
        "/people/{person}", "/people/{person}/forget", {"sure": "yes", "how": "erase"},
        lambda s, i: s.add_contacted(i.person, DAY, LATER), lambda s, i: i.person in [each.id for each in s.people()]),
}  # fmt: skip


@pytest.mark.parametrize("what", FORMS)
def test_who_comes_second_is_told(shared: tuple[Served, Store], what: str) -> None:
    served, store = shared
    ids, (page, action, typed, meanwhile, stays) = begin(store), FORMS[what]
    page, action = (each.format(**asdict(ids)) for each in (page, action))
    stale = hidden(served.get(page).text, action)
    meanwhile(store, ids)
    assert stays(store, ids)
    answer = served.post(action, {**stale, **typed})
    assert answer.status == 409 and "nothing was saved" in answer.text.lower()
    assert stays(store, ids)
    if what in ("a promise kept, of today", "by which day"):  # it is not shown there any more
        return
    again = served.post(action, {**hidden(served.get(page).text, action), **typed})
    assert again.status == 303 and not stays(store, ids)


def test_another_part_is_nobodys_business(shared: tuple[Served, Store]) -> None:
    """Who says how often while another one corrects a number changes something else."""
    served, store = shared
    of = begin(store).person
    stale = hidden(served.get(f"/people/{of}").text, f"/people/{of}/cadence")
    store.add_contacted(of, DAY, LATER)
    assert served.post(f"/people/{of}/cadence", {**stale, "cadence": "month"}).status == 303
    assert store.person(of).cadence == "month" and store.person(of).contacted == (DAY,)


def test_a_name_that_was_found_meanwhile_is_not_added_once_more(shared: tuple[Served, Store]) -> None:
    served, store = shared
    of = begin(store).person
    store.edit(of, lambda _: replace(made.contact("x", "Brackwyth & Co", tel=(), email=()), fn=()), LATER)
    assert hidden(served.get(f"/people/{of}").text, f"/people/{of}/field")["kind"] == "fn"
    assert served.post(f"/people/{of}/field", {"kind": "fn", "was": "", "value": "Ottoline B."}).status == 303
    answer = served.post(f"/people/{of}/field", {"kind": "fn", "was": "", "value": "O. Brackwyth"})
    assert answer.status == 409 and "O. Brackwyth" in answer.text
    assert [each.value for each in store.person(of).contact.fn] == ["Ottoline B."]


def other_device(served: Served) -> Served:
    link = served.post("/settings/pair").text.partition('<code class="link">')[2].partition("<")[0]
    other = Served(served.process, link, served.log)
    other.pair()
    return other


def test_a_note_that_is_written_on_two_devices(shared: tuple[Served, Store]) -> None:
    desk, store = shared
    phone, of = other_device(desk), begin(store).person
    form = {"again": "yes", **hidden(desk.get(f"/people/{of}").text, f"/people/{of}/note")}
    on_phone = {"again": "yes", **hidden(phone.get(f"/people/{of}").text, f"/people/{of}/note")}

    def types(where: Served, seen: dict[str, str], text: str) -> Answer:
        return where.post(f"/people/{of}/judge", {**seen, "talked": text})

    assert "What you type is kept" in types(desk, form, "her ferries").text
    assert "What you type is kept" in types(desk, form, "her ferries lose paint").text  # it knows what it wrote itself
    assert "being written elsewhere" in types(phone, on_phone, "a slipway").text
    assert (draft := store.person(of).meetings[0].unfinished) and draft.talked == "her ferries lose paint"
    parts = {"talked": NOTE.talked or "", "can_help": NOTE.can_help or ""}
    told = phone.post(f"/people/{of}/note", {**on_phone, **parts})
    assert told.status == 422 and "elsewhere" in told.text and NOTE.talked in told.text
    assert not store.person(of).meetings[0].notes
    assert (
        phone.post(f"/people/{of}/note", {**hidden(told.text, f"/people/{of}/note"), **parts, "again": "yes"}).status
        == 303
    )
    late = desk.post(
        f"/people/{of}/note", {**form, "talked": "her ferries lose paint", "can_help": "call the paint lab"}
    )
    assert late.status == 422 and "elsewhere" in late.text
    assert [note.talked for note in store.person(of).meetings[0].notes] == [NOTE.talked]


def test_what_a_device_typed_itself_it_may_save(shared: tuple[Served, Store]) -> None:
    """Its page does not hear of all that it sent; what is refused is kept, and completed by the next try."""
    served, store = shared
    of = begin(store).person
    form = {"again": "yes", **hidden(served.get(f"/people/{of}").text, f"/people/{of}/note")}
    for text in ("her", "her ferries", "her ferries lose a week of paint"):
        assert "What you type is kept" in served.post(f"/people/{of}/judge", {**form, "talked": text}).text
    refused = served.post(f"/people/{of}/note", {**form, "talked": NOTE.talked or ""})
    assert refused.status == 422 and "does not say enough" in refused.text
    anew = {"again": "yes", **hidden(refused.text, f"/people/{of}/note")}
    parts = {"talked": NOTE.talked or "", "can_help": NOTE.can_help or ""}
    assert served.post(f"/people/{of}/note", {**anew, **parts}).status == 303


def test_a_device_of_another_of_us_has_a_draft_of_its_own(shared: tuple[Served, Store]) -> None:
    served, store = shared
    phone, of = other_device(served), begin(store).person
    devices = re.findall(r"/devices/(\d+)/user", served.get("/settings").text)  # the one paired last comes first
    for device, user in ((devices[0], "Bert"), (devices[-1], "Anna")):
        assert served.post(f"/devices/{device}/user", {"user": user}).status == 303
    form = hidden(served.get(f"/people/{of}").text, f"/people/{of}/note")
    theirs = hidden(phone.get(f"/people/{of}").text, f"/people/{of}/note")
    assert "kept" in served.post(f"/people/{of}/judge", {**form, "talked": "her ferries"}).text
    assert "What you type is kept" in phone.post(f"/people/{of}/judge", {**theirs, "talked": "a slipway"}).text
    assert {each.by: each.talked for each in store.person(of).meetings[0].drafts} == {
        "Anna": "her ferries",
        "Bert": "a slipway",
    }
    assert phone.post(f"/people/{of}/promise", {"text": "lend her the pump"}).status == 303
    assert store.promises()[-1].by == "Bert"
    page = served.get(f"/people/{of}").text
    assert "<bdi>Bert</bdi></b>" in page and "Bert</span>" in page and "Mine" in phone.get("/today").text
    assert "pump" not in served.get("/api/people?met_by=Bert").text  # whom Bert met is nobody
    assert served.get("/api/people?met_by=Bert").status == 422


JSON = {"Content_Type": "application/json"}


def test_the_api_tells_who_comes_second(shared: tuple[Served, Store]) -> None:
    served, store = shared
    ids = begin(store)
    of, other, meeting = ids.person, ids.other, ids.meeting
    got = served.get(f"/api/people/{of}")
    tag = got.headers["etag"]
    assert got.json()["etag"] == tag  # type: ignore[index]

    def send(path: str, body: object, seen: str, method: str = "POST") -> Answer:
        return served.ask(method, f"/api{path}", json.dumps(body), **{"Origin": served.base, "If_Match": seen, **JSON})

    store.add_contacted(of, DAY, LATER)
    for path, body, method in (
        (f"/people/{of}/fields", {"put": {"title": ["Pilot"]}}, "PATCH"),
        (f"/people/{of}/notes", {"talked": NOTE.talked, "can_help": NOTE.can_help}, "POST"),
        (f"/people/{of}/promises", {"text": "send the map"}, "POST"),
        (f"/people/{of}/merge", {"other": other}, "POST"),
        (f"/people/{of}/different", {"other": other}, "POST"),
        (f"/people/{of}/meetings/{meeting}", {"place": "Hall 4"}, "PATCH"),
    ):
        for seen in (tag, f"W/{served.get(f'/api/people/{of}').headers['etag']}", '"x", "y"', "no tag"):
            answer = send(path, body, seen, method)
            assert answer.status == 412 and "nothing was saved" in answer.text, (path, seen)
    now_there = store.person(of)
    assert store.person(other).id == other and len(now_there.promises) == 2
    assert (now_there.meetings[0].place, now_there.meetings[0].notes) == ("", ())
    now = served.get(f"/api/people/{of}").headers["etag"]
    changed = send(f"/people/{of}/meetings/{meeting}", {"place": "Hall 4"}, f'"x", {now}', "PATCH")
    assert changed.status == 200 and changed.headers["etag"] == served.get(f"/api/people/{of}").headers["etag"] != now
    assert send(f"/people/{of}/merge", {"other": other}, changed.headers["etag"]).status == 200
    assert send(f"/people/{of}/fields", {"put": {"title": ["Pilot"]}}, "*", "PATCH").status == 200


def test_the_api_tells_it_of_a_promise(shared: tuple[Served, Store]) -> None:
    served, store = shared
    due = begin(store).due

    def listed() -> Any:
        return next(each for each in served.get("/api/promises").json()["promises"] if each["id"] == due)  # type: ignore[index]

    kind: dict[str, Any] = {"Origin": served.base, "If_Match": listed()["etag"], **JSON}
    store.set_due(due, date(2031, 5, 4), LATER)
    assert served.ask("PATCH", f"/api/promises/{due}", '{"how": "kept"}', **kind).status == 412
    assert promise(store, due).kept is None
    kind["If_Match"] = listed()["etag"]
    assert served.ask("PATCH", f"/api/promises/{due}", '{"due": "none"}', **kind).status == 200
    assert promise(store, due).due is None


def test_a_meeting_that_moved_while_it_was_read_is_not_overwritten(store: Store, of: Person) -> None:
    say_when(store, of.meetings[0], LATER, place="Hall 3")
    with pytest.raises(ChangedError):
        say_when(store, of.meetings[0], LATER, place="Hall 4")
    assert store.person(of.id).meetings[0].place == "Hall 3"


def test_who_changed_while_it_was_asked_is_not_forgotten(
    run: Run, store: Store, of: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(*_: object, **__: object) -> bool:
        take_note(store, of.id, NOTE, LATER)
        return True

    monkeypatch.setattr("cardscan.cli.forget.confirmed", asked)
    for how in ((), ("--now",)):
        code, _, said = run("forget", str(of.id), *how)
        assert code == 7 and "somebody changed this" in said
        store.undo(LATER)


def test_two_who_press_at_once_are_one_change(store: Store, of: Person) -> None:
    """Both saw the same; whoever writes second is told, whichever it is."""
    seen, both = fingerprint(of.cadence), Barrier(2)
    told: list[str] = []

    def press(cadence: str) -> None:
        mine = store.acting(cadence).expecting(as_seen(seen, lambda now: now.cadence))
        both.wait()
        try:
            mine.set_cadence(of.id, cadence, LATER)
        except ChangedError:
            told.append(cadence)

    threads = [Thread(target=press, args=(cadence,)) for cadence in ("month", "year")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted((*told, store.person(of.id).cadence)) == ["month", "year"]


def test_a_draft_that_nobody_saw_is_not_overwritten(store: Store, of: Person) -> None:
    here = of.meetings[0].id
    kept = keep_typed(store, of.id, Given("a slipway"), made.NOW, here, 0, (draft_as_seen(None),))
    with pytest.raises(ChangedError):
        keep_typed(store, of.id, Given("her ferries"), made.NOW, here, 0, (draft_as_seen(None),))
    assert keep_typed(store, of.id, Given("her ferries"), made.NOW, here, 0, (draft_as_seen(None), draft_as_seen(kept)))
