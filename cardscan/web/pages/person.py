"""One person: the card beside its fields, the note, promises; each form changes one thing and leads back."""

import re
from pathlib import PurePath
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from cardscan.actions.edit_fields import Edit, accepted, accepted_one, check_kind, corrected, edited
from cardscan.actions.edit_fields import shown as field_shown
from cardscan.actions.join_sides import pictures, suggestions
from cardscan.actions.met_before import in_books, questions
from cardscan.actions.offer import what_to_give
from cardscan.actions.take_note import keep_typed, meeting_of, try_note, unwritten_elsewhere
from cardscan.connections.gifts import lasts
from cardscan.connections.introducing import courses, stands
from cardscan.connections.known import on_a_line
from cardscan.connections.notes.gate import Refusal, judge
from cardscan.connections.notes.parts import Given, going_on
from cardscan.connections.promises import day_or_none, promised
from cardscan.connections.seen import as_seen, draft_as_seen, fingerprint, promise_of
from cardscan.connections.standing import filed, filed_away, held_back, is_company
from cardscan.connections.us import draft_of, each_of_us, meeting_meant, note_of
from cardscan.connections.us import of as mine
from cardscan.enrich.typed import TEL_TYPES
from cardscan.errors import CardscanError, ChangedError, InputError
from cardscan.export.draft import left_out, letter
from cardscan.export.outgoing import full_name, number
from cardscan.export.own import own_templates
from cardscan.export.reach import Letter, ways
from cardscan.model import Contact, Field
from cardscan.person import Meeting, Note, Person
from cardscan.web.desk import Desk, at_one_moment, desk
from cardscan.web.given import LARGEST_NUMBER, FormIdOrNone, Id, Text
from cardscan.web.render import MOST_COUNTED, back, done, fragment, page, status_of
from cardscan.web.security import device_of
from cardscan.web.shown import KIND_NAMES, TYPE_NAMES, note_parts, shown, told

router = APIRouter(include_in_schema=False)

#: Whether a note says that you want to talk again: a box that is not ticked is not sent.
_AGAIN = "yes"
_SAVE_AGAIN = "what you typed is below, and what was written elsewhere is on the page; saving again replaces it"


def _note_given(
    talked: Text = "",
    can_help: Text = "",
    looks_for: Text = "",
    offers: Text = "",
    proud_of: Text = "",
    remember: Text = "",
    again: Annotated[str, Form()] = "",
) -> Given:
    """The note as its form gives it, while it is written and when it is sent."""
    return Given(talked, can_help, looks_for, offers, proud_of, remember, again == _AGAIN)


NoteForm = Annotated[Given, Depends(_note_given)]


@router.get("/people/{person_id}")
@at_one_moment
def person(request: Request, person_id: Id, of: str = "") -> Response:
    """Show someone; who was merged is shown as who they are now. `of`: whose note that of the form begins with."""
    found = desk(request).store.person(person_id)
    if found.id != person_id:
        return back(f"/people/{found.id}")
    if not of:
        return show(request, found)
    met, theirs = note_of(found, of[:200])
    return show(request, found, None, going_on(Given(), theirs).texts(), met, theirs.by)


def show(
    request: Request,
    of: Person,
    problem: CardscanError | None = None,
    typed: dict[str, Any] | None = None,
    met: Meeting | None = None,
    writer: str = "",
) -> HTMLResponse:
    """Show someone, with what went wrong and what was typed in the form that was sent.

    met: the meeting that the note is of, by default the one that is meant; writer: with whose note that begins.
    """
    at = desk(request)
    around = at.store.directory.waiting.around(of, MOST_COUNTED)
    first = (
        None if around.after or around.place else at.store.directory.waiting.first()
    )  # at the end come those left out
    user = at.store.user
    meeting = met or meeting_meant(of.meetings, user)
    parts = note_parts(meeting, user) | {key: value for key, value in (typed or {}).items() if key in note_parts(None)}
    begun = bool(parts["talked"] or parts["can_help"])
    event = meeting.event if meeting else ""
    cards, read_on = at.serving.cards(of.id)
    names = at.names_besides(of)
    return page(
        request,
        "person.html",
        status_of(problem) if problem else 200,
        of=shown(of, cards, read_on),
        name=full_name(of.contact),
        kinds=KIND_NAMES,
        types=TYPE_NAMES,
        met_before=questions(at.store, of),
        in_books=[
            (on_a_line(each.entry.contact), PurePath(each.entry.book).name, each.likeness.reasons, each.sure)
            for each in (in_books(at.store, of.contact) if at.store.address_files.books() else ())
        ],
        sides=[(each, *pictures(at.store, each)) for each in suggestions(at.store, of.id)],
        previous=around.before,
        following=around.after or first,
        place=around.place,
        parts=parts,
        met=meeting,
        user=user,
        us=each_of_us(of),
        introductions=[(each, stands(each, full_name(of.contact))) for each in courses(of)],
        writer=writer,
        draft=draft_of(meeting, user),
        notes=len(mine(meeting.notes, user)) if meeting else 0,
        judged=begun,
        refusals=_refusals(of, parts["talked"], parts["can_help"], event) if begun else {},
        why=held_back(of),
        reach=ways(of.contact, _letter(at, of, names), _has_apple_maps(request)),
        unwritten=left_out(of, at.today(), names) if of.contact.email else (),
        filed=filed(of),
        offered=what_to_give(at.store, of, at.today()),
        to_choose=[each for each in at.store.gifts.all() if lasts(each, at.today())],
        company=is_company(of.contact),
        told=told,
        number=lambda value: number(Field(value)),
        typed=typed or {},
        problem=problem,
        events=sorted(at.store.events(), key=lambda each: each.date, reverse=True),
    )


