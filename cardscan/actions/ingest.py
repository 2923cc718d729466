"""Photos into the store: skip what is known, read the rest, store one photo at a time, count."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from itertools import takewhile
from pathlib import Path

from cardscan.actions.join_sides import join_again, join_collated, join_sides
from cardscan.actions.met_before import in_books, questions
from cardscan.actions.mine import THAT_IS_YOU, is_one_of
from cardscan.actions.name_order import names_in
from cardscan.actions.note_files import Noted, take_beside
from cardscan.actions.ticked import Ticked, ticked
from cardscan.actions.when_met import occasion, taken
from cardscan.actions.which_event import EventsOf
from cardscan.actions.work import ReadAll, Work
from cardscan.connections.dates.taken import Taken
from cardscan.connections.events.which import day_there
from cardscan.connections.known import called
from cardscan.connections.likeness.corrections import Corrections, repaired
from cardscan.connections.likeness.sides import side_folder
from cardscan.connections.scripts_first import ordered
from cardscan.connections.standing import needs_check
from cardscan.errors import PhotoError
from cardscan.model import Card, Contact, Failure, Flaw, PhotoReading
from cardscan.parse.people import split_people
from cardscan.person import DatedBy, Event, Person
from cardscan.photos.files import sha256_of
from cardscan.processes.stop import undisturbed
from cardscan.store import Occasion, Store
from cardscan.store.photos import OWN_CARD, PhotoMeeting


@dataclass(frozen=True, slots=True)
class FileFailure:
    """A file that could not be read, and why."""

    path: str
    failure: Failure


#: What is said of a photo that was decoded, and nothing on it could be read.
NOBODY = Failure(
    "find",
    "no card found: nothing on it can be read",
    "look at the photo; if a card is on it, photograph it once more, closer and sharp, or say its language: "
    "cardscan retry --lang LANGS",
)


#: What is said of a photo with nobody on it but one of us.
OWN = Failure(OWN_CARD, f"{THAT_IS_YOU}: your own card, and nobody else, is on it", "nobody was added")


@dataclass(frozen=True, slots=True)
class FlawedCard:
    """A card that was read, though its picture is not good."""

    path: str
    number: int  # on its photo, from 1
    several: bool  # whether there are others on it
    name: str  # of whoever is on it
    flaws: tuple[Flaw, ...]


@dataclass(frozen=True, slots=True)
class DoubtedDay:
    """A photo of which something says a day that cannot be right."""

    path: str
    doubts: tuple[str, ...]
    day: date  # the one that was taken instead
    by: DatedBy


@dataclass(frozen=True, slots=True)
class Ingested:
    """What came of an ingest."""

    read: int  # photos
    skipped: int  # photos that were there already
    sure: int  # contacts that no one needs to look at
    to_check: int  # contacts that someone has to
    failures: tuple[FileFailure, ...]
    left: int = 0  # photos not begun, because the user stopped it
    met: tuple[tuple[Event, int], ...] = ()  # how many people, at each event
    unclear: tuple[tuple[tuple[Event, ...], int], ...] = ()  # how many photos, of any of these events
    again: int = 0  # cards of people known, which say what theirs said
    maybe: int = 0  # new contacts who may be someone known: a question
    noted: Noted = field(default_factory=Noted)  # the notes beside the photos
    backs: int = 0  # cards that are the back of another one
    same: int = 0  # cards that were photographed before, at the same meeting
    left_out: int = 0  # contacts whom the user asked to forget
    in_book: int = 0  # new contacts who are in an address book of the user's, it seems
    flawed: tuple[FlawedCard, ...] = ()
    strange: int = 0  # photos beside the store that it did not know: handed in, and now waiting to be read
    anew: int = 0  # photos that were known, and read all the same
    renewed: int = 0  # people on those whose fields are others now
    dated: tuple[tuple[DatedBy, int], ...] = ()  # how many photos' days are known by what
    doubted: tuple[DoubtedDay, ...] = ()
    own: int = 0  # cards of ourselves, who are nobody we met
    ticked: tuple[Ticked, ...] = ()  # who of those on lists of events


#: Told after each photo; the argument is its path.
Progress = Callable[[Path], None]


def ingest(
    files: Sequence[Path],
    store: Store,
    read_all: ReadAll,
    *,
    now: Callable[[], datetime],
    progress: Progress = lambda _path: None,
    events_of: EventsOf = lambda _path, _taken: (),
    into: Event | None = None,
    again: bool = True,
    anew: bool = False,
    keep: Callable[[PhotoReading], bool] = lambda _reading: True,
    stopped: Callable[[], bool] = lambda: False,
    complete: bool = True,
) -> Ingested:
    """Read the photos that the store does not know, `again` those that failed, and store what comes of each.

    anew: those that it knows, too; what the user said of anybody on them stays.
    Photos go into the event that `events_of` says; those known already stay where they are, but for one that the user
    named: they go `into` that. Of a photo that `keep` does not want nothing is stored. Fronts and backs in folders of
    those names are joined, by their order only where the folders are `complete`.
    Once `stopped` says so no photo is begun any more. Ctrl-C ends it at once: what was finished is kept, and the result
    says how many are left.
    Raises StoreError and SetupError; what was stored before stays.
    """
    store.sweep()
    strange = store.serving.take_in_strange(now())
    tally = _Tally(progress, set(files), ours=store.mine.everyones(), strange=strange)
    corrected = store.directory.corrections()
    try:
        with Work(files, store, now) as work:

            def known(path: Path, sha256: str) -> None:
                if into:
                    _move(sha256, into, store, now(), tally)
                if work.was_interrupted(path):  # it was stored, and perhaps no more than that
                    tally.stored.append(sha256)
                    tally.fresh |= {met.id for met in store.meetings_on(sha256)}
                    tally.backs += len(join_sides(store, sha256, now(), tally.waiting))

            to_read = takewhile(lambda _path: not stopped(), _to_read(files, store, tally, known, again, anew))
            with closing(work.read(to_read, read_all, stopped)) as readings:
                for reading in filter(keep, readings):
                    with undisturbed():  # what is stored is counted
                        _store(reading, store, now(), tally, events_of, corrected, anew)
                        work.finish(Path(reading.path))
        tally.backs += len(join_collated(store, files, now(), complete=complete))
        tally.same += len(join_again(store, tally.stored, tally.fresh, now(), complete=complete))
        tally.noted = take_beside(files, store, now())
    except KeyboardInterrupt:
        _count(store, tally)
        return tally.result(left=len(files) - tally.done)
    _count(store, tally)
    return tally.result(left=0)


@dataclass(slots=True)
class _Tally:
    progress: Progress
    waiting: set[Path]  # photos of which nothing came so far
    stored: list[str] = field(default_factory=list)  # hashes of photos
    fresh: set[int] = field(default_factory=set)  # meetings that were stored
    ours: tuple[Contact, ...] = ()  # our own cards
    strange: int = 0
    own: int = 0
    done: int = 0
    read: int = 0
    skipped: int = 0
    sure: int = 0
    to_check: int = 0
    again: int = 0
    maybe: int = 0
    backs: int = 0
    same: int = 0
    left_out: int = 0
    in_book: int = 0
    anew: int = 0
    renewed: int = 0
    failures: list[FileFailure] = field(default_factory=list)
    flawed: list[FlawedCard] = field(default_factory=list)
    met: Counter[Event] = field(default_factory=Counter)
    unclear: Counter[tuple[Event, ...]] = field(default_factory=Counter)
    noted: Noted = field(default_factory=Noted)
    dated: Counter[DatedBy] = field(default_factory=Counter)
    doubted: list[DoubtedDay] = field(default_factory=list)
    ticked: tuple[Ticked, ...] = ()

    def skip(self, path: Path) -> None:
        self.skipped += 1
        self.tell(path)

    def date(self, path: str, people: Sequence[Person], when: Taken, met: Occasion) -> None:
        """Count by what the day is known on which the people on a photo were met, and keep what was doubted."""
        if people and met.dated:
            self.dated[met.dated] += 1
        if people and when.doubts and met.day:
            self.doubted.append(DoubtedDay(path, when.doubts, met.day, met.dated))

    def tell(self, path: Path) -> None:
        self.done += 1
        self.waiting.discard(path)
        self.progress(path)

    def result(self, left: int) -> Ingested:
        return Ingested(
            read=self.read,
            skipped=self.skipped,
            sure=self.sure,
            to_check=self.to_check,
            failures=tuple(self.failures),
            left=left,
            met=tuple(self.met.items()),
            unclear=tuple(self.unclear.items()),
            again=self.again,
            maybe=self.maybe,
            noted=self.noted,
            backs=self.backs,
            same=self.same,
            left_out=self.left_out,
            in_book=self.in_book,
            flawed=tuple(self.flawed),
            strange=self.strange,
            anew=self.anew,
            renewed=self.renewed,
            dated=tuple(self.dated.most_common()),
            doubted=tuple(self.doubted),
            own=self.own,
            ticked=self.ticked,
        )


def _to_read(
    files: Iterable[Path], store: Store, tally: _Tally, known: Callable[[Path, str], None], again: bool, anew: bool
) -> Iterator[Path]:
    """Yield the files to read, of several alike the first; tell of those known."""
    seen: set[str] = set()
    for path in files:
        sha256 = _hash(path)
        if sha256 and (sha256 in seen or store.knows(sha256, or_failed=not again)):
            known(path, sha256)
            if sha256 in seen or not (anew and store.has_read(sha256)):
                tally.skip(path)
                continue
        seen.add(sha256)
        yield path


def _hash(path: Path) -> str:
    try:
        return sha256_of(path)
    except PhotoError:
        return ""  # the reader will meet the same, and say it


def _store(
    reading: PhotoReading,
    store: Store,
    now: datetime,
    tally: _Tally,
    events_of: EventsOf,
    corrected: Corrections,
    anew: bool,
) -> None:
    path = Path(reading.path)
    if reading.failure and not reading.sha256:  # its process died: the file may well be readable
        reading = replace(reading, sha256=_hash(path))
    reading = _found(reading)
    when = taken(store, path, reading.taken, now)
    events = events_of(path, when.moment)
    event = events[0] if len(events) == 1 else None
    met = occasion(event, when, now.astimezone().date())
    first = names_in(store)
    reading, on_cards, own = _without_own(reading, tally, lambda of: ordered(repaired(of, corrected), first))
    known = anew and store.has_read(reading.sha256)
    people: tuple[Person, ...] | None
    if known and reading.failure:  # what was read before stays
        people = ()
    elif known:
        renewed = store.renew(reading, on_cards, now, met)
        people = tuple(map(store.person, renewed.new))
        tally.fresh |= {met.id for person in people for met in person.meetings}
        tally.anew += 1
        tally.renewed += renewed.changed
    else:
        people = store.save(reading, on_cards, now, met)
        tally.fresh |= {met.id for met in store.meetings_on(reading.sha256)} if people else set()
    if people is None:  # another command stored it in the meantime
        tally.skip(path)
        return
    tally.own += own
    if reading.failure and not own:
        tally.failures.append(FileFailure(reading.path, reading.failure))
    elif own and not any(on_cards):
        tally.read += 1
    else:
        tally.read += not known
        tally.stored.append(reading.sha256)
        tally.flawed += _flawed(reading)
        tally.left_out += 0 if known else sum(map(len, on_cards)) - len(people)
        tally.waiting.discard(path)
        tally.backs += len(join_sides(store, reading.sha256, now, tally.waiting))
        tally.date(reading.path, people, when, met)
        if len(events) > 1:
            tally.unclear[events] += 1
    tally.tell(path)


def _without_own(
    reading: PhotoReading, tally: _Tally, mended: Callable[[Contact], Contact]
) -> tuple[PhotoReading, list[list[Contact]], int]:
    """Give a reading with the people on each card, less us; one with nobody else on it says that. Count our cards."""
    there = [list(people_on(card)) for card in reading.cards]
    others = [[mended(each) for each in on_card if not is_one_of(each, tally.ours)] for on_card in there]
    own = sum(map(len, there)) - sum(map(len, others))
    if own and not any(others):
        return replace(reading, cards=(), failure=OWN), [], own
    return reading, others, own


def _flawed(reading: PhotoReading) -> Iterator[FlawedCard]:
    for number, card in enumerate(reading.cards, 1):
        if card.quality:
            yield FlawedCard(reading.path, number, len(reading.cards) > 1, called(card.contact), card.quality)


def _count(store: Store, tally: _Tally) -> None:
    """Count who is on the photos, as they are known now that sides are joined."""
    events = {event.id: event for event in store.events()}
    there = {met.person_id for sha256 in tally.stored for met in store.meetings_on(sha256) if met.id in tally.fresh}
    at_events: defaultdict[Event, set[int]] = defaultdict(set)
    for person in store.serving.these(there):
        met = [each for each in person.meetings if each.id in tally.fresh]
        is_new = len(met) == len(person.meetings)
        tally.again += len(met) - is_new
        for event in {events[each.event_id] for each in met if each.event_id is not None}:
            tally.met[event] += 1
            at_events[event].add(person.id)
        if is_new:
            tally.sure += not needs_check(person.contact)
            tally.to_check += needs_check(person.contact)
            tally.maybe += any(each.person.id < person.id for each in questions(store, person))
            tally.in_book += bool(store.address_files.books() and in_books(store, person.contact))
    tally.ticked = tuple(ticked(store, at_events))


def _move(sha256: str, into: Event, store: Store, now: datetime, tally: _Tally) -> None:
    """Let those met on a photo that is known already have been met at an event."""
    for meeting in store.meetings_on(sha256):
        if meeting.event_id != into.id:
            store.change_meeting(meeting.id, now, event_id=into.id, date=_day(into, meeting, now))
            tally.met[into] += 1


def _day(event: Event, meeting: PhotoMeeting, now: datetime) -> date:
    local = now.astimezone()
    found = datetime.combine(meeting.day, time(12)) if meeting.day else local
    return day_there(event, meeting.taken or found, local.date())


def _found(reading: PhotoReading) -> PhotoReading:
    """Give a reading as it is, or as a failure where nobody is on it; the back of a card may be blank."""
    if (
        reading.failure
        or side_folder(str(Path(reading.path).absolute())) == "back"
        or any(map(people_on, reading.cards))
    ):
        return reading
    return replace(reading, cards=(), failure=NOBODY)


def people_on(card: Card) -> tuple[Contact, ...]:
    """Give the people on a card; nobody on one where nothing at all was read."""
    return split_people(card) if card.lines or card.codes else ()
