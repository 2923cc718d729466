"""An invented address book: people of eight cultures in companies of all sizes, and further cards of theirs.

Names are drawn as real ones are spread: a few that very many carry, and a long tail that hardly anyone does. The tail
is put together of syllables; companies are, too.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import count

from bench.cultures import CULTURES, Culture
from cardscan.model import Contact, Field

FUNCTIONS = (
    "Sales",
    "Marketing",
    "Purchasing",
    "Finance",
    "IT",
    "Quality",
    "Logistics",
    "Product",
    "Export",
    "Legal",
    "HR",
    "Operations",
)
RANKS = ("{} Manager", "Head of {}", "Director {}", "{} Engineer", "{} Consultant", "VP {}", "{} Assistant")
FREE = ("gmail.com", "gmx.de", "yahoo.com", "outlook.com", "icloud.com", "orange.fr")
FIRMS = (
    "zel",
    "mar",
    "ton",
    "vex",
    "lum",
    "ora",
    "kin",
    "bar",
    "del",
    "fos",
    "tri",
    "gan",
    "nel",
    "pho",
    "rux",
    "sol",
    "tav",
    "wen",
    "yor",
    "qua",
    "dim",
    "hel",
    "pax",
)

#: How many have a cell on their card, take its number along to another job, stay in their line of work, and in town.
PRINTS_CELL, KEEPS_CELL, KEEPS_WORK, KEEPS_CITY = 0.8, 0.75, 0.8, 0.6
#: Of how many cards a reading has these: of the 142 with a person on them among 168 real ones (docs/accuracy.md, the
#: photos that were trained on), 2026-11-28. A city is what the parser took for one: of 104 some eight are a district or
#: a part of the name, which is another word on the next card.
READS = {"title": 0.82, "org": 0.83, "email": 0.82, "url": 0.64, "fax": 0.28, "city": 0.73}
READS_CELL, MISREADS_CITY = 0.95, 0.075  # a cell's type, where there is a cell; another word for the city
#: What couples and families in one firm share; assumed, on the side of what is hard to tell.
SHARED_CELL, SHARED_MAIL, ONE_FAMILY_NAME, PRINTS_JUNIOR, SAME_TITLE = 0.2, 0.3, 0.8, 0.7, 0.3


@dataclass(frozen=True)
class Company:
    """A company, with the number at which it answers."""

    name: str
    domain: str
    main: str
    city: str
    culture: Culture
    size: float  # how likely one meets its people


@dataclass(frozen=True)
class Somebody:
    """A person as they are; a card of theirs shows a part of it."""

    given: str
    family: str
    company: Company
    work: str
    title: str
    cell: str
    direct: str  # number of their desk; "" where the main number serves all
    email: str
    private: str = ""  # another address, which some print
    prints_cell: bool = True
    suffix: str = ""


class Maker:
    """Makes companies, people and cards, the same ones for the same seed."""

    def __init__(self, seed: int, companies: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - an invented book is no secret
        self.companies = [self._company() for _ in range(companies)]
        self._taken: set[str] = set()
        self._sizes = [company.size for company in self.companies]

    def somebody(self, company: Company | None = None) -> Somebody:
        """Make a person, of some company or a given one."""
        company = company or self.random.choices(self.companies, self._sizes)[0]
        given, family = self.name(company.culture if self.random.random() < 0.85 else self._culture())
        return self._employed(given, family, company, self._zipf(FUNCTIONS), self._number(company.culture))

    def name(self, culture: Culture) -> tuple[str, str]:
        """Draw a given and a family name."""
        given = self._zipf(culture.given.split())
        if self.random.random() < culture.tail:
            parts = self._zipf(culture.syllables.split()) + "".join(self.random.choices(culture.syllables.split(), k=2))
            return given, parts.capitalize()
        return given, self._zipf(culture.family.split())

    def namesake(self, like: Somebody, in_company: bool = False) -> Somebody:
        """Make somebody else of the same name; now and then a colleague."""
        company = (
            like.company
            if in_company or self.random.random() < 0.01
            else self.random.choices(self.companies, self._sizes)[0]
        )
        return self._employed(like.given, like.family, company, self._zipf(FUNCTIONS), self._number(company.culture))

    def spouse(self, of: Somebody) -> Somebody:
        """Give someone a partner in their firm, with whom they may share mobile and address."""
        chance = self.random.random
        other = self.relative(of)
        if chance() > ONE_FAMILY_NAME:
            other = replace(other, family=self.name(of.company.culture)[1])
        cell = of.cell if chance() < SHARED_CELL else other.cell
        return replace(other, cell=cell, email=of.email if chance() < SHARED_MAIL else other.email)

    def relative(self, of: Somebody) -> Somebody:
        """Give someone a brother, a sister or a child in their firm."""
        culture = of.company.culture
        given = next(each for each in iter(lambda: self.name(culture)[0], None) if each != of.given)
        return self._employed(given, of.family, of.company, self._zipf(FUNCTIONS), self._number(culture))

    def junior(self, of: Somebody) -> Somebody:
        """Give someone a child of the same name in their firm, who mostly says so on the card."""
        culture = of.company.culture
        made = self._employed(of.given, of.family, of.company, of.work, self._number(culture))
        title = of.title if self.random.random() < SAME_TITLE else made.title
        return replace(made, title=title, suffix="Jr." if self.random.random() < PRINTS_JUNIOR else "")

    def on_shared_lines(self, at: Company) -> Somebody:
        """Make a person who can be reached through others alone: the switchboard, info@."""
        made = self.somebody(at)
        return replace(made, direct="", email=f"info@{at.domain}", private="", prints_cell=False)

    def moved(self, who: Somebody) -> Somebody:
        """Give someone a new job: mostly in the same line and country, often with the cell they had."""
        near = [each for each in self.companies if each.culture is who.company.culture and each is not who.company]
        same_city = [each for each in near if each.city == who.company.city]
        new = self.random.choice(same_city if self.random.random() < KEEPS_CITY else near)
        cell = who.cell if self.random.random() < KEEPS_CELL else self._number(new.culture)
        work = who.work if self.random.random() < KEEPS_WORK else self._zipf(FUNCTIONS)
        there = self._employed(who.given, who.family, new, work, cell)
        return replace(there, private=who.private, prints_cell=who.prints_cell)

    def married(self, who: Somebody) -> Somebody:
        """Give someone another family name, and mostly an address to match."""
        family = self.name(who.company.culture)[1]
        same = replace(who, family=family)
        new = self._employed(who.given, family, who.company, who.work, who.cell)
        return replace(same, email=new.email) if self.random.random() < 0.8 else same

    def card(self, who: Somebody, written: Callable[[Somebody], Field] | None = None) -> Contact:
        """Print a card: not every card says all."""
        chance = self.random.random
        tels = []
        if who.prints_cell and chance() < 0.95:
            tels.append(Field(who.cell, type="cell" if chance() < READS_CELL else "work"))
        if who.direct and chance() < 0.8:
            tels.append(Field(who.direct, type="work"))
        if not tels or chance() < 0.4:
            tels.append(Field(who.company.main, type="work"))
        if chance() < READS["fax"]:
            tels.append(Field(who.company.main[:-1] + "9", type="fax"))
        emails = [who.email] if chance() < READS["email"] else []
        emails += [who.private] if who.private and chance() < 0.5 else []
        emails += [f"info@{who.company.domain}"] if chance() < 0.15 else []
        city = who.company.city if chance() > MISREADS_CITY else self.random.choice(FIRMS)
        adr = (Field(f"1 {who.company.city}", parts={"city": city}),) if chance() < READS["city"] else ()
        return Contact(
            fn=((written or full_name)(who),),
            suffix=(Field(who.suffix),) if who.suffix else (),
            title=(Field(who.title),) if chance() < READS["title"] else (),
            org=(Field(who.company.name),) if chance() < READS["org"] else (),
            tel=tuple(tels),
            email=tuple(map(Field, emails)),
            url=(Field(f"www.{who.company.domain}"),) if chance() < READS["url"] else (),
            adr=adr,
        )

    def typo(self, word: str) -> str:
        """Slip once: a letter wrong, lost, twice, or two swapped; in a word of two characters nothing is to be lost."""
        if len(word) < 3:
            return word
        at = self.random.randrange(len(word) - 1)
        kind = self.random.randrange(4)
        wrong = self.random.choice("abcdefghiklmnoprstuvwz")
        middle = ("", wrong, word[at] * 2, word[at + 1] + word[at])[kind]
        return word[:at] + middle + word[at + 2 if kind == 3 else at + 1 :]

    def _employed(self, given: str, family: str, company: Company, work: str, cell: str) -> Somebody:
        direct = company.main[:-2] + f"{self.random.randrange(100):02}" if self.random.random() < 0.45 else ""
        title = self.random.choice(RANKS).format(work)
        style = self.random.choice(("{g}.{f}", "{i}.{f}", "{g}", "{f}", "{i}{f}"))
        g, f = (_plain(given), _plain(family))
        local = style.format(g=g, f=f, i=g[:1])
        address = self._free(local, company.domain)
        private = f"{g}{f}{self.random.randrange(99)}@{self._zipf(FREE)}" if self.random.random() < 0.15 else ""
        prints_cell = self.random.random() < PRINTS_CELL
        return Somebody(given, family, company, work, title, cell, direct, address, private, prints_cell)

    def _free(self, local: str, domain: str) -> str:
        """Give an address that nobody else at a company has."""
        choices = (f"{local}{'' if number == 1 else number}@{domain}" for number in count(1))
        address = next(each for each in choices if each not in self._taken)
        self._taken.add(address)
        return address

    def _company(self) -> Company:
        culture = self._culture()
        name = "".join(self.random.choices(FIRMS, k=self.random.choice((2, 3, 3)))).capitalize()
        kind = self.random.choice(("", " Group", " Systems", " Marine", " Foods", " Consulting", " Energy", " Labs"))
        main = self._number(culture)[:-2] + "00"
        size = 1 / (1 + self.random.paretovariate(0.9)) if self.random.random() < 0.9 else self.random.uniform(5, 40)
        top = culture.domain if self.random.random() < 0.6 else "com"
        city = self._zipf(culture.cities.split())
        return Company(name + kind, f"{(name + kind).replace(' ', '-').lower()}.{top}", main, city, culture, size)

    def _culture(self) -> Culture:
        return self.random.choices(CULTURES, [each.share for each in CULTURES])[0]

    def _number(self, culture: Culture) -> str:
        return f"+{culture.code}{self.random.randrange(10**8, 10**9)}"

    def _zipf(self, choices: Sequence[str]) -> str:
        return self.random.choices(choices, [1 / (rank + 10) for rank in range(len(choices))])[0]


def full_name(who: Somebody) -> Field:
    """Write a name as most cards do."""
    if not who.family.isascii() and who.family[0] > "\u3000":
        return Field(f"{who.family} {who.given}", parts={"given": who.given, "family": who.family})
    return Field(f"{who.given} {who.family}", parts={"given": who.given, "family": who.family})


def _plain(name: str) -> str:
    table = str.maketrans("éèçñíóúáäöüńółęąśźż", "eecniouaaounoleaszz")
    return "".join(char if char.isascii() else format(ord(char), "x") for char in name.lower().translate(table))
