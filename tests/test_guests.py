"""Who will be there: whom one knows of a list, who is asked about, who was met, and what leaves with whom."""

import json
import sys
from collections.abc import Generator, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO, TextIOWrapper
from pathlib import Path

import made
import pytest
from conftest import Run
from served import Served, serving

from cardscan.actions.guest_lists import met_there, not_known, read_list, who_is_listed, who_will_be_there
from cardscan.actions.import_events import import_events
from cardscan.actions.ingest import ingest
from cardscan.cli.ingest import tell
from cardscan.connections.gifts import unwritten
from cardscan.errors import Exit, InputError
from cardscan.model import PhotoReading
from cardscan.person import Event, Note
from cardscan.store import Occasion, Store, Wanted

both_engines = pytest.mark.both_engines

NOW = datetime(2026, 12, 3, 18, tzinfo=UTC)
NEEDS = Note(
    "moves her shop to solar roof tiles",
    "introduce her to the installer in Porto",
    made.NOW,
    looks_for="crane inspectors in Porto",
)
LIST = b"""Name;Company;Role
Ottoline Brackwyth;Brackwyth & S\xc3\xb8nner;Head of Tides
O. Brackwyth;Harbour Works;
Zdislav Kvapilik;Kvapil\xc3\xadk Works;Chief
Perrin Quillfeather;Lumen Foods;Head of brand
"""


@pytest.fixture
def event(store: Store) -> Event:
    """An event to come; Ottoline and Zdislav were met before it, and another Zdislav of that name elsewhere."""
    for number, (name, org) in enumerate(
        (
            ("Ottoline Brackwyth", "Brackwyth & Sønner"),
            ("Zdislav Kvapilík", "Kvapilík Works"),
            ("Tancred Oxenhope", "Cranes & Co"),
        )
    ):
        of = made.contact(name, org, tel=(), email=(made.field(f"p{number}@{number}.example"),))
        store.save(made.photo(f"/photos/{number}.jpg"), [(of,)], made.NOW, Occasion(None, date(2026, 10, 1)))
    made.noted(store, 1, NEEDS, made.NOW)
    store.add_promise(1, "send the chart", "me", None, made.NOW)
    new = Event(
        0, "Tide fair", NOW.date(), meet=("Head of brand at Lumen Foods",), give=("intro to a crane inspector",)
    )
    return store.add_event(new, made.NOW)


def numbers(store: Store, event: Event) -> dict[str, int]:
    return {each.contact.fn[0].value: each.id for each in store.guests.of(event.id)}


@both_engines
def test_whom_one_knows_of_a_list_with_reasons_and_doubts(store: Store, event: Event) -> None:
    assert read_list(store, event, LIST, NOW).new == 4
    there = who_will_be_there(store, event)
    told = {each.name: each for each in there.guests}
    ottoline, initial = told["Ottoline Brackwyth"], told["O. Brackwyth"]
    assert ottoline.of and ottoline.of.person.id == 1 and {"same name", "same company"} <= set(ottoline.reasons)
    assert [each.text for each in ottoline.of.mine] == ["send the chart"]
    assert ottoline.offers == ("you: intro to a crane inspector",)
    assert initial.of is None and not initial.met  # never decided: at most a question
    zdislav = told["Zdislav Kvapilik"]
    assert zdislav.of and zdislav.of.person.id == 2
    assert told["Perrin Quillfeather"].aims == ("Head of brand at Lumen Foods",) and not told["Perrin Quillfeather"].of
    assert there.guests[0].name == "Perrin Quillfeather"  # whom one wants to meet comes first
    assert len(store.people()) == 3 and store.directory.count(Wanted(event_id=event.id)) == 0


@both_engines
def test_what_is_on_your_list_is_offered_to_whoever_looks_for_it(store: Store, event: Event) -> None:
    read_list(store, event, LIST, NOW)
    for text, until in (("a day with our crane inspectors", None), ("cranes to look at", date(2026, 11, 1))):
        store.gifts.add(replace(unwritten(), text=text, until=until), made.NOW)
    told = {each.name: each.offers for each in who_will_be_there(store, event).guests}
    assert told["Ottoline Brackwyth"] == ("you: intro to a crane inspector", "you: a day with our crane inspectors")


