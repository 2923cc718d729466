"""The logo of a made-up card: the company's name in one to three rows, a mark beside it, a trade below."""

from dataclasses import replace

from tools.made.companies import prominent
from tools.made.lists import listed
from tools.made.pieces import Piece, Row
from tools.made.said import Said
from tools.made.words import all_latin

Rows = list[Row]


class Logo:
    """Draws the logo of a card."""

    def __init__(self, said: Said) -> None:
        self.said, self.rng = said, said.rng

    def rows(self) -> Rows:
        """The company, as its logo has it, and what it does."""
        said, rng = self.said, self.rng
        size = self.said.tall(0.9, 1.2, 1.6, 2.0, 2.6, 3.2, 4.0)
        if rng.random() < 0.07:
            return []
        brand = said.cased("org", rng.choice((said.brand, said.brand, said.legal, said.legal)))
        if not said.upper["org"] and rng.random() < 0.14:
            brand = brand.casefold()
        if rng.random() < 0.04:
            initials = "".join(word[0] for word in brand.split() if word[0].isalpha())
            brand += f" ({initials.upper()[:5]})"
        ink, blurred = rng.choice((0, 1, 1)), 0.18 if size > 2.4 * self.said.body else 0.05
        rows = self._logo_rows(brand, Row((), size, ink, blurred))
        if len(rows) == 1 and rng.random() < 0.04:
            rows = [replace(rows[0], height=self.said.body * rng.uniform(0.6, 1.2), ring=True)]
        self._add_mark(rows, brand, size)
        self._add_trade(rows, size)
        if rng.random() < 0.04:
            brand_of_another = Row(
                (Piece(prominent(rng, said.country), "trade"),), size * rng.choice((0.8, 1.2, 1.6, 2.0)), 2, 0.05
            )
            rows.insert(0, brand_of_another)
        if said.second and rng.random() < 0.8:
            self._add_second(rows, size, ink)
        return rows

    def _add_second(self, rows: Rows, size: float, ink: int) -> None:
        """The company's name in Latin letters: above the other, below it, or on its line."""
        said, rng = self.said, self.rng
        name = self._org(said.second.upper() if rng.random() < 0.3 else said.second, said.value())
        if len(rows) == 1 and rng.random() < 0.25:
            rows[0] = replace(rows[0], pieces=said.beside(rows[0].pieces, name, (" ", " ", "  ")))
            return
        at = rng.choice((0, len(rows)))
        rows.insert(at, Row(name, size * rng.choice((0.35, 0.5, 0.8, 1.0)), ink, 0.04))

    def _logo_rows(self, brand: str, like: Row) -> Rows:
        rng, words = self.rng, brand.split()
        if len(words) > 1 and rng.random() < 0.4:
            even = rng.random() < 0.4
            shrink = 1.0 if even else rng.choice((0.4, 0.5, 0.6, 0.75))
            if rng.random() < 0.3 and not even:  # the first part is the small one
                like, shrink = replace(like, height=like.height * shrink), 1 / shrink
            first, *below = [self._org(part) for part in self._parts(words)]
            rows = [replace(like, pieces=first)]
            for part in below:
                ink = like.ink if even else rng.choice((like.ink, 2))
                size = like.height * (shrink if rng.random() < 0.8 else 1.0)
                rows.append(replace(like, pieces=part, height=size, ink=ink))
            return rows
        if len(brand) > 6 and " " not in brand and not all_latin(brand) and rng.random() < 0.12:
            half = len(brand) // 2
            return [replace(like, pieces=self._org(part)) for part in (brand[:half], brand[half:])]
        return [replace(like, pieces=self._org(brand))]

    def _parts(self, words: list[str]) -> list[str]:
        """Part a name into its rows: two, more often than not; more of a long name, down to a word each."""
        rows, least = 1, 0.35
        while rows < min(4, len(words)) and (rows == 1 or self.rng.random() < least):
            rows += 1
        cuts = [0, *sorted(self.rng.sample(range(1, len(words)), rows - 1)), len(words)]
        return [" ".join(words[start:end]) for start, end in zip(cuts, cuts[1:], strict=False)]

    def _org(self, text: str, value: int | None = None) -> tuple[Piece, ...]:
        return (Piece(text, "org", self.said.org if value is None else value),)

    def _add_mark(self, rows: Rows, brand: str, size: float) -> None:
        """The initials above the name, or what readers make of a picture beside it."""
        rng, kind = self.rng, self.rng.random()
        if kind < 0.08:
            mark = "".join(word[0] for word in brand.split() if word[0].isalnum()).upper()[:4] or "X"
            piece = Piece(mark, "org", self.said.value()) if len(mark) > 2 else Piece(mark)
            rows.insert(0, Row((piece,), size * 1.5, 2, 0.2))
        elif kind < 0.16:
            scrapped = Piece(rng.choice(listed("sayings.scraps", "logo")) + rng.choice(("", " ")))
            rows[0] = replace(rows[0], pieces=(scrapped, *rows[0].pieces))
        elif kind < 0.19:
            sign = Piece(rng.choice(listed("sayings.scraps", "marks")))
            rows[-1] = replace(rows[-1], pieces=(*rows[-1].pieces, sign))

    def _add_trade(self, rows: Rows, size: float) -> None:
        rng = self.rng
        if rng.random() < 0.35:
            pieces = self._trade()
            height, ink = size * rng.choice((0.25, 0.3, 0.4, 0.6, 0.8)), rng.choice((0, 1, 2))
            rows.append(Row(pieces, height, ink, 0.05, int(rng.random() < 0.2)))
        elif rng.random() < 0.12:
            pieces = self._trade()
            rows.insert(0, Row(pieces, size * rng.choice((0.3, 0.4)), rng.choice((0, 1, 2)), 0.05))

    def _trade(self) -> tuple[Piece, ...]:
        return (Piece(self.said.saying(), "trade"),)
