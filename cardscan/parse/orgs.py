"""Choose the company's name: of all the ways to put touching segments together, the one most like a name.

A name may be spread over a logo, stand small in the address, or in the domain. Each way is described by
numbers and scored by a linear model, fitted with the labels by `tools/fit_labels.py`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from cardscan.geometry import gaps
from cardscan.parse import gazetteer as known
from cardscan.parse.features import (
    LEADS,
    Rows,
    Surroundings,
    covered,
    ground_distance,
    ink_distance,
    is_honorific,
    squash,
    words,
)
from cardscan.parse.features import initials as initials_of
from cardscan.parse.labels import LABELS
from cardscan.parse.segments import Segment, in_reading_order
from cardscan.text.scripts import is_latin

MAYBE = 0.04  # a segment this likely a company's may be in its name
LONGEST = 4  # segments of one name
MOST = 14  # segments considered
COLUMN = LABELS.index("org")
#: What a name is described by; the last: there is no name.
NAMES = tuple(
    """
    org_max org_min org_mean two three four left domain domain_near domain_is domain_part initials local
    has_domain form form_named form_end org_word generic completed scripts acronym abbreviated
    left_even brand job honorific address unread wants follows fn adr title other tall small uneven one_line
    beside gap aligned repeats one_word wordy tiny short digits list open top upper ink ink_uneven ink_out
    ink_out_even covers covers_much owner amp agreed cut bracket tail more enough inner lead lead_left
    slogan ground ring twice trade none
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Name:
    """A way to put a name together."""

    segments: tuple[Segment, ...]
    text: str
    features: NDArray[np.float64]


def candidates(segments: Sequence[Segment], likely: Rows, around: Surroundings) -> list[Name]:
    """Return the ways to put a company's name together."""
    chance = {id(s): p for s, p in zip(segments, likely, strict=True)}
    mine = sorted((s for s in segments if chance[id(s)][COLUMN] >= MAYBE), key=lambda s: -chance[id(s)][COLUMN])[:MOST]
    if not mine:
        return []
    tallest = max(s.height for s in segments)
    flats = [squash(s.text) for s in segments]
    acronyms = [a for s in segments if len(a := initials_of(bare(s.text))) > 1]
    lists = [squash(s.text) for s in segments if _BRANDS.search(s.text)]
    names = []
    for group in _groups(mine):
        ordered = tuple(in_reading_order(group))
        text = text_of(ordered)
        if squash(text):
            rest = [s for s in mine if s not in group]
            names.append(
                Name(ordered, text, _describe(ordered, text, rest, chance, around, tallest, flats, acronyms, lists))
            )
    return names


def _groups(mine: Sequence[Segment]) -> Iterator[tuple[Segment, ...]]:
    """Single segments, and up to `LONGEST` that hang together."""
    near = {(id(a), id(b)) for a, b in combinations(mine, 2) if touching(a, b)}
    near |= {(b, a) for a, b in near}
    level: set[frozenset[int]] = {frozenset((i,)) for i in range(len(mine))}
    for _ in range(LONGEST):
        for group in sorted(level, key=sorted):
            yield tuple(mine[i] for i in sorted(group))
        level = {
            group | {i}
            for group in level
            for i in range(len(mine))
            if i not in group and any((id(mine[i]), id(mine[j])) in near for j in group)
        }


def touching(a: Segment, b: Segment) -> bool:
    """True when one stands right above the other, or right beside it."""
    across, down = gaps(a.place, b.place)
    tall = max(a.height, b.height)
    if down < -0.4 * min(a.height, b.height):
        return across < 0.8 * tall
    return down < 0.6 * tall and across < 0


