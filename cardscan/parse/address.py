"""Put the segments of an address together: one address for each block of them."""

import re
from collections.abc import Sequence

from cardscan.parse.segments import Place, Segment

GAP = 1.1  # heights of a line between two lines of one block
_POSTCODE = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}(?!\d)|(?<!\d)\d{5}(?:-\d{4})?(?!\d)|\b\d{2}-\d{3}\b|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b")
_HEADS = re.compile(
    r"^(?:add(?:ress)?|adr(?:esse)?|(?:head|regd?|registered|corp(?:orate)?|branch|city|main|factory|works?)\.? *(?:office|off|add)?"
    r"|(?:office|off|resi?(?:dence)?|shop|showroom|unit|godown|factory|works|h\.? ?o|b\.? ?o)(?: *[&/] *(?:office|off|resi?(?:dence)?))*"
    r"|本社|地址|住所|주소|发票地址|發票地址)\.? *[:：;-] *",
    re.I,
)


def blocks(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Group segments into blocks, each in reading order.

    Lines belong together when they follow one another in the same column, or stand on one line.
    """
    groups: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: (s.place[1] + s.place[3], s.place[0])):
        home = next((g for g in groups if any(_adjacent(segment, other) for other in g)), None)
        if home is None:
            groups.append([segment])
        else:
            home.append(segment)
    return [_in_order(group) for group in _one_code_each(groups)]


def _adjacent(a: Segment, b: Segment) -> bool:
    if a.span.line == b.span.line:
        return True
    height = max(a.height, b.height)
    down = max(a.place[1], b.place[1]) - min(a.place[3], b.place[3])
    across = max(a.place[0], b.place[0]) - min(a.place[2], b.place[2])
    if down < -0.5 * min(a.height, b.height):  # side by side
        return across < 1.5 * height
    return down < GAP * height and across < 0


def _one_code_each(groups: list[list[Segment]]) -> list[list[Segment]]:
    """Join blocks that are halves of one address: when at most one of all blocks has a postcode."""
    coded = [any(_POSTCODE.search(s.text) for s in g) for g in groups]
    if len(groups) == 2 and sum(coded) == 1 and max(_distance(a, b) for a in groups[:1] for b in groups[1:]) < 4:
        return [[s for g in groups for s in g]]
    return groups


def _distance(a: Sequence[Segment], b: Sequence[Segment]) -> float:
    """The gap between two blocks, in heights of a line."""
    height = max(s.height for s in (*a, *b))
    (_, top, _, bottom), (_, other_top, _, other_bottom) = _hull(a), _hull(b)
    return max(top - other_bottom, other_top - bottom, 0.0) / height


def _hull(group: Sequence[Segment]) -> Place:
    return (
        min(s.place[0] for s in group),
        min(s.place[1] for s in group),
        max(s.place[2] for s in group),
        max(s.place[3] for s in group),
    )


def _in_order(group: Sequence[Segment]) -> list[Segment]:
    """Line by line, each from left to right."""
    rows: list[list[Segment]] = []
    for segment in sorted(group, key=lambda s: s.place[1] + s.place[3]):
        middle = (segment.place[1] + segment.place[3]) / 2
        if rows and any(abs((s.place[1] + s.place[3]) / 2 - middle) < 0.5 * segment.height for s in rows[-1]):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [s for row in rows for s in sorted(row, key=lambda s: s.place[0])]


def one_line(group: Sequence[Segment]) -> str:
    """The address in one line, without the label in front."""
    text = ""
    for segment in group:
        part = _HEADS.sub("", segment.text).strip(" ,;")
        if not part:
            continue
        joint = "" if not text else " " if text.endswith((",", "-", "/", "–")) else ", "
        text += joint + part
    return text.strip(" ,;|-")
