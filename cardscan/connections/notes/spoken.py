"""A note as someone speaks it: which sentences say what you talked about, and which what you will do."""

import re
from datetime import date
from typing import Any

from cardscan.connections.dates.days import DayError
from cardscan.connections.dates.duedates import FoundDay, find
from cardscan.connections.notes.headings import part_called
from cardscan.connections.notes.parts import Given

_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
#: "Help: send her the map", and, as it is heard, "Help. Send her the map."
_HEADED = re.compile(r"\W*([^\W\d_][^.,:;!?]{0,60})[.,:;!?…]+\s*(.*)", re.S)
_AND = r"(?:and|but|so|then|also|well|okay|ok|und|aber|also|dann|et|mais|alors|y|pero|entonces|e|ma|allora|mas|então)"
_WHEN = r"(?:on|by|next|this|in|tomorrow|bis|am|nächste|morgen|demain|mañana|domani|amanhã)\b[^.,]{0,25}?[\s,]+"
#: What you say of what you will do, in English, German, French, Spanish, Italian, Portuguese.
_WILL = {
    "en": r"(?:i|we) (?:can|could|will|would|should|shall|must|want to|need to|have to|promised|am going to)"
    r"|(?:i|we)['’](?:ll|d)|i['’](?:m going to|ve promised)|let me|remind me to",
    "de": r"(?:ich|wir) (?:{0})|(?:{0}) (?:ich|wir)".format(
        "kann|können|könnte|könnten|werde|werden|will|wollen|möchte|muss|soll|sollte|schicke|sende|stelle"
        "|habe versprochen"
    ),
    "fr": r"(?:je|on|nous) (?:peux|peut|pourrais|vais|va|veux|dois|devrais|lui envoie|lui présente)|j['’]ai promis",
    "es": r"(?:yo )?(?:le |la |lo |les )?(?:puedo|podría|voy a|quiero|debo|he prometido|mando|envío|presento)",
    "it": r"(?:io )?(?:gli |le )?(?:posso|potrei|voglio|devo|ho promesso|mando|presento)",
    "pt": r"(?:eu )?(?:posso|poderia|vou|quero|devo|prometi|mando|apresento)",
}
_I_WILL = re.compile(rf"\W*(?:{_AND}\W+){{0,2}}(?:{_WHEN})?(?:{'|'.join(_WILL.values())})\b", re.I)
_CUT = re.compile(r",?\s+(?:and|but|so|und|et|y|e)\s+", re.I)  # before a clause that may be one of these


def read_spoken(text: str, said_on: date) -> Given:
    """Tell the parts of a note in what was said: under a heading until the next, else by how each sentence begins.

    A day in what you will do is written down as it was meant on the day on which it was said.
    """
    parts: dict[str, list[str]] = {}
    under = ""
    for sentence in _SENTENCE.split(" ".join(text.split())):
        headed = _HEADED.fullmatch(sentence)
        if headed and (part := part_called(headed[1])) not in ("", "again"):
            under, sentence = part, headed[2]
            parts.setdefault(part, [])
        for clause in [sentence] if under else _clauses(sentence):
            if clause.strip():
                part = under or ("can_help" if _I_WILL.match(clause) else "talked")
                parts.setdefault(part, []).append(clause.strip())
    texts: dict[str, Any] = {part: " ".join(said) for part, said in parts.items() if said}
    if "can_help" in texts:
        texts["can_help"] = _dated(texts["can_help"], said_on)
    return Given(**texts)


def _clauses(sentence: str) -> list[str]:
    """Cut a sentence before what you will do: "she sells hulls and I can send her our catalogue"."""
    for cut in _CUT.finditer(sentence):
        if _I_WILL.match(sentence, cut.end()) and not _I_WILL.match(sentence):
            return [sentence[: cut.start()], sentence[cut.end() :]]
    return [sentence]


def _dated(text: str, said_on: date) -> str:
    """Write the day of a promise as a date: "by Friday" is another one when the note is taken next week."""
    try:
        found = find(text, said_on)
    except DayError:
        return text
    if found is None:
        return text
    words = text[found.start : found.end].split()
    for kept in range(len(words) - 1, -1, -1):  # "by" stays, "next Friday" goes
        phrase = " ".join([*words[:kept], found.day.isoformat()])
        written = text[: found.start] + phrase + text[found.end :]
        if find(written, said_on) == FoundDay(found.start, found.start + len(phrase), found.day):
            return written
    return text
