"""Readings and people as JSON, one line each: an interface, kept stable.

A field: {"value", "raw", "confidence", "sure", "origin", "box"}, and as its kind has them
    "type" (tel: cell, work, fax, home, pager, tollfree; social: the network; custom: what it is called), "" where
    unknown;
    "parts" (fn: given, family, prefix, suffix, given_reading, family_reading; adr: street, city, region, code,
    country; tel: ext).
    "box" is four corners [[x, y], …] on the photo, or null; "confidence" is 0 to 1; "sure": no one needs to look.
A reading: {"photo", "cards", "error"};
    a card: {"corners", "rotation", "size", "page", "country", one list of fields for each kind, "lines", "codes",
        "quality"};
    a line: {"text", "confidence", "agreed", "box", "place", "ink", "ground", "handwritten", "ring",
        "readings": [{"reader", "text", "confidence", "chars"}]}; "chars" is how sure the reader is of each
        character of its text, empty where it does not tell;
    "size" is width and height of the upright card, "place" is x0, y0, x1, y1 on it, "ink" the letters' colour in Lab,
    "ground" that of what they stand on; "ring": the line runs along a circle;
    a code: {"payload", "symbology", "box"};
    "quality" is what is wrong with the picture: [{"kind", "message", "advice"}], kind is one of cut_off, dark, small,
        blurred, glare;
    "error" is null or {"stage", "message", "advice"}.
A person: {"id", "uid", one list of fields for each kind, those of nickname, bday (1979-04-30, or --04-30), tag and
    custom too, "meetings", "promises", "dates", "introductions", "contacted", "cadence", "snoozed",
    "filing", "company", "crop", "quality", "handwriting", "created", "revised"};
    a meeting: {"id", "date", "event", "event_id", "place", "dated", "notes", "unfinished", "memos"};
        "dated" is who says the day: "photo", "name" (of its file), "file" (its last change), "today" (the day on which
        it was read), or "", for you and the event;
    a note: {"talked", "can_help", "looks_for", "offers", "proud_of", "remember", "again", "written"};
    a memo: {"id", "name", "at", "text", "heard"}; "text" is what was written down of it, "heard" when, or null;
    a promise: {"id", "text", "owner": "me" or "them", "due", "made", "kept", "dropped", "meeting_id"};
    a date of theirs: {"id", "words", "day", "ask", "noted", "asked", "dropped", "meeting_id"}; "ask" is the day after;
    an introduction: {"with": id of the other, "name", "state", "steps": [{"what", "at", "who", "words"}]}; "state" is
        asked, later, no, yes, introduced or heard back, "what" is asked, yes, no, later, introduced or heard, "who" the
        id of whom that is of;
    "filing" is null or what was decided last of who has no note: {"how": "let go", "company" or "waits", "at"};
    "company" tells whether the card names a company and no person;
    a meeting, a note, a memo and a promise have "by" where several of us use the store: who met them, wrote it, said
    it, made it or was promised it;
    "unfinished" is the latest of those that each of us began;
    "contacted" is days, "cadence" "" or how often to get back, days and moments that are not there are null.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any

from cardscan.connections.introducing import courses
from cardscan.connections.standing import is_company
from cardscan.connections.theirdates import ask_on
from cardscan.connections.us import by, nameless
from cardscan.export.courses import course_values
from cardscan.export.outgoing import NoteChoice
from cardscan.model import KINDS, PRINTED, Card, Contact, Field, Line, PhotoReading, Quad
from cardscan.person import Meeting, Memo, Note, Person, Promise, TheirDate

_TYPED = {"tel", "social", "custom"}
_PARTED = {"fn", "adr", "tel"}


def reading_json(reading: PhotoReading) -> str:
    """Write what came of a photo as one line of JSON."""
    failure = reading.failure
    error = failure and {"stage": failure.stage, "message": failure.message, "advice": failure.advice}
    return _line({"photo": reading.path, "cards": [_card(card) for card in reading.cards], "error": error})


def person_json(person: Person) -> str:
    """Write a person as one line of JSON."""
    return _line(person_values(person))


def people_json(people: Iterable[Person], note: NoteChoice) -> Iterator[bytes]:
    """Write people as lines of JSON, with as much of what you noted as leaves: see `cardscan.export.outgoing`."""
    return (f"{person_json(_trimmed(person, note))}\n".encode() for person in people)


def _trimmed(person: Person, note: NoteChoice) -> Person:
    """Leave out what is private: notes, promises, when and how often to be in touch; by "none" where you met, too.

    Who of us it was does not leave either, whatever is asked for, nor an introduction: it names somebody else.
    """
    person = replace(nameless(person), introductions=())
    if note == "full":
        return person
    met = person.meetings[-1:] if note == "short" else ()
    meetings = tuple(replace(meeting, notes=(), drafts=(), memos=()) for meeting in met)
    return replace(
        person, meetings=meetings, promises=(), dates=(), contacted=(), cadence="", snoozed=None, filing=None, crop=None
    )


def person_values(person: Person) -> dict[str, Any]:
    """Give a person as values fit for JSON."""
    return {
        "id": person.id,
        "uid": person.uid,
        **_contact(person.contact),
        "meetings": [_meeting(meeting) for meeting in person.meetings],
        "promises": [promise_values(promise) for promise in person.promises],
        "dates": [date_values(each) for each in person.dates],
        "introductions": [course_values(each) for each in courses(person)],
        "contacted": [day.isoformat() for day in person.contacted],
        "cadence": person.cadence,
        "snoozed": person.snoozed and person.snoozed.isoformat(),
        "filing": person.filing and {"how": person.filing.how, "at": person.filing.at.isoformat()},
        "company": is_company(person.contact),
        "crop": person.crop and str(person.crop),
        "quality": [asdict(flaw) for flaw in person.quality],
        "handwriting": [str(picture) for picture in person.handwriting],
        "created": person.created.isoformat(),
        "revised": person.revised.isoformat(),
    }


def _line(value: dict[str, Any]) -> str:
    # ASCII: what a card says can then neither break the line (U+2028) nor reach the terminal as a control character.
    return json.dumps(value)


def _quad(quad: Quad) -> list[list[float]]:
    return [[round(x, 1), round(y, 1)] for x, y in quad]


def _card(card: Card) -> dict[str, Any]:
    return {
        "corners": _quad(card.corners),
        "rotation": card.rotation,
        "size": list(card.size),
        "page": card.page,
        "country": card.country,
        **_contact(card.contact, PRINTED),
        "lines": [_text_line(line) for line in card.lines],
        "codes": [{"payload": c.payload, "symbology": c.symbology, "box": _quad(c.box)} for c in card.codes],
        "quality": [asdict(flaw) for flaw in card.quality],
    }


def _contact(contact: Contact, kinds: Sequence[str] = KINDS) -> dict[str, Any]:
    return {kind: [_field(kind, field) for field in getattr(contact, kind)] for kind in kinds}


def _field(kind: str, field: Field) -> dict[str, Any]:
    return {
        "value": field.value,
        "raw": field.raw,
        "confidence": round(field.confidence, 3),
        "sure": field.sure,
        "origin": field.origin,
        "box": field.box and _quad(field.box),
        **({"type": field.type} if kind in _TYPED else {}),
        **({"parts": dict(field.parts)} if kind in _PARTED else {}),
    }


def _text_line(line: Line) -> dict[str, Any]:
    return {
        "text": line.text,
        "confidence": round(line.confidence, 3),
        "agreed": line.agreed,
        "box": _quad(line.box),
        "place": [round(v, 1) for v in line.place],
        "ink": line.ink and list(line.ink),
        "ground": line.ground and list(line.ground),
        "handwritten": line.handwritten,
        "ring": line.ring,
        "readings": [
            {
                "reader": each.reader,
                "text": each.text,
                "confidence": round(each.confidence, 3),
                "chars": [round(char, 3) for char in each.chars],
            }
            for each in line.readings
        ],
    }


def _meeting(meeting: Meeting) -> dict[str, Any]:
    return {
        "id": meeting.id,
        "date": meeting.date.isoformat(),
        "event": meeting.event,
        "event_id": meeting.event_id,
        "place": meeting.place,
        "dated": meeting.dated,
        "notes": [_note(note) for note in meeting.notes],
        "unfinished": meeting.unfinished and _note(meeting.unfinished),
        "memos": [memo_values(memo) for memo in meeting.memos],
        **by(meeting),
    }


def _note(note: Note) -> dict[str, Any]:
    values = {key: value for key, value in asdict(note).items() if key != "by"}
    return {**values, "written": note.written.isoformat(), **by(note)}


def memo_values(memo: Memo) -> dict[str, Any]:
    """Give a memo as values fit for JSON."""
    heard = memo.heard and memo.heard.isoformat()
    return {"id": memo.id, "name": memo.name, "at": memo.at.isoformat(), "text": memo.text, "heard": heard, **by(memo)}


def promise_values(promise: Promise) -> dict[str, Any]:
    """Give a promise as values fit for JSON."""
    return {
        "id": promise.id,
        "text": promise.text,
        "owner": promise.owner,
        "due": promise.due and promise.due.isoformat(),
        "made": promise.made.isoformat(),
        "kept": promise.kept and promise.kept.isoformat(),
        "dropped": promise.dropped and promise.dropped.isoformat(),
        "meeting_id": promise.meeting_id,
        **({} if promise.gift_id is None else {"gift_id": promise.gift_id}),
        **by(promise),
    }


def date_values(of: TheirDate) -> dict[str, Any]:
    """Give a date of theirs as values fit for JSON."""
    return {
        "id": of.id,
        "words": of.words,
        "day": of.day and of.day.isoformat(),
        "ask": of.day and ask_on(of.day).isoformat(),
        "noted": of.noted.isoformat(),
        "asked": of.asked and of.asked.isoformat(),
        "dropped": of.dropped and of.dropped.isoformat(),
        "meeting_id": of.meeting_id,
        **by(of),
    }
