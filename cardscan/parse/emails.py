"""Find e-mail addresses in a line, with the @ or the dots misread, and over two lines."""

import re
from collections.abc import Iterator, Sequence

from cardscan.model import Line
from cardscan.parse.domains import FREE_MAIL, is_email, read_domain, suffix_of
from cardscan.parse.evidence import unaccented
from cardscan.parse.found import Span
from cardscan.parse.hits import DOMAIN, GONE, LETTERS, PUNCTUATION, Clues, Hit

_LOCAL = rf"[{LETTERS}_](?:[{LETTERS}_.%+&'-]*[{LETTERS}_+-])?"
_AT = re.compile(
    r"\s?(?:[©®]?@[®©]?|[(\[]\s?(?:a|at|@)\s?[)\]]|[©®¢])\s?|(?<=[a-z0-9])(?:Q|\([DQG@])(?=[a-z0-9])|(?<=\w)\(a(?=[a-z])"
)
_BEFORE_AT = re.compile(rf"{_LOCAL}(?:\s?[._]\s?{_LOCAL})?$")
_AFTER_AT = re.compile(DOMAIN)
_LABEL = re.compile(
    r"(?:(?<![^\W_])|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])-)(?:e-?\s?mails?|mails?|e|em|eml|correo(?:\selectr[oó]nico)?|courriel|posta"
    r"|e-?posta|mailto|messagerie|電子郵件|電郵|電子メール|メール|信箱|邮箱|電子信箱|이메일|메일|почта|ел\.?\s?пошта|بريد|ईमेल|อีเมล)"
    rf"(?:\s?(?:ids?|address|add|adresse))?{PUNCTUATION}$",
    re.I,
)
_JUNK = re.compile(r"(?:^|(?<=[\s|]))[^\w\s\x00]{0,2}[\s:]*$|(?<![^\s|])[^\s\x00]\s+$")
_GLUED = re.compile(r"(?:[Ee]-[Mm]ail|E-MAIL|Email|EMail)[.:-]?(?=[a-z0-9]{2})")
#: Providers so common that their name after other letters means a lost @.
_FAMOUS = (
    "gmail.com",
    "yahoo.com",
    "yahoo.co.in",
    "yahoo.co.uk",
    "hotmail.com",
    "outlook.com",
    "rediffmail.com",
    "icloud.com",
)
_NO_AT = re.compile(rf"(?<![\w@.\x00-])[{LETTERS}][{LETTERS}_.-]*(?:\s[{LETTERS}.-]+)?(?![\w@])")
_LIKE_AT = "OQ0CGDae©®¢€"  # what readers make of an @


def emails_in(line: int, text: str, clues: Clues) -> Iterator[Hit]:
    """Yield the e-mail addresses of a line."""
    at = 0
    for match in _AT.finditer(text):
        before = _BEFORE_AT.search(text[at : match.start()]) if match.start() >= at else None
        after = _AFTER_AT.match(text, match.end())
        if not before or not after:
            continue
        local, start = _local_part(before.group(), at + before.start())
        label = _LABEL.search(text[at:start])
        domain, size, doubt = read_domain(after.group(), clues.suffixes)
        plain = match.group().strip() == "@"
        if not domain and match.group() == "@" and len(local) > 1 and (label or "." in local):
            domain, doubt = after.group().split()[0].casefold(), 0.3  # better shown to be checked than lost
            size = len(domain)
        if not domain or ("Q" in match.group() and domain not in FREE_MAIL and suffix_of(domain) not in clues.suffixes):
            continue
        value = f"{unaccented(local).casefold()}@{domain}"
        if doubt != 0.3 and not is_email(value):
            continue
        doubt *= (1.0 if plain else 0.8) * (1.0 if local.isascii() else 0.7)
        yield _hit(line, text, at, start, match.end() + size, value, doubt)
        at = match.end() + size


def lost_ats_in(line: int, text: str, clues: Clues) -> Iterator[Hit]:
    """Yield addresses whose @ became another letter, or nothing: those that end in a domain known to follow one."""
    at = 0
    for match in _NO_AT.finditer(text):
        whole = match.group()
        labelled = _LABEL.search(text[at : match.start()]) is not None
        for domain in sorted({*_FAMOUS, *clues.domains}, key=len, reverse=True):
            front = whole[: -len(domain)].rstrip()
            if not whole.casefold().endswith(domain) or len(front) < 4 or front[-1] == "." or _is_host(front):
                continue
            liked = front[-1] in _LIKE_AT
            if " " in front or not (domain in _FAMOUS or liked) or (" " in whole and not (liked or labelled)):
                continue
            liked = liked and not (" " in whole and labelled)
            value = f"{(front[:-1] if liked else front).casefold()}@{domain}"
            if is_email(value):
                yield _hit(line, text, at, match.start(), match.end(), value, 0.5)
                at = match.end()
                break


def _is_host(front: str) -> bool:
    return re.match(r"(?i)[wv]{2}|http|web|site", front) is not None


def _hit(line: int, text: str, at: int, start: int, end: int, value: str, doubt: float) -> Hit:
    label = _LABEL.search(text[at:start]) or _JUNK.search(text[at:start])
    return Hit("email", line, start, end, value, at + label.start() if label else start, doubt)


def _local_part(raw: str, start: int) -> tuple[str, int]:
    """What stands before the @, without a label glued to it or a word before a space."""
    if glued := _GLUED.match(raw):
        raw, start = raw[glued.end() :], start + glued.end()
    pieces = raw.split()
    if len(pieces) > 1:
        head, last = raw[: raw.rindex(pieces[-1])], pieces[-1]
        word = head.strip(" ._")
        if not head.islower() or len(word) < 2 or len(last.strip("._")) < 2 or _LABEL.search(head):
            cut = len(raw) - len(last.lstrip("._"))
            return raw[cut:], start + cut
        return "".join(pieces), start
    return raw, start


def emails_over_two_lines(lines: Sequence[Line], texts: Sequence[str]) -> Iterator[Hit]:
    """Yield addresses broken after or before the @, or inside the domain, with the rest on the line below."""
    for upper, text in enumerate(texts):
        head = re.search(rf"{_LOCAL}(?:@[{LETTERS}.-]*)?$", text.rstrip())
        lower = _below(lines, upper) if head else None
        if head is None or lower is None:
            continue
        tail = re.match(r"\s*(\S+)", texts[lower])
        if tail is None or ("@" in head.group()) == ("@" in tail.group()) or GONE in tail.group():
            continue
        if suffix_of(head.group().partition("@")[2]) or re.search(r"www|:", tail.group(), re.I):
            continue  # complete as it is; or something else follows
        label = _LABEL.search(text[: head.start()])
        if "@" in tail.group() and not (label or tail.group(1).startswith("@")):
            continue
        value = (head.group() + tail.group(1)).rstrip(".,;").casefold()
        if is_email(value):
            rest = Span(lower, tail.start(1), tail.end(1))
            first = label.start() if label else head.start()
            yield Hit("email", upper, head.start(), head.end(), value, first, 0.8, more=(rest,))


def _below(lines: Sequence[Line], upper: int) -> int | None:
    """The line just below, by place."""
    x0, y0, x1, y1 = lines[upper].place
    near = [
        n
        for n, line in enumerate(lines)
        if n != upper
        and y0 < line.place[1] < y1 + (y1 - y0)
        and line.place[3] > y1
        and line.place[0] < x1
        and x0 < line.place[2]
    ]
    return min(near, key=lambda n: (lines[n].place[1], n), default=None)
