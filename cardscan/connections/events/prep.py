"""What to read before an event: whom to meet and who of them you know, what you can give, what to ask."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from cardscan.connections.events.attendance import Attendance
from cardscan.connections.known import Known, called, known
from cardscan.connections.likeness.fits import Fits
from cardscan.connections.meant import ByMeaning, by_words_alone
from cardscan.connections.offers import Seeking, offers, offers_to_read, seeks_of
from cardscan.connections.promises import made_by
from cardscan.connections.theirdates import is_past, still_open
from cardscan.person import BookEntry, Event, Gift, Person

_NO_LIST = Attendance()


@dataclass(frozen=True, slots=True)
class Aim:
    """Whom you want to meet, and who of those you know it may be."""

    text: str
    people: tuple[Known, ...]
    entries: tuple[BookEntry, ...] = ()  # of your address books; not those of whom you have a card


@dataclass(frozen=True, slots=True)
class Line:
    """Something to give or to ask; of someone, where it comes from what you noted of them."""

    text: str
    of: Known | None = None
    gift_id: int | None = None  # where it is on the list of what you can give
    may_fit: str = ""  # what it may fit by its meaning, where it is a guess


@dataclass(frozen=True, slots=True)
class Prep:
    """A page to read before an event."""

    event: Event
    aims: tuple[Aim, ...]
    give: tuple[Line, ...]
    ask: tuple[Line, ...]
    owed: tuple[Known, ...]  # of those who may be there: whom you promised something
    again: tuple[Known, ...]  # who else was at an earlier edition, quality connections first
    more: int = 0  # who were there and are not among them
    there: Attendance = _NO_LIST  # who is on the lists of the event


def prep(
    event: Event,
    to_meet: Sequence[Iterable[Person]],
    met: Iterable[Person],
    entries: Iterable[BookEntry] = (),
    more: int = 0,
    gifts: Sequence[Gift] = (),
    there: Attendance = _NO_LIST,
    meaning: ByMeaning = by_words_alone,
    seeks: Seeking = seeks_of,
) -> Prep:
    """Gather what is worth reading before an event; `entries` are those of your address books, `gifts` your list.

    Likely to be there are those who fit a line of whom to meet, `to_meet` line by line, those `met` at an earlier
    edition, of whom there are so many `more`, and whom you know of those on its lists.
    """
    in_books = Fits(entries)
    aims = tuple(
        _aim(text, tuple(map(known, people)), in_books) for text, people in zip(event.meet, to_meet, strict=True)
    )
    wanted = {each.person.id: each for aim in aims for each in aim.people}
    again = sorted((each for each in map(known, met) if each.label != "filed away"), key=_best_first)
    listed = {each.of.person.id: each.of for each in there.known if each.of}
    likely = wanted | {each.person.id: each for each in again} | listed
    expected = [each for each in likely.values() if each.label != "filed away"]
    return Prep(
        event=event,
        aims=aims,
        give=(
            *map(Line, event.give),
            *(line for each in expected for line in _help(each)),
            *_gifts(event, expected, gifts, meaning, seeks),
        ),
        ask=(*map(Line, event.ask), *(line for each in expected for line in _questions(each, event.date))),
        owed=tuple(each for each in expected if each.mine),
        again=tuple(each for each in again if each.person.id not in wanted),
        more=more,
        there=there,
    )


def _aim(text: str, people: tuple[Known, ...], in_books: Fits[BookEntry]) -> Aim:
    names = {each.name.casefold() for each in people}
    found = (entry for entry in in_books.of(text) if called(entry.contact).casefold() not in names)
    return Aim(text, people, tuple(found))


def _help(of: Known) -> tuple[Line, ...]:
    """What you noted that would help; not what was promised already: it is to be done before, or is done."""
    if not (of.counts and of.note) or made_by(of.note, of.person):
        return ()
    return (Line(of.note.can_help, of),)


def _gifts(
    event: Event,
    expected: Sequence[Known],
    gifts: Sequence[Gift],
    meaning: ByMeaning,
    seeks: Seeking,
) -> tuple[Line, ...]:
    """What of your list fits someone who may be there, else what you go there for."""
    fitting = [(offer, each) for each in expected for offer in offers(each.person, gifts, event.date, meaning, seeks)]
    named = {offer.gift.id for offer, _ in fitting}
    aims = "; ".join((event.goal, *event.meet))
    others = [each for each in offers_to_read(aims, gifts, event.date, meaning) if each.gift.id not in named]
    return tuple(Line(of.gift.text, to, of.gift.id, of.meant) for of, to in (*fitting, *((of, None) for of in others)))


def _questions(of: Known, on: date) -> tuple[Line, ...]:
    promised = tuple(Line(f"what came of “{promise.text}”, which {of.name} promised?", of) for promise in of.theirs)
    dates = tuple(Line(f"how did “{each.words}” go?", of) for each in still_open(of.person) if is_past(each, on))
    sought = of.note.looks_for if of.note else ""
    return (*promised, *dates, *((Line(f"did {of.name} find “{sought}”?", of),) if sought else ()))


def _best_first(each: Known) -> tuple[bool, bool, int]:
    return each.label != "cemented", not each.counts, each.person.id
