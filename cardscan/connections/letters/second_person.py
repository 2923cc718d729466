"""What is said about someone, said to them: "moves her shop" becomes "you move your shop".

A grammar of a few pages for each language, no more: what it is not sure of is not turned at all, so that
nobody is told what was meant of somebody else.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from cardscan.connections.notes.words import language

#: What notes are turned in, and drafts are written in.
Lang = Literal["en", "de", "fr", "es", "it", "pt"]
LANGS: tuple[Lang, ...] = get_args(Lang)

_FILE = Path(__file__).parent / "data" / "grammar.toml"
_WHO = "\ue000"  # stands for the name of the one written to
_TOKEN = re.compile(rf"{_WHO}(?:['’]s)?|\w+(?:[’'-]\w+)*[’']?|\s+|.", re.DOTALL)
_ELIDED = re.compile(rf"{_WHO}|\w+[’']|\w+(?:-\w+)*|\s+|.", re.DOTALL)  # "l'atelier" is two words
_ADJECTIVE = re.compile(r"\w+e[rsnm]?")
_STYLE = r"\b(?:Mr|Mrs|Ms|Dr|Prof|Herrn?|Frau|Mme|Madame|M|Monsieur|Sra?|Señora?|Dona|Sig|Signora?)"
_CLITICS = {"le", "la", "les", "l'", "y", "en", "ne", "n'"}  # pronouns before a French verb
SHORTEST_NAME = 3  # letters: below, an initial
_DAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "tomorrow", "tonight"}


@dataclass(frozen=True, slots=True)
class _Grammar:
    code: str
    words: dict[str, Any]
    endings: tuple[tuple[re.Pattern[str], str], ...]
    phrases: tuple[tuple[re.Pattern[str], str], ...]

    def has(self, table: str, word: str) -> bool:
        """Tell whether a word is in one of the lists."""
        return word in self.words[table]

    def verb(self, word: str) -> str | None:
        """Give the second person of a verb in the third; None where that cannot be told, or it is no verb."""
        if known := self.words["verbs"].get(word):
            return str(known)
        if word in language(self.code).function:
            return word if self.code == "en" and not word.endswith("s") else None
        if re.fullmatch(self.words["same"], word):
            return word
        for pattern, put in self.endings:
            if pattern.search(word):
                return pattern.sub(put, word) if put else None
        return None

    def verb_alone(self, word: str) -> bool:
        """Tell whether a word is no noun: a verb of the list, or a word of any text."""
        listed = (word in self.words["verbs"] or self.has("known", word)) and not self.has("nouns", word)
        return listed or word in language(self.code).function

    def starts_verb(self, word: str, following: str) -> bool:
        """Tell whether a word without a subject is a verb in the third person."""
        if self.verb(word) in (None, word):
            return False
        if self.has("nouns", word):
            return self.has("determiners", following)
        return word in self.words["verbs"] or self.has("known", word) or self.has("articles", following)


@cache
def _grammars() -> dict[str, _Grammar]:
    told = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        code: _Grammar(code, words, _patterns(words["endings"]), _patterns(words["phrases"]))
        for code, words in told.items()
    }


def _patterns(rows: Iterable[Sequence[str]]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern, re.IGNORECASE), put) for pattern, put in rows)


def names_others(sentence: str, code: str) -> bool:
    """Tell whether a sentence speaks of somebody other than the person written to: a brother, a boss."""
    grammar = _grammars()[code]
    return any(grammar.has("others", word.casefold()) for word in re.findall(r"\w+", sentence))


def to_them(sentence: str, code: str, names: Iterable[str], *, elided: bool, before: str = "") -> str | None:
    """Say a sentence to the one whom it is about, who has these names; None where that cannot be told.

    elided: a verb at its beginning may be without its subject, as in "moves her shop"; not in "send her the map".
    before: what was said before it, where "they" may be from.
    """
    grammar = _grammars()[code]
    if any(re.search(pattern, sentence, re.IGNORECASE) for pattern in grammar.words["unclear"]):
        return None
    named = marked(sentence, names, code)
    for pattern, put in grammar.phrases:
        named = pattern.sub(put, named)
    return _Turning(grammar, named, before).turned(elided)


def marked(sentence: str, names: Iterable[str], code: str) -> str:
    """Put a mark in the place of the names of the one written to."""
    function = language(code).function
    for name in sorted({each for each in names if len(each) >= SHORTEST_NAME}, key=len, reverse=True):
        if name[:1].isupper() and name.casefold() not in function:
            sentence = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", _WHO, sentence)
    return re.sub(rf"(?:{_STYLE}\.?\s+)?{_WHO}(?:\s+{_WHO})*", _WHO, sentence)


def _plurals(text: str, grammar: _Grammar) -> bool:
    """Tell whether a text speaks of several, by the s at the end of a word."""
    words = re.findall(r"\w+", text.casefold())
    return any(word.endswith("s") and len(word) > 3 and not grammar.verb_alone(word) for word in words)


class _Turning:
    """One sentence, turned word by word."""

    def __init__(self, grammar: _Grammar, sentence: str, before: str) -> None:
        self._grammar = grammar
        self._tokens = (_ELIDED if grammar.code in ("fr", "it") else _TOKEN).findall(sentence)
        self._low = [token.casefold().replace("’", "'") for token in self._tokens]
        self._words = [at for at, token in enumerate(self._tokens) if token[0].isalnum() or token[0] == _WHO]
        first = self._tokens[self._words[0]] if self._words else ""
        self._capital = first[:1].isupper() or first.startswith(_WHO)
        self._settled: set[int] = set()  # words that are said as they are to be
        self._several = _plurals(before, grammar)  # whom "they" may be, other than the one written to
        self._theirs = False  # what follows "and" is done by the one written to
        self._lost = False  # something cannot be told

    def turned(self, elided: bool) -> str | None:
        """Give the sentence; None where something of it cannot be told."""
        if elided:
            self._give_subject()
        for number in range(len(self._words)):
            if number not in self._settled:
                self._turn(number)
        left = [self._at(number) for number in range(len(self._words)) if number not in self._settled]
        if self._lost or any(word.startswith(_WHO) or self._grammar.has("doubtful", word) for word in left):
            return None
        text = "".join(self._tokens)
        return text[:1].upper() + text[1:] if self._capital else text

    def _give_subject(self) -> None:
        """Put "you" before a verb at the beginning that has no subject; in German a capital may be that of a noun."""
        grammar, number = self._grammar, 0
        while grammar.code == "en" and grammar.has("adverbs", self._at(number)):
            number += 1
        noun = grammar.code == "de" and self._capital and not grammar.verb_alone(self._at(0))
        if not noun and grammar.starts_verb(self._at(number), self._at(number + 1)):
            self._turn_verb(number)
            at = self._words[number]
            self._tokens[at] = f"{grammar.words['you']} {self._tokens[at]}"
            self._theirs = True

    def _at(self, number: int) -> str:
        return self._low[self._words[number]] if 0 <= number < len(self._words) else ""

    def _ends(self, number: int) -> bool:
        """Tell whether a word is the last one, or the last before a mark."""
        if number + 1 >= len(self._words):
            return True
        between = self._tokens[self._words[number] + 1 : self._words[number + 1]]
        return any(not token.isspace() for token in between)

    def _put(self, number: int, text: str) -> None:
        self._tokens[self._words[number]] = text
        self._settled.add(number)

    def _turn(self, number: int) -> None:
        word, words = self._at(number), self._grammar.words
        if word in words["plural"] and not self._theirs:
            earlier = " ".join(self._at(each) for each in range(number))
            if self._several or _plurals(earlier, self._grammar):
                self._lost = True
                return
        if word.startswith(_WHO) and word != _WHO:
            self._put(number, words["your"])
        elif word == _WHO or word in words["subject"]:
            self._turn_person(number)
        elif self._theirs and word in words["joins"]:
            self._go_on(number + 1)
        elif word in words["either"]:
            self._turn_either(number, *words["either"][word])
        elif word in words["swap"]:
            self._put(number, words["swap"][word])

    def _turn_person(self, number: int) -> None:
        """Turn a name or pronoun with its verb; without one where it is no subject."""
        words = self._grammar.words
        you = words["you"]
        if words["same"] == ".*":  # the formal second person is the third
            self._put(number, you)
            return
        if self._at(number - 1) in words["after"] and self._at(number) not in ("she", "he", "they", "il"):
            self._put(number, you)
            return
        if self._at(number + 1) in words["nobody"] and self._at(number) == "il":
            self._settled.add(number)
            return
        verb = self._verb_of(number)
        if verb is not None:
            self._put(number, you)
            self._turn_verb(verb)
            self._theirs = True
        elif self._at(number) == _WHO or self._grammar.code == "de":
            before = self._at(number - 1)
            self._lost |= bool(before) and self._grammar.verb(before) not in (None, before)  # "the builder knows her"
            self._put(number, you)
        else:
            self._lost = True

    def _verb_of(self, number: int) -> int | None:
        """Find the verb of a subject: behind it, or at the end of its clause."""
        words = self._grammar.words
        at = number + 1
        if self._at(number - 1) in words["final"]:
            while at < len(self._words) - 1 and not self._ends(at):
                at += 1
        while self._at(at) in words["adverbs"]:
            if swapped := words["swap"].get(self._at(at)):
                self._put(at, swapped)
            at += 1
        return at if not self._ends(number) and self._at(at) and self._grammar.verb(self._at(at)) else None

    def _turn_verb(self, number: int) -> None:
        put = self._grammar.verb(self._at(number))
        if put is None:
            self._lost = True
        else:
            self._put(number, put)

    def _go_on(self, number: int) -> None:
        """Turn what follows "and", where it is a verb; what may be a noun, too, cannot be told."""
        word, following = self._at(number), self._at(number + 1)
        listed = following in self._grammar.words["verbs"] or self._grammar.has("known", following)
        if self._grammar.starts_verb(word, following):
            self._turn_verb(number)
        elif self._grammar.code == "fr" and word in _CLITICS and listed:
            self._turn_verb(number + 1)
        elif self._grammar.has("nouns", word) and not self._ends(number):
            self._lost = True

    def _turn_either(self, number: int, possessor: str, person: str) -> None:
        """Turn "her", which is a possessor before a noun, and a person else."""
        following = "" if self._ends(number) else self._at(number + 1)
        before = self._at(number - 1)
        if self._grammar.code == "de":
            self._put(number, possessor if self._noun_follows(number) else person)
        elif not following or self._is_function(following) or before in self._grammar.words["lets"]:
            self._put(number, person)
        elif before in self._grammar.words["gives"]:
            self._lost = True  # "send her photos": to her, or those of hers
        else:
            self._put(number, possessor)

    def _is_function(self, word: str) -> bool:
        function, empty = language(self._grammar.code).function, language(self._grammar.code).empty
        return word in function or (word in empty and word in _DAYS)

    def _noun_follows(self, number: int) -> bool:
        """Tell whether a noun follows, which German writes with a capital, maybe behind an adjective."""
        if self._ends(number):
            return False
        token = self._tokens[self._words[number + 1]]
        if token[:1].isupper():
            return True
        after = self._tokens[self._words[number + 2]] if number + 2 < len(self._words) else ""
        return bool(_ADJECTIVE.fullmatch(token)) and after[:1].isupper() and not self._is_function(token)