def _letter(at: Desk, of: Person, names: tuple[str, ...]) -> Letter:
    try:
        return letter(of, own_templates(), at.today(), names)
    except InputError:  # a template of the user's own is wrong: drafting a mail says so, with the line
        return Letter()


def _has_apple_maps(request: Request) -> bool:
    return bool(re.search("iPhone|iPad|Macintosh", request.headers.get("user-agent", "")))


def _refusals(of: Person, talked: str, can_help: str, event: str) -> dict[str, Refusal]:
    """Say part by part what keeps a note from being taken."""
    return {each.part: each for each in judge(talked, can_help, of.contact, event).refusals}


@router.post("/people/{person_id}/field")
def field(
    request: Request,
    person_id: Id,
    kind: Text,
    was: Text = "",
    value: Text = "",
    type_: Annotated[str, Form(alias="type")] = "",
    do: Annotated[str, Form()] = "save",
    other: Text = "",
) -> Response:
    """Correct a field, take another reading of it, say that it is right, or remove it."""
    check_kind(kind)

    def change(contact: Contact) -> Contact:
        if not was:  # it is missing on the card: the name
            if getattr(contact, kind):  # somebody else found it meanwhile
                raise ChangedError
            said = _said(kind, value, "type it: there is none to remove")
            return edited(contact, Edit(add=[(kind, _with_type(kind, said, type_))]))
        seen = field_shown(contact, kind, was)
        if do == "accept":
            return accepted_one(contact, kind, seen)
        new = "" if do == "remove" else other or _with_type(kind, value, type_)
        return corrected(contact, kind, seen, _said(kind, new) if do == "save" else new)

    typed = {"at": was, "value": value}
    if do == "save" and value != was:
        typed |= {"add": kind, "new": _with_type(kind, value, type_)}
    return _edited(request, person_id, change, "removed" if do == "remove" else "saved", typed)


@router.post("/people/{person_id}/add")
def add(
    request: Request, person_id: Id, kind: Text, value: Text, type_: Annotated[str, Form(alias="type")] = ""
) -> Response:
    """Add a field."""
    check_kind(kind)
    change = Edit(add=[(kind, _with_type(kind, value, type_))])
    typed = {"add": kind, "new": _with_type(kind, value, type_)}
    return _edited(request, person_id, lambda contact: edited(contact, change), "added", typed)


@router.post("/people/{person_id}/accept")
def accept(request: Request, person_id: Id, seen: Text) -> Response:
    """Take all fields for right, as they were seen."""

    def change(contact: Contact) -> Contact:
        return accepted(contact, contact if fingerprint(contact) == seen else Contact())

    return _edited(request, person_id, change, "accepted")


@router.post("/people/{person_id}/judge")
def judged(
    request: Request,
    person_id: Id,
    given: NoteForm,
    meeting: FormIdOrNone = None,
    notes: Annotated[int, Form(ge=0, le=LARGEST_NUMBER)] = 0,
    draft: Text = "",
) -> HTMLResponse:
    """Say of a note that is being written whether it would pass, and keep it as it is."""
    at = desk(request)
    of = at.store.person(person_id)
    met = meeting_of(of, meeting, at.store.user)
    kept: Note | str | None = None
    if met is not None:
        drafts = at.drafts.known(device_of(request), met.id, draft)
        try:
            kept = keep_typed(at.store, of.id, given, at.now(), met.id, notes, drafts)
            at.drafts.keep(device_of(request), met.id, draft_as_seen(kept))
        except ChangedError:
            kept = "elsewhere"
    parts = {"talked": given.talked or "", "can_help": given.can_help or ""}
    refusals = _refusals(of, **parts, event=met.event if met else "")
    return fragment("verdict.html", refusals=refusals, parts=parts, kept=kept, meeting=met)


