"""What a segment is claimed to be, before the card is settled."""

from collections.abc import Sequence
from dataclasses import dataclass

from cardscan.parse.features import Rows
from cardscan.parse.labels import LABELS
from cardscan.parse.segments import Segment

#: The least chance at which a segment is taken for one of a kind; the kind may come second there.
LEAST = {"fn": 0.3, "title": 0.4, "dept": 0.45, "org": 0.15, "adr": 0.45, "suffix": 0.4}


@dataclass(frozen=True, slots=True)
class Claim:
    """Segments that make one value, and how likely they do."""

    kind: str
    segments: tuple[Segment, ...]
    text: str
    likely: float


def shared(one: Claim, other: Claim) -> bool:
    """True when two claims have a segment in common."""
    return bool({id(s) for s in one.segments} & {id(s) for s in other.segments})


def single(kind: str, segments: Sequence[Segment], likely: Rows) -> list[Claim]:
    """A claim for each segment that is likely of this kind, or only less likely of none."""
    column = LABELS.index(kind)
    return [
        Claim(kind, (segment,), segment.text.strip(" ,"), float(p[column]))
        for segment, p in zip(segments, likely, strict=True)
        if p[column] >= LEAST[kind] and p[column] == p[:-1].max()
    ]
