"""Before an event and after it: whom it means, what is owed, what counts."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import made
import met
import pytest
from hypothesis import given
from hypothesis import strategies as st
from met import GOOD, HOUR, LAST, NOW, POOR, came_of, meeting, person, prepared, promise

from cardscan.actions.event_pages import prepare
from cardscan.connections.events.prep import Line
from cardscan.connections.events.report import history, report
from cardscan.connections.likeness.fits import Fits
from cardscan.person import Event, Meeting, Note, Person
from cardscan.store import Occasion, Store

pytestmark = pytest.mark.both_engines

HEAD = person(1, "Runa Oddleifsdatter", "Brand Manager", "Lumen Foods ApS", meeting(11, LAST, GOOD))
CLERK = person(2, "Casimir Threlkeld", "Head of Accounts", "Lumen Foods ApS", meeting(12, LAST, POOR))
CHIEF = person(3, "Zdislav Kvapilík", "Chief Financial Officer", "Kvapilík & Daughters")
MAREK = person(4, "Marek Wrzosowiak", "Leiter Einkauf", "Baltic Rail")
CHINESE = person(5, "罗明远", "品牌总监", "海灯食品有限公司")
BOOK = (HEAD, CLERK, CHIEF, MAREK, CHINESE)


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Head of brand at Lumen Foods", (HEAD, CLERK)),
        ("head of brand", (HEAD,)),
        ("Marketing at Lumen", (HEAD,)),
        ("a CFO", (CHIEF,)),
        ("the finance director", (CHIEF,)),
        ("Marek from Baltic Rail", (MAREK,)),
        ("kvapilik", (CHIEF,)),
        ("Oddleifsdater", (HEAD,)),
        ("someone from purchasing", (MAREK,)),
        ("海灯食品有限公司", (CHINESE,)),
        ("Head of brand at Nordlicht Brewery", ()),
        ("a beekeeper", ()),
        ("of the", ()),
        ("", ()),
    ],
)
def test_whom_a_line_means(line: str, people: tuple[Person, ...]) -> None:
    assert Fits(BOOK).of(line) == people


def test_a_line_that_means_many_lists_a_few() -> None:
    assert len(Fits([replace(MAREK, id=n) for n in range(40)]).of("Marek")) == 5


@given(st.text(max_size=60))
def test_any_line_may_be_asked(line: str) -> None:
    assert all(each in BOOK for each in Fits(BOOK).of(line))


def test_prep_says_whom_you_know_what_you_owe_and_what_to_ask() -> None:
    wants = replace(GOOD, looks_for="a cold store in Gdynia")
    runa = replace(
        HEAD,
        meetings=(meeting(11, LAST, wants),),
        promises=(
            promise(1, "send the checklist"),
            promise(2, "the name of her installer", owner="them"),
            promise(3, "done long ago", kept=NOW),
            promise(4, "given up", owner="them", dropped=NOW),
        ),
    )
    never = person(6, "Ulf Grimsmark", "Consultant", "Grimsmark", meeting(13, LAST, replace(GOOD, again=False)))
    event = replace(HOUR, ask=("who sorts your returns?",))
    ysolde = person(7, "Ysolde Penhallick", "Owner", "Penhallick Sails", meeting(14, LAST, GOOD))
    page = prepared(event, (runa, CLERK, CHIEF, MAREK, never, BARE, ysolde), (HOUR, LAST))
    [brand, cfo] = page.aims
    assert [each.name for each in brand.people] == ["Runa Oddleifsdatter", "Casimir Threlkeld"]
    assert brand.people[0].met == runa.meetings[0]
    assert [each.name for each in cfo.people] == ["Zdislav Kvapilík"]
    assert [each.name for each in page.again] == ["Ysolde Penhallick"]  # not whom an aim names, not who is filed away
    assert [each.name for each in page.owed] == ["Runa Oddleifsdatter"]
    assert [line.text for line in page.give] == ["a quiet desk", GOOD.can_help, GOOD.can_help]
    assert page.ask[0] == Line("who sorts your returns?")
    assert [line.text for line in page.ask[1:]] == [
        "what came of “the name of her installer”, which Runa Oddleifsdatter promised?",
        "did Runa Oddleifsdatter find “a cold store in Gdynia”?",
    ]


def test_of_several_notes_the_one_that_counts_is_shown() -> None:
    later = replace(POOR, written=NOW + timedelta(hours=1))
    [brand, _] = prepared(HOUR, [replace(HEAD, meetings=(meeting(1, LAST, GOOD, later),))], (LAST, HOUR)).aims
    assert brand.people[0].note == GOOD
    [brand, _] = prepared(HOUR, [replace(HEAD, meetings=(meeting(1, LAST, POOR, later),))], (LAST, HOUR)).aims
    assert brand.people[0].note == later


def test_what_was_promised_is_not_offered_again() -> None:
    for more in ({}, {"kept": NOW}):
        promised = replace(HEAD, promises=(promise(1, GOOD.can_help, **more),))
        assert prepared(replace(HOUR, give=()), [promised], (LAST, HOUR)).give == ()


def test_nor_is_what_was_promised_for_a_day_that_the_note_names() -> None:
    dated = replace(GOOD, can_help=f"{GOOD.can_help} by 9 December 2026")
    for more in ({}, {"kept": NOW}, {"dropped": NOW}):
        made = promise(1, GOOD.can_help, due=date(2026, 12, 9), **more)
        whom = replace(HEAD, meetings=(meeting(1, LAST, dated),), promises=(made,))
        assert prepared(replace(HOUR, give=()), [whom], (LAST, HOUR)).give == ()


def test_a_first_event_with_an_empty_book_has_a_page_too() -> None:
    page = prepared(HOUR, (), (HOUR,))
    assert [aim.people for aim in page.aims] == [(), ()]
    assert (page.again, page.ask, page.owed) == ((), (), ())


CEMENTED = replace(
    person(7, "Ysolde Penhallick", "Owner", "Penhallick Sails", meeting(21, LAST), meeting(22, HOUR, GOOD)),
    promises=(promise(5, "the crane inspector", kept=NOW, meeting_id=22),),
)
MADE = replace(
    person(8, "Runa Oddleifsdatter", "Brand Manager", "Lumen Foods ApS", meeting(23, HOUR, GOOD)),
    promises=(
        promise(6, "no hurry"),
        promise(7, "late", due=date(2026, 12, 3)),
        promise(8, "in time", due=date(2026, 12, 9), owner="them"),
    ),
)
REFUSED = person(9, "Casimir Threlkeld", "Clerk", "Threlkeld", meeting(24, HOUR, POOR))
BARE = person(10, "Zdislav Kvapilík", "Owner", "Kvapilík", meeting(25, HOUR), meeting(26, HOUR))
FILED = person(11, "Ulf Grimsmark", "Consultant", "Grimsmark", meeting(27, HOUR, Note("", "", NOW, again=False)))
ELSEWHERE = replace(HEAD, promises=(promise(9, "made at another event"),))
THERE = (BARE, REFUSED, MADE, CEMENTED, FILED, ELSEWHERE)


def test_a_report_counts_quality_first_and_cards_last() -> None:
    page = report(HOUR, THERE, NOW)
    assert [each.name for each in page.quality] == ["Ysolde Penhallick", "Runa Oddleifsdatter"]
    assert page.quality[0].label == "cemented"
    assert page.known_before == 1
    assert [[each.name for each in aim.people] for aim in page.aims] == [["Runa Oddleifsdatter"], []]
    assert [each.promise.text for each in page.mine] == ["late", "no hurry"]
    assert [each.promise.text for each in page.theirs] == ["in time"]
    assert page.kept == 1
    assert [each.of.name for each in page.waiting] == ["Casimir Threlkeld", "Zdislav Kvapilík"]
    assert (page.filed, page.cards) == (1, 6)


@pytest.mark.parametrize(("hours", "fades"), [(-9, False), (0, False), (47, False), (48, True), (400, True)])
def test_names_fade_after_two_days(hours: int, fades: bool) -> None:
    noon = datetime(2026, 12, 3, 12).astimezone()
    [first, _] = report(HOUR, THERE, noon + timedelta(hours=hours)).waiting
    assert (first.hours, first.fades) == (max(hours, 0), fades)


def test_the_longest_without_a_note_come_first() -> None:
    days = replace(HOUR, until=date(2026, 12, 5))
    three = [
        person(n, f"Guest {n}", "", "", meeting(n, days, day=date(2026, 12, day))) for n, day in enumerate((5, 3, 4))
    ]
    assert [each.of.person.id for each in report(days, three, NOW).waiting] == [1, 2, 0]


def test_two_people_of_one_card_are_one_card_and_a_meeting_without_one_is_none() -> None:
    both = [person(n, f"Guest {n}", "", "", meeting(31, HOUR)) for n in (1, 2)]
    without = person(3, "Guest 3", "", "", meeting(32, HOUR, GOOD, card=False))
    page = report(HOUR, [*both, without], NOW)
    assert (page.cards, len(page.quality)) == (1, 1)


def test_a_promise_that_names_no_meeting_is_from_the_one_before_it() -> None:
    twice = replace(MADE, meetings=(meeting(40, LAST, GOOD), meeting(41, HOUR)))
    assert len(report(HOUR, [twice], NOW).mine) == 2
    earlier = replace(twice, promises=(promise(1, "an old one", made=NOW - timedelta(days=90)),))
    assert report(HOUR, [earlier], NOW).mine == ()
    assert len(report(LAST, [earlier], NOW).mine) == 1
    assert report(HOUR, [replace(earlier, meetings=(meeting(41, HOUR),))], NOW).mine == ()


def test_history_is_of_events_up_to_now_oldest_first() -> None:
    coming = Event(3, "Next year", date(2027, 2, 1))
    past = history((coming, HOUR, LAST), came_of(THERE), NOW)
    assert [(each.event.name, each.quality, each.cards) for each in past] == [
        ("SME social hour 2025", 2, 2),
        ("SME social hour", 2, 6),
    ]


def test_an_event_without_anyone() -> None:
    page = report(met.HOUR, [Person(1, "u", HEAD.contact, (Meeting(1, NOW.date()),), NOW, NOW)], NOW)
    assert (page.quality, page.waiting, page.filed, page.cards) == ((), (), 0, 0)


def test_the_store_finds_the_same_people(store: Store) -> None:
    """Whom a line means, misspelt and by another name of the role too, and who was there before, best first."""
    last = store.add_event(replace(LAST, id=0), NOW)
    hour = store.add_event(replace(HOUR, id=0, meet=(*HOUR.meet, "Casimir Threlkelt", "nobody at all")), NOW)
    for number, each in enumerate((HEAD, CLERK, CHIEF, MAREK, BARE)):
        reading = made.photo(f"/photos/{number}.jpg")
        store.save(reading, [(each.contact,)], NOW, Occasion(last.id if number % 2 else None, last.date))
    made.noted(store, 4, replace(GOOD, again=False), NOW)
    for _ in range(2):
        page = prepare(store, hour)
        everyone = store.directory.these([each.id for each in store.people()], placed=False)
        assert page == prepared(hour, everyone, store.events())
        made.noted(store, 2, GOOD, NOW)
    assert [[each.name for each in aim.people] for aim in page.aims][2:] == [["Casimir Threlkeld"], []]


def test_of_very_many_who_were_there_the_best_known_are_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cardscan.actions.event_pages.MOST", 2)
    last, hour = (store.add_event(replace(each, id=0, meet=()), NOW) for each in (LAST, HOUR))
    for number, name in enumerate(("Ada Quill", "Bo Marram", "Cy Tidewell")):
        store.save(made.photo(f"/{number}.jpg"), [(made.contact(name),)], NOW, Occasion(last.id, last.date))
    made.noted(store, 3, GOOD, NOW)
    page = prepare(store, hour)
    assert ([each.person.id for each in page.again], page.more) == ([3, 1], 1)
