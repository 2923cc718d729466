"""A person on a made-up card: the name in one row or two, its reading, the titles, the department."""

from collections.abc import Sequence
from dataclasses import replace

from tools.made.lists import listed
from tools.made.pieces import Piece, Row
from tools.made.said import Said
from tools.made.sayings import licence, licence_beside
from tools.made.titles import department, title
from tools.made.towns import a_city
from tools.made.words import unspaced

Rows = list[Row]
_SEVERAL = ("two", "three")  # kinds of card on which people may have their number beside their name


class Who:
    """Draws the people of a card."""

    def __init__(self, said: Said) -> None:
        self.said, self.rng = said, said.rng

    def rows(self, number: int) -> Rows:
        """A person: the name, the titles, the department. `number`: of the person."""
        said, rng = self.said, self.rng
        name = said.names[number]
        like = Row((), self.said.tall(1.0, 1.1, 1.2, 1.4, 1.7, 2.0, 2.4), rng.choice((0, 0, 1)))
        two = rng.random() < 0.09 and any(piece.text == " " for piece in name[1:])
        rows = self._name_rows(name, like, two)
        if number == 0:
            self._add_readings(rows, like)
        titles = self._title_rows(number) if number == 0 or rng.random() < 0.7 else []
        if said.both and titles and rng.random() < 0.8:
            titles = self._in_english_too(number, titles)
        rows, titles = self._with_titles(rows, titles, two)
        if rng.random() < (0.35 if said.kind in _SEVERAL else 0.02):
            joint = Piece(rng.choice((" ", "  ", ": ", " - ", " : ", " / ")))
            sides = [rows[-1].pieces, (said.tel(),)]
            first, second = sides if rng.random() < 0.8 else sides[::-1]
            rows[-1] = Row((*first, joint, *second), rows[-1].height, like.ink)
            titles = []
        if number == 0 and rng.random() < 0.16:
            self._add_department(titles)
        if number == 0 and rng.random() < 0.07:
            titles.insert(0, self._degrees(number))
        if rng.random() < 0.04:
            titles.append(Row((Piece(licence(rng), "register"),), self.said.body * 0.7))
        return rows + titles

    def badge(self, number: int) -> Rows:
        """A person as a badge has them: the name large and most often over two lines, of one height or two."""
        said, rng = self.said, self.rng
        name, like = said.names[number], Row((), said.tall(2.0, 2.5, 3.0, 3.6))
        two = rng.random() < 0.8 and any(piece.text == " " for piece in name[1:])
        rows = self._name_rows(name, like, two)
        if len(rows) == 2:
            at = rng.choice((0, 1, 1))
            rows[at] = replace(rows[at], height=like.height * rng.choice((0.5, 0.6, 0.7, 1.0, 1.0)))
        return rows + (self._title_rows(number, count=1) if rng.random() < 0.7 else [])

    def _name_rows(self, name: Sequence[Piece], like: Row, two: bool) -> Rows:
        """The name on one line, or on two; its prefix above it, its suffix below."""
        rng = self.rng

        def of(pieces: Sequence[Piece], height: float = like.height) -> Row:
            return replace(like, pieces=tuple(pieces), height=height)

        if two:
            at = next(n for n, piece in enumerate(name) if n and piece.text in (" ", ", "))
            rows = [of(name[:at]), of(name[at + 1 :])]
        else:
            rows = [replace(of(name), blurred=0.04)]
        if name and name[0].tag == "prefix" and rng.random() < 0.12 and not two and len(name) > 2:
            above = of(name[:1], like.height * rng.choice((0.5, 0.7, 1.0)))
            rows = [above, of(name[2:] if name[1].text == " " else name[1:])]
        suffix = next((n for n, piece in enumerate(name) if piece.tag == "suffix"), 0)
        if suffix and rng.random() < 0.35 and not two:
            rows = [of(name[: suffix - 1]), of(name[suffix:], self.said.body * 0.8)]
        return rows

    def _add_readings(self, rows: Rows, like: Row) -> None:
        """How a name is read: in kana above it, or in Latin letters."""
        said, rng = self.said, self.rng
        if said.country == "JP" and said.script == "native" and rng.random() < 0.15:
            given = self._kana("readings", 3, 4)
            family = self._kana("readings_family", 2, 4)
            text = given + rng.choice([" ", "  "]) + family
            rows.insert(0, replace(like, pieces=(Piece(text),), height=like.height * rng.choice((0.3, 0.4)), ink=0))
        if said.again and rng.random() < 0.4 and len(rows) == 1:
            rows[0] = replace(like, pieces=said.beside(rows[0].pieces, said.again, (" ", " ", "  ", "   ", " / ")))
        elif said.again:
            at = rng.choice((0, len(rows), len(rows)))
            height = like.height * rng.choice((0.5, 0.6, 0.8, 1.0))
            rows.insert(at, replace(like, pieces=tuple(said.again), height=height))

    def _kana(self, letters: str, least: int, most: int) -> str:
        of = listed("people.letters", letters)[0]
        return "".join(self.rng.choice(of) for _ in range(self.rng.randint(least, most)))

    def _title_rows(self, number: int, script: str = "", count: int | None = None) -> Rows:
        rows: Rows = []
        for _ in range(self.said.titles if count is None else count):
            rows += self._title(number, script or self.said.script)
        return rows

    def _title(self, number: int, script: str) -> Rows:
        """A title on one line, or on two, or beside its department."""
        said, rng = self.said, self.rng
        text = said.cased("title", self._title_text(script))
        piece = Piece(text, "title", said.value(), number)
        kind, height = rng.random(), self.said.tall(0.7, 0.8, 0.9, 1.0, 1.0, 1.1)
        if script == "native" and unspaced(said.country) and kind < 0.16:
            whole = said.department() + rng.choice(("", "", " ")) + text
            return [Row((replace(piece, text=whole),), height)]
        if kind < 0.08:
            dept = Piece(said.cased("dept", said.department()), "dept", said.value(), number)
            before = (dept, Piece(rng.choice(["  ", " / ", " - ", " "])), piece)
            after = (piece, Piece(rng.choice([", ", " - ", " | "])), dept)
            return [Row(rng.choice((before, after)), height)]
        broken = (len(text) > 24 and kind < 0.3) or kind < 0.14
        if not broken or " " not in text or len(text) <= 9:
            return [Row((piece,), height)]
        at = text.rfind(" ", 0, max(8, len(text) * 2 // 3))
        at = at if at > 0 else text.find(" ")
        return [Row((replace(piece, text=part),), height) for part in (text[:at], text[at + 1 :])]

    def _title_text(self, script: str) -> str:
        """A title; of a couple, one that both have, now and then."""
        said, rng = self.said, self.rng
        if said.kind == "couple" and script == "latin" and rng.random() < 0.5:
            own = listed("titles.several", said.country)
            return rng.choice(own if own and rng.random() < 0.7 else listed("titles.several"))
        return title(rng, said.country, script)

    def _in_english_too(self, number: int, titles: Rows) -> Rows:
        said, rng = self.said, self.rng
        other = self._title_rows(number, "latin", max(1, said.titles))
        if rng.random() < 0.5:
            joints = (" ", " ", "  ", " / ", " | ")
            beside = [
                Row(said.beside(one.pieces, two.pieces, joints), one.height)
                for one, two in zip(titles, other, strict=False)
            ]
            return beside + titles[len(beside) :] + other[len(beside) :]
        return rng.choice((titles + other, titles + other, other + titles))

    def _with_titles(self, rows: Rows, titles: Rows, two: bool) -> tuple[Rows, Rows]:
        """Titles below the name, or above it, or on its line."""
        rng, kind = self.rng, self.rng.random()
        if len(titles) == 1 and kind < 0.1 and not two:
            return [*rows[:-1], self._beside(rows[-1], titles[0])], []
        if titles and kind < 0.15:
            return titles, rows
        if len(titles) == 1 and kind < 0.19 and self.said.script == "native":
            joint = Piece(rng.choice([" ", "  ", "　"]))
            pieces = (*titles[0].pieces, joint, *rows[-1].pieces)
            return [*rows[:-1], Row(pieces, rows[-1].height, rows[-1].ink)], []
        return rows, titles

    def _beside(self, name: Row, job: Row) -> Row:
        rng = self.rng
        sign = rng.choice((", ", " - ", "  ", "   ", " | ", " / ", " (", " – ", " • ", ": "))
        pieces = (*name.pieces, Piece(sign), *job.pieces, *([Piece(")")] if sign == " (" else []))
        if rng.random() < 0.15:
            pieces += (Piece(rng.choice([" ", " | ", ", "])), Piece(licence_beside(rng), "register"))
        return Row(pieces, name.height, name.ink)

    def _degrees(self, number: int) -> Row:
        """Degrees and memberships on a line of their own, now and then with what is none of them."""
        said, rng = self.said, self.rng
        own = listed("people.suffixes", said.country)
        texts = rng.sample([*own, *own, *listed("people.suffixes")], rng.randint(1, 4))
        value = next((piece.value for piece in said.names[number] if piece.tag == "given"), said.value())
        pieces = [Piece(rng.choice((", ", " ", " | ", ", ")).join(texts), "suffix", value, number)]
        if rng.random() < 0.25:
            pieces.insert(rng.choice((0, 1)), Piece(rng.choice(listed("people.memberships")), "register"))
            pieces.insert(1, Piece(rng.choice((", ", " | ", " "))))
        return Row(tuple(pieces), said.tall(0.6, 0.7, 0.8))

    def _add_department(self, titles: Rows) -> None:
        said, rng = self.said, self.rng
        text = said.department()
        # A line of work that stands alone below a name is what they are: "Einkauf".
        tag = "title" if not titles and text.isalpha() else "dept"
        dept = (Piece(said.cased("dept", text), tag, said.value(), 0),)
        if said.both and said.script == "native" and rng.random() < 0.5:
            text = department(rng, said.country, "latin", a_city(rng, said.country))
            dept = said.beside(dept, (Piece(text, "dept", said.value(), 0),), (" ", " ", "  ", " / "))
        row = Row(dept, self.said.tall(0.8, 1.0))
        titles.insert(rng.choice((0, len(titles))), row)
        if rng.random() < 0.15:
            titles.insert(0, Row((Piece(said.department(), "dept", said.value(), 0),), self.said.body * 0.9))
