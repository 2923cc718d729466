"""The blocks of one card, as rows: its logo, its people, how to reach them, the place, and the rest."""

import re
from collections.abc import Iterator
from dataclasses import replace

from tools.made.companies import a_trade
from tools.made.lists import listed, native
from tools.made.logo import Logo
from tools.made.pieces import Piece, Row
from tools.made.places import a_street
from tools.made.reach import labels_for
from tools.made.said import Said
from tools.made.sayings import brands, product, register, scrap
from tools.made.who import Who
from tools.made.words import compose

Rows = list[Row]
#: Which numbers a card has, by type.
_NUMBERS = (
    ("tel",),
    ("tel", "cell"),
    ("tel", "cell"),
    ("cell",),
    ("tel", "fax", "cell"),
    ("tel", "fax"),
    ("tel", "tel"),
    ("cell", "cell"),
    ("tel", "tel", "fax"),
)
_ADDRESSES = ("www.", "www.", "", "http://www.", "https://")


class Blocks:
    """Makes rows of what a card says. A block that is asked for twice is drawn anew."""

    def __init__(self, said: Said) -> None:
        self.said, self.rng = said, said.rng

    @property
    def people(self) -> range:
        """The numbers of the blocks of people."""
        return range(len(self.said.names))

    def logo(self) -> Rows:
        """The company, as its logo has it, and what it does."""
        return Logo(self.said).rows()

    def who(self, number: int = 0) -> Rows:
        """A person: the name, the titles, the department. `number`: of the person; none on a card of nobody."""
        return Who(self.said).rows(number) if self.said.names else []

    def badge(self) -> Rows:
        """The first person, as a badge has them."""
        return Who(self.said).badge(0) if self.said.names else []

    def with_number(self, number: int, chance: float) -> Rows:
        """A person, now and then with a mobile number."""
        rows = self.who(number)
        return rows + self.reach(few=True) if self.rng.random() < chance else rows

    def _band(self) -> int:
        return int(self.rng.random() < 0.15)

    def reach(self, few: bool = False) -> Rows:
        """Numbers and addresses of the net; `few`: a mobile number alone."""
        said, rng = self.said, self.rng
        labels = labels_for(rng, said.country, said.script)
        labelled = rng.random() < 0.72

        def item(kind: str, piece: Piece) -> tuple[Piece, ...]:
            label = rng.choice(labels[kind]) if labelled and kind else ""
            return (Piece(label, "label"), piece) if label else (piece,)

        kinds = ("cell",) if few else rng.choice(_NUMBERS)
        items = [item(kind, said.tel()) for kind in kinds]
        if not few:
            items += [item(kind, piece) for kind, piece in self._online()]
        if rng.random() < 0.2:
            rng.shuffle(items)
        if len(items) > 2 and rng.random() < 0.25:  # two on one line
            joint = Piece(rng.choice(("  ", " | ", " / ", ", ", "   ")))
            items[:2] = [(*items[0], joint, *items[1])]
        band = self._band()
        return [Row(pieces, said.body * 0.95, 0, 0.02, band) for pieces in items]

    def _online(self) -> Iterator[tuple[str, Piece]]:
        """E-mail and web addresses and handles, each with the kind of its label; "": it has none."""
        said, rng = self.said, self.rng
        if rng.random() < 0.85:
            domain = said.domain if rng.random() < 0.8 else rng.choice(listed("reach.providers"))
            yield "email", Piece(said.email(domain), "email", said.value())
            if rng.random() < 0.08:
                yield "email", Piece(f"info@{said.domain}", "email", said.value())
        if rng.random() < 0.6:
            yield "url", Piece(rng.choice(_ADDRESSES) + said.domain, "url", said.value())
        if rng.random() < 0.08:
            handle = re.sub(r"\W", "", said.domain.split(".")[0])
            yield "", Piece(rng.choice(listed("reach.social")) + handle, "social", said.value())

    # -- the place

    def place(self, legal: bool = True) -> Rows:
        """The addresses, most often one, the company above it now and then; `legal`: it may be."""
        said, rng = self.said, self.rng
        if rng.random() < 0.1:
            return [Row(self._another_org(said.legal), said.tall(0.95, 1.2))] if rng.random() < 0.5 else []
        count = 1 if rng.random() < 0.86 else rng.choice((2, 2, 3))
        band, height = self._band(), said.tall(0.75, 0.85, 0.95, 0.95)
        if count > 1 and said.script == "latin" and rng.random() < 0.15:
            return self._branches(height, band)
        rows: Rows = []
        for _ in range(count):
            rows += self._office(count > 1, height, band)
        if said.both and rng.random() < 0.5:
            again = [Row(tuple(line), height * rng.choice((0.9, 1.0)), 0, 0.04, band) for line in said.address("latin")]
            if len(rows) == len(again) == 1 and rng.random() < 0.4:
                beside = said.beside(rows[0].pieces, again[0].pieces, (" ", " ", "  ", " / "))
                rows = [Row(beside, height, 0, 0.04, band)]
            else:
                rows = rng.choice((rows + again, again + rows))
        if legal and rng.random() < 0.35:
            rows[:0] = self._legal_rows(band)
        return rows

    def _office(self, several: bool, height: float, band: int) -> Rows:
        """An address, with a label and a number now and then."""
        said, rng = self.said, self.rng
        lines = said.address()
        rows: Rows = []
        if (several and rng.random() < 0.7) or rng.random() < 0.12:
            label, kind = self._label(), rng.random()
            if kind < 0.65:
                lines[0].insert(0, Piece(label, "label"))
            elif kind < 0.8:
                rows.append(Row((Piece(label.strip(), "label"),), height, 0, 0.03, band))
            elif several and kind < 0.9:
                town = rng.choice([said.city, said.city + ":", said.city + " Office"])
                rows.append(Row((Piece(town, "label"),), height, 1))
        rows += [Row(tuple(line), height, 0, 0.04, band) for line in lines]
        if several and rng.random() < 0.5:
            rows.append(Row((Piece(rng.choice(("Tel: ", "Ph: ", "T ", "")), "label"), said.tel()), height))
        if rng.random() < 0.03:
            joint = Piece(rng.choice((" ", ", ", " - ")))
            labelled = Piece(rng.choice(("Tel: ", "Tel/Fax: ", "Ph. ")), "label")
            rows[-1] = Row((*rows[-1].pieces, joint, labelled, said.tel()), height)
        return rows

    def _branches(self, height: float, band: int) -> Rows:
        """Branches in one town: a street a row, with its number beside it or below."""
        said, rng = self.said, self.rng
        sign, joint = rng.choice(("", "", "• ", "- ")), rng.choice((" - ", " ", ", ", " | ", "   "))
        label = rng.choice((*listed("reach.telephones"), ""))
        below, rows = rng.random() < 0.25, Rows()
        for _ in range(rng.randint(2, 4)):
            place = (Piece(sign), Piece(a_street(rng, said.country), "street", said.value()))
            reached = (Piece(label, "label"), said.tel())
            new = [place, reached] if below else [(*place, Piece(joint), *reached)]
            rows += [Row(tuple(piece for piece in pieces if piece.text), height, 0, 0.04, band) for pieces in new]
        if rng.random() < 0.3:
            rows[0] = replace(rows[0], pieces=(Piece(self._label(), "label"), *rows[0].pieces))
        return rows

    def _label(self) -> str:
        said, rng = self.said, self.rng
        english = listed("reach.places")
        if said.script == "native" or (rng.random() < 0.4 and not native(said.country)):
            return rng.choice(listed("reach.places", said.country) or english)
        return rng.choice(english)

    def _another_org(self, text: str) -> tuple[Piece, ...]:
        return (Piece(text, "org", self.said.value()),)

    def _legal_rows(self, band: int) -> Rows:
        said, rng = self.said, self.rng
        name = self._another_org(said.legal.upper() if rng.random() < 0.2 else said.legal)
        rows = [Row(name, said.tall(0.95, 1.1, 1.3), rng.choice((0, 1)), 0.03, band)]
        if rng.random() < 0.12:
            rows.append(Row((Piece(said.department(), "dept", said.value()),), said.body * 0.9))
        return rows

    # -- the rest

    def _products(self) -> Rows:
        """What is sold or done, one below the other, a sign before each now and then."""
        rng = self.rng
        sign, height = rng.choice(("", "", "• ", "- ", "* ", "◆ ")), self.said.tall(0.6, 0.7, 0.8, 1.0)
        items = (f"{sign}{product(rng, self.said.country)}" for _ in range(rng.randint(2, 8)))
        rows = [Row((Piece(item, "trade"),), height, rng.choice((0, 2)), 0.05) for item in items]
        head = Row((Piece(rng.choice(listed("sayings.dealers")).strip() or "Our Services", "trade"),), height)
        return [head, *rows] if rng.random() < 0.3 else rows

    def _over_lines(self, text: str) -> list[str]:
        """A text on one line, or on two now and then."""
        gaps = [at for at, char in enumerate(text) if char == " "]
        if not gaps or len(text) < 12 or self.rng.random() > 0.15:
            return [text]
        at = self.rng.choice(gaps)
        return [part for part in (text[:at], text[at + 1 :]) if part.strip()]

    def rest(self) -> Rows:
        """What is in none of the fields: trades, slogans, brands, registers, what readers make of pictures."""
        said, rng = self.said, self.rng
        rows: Rows = []
        count = rng.choice((0, 0, 0, 0, 1, 1, 2, 3, 4)) + (2 if said.kind in ("shop", "loyalty") else 0)
        for _ in range(count):
            text, height = said.saying(), said.tall(0.6, 0.7, 0.9, 1.0, 1.2)
            like = Row((), height, rng.choice((0, 0, 2)), rng.choice((0.03, 0.06, 0.2)), self._band())
            rows += [replace(like, pieces=(Piece(part, "trade"),)) for part in self._over_lines(text)]
        if rng.random() < 0.06:
            rows += [Row((Piece(name, "trade"),), said.tall(0.8, 1.2), 2, 0.1) for name in brands(rng, said.country)]
        if rng.random() < (0.25 if said.kind == "shop" else 0.05):
            rows += self._products()
        if rng.random() < 0.04:
            before, sign = rng.choice(listed("sayings.dealers")), rng.choice((", ", " | ", " • "))
            rows.append(Row((Piece(before + sign.join(brands(rng, said.country)), "trade"),), said.body * 0.8))
        if rng.random() < 0.1:
            rows.append(Row((Piece(scrap(rng, "letters", 6)),), said.body * rng.uniform(0.5, 3), 2, 0.2))
        if rng.random() < 0.05:
            text = said.legal if rng.random() < 0.3 else f"{compose(rng)} {a_trade(rng)}"
            rows.append(Row((Piece(text, "trade"),), said.body * 0.8, 2))
        if rng.random() < 0.07:
            rows.append(Row((Piece(register(rng), "register"),), said.body * 0.7))
        return rows
