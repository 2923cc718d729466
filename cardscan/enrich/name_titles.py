"""Take for a title what was taken for the beginning of a name: "ดร.ปวีณ", "م. رامي", "Dr.Tarnwick", "Eng.ª Edda".

The network knows few titles that are not in Latin letters, none that is written in one with the name, and few of those
that a country has by the hundred.
"""

import re
from collections.abc import Mapping

from cardscan.parse.gazetteer import family_name, given_name
from cardscan.parse.gazetteer.styles import honorifics, is_degree
from cardscan.text.folding import fold
from cardscan.text.letters import squash
from cardscan.text.scripts import is_latin

#: What given names are shortened to, which looks like what stands before one: Maria, Mohammed, Sheikh, Joseph ...
_SHORTENED = frozenset("chas geo jos ma md mhd mohd muh muhd sk thos wm".split())  # noqa: SIM905 - read as words
_DOTTED = re.compile(r"(?:[^\s./]+\.)+")
_BEFORE_SLASH = re.compile(r"[^\s./]+ ?/")
_WORD = re.compile(r"[^\s./]{2,}(?=\s)")
#: A letter or a few behind the full stop, which say whether it is a man or a woman: Eng.ª, Dr.ssa, Sig.ra, Dr.in.
_WITH_ENDING = re.compile(r"([^\W\d_]{2,}\.)(?:[ªºao]|[a-z]{2,3}|ⁱⁿ)(?=\s)")
_IN_BRACKETS = re.compile(r"\([^()\d]{1,8}\)(?=\s)")  # behind another: "Col. (Retd.)"
_LONG, _SHORTEST = 5, 3  # letters of a phrase in the list, and of a word without a full stop
#: Thai and Arabic have no initials: what has full stops before a name is a title, of which no list holds all.
_NO_INITIALS = re.compile(r"(?:[\u0e01-\u0e4e]{1,5}\. ?)+(?=\S+ \S)|(?:[\u0621-\u064a]{1,2}\. ?)+(?=\S+ \S)")
#: Where degrees are said by their initials, each school its own: C.P., L.A.E., M.D.O.
_BY_INITIALS = frozenset("AR BO CL CO CR CU DO EC ES GT HN MX NI PA PE PY SV UY VE".split())  # noqa: SIM905
_INITIALS = re.compile(r"(?:[A-Z]\.){2,4}(?=\s)|(?:[A-Z]\.){1,3}[A-Z](?=\s)")
_BOTH, _THREE = 2, 3  # a given name and a family's; and one of each parent
_FAMILY_FIRST = frozenset({"HU", "VN"})
#: Titles that Thai writes in one with the name, too; what goes on with a vowel of their last letter is a name: นายิกา.
_GLUED = re.compile(r"(?:นางสาว|นาย|นาง|คุณ)(?=\s|[ก-ฮเ-ไ][^\s./]{2})")
#: Who has been in Mecca says so before the name, where it looks like an initial: "Ir. H. Tarno", "Hj. Kelpa".
_PILGRIMS, _HAJI = frozenset({"BN", "ID", "MY", "SG"}), re.compile(r"(?:K\.? ?)?Hj?\.(?= ?[A-Z][a-z]|[A-Z]{2})")
_KNOWN = 0.5  # how much the lists hold a word for a name


def is_shortened(word: str, country: str) -> bool:
    """Whether a word is short for a given name, though it looks like a title; in Indonesia Sri is one, too."""
    plain = word.casefold().strip(".")  # with its marks: Müh. is an engineer
    return plain in _SHORTENED or (country == "ID" and plain == "sri")


def with_title(name: str, parts: Mapping[str, str], country: str = "") -> dict[str, str]:
    """Return the parts of a name, those that are there; what stands before it is its prefix, as printed."""
    told = {part: text for part, text in parts.items() if text}
    start = _behind(name, told.get("prefix", ""))
    if start:
        told["prefix"] = name[:start].strip()
    first = min((p for p in ("given", "family") if p in told), key=lambda p: name.find(told[p].split()[0]), default="")
    while first in told and (title := _title(name[start:], country, name[:start])):
        taken = _behind(told[first], title)
        if not taken or not name[start + len(title) :].strip(" ./"):
            break
        start = _skipped(name, start + len(title))
        told |= {first: told[first][taken:], "prefix": name[:start].strip()}
        if not told[first]:
            del told[first]
            first = "family" if first == "given" else "given"
            told = _in_two(told, country)
    return told


