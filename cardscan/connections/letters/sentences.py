"""What of a note may be written to the person it is about, and what is left for the user to write.

Left out is a sentence that cannot be said to them, one about somebody else, and one in another language than the rest.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cardscan.connections.letters.second_person import LANGS, SHORTEST_NAME, Lang, marked, names_others, to_them
from cardscan.connections.notes.words import language, split
from cardscan.model import Contact
from cardscan.parse.gazetteer.names import common_word, given_name

SENTENCES = re.compile(r"(?<=[^\W\d_]{3}[.!?…])(\s+)(?=[^\W\d_a-zß-ÿ])|(\s*\n\s*)|(;\s+)")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_PLACED = frozenset({
    "in", "at", "to", "from", "near", "of",  # before the name of a place
    "nach", "aus", "bei", "im", "von", "zu",
    "à", "en", "de", "près", "a", "em", "di", "da",
})  # fmt: skip
_RELATIVE = re.compile(r",?\s*(?:who|whose|whom|dessen|deren|qui|dont|cuyo|cuya|cujo|cuja|['’]s)\b", re.IGNORECASE)
_LIKELY, _ORDINARY = 0.5, 0.5  # that a word is a given name; that it is an ordinary word
_TOLD = 3  # words of a language from which it is told


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A sentence as it was noted, and why it is not written."""

    text: str
    why: str  # "about them", "about somebody else", "in another language"


@dataclass(frozen=True, slots=True)
class Writable:
    """What may be written, and what is left out of it."""

    text: str
    left_out: tuple[LeftOut, ...] = ()


def writable(
    text: str, code: Lang, contact: Contact, others: Iterable[str] = (), *, elided: bool, promised: bool = False
) -> Writable:
    """Turn a text about someone into one to them, sentence by sentence.

    others: whole names of other people known. elided: see `to_them`. promised: names in it are of those whom they are
    to be brought together with, and stay.
    """
    own, known = _names_of(contact), tuple(name for name in others if " " in name.strip())
    kept: list[str] = []
    left_out: list[LeftOut] = []
    pieces = [piece for piece in SENTENCES.split(text) if piece]
    for piece in pieces:
        if not any(letter.isalpha() for letter in piece):
            kept += [] if left_out and (not kept or kept[-1].isspace()) else [piece]
            continue
        said = to_them(piece, code, own, elided=elided, before=text[: text.find(piece)])
        if in_another_language(piece, code):
            why = "in another language"
        elif speaks_of_others(marked(piece, own, code), code, known, promised):
            why = "about somebody else"
        else:
            why = "" if said is not None else "about them"
        if why:
            left_out.append(LeftOut(" ".join(piece.split()), why))
        else:
            kept.append(said or "")
    return Writable("".join(kept).strip(), tuple(left_out)) if left_out else Writable("".join(kept))


def language_of(texts: Iterable[str]) -> Lang:
    """Tell the language of texts, by the first of them that shows it; English where none does."""
    for text in texts:
        counts = _counts(text)
        best = max(counts.values(), default=0)
        found = [code for code, count in counts.items() if best and count == best]
        if len(found) == 1:
            return found[0]
    return "en"


def _counts(text: str) -> dict[Lang, int]:
    words = split(text)[0]
    return {code: language(code).knows(words) for code in LANGS}


def in_another_language(sentence: str, code: Lang) -> bool:
    """Tell whether a sentence is clearly in another language."""
    counts = _counts(sentence)
    best = max(counts.values())
    return best >= _TOLD and best > 2 * counts[code]


def _names_of(contact: Contact) -> tuple[str, ...]:
    parts = [field.parts.get(part, "") for field in contact.fn for part in ("given", "family")]
    return tuple(filter(None, (*(field.value for field in contact.fn), *parts)))


def speaks_of_others(sentence: str, code: Lang, known: Sequence[str], promised: bool) -> bool:
    """Tell whether a sentence, in which the names of the one written to are marked, speaks of somebody else."""
    if names_others(sentence, code):
        return True
    folded = sentence.casefold()
    there = [name for name in known if name.casefold() in folded]
    named = [match for name in there for match in re.finditer(re.escape(name), sentence, re.IGNORECASE)]
    words = list(_WORD.finditer(sentence))
    named += [word for before, word in zip([None, *words], words, strict=False) if _is_given(word[0], before)]
    if promised:
        return any(_RELATIVE.match(sentence, match.end()) for match in named)
    return bool(named)


def _is_given(word: str, before: re.Match[str] | None) -> bool:
    """Tell whether a word is a given name, and not of a place: "moves to Florence"."""
    name = re.sub("['’]s$", "", word)
    if len(name) < SHORTEST_NAME or not name[:1].isupper() or (before and before[0].casefold() in _PLACED):
        return False
    return given_name(name) > _LIKELY and common_word(name) < _ORDINARY
