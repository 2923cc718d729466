"""Promises, and what is due today, as JSON, one line each: an interface, kept stable.

A promise: {"id", "person_id", "name", "text", "owner", "due", "made", "kept", "dropped", "meeting_id"};
    "owner" is "me" or "them", "due" a day or null, "kept" and "dropped" a moment or null.
A date of theirs: {"id", "person_id", "name", "words", "day", "ask", "noted", "asked", "dropped", "meeting_id"};
    "day" is the last on which it may be and "ask" the one after, both null where it is not clear which, "asked" and
    "dropped" a moment or null.
What is due: {"what", "person_id", "name", …}, as "what" says
    "promise" (yours) and "ask" (theirs): "id", "text", "due", "days" (to go; below 0 it is late);
    "ask after" (a date of theirs that has been): "id", "text", "date", "due", "days";
    "some day" (promised by either a week ago or more, for no day): "id", "text", "owner", "made", "days" since then;
    "note" (none says enough yet): "met", "hours" since then, "fades" (the name, from 48 hours on);
    "introduce" (two people, one asked a week ago without an answer, or the next thing to do): "with" and "with_name",
        the other one, "todo" (ask, introduce, hear), "text" for people, "due", "days";
    "get back": "last" contact, "cadence", "due", "days".
Promises and dates have "by", as in `cardscan.export.readings`, where they are of one of several of us.
"""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from cardscan.connections.followup import Agenda, AskAfter, Due, GetBack, NoteWaits, SomeDay, ToIntroduce
from cardscan.connections.introducing import reminder
from cardscan.connections.known import called
from cardscan.connections.us import by
from cardscan.export.readings import date_values, promise_values
from cardscan.person import Person, Promise, TheirDate


def promise_json(promise: Promise, name: str) -> str:
    """Write a promise as one line of JSON; `name` is of the person whom it is with."""
    return json.dumps({"id": promise.id, "person_id": promise.person_id, "name": name, **promise_values(promise)})


def date_json(of: TheirDate, name: str) -> str:
    """Write a date of theirs as one line of JSON; `name` is of the person whose it is."""
    return json.dumps({"id": of.id, "person_id": of.person_id, "name": name, **date_values(of)})


def agenda_json(agenda: Agenda, today: date) -> Iterator[str]:
    """Write what is due as lines of JSON, in the order of the agenda."""
    for what, promises in (("promise", agenda.promises), ("ask", agenda.ask)):
        for due in promises:
            yield json.dumps({"what": what, **_who(due.person), **_promise(due, today)})
    for after in agenda.dates:
        yield json.dumps({"what": "ask after", **_who(after.person), **_ask_after(after, today)})
    for each in agenda.some_day:
        yield json.dumps({"what": "some day", **_who(each.person), **_some_day(each)})
    for pair in agenda.introductions:
        yield json.dumps({"what": "introduce", **_who(pair.person), **_introduction(pair, today)})
    for wait in agenda.notes:
        yield json.dumps({"what": "note", **_who(wait.person), **_note(wait)})
    for back in agenda.get_back:
        yield json.dumps({"what": "get back", **_who(back.person), **_get_back(back, today)})


def _who(person: Person) -> dict[str, Any]:
    return {"person_id": person.id, "name": called(person.contact)}


def _promise(due: Due, today: date) -> dict[str, Any]:
    return {
        "id": due.promise.id,
        "text": due.promise.text,
        "due": due.day.isoformat(),
        "days": (due.day - today).days,
        **by(due.promise),
    }


def _ask_after(each: AskAfter, today: date) -> dict[str, Any]:
    return {
        "id": each.told.id,
        "text": each.told.words,
        "date": each.told.day and each.told.day.isoformat(),
        "due": each.day.isoformat(),
        "days": (each.day - today).days,
        **by(each.told),
    }


def _some_day(each: SomeDay) -> dict[str, Any]:
    made = each.promise
    values = {"id": made.id, "text": made.text, "owner": made.owner, "made": made.made.isoformat()}
    return {**values, "days": each.days, **by(made)}


def _introduction(pair: ToIntroduce, today: date) -> dict[str, Any]:
    return {
        "with": pair.course.other.id,
        "with_name": pair.course.name,
        "todo": pair.todo.what,
        "text": reminder(pair.course, pair.todo, called(pair.person.contact)),
        "due": pair.day.isoformat(),
        "days": (pair.day - today).days,
    }


def _note(wait: NoteWaits) -> dict[str, Any]:
    return {"met": wait.met.isoformat(), "hours": wait.hours, "fades": wait.fades}


def _get_back(each: GetBack, today: date) -> dict[str, Any]:
    return {
        "last": each.last.isoformat(),
        "cadence": each.cadence,
        "due": each.day.isoformat(),
        "days": (each.day - today).days,
    }