def _in_two(told: dict[str, str], country: str) -> dict[str, str]:
    """Part the name that is left where its title had been taken for one of both: "د. رامي الترني"."""
    alone = [part for part in ("given", "family") if part in told]
    said = told[alone[0]].split() if len(alone) == 1 else []
    if len(said) < _BOTH:
        return told
    if country in _FAMILY_FIRST:
        return {**told, "given": " ".join(said[1:]), "family": said[0]}
    last = len(said) - (2 if country in _BY_INITIALS and len(said) >= _THREE else 1)
    return {**told, "given": " ".join(said[:last]), "family": " ".join(said[last:])}


def _behind(text: str, title: str) -> int:
    """How much of a text its title takes, with the signs and the gap behind it; 0 where it doesn't begin with that."""
    ends = (n for n in range(1, len(text) + 1) if squash(text[:n]) == squash(title))
    at = next(ends, 0) if squash(title) else 0
    rest = text[at:]
    return len(text) - len(re.sub(r"^[^\w\s(]*\s*[/.]?\s*", "", rest)) if at else 0


def _skipped(name: str, start: int) -> int:
    return len(name) - len(name[start:].lstrip())


def _title(text: str, country: str, before: str) -> str:
    """The title that a text begins with, and the sign behind it; "" where there is none. `before`: what led it."""
    if country in _PILGRIMS and (haji := _HAJI.match(text)):
        return haji[0]
    if before and (found := _IN_BRACKETS.match(text)) and _is_known(found[0]):
        return found[0]
    if phrase := _phrase(text, before):
        return phrase
    if (found := _WITH_ENDING.match(text)) and not honorifics().isdisjoint(map(_key, found.group(0, 1))):
        return found[0]
    if found := _NO_INITIALS.match(text):
        return found[0]
    if country in _BY_INITIALS and (found := _INITIALS.match(text)) and _names_follow(text[found.end() :]):
        return found[0]
    if found := _DOTTED.match(text):
        ends = [n + 1 for n, char in enumerate(found[0]) if char == "."]
        return next((text[:end] for end in reversed(ends) if _is_title(text[:end], text[end:], country)), "")
    if (found := _BEFORE_SLASH.match(text)) and not is_latin(text) and _key(found[0]) in honorifics():
        return found[0]
    if (found := _WORD.match(text)) and _key(found[0]) in honorifics() and not _is_name(found[0]):
        return found[0] if not is_latin(text) or _stands_alone(found[0], text[found.end() :], country) else ""
    return found[0] if (found := _GLUED.match(text)) else ""


def _phrase(text: str, before: str) -> str:
    """The two words of a text that are one title, or the first that is one with the word before it."""
    said = text.split(maxsplit=2)
    last = before.split()[-1:]
    if len(said) > _BOTH and _is_phrase(said[0], said[1]):
        return text.removesuffix(said[2]).rstrip()
    return said[0] if last and len(said) >= _BOTH and _is_phrase(last[0], said[0]) else ""


def _is_phrase(one: str, two: str) -> bool:
    """Whether the list holds two words as one title; shorter ones may be initials."""
    key = _key(one + two)
    return len(key) >= _LONG and key in honorifics()


def _is_title(dotted: str, behind: str, country: str) -> bool:
    """Whether a text with a full stop is a title: "Eng.", not "C.P.", which may be initials."""
    key = _key(dotted)
    whole = len(key) > 1 and not is_shortened(dotted, country) and not _INITIALS.match(f"{dotted} ")
    return key in honorifics() and (not is_latin(dotted) or (whole and (behind[:1].isupper() or behind[:1].isspace())))


def _names_follow(behind: str) -> bool:
    """Whether what stands behind initials begins with a given name: they are none then."""
    said = behind.split()
    return len(said) >= _THREE or (len(said) >= _BOTH and given_name(said[0]) >= _KNOWN)


def _stands_alone(word: str, behind: str, country: str) -> bool:
    """Whether a word in Latin letters without a full stop is a title before two names; two capitals may be initials."""
    short = _BOTH if country == "VN" and word.isupper() else _SHORTEST
    return len(word) >= short and not is_shortened(word, country) and len(behind.split()) >= _BOTH


def _is_known(bracketed: str) -> bool:
    inside = bracketed.strip("()")
    return _key(inside) in honorifics() or is_degree(inside, cased=True)


def _key(text: str) -> str:
    return re.sub(r"[.\s/()]+", "", fold(text))


def _is_name(word: str) -> bool:
    return max(given_name(word), family_name(word)) >= _KNOWN
