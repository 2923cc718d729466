"""Whom a command is about, apart from names: the filters of `list`, `export` and other commands."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import click

from cardscan.cli.options import together

if TYPE_CHECKING:
    from cardscan.person import Person
    from cardscan.store import Stage, Store, Wanted


@dataclass(frozen=True, slots=True)
class Filters:
    """Whom the user means."""

    stage: "Stage | None" = None
    event: str | None = None
    since: str | None = None
    company: str | None = None
    tag: str | None = None
    met_by: str | None = None

    def found(self, store: "Store", words: str = "", brief: bool = False) -> "list[Person]":
        """Read those who are meant, the likeliest first where there are words; `brief` as for `Directory.find`.

        Raises InputError for no event and no day.
        """
        return list(self.each(store, self.wanted(store, words), brief))

    def each(self, store: "Store", asked: "Wanted", brief: bool = False) -> "Iterator[Person]":
        """Read those who are meant, some at a time, of whom the database was `asked` for."""
        from cardscan.actions.list_people import is_at

        with closing(store.directory.find(asked, brief)) as found:
            yield from (person for person in found if is_at(person, self.stage))

    def wanted(self, store: "Store", words: str = "") -> "Wanted":
        """Say whom the database is asked for. Raises InputError as `found` does."""
        from cardscan.actions.list_people import wanted

        today = datetime.now().astimezone().date()
        return wanted(store, today, words, self.event, self.since, self.company, self.tag, self.stage, self.met_by)


filter_options = together(
    Filters,
    "filters",
    click.option("--met-by", metavar="NAME", help="People met by this one of you, where several use the store."),
    click.option("--tag", metavar="TAG", help="People with this tag."),
    click.option("--company", metavar="NAME", help="People of this company."),
    click.option("--since", metavar="DATE",
                 help='People met on that day or later: 2026-10-02, "2 Oct", "last Friday".'),
    click.option("--event", metavar="EVENT",
                 help="People met at this event: its name, part of it with or without the date, or its id."),
    click.option("--let-go", "stage", flag_value="let-go", help="People who waited too long for your note."),
    click.option("--companies", "stage", flag_value="companies", help="Cards that name a company and no person."),
    click.option("--cemented", "stage", flag_value="cemented", help="People to whom you kept a promise."),
    click.option("--quality", "stage", flag_value="quality", help="Quality connections, including cemented ones."),
    click.option("--waiting", "stage", flag_value="waiting", help="People who wait for your note."),
)  # fmt: skip
