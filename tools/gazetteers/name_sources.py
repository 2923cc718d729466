"""Gather given and family names from the packages and from our own lists, with how well each is attested."""

import csv
import hashlib
import importlib
import pkgutil
import re
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

import faker.providers.person as faker_person

from cardscan.text.folding import fold

#: Pieces of names that are no name alone.
PARTICLES = frozenset("al el de da dos der den la le du del della des ter von zu of and the bin binti not for".split())
CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґјљњћђџѓќѕ",
        (
            "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya "
            "i i ie g j lj nj c dj dz gj kj dz"
        ).split(),
        strict=True,
    )
)
GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",
        "a v g d e z i th i k l m n x o p r s s t y f ch ps o a e i i o y o i y i y".split(),
        strict=True,
    )
)
OWN = Path(__file__).parent
#: The first lines of getindianname's lists, which are a plain list of Sanskrit names; what follows has no known source.
PLAIN_MALE, PLAIN_FEMALE = 1450, 900


@dataclass(slots=True)
class Evidence:
    """Who says that a word is a name: the lists that hold it, and its share of the people of the US census."""

    lists: set[str] = field(default_factory=set)
    percent: float = 0.0
    rank: int = 0  # in the census

    def strength(self) -> float:
        """Weigh 0..1 how well attested it is: one list is good evidence, every further one adds some."""
        if self.lists == {"weak"}:
            weight = 0.5
        elif self.lists:
            weight = min(1.0, 0.65 + 0.07 * (len(self.lists) - 1) + 0.2 * self._own())
        else:
            weight = 0.0
        if self.rank:
            census = 0.95 if self.rank < 1500 else 0.75 if self.rank < 8000 else 0.55 if self.rank < 30000 else 0.4
            weight = max(census, min(1.0, weight + 0.1 * census))
        return weight

    def mass(self) -> float:
        """Guess how many in a million words of running text are this name."""
        return 100 * self.percent + 2 * len(self.lists - {"weak"}) + 18 * self._own()

    def _own(self) -> bool:
        return any(source.startswith("own") for source in self.lists)


Names = dict[str, Evidence]


def given_names() -> Names:
    """Return the given names of all sources, folded."""
    found: Names = {}
    _faker(found, "first_name")
    for sex in ("male", "female"):
        _census(found, f"dist.{sex}.first")
        _add(found, f"indian_{sex}", _lines("indian_names", f"first.{sex}.names")[1:])
    _add(found, "getindianname", _lines("getindianname", "malename.txt")[:PLAIN_MALE])
    _add(found, "getindianname", _lines("getindianname", "femalename.txt")[:PLAIN_FEMALE])
    _add(found, "tamil", [row.split(",")[1] for row in _lines("tamilnames", "data/names.csv")[1:]])
    _add(found, "tamil", [row.split(",")[2] for row in _lines("tamilnames", "data/names.csv")[1:]])
    _indic_faker(found, "FIRST_NAMES")
    _japanese_given(found)
    _chinese_given(found)
    _own(found, "given")
    return found


def family_names() -> Names:
    """Return the family names of all sources, folded."""
    found: Names = {}
    _faker(found, "last_name")
    _census(found, "dist.all.last")
    _add(found, "indian_last", _lines("indian_names", "last.names")[1:])
    _indic_faker(found, "LAST_NAMES")
    for rank, row in enumerate(csv.reader(_lines("japanese_personal_name_dataset", "dataset/last_name_org.csv"))):
        _add(found, "own-japan" if rank < 800 else "japan", [row[0], *(_romaji(row[3]))])
    rows = list(csv.reader(_lines("sinonym", "data/familyname_orcid.csv")[1:]))
    _add(found, "china", [r[0] for r in rows[:450]])
    for spelling, _, ppm, share in csv.reader(_lines("sinonym", "data/surname_romanizations.csv")[1:]):
        if float(share) == 1 and float(ppm) > 100:
            _add(found, "own-china" if float(ppm) > 2000 else "china", [spelling])
    _own(found, "family")
    return found


def held_out(given: Names, family: Names) -> dict[str, set[str]]:
    """Return a seeded tenth of Faker's Latin names, for tests that need names that we do not know.

    Only names of one Faker locale that no other list holds: what a card in the field brings that we do not hold is rare
    too, and no user should have to do without James and Patel.
    """
    held: dict[str, set[str]] = {}
    for kind, names in (("given", given), ("family", family)):
        held[kind] = {
            n for n in names if _drawn(n) and _rare(n, given, family) and n.isascii() and n.isalpha() and len(n) > 3
        }
    return held


def _rare(name: str, *tables: Names) -> bool:
    """Say whether one Faker list alone holds `name`, and few people of the census have it."""
    found = [table[name] for table in tables if name in table]
    lists = set().union(*(e.lists for e in found))
    common = any(0 < e.rank < 5000 for e in found)
    return len(lists) == 1 and next(iter(lists)).startswith("faker") and not common


