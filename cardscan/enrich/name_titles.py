"""Take for a title what was taken for the beginning of a name: "ดร.ปวีณ", "م. رامي", "Dr.Tarnwick".

The network knows few titles that are not in Latin letters, and none that is written in one with the name.
"""

import re
from collections.abc import Mapping

from cardscan.parse.gazetteer import family_name, given_name
from cardscan.parse.gazetteer.styles import honorifics
from cardscan.text.folding import fold
from cardscan.text.scripts import is_latin

#: What given names are shortened to, which looks like what stands before one: Maria, Mohammed, Sheikh, Joseph ...
SHORTENED = frozenset("chas geo jos ma md mhd mohd muh muhd sk thos wm".split())  # noqa: SIM905 - read as words
_DOTTED = re.compile(r"(?:[^\s./]+\.)+")
_BEFORE_SLASH = re.compile(r"[^\s./]+ ?/")
_WORD = re.compile(r"[^\s./]{2,}(?=\s)")
#: Titles that Thai writes in one with the name, too; what goes on with a vowel of their last letter is a name: นายิกา.
_GLUED = re.compile(r"(?:นางสาว|นาย|นาง|คุณ)(?=\s|[ก-ฮเ-ไ][^\s./]{2})")
#: Who has been in Mecca says so before the name, where it looks like an initial: "Ir. H. Tarno", "Hj. Kelpa".
_PILGRIMS, _HAJI = frozenset({"BN", "ID", "MY", "SG"}), re.compile(r"(?:K\.? ?)?Hj?\.(?= ?[A-Z][a-z]|[A-Z]{2})")
_KNOWN = 0.5  # how much the lists hold a word for a name


def with_title(name: str, parts: Mapping[str, str], country: str = "") -> dict[str, str]:
    """Return the parts of a name, those that are there; what stands before it is its prefix."""
    told = {part: text for part, text in parts.items() if text}
    start = _skipped(name, len(told.get("prefix", "")) if name.startswith(told.get("prefix", "")) else 0)
    first = min((p for p in ("given", "family") if p in told), key=lambda p: name.find(told[p].split()[0]), default="")
    while first in told and (title := _title(name[start:], country)) and name[start + len(title) :].strip(" ./"):
        text = told[first].removeprefix(title.strip(" /")).lstrip(" ./")
        if text == told[first]:
            break
        start = start + len(title)
        told |= {first: text, "prefix": name[:start].strip()}
        start = _skipped(name, start)
        if not text:
            del told[first]
            first = "family" if first == "given" else "given"
            told = _in_two(told)
    return told


def _in_two(told: dict[str, str]) -> dict[str, str]:
    """Part the name that is left where its title had been taken for the given one: "د. رامي الترني"."""
    alone = [part for part in ("given", "family") if part in told]
    if len(alone) != 1 or not (pair := re.fullmatch(r"(\S+) (\S+)", told[alone[0]])):
        return told
    return {**told, "given": pair[1], "family": pair[2]}


def _skipped(name: str, start: int) -> int:
    return len(name) - len(name[start:].lstrip())


def _title(text: str, country: str) -> str:
    """The title that a text begins with, and the sign behind it; "" where there is none."""
    if country in _PILGRIMS and (haji := _HAJI.match(text)):
        return haji[0]
    if found := _DOTTED.match(text):
        ends = [n + 1 for n, char in enumerate(found[0]) if char == "."]
        return next((text[:end] for end in reversed(ends) if _is_title(text[:end], text[end:])), "")
    if is_latin(text):
        return ""
    if (found := _BEFORE_SLASH.match(text)) and _key(found[0]) in honorifics():
        return found[0]
    if (found := _WORD.match(text)) and _key(found[0]) in honorifics() and not _is_name(found[0]):
        return found[0]
    return found[0] if (found := _GLUED.match(text)) else ""


def _is_title(dotted: str, behind: str) -> bool:
    """Whether a text with a full stop is a title; the network tells those in Latin letters that stand apart."""
    key = _key(dotted)
    glued = len(key) > 1 and key not in SHORTENED and behind[:1].isupper()
    return key in honorifics() and (glued or not is_latin(dotted))


def _key(text: str) -> str:
    return re.sub(r"[.\s/]+", "", fold(text))


def _is_name(word: str) -> bool:
    return max(given_name(word), family_name(word)) >= _KNOWN