def _describe(
    group: Sequence[Segment],
    text: str,
    rest: Sequence[Segment],
    chance: dict[int, NDArray[np.float64]],
    around: Surroundings,
    tallest: float,
    flats: Sequence[str],
    acronyms: Sequence[str],
    lists: Sequence[str],
) -> NDArray[np.float64]:
    p = np.array([chance[id(s)] for s in group])
    org = p[:, COLUMN]
    short = bare(text)
    flat, flat_short = squash(text), squash(short)
    domain = max((_alike(flat_short, d) for d in around.domains), default=0.0)
    part = any(len(flat_short) > 3 and (d.startswith(flat_short) or flat_short.startswith(d)) for d in around.domains)
    initials = "".join(w[0] for w in words(short)).casefold()
    form = legal_form(text)
    heights = [s.height for s in group]
    uneven = min(2.0, max(heights) / min(heights) - 1)
    inside = max((ink_distance(x.ink, y.ink) for x, y in combinations(group, 2)), default=0.0)
    near = [s for s in rest if any(touching(s, member) for member in group)]
    outside = min((ink_distance(s.ink, member.ink) for s in near for member in group), default=1.0)
    pairs = list(pairwise(group))
    tokens = words(text)
    last = org_word(group[-1].text)
    named = has_proper(text)
    lead = bool(tokens) and tokens[0].casefold() in LEADS
    below = [s for s in near if s.place[1] + s.place[3] > group[-1].place[1] + group[-1].place[3]]
    slogan = any(map(_is_slogan, group[1:]))
    says = [s.text for s in below if len(words(s.text)) < 4 and not _is_slogan(s)]
    covers = max((covered(words(short), d) for d in around.domains), default=0.0)
    values = {
        "org_max": org.max(),
        "org_min": org.min(),
        "org_mean": float(np.log(np.clip(org, 0.02, 0.98) / (1 - np.clip(org, 0.02, 0.98))).mean()),
        "two": len(group) == 2,
        "three": len(group) == 3,
        "four": len(group) > 3,
        "left": sum(float(chance[id(s)][COLUMN]) for s in near),
        "domain": domain,
        "domain_near": domain > 0.86,
        "domain_is": domain > 0.99,
        "domain_part": part,
        "initials": len(initials) > 1 and initials in around.domains,
        "local": max((_alike(flat_short, name) for name in around.locals), default=0.0) > 0.8,
        "has_domain": bool(around.domains),
        "form": form is not None,
        "form_named": form is not None and len(words(short)) >= 2,
        "form_end": form is not None and text.rstrip(" .").endswith(form.rstrip(" .")),
        "org_word": org_word(text),
        "generic": not named,
        "completed": len(group) > 1
        and not slogan
        and not _LIST.search(group[-1].text)
        and last >= 0.4
        and not has_proper(group[-1].text)
        and org_word(group[0].text) < 0.3,
        "scripts": len({is_latin(s.text) for s in group}) > 1,  # names in two scripts are two
        "acronym": len(group) > 1 and any(squash(s.text) in acronyms for s in group),
        "abbreviated": len(initials) > 1 and initials in flats,
        "wants": org_word(text) < 0.3 and max(map(org_word, says), default=0.0),
        "follows": any(_OPEN.search(s.text) for s in near if s not in below),
        "left_even": max((float(chance[id(s)][COLUMN]) for s in near if _even(s, group)), default=0.0),
        "brand": any(len(f := squash(s.text)) > 2 and f in other for s in group for other in lists),
        "job": max(job(s.text) for s in group),
        "honorific": bool(tokens) and is_honorific(tokens[0]) and not lead,
        "lead": lead,
        "address": max(place(s.text) for s in group),
        "unread": min(1.0, 4 * max(0.0, 0.85 - min(s.confidence for s in group))),
        "fn": p[:, LABELS.index("fn")].max(),
        "adr": p[:, LABELS.index("adr")].max(),
        "title": p[:, LABELS.index("title")].max(),
        "other": p[:, LABELS.index("other")].max(),
        "tall": max(heights) / tallest,
        "small": min(heights) / tallest,
        "uneven": uneven,
        "one_line": len(group) > 1 and group[0].span.line == group[-1].span.line,
        "beside": any(a.span.line != b.span.line and _beside(a, b) for a, b in pairs),
        "gap": max((_gap(a, b) for a, b in pairs), default=0.0),
        "aligned": len(group) > 1 and abs(group[0].place[0] - group[-1].place[0]) < 0.02,
        "repeats": len(flat_short) > 2 and sum(flat_short in f for f in flats) > len(group),
        "one_word": len(tokens) == 1,
        "wordy": max(0, len(tokens) - 5),
        "tiny": any(len(squash(s.text)) < 3 for s in group),
        "short": len(flat) < 4,
        "digits": any(c.isdigit() for c in text),
        "list": sum(c in ",/-·:" for c in text),
        "open": bool(_OPEN.search(text)),
        "top": group[0].place[1] < 0.15,
        "upper": text == text.upper(),
        "ink": inside,
        "ink_uneven": inside * (len(group) > 1) * (uneven > 0.3),
        "ink_out": 1 - outside,
        "ink_out_even": (1 - outside) * any(0.8 < s.height / m.height < 1.25 for s in near for m in group),
        "covers": covers,
        "covers_much": covers > 0.5,
        "owner": "&" not in text and any(squash(w) in around.locals for w in tokens),
        "agreed": 1 - min(s.agreed for s in group),
        "cut": any(s.text.endswith(",") for s in group[:-1]) or group[-1].text.endswith(","),
        "bracket": text.startswith("("),
        "tail": len(group) > 1 and len(words(group[-1].text)) > 2 and heights[-1] < 0.6 * max(heights),
        "more": len(group) > 1 and form is None and last >= 0.4 and _is_whole(text_of(group[:-1])),
        "inner": form is not None and all(squash(part) for part in text.partition(form)[::2]),
        "enough": form is not None or _is_whole(text),
        "lead_left": any(s.text.casefold().strip(" .") in LEADS for s in near),
        "ground": max((ground_distance(x.ground, y.ground) for x, y in combinations(group, 2)), default=0.0),
        "ring": any(s.ring for s in group),
        "slogan": slogan,
        "trade": len(tokens) == 1 and not named and org_word(text) >= 0.4,
        "twice": len(set(map(squash, tokens))) < len(tokens),
        "amp": bool(re.search(r"\w (?:&|and|und|\+) \w", text)),
    }
    return np.array([float(values[name]) for name in NAMES[:-1]])


