"""`cardscan note`: what makes a card a quality connection."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cardscan.cli.asking import ask_for_day
from cardscan.cli.options import db_option
from cardscan.cli.output import clean, say
from cardscan.errors import Exit
from cardscan.text.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.actions.note_files import Noted
    from cardscan.actions.take_note import Taken
    from cardscan.connections.notes.parts import Given
    from cardscan.person import Person
    from cardscan.store import Store


@click.command()
@click.argument("whos", metavar="[WHO]...", nargs=-1)
@click.option("--talked", metavar="TEXT", help="What you talked about.")
@click.option("--can-help", metavar="TEXT", help="How you can help.")
@click.option("--looks-for", metavar="TEXT", help="What they look for.")
@click.option("--offers", metavar="TEXT", help="What they offer.")
@click.option("--proud-of", metavar="TEXT", help="What they are proud of, or love.")
@click.option("--remember", metavar="TEXT", help="How you will remember the name.")
@click.option("--again/--not-again", default=None, help="Whether you want to talk again; if not, they are filed away.")
@click.option("--date", "day", metavar="DAY", help="The day you met. Default: the latest.")
@click.option("--meeting", "meeting_id", metavar="ID", type=int, help="Which meeting, if you met twice that day.")
@click.option(
    "--from", "table", metavar="FILE.csv", type=click.Path(path_type=Path), help="Notes on many people, in a CSV table."
)
@click.option(
    "--sound",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A recording of what you said about it, kept as a memo.",
)
@click.option("--of", "writer", metavar="NAME", help="Start from the note of this one of you; theirs stays as it is.")
@db_option
def note(
    whos: tuple[str, ...],
    writer: str | None,
    day: str | None,
    meeting_id: int | None,
    table: Path | None,
    sound: Path | None,
    db: str | None,
    **parts: str | bool | None,
) -> Exit:
    """Write down what you talked about and how you can help.

    This makes someone a quality connection. Both parts must say something that the card does not. A refused note is
    kept, and fills in whatever the next one leaves out. --not-again alone takes several WHO; so does --again, which
    brings back people who were filed away, let go, or filed as a company.

    \b
    Examples:
      cardscan note muller --talked "moves her shop to solar roof tiles" --can-help "introduce the installer in Porto"
      cardscan note muller --remember "Mühle, as the mill on her card" --looks-for "an apprentice"
      cardscan note 12 muller 31 --not-again
      cardscan note muller --again
      cardscan note muller --of Anna --can-help "introduce the installer in Porto, and his brother"
      cardscan note muller --sound memo.m4a
      cardscan note --from notes.csv

    --sound keeps a recording with the meeting; cardscan memo has more. On its own it makes no note.

    The columns of a table are photo or who; talked, can_help, looks_for, offers, proud_of, remember, again.
    """
    from cardscan.actions.find_person import find_all
    from cardscan.actions.take_note import take_note
    from cardscan.cli.user import open_store
    from cardscan.connections.notes.parts import Given
    from cardscan.connections.standing import filed

    given = Given(**parts)  # type: ignore[arg-type]  # click's types: texts, and one flag
    now = datetime.now(UTC)
    if table is not None:
        if whos or not given.nothing or {day, meeting_id, writer, sound} != {None}:
            raise click.UsageError("give --from alone: the table says whom each note is about")
        return _take_table(table, db, now)
    if not whos or (given.nothing and sound is None):
        raise click.UsageError("nothing to note: give WHO with --talked and --can-help; --help shows more")
    with open_store(db) as store:
        people = store.many.people(find_all(store, whos))
        if sound is not None:
            _keep_sound(store, people, day, meeting_id, sound, now)
        if given.nothing:
            return Exit.OK
        if given == Given(again=True) and any(map(filed, people)):
            return _bring_back(store, people, now)
        if len(people) > 1:
            return _file_away(store, people, given, day is None and meeting_id is None, now)
        [person] = people
        meeting_id = _which(person, day, meeting_id, now)
        if writer is not None:
            meeting_id, given = _of_another(person, writer, given)
        taken = ask_for_its_day(store, take_note(store, person.id, given, now, meeting_id), now)
        _tell(store, taken, now)
    return Exit.OK


def _tell(store: "Store", taken: "Taken", now: datetime) -> None:
    """Say what came of a note, and what of your list someone may look for."""
    from cardscan.actions.offer import what_to_give
    from cardscan.cli.date import tell_their_dates
    from cardscan.cli.give import offer_line
    from cardscan.connections.standing import filed_away

    person, away = taken.person, filed_away(taken.person)
    say(f"person {person.id} is {'filed away' if away else 'a quality connection'}")
    tell_promise(taken)
    tell_their_dates(store, taken, now)
    for each in () if away else what_to_give(store, person, now.astimezone().date()):
        say(clean(f"{offer_line(each, store.user)}; once you did: cardscan give to {person.id} {each.gift.id}"))


def _which(person: "Person", day: str | None, meeting_id: int | None, now: datetime) -> int | None:
    """Give the meeting that is meant: that of a day, or the one with this id; None: whoever takes it finds out."""
    from cardscan.actions.take_note import met_on
    from cardscan.connections.dates.days import parse_day

    return meeting_id if day is None else met_on(person, parse_day(day, now.astimezone().date(), past=True)).id


def _keep_sound(
    store: "Store", people: "Sequence[Person]", day: str | None, meeting_id: int | None, sound: Path, now: datetime
) -> None:
    """Keep a memo with the meeting that is meant. Raises InputError for what is no sound."""
    from cardscan.actions.add_memo import add_memo
    from cardscan.voice.sounds import read_sound

    if len(people) > 1:
        raise click.UsageError("a memo is about one person: give one WHO with --sound")
    [person] = people
    if add_memo(store, person, _which(person, day, meeting_id, now), read_sound(sound, now), now):
        say(f"the memo is kept with person {person.id}: cardscan serve plays it, cardscan memo write writes it down")
    else:
        say("this memo was there before, or was removed: it was not added")


def _of_another(person: "Person", writer: str, given: "Given") -> "tuple[int, Given]":
    """Begin with the note of one of us, of whose meeting the new one is, too."""
    from cardscan.connections.notes.parts import going_on
    from cardscan.connections.us import note_of

    met, theirs = note_of(person, writer)
    say(clean(f"this begins with {theirs.by}'s note, which stays; cardscan undo takes yours back"))
    return met.id, going_on(given, theirs)


def _bring_back(store: "Store", people: "Sequence[Person]", now: datetime) -> Exit:
    from cardscan.actions.let_go import bring_back
    from cardscan.connections.known import named

    back = bring_back(store, [person.id for person in people], now)
    say(clean(f"{', '.join(map(named, back))}: no longer filed, and waiting for your note"))
    return Exit.OK


def _file_away(store: "Store", people: "Sequence[Person]", given: "Given", of_the_latest: bool, now: datetime) -> Exit:
    from cardscan.actions.take_note import file_away
    from cardscan.connections.known import named
    from cardscan.connections.notes.parts import Given

    if given != Given(again=False) or not of_the_latest:
        names = ", ".join(map(named, people))
        raise click.UsageError(clean(f"a note is about one person, and these are {len(people)}: {names}; only "
                                     "--not-again takes several"))  # fmt: skip
    file_away(store, [person.id for person in people], now)
    say(clean(f"{len(people)} people are filed away: {', '.join(map(named, people))}"))
    return Exit.OK


def _take_table(table: Path, db: str | None, now: datetime) -> Exit:
    from cardscan.actions.note_files import take_table  # loads OpenCV: not for one note
    from cardscan.cli.user import open_store

    with open_store(db) as store:
        noted = take_table(table, store, now)
    tell_notes(noted)
    return Exit.SOME_FAILED if noted.problems else Exit.OK


def ask_for_its_day(store: "Store", taken: "Taken", now: datetime) -> "Taken":
    """Ask by which day the promise of a note is due, where the note names a day that is unclear, on a terminal."""
    from cardscan.connections.dates.days import DayError
    from cardscan.connections.seen import as_seen, fingerprint, promise_of

    if not (taken.undated and taken.promise):
        return taken
    with suppress(DayError):  # nobody can be asked: it is said
        day = ask_for_day(taken.undated, now.astimezone().date())
        as_made = as_seen(fingerprint(taken.promise), promise_of(taken.promise.id))
        made = store.expecting(as_made).set_due(taken.promise.id, day, now) if day else taken.promise
        return replace(taken, promise=made, undated=None)
    return taken


def tell_promise(taken: "Taken") -> None:
    """Say what was promised by a note, and by when."""
    if taken.promise:
        due = f", by {taken.promise.due.isoformat()}" if taken.promise.due else ""
        say(clean(f"promise {taken.promise.id}: {taken.promise.text}{due}"))
    if taken.undated:
        say(clean(f"it has no day: {taken.undated.message} ({taken.undated.advice})"))
        if taken.promise:
            say(f"cardscan promise due {taken.promise.id} DAY says which")


def tell_notes(noted: "Noted") -> None:
    """Say how many notes of files were taken, and of each other one why not."""
    for problem in (*noted.problems, *noted.undated):
        say(clean(f"{problem.where}: {problem.message} ({problem.advice})"))
    if noted.taken or noted.problems:
        missed = f", {len(noted.problems)} not" if noted.problems else ""
        click.echo(f"{counted(noted.taken, 'note')} taken{missed}")
    if noted.memos:
        click.echo(f"{counted(noted.memos, 'memo')} kept")


COMMANDS = {"note": note}
