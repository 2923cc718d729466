"""Find e-mail addresses in a line, with the @ or the dots misread, and over two lines."""

import re
from collections.abc import Iterator, Sequence

from cardscan.model import Line
from cardscan.parse.domains import FREE_MAIL, is_email, read_domain, without_www
from cardscan.parse.evidence import unaccented
from cardscan.parse.found import Span
from cardscan.parse.hits import DOMAIN, GONE, JUNK, LETTERS, NATIVE, PUNCTUATION, UNTOLD, Clues, Hit
from cardscan.parse.social import IS_NETWORK
from cardscan.text.misread import AS_AT
from cardscan.text.suffixes import suffix_of

_LOCAL = rf"[{LETTERS}_](?:[{LETTERS}_.%+&'-]*[{LETTERS}_+-])?"
_AT = re.compile(
    r"\s?(?:[©®]?@[®©]?|[(\[]\s?(?:a|at|@)\s?[)\]]|[©®¢])\s?|(?<=[a-z0-9])(?:Q|\([0DQG@]|&)(?=[A-Za-z0-9])|(?<=\w)\(a(?=[a-z])"
)
_BEFORE_AT = re.compile(rf"{_LOCAL}(?:\s?[._]\s?{_LOCAL})?$")
_AFTER_AT = re.compile(f"{NATIVE}|{DOMAIN}")
_HEAD = re.compile(rf"{_LOCAL}(?:@[{LETTERS}.-]*)?$")
_BEGUN = re.compile(rf"{_LOCAL}[._-]$")
# The words in any case; but only a capital letter tells a label that is glued to what stands before it: "MobileE-mail".
_LABEL = re.compile(
    r"(?:(?<![^\W_])|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])-)(?i:e-?\s?mails?|mails?|e|em|eml|correo(?:\selectr[oó]nico)?|courriel"
    r"|posta|e-?posta|mailto|messagerie|電子郵件|電郵|電子メール|メール|信箱|邮箱|電子信箱|이메일|메일|почта|ел\.?\s?пошта|بريد"
    rf"|ईमेल|อีเมล)(?i:\s?(?:ids?|address|add|adresse))?{PUNCTUATION}$"
)
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
        if _is_web(local):
            continue  # before the @ of a handle
        label = _LABEL.search(text[at:start])
        domain, size, doubt = read_domain(after.group(), clues.suffixes)
        if not domain and match.group() == "@" and (label or "." in local) and re.match(r"[^\W\d_]{4}", after.group()):
            domain, doubt = after.group().split()[0].casefold(), 0.3  # better shown to be checked than lost
            size = len(domain)
        alone = label is not None or not text[at:start].strip(" |")
        if not domain or not _is_at(sign, domain, alone, clues):
            continue
        apart = text[match.start()].isspace() and not match.group()[-1].isspace()  # as a handle's @ stands
        if apart and not label and (not alone or IS_NETWORK.fullmatch(local)):
            continue
        if word := _word_before(text, at, start, local):
            local, start = f"{word}.{local}", start - len(word) - 1
        if " " in text[start : match.start()] or (apart and not label):
            doubt *= UNTOLD
        value = f"{unaccented(_small(local)).casefold()}@{domain}"
        if doubt == 0.3 or is_email(value):
            doubt *= (1.0 if sign == "@" else 0.8) * (1.0 if local.isascii() else 0.7)
            yield _hit(line, text, at, start, match.end() + size, value, doubt)
            at = match.end() + size


def _is_web(local: str) -> bool:
    """Whether what stands before an @ is a web address: "www" and a domain."""
    host = without_www(local)
    return host != local and bool(suffix_of(host))


def _small(local: str) -> str:
    """A local part in small letters whose one capital, an I behind others, was a small l: "jo.I", "jiIl"."""
    small = re.sub(r"(?<=[a-z])I|(?<=[a-z][._-])I$", "l", local)
    return small if small.islower() else local


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
    sign = bare[-1] in AS_AT and not (front != bare and labelled)
    local = (bare[:-1] if sign else bare).rstrip().casefold()
    believed = sign or (domain in _FAMOUS and (front == bare or labelled))
    return local if believed and " " not in local else ""


def _is_host(front: str) -> bool:
    return re.match(r"(?i)[wv]{2}|http|web|site", front) is not None


def _hit(line: int, text: str, at: int, start: int, end: int, value: str, doubt: float) -> Hit:
    label = _LABEL.search(text[at:start]) or JUNK.search(text[at:start])
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
    """Yield addresses broken after or before the @, or inside the domain, with the rest on the line below.

    What is a whole address by itself is none's rest, whatever stands above it; below "E-mail: jane." it is doubted.
    """
    for upper, text in enumerate(texts):
        head = _HEAD.search(text.rstrip()) or _BEGUN.search(text.rstrip())
        lower = _below(lines, upper) if head else None
        tail = re.match(r"\s*(\S+)", texts[lower]) if lower is not None else None
        if head is None or lower is None or tail is None or GONE in tail.group():
            continue
        label = _LABEL.search(text[: head.start()])
        alone = not text[: head.start()].strip()
        if label and head.group()[-1] in "._-" and is_email(tail.group(1)):
            yield Hit("email", lower, *tail.span(1), tail.group(1).casefold(), tail.start(1), UNTOLD)
        if not (_is_cut(head.group(), tail.group(1)) or _lacks_domain(head.group(), tail.group(1), bool(label), alone)):
            continue
        value = (head.group() + tail.group(1)).rstrip(".,;").casefold()
        if is_email(value):
            rest = Span(lower, tail.start(1), tail.end(1))
            first = label.start() if label else head.start()
            doubt = 0.8 if label or "@" in head.group() else UNTOLD
            yield Hit("email", upper, head.start(), head.end(), value, first, doubt, more=(rest,))


def _is_cut(head: str, tail: str) -> bool:
    """Whether the domain after an @ ends too early, and the line below goes on with what is no address by itself."""
    _, at, domain = head.partition("@")
    if not at or "@" in tail or suffix_of(domain) or re.search(r"www|:", tail, re.I):
        return False
    return head[-1] in "@.-" or tail[0] == "." or not suffix_of(tail.rstrip(".,;"))


def _lacks_domain(head: str, tail: str, labelled: bool, alone: bool) -> bool:
    """Whether a line below begins with the @, or with what begins no address, and that above ends as one begins."""
    if "@" in head or "@" not in tail or tail[0] not in "@._+-":
        return False
    like_one = alone and any(map(str.isalpha, head)) and (head.islower() or not head.isalpha())  # no name, no number
    return labelled or like_one


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
