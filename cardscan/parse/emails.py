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
    r"\s?(?:[©®]?@[®©]?|[(\[]\s?(?:a|at|@)\s?[)\]]|[©®¢])\s?|(?<=[a-z0-9])(?:Q|\([0DQG@]|&)(?=[A-Za-z0-9])|(?<=\w)\(a(?=[a-z])"
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
_LIKE_AT = "OQ0CGDade©®¢€"  # what readers make of an @
_NUMBER = re.compile(r"[\d.+-]{7,}")
_OTHER_WORDS = frozenset({"contact", "mail", "email", "mails", "emails", "write", "and", "the", "und", "oder", "web"})


def emails_in(line: int, text: str, clues: Clues) -> Iterator[Hit]:
    """Yield the e-mail addresses of a line."""
    at = 0
    for match in _AT.finditer(text):
        before = _BEFORE_AT.search(text[at : match.start()]) if match.start() >= at else None
        after = _AFTER_AT.match(text, match.end())
        if not before or not after:
            continue
        sign = match.group().strip()
        local, start = _local_part(before.group(), at + before.start())
        label = _LABEL.search(text[at:start])
        domain, size, doubt = read_domain(after.group(), clues.suffixes)
        if not domain and match.group() == "@" and (label or "." in local) and re.match(r"[^\W\d_]{4}", after.group()):
            domain, doubt = after.group().split()[0].casefold(), 0.3  # better shown to be checked than lost
            size = len(domain)
        alone = label is not None or not text[at:start].strip(" |")
        if not domain or not _is_at(sign, domain, alone, clues):
            continue
        if word := _word_before(text, at, start, local):
            local, start, doubt = f"{word}.{local}", start - len(word) - 1, doubt * 0.6
        value = f"{unaccented(local).casefold()}@{domain}"
        if doubt == 0.3 or is_email(value):
            doubt *= (1.0 if sign == "@" else 0.8) * (1.0 if local.isascii() else 0.7)
            yield _hit(line, text, at, start, match.end() + size, value, doubt)
            at = match.end() + size


def _is_at(sign: str, domain: str, alone: bool, clues: Clues) -> bool:
    """Whether a sign between a local part and a domain is an @ misread."""
    if sign == "&":
        return alone or domain in clues.domains
    if sign == "Q":
        return domain in FREE_MAIL or suffix_of(domain) in clues.suffixes
    return True


def _word_before(text: str, at: int, start: int, local: str) -> str:
    """The word that a dot lost to a space parts from the local part, after a label or at the start of the line."""
    match = re.search(r"(?<![\w.])([a-z]{3,})\s$", text[at:start])
    if not match or not local.islower() or match.group(1) in _OTHER_WORDS:
        return ""
    before = text[at : at + match.start()]
    return match.group(1) if not before.strip() or _LABEL.search(before) else ""


def lost_ats_in(line: int, text: str, clues: Clues) -> Iterator[Hit]:
    """Yield addresses whose @ became another letter, or nothing: those that end in a domain known to follow one."""
    at = 0
    for match in _NO_AT.finditer(text):
        labelled = _LABEL.search(text[at : match.start()]) is not None
        for domain in sorted({*_FAMOUS, *clues.domains}, key=len, reverse=True):
            if match.group().casefold().endswith(domain):
                local = _local_before(match.group()[: -len(domain)], domain, labelled)
                if local and is_email(f"{local}@{domain}"):
                    yield _hit(line, text, at, match.start(), match.end(), f"{local}@{domain}", 0.5)
                    at = match.end()
                break


def _local_before(front: str, domain: str, labelled: bool) -> str:
    """The local part in what stands before a domain without an @; "" for none."""
    bare = front.rstrip()
    if len(bare) < 4 or bare[-1] == "." or _is_host(bare):
        return ""
    sign = bare[-1] in _LIKE_AT and not (front != bare and labelled)
    local = (bare[:-1] if sign else bare).rstrip().casefold()
    believed = sign or (domain in _FAMOUS and (front == bare or labelled))
    return local if believed and " " not in local else ""


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
        if _NUMBER.fullmatch(head.group()):
            continue  # a telephone number above an address
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
