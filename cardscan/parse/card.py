"""Settle a card: which of its text is the name, the title, the company, the address, and which is nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cardscan.model import KINDS, Contact, Field, Line, Quad
from cardscan.parse.address import blocks, grown, is_address, one_line
from cardscan.parse.claims import LEAST, Claim, shared, single
from cardscan.parse.evidence import box_of, field_of
from cardscan.parse.features import Rows, Surroundings, squash, surroundings, words
from cardscan.parse.found import Found, span_place
from cardscan.parse.gazetteer import address_score
from cardscan.parse.labels import LABELS, Weights, label, weights
from cardscan.parse.names import name_parts
from cardscan.parse.online import find_online
from cardscan.parse.orgs import company_names, legal_form
from cardscan.parse.persons import people_named
from cardscan.parse.segments import Place, Segment, cut_segments
from cardscan.parse.tel import find_tels
from cardscan.text.folding import fold

MAYBE_COMPANY = 0.25  # a company less likely than this is none if its words are something else
PERSON = 0.5  # the likeliest name, when this likely, is a person's, whatever company it might be
FURTHER = 1.5  # any other name has to be this many times as likely as the company it might be
COMPANIES = 1  # named on a card


def parse_card(lines: Sequence[Line], width: float, height: float, model: Weights | None = None) -> Contact:
    """Return the contact that a card's lines make. `width`, `height`: of the card's image, in pixels."""
    model = model or weights()
    online = find_online(lines)
    found = online + find_tels(lines, [s for f in online for s in f.spans])
    segments, around = segments_of(lines, width, found)
    likely = label(segments, around, height / width, model)
    claims = people_named(segments, likely, lines, around)
    claims += [c for kind in ("title", "dept", "suffix") for c in single(kind, segments, likely)]
    company, claims = _with_company(segments, likely, around, model, claims)
    claims += [*company, *_addresses(*_without(company, segments, likely))]
    found += [_found(claim, lines) for claim in claims]
    by_kind = {kind: tuple(_once(f for f in found if f.kind == kind)) for kind in KINDS}
    return Contact(**_of_persons(by_kind, lines, width))


def segments_of(
    lines: Sequence[Line], width: float, found: Sequence[Found] | None = None
) -> tuple[list[Segment], Surroundings]:
    """Return the segments that numbers and addresses of the net leave, and what these tell."""
    if found is None:
        online = find_online(lines)
        found = online + find_tels(lines, [s for f in online for s in f.spans])

    def place(item: Found) -> Place:
        span = item.spans[0]
        x0, y0, x1, y1 = span_place(lines[span.line], span.start, span.end)
        return x0 / width, y0 / width, x1 / width, y1 / width

    return cut_segments(lines, [s for f in found for s in f.spans], width), surroundings(found, place)


def _with_company(
    segments: Sequence[Segment], likely: Rows, around: Surroundings, model: Weights, claims: list[Claim]
) -> tuple[list[Claim], list[Claim]]:
    """The company, and the claims that it leaves: no segment is two things, and the likelier one has it."""

    def company(of: Sequence[Segment], chances: Rows) -> list[Claim]:
        found = company_names(of, chances, around, model.company, COMPANIES, LEAST["org"])
        return [Claim("org", name.segments, name.text, chance) for name, chance in found]

    found = company(segments, likely)
    if any(o.likely < MAYBE_COMPANY and any(shared(c, o) for c in claims) for o in found):
        found = company(*_without(claims, segments, likely))
    if not found:  # an office of a state may name no more than its department
        found = [replace(c, kind="org") for c in claims if c.kind == "dept"][:COMPANIES]
    names = sorted((c for c in claims if c.kind == "fn"), key=lambda c: -c.likely)
    rivals = [
        name
        for rank, name in enumerate(names)
        for org in found
        if shared(name, org) and name.likely > (FURTHER * org.likely if rank else min(org.likely, PERSON))
    ]
    if rivals:
        found = company(*_without(rivals, segments, likely))
    return found, [c for c in claims if not any(shared(c, org) for org in found)]


def _without(claims: Sequence[Claim], segments: Sequence[Segment], likely: Rows) -> tuple[list[Segment], Rows]:
    """The segments that no claim has, with their chances."""
    taken = {id(s) for claim in claims for s in claim.segments}
    left = [i for i, s in enumerate(segments) if id(s) not in taken]
    return [segments[i] for i in left], likely[left]


def _addresses(segments: Sequence[Segment], likely: Rows) -> list[Claim]:
    chance = {id(s): float(p[LABELS.index("adr")]) for s, p in zip(segments, likely, strict=True)}
    places = [s for s in segments if not _is_company(s.text)]
    claims = []
    for block in blocks(
        grown([s for s in places if chance[id(s)] >= LEAST["adr"] and len(squash(s.text)) > 1], places, chance)
    ):
        text = one_line(block)
        if is_address(text):
            likely_all = sum(max(chance[id(s)], LEAST["adr"]) for s in block) / len(block)
            claims.append(Claim("adr", tuple(block), text, likely_all))
    return [c for c in claims if not any(_is_part(c.text, o.text) for o in claims if o is not c)]


def _is_part(text: str, whole: str) -> bool:
    """True of a town that an address names too, as a logo may: all words of a text are in a longer one."""
    mine, its = (set(fold(t).replace(",", " ").split()) for t in (text, whole))
    return mine < its


def _is_company(text: str) -> bool:
    """True of a company's full name, which may stand above its address; not of "Opp. Quill Company"."""
    return legal_form(text) is not None and address_score(text) < 0.3


def _found(claim: Claim, lines: Sequence[Line]) -> Found:
    spans = tuple(s.span for s in claim.segments)
    parts = dict(name_parts(claim.text)) if claim.kind == "fn" else {}
    field = field_of(lines, spans, claim.text, doubt=claim.likely, parts=parts)
    boxes = [box_of(lines[s.line], s.start, s.end) for s in spans]
    return Found(claim.kind, replace(field, box=_around(boxes)), spans)


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