@both_engines
def test_reading_again_updates(store: Store, event: Event) -> None:
    read_list(store, event, LIST, NOW)
    before = numbers(store, event)
    same = read_list(store, event, LIST, NOW)
    assert (same.new, same.changed, same.gone) == (0, 0, 0)
    moved = LIST.replace(b"Head of brand", b"Owner").replace(b"O. Brackwyth;Harbour Works;\n", b"")
    assert read_list(store, event, moved, NOW).changed == 1 and numbers(store, event) == before
    assert read_list(store, event, moved, NOW, only=True).gone == 1
    assert store.undo(NOW).action == "people" and numbers(store, event) == before


@both_engines
def test_a_name_alone_is_a_question_until_answered(store: Store, event: Event) -> None:
    read_list(store, event, b"Zdislav Kvapilik, Elsewhere Ltd\n", NOW)
    [guest] = who_will_be_there(store, event).guests
    assert guest.of is None and [each.person.id for each in guest.maybe] == [2]
    not_known(store, *who_is_listed(store, event), NOW)
    [guest] = who_will_be_there(store, event).new
    store.guests.identify(guest.attendee.id, 2, NOW)
    [guest] = who_will_be_there(store, event).known
    assert guest.reasons == () and [(each.kind, each.after) for each in guest.changes] == [("org", "Elsewhere Ltd")]
    not_known(store, *who_is_listed(store, event), NOW)
    assert who_will_be_there(store, event).new
    for _ in range(3):
        assert store.undo(NOW).action == "who it is"
    assert who_will_be_there(store, event).asked


@both_engines
def test_two_on_a_list_are_not_both_one_person(store: Store, event: Event) -> None:
    twice = "Zdislav Kvapilík, Kvapilík Works, {}@work.example\n"
    read_list(store, event, (twice.format("a") + twice.format("b")).encode(), NOW)
    there = who_will_be_there(store, event)
    assert not there.known and len(there.asked) == 2


@both_engines
def test_met_without_a_card(store: Store, event: Event) -> None:
    read_list(store, event, LIST, NOW)
    number = numbers(store, event)["Perrin Quillfeather"]
    new = met_there(store, event, number, None, NOW)
    assert met_there(store, event, number, new, NOW) == new
    perrin = store.person(new)
    assert [(each.date, each.event) for each in perrin.meetings] == [(NOW.date(), "Tide fair")]
    assert {field.origin for field in (*perrin.contact.fn, *perrin.contact.org)} == {"list"}
    assert [each.name for each in who_will_be_there(store, event).met] == ["Perrin Quillfeather"]
    assert store.undo(NOW).action == "met there" and len(store.people()) == 3
    assert not who_will_be_there(store, event).met
    known = met_there(store, event, numbers(store, event)["Ottoline Brackwyth"], 1, NOW)
    assert known == 1 and len(store.people()) == 3 and len(store.person(1).meetings) == 2


@both_engines
def test_a_card_ticks_who_is_on_the_list(store: Store, event: Event) -> None:
    read_list(store, event, LIST, NOW)
    of = made.contact("Perrin Quillfeather", "Lumen Foods", tel=(), email=())
    store.save(made.photo("/photos/9.jpg"), [(of,)], NOW, Occasion(event.id, NOW.date()))
    [guest] = who_will_be_there(store, event).met
    assert guest.name == "Perrin Quillfeather" and {"same name", "same company"} <= set(guest.reasons)


