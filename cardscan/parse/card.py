"""Settle a card: which of its text is the name, the title, the company, the address, and which is nothing."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from cardscan.model import KINDS, Contact, Field, Line, Quad
from cardscan.parse.evidence import box_of, field_of
from cardscan.parse.found import Found, span_place
from cardscan.parse.gazetteer import address_score, country_name
from cardscan.parse.online import find_online
from cardscan.parse.tagger.addressed import with_addressed
from cardscan.parse.tagger.before_names import with_honorifics
from cardscan.parse.tagger.behind_names import with_letters_behind, with_subjects
from cardscan.parse.tagger.buildings import with_buildings
from cardscan.parse.tagger.companies import with_company
from cardscan.parse.tagger.couples import named
from cardscan.parse.tagger.departments import with_department
from cardscan.parse.tagger.elsewhere import without_elsewhere
from cardscan.parse.tagger.features import describe
from cardscan.parse.tagger.forms import with_form
from cardscan.parse.tagger.halves import whole
from cardscan.parse.tagger.institutions import with_institution
from cardscan.parse.tagger.nameless import with_name
from cardscan.parse.tagger.network import Network, network
from cardscan.parse.tagger.persons import with_people
from cardscan.parse.tagger.running_on import with_streets_cut
from cardscan.parse.tagger.settlements import with_kilometres, with_unnumbered, with_villages
from cardscan.parse.tagger.siblings import with_siblings
from cardscan.parse.tagger.surnames import with_surname
from cardscan.parse.tagger.titles import with_title, with_whole_titles
from cardscan.parse.tagger.two_lines import in_two_lines
from cardscan.parse.tagger.values import Value, values_of
from cardscan.parse.tagger.whole_names import with_whole_names
from cardscan.parse.tel import find_tels
from cardscan.text.letters import squash, words
from cardscan.text.scripts import kana_or_han

_SHORTEST = 6  # characters of an address
#: What names of places end with, in Han letters.
_PLACE = re.compile("[都道府県省市縣县郡州区區町镇鎮乡鄉村路街巷弄号號楼樓层層室园園厦廈港]")
LEAST_LIKELY = 0.4  # a value less likely than this is none
STREET_ALONE = 0.6  # and an address without a postcode, a town, a region or a country less likely than this
_TOWN = frozenset({"city", "region", "country", "code"})

#: A company's number in a register: digits with letters among them, more than any postcode has.
_CODE = re.compile(r"\b(?=\w*\d)(?=\w*[A-Z])[A-Z\d]{10,}\b")

#: What corrects the network's chances by the lines alone, and what settles values by them, each in its order.
_SETTLED = (without_elsewhere, with_villages, with_unnumbered, with_kilometres, with_streets_cut)
_STEPS = (
    in_two_lines,
    with_name,
    with_whole_titles,
    with_company,
    with_whole_names,
    with_form,
    with_institution,
    with_addressed,
)


def parse_card(lines: Sequence[Line], width: float, tagger: Network | None = None) -> Contact:
    """Return the contact that a card's lines make. `width`: of the card's image, in pixels."""
    found = grammars(lines)
    card = describe(lines, width, found)
    if card:
        chances = with_letters_behind((tagger or network()).chances(card), card.words)
        chances = with_subjects(chances, card.words)
        for settle in _SETTLED:
            chances = settle(chances, card.words, lines)
        values = with_buildings(values_of(card.words, lines, chances), card, lines, chances)
        told = named(whole(values, lines, LEAST_LIKELY), lines)
        people = with_people(told, card, lines, chances, found, LEAST_LIKELY)
        values = with_siblings(with_honorifics(people, card, lines, chances), told, card, lines)
        for step in _STEPS:
            values = step(values, card, lines, chances)
        values = with_department(with_title(_kept(values), card, lines, chances), card, lines, chances)
        values = with_surname(values, lines, found)
        found += [_found(value, lines) for value in values]
    by_kind = {kind: tuple(_once(f for f in found if f.kind == kind)) for kind in KINDS}
    return Contact(**_of_persons(by_kind, lines, width))


def grammars(lines: Sequence[Line]) -> list[Found]:
    """Return what has a grammar: e-mail and web addresses, handles, telephone numbers."""
    online = find_online(lines)
    return online + find_tels(lines, [span for item in online for span in item.spans])


def _kept(values: Sequence[Value]) -> list[Value]:
    """The values that are likely enough, an address only when it says where."""
    likely = [v for v in values if v.kind == "org" or v.likely >= LEAST_LIKELY]
    return [v for v in likely if v.kind != "adr" or says_where(v)]


def says_where(address: Value) -> bool:
    """True of an address that says more than a country or several, a town, a number or codes of registers.

    A street alone is one only where it is likely enough.
    """
    text, parts = _CODE.sub("", address.text).strip(), address.parts
    pieces = [piece for piece in re.split(r"[,;]| - ", text) if piece.strip(" .,-()")]
    if all(country_name(piece) for piece in pieces) or not set(parts) - {"country"}:
        return False
    if not _TOWN & set(parts) and address.likely < STREET_ALONE:
        return False
    digits = any(map(str.isdigit, text))
    if not _TOWN & set(parts) and not digits and len(pieces) > 1 and not address_score(text):  # trades, a slogan
        return False
    told = digits or len(pieces) > 1 or len(parts) > 1 or not text.isascii()
    return len(text) >= _SHORTEST and told and (digits or not kana_or_han().search(text) or bool(_PLACE.search(text)))


def _found(value: Value, lines: Sequence[Line]) -> Found:
    field = field_of(lines, value.spans, value.text, doubt=value.likely, parts=value.parts)
    boxes = [box_of(lines[s.line], s.start, s.end) for s in value.spans]
    return Found(value.kind, replace(field, box=_around(boxes)), value.spans)


def _around(boxes: Sequence[Quad]) -> Quad:
    """The box of a value: its line's own, or upright around several."""
    if len(boxes) == 1:
        return boxes[0]
    xs, ys = [x for box in boxes for x, _ in box], [y for box in boxes for _, y in box]
    return (min(xs), min(ys)), (max(xs), min(ys)), (max(xs), max(ys)), (min(xs), max(ys))


