"""Invent people's names, as their country prints them; none of the held-out ones."""

import random
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from faker import Faker

from tools.made.lists import countries, held_out, listed, native
from tools.made.pieces import Piece, text_of
from tools.made.words import all_latin, compose, faker, faker_of, known_or_composed, recombined, roman, unspaced

#: The parts of a name, as printed: tag and text.
Parts = list[tuple[str, str]]

_ARABIC = ("AE", "SA", "QA", "EG", "JO", "IR")
_MAGHREB = ("MA", "TN", "MAGHREB")  # names of which Faker has none: its French ones are few there
_CHINESE = ("CN", "TW", "HK")
_DIALECTS = ("HK", "SG")  # Chinese who spell their names as Cantonese or Hokkien sounds
_INITIALS = "ABDGHJKMNPRSTV"
#: Countries that print many a family name, and it alone, in capitals; that name honorifics oftener; of guest workers.
_FAMILY_UPPER = ("FR", "MA", "TN", "TR", "CM", "SG", "MY", "HK", "BE")
#: Of how many one prints given names alone, and of how many the family name first, where it is one or the other.
_GIVEN_ALONE = {"BR": 0.12, "PT": 0.05, "MX": 0.04, "IN": 0.04, "PH": 0.05}
_FAMILY_FIRST = {"CM": 0.5, "MA": 0.15, "TN": 0.15, "FR": 0.08, "BE": 0.06, "KE": 0.06, "NG": 0.1, "GH": 0.1}
_HONOURING = ("IN", "DE", "AT", "CZ", "NG", "ID")
_OF_GUESTS = ("AE", "QA", "SA")
_OF_STRAITS = {"SG": "zh_CN", "CN": "zh_CN", "IN": "en_IN", "MYM": "id_ID", "GB": "en_GB"}
_ASCII = re.compile("[A-Za-z]")
_SPLICED = 0.25  # of the names in letters of their own: those that no list holds
_TWO_FAMILIES = {"ES": 0.6, "MX": 0.6, "PE": 0.6, "CO": 0.6, "AR": 0.25, "CL": 0.25}


def person(rng: random.Random, country: str, value: int, number: int, script: str) -> list[Piece]:
    """Return a name as printed. `script`: "native" or "latin"; `number`: of the person on the card."""
    while True:
        pieces = _Drawn(rng, country, script).pieces(value, number)
        names = text_of([p for p in pieces if p.tag in ("given", "family")])
        if not any(word.casefold() in held_out() for word in re.split(r"[\s,]+", names)):
            return pieces


def parted(pieces: Sequence[Piece], tag: str) -> list[Piece]:
    """Return the pieces of one tag, without the gaps before them."""
    return [piece for piece in pieces if piece.tag == tag and piece.text.strip(" ,\u3000")]


def _unheld(make: Callable[[], str]) -> str:
    """A name that is not held out, and of one script: Faker has Bulgarian ones with a Latin letter in them."""
    while True:
        name = make()
        if name.strip() and name.casefold() not in held_out() and not (_ASCII.search(name) and not all_latin(name)):
            return name


@dataclass(slots=True)
class _Culture:
    """Where a person comes from, which need not be the card's country."""

    name: str  # an ISO code, or MYM: a Malay
    faker: Faker


def _culture(rng: random.Random, country: str, script: str) -> _Culture:
    drawn = _Culture(country, faker_of(rng, country))
    if country in ("MY", "SG"):
        drawn.name = rng.choice(["SG", "IN", "MYM"] if country == "MY" else ["SG", "SG", "CN", "IN", "GB"])
        drawn.faker = faker(rng, _OF_STRAITS[drawn.name])
    elif country in _OF_GUESTS and script == "latin" and rng.random() < 0.5:
        drawn.name = rng.choice(["IN", "IN", "GB", "PH", "PK"])
        drawn.faker = faker_of(rng, drawn.name)
    elif rng.random() < 0.06 and script == "latin":  # people move
        drawn.name = rng.choice(list(countries()))
        drawn.faker = faker_of(rng, drawn.name)
    return drawn


