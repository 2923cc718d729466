"""Tell a department from the company that it stands right above or below: the network joins the two now and then."""

from collections.abc import Sequence
from dataclasses import replace

from cardscan.model import Line
from cardscan.parse.gazetteer import has_proper, legal_form, org_score
from cardscan.parse.gazetteer.lexicon import lexicon
from cardscan.parse.tagger.candidates import Words
from cardscan.parse.tagger.features import Described
from cardscan.parse.tagger.network import Chances
from cardscan.parse.tagger.values import Value, value_of

_NAMED = 0.7  # how much a line is a company's name to be one without the other


def with_department(values: Sequence[Value], card: Described, lines: Sequence[Line], chances: Chances) -> list[Value]:
    """Return the values; a company's first or last line that begins as a department's is one, if the rest is a name."""
    parted: list[Value] = []
    for value in values:
        parted += (_parts(value, card, lines, chances) if value.kind == "org" else None) or [value]
    return parted


def _parts(company: Value, card: Described, lines: Sequence[Line], chances: Chances) -> list[Value] | None:
    """The department and the company that a name of several lines holds; None where it is all name."""
    rows: dict[int, list[int]] = {}
    for at in company.words:
        rows.setdefault(card.words[at].line, []).append(at)
    for line in (company.spans[0].line, company.spans[-1].line) if len(rows) > 1 else ():
        rest: Words = tuple(at for at in company.words if card.words[at].line != line)
        department = value_of(rows[line], "dept", card.words, lines, chances)
        name = value_of(rest, "org", card.words, lines, chances)
        if department and name and _is_department(department.text, name.text) and _is_name(name.text):
            return [replace(department, likely=company.likely), replace(name, likely=company.likely)]
    return None


def _is_department(text: str, name: str) -> bool:
    """Whether a line begins with a word for a part of a company, and goes on.

    What may be a word for a company, too, is one of its name where that has a legal form: "Zakład … sp.j.".
    """
    tags = lexicon("titles").tag(text)
    if len(tags) < 2 or tags[0].role != "dept" or legal_form(text):
        return False
    return not (legal_form(name) and tags[0].text in lexicon("orgs").words)


def _is_name(text: str) -> bool:
    tags = lexicon("titles").tag(text)
    return org_score(text) >= _NAMED and has_proper(text) and tags[0].role != "dept"