@router.post("/people/{person_id}/note")
def note(
    request: Request,
    person_id: Id,
    given: NoteForm,
    meeting: FormIdOrNone = None,
    notes: Annotated[int | None, Form(ge=0, le=LARGEST_NUMBER)] = None,
    draft: Text = "",
) -> Response:
    """Take a note, or say what it lacks; what is refused is kept."""
    at = desk(request)
    now = at.now()
    drafts = at.drafts.known(device_of(request), meeting or 0, draft)
    store = unwritten_elsewhere(at.store, meeting, notes, drafts)
    try:
        taken = try_note(store, person_id, given, now, meeting)
    except ChangedError:
        told = InputError("you wrote this note elsewhere, too: nothing was saved", _SAVE_AGAIN)
        return show(request, at.store.person(person_id), told, given.texts())
    if taken.refusals:
        begun = draft_of(meeting_of(taken.person, meeting, at.store.user), at.store.user)
        kept = "What you wrote is kept." if begun else ""
        lines = [*(each.question for each in taken.refusals), kept]
        problem = InputError("the note does not say enough yet", "\n".join(filter(None, lines)))
        return show(request, taken.person, problem)
    good = "unclear" if taken.unclear else "dates" if taken.dates else "quality"
    said = "undated" if taken.undated else "filed" if filed_away(taken.person) else good
    return done(request, f"/people/{taken.person.id}", said, now)


@router.post("/people/{person_id}/promise")
def promise(
    request: Request, person_id: Id, text: Text, due: Text = "", whose: Annotated[str, Form()] = "me"
) -> Response:
    """Write down a promise; its day may stand in the text."""
    at = desk(request)
    try:
        what, day = promised(text, due or None, at.today())
    except InputError as error:
        return show(request, at.store.person(person_id), error, {"promise": text, "due": due})
    now = at.now()
    at.store.add_promise(person_id, what, "them" if whose == "them" else "me", day, now)
    return done(request, f"/people/{person_id}", "promised", now)


@router.post("/promises/{promise_id}")
def settle(
    request: Request, promise_id: Id, how: Annotated[str, Form()], here: Text = "", seen: Text = ""
) -> RedirectResponse:
    """Say that a promise was kept, dropped, or is open again, where it is as it was `seen`."""
    if how not in ("kept", "dropped", "open"):
        raise InputError(f"{how!r} is not a state of a promise", "choose kept, dropped or open")
    at = desk(request)
    now = at.now()
    settled = at.store.expecting(as_seen(seen, promise_of(promise_id))).settle_promise(promise_id, how, now)  # type: ignore[arg-type]  # just looked at
    return done(request, "/today" if here == "/today" else f"/people/{settled.person_id}#promises", how, now)


@router.post("/promises/{promise_id}/due")
def due_by(request: Request, promise_id: Id, due: Text, seen: Text = "") -> RedirectResponse:
    """Say by which day a promise is due, where it is as it was `seen`."""
    at = desk(request)
    now = at.now()
    made = at.store.expecting(as_seen(seen, promise_of(promise_id))).set_due(
        promise_id, day_or_none(due, at.today()), now
    )
    return done(request, f"/people/{made.person_id}#promises", "saved", now)


def _edited(request: Request, person_id: Id, change: Any, said: str, typed: dict[str, Any] | None = None) -> Response:
    at = desk(request)
    now = at.now()
    try:
        of = at.store.edit(person_id, change, now)
    except (InputError, ChangedError) as error:
        of = at.store.person(person_id)
        if typed and {"at", "add"} <= typed.keys() and _has(of.contact, typed["add"], typed["at"]):
            del typed["add"]  # the field is there still: what was typed is shown in it, else where one adds
        return show(request, of, error, typed)
    return done(request, f"/people/{of.id}", said, now)


def _has(contact: Contact, kind: str, value: str) -> bool:
    return any(field.value == value for field in getattr(contact, kind))


def _said(kind: str, value: str, advice: str = "remove it, or type a value") -> str:
    if not value.strip():
        raise InputError(f"an empty {KIND_NAMES[kind].lower()} cannot be stored", advice)
    return value


def _with_type(kind: str, value: str, type_: str) -> str:
    return f"{type_}:{value}" if kind == "tel" and type_ in TEL_TYPES and value.strip() else value