def _once(found: Iterable[Found]) -> list[Found]:
    """Each value once, the surer one; in reading order."""
    kept: dict[str, Found] = {}
    for item in found:
        key = squash(item.field.value) or item.field.value
        if key not in kept or kept[key].field.confidence < item.field.confidence:
            kept[key] = item
    return list(kept.values())


def _of_persons(
    by_kind: dict[str, tuple[Found, ...]], lines: Sequence[Line], width: float
) -> dict[str, tuple[Field, ...]]:
    """The fields, those of one of several persons marked with that person's number.

    A title, number or e-mail belongs to the person whose name stands nearest, if much nearer than the next.
    """
    names = by_kind["fn"]
    fields = {kind: tuple(f.field for f in items) for kind, items in by_kind.items()}
    if len(names) < 2:
        return fields
    spots = [_middle(n, lines, width) for n in names]
    for kind in ("title", "suffix", "tel", "email"):
        fields[kind] = tuple(
            replace(item.field, person=_owner(item, _middle(item, lines, width), names, spots))
            for item in by_kind[kind]
        )
    return fields


def _middle(item: Found, lines: Sequence[Line], width: float) -> tuple[float, float, float]:
    """The left end, the middle and the height of a field on the card, in widths of the card."""
    span = item.spans[0]
    x0, y0, x1, y1 = span_place(lines[span.line], span.start, span.end)
    return (x0 + x1) / 2 / width, (y0 + y1) / 2 / width, (y1 - y0) / width


def _owner(
    item: Found,
    spot: tuple[float, float, float],
    names: Sequence[Found],
    spots: Sequence[tuple[float, float, float]],
) -> int | None:
    if item.kind == "email":
        local = squash(item.field.value.split("@")[0])
        hits = [i for i, n in enumerate(names) if any(len(w) > 2 and squash(w) in local for w in words(n.field.value))]
        return hits[0] if len(hits) == 1 else None
    distances = [
        0.0 if item.spans[0].line == name.spans[0].line else ((spot[0] - x) ** 2 / 4 + (spot[1] - y) ** 2) ** 0.5
        for name, (x, y, _) in zip(names, spots, strict=True)
    ]
    near = sorted(range(len(names)), key=lambda i: distances[i])
    close = distances[near[0]] < 4 * spot[2] and distances[near[0]] < 0.6 * distances[near[1]]
    return near[0] if close else None
