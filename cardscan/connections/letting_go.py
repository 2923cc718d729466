"""Waiting ends: whoever has waited too long for a note is let go, once."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from cardscan.connections.dates.spans import get_back_on
from cardscan.connections.introducing import last_touch
from cardscan.connections.promises import is_open
from cardscan.connections.standing import filed, is_company, met_since, waits_for_note
from cardscan.connections.theirdates import asked_at, still_open
from cardscan.person import Person


def to_let_go(
    people: Iterable[Person], now: datetime, after: str, counted_from: date, taken_back: Mapping[int, datetime]
) -> tuple[Person, ...]:
    """List those whose waiting ends: people without a note, and companies that nobody filed.

    Nobody is let go to whom a promise is open, whose date is to be asked after, or whom you said you would get back to.
    Whoever was brought back, by hand or by an undo that `taken_back` tells, stays until you meet again. Waiting is
    counted from `counted_from` at the earliest.
    after: a span, as `parse_cadence` gives it; "never" lets nobody go.
    """
    today = now.date()
    return tuple(
        each
        for each in people
        if _waits(each, today)
        and not _is_kept(each, taken_back.get(each.id))
        and (day := get_back_on(max(counted_from, _touched(each, now)), after))
        and day <= today
    )


def idle_since(person: Person, now: datetime) -> date | None:
    """Return the day since which someone waits for nothing but a note, or to be filed; None if they do not."""
    return _touched(person, now) if _waits(person, date.max) else None


def _waits(person: Person, today: date) -> bool:
    """Tell whether someone waits for nothing but a note, or to be filed as a company."""
    company = is_company(person.contact) and not filed(person)
    planned = person.cadence not in ("", "never") or (person.snoozed and person.snoozed > today)
    return (waits_for_note(person) or company) and not planned and not _is_expected(person)


def _is_expected(person: Person) -> bool:
    """Tell whether a promise to or of someone is open, or a date of theirs is to be asked after."""
    return any(map(is_open, person.promises)) or bool(still_open(person))


def _is_kept(person: Person, taken_back: datetime | None) -> bool:
    """Tell whether someone was let go before, and is not to be again: it happens once a meeting."""
    decided = [moment for moment in (person.filing.at if person.filing else None, taken_back) if moment]
    return bool(decided) and not met_since(person, max(decided))


def _touched(person: Person, now: datetime) -> date:
    """Give the day on which you last had to do with someone: met, got their card, wrote or spoke of them."""
    written = (draft.written for met in person.meetings for draft in met.drafts)
    spoken = (memo.at for met in person.meetings for memo in met.memos)
    moments = (person.created, *written, *spoken, *last_touch(person), *asked_at(person))
    days = (moment.astimezone(now.tzinfo).date() for moment in moments)
    return max((*days, *(met.date for met in person.meetings), *person.contacted))
