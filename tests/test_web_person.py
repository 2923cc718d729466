"""A person's page: who is next, what is missing on the card, and which event a note is of. A real server over HTTP."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from made import NOW, card, contact, field, noted, photo
from served import Served, serving

from cardscan.actions.same_person import make_one
from cardscan.model import Contact
from cardscan.person import Event, Note
from cardscan.store import Occasion, Store

GOOD = {"talked": "her pilot boats leak at the stern", "can_help": "introduce the caulker from Tolsay", "again": "yes"}
TALKED = "her pilot boats leak at the stern in every gale"
FAIR, FEAST = date(2026, 10, 2), date(2026, 9, 4)


def sure(name: str) -> Contact:
    return contact(name, tel=(), email=(), title=(field("Harbourmaster"),))


def meet(store: Store, of: Contact, event_id: int | None, day: date = FAIR) -> int:
    name = of.fn[0].value if of.fn else of.org[0].value
    people = store.save(photo(f"/photos/{name}-{day}.jpg", card(of)), [[of]], NOW, Occasion(event_id, day))
    assert people
    return people[0].id


@pytest.fixture
def served(db: str, store: Store, tmp_path: Path) -> Iterator[Served]:
    store.add_event(Event(0, "Tide fair", FAIR), NOW)
    store.add_event(Event(0, "Feast of kelp", FEAST), NOW)
    with serving(db, tmp_path / "log") as it:
        assert it.pair().status == 303
        yield it


def text_of(mail: bytes) -> str:
    message = message_from_bytes(mail, policy=policy.default)
    body = message.get_body()
    assert body
    return f"{message['Subject']} {message['To']} {body.get_content()}"


def next_of(page: str) -> str:
    found = re.search(r'href="/people/(\d+)" rel="next"', page)
    return found[1] if found else ""


def test_the_day_of_a_promise_that_is_unclear_is_asked_for(served: Served, store: Store) -> None:
    person_id = meet(store, sure("Perrin Quillfeather"), 1)
    note = GOOD | {"can_help": "introduce the caulker from Tolsay on 3/4/2031"}
    answer = served.post(f"/people/{person_id}/note", note)
    after = served.get(answer.headers["location"]).text
    assert "say under Promises which you mean" in after and "By which day" in after
    [made] = store.promises()
    assert made.due is None
    assert served.post(f"/promises/{made.id}/due", {"due": "3/4/2031"}).status == 422
    assert served.post(f"/promises/{made.id}/due", {"due": "2031-04-03"}).status == 303
    assert [each.due for each in store.promises()] == [date(2031, 4, 3)]
    assert "By which day" not in served.get(f"/people/{person_id}").text


def test_the_page_names_what_a_draft_leaves_to_be_written(served: Served, store: Store) -> None:
    person_id = meet(store, contact("Perrin Quillfeather"), 1)
    note = GOOD | {"talked": "her pilot boats leak at the stern. Her brother Tom lost his licence."}
    assert served.post(f"/people/{person_id}/note", note).status == 303
    page = served.get(f"/people/{person_id}").text
    assert "The draft leaves 1 line of your note for you to write" in page
    assert "Her brother Tom lost his licence." in page.partition("The draft leaves")[2]
    mail = served.get(f"/people/{person_id}/follow-up.eml").text
    assert "your pilot boats leak at the stern" in mail and "Tom" not in mail


def test_next_after_a_note_is_the_next_one_and_the_counter_follows(served: Served, store: Store) -> None:
    ids = [meet(store, sure(name), 1) for name in ("Perrin Quillfeather", "Ottoline Brackwyth", "Isolde Marramgrass")]
    assert [each.id for each in store.directory.waiting.people(9)] == ids
    before = served.get(f"/people/{ids[1]}").text
    assert "2 of 3" in before and next_of(before) == str(ids[2])
    answer = served.post(f"/people/{ids[1]}/note", GOOD)
    assert answer.status == 303
    after = served.get(answer.headers["location"]).text
    assert next_of(after) == str(ids[2])
    assert f'href="/people/{ids[0]}" rel="prev"' in after
    assert "2 wait" in after and "2 of 3" not in after
    assert "2 of 2" in served.get(f"/people/{ids[2]}").text
    assert served.post(f"/people/{ids[2]}/note", GOOD).status == 303  # the last in turn: then those left out come
    assert next_of(served.get(f"/people/{ids[2]}").text) == str(ids[0])


def test_a_note_is_of_the_meeting_that_its_form_names_also_after_it_was_judged(served: Served, store: Store) -> None:
    """The page keeps what is typed before it is sent: its own draft is not one that was written elsewhere."""
    person_id = meet(store, contact("Perrin Quillfeather"), 1)
    store.add_meeting(person_id, FEAST, NOW)
    first, second = store.person(person_id).meetings
    shown = re.search(r'name="draft" value="([^"]+)"', served.get(f"/people/{person_id}").text)
    assert shown
    for each in (first, second):
        form = GOOD | {"meeting": str(each.id), "notes": "0", "draft": shown[1], "again": "yes"}
        assert served.post(f"/people/{person_id}/judge", form).status == 200
        assert served.post(f"/people/{person_id}/note", form).status == 303
        assert next(met for met in store.person(person_id).meetings if met.id == each.id).notes


def test_one_who_waits_no_longer_stands_where_they_stood_among_several_events(store: Store) -> None:
    for name, day in (("Fair", FAIR), ("Feast", FEAST)):
        store.add_event(Event(0, name, day), NOW)
    ids = [meet(store, sure(f"Tove {event} {number}"), event, day)
           for event, day in ((1, FAIR), (2, FEAST)) for number in range(3)]  # fmt: skip
    order = [each.id for each in store.directory.waiting.people(9)]
    for number, each in enumerate(order):
        stood = store.directory.waiting.around(store.person(each))
        assert (stood.before, stood.after) == (order[number - 1] if number else None, (*order, None)[number + 1])
        store.many.file([each], "let go", NOW)
        waits_no_longer = store.directory.waiting.around(store.person(each))
        assert (stood.before, stood.after) == (waits_no_longer.before, waits_no_longer.after)
        store.undo(NOW)
    assert set(order) == set(ids)


def test_a_card_without_a_name_has_a_row_for_it_that_counts(served: Served, store: Store) -> None:
    nameless = meet(store, contact("", "Brackwyth & Sønner", title=(field("Harbourmaster"),), tel=(), email=()), 1)
    assert "1 to check" in served.get("/").text
    page = served.get(f"/people/{nameless}").text
    assert "1 not sure" in page
    row = page.partition('data-field="fn-missing"')[2].partition("</li>")[0]
    assert "Name" in row and "data-unsure" in row and 'value="accept"' not in row and 'value="remove"' not in row
    assert "All right" not in page  # there is nothing to be accepted
    empty = served.post(f"/people/{nameless}/field", {"kind": "fn", "was": "", "value": " ", "do": "save"})
    assert empty.status == 422 and "an empty name cannot be stored" in empty.text.lower()
    assert "type it" in empty.text and "remove it" not in empty.text
    answer = served.post(f"/people/{nameless}/field", {"kind": "fn", "was": "", "value": "Perrin Quillfeather"})
    assert answer.status == 303
    page = served.get(f"/people/{nameless}").text
    assert "fn-missing" not in page and "1 not sure" not in page
    assert "to check" not in served.get("/").text
    assert store.person(nameless).contact.fn[0].sure


def test_a_note_stands_under_its_own_event_after_a_merge(served: Served, store: Store) -> None:
    """She was noted at the feast, and met again at the fair as somebody new: the note stays one of the feast."""
    feast = meet(store, sure("Perrin Quillfeather"), 2, FEAST)
    fair = meet(store, replace(sure("Perrin Quillfeather"), org=(field("Quayside Oats"),)), 1, FAIR)
    noted(store, feast, Note(GOOD["talked"], GOOD["can_help"], NOW), NOW)
    one = make_one(store, feast, fair, NOW).id
    note = served.get(f"/people/{one}").text.partition('id="note"')[2].partition("</section>")[0]
    assert "Feast of kelp" in note.partition("</dl>")[0] and "Tide fair" not in note.partition("</dl>")[0]
    assert "Write one of Tide fair" in note
    report = served.get("/events/1?view=report").text
    assert "Talked about at Feast of kelp" in report
    assert "Talked about<" in served.get("/events/2?view=report").text
    second = {
        **GOOD,
        "talked": "he wants to sell his second pilot boat",
        "meeting": str(store.person(one).meetings[1].id),
    }
    assert served.post(f"/people/{one}/note", second).status == 303
    fair_report, feast_report = (served.get(f"/events/{event}?view=report").text for event in (1, 2))
    assert "second pilot boat" in fair_report and "leak at the stern" not in fair_report
    assert "leak at the stern" in feast_report and "second pilot boat" not in feast_report


def test_the_other_side_is_shown_with_its_own_picture(served: Served, store: Store) -> None:
    """Not with that of another card of theirs, which they gave later."""
    front, blank = contact(), Contact(adr=(field("Tide Quay 3, Ebbing"),))
    for name, of in (("1.jpg", front), ("2.jpg", blank), ("later/1.jpg", front)):
        day = FAIR if name != "later/1.jpg" else date(2026, 11, 20)
        assert store.save(photo(f"/photos/{name}", card(of)), [[of]], NOW, Occasion(None, day))
    page = served.get("/people/2").text
    assert "Is this the back of another card?" in page
    assert f'<img src="/crops/{photo("/photos/1.jpg").sha256}-0.jpg?w=360"' in page
    assert served.post("/people/2/side", {"front": "1", "back": "2", "do": "join"}).status == 303
    assert [len(person.meetings) for person in store.people()] == [2]


def test_who_changes_an_event_second_is_told_and_overwrites_nothing(served: Served, store: Store) -> None:
    event = store.events()[0]

    def seen() -> str:
        found = re.search(r'name="seen" value="(\w+)"', served.get(f"/events/{event.id}/edit").text)
        assert found
        return found[1]

    form = {"name": event.name, "day": event.date.isoformat(), "seen": seen()}
    assert served.post(f"/events/{event.id}", {**form, "goal": "sell the boat"}).status == 303
    second = served.post(f"/events/{event.id}", {**form, "goal": "buy a boat"})
    assert second.status == 422
    assert "somebody changed this event" in second.text.lower() and "buy a boat" in second.text
    assert store.events()[0].goal == "sell the boat"
    assert served.post(f"/events/{event.id}", {**form, "goal": "buy a boat", "seen": seen()}).status == 303
    assert store.events()[0].goal == "buy a boat"


def test_an_introduction_is_on_both_pages_and_on_today(served: Served, store: Store) -> None:
    one, other = (meet(store, sure(name), None) for name in ("Ottoline Brackwyth", "Zdislav Kvapilík"))
    long_ago = datetime.now(UTC) - timedelta(days=8)
    store.introductions.add(one, other, ((one, "asked", ""), (other, "asked", "")), long_ago)
    for each, name in ((one, "Zdislav Kvapilík"), (other, "Ottoline Brackwyth")):
        assert f"{name}</bdi></a>" in served.get(f"/people/{each}").text.partition('id="introductions"')[2]
    assert "neither has answered yet" in served.get("/today").text


def test_an_introduction_goes_its_way_on_the_page(served: Served, store: Store) -> None:
    """Both are asked by mails that do not name the other, then introduced, and what came of it is noted."""
    names = (("Ottoline Brackwyth", "Brackwyth Kites"), ("Zdislav Kvapilík", "Kvapilík Slipways"))
    one, other = (
        meet(store, contact(name, org, tel=(), email=(field(f"mail@{org.split()[1].lower()}.example"),)), None)
        for name, org in names
    )
    noted(
        store,
        one,
        Note(TALKED, "lend her our tarred hemp and two caulkers", NOW, looks_for="a slipway for winter"),
        NOW,
    )
    noted(
        store,
        other,
        Note(TALKED, "show him the varnish that lasts a decade", NOW, offers="a slipway from November on"),
        NOW,
    )
    at = f"/introductions/{one}/with/{other}"
    page = served.get(at).text
    assert "Ask them" in page and page.count("not asked yet") == 2
    for to, about in ((one, "Kvapilík"), (other, "Brackwyth")):
        mail = served.get(f"{at}/mail.eml?to={to}")
        assert mail.status == 200 and about not in text_of(mail.body)
    assert store.person(one).introductions == ()  # a draft is nothing that was done
    assert served.post(at, {"do": "sent"}).status == 303
    assert f'href="/introductions/{one}/with/{other}"' in served.get("/introductions").text
    for who in (one, other):
        assert "not answered" in served.get(at).text
        assert served.post(at, {"do": "yes", "who": str(who)}).status == 303
    assert "Both said yes" in served.get(at).text
    assert served.get(f"{at}/mail.eml?to={one}").status == 200
    assert served.post(at, {"do": "sent"}).status == 303
    assert served.post(at, {"do": "heard", "words": " "}).status in (409, 422)
    assert served.post(at, {"do": "heard", "words": "they meet in June"}).status == 303
    assert "they meet in June" in served.get(at).text
    assert served.post(at, {"do": "sent"}).status in (409, 422)  # there is nothing left to do
    assert served.post(at, {"do": "forge"}).status == 422
    assert served.get(f"{at}/mail.eml?to=99").status in (404, 409)