@both_engines
def test_photos_say_whom_of_the_list_they_tick(
    store: Store, event: Event, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = store.add_event(replace(event, name="No list"), NOW)
    read_list(store, event, LIST + b"Averil Thistlewood;Elsewhere Ltd;\n", NOW)
    met_there(store, event, numbers(store, event)["Zdislav Kvapilik"], 2, NOW)  # ticked before, by hand
    cards = {
        "a": (made.contact("Perrin Quillfeather", "Lumen Foods", tel=(), email=()), event),
        "b": (store.person(1).contact, event),
        "c": (made.contact("Averil Thistlewood", "Nowhere Boats", tel=(), email=()), event),
        "d": (made.contact("Ada Quill", "Nobody's", tel=(), email=()), other),
    }
    for name in cards:
        (tmp_path / f"{name}.jpg").write_text(name)

    def read(paths: Iterable[Path]) -> Generator[PhotoReading]:
        for path in paths:
            yield made.photo(str(path), made.card(cards[path.stem][0]), content=path.stem)

    done = ingest(
        sorted(tmp_path.glob("*.jpg")), store, read, now=lambda: NOW, events_of=lambda path, _: (cards[path.stem][1],)
    )
    [told] = done.ticked
    assert (told.event.id, set(told.names)) == (event.id, {"Perrin Quillfeather", "Ottoline Brackwyth"})
    assert told.asked == 1
    tell(done)
    out, err = capsys.readouterr()
    assert f"ticked on the list of Tide fair: {', '.join(told.names)}\n" in out
    assert f"1 person on the list of Tide fair may be among them: cardscan event people {event.id} --ask\n" in err


@both_engines
def test_who_is_forgotten_is_on_no_list(store: Store, event: Event) -> None:
    read_list(store, event, LIST, NOW)
    number = numbers(store, event)["Zdislav Kvapilik"]
    assert [row["id"] for row in store.held(2)["attendee"]] == [number]
    store.forget(2)
    assert "Zdislav Kvapilik" not in numbers(store, event)
    assert store.last_change() is None or "Kvapil" not in repr(store.held(1))
    read_list(store, event, LIST, NOW)
    assert "Ottoline Brackwyth" in numbers(store, event)


@both_engines
def test_forgotten_by_mistake_is_back_on_the_list(store: Store, event: Event) -> None:
    read_list(store, event, LIST, NOW)
    before = numbers(store, event)
    store.trash.put([2], datetime.now(UTC))
    assert "Zdislav Kvapilik" not in numbers(store, event)
    store.undo(datetime.now(UTC))
    assert numbers(store, event) == before


@both_engines
def test_merged_people_and_removed_events_take_their_lists_along(store: Store, event: Event) -> None:
    read_list(store, event, LIST, NOW)
    number = numbers(store, event)["O. Brackwyth"]
    store.guests.identify(number, 3, NOW)
    store.merge(1, 3, NOW, lambda one, other: other)
    assert {each.id: each.person_id for each in store.guests.of(event.id)}[number] == 1
    store.undo(NOW)
    assert {each.id: each.person_id for each in store.guests.of(event.id)}[number] == 3
    store.remove_event(event.id, NOW)
    assert store.guests.of(event.id) == ()
    store.undo(NOW)
    assert len(store.guests.of(event.id)) == 4


def test_the_command(run: Run, store: Store, event: Event, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(LIST)
    code, out, err = run("event", "people", "Tide", str(file))
    assert code == Exit.OK and "4 new" in err
    assert "known by: same name, same company" in out and "you promised: send the chart" in out
    assert "offered by you: intro to a crane inspector" in out
    told = {each["name"]: each for each in map(json.loads, run("event", "people", "Tide", "--json")[1].splitlines())}
    assert told["Ottoline Brackwyth"]["of"]["id"] == 1 and told["Perrin Quillfeather"]["of"] is None
    number = str(told["Perrin Quillfeather"]["number"])
    assert "person 4" in run("event", "people", "Tide", "--met", number)[2]
    assert run("event", "people", "Tide", "--met", "999")[0] == Exit.INPUT
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(b"Zdislav Kvapilik, Elsewhere\n")))
    assert run("event", "people", "Tide", "-")[0] == Exit.OK
    doubt = str(max(each.id for each in store.guests.of(event.id)))
    code, _, err = run("event", "people", "Tide", "--met", doubt)
    assert code == Exit.INPUT and f"--is {doubt} WHO" in err
    assert "Is it them?" not in run("event", "people", "Tide", "--ask", typed="n\n")[1].split("New to you")[-1]
    assert run("event", "people", "Tide", "--is", doubt, "Zdislav")[0] == Exit.OK
    assert run("event", "people", "Tide", str(tmp_path / "none.csv"))[0] == Exit.INPUT
    file.write_bytes(b"PK\x03\x04" + bytes(range(256)))
    code, _, err = run("event", "people", "Tide", str(file))
    assert code == Exit.INPUT and "save it" in err


