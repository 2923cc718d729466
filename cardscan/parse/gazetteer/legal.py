"""Find the legal form in a company's name."""

import re
import unicodedata
from functools import cache, lru_cache

from cardscan.parse.gazetteer.lexicon import sections


@lru_cache(2000)
def legal_form(text: str) -> str | None:
    """Return the legal form in `text` as printed ("Pvt. Ltd.", "株式会社"), or None."""
    text = unicodedata.normalize("NFC", text)
    found = [m.group().strip(" ,") for pattern in _patterns() for m in pattern.finditer(text)]
    return max(found, key=len, default=None)


@lru_cache(2000)
def legal_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where legal forms stand in `text`, start and end of each."""
    found = (m for pattern in _patterns() for m in pattern.finditer(text))
    return tuple((m.start(), m.end()) for m in found if m.group().strip(" ,"))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Build one pattern for each section of the list."""
    kinds = {role: sorted(entries, key=len, reverse=True) for role, _, entries in sections("legal")}
    forms = {role: "|".join(dict.fromkeys(map(_flexible, entries))) for role, entries in kinds.items()}
    dotted = "|".join({_dotted(entry.casefold()): "" for entry in kinds["cased"] if entry.count(".") > 1})
    return (
        # "SARL AU" is a form, and "au capital de" its capital.
        re.compile(rf"(?<![\w&/.-])(?:{forms['legal']})(?![\w&]|-\w|(?<=\bau)\s+capital\b)", re.IGNORECASE),
        re.compile(rf"(?<=[\w)&\"'”’».,] )(?:(?i:{dotted})|{forms['cased']})(?=\s*$|\s*[,;|(•·-])"),
        re.compile(rf"^\s*(?:{forms['start']})(?=[\s\"«“'.]\S|\s)"),
        re.compile(f"(?:{forms['inside']})"),
    )


def _flexible(form: str) -> str:
    """Return a pattern for `form` in which dots, commas and the blanks after dots may be missing."""
    pattern = ""
    for part in re.findall(r"\w+|[^\w\s.]|\.\s*|\s+", form):
        if part.startswith("."):
            pattern += r"\.?\s?"
        elif part.isspace():
            pattern += r"\s+"
        elif part == ",":
            pattern += ",?"
        else:
            pattern += re.escape(part)
    return pattern.removesuffix(r"\s?")


def _dotted(form: str) -> str:
    """Return a pattern for initials with all their dots: with those the case does not matter ("S.r.l.", "s.r.l.")."""
    return r"\s?".join(re.escape(part.strip()) for part in re.findall(r"[^.]+\.", form))