def _drawn(name: str) -> bool:
    return hashlib.sha256(f"held out {name}".encode()).digest()[0] < 0.17 * 256


def _faker(found: Names, attribute: str) -> None:
    for module in pkgutil.iter_modules(faker_person.__path__):
        provider = importlib.import_module(f"{faker_person.__name__}.{module.name}").Provider
        for name in dir(provider):
            values = getattr(provider, name)
            if name.startswith(attribute) and not callable(values) and not isinstance(values, property):
                flat = [v if isinstance(v, str) else " ".join(map(str, v)) for v in values]
                _add(found, f"faker {module.name}", flat)


def _census(found: Names, name: str) -> None:
    for row in _lines("names", name):
        word, percent, _, rank = row.split()
        if int(rank) > 60000:
            break
        evidence = found.setdefault(fold(word), Evidence())
        evidence.percent = max(evidence.percent, float(percent))
        evidence.rank = min(evidence.rank or int(rank), int(rank))


def _indic_faker(found: Names, suffix: str) -> None:
    for module in pkgutil.iter_modules(importlib.import_module("indic_faker.data.names").__path__):
        values = vars(importlib.import_module(f"indic_faker.data.names.{module.name}"))
        for name, names in values.items():
            if suffix in name:
                _add(found, f"indic {module.name}", names)


def _japanese_given(found: Names) -> None:
    for sex in ("man", "woman"):
        for row in csv.reader(_lines("japanese_personal_name_dataset", f"dataset/first_name_{sex}_opti.csv")):
            _add(found, "japan", _romaji(row[1]))
            _add(found, "weak", [row[0], *[n for n in row[2:] if len(n) == 2][:10]])
        for row in csv.reader(_lines("japanese_personal_name_dataset", f"dataset/first_name_{sex}_org.csv")):
            _add(found, "weak", _romaji(row[1]))


def _romaji(word: str) -> list[str]:
    """Return the usual ways to write a name: satou, sato, satoh."""
    short = word.replace("ou", "o").replace("oo", "o").replace("uu", "u")
    spellings = {word, short}
    if word.endswith(("ou", "oo")):
        spellings.add(short + "h")
    if word.startswith("oo"):
        spellings |= {"oh" + word[2:], "o" + word[2:].replace("ou", "o")}
    return sorted(spellings | {s.replace("nb", "mb").replace("np", "mp") for s in spellings})


def _chinese_given(found: Names) -> None:
    """Join the commonest syllables of Chinese given names, as xiaoming."""
    rows = list(csv.reader(_lines("sinonym", "data/given_position.csv")[1:]))
    first = sorted(((int(r[1]), r[0]) for r in rows), reverse=True)[:110]
    last = sorted(((int(r[2]), r[0]) for r in rows), reverse=True)[:110]
    pairs = sorted(((a * b, x + y) for a, x in first for b, y in last), reverse=True)[:5000]
    _add(found, "china", [name for _, name in pairs])
    _add(found, "china", [x for _, x in first] + [y for _, y in last])


def _own(found: Names, kind: str) -> None:
    """Add our own lists, `<kind>_<where>.txt`; "+" lines hold syllables of which any two make a name."""
    for path in sorted(OWN.glob(f"{kind}_*.txt")):
        first: list[str] = []
        for line in path.read_text(encoding="utf-8").splitlines():
            line = line.partition("#")[0].strip()
            if line.startswith("+1"):
                first = line[2:].split()
            elif line.startswith("+2"):
                second = line[2:].split()
                _add(found, "weak", [a + b for a in first for b in second if a != b] + first + second)
            else:
                _add(found, f"own {path.stem}", line.split())


def _add(found: Names, source: str, names: list[str] | tuple[str, ...]) -> None:
    for name in names:
        for word in re.split(r"[\s\-,.()/]+", name):
            spelled = {fold(word)}
            lower = word.lower()
            if any(c in lower for c in "äöüß"):
                spelled.add(fold(lower.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")))
            if any(c in CYRILLIC or c in GREEK for c in lower):
                latin = "".join((CYRILLIC | GREEK).get(c, c) for c in lower).replace("-", "").replace("oy", "ou")
                spelled |= {latin, latin.replace("iy", "y"), latin.replace("iya", "ia")}
            for key in spelled - PARTICLES:
                key = key.strip("'’`\"")
                if (len(key) > 1 or not key.isascii()) and not any(c.isdigit() for c in key) and key:
                    found.setdefault(key, Evidence()).lists.add(source)
                    if "'" in key:
                        found.setdefault(key.replace("'", ""), Evidence()).lists.add(source)


def _lines(package: str, path: str) -> list[str]:
    text = (files(package) / path).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip()]