def _is_slogan(s: Segment) -> bool:
    """True of "Shaping Tomorrow", but not of "Printing Press"."""
    first = next(iter(words(s.text)), "")
    return bool(re.fullmatch("[A-Za-z]{3,}ing", first)) and org_word(first) < 0.3 and len(words(s.text)) > 1


def _is_whole(text: str) -> bool:
    """True of a name that says who, and what they do."""
    return org_word(text) >= 0.4 and has_proper(text)


_LIST = re.compile(r"\w\s*[·•|/]\s*\w")  # "Sails · Ropes · Tar"
_OPEN = re.compile(r"(?:[&,-]|\b(?:and|of|for|the|und|de))\s*$", re.I)


# "Authorised dealer of …", "Tiles, Taps, Fans, Geysers": whose names stand here are others'.
_BRANDS = re.compile(r"\b(?:authori[sz]ed|dealers?|distributors?|stockists?|partners?)\b|(?:,[^,]+){3}", re.I)


def _even(s: Segment, group: Sequence[Segment]) -> bool:
    """True when a segment goes on in the same letters, in line with a member of the group."""
    return any(
        0.87 < s.height / m.height < 1.15
        and min(abs(s.place[0] - m.place[0]), abs(sum(s.place[::2]) - sum(m.place[::2])) / 2) < 0.5 * m.height
        for m in group
    )


def _beside(a: Segment, b: Segment) -> bool:
    return gaps(a.place, b.place)[1] < -0.4 * min(a.height, b.height)


def _gap(a: Segment, b: Segment) -> float:
    """The white between two segments, one above the other, in heights of a line."""
    return max(0.0, gaps(a.place, b.place)[1] / max(a.height, b.height))


@lru_cache(4096)
def legal_form(text: str) -> str | None:
    return known.legal_form(text)


@lru_cache(4096)
def org_word(text: str) -> float:
    return known.org_score(text)


@lru_cache(4096)
def job(text: str) -> float:
    return known.title_score(text)


@lru_cache(4096)
def place(text: str) -> float:
    return known.address_score(text)


@lru_cache(4096)
def has_proper(text: str) -> bool:
    """True when a text holds a word that is no ordinary word, or initials: "J. B. Traders"."""
    tokens = words(bare(text))
    proper = any(known.common_word(w) < 0.2 and not org_word(w) for w in tokens if len(w) > 1)
    return proper or sum(len(w) == 1 and w.isupper() for w in tokens) > 1


def _alike(flat: str, domain: str) -> float:
    return fuzz.ratio(flat, domain) / 100 if len(domain) > 3 else float(flat == domain)


def bare(text: str) -> str:
    """The name without its legal form."""
    form = legal_form(text)
    return text.replace(form, " ") if form and squash(form) != squash(text) else text


def text_of(group: Sequence[Segment]) -> str:
    """The words of a name in one line."""
    return " ".join(s.text.strip(" ,") for s in group)


def chances(names: Sequence[Name], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The chance of each name to be the company's, and last of there being none."""
    scores = np.array([*(float(n.features @ weights[:-1]) for n in names), float(weights[-1])])
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum())


def company_names(
    segments: Sequence[Segment],
    likely: Rows,
    around: Surroundings,
    weights: NDArray[np.float64],
    most: int,
    least: float,
) -> list[tuple[Name, float]]:
    """Return the company's name, then others that share no word with it, each with its chance, the likeliest first."""
    names = candidates(segments, likely, around)
    chance = chances(names, weights)[:-1]
    chosen: list[tuple[Name, float]] = []
    for index in np.argsort(-chance):
        if chance[index] < least or len(chosen) == most:
            break
        name = names[index]
        if all(not set(map(id, name.segments)) & set(map(id, other.segments)) for other, _ in chosen):
            chosen.append((name, float(chance[index])))
    return chosen