ICS = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:fair-1
SUMMARY:Winter fair
DTSTART;VALUE=DATE:{day:%Y%m%d}
ATTENDEE;CN=Ottoline Brackwyth:mailto:p0@0.example
END:VEVENT
BEGIN:VEVENT
UID:old
SUMMARY:Old fair
DTSTART;VALUE=DATE:20200101
END:VEVENT
BEGIN:VEVENT
UID:off
SUMMARY:Called off
DTSTART;VALUE=DATE:{day:%Y%m%d}
STATUS:CANCELLED
END:VEVENT
END:VCALENDAR
"""


@both_engines
def test_events_of_a_calendar_file(store: Store, event: Event) -> None:
    day = NOW.date() + timedelta(days=9)
    came = import_events(store, ICS.format(day=day).encode(), NOW)
    assert ([each.name for each in came.events], came.guests, came.over, came.cancelled) == (["Winter fair"], 1, 1, 1)
    [fair] = came.events
    store.change_event(fair.id, lambda was: Event(**{**_values(was), "meet": ("Ada Quill",)}), NOW)
    later = day + timedelta(days=1)
    [again] = import_events(store, ICS.format(day=later).replace("Winter", "Spring").encode(), NOW).events
    assert (again.id, again.name, again.date, again.meet) == (fair.id, "Spring fair", later, ("Ada Quill",))
    assert len(store.guests.of(fair.id)) == 1
    assert [each.of.person.id for each in who_will_be_there(store, again).known if each.of] == [1]
    with pytest.raises(InputError):
        import_events(store, b"no calendar", NOW)
    with pytest.raises(InputError):
        import_events(store, ICS.format(day=day).encode(), NOW, named="gala")


def _values(event: Event) -> dict[str, object]:
    return {name: getattr(event, name) for name in Event.__dataclass_fields__}


def test_the_import_command(run: Run, store: Store, event: Event, tmp_path: Path) -> None:
    file = tmp_path / "x.ics"
    file.write_text(ICS.format(day=datetime.now().astimezone().date() + timedelta(days=3)))
    code, out, err = run("event", "import", str(file))
    assert code == Exit.OK and "Winter fair" in out and "1 over, 1 cancelled" in err and "1 name on their lists" in err
    again, _, _ = run("event", "import", str(file), "--json")[1].partition("\n")
    assert json.loads(again)["name"] == "Winter fair" and json.loads(again) in list(
        map(json.loads, run("event", "list", "--json")[1].splitlines())
    )


def test_pages_before_while_and_after(run: Run, store: Store, event: Event, tmp_path: Path) -> None:
    read_list(store, event, LIST, NOW)
    code, out, _ = run("event", "prep", "Tide")
    assert code == Exit.OK and "4 people on the list: you know 2" in out and "known by: same name" in out
    page = tmp_path / "prep.html"
    assert run("event", "prep", "Tide", "--html", str(page))[0] == Exit.OK
    assert "Who will be there" in page.read_text() and "known by: same name" in page.read_text()
    met_there(store, event, numbers(store, event)["Ottoline Brackwyth"], 1, NOW)
    new = met_there(store, event, numbers(store, event)["Perrin Quillfeather"], None, NOW)
    made.noted(store, 1, NEEDS, NOW)
    code, out, _ = run("event", "report", "Tide")
    assert "of 4 there you met 2, 1 is a quality connection" in out
    assert f"{new}  Perrin Quillfeather" in out.split("Still without a note")[1]
    assert run("event", "report", "Tide", "--html", str(page))[0] == Exit.OK
    assert "Of 4 there you met 2" in page.read_text()


def test_the_list_is_in_the_json_of_both_pages(run: Run, db: str, store: Store, event: Event, tmp_path: Path) -> None:
    read_list(store, event, LIST + b"Tancred Oxenhope;Elsewhere Ltd;\n", NOW)
    met_there(store, event, numbers(store, event)["Ottoline Brackwyth"], 1, NOW)
    listed = [json.loads(line) for line in run("event", "people", "Tide", "--json")[1].splitlines()]
    told = {each["name"]: each for each in listed}
    assert told["Ottoline Brackwyth"]["met"] and told["Ottoline Brackwyth"]["of"]["id"] == 1
    [doubt] = told["Tancred Oxenhope"]["maybe"]
    assert doubt["of"]["id"] == 3 and doubt["reasons"] and told["Tancred Oxenhope"]["of"] is None
    for page in ("prep", "report"):
        assert json.loads(run("event", page, "Tide", "--json")[1])["list"] == listed
    with serving(db, tmp_path / "log") as site:
        assert site.pair().status == 303
        for page in ("prep", "report"):
            assert site.get(f"/api/events/{event.id}/{page}").json()["list"] == listed  # type: ignore[index, call-overload]


def test_ticked_on_the_phone(db: str, store: Store, event: Event, tmp_path: Path) -> None:
    with serving(db, tmp_path / "log") as site:
        assert site.pair().status == 303
        _tick(site, store, event)


def test_a_list_is_handed_in_on_the_page(db: str, store: Store, event: Event, tmp_path: Path) -> None:
    with serving(db, tmp_path / "log") as site:
        assert site.pair().status == 303
        where = f"/events/{event.id}/people"
        assert f'href="{where}"' in site.get(f"/events/{event.id}?view=prepare").text
        came = site.send(where, {"list.csv": LIST + b"Tancred Oxenhope;Elsewhere Ltd;\n"}, "file")
        assert came.status == 303
        page = site.get(came.headers["location"]).text
        assert "5 people on it: 5 new, 0 changed." in page and "same name, same company" in page
        assert "5 on the list: you know 2, " in page and "Yes: <bdi>Tancred Oxenhope" in page
        doubt = f"{where}/{numbers(store, event)['Tancred Oxenhope']}"
        kept = site.post(doubt, {"same": "3", "here": "people"})
        assert kept.status == 303 and kept.headers["location"].startswith(where)
        assert "you know 3" in site.get(where).text and not store.people()[2].meetings[1:]  # known; not met there
        site.post(doubt, {"do": "other", "here": "people"})
        assert "Tancred Oxenhope" in site.get(where).text.split("New to you")[1]
        pasted = site.send(where, {}, text="Zdislav Kvapilik, Kvapilík Works, Owner", only="yes")
        assert "1 person on it: 0 new, 1 changed, 4 gone." in site.get(pasted.headers["location"]).text
        store.undo(NOW)
        assert len(store.guests.of(event.id)) == 5
        _refused(site, where)


def _refused(site: Served, where: str) -> None:
    empty = site.send(where, {}, text=" ")
    assert empty.status == 422 and "The list is empty" in empty.text
    formula = site.send(where, {}, text="=cmd()<b>, Lumen Foods")
    assert formula.status == 422 and "=cmd()&lt;b&gt;, Lumen Foods</textarea>" in formula.text
    assert "save a spreadsheet as CSV" in site.send(where, {"a.xlsx": b"PK\x03\x04"}, "file").text
    assert "larger than 4 MB" in site.send(where, {"a.csv": b"a" * (4 * 2**20 + 1)}, "file").text
    assert site.send("/events/99/people", {}, text="Ada Quill").status == 404


def _tick(site: Served, store: Store, event: Event) -> None:
    read_list(store, event, LIST + b"Tancred Oxenhope;Elsewhere Ltd;\n", NOW)
    listed = numbers(store, event)
    live = f"/events/{event.id}?view=live"
    page = site.get(live).text
    assert "0 of 5 met" in page and "same name, same company" in page and "Met: <bdi>Tancred Oxenhope" in page
    form = f"/events/{event.id}/people/"
    assert site.post(f"{form}{listed['Ottoline Brackwyth']}", {"person": "1"}).status == 303
    assert site.post(f"{form}{listed['Perrin Quillfeather']}", {}).status == 303
    assert site.post(f"{form}{listed['Tancred Oxenhope']}", {"do": "other"}).status == 303
    page = site.get(live).text
    assert "2 of 5 met" in page and "Met: <bdi>Tancred" not in page
    assert len(store.person(1).meetings) == 2 and store.person(4).meetings[0].event == "Tide fair"
    assert site.post(f"{form}999", {}).status in (400, 404, 422)
    assert "Who will be there" in site.get(f"/events/{event.id}?view=prepare").text


def test_the_next_event_is_on_today(run: Run, store: Store, event: Event) -> None:
    today = datetime.now().astimezone().date()
    store.change_event(event.id, lambda was: replace(was, date=today - timedelta(days=30)), NOW)  # whatever today is
    later = store.add_event(Event(0, "Spring fair", today + timedelta(days=3)), NOW)
    assert f"Spring fair is on {later.date}: cardscan event prep {later.id}" in run("today")[2]
    store.change_event(later.id, lambda was: replace(was, date=today + timedelta(days=8)), NOW)
    assert "Spring fair" not in run("today")[2]
