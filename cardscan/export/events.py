"""Events and their pages as JSON, one line each: an interface, kept stable.

An event: {"id", "name", "date", "until", "place", "goal", "impression", "meet", "give", "ask"};
    the last three are lists of texts, "until" is null for an event of one day; "uid" is there where it came from a
    calendar's file.
SOMEONE and GUEST are as in `cardscan.export.guests`.
A promise: {"id", "text", "due", "overdue", "of": SOMEONE}; and "by", who of us made it or was promised it.
A page to read before: {"event", "aims", "give", "ask", "promised", "again", "list"};
    an aim: {"text", "people": [SOMEONE…], "address_book": [{"name", "work"}…]};
    what to give and ask: {"text", "of": SOMEONE or null}, "gift_id" of what is on your list, and "may_fit" of a guess;
    "promised" are your open promises to those who may be there, "again" people of earlier editions;
    "list": [GUEST…], who will be there as its lists say it: whom you know, who may be someone you know, the others.
A report: {"event", "quality", "known_before", "aims", "promises": {"mine", "theirs", "kept"}, "without_note",
    "introductions", "list", "filed_away", "cards", "history"};
    "introductions": [{"of": SOMEONE, "with", "name", "state", "steps"}…], as in `cardscan.export.readings`;
    "list" as above;
    "filed_away" counts those let go, and cards filed as a company's, too;
    "without_note": [{"of": SOMEONE, "date", "hours", "begun"}…], longest first;
    "history": [{"event": {"id", "name", "date"}, "quality", "cards"}…], oldest first.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from cardscan.connections.events.attendance import Guest
from cardscan.connections.events.prep import Aim, Line, Prep
from cardscan.connections.events.report import Past, Report
from cardscan.connections.known import Known, called, work_of
from cardscan.connections.us import by
from cardscan.export.courses import course_values
from cardscan.export.guests import guest_values, someone
from cardscan.person import Event, Promise


def event_json(event: Event) -> str:
    """Write an event as one line of JSON."""
    return json.dumps(_event(event))  # ASCII, as everything that goes to a terminal


def prep_json(page: Prep, today: date) -> str:
    """Write what to read before an event as one line of JSON."""
    return json.dumps(
        {
            "event": _event(page.event),
            "aims": _aims(page.aims),
            "give": _lines(page.give),
            "ask": _lines(page.ask),
            "promised": [_promise(promise, of, today) for of in page.owed for promise in of.mine],
            "again": [someone(each) for each in page.again],
            "list": [guest_values(each) for each in page.there.guests],
        }
    )


def report_json(page: Report, guests: Iterable[Guest], past: Sequence[Past], today: date) -> str:
    """Write what came of an event as one line of JSON; `guests` are those on its lists."""
    return json.dumps(
        {
            "event": _event(page.event),
            "quality": [someone(each) for each in page.quality],
            "known_before": page.known_before,
            "aims": _aims(page.aims),
            "promises": {
                "mine": [_promise(each.promise, each.of, today) for each in page.mine],
                "theirs": [_promise(each.promise, each.of, today) for each in page.theirs],
                "kept": page.kept,
            },
            "without_note": [
                {
                    "of": someone(each.of),
                    "date": each.meeting.date.isoformat(),
                    "hours": each.hours,
                    "begun": each.meeting.unfinished is not None,
                }
                for each in page.waiting
            ],
            "introductions": [{"of": someone(each.of), **course_values(each.course)} for each in page.introductions],
            "list": [guest_values(each) for each in guests],
            "filed_away": page.filed,
            "cards": page.cards,
            "history": [
                {
                    "event": {"id": each.event.id, "name": each.event.name, "date": each.event.date.isoformat()},
                    "quality": each.quality,
                    "cards": each.cards,
                }
                for each in past
            ],
        }
    )


def _event(event: Event) -> dict[str, Any]:
    values = {name: value for name, value in asdict(event).items() if name != "uid" or value}
    return {**values, "date": event.date.isoformat(), "until": event.until and event.until.isoformat()}


def _aims(aims: Iterable[Aim]) -> list[dict[str, Any]]:
    return [
        {
            "text": aim.text,
            "people": [someone(each) for each in aim.people],
            "address_book": [{"name": called(each.contact), "work": work_of(each.contact)} for each in aim.entries],
        }
        for aim in aims
    ]


def _lines(lines: Iterable[Line]) -> list[dict[str, Any]]:
    return [
        {
            "text": line.text,
            "of": line.of and someone(line.of),
            **({} if line.gift_id is None else {"gift_id": line.gift_id}),
            **({"may_fit": line.may_fit} if line.may_fit else {}),
        }
        for line in lines
    ]


def _promise(promise: Promise, of: Known, today: date) -> dict[str, Any]:
    due = promise.due
    return {
        "id": promise.id,
        "text": promise.text,
        "due": due and due.isoformat(),
        "overdue": bool(due and due < today),
        "of": someone(of),
        **by(promise),
    }
