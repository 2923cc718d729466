"""Propose and judge the outlines that cards could have: all quads that four lines of a photo make."""

from dataclasses import dataclass, fields

import numpy as np

from cardscan.detect.lines import Lines
from cardscan.detect.quads import Corners, Index, Values, area, edges, foreshortening, grid, inside, size

SMALLEST = 0.02  # card, of the photo
LONGEST = 2.6  # times as long as high
SKEWEST = 0.6  # of a side, that the opposite one is shorter, at most
BORDER = 0.4  # what the photo's border is worth as a card's side
EDGE = 0.4  # support of all four sides, at least
KEPT = 500  # outlines judged to the end


@dataclass(frozen=True, slots=True)
class Outlines:
    """Proposed cards, best first: N each."""

    corners: Corners  # N×4×2, clockwise, at working size
    score: Values  # how good it looks, up to 1
    text: Values  # share of the photo's text that lies inside
    at_border: Values  # how many sides are the photo's border
    sides: Values  # N×4, how well each lies on edges, up to 1
    cut: Values  # share of the text that it cuts

    def best(self, count: int) -> "Outlines":
        """Return the best of them, so many."""
        return Outlines(*(getattr(self, each.name)[:count] for each in fields(self)))


def propose(lines: Lines, text: Corners, height: int, width: int) -> Outlines:
    """Return the outlines that look like cards; `text` are the boxes of the photo's text lines, B×4×2."""
    quads, sides, at_border = _quads(lines, height, width)
    score = _score(quads, sides, height * width)
    best = np.argsort(-score)[: min(8 * KEPT, int((score > 0).sum()))]
    best = best[_distinct(quads[best], 0.03 * max(height, width))][:KEPT]
    held, cut = _text(quads[best], text)
    final = score[best] - 0.5 * cut
    order = np.argsort(-final)
    best = best[order]
    return Outlines(quads[best], final[order], held[order], at_border[best], sides[best], cut[order])


def _score(quads: Corners, sides: Values, photo: int) -> Values:
    """How well quads pass for cards by their edges, their shape and a little by their size; 0 where they cannot be."""
    directions, lengths = edges(quads)
    skew, cosine = foreshortening(directions, lengths)
    low, high = np.sort(size(lengths), axis=0)
    ratio = high / low
    share = (area(quads) / photo).clip(0)
    after = np.roll(directions, -1, axis=1)
    turns = directions[..., 0] * after[..., 1] - directions[..., 1] * after[..., 0]
    card = (turns > 0).all(axis=1) & (share > SMALLEST) & (ratio < LONGEST) & (skew < SKEWEST)
    shape = 1 - 1.5 * np.maximum(1.3 - ratio, ratio - 2.0).clip(0)
    # Of a printed frame and the card around it both have good edges: the larger is the card.
    score = 0.65 * _edge(sides) + 0.2 * shape + 0.1 * (1 - skew / SKEWEST) - 0.2 * cosine + 0.05 * share**0.25
    return np.where(card, score, 0.0)


