"""The words that dates are made of in six languages, and a pattern for each that finds them in running text."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cardscan.text.folding import bare

_FILE = Path(__file__).parent / "data" / "words.toml"

#: Spaces are needed between words, but not after "d'", nor after the hyphen of "mi-mars".
_GAP, _NO_GAP = r"[\s-]+", r"\s*"

_PATTERN = r"""
    (?<![\w'./-])
    (?:(?P<by>{by})|(?P<before>{before})|(?P<on>{on}))?
    {article}{{0,2}}
    (?:
        (?P<iso>\d{{4}}(?:-\d{{1,2}}-|/\d{{1,2}}/)\d{{1,2}})
      | (?P<dotted>\d{{1,2}}\.\s?\d{{1,2}}\.(?:\s?\d{{4}}|\d{{2}})?)
      | (?P<slashed>\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d{{2}})|\d{{1,2}}-\d{{1,2}}-\d{{4}})
      | (?:(?P<its_weekday>{weekday}|{short_weekday}),?\s+{article}?)?
        (?P<day>\d{{1,2}}){ordinal}?\s*{of}?(?P<month>{month}|{short_month})(?:,?\s+{of}?(?P<year>\d{{4}}))?
      | (?P<us_month>{month}|{short_month})\s+(?P<us_day>\d{{1,2}}){ordinal}?(?:,?\s+(?P<us_year>\d{{4}}))?(?![\d.:,]\d)
      | {in}(?P<count>\d{{1,3}}|{number})\s+(?P<unit>{unit})
      | (?P<count_from_now>\d{{1,3}}|{number})\s+(?P<unit_from_now>{unit})\s+(?:{from_now})
      | (?P<today>{today})
      | (?P<overmorrow>{overmorrow})
      | (?P<tomorrow>{tomorrow})
      | (?P<weekend>{weekend})
      | (?:(?P<start>{start})|(?P<mid>{mid})|(?P<end>{end})){of}?{article}?
        (?:(?P<edge_next>{next})?(?P<edge_unit>{unit})(?P<edge_after>\s+(?:{after}))?
         | (?P<edge_month>{month}|{short_month})(?:\s+{of}?(?P<edge_month_year>\d{{4}}))?
         | (?P<edge_year>20\d\d))
      | (?:(?P<next>{next})(?P<next_unit>{unit})|(?P<unit_after>{unit})\s+(?:{after}))
      | {this}(?P<this_unit>{unit})
      | (?P<weekday_next>{next})?(?P<weekday>{weekday})(?P<weekday_after>\s+(?:{after}))?
      | (?P<short_weekday>{short_weekday})
      | (?P<nth>{nth})
      | (?P<lone_month>{month})(?:,?\s+{of}?(?P<lone_month_year>\d{{4}}))?
    )
    (?:[\s,]+{article}?(?:{daytime}))?(?!\w)
"""


@dataclass(frozen=True, slots=True)
class DateWords:
    """What dates are made of in one language. All of it matches folded text (see `fold`)."""

    code: str
    phrase: re.Pattern[str]  # a date, with the preposition before it
    within: re.Pattern[str]  # a preposition for a month, not for a day
    not_after: re.Pattern[str]  # ends a text after which a date is no due date: "the report of"
    clause_end: re.Pattern[str]  # starts what may follow a date that has no preposition
    elsewhen: re.Pattern[str]  # within a clause that speaks of what was, or of every week
    how: re.Pattern[str]  # before "in two weeks" which is how long it takes
    english: Mapping[str, str]  # the name of a day, month or unit, or a number, as dateparser reads it

    def names(self, text: str) -> str:
        """Give the English for the name of a day, a month or a unit, or for a number word."""
        return self.english.get(" ".join(text.split()), text)


def folded_in_place(text: str) -> str:
    """Lower the case and take off accents, letter by letter: what is found has the same place in the text itself."""
    return "".join(folded if len(folded := bare(letter)) == 1 else letter for letter in text)


@cache
def languages() -> tuple[DateWords, ...]:
    """Read the words of every language."""
    told: dict[str, dict[str, Any]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(_language(code, words) for code, words in told.items())


def _language(code: str, words: dict[str, Any]) -> DateWords:
    tables = ("unit", "number", "weekday", "short_weekday", "month", "short_month")
    named = {table: [each for said in words[table].values() for each in said] for table in tables}
    leading = ("by", "before", "on", "article", "of", "next", "this", "within", "start", "mid", "end", "in")
    standing = ("today", "tomorrow", "overmorrow", "weekend", "daytime", "after", "from_now")
    parts = {
        **{key: f"(?:{_any(each)})" for key, each in named.items()},
        **{key: _leading(words[key]) for key in leading},
        **{key: _any(words[key]) for key in standing},
        "ordinal": words["ordinal"],
        "nth": words["nth"],
    }
    return DateWords(
        code=code,
        phrase=re.compile(_PATTERN.format(**parts), re.VERBOSE),
        within=re.compile(parts["within"]),
        not_after=re.compile(rf"(?<!\w)(?:{_any(words['not_after'])})\s+{parts['article']}?$"),
        clause_end=re.compile(rf"\s*(?:$|[.,;:!?)\]\"»–—]|-\s|(?:{_any(words['and'])})\b)"),
        elsewhen=re.compile(rf"(?<!\w)(?:{folded_in_place(words['elsewhen'])})(?!\w)"),
        how=re.compile(rf"(?<!\w)(?:{_any(words['how'])})(?!\w)"),
        english={
            folded_in_place(each): name for table in tables for name, said in words[table].items() for each in said
        },
    )


def _any(words: Iterable[str]) -> str:
    """Match one of the words; nothing where there are none."""
    folded = sorted({folded_in_place(word) for word in words}, key=lambda word: (-len(word), word))
    return "|".join(r"\s+".join(map(re.escape, word.split())) for word in folded) or r"(?!)"


def _leading(words: Iterable[str]) -> str:
    """Match one of the words with the gap before what follows."""
    words = list(words)
    tight = [word for word in words if word[-1] in "'-"]
    loose = [word for word in words if word[-1] not in "'-"]
    return f"(?:(?:{_any(loose)}){_GAP}|(?:{_any(tight)}){_NO_GAP})"
