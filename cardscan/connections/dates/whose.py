"""Whose a day is that a clause of a note names: theirs, as in "launch on 3 May", or mine, everybody's, long gone.

What shows it is in `data/theirs.toml`, language by language.
"""

import calendar
import re
import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Literal

from cardscan.connections.dates.datewords import folded_in_place
from cardscan.connections.dates.phrases import Phrase
from cardscan.parse.gazetteer.names import given_name

#: Theirs; not theirs, whatever else is said; or nothing shows whose it is.
Verdict = Literal["theirs", "not theirs", "unknown"]

AROUND = " \t\r\n.,;:!?–—-()\"'„“”«»"
_FILE = Path(__file__).parent / "data" / "theirs.toml"
_TO_COME = ("next", "next_unit", "unit_after", "tomorrow", "edge_next", "weekday_next", "weekday_after", "year")
#: Names of days and months, as dateparser reads them, and what joins two of them.
_NAMES = {calendar.month_name[n].lower() for n in range(1, 13)} | {each.lower() for each in calendar.day_name}
_JOINS = {"to", "till", "until", "and", "bis", "zum", "und", "au", "et", "al", "y", "e", "ate", "a", "-", "–"}
#: What is done together is told by the first words of a clause, but not behind an article: "closes the café".
_FIRST_WORDS = 3
_ARTICLES = ("the", "der", "die", "das", "dem", "den", "le", "la", "les", "el", "los", "il", "lo", "o", "a", "os", "as")
_THE = {*_ARTICLES} - {"a"}
_NO_MORE = r"(?!\w)"  # letters of the same word
_NEAR = 12  # characters before a weekend in which it is said which one
_LIKELY = 0.5  # that a word is a given name
_DIGIT = re.compile(r"\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Signs:
    """What in one language shows whose a day is; the file says what each is."""

    happens: re.Pattern[str]
    they: re.Pattern[str]
    statement: re.Pattern[str]
    verb: re.Pattern[str]
    after_name: re.Pattern[str]
    mine: re.Pattern[str]
    ours: re.Pattern[str]
    task: re.Pattern[str]
    told: re.Pattern[str]
    past: re.Pattern[str]
    accented: re.Pattern[str]
    ahead: re.Pattern[str]
    coming: re.Pattern[str]
    future: re.Pattern[str]
    often: re.Pattern[str]
    lasting: re.Pattern[str]
    onward: re.Pattern[str]
    since: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause with a day in it, which is left out of all but `before` and `after`."""

    phrase: Phrase
    typed: str
    lower: str  # with its accents
    folded: str
    rest: str  # folded, without a day that begins it, and who tells it
    before: str
    after: str


def whose(text: str, start: int, end: int, phrase: Phrase) -> Verdict:
    """Judge by a clause of a text whose the day is that it names."""
    signs = _all_signs()[phrase.words.code]
    clause = _clause(text[start:end], start, phrase, signs)
    if _is_not_theirs(clause, signs):
        return "not theirs"
    happens = bool(signs.happens.search(clause.folded))
    if phrase.has("weekend"):  # what one does at any is no day
        window = f"{clause.before[-_NEAR:]}{phrase.match[0]}"
        return "theirs" if signs.coming.search(window) else "unknown"
    if phrase.has("count"):  # so is how long something takes: "sell 40 looms in 12 months"
        lasts = signs.lasting.search(clause.folded) or _DIGIT.search(clause.folded)
        return "theirs" if happens and not lasts else "unknown"
    if happens or _tells_of_somebody(clause, signs):
        return "theirs"
    named = phrase.dated or phrase.promised or phrase.has("weekday", "next_unit", "unit_after")
    # An English task may begin with any verb; in the others its form tells that it is none of theirs.
    return "theirs" if named and phrase.words.code != "en" else "unknown"


def _clause(typed: str, start: int, phrase: Phrase, signs: _Signs) -> _Clause:
    folded = folded_in_place(typed)
    first, last = (at - start for at in phrase.match.span())
    before, after = folded[:first], folded[last:]
    gap = " " * (last - first)
    rest = (signs.onward.sub("", before) + gap + after).strip(AROUND)
    if teller := signs.told.match(rest):
        rest = rest[teller.end() :]
    whole = typed[:first] + gap + typed[last:]
    return _Clause(phrase, whole.strip(AROUND), whole.lower(), rest, rest.strip(AROUND), before, after)


def _is_not_theirs(clause: _Clause, signs: _Signs) -> bool:
    """Tell whether it is mine, ours, again and again, or has been."""
    phrase, folded = clause.phrase, clause.folded
    with_day = clause.before + phrase.match[0] + clause.after
    if signs.since.search(clause.before) or signs.mine.search(folded) or signs.often.search(with_day):
        return True
    if signs.task.match(clause.rest) or _ends_a_range(clause):
        return True
    if _is_ours(clause.rest, signs) and not _speaks_of_them(clause, signs):
        return True
    return bool(signs.accented.search(clause.typed)) or _has_been(clause, signs)


def _has_been(clause: _Clause, signs: _Signs) -> bool:
    if clause.phrase.has(*_TO_COME) or signs.ahead.search(clause.folded) or signs.future.search(clause.lower):
        return False
    return bool(signs.past.search(clause.folded))


def _speaks_of_them(clause: _Clause, signs: _Signs) -> bool:
    return bool(signs.they.search(clause.folded) or signs.future.search(clause.lower))


def _tells_of_somebody(clause: _Clause, signs: _Signs) -> bool:
    if _speaks_of_them(clause, signs) or signs.statement.match(clause.rest) or signs.verb.match(clause.typed):
        return True
    name, _, after = clause.typed.partition(" ")
    return name[:1].isupper() and bool(signs.after_name.match(after.lower())) and given_name(name) > _LIKELY


def _is_ours(rest: str, signs: _Signs) -> bool:
    words = rest.split()
    return any(
        signs.ours.match(" ".join(words[at:])) and not (at and words[at - 1] in _THE)
        for at in range(min(_FIRST_WORDS, len(words)))
    )


def _ends_a_range(clause: _Clause) -> bool:
    """Tell whether it ends what comes again and again: "November to March", "von Montag bis Freitag"."""
    words = [word for word in re.split(r"[\s']", clause.before.strip()) if word not in _JOINS]
    return not clause.phrase.dated and bool(words) and clause.phrase.words.names(words[-1]) in _NAMES


@cache
def _all_signs() -> dict[str, _Signs]:
    told: dict[str, dict[str, str]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {code: _signs(patterns) for code, patterns in told.items()}


def _signs(patterns: dict[str, str]) -> _Signs:
    """Compile patterns to match whole words; what stands before a day, with an article, at the end of a text."""
    ends = {"since": rf"\s*(?:{'|'.join(_ARTICLES)})?\s*$", "onward": r"\s*$", "told": ""}
    names = [each.name for each in fields(_Signs)]
    return _Signs(*(re.compile(rf"(?<!\w)(?:{patterns[name]}){ends.get(name, _NO_MORE)}") for name in names))
