"""Measure how well people met before are known again: `python -m bench.acquaintances [--errors] [--large 100000]`.

An invented book of 20,000 people (bench/book.py) is stored; then come further cards: 2,000 of people in it (400 each
with the name in another order, with initials, with a new job, with a typo, with a new family name and a number as
before), 500 of others who have the name of someone in it, 500 of strangers, 500 of new colleagues of people in it, and
500 cards scanned a second time. Right is a card of someone known for whom it is asked or decided that it is this one;
wrong is any other pair. Then come 500 each of those who are easily taken for one: a namesake in the same company, a
couple and relatives in one firm, parent and child of one name, people on the shared lines of a company. For precision
as many of these count as come in life; what is decided silently, or joined as the back of the card beside it, counts
all. At last look-ups are timed in a book of 100,000, in a process that did nothing before.
"""

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench.book import Maker, Somebody, full_name
from cardscan.actions.met_before import on_card
from cardscan.connections.likeness.compare import Verdict
from cardscan.connections.likeness.keys import keys
from cardscan.connections.likeness.met import Acquaintance
from cardscan.connections.likeness.sides import OneCard, back_of
from cardscan.model import Contact, Field
from cardscan.store import Store, open_store
from cardscan.store.rows import field_rows

SEED = 20261124
BOOK, EACH, OTHERS = 20_000, 400, 500
LOOK_UPS = 200
MET_FIRST = 3  # kinds of cards of people who are not known: namesakes, colleagues, strangers
#: How many of those one meets for the first time are so to someone in the book. Of couples who both work 12 % have one
#: employer (H. Hyatt, Monthly Labor Review 2019, census of 2000), and of workers about half have a partner who works
#: (BLS: both work in 48 % of married couples, 2015); assumed that of such a pair both are met in one case of three.
#: Family firms give 40 to 50 % of jobs (European Commission, expert group on family business, 2009); assumed that one
#: in twenty whom one meets there is of the family, with a relative among those known in every second case, and of these
#: one in ten of the same name. A third of the new ones here are colleagues, and 17 of the 142 cards that the book is
#: made by have shared lines alone. Namesakes in one company come by chance: one in a thousand is more than there are.
LIFE = {"couple": 0.02, "relative": 0.01, "parent and child": 0.001, "shared lines": 0.04, "namesake colleague": 0.001}
VARIANTS = ("another order", "initials", "new job", "typo", "new family name")


@dataclass(frozen=True)
class New:
    """A card that comes, and whose it is."""

    kind: str
    contact: Contact
    known_id: int | None  # None: of nobody known
    beside: int | None = None  # the person whose card it lies beside, and could be taken for the back of


def new_cards(maker: Maker, people: Sequence[Somebody], stored: Sequence[Contact]) -> Iterator[New]:
    """Make the cards that come when the book is there."""
    drawn = iter(maker.random.sample(range(len(people)), len(people)))
    for kind in VARIANTS:
        for _ in range(EACH):
            at = next(at for at in drawn if kind != "new family name" or own_numbers(people[at], stored[at]))
            yield New(kind, variant(maker, kind, people[at], stored[at]), at + 1)
    for _ in range(OTHERS):
        at = next(drawn)
        yield New("scanned again", scanned_again(maker, stored[at]), at + 1)
    for _ in range(OTHERS):
        yield New("same name, someone else", maker.card(maker.namesake(people[next(drawn)])), None)
    for _ in range(OTHERS):
        yield New("colleague", maker.card(maker.somebody(people[next(drawn)].company)), None)
    for _ in range(OTHERS):
        yield New("stranger", maker.card(maker.somebody()), None)
    for kind in LIFE:
        for _ in range(OTHERS):
            at = next(drawn)
            yield New(kind, maker.card(taken_for(maker, kind, people[at])), None, at + 1)


def taken_for(maker: Maker, kind: str, who: Somebody) -> Somebody:
    """Make somebody who is easily taken for someone."""
    if kind == "couple":
        return maker.spouse(who)
    if kind == "relative":
        return maker.relative(who)
    if kind == "parent and child":
        return maker.junior(who)
    if kind == "shared lines":
        return maker.on_shared_lines(who.company)
    return maker.namesake(who, in_company=True)


