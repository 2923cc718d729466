"""Say how much a line of text is a company's name; find its legal form, and the degrees and honorifics of people."""

import re
import unicodedata
from functools import cache

from cardscan.parse.gazetteer.lexicon import fold, lexicon, sections


def org_score(text: str) -> float:
    """Say 0..1 how much `text` is the name of a company or an institution."""
    missing = 0.02 if legal_form(text) else 1.0
    tags = lexicon("orgs").tag(text)
    for before, tag in zip([None, *tags], tags, strict=False):
        if tag.role == "name":
            missing *= 1 - tag.weight
        elif tag.role == "pair" and before and before.text in ("&", "and", "und", "et", "y", "e"):
            missing *= 1 - tag.weight
    return 1 - missing


def legal_form(text: str) -> str | None:
    """Return the legal form in `text` as printed ("Pvt. Ltd.", "株式会社"), or None."""
    text = unicodedata.normalize("NFC", text)
    found = [m.group().strip(" ,") for pattern in _legal_patterns() for m in pattern.finditer(text)]
    return max(found, key=len, default=None)


def degree(text: str) -> bool:
    """Say whether `text` is nothing but degrees and memberships ("M.Tech., Ph.D.", "MBBS, MD (Medicine)")."""
    text = re.sub(r"\((?!FH\))[^)]*\)", " ", unicodedata.normalize("NFC", text))
    loose, cased = _degrees()
    parts = [p for p in re.split(r"[,;/|&+]|\s-\s", text) if p.strip(" .")]
    return bool(parts) and all(_is_degrees(part.split(), loose, cased) for part in parts)


@cache
def honorifics() -> frozenset[str]:
    """Return the folded words that stand before a name, without dots ("dr", "shri", "dipl-ing")."""
    return frozenset(_bare(e) for role, _, entries in sections("orgs") if role == "honorific" for e in entries)


@cache
def honorifics_after() -> frozenset[str]:
    """Return the folded words that stand after a name (様, 님, "bhai")."""
    return frozenset(_bare(e) for role, _, entries in sections("orgs") if role == "honorific-after" for e in entries)


def _is_degrees(words: list[str], loose: frozenset[str], cased: frozenset[str]) -> bool:
    """Say whether `words` can be cut into degrees, the longest first."""
    if not words:
        return True
    for end in range(min(4, len(words)), 0, -1):
        piece = " ".join(words[:end])
        bare = _bare(piece)
        dotted = "." in piece.strip().rstrip(".") or piece.isupper()
        if (bare in loose or (dotted and bare in cased)) and _is_degrees(words[end:], loose, cased):
            return True
    return False


def _bare(text: str) -> str:
    return re.sub(r"[.\s]+", "", fold(text))


@cache
def _degrees() -> tuple[frozenset[str], frozenset[str]]:
    found: dict[str, set[str]] = {"degree": set(), "degree-cased": set()}
    for role, _, entries in sections("orgs"):
        if role in found:
            found[role] |= {_bare(re.sub(r"\((?!FH\))[^)]*\)", "", entry)) for entry in entries}
    cased = found["degree-cased"]
    return frozenset(found["degree"] - cased - {""}), frozenset(cased)


@cache
def _legal_patterns() -> tuple[re.Pattern[str], ...]:
    """Build one pattern for each kind of legal form; dots, and blanks between the parts, may be missing."""
    kinds: dict[str, list[str]] = {"legal": [], "cased": [], "start": [], "inside": []}
    for role, _, entries in sections("orgs"):
        if role in kinds:
            kinds[role] += entries
    before, after = r"(?<![\w&/.-])", r"(?![\w&]|-\w)"
    forms = {kind: "|".join(_flexible(e) for e in sorted(set(es), key=len, reverse=True)) for kind, es in kinds.items()}
    return (
        re.compile(f"{before}(?:{forms['legal']}){after}", re.IGNORECASE),
        re.compile(rf"(?<=[\w)&\"'”’.,] )(?:{forms['cased']})(?=\s*$|\s*[,;|(•·-])"),
        re.compile(rf"^\s*(?:{forms['start']})(?=[\s\"«“'.]\S|\s)"),
        re.compile(f"(?:{forms['inside']})"),
    )


def _flexible(form: str) -> str:
    parts = re.findall(r"\w+|[^\w\s.]|\.|\s+", form)
    out = []
    for part in parts:
        if part == ".":
            out.append(r"\.?\s?" if out else r"\.")
        elif part.isspace():
            out.append(r"\s?" if out and out[-1].endswith(r"\s?") else r"\s+")
        elif part == ",":
            out.append(",?")
        else:
            out.append(re.escape(part))
    return "".join(out).removesuffix(r"\s?")
