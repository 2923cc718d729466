"""Tell letters behind a name and a comma for what they are: degrees and memberships, of which no list holds all.

And tell what stands behind a degree for its subject: "B.Sc. (Tidal Sciences)", "dipl. ing. brodarstva", "MBA in Tides".
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile

from cardscan.parse.gazetteer import common_word, family_name, given_name, title_score
from cardscan.parse.gazetteer.styles import is_degree, is_honorific
from cardscan.parse.tagger.network import TAGS, Array, Chances
from cardscan.parse.tagger.words import Word

_SURE = 0.95  # the chance of what is told by its shape
_GIVEN, _FAMILY, _PREFIX, _SUFFIX, _OTHER = map(TAGS.index, ("given", "family", "prefix", "suffix", "other"))
#: What letters behind a name are where the network says so: whom someone works for, and where.
_ELSEWHERE = frozenset(TAGS.index(tag) for tag in ("org", "dept", "city", "region", "code", "country"))
_CAPITALS = range(3, 7)  # how many letters are in capitals alone: "HR" is a department
_MIXED = range(3, 10)  # and how many there are with small ones among them: FCIArb, MIStructE
_ENOUGH = 4  # of one that tells for all: "HSE" and "CRM" are departments
_SUBJECT = 3  # words of what a degree is in, at most
_IN = frozenset({"in", "en", "em", "im"})  # what stands between both
_OPENING, _CLOSING = frozenset("(（"), frozenset(")）")
_KNOWN = 0.3  # how much a word is a title, an everyday one, or a name, to be no letters


def with_letters_behind(chances: Chances, words: Sequence[Word]) -> Chances:
    """Return the chances: letters in capitals behind a whole name and a comma, which are no title, are a suffix."""
    told = chances.tags.argmax(axis=1).tolist()
    tags, links = chances.tags.copy(), chances.links.copy()
    for at, word in enumerate(words):
        if word.text == "," and not word.kind and _ends_name(at, words, told):
            letters = list(_letters(at, words, told))
            if any(_is_degree(words[each].text) or len(words[each].text) >= _ENOUGH for each in letters):
                for each, before in zip(letters, [-1, *letters], strict=False):
                    _tell(tags[each], _SUFFIX)
                    _tell(links[each], before + 1)  # all are one value, which the first of them begins
                    if words[each - 1].text == ",":
                        _tell(tags[each - 1], _OTHER)
    return Chances(tags, links)


def with_subjects(chances: Chances, words: Sequence[Word]) -> Chances:
    """Return the chances: what is in brackets right behind a degree, and is no title, is of that.

    So is what it is "in", and the end, in small letters, of a line that begins with one.
    """
    told = chances.tags.argmax(axis=1).tolist()
    tags, links = chances.tags.copy(), chances.links.copy()
    for at, word in enumerate(words):
        if at and told[at - 1] == _SUFFIX and _is_degree(words[at - 1].text):
            inside = list(_inside(at, words) if word.text in _OPENING else _of_subject(at, words))
            if inside and not _is_title(" ".join(words[each].text for each in inside)):
                for each in (at, *inside):
                    _tell(tags[each], _SUFFIX)
                    _tell(links[each], each)  # it goes on from the word before
    for row in _rows(words):
        led = next((n for n in (3, 2, 1) if n < len(row) and _is_abbreviated([words[at].text for at in row[:n]])), 0)
        if led and told[row[0]] == _SUFFIX and _is_subject([words[at] for at in row[led:]]):
            for each in row[1:]:
                _tell(tags[each], _SUFFIX)
                _tell(links[each], each)
    return Chances(tags, links)


def _rows(words: Sequence[Word]) -> Iterator[list[int]]:
    """Yield the words of each line, by their numbers."""
    yield from (list(row) for _, row in groupby(range(len(words)), key=lambda at: words[at].line))


def _is_abbreviated(said: Sequence[str]) -> bool:
    """Whether words with full stops are a degree together."""
    text = " ".join(said)
    return all(each.endswith(".") for each in said) and (_is_degree(text) or is_honorific(text))


def _is_subject(said: Sequence[Word]) -> bool:
    """Whether words are small letters alone, a few, and no title."""
    small = all(not word.kind and word.text.rstrip(".").isalpha() and word.text.islower() for word in said)
    return small and len(said) <= _SUBJECT and not any(_is_title(word.text) for word in said)


def _inside(opening: int, words: Sequence[Word]) -> Iterator[int]:
    """Yield the words of a bracket; none of one that isn't closed on its line, or holds what has a grammar."""
    for at in range(opening + 1, len(words)):
        if words[at].kind or words[at].line != words[opening].line:
            return
        if words[at].text in _CLOSING:
            yield from range(opening + 1, at)
            return


def _of_subject(at: int, words: Sequence[Word]) -> Iterator[int]:
    """Yield the few words behind "in", up to a sign; none where it is no such word, or what follows has a grammar."""
    if words[at].text not in _IN or words[at].line != words[at - 1].line:
        return
    row = (each for each in range(at + 1, len(words)) if words[each].line == words[at].line)
    said = list(takewhile(lambda each: any(map(str.isalnum, words[each].text)), row))
    if len(said) <= _SUBJECT and not any(words[each].kind for each in said):
        yield from said


def _tell(chances: Array, column: int) -> None:
    """Make one of the chances of a word sure, and the others less, in place."""
    chances *= (1 - _SURE) / max(float(chances.sum() - chances[column]), 1e-9)
    chances[column] = _SURE


def _ends_name(comma: int, words: Sequence[Word], told: Sequence[int]) -> bool:
    """Whether a given and a family name stand right before a comma: "Tarnwick, EDDA" has neither degree nor letters."""
    at = comma
    while at and words[at - 1].line == words[comma].line and told[at - 1] in (_GIVEN, _FAMILY, _PREFIX):
        at -= 1
    return {_GIVEN, _FAMILY} <= {*told[at:comma]}


def _letters(comma: int, words: Sequence[Word], told: Sequence[int]) -> Iterator[int]:
    """The letters between commas from one on, up to what is none; "CRM Manager" is all none."""
    piece: list[int] = []
    for at in range(comma + 1, len(words) + 1):
        ends = at == len(words) or words[at].line != words[comma].line
        if ends or words[at].text in {",", "|"}:
            yield from piece
            piece = []
            if ends or words[at].text == "|":
                return
        elif _is_degree(words[at].text) and _is_title(words[at].text):
            continue  # MD: the network knows better
        elif _is_letters(words[at], told[at]):
            piece.append(at)
        else:
            return


def _is_letters(word: Word, told: int) -> bool:
    text = word.text
    if word.kind or _is_title(text) or (told in _ELSEWHERE and not _is_degree(text)):
        return False
    upper = sum(map(str.isupper, text))
    mixed = len(text) in _MIXED and upper > 1 and text[0].isupper() and (text[-1].isupper() or 2 * upper >= len(text))
    shaped = text.isalpha() and (len(text) in _CAPITALS if text.isupper() else mixed)
    plain = max(common_word(text), given_name(text), family_name(text)) >= _KNOWN
    return _is_degree(text) or (shaped and not plain)


def _is_degree(text: str) -> bool:
    return is_degree(text, cased="." in text or text.isupper())


def _is_title(text: str) -> bool:
    return title_score(text) >= _KNOWN