def _quads(lines: Lines, height: int, width: int) -> tuple[Corners, Values, Values]:
    """All quads of two pairs of lines: corners, how well their sides lie on edges, how many sides are borders."""
    normals, along = lines.normals, lines.directions
    count = len(normals)
    sine = normals[:, None, 0] * normals[None, :, 1] - normals[:, None, 1] * normals[None, :, 0]
    cross = sine != 0
    safe = np.where(cross, sine, 1.0)
    x = (lines.offsets[:, None] * normals[None, :, 1] - lines.offsets[None, :] * normals[:, None, 1]) / safe
    y = (normals[:, None, 0] * lines.offsets[None, :] - normals[None, :, 0] * lines.offsets[:, None]) / safe
    margin = 0.03 * max(height, width)
    cross &= (x > -margin) & (x < width + margin) & (y > -margin) & (y < height + margin)
    cross &= cross.T  # where they cross is rounded one way for each of the two
    place = x * along[:, None, 0] + y * along[:, None, 1]  # of the crossing with line j, along line i

    a, b = np.triu_indices(count, 1)
    first, second = np.minimum(place[:, a], place[:, b]), np.maximum(place[:, a], place[:, b])
    good = cross[:, a] & cross[:, b] & (second - first > _shortest(height * width))
    useful = good.sum(axis=0) >= 2
    a, b, first, second = a[useful], b[useful], first[:, useful], second[:, useful]
    good = np.ascontiguousarray(good[:, useful])  # to take rows of, below
    line, pair = np.nonzero(good)
    support = np.zeros(good.shape)
    support[line, pair] = _support(lines, line, first[line, pair], second[line, pair])
    support[-4:] = BORDER
    # Pair m and pair n make a quad when both lines of m cross both of n.
    number = np.arange(len(a), dtype=np.int16)  # of 64 lines there are 2016
    meet = good[a] & good[b] & (number[:, None] < number)
    found = np.flatnonzero(meet)
    m = found // max(1, len(a))
    n = found - m * len(a)
    # In the order of the corners: the first side is that of line i, from u to v.
    sides = np.stack([support[a[m], n], support[b[n], m], support[b[m], n], support[a[n], m]]).T
    enough = _edge(sides) > EDGE
    m, n, sides = m[enough], n[enough], sides[enough]
    i, j, u, v = a[m], b[m], a[n], b[n]
    corner = np.stack([x, y], axis=-1)
    quads = np.stack([corner[i, u], corner[i, v], corner[j, v], corner[j, u]], axis=1)
    turned = area(quads) < 0
    quads[turned] = quads[turned][:, ::-1]
    sides[turned] = sides[turned][:, [2, 1, 0, 3]]
    borders = (np.stack([i, j, u, v]) >= count - 4).sum(axis=0)
    return quads, sides, borders.astype(np.float64)


def _shortest(photo: float) -> float:
    """How long a side is at least, in pixels, of what can be a card by its share of the photo and its shape."""
    # An area is at most the product of the mean lengths of opposite sides. 1 % less, lest rounding decides.
    return float(0.99 * (photo * SMALLEST / LONGEST) ** 0.5 * 2 * (1 - SKEWEST) / (2 - SKEWEST))


def _edge(sides: Values) -> Values:
    # The least supported side tells most: three sides of anything are soon found.
    return np.asarray(0.6 * sides.mean(axis=1) + 0.4 * sides.min(axis=1))


def _support(lines: Lines, line: Index, start: Values, end: Values) -> Values:
    """How well the stretches of lines between two crossings stand for sides of cards."""
    length = end - start
    trim = 0.04 * length  # corners may be round
    covered = np.minimum(1, lines.cover(line, start + trim, end - trim) / 0.95)
    # A card's side ends at its corners; a table's pattern goes on.
    beyond = np.maximum(8.0, 0.1 * length)
    before = lines.cover(line, start - 3 - beyond, start - 3)
    after = lines.cover(line, end + 3, end + 3 + beyond)
    return np.asarray(covered * (1 - 0.075 * (before + after)))


def _distinct(quads: Corners, step: float) -> Index:
    """The indices of quads that differ from all before them by about `step` or more."""
    cells = np.ascontiguousarray(np.rint(quads / step).reshape(-1, 8).astype(np.int8))
    _, first = np.unique(cells.view(np.int64), return_index=True)  # eight bytes, one number
    return np.sort(first)


def _text(quads: Corners, text: Corners) -> tuple[Values, Values]:
    """The share of the photo's text that each quad holds, and the share that its border cuts."""
    if not len(text) or not len(quads):
        return np.ones(len(quads)), np.zeros(len(quads))
    points = grid(text, (0.02, 0.26, 0.5, 0.74, 0.98), (0.1, 0.9))
    within = inside(quads, points.reshape(-1, 2)).reshape(len(quads), len(text), -1).mean(axis=2)
    low, high = np.sort(size(edges(text)[1]), axis=0)
    letters = np.minimum(20, high / low)  # about how many the line has: a logo or a pattern taken for text has few
    held = (within > 0.5) @ letters / letters.sum()
    cut = ((within > 0.15) & (within < 0.85)) @ letters / letters.sum()
    return held, cut
