"""Put the segments of an address together: one address for each block of them."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from cardscan.geometry import gaps
from cardscan.parse.features import HOURS, REGISTER, places
from cardscan.parse.gazetteer import address_score, country_name
from cardscan.parse.segments import Place, Segment, in_reading_order
from cardscan.text.scripts import is_latin

JOINS = 0.2  # the chance at which a line between or next to sure ones belongs to the address
WITHIN = 0.03  # the same for a line right below one of the address and right above another
OWN_WORDS = 4  # of an address in other letters than the one beside it, at least: a building's name has fewer
CLEAR = 0.6  # how much a text without a number or a space is an address's, at least
STREET = 0.06  # the chance at which a line right above one of postcode and city, with nothing else of an address, joins
GAP = 1.1  # heights of a line between two lines of one block
_WORD = re.compile(r"[^\W\d_]{2,}")
_POSTCODE = re.compile(
    r"(?<!\d)\d{3}[ -]?\d{3,4}(?!\d)|(?<!\d)\d{5}(?:-\d{4})?(?!\d)|\b\d{2}-\d{3}\b|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"
)
_HEADS = re.compile(
    r"^(?:(?:add(?:ress)?|adr(?:esse)?"
    r"|(?:off(?:ice)?|resi?(?:dence)?|shop|showroom|unit|godown|factory|works|h\. ?o|b\. ?o)\b\.?"
    r"(?: *[&/] *(?:off(?:ice)?|resi?(?:dence)?|shop))*) *\.? *[:：;] *"
    r"|(?:head|regd?|registered|corp(?:orate)?|branch|city|main|admin|[A-Z]\w+)\.? +(?:office|branch)\b *[:：;-]? *"
    r"|(?:本社|支社|本店|支店|地址|住所|[发發]票地址|東京支社|大阪支社)[ :：]*"
    r"|(?:본사|지사|본점|지점|공장|연구소)[ :：]+)",
    re.I,
)


def blocks(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Group segments into blocks, each in reading order.

    Lines belong together when they follow one another in the same column, or stand on one line.
    """
    groups = [column for group in _touching(segments) for column in _columns(group)]
    return [part for group in _halves_joined(groups) for part in _parted(in_reading_order(group))]


def _touching(segments: Sequence[Segment]) -> list[list[Segment]]:
    groups: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: (s.place[1] + s.place[3], s.place[0])):
        home = next((g for g in groups if any(_adjacent(segment, other) for other in g)), None)
        if home is None:
            groups.append([segment])
        else:
            home.append(segment)
    return groups


def _columns(group: Sequence[Segment]) -> list[list[Segment]]:
    """Part columns that hang together by a line above them alone, as a city's name over two branches: it is of each."""
    head, *rest = in_reading_order(group)
    columns = _touching(rest)
    hulls = sorted(map(_hull, columns))
    apart = all(a[2] < b[0] for a, b in pairwise(hulls))
    if len(columns) > 1 and apart and all(len(column) > 1 for column in columns):
        return [[head, *column] for column in columns]
    return [list(group)]


def grown(sure: Sequence[Segment], segments: Sequence[Segment], chance: Mapping[int, float]) -> list[Segment]:
    """Return the sure segments and those that stand next to them in the same letters, if likely enough.

    A country's name joins in any case. `chance`: of each segment, by id, to be of an address.
    """
    found = list(sure)
    for _ in range(2):
        have = {id(s) for s in found}
        found += [
            s
            for s in segments
            if id(s) not in have
            and (
                chance[id(s)] >= JOINS
                or _only_country(s.text)
                or (chance[id(s)] >= WITHIN and _within(s, found))
                or (chance[id(s)] >= STREET and _lacks_street(s, found))
            )
            and any(s.span.line == o.span.line or (_same_column(s, o) and _adjacent(s, o)) for o in found)
        ]
    return found


def _within(s: Segment, found: Sequence[Segment]) -> bool:
    """True when a line stands right between two of an address."""
    near = [other for other in found if _same_column(s, other) and _adjacent(s, other)]
    middle = s.place[1] + s.place[3]
    return len({other.place[1] + other.place[3] > middle for other in near}) == 2


