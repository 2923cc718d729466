"""The note gate: a note says what you talked about and how you can help, and neither is what the card says anyway."""

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from cardscan.connections.notes.said import CardSaid
from cardscan.connections.notes.words import is_particle, says_nothing, split, spoken, unspaced_phrases, without_phrases
from cardscan.model import PRINTED, Contact

Part = Literal["talked", "can_help"]
Reason = Literal["empty", "card", "stock", "short"]

WORDS_NEEDED = 3
_SOLID_NEEDED = 2  # "introduce Marek" needs to say who Marek is
_COMPOUND = 10  # letters from which a German word is, as a rule, made of two
_OWN_SHARE = 0.35  # of the words; a page of stock phrases has a stray word of its own too

#: What a letter counts for in a script without spaces, in words: Chinese words have two letters, Thai ones four.
_HAN, _KATAKANA, _HIRAGANA, _THAI = 0.75, 0.4, 0.2, 0.25

_NAMES = {"talked": "what you talked about", "can_help": "how you can help"}
_QUESTIONS = {
    ("talked", "empty"): "What did you talk about? One thing you want to remember in a year is enough.",
    ("talked", "card"): "What do you know about {who} that the card does not say?",
    ("talked", "stock"): "What is {who} trying to solve this quarter? What made the talk good?",
    ("talked", "short"): "What about it? Write it so that you will still understand it in a year.",
    ("can_help", "empty"): "What could you send, or whom could you introduce, that would help {who}?",
    ("can_help", "card"): "What does {who} need that you have: a name, a paper, an hour of your time?",
    ("can_help", "stock"): "What exactly will you do for {who}, and with whom or what?",
    ("can_help", "short"): "With whom or what, and for which trouble of theirs?",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why one part of a note does not count, and a question that helps to write a better one."""

    part: Part
    reason: Reason
    why: str
    question: str


@dataclass(frozen=True, slots=True)
class GateVerdict:
    """What the gate says of a note."""

    refusals: tuple[Refusal, ...] = ()

    @property
    def passed(self) -> bool:
        """A note passes when no part of it is refused."""
        return not self.refusals


def judge(talked: str, can_help: str, contact: Contact, event: str = "") -> GateVerdict:
    """Say whether both parts of a note say something that the card and the event do not."""
    fields = tuple((each.value, each.raw, *each.parts.items()) for kind in PRINTED for each in getattr(contact, kind))
    return _judge(talked, can_help, event, _Card(fields, contact))


@dataclass(frozen=True, slots=True)
class _Card:
    """A contact that can be told from others by its texts, so that a verdict can be kept."""

    texts: tuple[tuple[object, ...], ...]
    contact: Contact = field(compare=False)


@lru_cache(maxsize=1 << 13)  # who lists everyone, or serves pages, asks the same again and again
def _judge(talked: str, can_help: str, event: str, card: _Card) -> GateVerdict:
    said = CardSaid(card.contact, event)
    who = given_name(card.contact)
    parts: tuple[tuple[Part, str], ...] = (("talked", talked), ("can_help", can_help))
    refusals = (_refusal(part, text, f"{talked}\n{can_help}", said, who) for part, text in parts)
    return GateVerdict(tuple(refusal for refusal in refusals if refusal))


def given_name(contact: Contact) -> str:
    """Give what someone is called in a question."""
    names = (each.parts.get("given") or each.value for each in contact.fn)
    return next(("".join(filter(str.isprintable, name)) for name in names if name), "this person")


@dataclass(frozen=True, slots=True)
class _Content:
    """What is left of a text once what says nothing is taken out."""

    solid: tuple[str, ...]
    light: int  # words such as "send", which count only beside solid ones
    vague: int  # words such as "contact", the same
    compounds: int  # of the solid ones, those that are two words in one: Fahrschule
    unspaced: float  # of scripts without spaces, in words
    on_card: int  # words taken out because the card has them
    stock: bool  # function words or phrases were taken out

    @property
    def enough(self) -> bool:
        solid = len(self.solid) + self.unspaced
        words = solid + self.compounds + self.light + self.vague
        own = words - self.vague
        return solid >= _SOLID_NEEDED and words >= WORDS_NEEDED and own >= _OWN_SHARE * (words + self.on_card)


def _refusal(part: Part, text: str, note: str, said: CardSaid, who: str) -> Refusal | None:
    content = _content(text, note, said)
    if content.enough:
        return None
    reason: Reason
    if content.solid or content.unspaced or content.light:
        reason = "short"
        why = f"{WORDS_NEEDED} words of your own are needed, besides the card's and stock phrases"
    elif content.on_card:
        reason, why = "card", "it only repeats the card"
    elif content.stock or content.vague:
        reason, why = "stock", "it could be said of anyone"
    else:
        reason, why = "empty", "nothing is written"
    return Refusal(part, reason, f"{_NAMES[part]}: {why}", _QUESTIONS[part, reason].format(who=who))


def _content(text: str, note: str, said: CardSaid) -> _Content:
    words, runs = split(text)
    languages = spoken(words, split(note)[0])
    kept = without_phrases(words)
    stock = len(kept) < len(words)
    on_card = vague = 0
    solid: dict[str, None] = {}
    lights: set[str] = set()
    for word in kept:
        if is_particle(word) or any(word in language.function for language in languages):
            stock = True
        elif said.covers(word):
            on_card += 1
        elif any(word in language.light for language in languages):
            lights.add(word)
        elif says_nothing(word, languages):
            vague += 1
        else:
            solid[word] = None
    unspaced = 0.0
    for run in runs:
        own = said.without(run)
        left = unspaced_phrases().sub("", own)
        unspaced += sum(_weight(letter) for letter in left)
        on_card += len(own) < len(run)
        stock |= len(left) < len(own)
    german = any(language.code == "de" for language in languages)
    compounds = sum(german and len(word) >= _COMPOUND for word in solid)
    return _Content(tuple(solid), len(lights), vague, compounds, unspaced, on_card, stock)


def _weight(letter: str) -> float:
    if not unicodedata.category(letter).startswith("L"):
        return 0.0
    name = unicodedata.name(letter, "")
    if name.startswith("HIRAGANA"):
        return _HIRAGANA
    if name.startswith("KATAKANA"):
        return _KATAKANA
    return _HAN if name.startswith("CJK") else _THAI
