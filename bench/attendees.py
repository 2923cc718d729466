"""Measure how well people one knows are found on lists of who will be there: `python -m bench.attendees [--errors]`.

An invented book of 5,000 people (bench/book.py) is stored, and lists are read as organisers send them: a name, in most
rows a company, in some an e-mail address. On them are people of the book as `bench.acquaintances` varies them (as they
are, in another order, with initials, with a typo, without accents, with another company, with a name alone), and people
who are not in it: namesakes at other companies, namesakes in the same one, colleagues, strangers. Right is someone of
the book who is taken for themselves, or asked about; wrong is anybody else for whom they are taken. Printed are
precision and recall of who is taken for known, how many more are found by asking, how many questions there are for
nothing, and that reading the lists made, merged and changed nobody.
"""

import argparse
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.acquaintances import fill, in_another_order, with_initials
from bench.book import Maker, Somebody, full_name
from cardscan.actions.guest_lists import read_list, who_will_be_there
from cardscan.connections.events.attendance import Guest
from cardscan.model import Contact
from cardscan.person import Event
from cardscan.store import Store, open_store

SEED = 20261129
BOOK, EACH, A_LIST = 5000, 60, 90
TWINS = "namesake colleague"  # nothing on a list tells them from the one who is known
NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    """A row of a list, and who of the book it is of."""

    kind: str
    name: str
    company: str
    email: str
    known_id: int | None


def rows(maker: Maker, people: Sequence[Somebody], stored: Sequence[Contact]) -> Iterator[Row]:
    """Make the rows of all lists."""
    drawn = iter(maker.random.sample(range(len(people)), len(people)))
    kinds: dict[str, Callable[[Somebody], tuple[str, str]]] = {
        "as they are": lambda who: (full_name(who).value, who.company.name),
        "another order": lambda who: (in_another_order(who).value, who.company.name),
        "family, given": lambda who: (f"{who.family}, {who.given}", who.company.name),
        "initials": lambda who: (with_initials(who).value, who.company.name),
        "typo": lambda who: (f"{who.given} {maker.typo(who.family)}", who.company.name),
        "no accents": lambda who: (_plain(full_name(who).value), _plain(who.company.name)),
        "another company": lambda who: (full_name(who).value, maker.moved(who).company.name),
        "no company": lambda who: (full_name(who).value, ""),
    }
    for kind, written in kinds.items():
        for _ in range(EACH):
            at = next(drawn)
            name, company = written(people[at])
            mails = [field.value for field in stored[at].email]
            email = mails[0] if mails and maker.random.random() < 0.2 and kind != "another company" else ""
            yield Row(kind, name, company, email, at + 1)
    strangers: dict[str, Callable[[Somebody], Somebody]] = {
        "namesake elsewhere": maker.namesake,
        TWINS: lambda who: maker.namesake(who, in_company=True),
        "colleague": lambda who: maker.somebody(who.company),
        "stranger": lambda _: maker.somebody(),
    }
    for kind, make in strangers.items():
        for _ in range(EACH * (3 if kind == "stranger" else 1)):
            who = make(people[next(drawn)])
            yield Row(kind, full_name(who).value, who.company.name, "", None)


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFD", text)
    return "".join(each for each in apart if not unicodedata.combining(each))


def measure(store: Store, made: Sequence[Row], errors: bool) -> None:
    """Read the lists and print what came of them, by kind and in all."""
    taken: Counter[tuple[str, str]] = Counter()
    seconds = 0.0
    before = [(each.id, each.contact) for each in store.people()]
    for number, start in enumerate(range(0, len(made), A_LIST)):
        some = made[start : start + A_LIST]
        event = store.add_event(Event(0, f"Fair {number}", date(2026, 12, 3)), NOW)
        text = "name;company;e-mail\n" + "".join(f"{each.name};{each.company};{each.email}\n" for each in some)
        read_list(store, event, text.encode(), NOW)
        began = time.process_time()
        there = who_will_be_there(store, event)
        seconds += time.process_time() - began
        listed = {each.id: row for each, row in zip(store.guests.of(event.id), some, strict=True)}
        for guest in there.guests:
            row = listed[guest.attendee.id]
            what = _what(guest, row)
            taken[row.kind, what] += 1
            if errors and what in ("wrong", "passed by", "asked of another"):
                print(f"{what}: {row}: {guest.of and guest.of.name} {guest.reasons}")
    _print(taken, made)
    unchanged = [(each.id, each.contact) for each in store.people()] == before
    print(f"\nnobody made, merged or changed: {'yes' if unchanged else 'NO'}")
    print(f"{1000 * seconds / len(made):.1f} CPU ms for each name")


def _what(guest: Guest, row: Row) -> str:
    if guest.of:
        return "right" if guest.of.person.id == row.known_id else "wrong"
    if guest.maybe:
        return "asked" if row.known_id in [each.person.id for each in guest.maybe] else "asked of another"
    return "passed by" if row.known_id else "new"


def _print(taken: Counter[tuple[str, str]], made: Sequence[Row]) -> None:
    columns = ("right", "asked", "asked of another", "wrong", "passed by", "new")
    print(f"{'':20}" + "".join(f"{column:>18}" for column in columns))
    for kind in dict.fromkeys(row.kind for row in made):
        print(f"{kind:20}" + "".join(f"{taken[kind, column]:18}" for column in columns))
    total = {column: sum(number for (_, what), number in taken.items() if what == column) for column in columns}
    known = sum(row.known_id is not None for row in made)
    right, asked = total["right"], total["asked"]
    twins = taken[TWINS, "wrong"]  # one in a thousand of those one meets; here as many as of any kind
    precision = right / (right + total["wrong"] - twins)
    print(
        f"\ntaken for known: precision {precision:.3f} ({right / (right + total['wrong']):.3f} with {TWINS}s), ", end=""
    )
    print(f"recall {right / known:.3f}; with those asked about {(right + asked) / known:.3f}")
    nothing = total["asked of another"]
    print(f"questions: {asked + nothing}, for nothing: {nothing}, of {len(made)} names")


def main() -> None:
    """Store the book, read the lists, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="print who was taken for somebody else, or passed by")
    arguments = parser.parse_args()
    maker = Maker(SEED, BOOK // 10)
    people = [maker.somebody() for _ in range(BOOK)]
    stored = [maker.card(who) for who in people]
    made = list({(row.name, row.company): row for row in rows(maker, people, stored)}.values())  # nobody twice
    maker.random.shuffle(made)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "book.db"
        fill(file, stored)
        with open_store(str(file)) as store:
            measure(store, made, arguments.errors)


if __name__ == "__main__":
    main()
