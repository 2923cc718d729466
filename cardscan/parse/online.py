"""Find e-mail addresses, web addresses and social handles in the lines of a card."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cardscan.model import Line
from cardscan.parse.emails import emails_in, emails_over_two_lines, lost_ats_in
from cardscan.parse.evidence import LONGEST_LINE, field_of, flat
from cardscan.parse.found import Found, Span
from cardscan.parse.hits import LABEL, Clues, Hit, without
from cardscan.parse.joined import parted
from cardscan.parse.social import bare_handles_in, named_handles_in
from cardscan.parse.urls import BARE, bare_urls_in, native_urls_in, urls_in
from cardscan.text.suffixes import suffix_of

#: In this order, each on what the ones before it left.
_FINDERS = (emails_in, named_handles_in, native_urls_in, urls_in, lost_ats_in, bare_urls_in, bare_handles_in)
_SPACED = re.compile(r"(?<!\S)\S(?:\s\S){7,}(?!\S)")
#: Signs of an address in words, so that no program collects it: "jo (at) firma (dot) com".
_IN_WORDS = re.compile(
    r"\s*[(\[{<]\s?(?:(?P<at>at|ät|arroba|arobase|chiocciola|apenstaart(?:je)?|snabel-?a|małpa|zavináč|kukac|собака)"
    r"|dot|punkt(?:um)?|punto?|point|ponto?|prikk|piste|kropka|te[cč]ka|bodka|to[cč]ka|punct|nokta|точка|крапка"
    r")\s?[)\]}>]\s*",
    re.I,
)
_HOST = re.compile(rf"(?:www\.|@)({LABEL}(?:\.{LABEL})+)", re.I)


def find_online(lines: Sequence[Line]) -> list[Found]:
    """Find the e-mail addresses, urls and social handles of a card.

    E-mails are in lower case; urls as printed, host in lower case, without a trailing slash;
    social values are a handle or a url, their type is the network ("" where nothing names it).
    """
    texts = [parted(flat(line.text)[:LONGEST_LINE], line.text) for line in lines]
    clues = _clues(texts)
    hits = list(emails_over_two_lines(lines, texts))
    for hit in hits:
        for span in (Span(hit.line, hit.first, hit.end), *hit.more):
            texts[span.line] = without(texts[span.line], span.start, span.end)
    for number, text in enumerate(texts):
        hits += _in_line(number, text, clues)
    hits = [_without_letter(hit, lines) for hit in hits]
    return [_found(lines, hit) for hit in sorted(hits, key=lambda h: (h.line, h.start))]


def _clues(texts: Sequence[str]) -> Clues:
    suffixes = {suffix_of(match.group()) for text in texts for match in BARE.finditer(text)}
    domains = {match.group(1).casefold() for text in texts for match in _HOST.finditer(text)}
    return Clues(frozenset(suffixes - {""}), frozenset(d for d in domains if suffix_of(d)))


def _in_line(line: int, text: str, clues: Clues) -> Iterator[Hit]:
    text, places = _closed_up(text)
    for find in _FINDERS:
        for hit in list(find(line, text, clues)):
            text = without(text, hit.first, hit.end)
            yield replace(hit, start=places[hit.start], end=places[hit.end - 1] + 1, first=places[hit.first])


def _closed_up(text: str) -> tuple[str, list[int]]:
    """Close up spaced-out letters ("w w w . x y z . c o m"); also where each character stood."""
    text, places = _with_signs(text)
    kept = list(range(len(text)))
    for match in _SPACED.finditer(text):
        if "@" in match.group() or "." in match.group():
            kept = [p for p in kept if not (match.start() < p < match.end() and text[p].isspace())]
    return "".join(text[p] for p in kept), [places[p] for p in kept]


def _with_signs(text: str) -> tuple[str, list[int]]:
    """Write "(at)" and "(dot)" as the signs they stand for; also where each character stood."""
    written, places, at = "", list[int](), 0
    for match in _IN_WORDS.finditer(text):
        written += text[at : match.start()] + ("@" if match["at"] else ".")
        places += range(at, match.start() + 1)
        at = match.end()
    return written + text[at:], [*places, *range(at, len(text))]


def _without_letter(hit: Hit, lines: Sequence[Line]) -> Hit:
    """Take "e." for a label where other lines of the card start with "t." or "f."."""
    if hit.kind != "email" or not re.match(r"e[.:]..", hit.value) or lines[hit.line].text[: hit.start].strip():
        return hit
    mark = re.escape(hit.value[1])
    if not any(re.match(rf"\s*[tTfFmM]\s?{mark}[\s(+\d]", line.text) for line in lines):
        return hit
    start = hit.end - len(lines[hit.line].text[hit.start : hit.end].lstrip("eE .:"))
    return replace(hit, value=hit.value[2:], start=start, doubt=hit.doubt * 0.9)


def _found(lines: Sequence[Line], hit: Hit) -> Found:
    field = field_of(lines, (Span(hit.line, hit.start, hit.end), *hit.more), hit.value, doubt=hit.doubt, type=hit.type)
    return Found(hit.kind, field, (Span(hit.line, hit.first, hit.end), *hit.more))
