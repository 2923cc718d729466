"""Give a card that names nobody the name that was taken for a title: one line of two that stand together is no job."""

import re
from collections.abc import Sequence
from dataclasses import replace

from cardscan.model import Line
from cardscan.parse.gazetteer import common_word, org_score, title_score
from cardscan.parse.tagger.candidates import adjoin
from cardscan.parse.tagger.features import Described
from cardscan.parse.tagger.network import Chances
from cardscan.parse.tagger.values import Value, value_of

_LIKELY = 0.7  # to be shown, and looked at
_ORDINARY = 0.5  # a word that is more of an everyday one is none of a name
_JOB = 0.5  # how much the line beside it is a title
_CALLED = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?(?: [^\W\d_]+(?:['’-][^\W\d_]+)*\.?){1,3}")


def with_name(values: Sequence[Value], card: Described, lines: Sequence[Line], chances: Chances) -> list[Value]:
    """Return the values; where nobody is named, a title that is a whole line of names beside a real one is a name."""
    titles = [value for value in values if value.kind == "title"]
    if any(value.kind == "fn" for value in values) or len(titles) < 2:
        return list(values)
    called = [value for value in titles if _is_name(value, lines) and _beside_a_job(value, titles, lines)]
    if len(called) != 1:
        return list(values)
    name = value_of(called[0].words, "fn", card.words, lines, chances)
    return [replace(name, likely=_LIKELY) if name and value is called[0] else value for value in values]


def _is_name(value: Value, lines: Sequence[Line]) -> bool:
    text = value.text
    whole = len(value.spans) == 1 and lines[value.spans[0].line].text.strip() == text
    said = max(title_score(text), org_score(text)) > 0 or any(common_word(word) > _ORDINARY for word in text.split())
    return whole and not said and _CALLED.fullmatch(text) is not None and all(w[0].isupper() for w in text.split())


def _beside_a_job(value: Value, titles: Sequence[Value], lines: Sequence[Line]) -> bool:
    mine = lines[value.spans[0].line]
    others = (lines[span.line] for other in titles if title_score(other.text) >= _JOB for span in other.spans)
    return any(adjoin(mine, other) for other in others if other is not mine)