class _Drawn:
    """A person: a given and a family name, and how their culture puts them together."""

    def __init__(self, rng: random.Random, country: str, script: str) -> None:
        self.rng, self.country, self.script = rng, country, script
        culture = _culture(rng, country, script)
        self.culture, self.faker = culture.name, culture.faker
        self.given, self.family = self._word("given"), self._word("family")
        if script == "latin":
            self._romanise()

    def _word(self, kind: str) -> str:
        if self.rng.random() < 0.25 and not native(self.culture) and self.rng.random() < 0.4:
            return _unheld(lambda: known_or_composed(self.rng, kind, 0.5))
        make = self._a_given if kind == "given" else self._a_family
        name = re.sub(r"\s*\(.*\)", "", make())
        if native(self.culture) and not unspaced(self.culture) and self.rng.random() < _SPLICED:
            return _unheld(lambda: recombined(self.rng, name, re.sub(r"\s*\(.*\)", "", make())))
        return name

    def _a_given(self) -> str:
        return _unheld(self.faker.first_name)

    def _a_family(self) -> str:
        return _unheld(self.faker.last_name)

    def _romanise(self) -> None:
        rng = self.rng
        if self.culture in (*_ARABIC, "IL") or (self.culture in _MAGHREB and rng.random() < 0.85):
            source = "MA" if self.culture in _MAGHREB else "IL" if self.culture == "IL" else "AE"
            self.given = rng.choice(listed("people.romanised_given", source))
            self.family = rng.choice(listed("people.romanised_family", source))
            if rng.random() < 0.3:
                self.given, self.family = rng.choice(
                    [(compose(rng, "given"), self.family), (self.given, compose(rng, "family"))]
                )
        if self.culture == "JP":
            self.given, self.family = self.faker.first_romanized_name(), self.faker.last_romanized_name()
            if rng.random() < 0.25:
                syllables = listed("people.syllables", "JP")
                self.given, self.family = rng.choice(
                    [
                        (compose(rng, "given"), self.family),
                        (self.given, "".join(rng.choice(syllables) for _ in range(rng.randint(2, 4))).capitalize()),
                    ]
                )
        if self.culture in _DIALECTS:
            self.family = _unheld(lambda: rng.choice(listed("people.chinese_families", self.culture)))
        if not all_latin(self.given + self.family):
            self.given, self.family = roman(self.given), roman(self.family)

    def pieces(self, value: int, number: int) -> list[Piece]:
        """The name as printed."""
        if self.script == "native" and unspaced(self.culture):
            return self._eastern(value, number)
        parts = self._with_particle(self._ordered())
        caps = self.rng.random()
        parts = self._cased(parts, caps)
        latin = all_latin(parts[0][1])
        comma = len(parts) == 2 and parts[0][0] == "family" and self.rng.random() < 0.12
        pieces: list[Piece] = []
        for at, (tag, text) in enumerate(parts):
            if at:
                pieces.append(Piece(", " if comma else " ", tag, value, number))
            pieces.append(Piece(text, tag, value, number))
        pieces += self._generation(value, number)
        pieces[:0] = self._honorific(latin, caps, value, number)
        return pieces + self._after(latin, value, number)

    # -- in its own script, unspaced

    def _eastern(self, value: int, number: int) -> list[Piece]:
        rng = self.rng
        given = self.given
        if self.culture in _CHINESE and len(given) == 1 and rng.random() < 0.6:
            given += faker_of(rng, self.culture).first_name()[:1]
        if rng.random() < 0.1:  # letters that no list holds as a name
            letters = listed("people.letters", "hangul" if self.culture == "KR" else "han")[0]
            given = "".join(rng.choice(letters) for _ in given)
        gap = rng.choice(["", "", " ", " "] if self.culture == "KR" else ["", "", " ", "  ", "\u3000"])
        if len(given) + len(self.family) <= 4 and rng.random() < 0.1:  # letter by letter
            spaced = [(tag, text) for c in self.family for tag, text in (("family", c), ("family", " "))]
            spaced += [(tag, text) for c in given for tag, text in (("given", c), ("given", " "))][:-1]
        else:
            spaced = [("family", self.family), ("given", gap), ("given", given)]
        pieces = [Piece(text, tag, value, number) for tag, text in spaced if text]
        if rng.random() < 0.08 and self.culture in ("CN", "TW"):
            pieces.append(Piece(rng.choice([" 先生", " 小姐", "先生"]), "prefix", value, number))
        if rng.random() < 0.04 and listed("people.suffixes", self.culture):
            pieces += [
                Piece(" "),
                Piece(rng.choice(listed("people.suffixes", self.culture)), "suffix", value, number),
            ]
        return pieces

    # -- the order of the parts, by culture

    def _ordered(self) -> Parts:
        if self.script == "latin" and self.culture in _DIALECTS:
            return self._dialect()
        if self.script == "latin":
            self._romanised_given()
        if self.culture in _TWO_FAMILIES and self.rng.random() < _TWO_FAMILIES[self.culture]:
            return self._two_families()
        if self.culture in ("PT", "BR") and self.rng.random() < 0.35:
            particle = self.rng.choice(["", "da ", "dos ", "de "])
            self.family = f"{self.family} {particle}{self._a_family()}"
            return self._given_first()
        by_culture: dict[str, Callable[[], Parts]] = {
            "VN": self._vietnamese,
            "IN": self._indian,
            "LK": self._indian,
            "ID": self._indonesian,
            "MYM": self._malay,
            "HU": lambda: self._family_first(0.8),
            "JP": lambda: self._given_first(0.65),
            "TW": lambda: self._given_first(0.6),
            **dict.fromkeys(("CN", "HK", "KR"), lambda: self._given_first(0.4)),
        }
        return by_culture.get(self.culture, self._western)()

    def _given_first(self, chance: float = 2.0) -> Parts:
        parts = [("given", self.given), ("family", self.family)]
        return parts if chance > 1 or self.rng.random() < chance else parts[::-1]

    def _family_first(self, chance: float) -> Parts:
        parts = [("family", self.family), ("given", self.given)]
        return parts if self.rng.random() < chance else parts[::-1]

    def _romanised_given(self) -> None:
        """Chinese given names of two syllables, or English ones; Korean ones in several spellings."""
        rng = self.rng
        if self.culture in _CHINESE:
            style = rng.random()
            if style < 0.45:
                joint = rng.choice(["{}-{}", "{} {}", "{}{}"])
                self.given = joint.format(self.given, roman(faker(rng, "zh_CN").first_name()).split()[0]).strip()
            if style > 0.7:
                self.given = faker(rng, "en_US").first_name() + ("" if rng.random() < 0.6 else " " + self.given)
        if self.culture == "KR":
            syllables = [roman(syllable) for syllable in faker(rng, "ko_KR").first_name()]
            self.given = rng.choice(
                [
                    "-".join(syllables),
                    " ".join(syllables),
                    "".join(syllables).capitalize(),
                    "-".join([syllables[0], *map(str.lower, syllables[1:])]),
                ]
            )

    def _dialect(self) -> Parts:
        """Peter Chan, CHAN Tai Man, Peter Chan Tai Man, Chan Tai Man Peter, Kelvin W. T. Poon."""
        rng = self.rng
        one, two = (rng.choice(listed("people.chinese_syllables", self.culture)) for _ in range(2))
        own = rng.choice((f"{one} {two}", f"{one} {two}", f"{one}-{two.lower()}", f"{one}{two.lower()}"))
        english = faker(rng, "en_US").first_name()
        family, given = ("family", self.family), ("given", own)
        first = ("given", english)
        forms: list[Parts] = [
            [first, family],
            [family, given],
            [first, family, given],
            [family, ("given", f"{own}{rng.choice((', ', ' '))}{english}")],
            [("given", f"{english} {one[0]}.{rng.choice(('', ' '))}{two[0]}."), family],
            [("given", f"{own}{rng.choice((', ', ' '))}{english}"), family],
        ]
        parts = rng.choices(forms, (5, 4, 3, 2, 1, 1))[0]
        if rng.random() < 0.25:
            parts = [(tag, text.upper() if tag == "family" else text) for tag, text in parts]
        return parts

    def _two_families(self) -> Parts:
        self.family = f"{self.family} {self._a_family()}"
        if self.rng.random() < 0.2:
            self.given = f"{self.given} {self._a_given()}"
        return self._given_first()

    def _vietnamese(self) -> Parts:
        rng = self.rng
        middle = rng.choice(listed("people.vietnamese", "middle"))
        self.faker = faker(rng, "vi_VN")
        self.given = rng.choice(listed("people.vietnamese", "given"))
        self.family = rng.choice(listed("people.vietnamese", "family"))
        family_first = rng.random() < 0.85
        if rng.random() < 0.25:
            plain = (self.given, self.family.replace("Đ", "D"), middle)
            self.given, self.family, middle = (
                unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode() for text in plain
            )
        if not family_first:
            return self._given_first()
        if rng.random() < 0.85:
            self.given = f"{middle} {self.given}"
        return [("family", self.family), ("given", self.given)]

    def _indian(self) -> Parts:
        rng = self.rng
        style = rng.random()
        if style < 0.12:
            self.given = f"{rng.choice(_INITIALS)}. {self.given}"
        elif style < 0.2:
            self.given = f"{rng.choice(_INITIALS)}.{rng.choice(['', ' '])}{rng.choice(_INITIALS)}. {self.given}"
        elif style < 0.32:
            middle = rng.choice([self._a_given(), self._a_given(), "Kumar", "Babu", self._a_given()[0] + ".", "Singh"])
            self.given = f"{self.given} {middle}"
        elif style < 0.36:
            self.given += rng.choice(["bhai", "ben", " Bhai", "kumar"])
        if 0.36 <= style < 0.38:
            return [*self._given_first(), ("family", f"({compose(rng, 'family')}{rng.choice(('wala', 'wala', ''))})")]
        if style <= 0.93:
            return self._given_first()
        if rng.random() < 0.5:  # the letter of the family's name, or of the father's
            return [("given", self.given), ("family", f"{rng.choice('ABGKMPRSV')}{rng.choice(['', '.'])}")]
        return [("given", self.given)]

    def _indonesian(self) -> Parts:
        return self._given_first() if self.rng.random() > 0.12 else [("given", self.given)]

    def _malay(self) -> Parts:
        style = self.rng.random()
        if style < 0.4:
            return [("given", f"{self.given} {self.rng.choice(['bin', 'Bin', 'binti'])} {self._a_given()}")]
        return self._given_first()

    def _western(self) -> Parts:
        rng = self.rng
        style = rng.random()
        if style < 0.1:
            self.given = f"{self.given} {self._initial()}".strip()
        elif style < 0.2:
            self.given = f"{self.given}{' ' if style < 0.16 else '-'}{self._a_given()}"
        elif style < 0.22:
            self.given = self._initial() or self.given
        if rng.random() < 0.08:
            self.family = f"{self.family}-{self._a_family()}"
        parts = self._given_first()
        if rng.random() < _GIVEN_ALONE.get(self.culture, 0.025):
            return [("given", self.given if rng.random() < 0.6 else f"{self.given} {self._a_given()}")]
        if rng.random() < _FAMILY_FIRST.get(self.culture, 0.03):
            if rng.random() < 0.3:
                self.family = f"{self.family} {self._a_family()}"
            parts = self._given_first()[::-1]
        if rng.random() < 0.01 and all_latin(self.given):
            return [*parts, ("family", f"({compose(rng, 'family')})")]
        if rng.random() < 0.02:
            nick = rng.choice(['"{}"', "({})"]).format(self._nickname())
            parts = [("given", self.given), ("given", nick), ("family", self.family)]
        return parts

    def _initial(self) -> str:
        """A letter of the script that the name is in, with a dot; "" in a script without capitals, which has none."""
        if all_latin(self.given):
            return f"{self.rng.choice('ABCDEFGHJKLMNPRSTW')}."
        letter = self._a_given()[0]
        return f"{letter}." if letter != letter.lower() else ""

    def _nickname(self) -> str:
        of = faker(self.rng, "en_US").first_name() if all_latin(self.given) else self._a_given()
        return str(of)[:5]

    # -- what is added to the parts

    def _with_particle(self, parts: Parts) -> Parts:
        latin = all_latin(self.given + self.family)
        particles = [p for p in listed("people.particles", self.culture) if all_latin(p) == latin]
        if not particles or self.rng.random() >= 0.22:
            return parts
        particle = self.rng.choice(particles)
        glue = "" if particle.endswith(("'", "-")) or particle in ("Mac", "Mc") else " "
        return [
            (tag, particle + glue + text)
            if tag == "family" and not text.lower().startswith(particle.lower())
            else (tag, text)
            for tag, text in parts
        ]

    def _cased(self, parts: Parts, caps: float) -> Parts:
        if self.script != "latin" and not all_latin("".join(text for _, text in parts)):
            return parts
        if caps < 0.25:
            return [(tag, text.upper()) for tag, text in parts]
        if caps < 0.33 or (self.culture in _FAMILY_UPPER and caps < 0.5):
            return [(tag, text.upper() if tag == "family" else text) for tag, text in parts]
        return [(tag, text.lower()) for tag, text in parts] if caps < 0.34 else parts

    def _generation(self, value: int, number: int) -> list[Piece]:
        rng = self.rng
        if rng.random() >= 0.03 or self.culture not in ("US", "BR", "PT", "PH"):
            return []
        tag = "family" if self.culture == "BR" else "suffix"
        of = listed("people.generations", "BR" if self.culture == "BR" else "any")
        return [Piece(text, tag, value, number) for text in (rng.choice([" ", ", "]), rng.choice(of))]

    def _honorific(self, latin: bool, caps: float, value: int, number: int) -> list[Piece]:
        rng = self.rng
        honorifics = listed("people.honorifics", self.country) or listed("people.honorifics", self.culture)
        if not honorifics or all_latin(honorifics[0]) != latin:
            return []
        if rng.random() >= (0.2 if self.country in _HONOURING else 0.1):
            return []
        text = rng.choice(honorifics)
        text = text if caps > 0.25 or rng.random() < 0.7 else text.upper()
        return [Piece(text, "prefix", value, number), Piece(" ", "prefix", value, number)]

    def _after(self, latin: bool, value: int, number: int) -> list[Piece]:
        """Pronouns and degrees."""
        rng = self.rng
        pieces: list[Piece] = []
        if rng.random() < 0.015:
            pieces += [Piece(" ", "other", value, number), Piece(rng.choice(listed("people.pronouns")))]
        if rng.random() < 0.1 and latin:
            anywhere = listed("people.suffixes")
            pool = (listed("people.suffixes", self.country) or anywhere) if rng.random() < 0.7 else anywhere
            several = rng.random() >= 0.75
            text = ", ".join(rng.sample(pool, min(2, len(pool)))) if several else rng.choice(pool)
            pieces += [
                Piece(rng.choice([", ", ", ", " ", " - "]), "other", value, number),
                Piece(text, "suffix", value, number),
            ]
        return pieces