def _lacks_street(s: Segment, found: Sequence[Segment]) -> bool:
    """True when a line stands right above one of postcode and city that is the only one of its address."""
    below = [o for o in found if _same_column(s, o) and _adjacent(s, o) and o.place[1] > s.place[1]]
    return len(below) == 1 and _has_code(below) and not any(_adjacent(o, below[0]) for o in found if o is not below[0])


def _same_column(a: Segment, b: Segment) -> bool:
    """True when two segments are as tall, one above the other, with one edge or the middle in line."""
    ends = (a.place[0] - b.place[0], a.place[2] - b.place[2], (a.place[0] + a.place[2] - b.place[0] - b.place[2]) / 2)
    return 0.75 < a.height / b.height < 1.33 and min(map(abs, ends)) < 1.5 * a.height


def is_address(text: str) -> bool:
    """True when a text says more than a country, a city or a number, and less than a list of branches."""
    parts = [p for p in re.split(r"[,;]| - ", text) if p.strip()]
    text = HOURS.sub(" ", REGISTER.sub(" ", text))
    if all(map(_only_country, parts)) or not re.search(r"[^\W\d_]{3}|[^\x00-\u2fff]", text):
        return False
    if any(c.isdigit() for c in text):
        return len(text) >= 6
    if not is_latin(text) and len(text) > 6 and " " not in text:  # its numbers may be written out: 十二番地
        return address_score(text) >= CLEAR
    return len(parts) > 1 and address_score(text) > 0.2 and places(text) < 4


def _adjacent(a: Segment, b: Segment) -> bool:
    if a.span.line == b.span.line:
        return True
    height = max(a.height, b.height)
    across, down = gaps(a.place, b.place)
    if down < -0.5 * min(a.height, b.height):  # side by side
        return across < 0.8 * height
    return down < GAP * height and across < 0


def _halves_joined(groups: list[list[Segment]]) -> list[list[Segment]]:
    """Join two blocks that are halves of one address: near each other, and one alone has a postcode."""
    if len(groups) == 2 and sum(map(_has_code, groups)) == 1 and _distance(*groups) < 3 and _aligned(*groups):
        return [[s for g in groups for s in g]]
    return groups


def _parted(group: list[Segment]) -> list[list[Segment]]:
    """Part a block that holds several addresses.

    A new one begins where a label says so, after a postcode or a country when another of these follows, and where the
    address is said again in other letters.
    """
    parts: list[list[Segment]] = [[]]
    for index, segment in enumerate(group):
        rest = group[index:]
        coded, named = _has_code(rest), _ends_with_country(rest)
        done = (coded and _has_code(parts[-1])) or ((coded or named) and _ends_with_country(parts[-1]))
        done = done and not _only_country(segment.text)
        if parts[-1] and (done or _HEADS.match(segment.text) or _in_other_letters(parts[-1], rest)):
            parts.append([])
        parts[-1].append(segment)
    return parts


def _in_other_letters(done: Sequence[Segment], rest: Sequence[Segment]) -> bool:
    """True when what is done is of other letters than Latin, and an address of Latin ones follows, or the reverse."""
    if not is_latin(rest[0].text):
        done, rest = rest, done
    if is_latin(done[0].text) or not all(is_latin(s.text) for s in rest):
        return False
    return sum(len(_WORD.findall(s.text)) for s in rest) >= OWN_WORDS


def _ends_with_country(group: Sequence[Segment]) -> bool:
    return bool(group) and _only_country(re.split(r"[,\d]", group[-1].text.strip(" .,"))[-1])


def _has_code(group: Sequence[Segment]) -> bool:
    return any(_POSTCODE.search(s.text) for s in group)


def _only_country(text: str) -> bool:
    return country_name(text.strip(" .,-")) is not None


def _aligned(a: Sequence[Segment], b: Sequence[Segment]) -> bool:
    """True when one block stands above the other or beside it, not across a corner."""
    one, two = _hull(a), _hull(b)
    return min(one[2], two[2]) > max(one[0], two[0]) or min(one[3], two[3]) > max(one[1], two[1])


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