def variant(maker: Maker, kind: str, who: Somebody, was: Contact) -> Contact:
    """Print a further card of someone."""
    if kind == "new job":
        return maker.card(maker.moved(who))
    if kind == "new family name":
        made = maker.card(maker.married(who))
        phone = maker.random.choice(own_numbers(who, was))
        return replace(made, tel=(phone, *(tel for tel in made.tel if tel.value != phone.value)))
    if kind == "typo":
        given = maker.random.random() < 0.5 and len(who.given) > 2
        slipped = replace(who, given=maker.typo(who.given)) if given else replace(who, family=maker.typo(who.family))
        return maker.card(who, lambda _: full_name(slipped))
    return maker.card(who, in_another_order if kind == "another order" else with_initials)


def in_another_order(who: Somebody) -> Field:
    """Write the family name first, as it is then taken for the given name."""
    return Field(f"{who.family} {who.given}", parts={"given": who.family, "family": who.given})


def with_initials(who: Somebody) -> Field:
    """Write the given names as initials."""
    if not who.given.isascii() and who.given[0] > "\u3000":
        return full_name(who)
    initials = " ".join(f"{part[0]}." for part in who.given.split("-"))
    return Field(f"{initials} {who.family}", parts={"given": initials, "family": who.family})


def own_numbers(who: Somebody, card: Contact) -> list[Field]:
    """Give the numbers on someone's card at which they alone answer."""
    return [tel for tel in card.tel if tel.value in (who.cell, who.direct)]


def scanned_again(maker: Maker, was: Contact) -> Contact:
    """Read the same card once more: a field is missed, a text misread by a letter."""
    chance = maker.random.random
    kinds = {
        kind: tuple(old for old in getattr(was, kind) if chance() < 0.95) for kind in ("tel", "email", "url", "adr")
    }
    texts = {
        kind: tuple(replace(old, value=maker.typo(old.value)) if chance() < 0.1 else old for old in getattr(was, kind))
        for kind in ("title", "org")
    }
    return replace(was, **kinds, **texts)


def fill(file: Path, contacts: Sequence[Contact]) -> None:
    """Store people as they are, without looking whether any two are one."""
    open_store(str(file)).close()
    connection = sqlite3.connect(file)
    moment = "2026-10-01 09:00:00.000000"
    with connection:
        for person_id, contact in enumerate(contacts, 1):
            connection.execute(
                "INSERT INTO person (id, uid, created, revised) VALUES (?, ?, ?, ?)",
                (person_id, f"uid-{person_id}", moment, moment),
            )
            own = {"person_id": person_id, "box": None}
            rows = [{**row, **own, "parts": json.dumps(row["parts"])} for row in field_rows(contact)]
            connection.executemany(
                "INSERT INTO field (person_id, kind, position, value, raw, confidence, sure, origin, type, box, parts) "
                "VALUES (:person_id, :kind, :position, :value, :raw, :confidence, :sure, :origin, :type, :box, :parts)",
                rows,
            )
            connection.executemany(
                "INSERT INTO match_key (key, person_id) VALUES (?, ?)", [(key, person_id) for key in keys(contact)]
            )
    connection.close()


