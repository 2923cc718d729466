"""Mails to be sent by the user: a follow-up, and how any of them is put together. Nothing here sends any.

An .eml with "X-Unsent: 1" opens as a draft in mail programs, and the user reads and completes it there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from email.charset import QP, Charset
from email.header import Header
from email.message import Message
from email.policy import compat32
from email.utils import formataddr
from functools import partial
from pathlib import Path
from typing import Any

from email_validator import EmailNotValidError, validate_email

from cardscan.connections.events.called import with_article
from cardscan.connections.introductions import notes_of
from cardscan.connections.letters.sentences import LeftOut, language_of, writable
from cardscan.connections.promises import by_due, is_open, still_to_give
from cardscan.connections.standing import held_back, note_that_counts
from cardscan.connections.theirdates import is_past, still_open
from cardscan.errors import InputError, RefusedError
from cardscan.export.outgoing import full_name
from cardscan.export.reach import Letter
from cardscan.export.templating import Lang, fill_in
from cardscan.model import Contact, Field
from cardscan.person import Note, Person, TheirDate
from cardscan.text.plain import plain_line, plain_text

FOLLOW_UP = "follow-up"


@dataclass(frozen=True, slots=True)
class Draft:
    """A mail, and what of the note is left for the user to write."""

    mail: bytes  # .eml
    left_out: tuple[LeftOut, ...] = ()


def follow_up(
    person: Person,
    own: Path,
    today: date,
    template: str = FOLLOW_UP,
    lang: Lang | None = None,
    others: Iterable[str] = (),
) -> Draft:
    """Write a follow-up to someone, in the words of the latest note that counts, said to them, as an .eml.

    own: the folder of the user's templates. today: tells which of their dates have been. lang: by default the language
    of the note. others: names of other people who may be in it, as what is about somebody else is not for them.
    Raises RefusedError for someone without a note that counts, InputError without an address and for a bad template.
    """
    values, spoken_in, left_out = _said_to(person, today, lang, others)
    subject, text = fill_in(template, spoken_in, own, values)
    return Draft(mail_to([person], subject, text), left_out)


def letter(person: Person, own: Path, today: date, others: Iterable[str] = ()) -> Letter:
    """Give subject and text of a follow-up, as `follow_up` writes it; empty for someone who gets none.

    Raises InputError for a bad template.
    """
    if held_back(person):
        return Letter()
    values, spoken_in, _ = _said_to(person, today, None, others)
    return Letter(*fill_in(FOLLOW_UP, spoken_in, own, values))


def left_out(person: Person, today: date, others: Iterable[str] = ()) -> tuple[LeftOut, ...]:
    """List what a follow-up leaves for the user to write; nothing for someone who gets none."""
    return () if held_back(person) else _said_to(person, today, None, others)[2]


def noted(person: Person) -> str:
    """Give all that was written of someone: what a follow-up may say of others is within."""
    notes = (text for note in notes_of(person) for text in (note.talked, note.can_help))
    said = (*(promise.text for promise in person.promises), *(each.words for each in person.dates))
    return "\n".join((*notes, *said))


def _said_to(
    person: Person, today: date, lang: Lang | None, others: Iterable[str]
) -> tuple[dict[str, Any], Lang, tuple[LeftOut, ...]]:
    """Give the values of a template, its language, and what could not be said."""
    why = held_back(person)
    counts = note_that_counts(person)
    if why or counts is None:
        raise RefusedError(
            f"no draft for {full_name(person.contact)}: {why}",
            'cardscan note WHO --talked "…" --can-help "…" says what to write about',
        )
    meeting, note = counts
    code = lang or language_of((note.talked, note.can_help))
    names = [name for name in others if name not in {each.value for each in person.contact.fn}]
    talked = writable(plain_text(note.talked), code, person.contact, names, elided=True)
    helps = partial(writable, code=code, contact=person.contact, others=names, elided=False, promised=True)
    can_help = helps(plain_text(still_to_give(note, person)))
    promises = by_due(each for each in person.promises if each.owner == "me" and is_open(each))
    promised = [(helps(plain_line(each.text)), each.due) for each in promises]
    dates = [
        (each, writable(plain_line(each.words), code, person.contact, names, elided=True))
        for each in still_open(person)
        if each.day and _may_be_told(each, note)
    ]
    event = plain_line(meeting.event)
    values = {
        **who_it_is(person.contact),
        "event": event,
        "the_event": with_article(event) if code == "en" else event,
        "met": meeting.date,
        "talked": talked.text,
        "can_help": can_help.text,
        "promises": [{"text": each.text, "due": due} for each, due in promised if each.text],
        "dates": [
            _told(each, said.text, today) for each, said in dates if _is_news(each, said.text, talked.text, today)
        ],
    }
    helped = [each for each, _ in promised] if promised else [can_help]
    written = (talked, *helped, *(said for each, said in dates if each.meeting_id is None))
    return values, code, tuple(each for one in written for each in one.left_out)


def _may_be_told(of: TheirDate, note: Note) -> bool:
    """Tell whether you talked about a date: what you remember someone by is not for them."""
    return of.meeting_id is None or of.words in " ".join(note.talked.split())


def _is_news(of: TheirDate, said: str, talked: str, today: date) -> bool:
    """Tell whether a date is worth a line of its own: what is ahead is not said twice."""
    return bool(said) and (is_past(of, today) or said.casefold() not in talked.casefold())


def _told(of: TheirDate, said: str, today: date) -> dict[str, Any]:
    return {"text": said, "day": of.day, "past": is_past(of, today)}


def who_it_is(contact: Contact) -> dict[str, Any]:
    """Give the values of a template that say who someone is."""
    name = full_name(contact)
    given = plain_line(contact.fn[0].parts.get("given", "")) if contact.fn else ""
    return {"name": name, "given": given or name, "org": _first(contact.org), "title": _first(contact.title)}


def _first(fields: Sequence[Field]) -> str:
    return plain_line(fields[0].value) if fields else ""


def mail_to(to: Iterable[Person], subject: str, text: str) -> bytes:
    """Write a draft to some people as an .eml. Raises InputError for one without an address.

    It is put together with the older of Python's writers: the newer one drops spaces where it folds, up to 3.12.
    """
    mail = Message(policy=compat32.clone(linesep="\r\n"))
    mail["X-Unsent"] = "1"
    mail["To"] = ",\n ".join(_address(person) for person in to)
    mail["Subject"] = _header(subject, "Subject")
    charset = Charset("utf-8")
    charset.body_encoding = QP
    mail.set_payload(text, charset)
    return mail.as_bytes()


def _address(person: Person) -> str:
    name = plain_line(person.contact.fn[0].value) if person.contact.fn else ""
    if not person.contact.email:
        raise InputError(
            f"{full_name(person.contact)} has no e-mail address",
            f"cardscan edit {person.id} --add email=… adds one",
        )
    value = person.contact.email[0].value
    try:
        plain = validate_email(value, check_deliverability=False, test_environment=True).ascii_email
    except EmailNotValidError:
        plain = None
    if plain is None:
        raise InputError(
            f"mail cannot be addressed to {plain_line(value)!r}", f"cardscan edit {person.id} --email … corrects it"
        )
    return formataddr((name.replace("=?", "= ?"), plain)) if name.isascii() else f"{_header(name, 'To')} <{plain}>"


def _header(text: str, name: str) -> str:
    """Encode and fold text for a header, and keep it from being read as an encoded word, where a break may hide."""
    return Header(plain_line(text).replace("=?", "= ?"), header_name=name).encode()