def measure(store: Store, cards: Sequence[New], errors: bool) -> None:
    """Look every card up; print precision and recall, by kind and over all."""
    tallies: dict[str, Counter[str]] = {}
    for card in cards:
        tally = tallies.setdefault(card.kind, Counter())
        tally["cards"] += 1
        found = asked(store, card)
        tally["found"] += any(each.person.id == card.known_id for each in found)
        for each in found:
            is_right = each.person.id == card.known_id
            tally["right" if is_right else "wrong"] += 1
            if each.likeness.verdict is Verdict.SAME_CARD:
                tally["silent" if is_right else "silent, wrong"] += 1
        if card.beside:
            tally["joined, wrong"] += joined(store.person(card.beside).contact, card.contact)
        if errors and (any(each.person.id != card.known_id for each in found) or (card.known_id and not found)):
            show(store, card)
    print(
        f"{'kind of card':24} cards  known again  asked or decided: right  wrong  silently: right  wrong"
        "  joined wrongly"
    )
    for kind, tally in tallies.items():
        known = f"{tally['found'] / tally['cards']:.3f}" if tally["right"] else ""
        print(
            f"{kind:24} {tally['cards']:5}  {known:>11}  {tally['right']:23}  {tally['wrong']:5}"
            f"  {tally['silent']:15}  {tally['silent, wrong']:5}  {tally['joined, wrong']:14}"
        )
    in_life = {kind: share * MET_FIRST for kind, share in LIFE.items()}
    wrong = sum(tally["wrong"] * in_life.get(kind, 1.0) for kind, tally in tallies.items())
    right = sum(tallies[kind]["right"] for kind in VARIANTS)
    recall = sum(tallies[kind]["found"] for kind in VARIANTS) / (EACH * len(VARIANTS))
    print(
        f"precision {right / (right + wrong):.4f}, recall {recall:.4f} (of the variants; wrong of all kinds of cards, "
        "as many as in life)"
    )


def joined(known: Contact, new: Contact) -> bool:
    """Tell whether two cards that lie beside one another would be taken for two sides of one."""
    return any(back_of(*both, adjacent=True).verdict is OneCard.CERTAIN for both in ((known, new), (new, known)))


def asked(store: Store, card: New) -> tuple[Acquaintance, ...]:
    """Look up for whom it is asked or decided that they are the one on a card."""
    return on_card(store, card.contact)


def show(store: Store, card: New) -> None:
    """Print a card that was not judged right, and whom it was taken for."""
    print(f"\n{card.kind}: {said(card.contact)}")
    if card.known_id:
        print(f"    is {said(store.person(card.known_id).contact)}")
    for each in asked(store, card):
        if each.person.id != card.known_id:
            print(f"    took {said(each.person.contact)}: {each.likeness}")


def said(contact: Contact) -> str:
    """Put a contact on one line."""
    return " | ".join(
        field.value for kind in ("fn", "title", "org", "tel", "email", "adr") for field in getattr(contact, kind)
    )


def time_look_ups(file: Path, cards: Sequence[New]) -> None:
    """Time look-ups in this process, which did none before, and print them."""
    with open_store(str(file)) as store:
        times = []
        for card in cards:
            start = time.perf_counter()
            store.directory.look_up(card.contact)
            times.append(1000 * (time.perf_counter() - start))
    ordered = sorted(times)
    print(
        f"{len(times)} look-ups, ms: first {times[0]:.1f}, median {ordered[len(times) // 2]:.1f}, "
        f"p95 {ordered[int(0.95 * len(times))]:.1f}, slowest {ordered[-1]:.1f}"
    )


def main() -> None:
    """Make the books, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="print every card that was not judged right")
    parser.add_argument("--large", type=int, default=100_000, help="people in the book in which look-ups are timed")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--time", type=Path, help=argparse.SUPPRESS)  # the second process: times look-ups
    options = parser.parse_args()
    maker = Maker(options.seed, companies=4000)
    if options.time:
        time_look_ups(options.time, [New("", maker.card(maker.somebody()), None) for _ in range(LOOK_UPS)])
        return
    people = [maker.somebody() for _ in range(BOOK)]
    stored = [maker.card(each) for each in people]
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder) / "book.db", stored)
        with open_store(str(Path(folder) / "book.db")) as store:
            measure(store, list(new_cards(maker, people, stored)), options.errors)
        if options.large:
            large = Path(folder) / "large.db"
            fill(large, [maker.card(maker.somebody()) for _ in range(options.large)])
            print(f"{options.large} people, {large.stat().st_size / 1e6:.0f} MB")
            again = [sys.executable, "-m", "bench.acquaintances", "--time", str(large), "--seed", str(options.seed)]
            subprocess.run(again, check=True)


if __name__ == "__main__":
    main()
