"""Find web addresses in a line, with the "www" or the dots misread."""

import re
from collections.abc import Iterator

from cardscan.parse.domains import FREE_MAIL, NETWORKS, network_of, read_domain
from cardscan.parse.hits import DOMAIN, JUNK, LABEL, NATIVE, PUNCTUATION, UNTOLD, Clues, Hit
from cardscan.text.suffixes import suffix_of

_SCHEME = r"\bh?t{1,2}ps?\s?[:;.]?\s?[/\\]{1,2}\s?"
_BOUND = r"(?<![^\W_])"
_WWW = (
    rf"[wW]{{3}}\d?\s?[.,]\s?|{_BOUND}(?:[wW]{{2,4}}|[vV]{{2}}[wW]{{1,2}}|[wW]{{1,2}}[vV]{{1,2}}[wW]?)(?:\s?[.,:]\s?|\s)"
    rf"|{_BOUND}[wW]{{3}}(?=[a-z])|{_BOUND}h\w{{0,2}}t?p\w*w\w*\."
)
_URL = re.compile(rf"(?:(?P<scheme>{_SCHEME})(?P<www>{_WWW})?|(?P<only>{_WWW}))(?P<host>{DOMAIN})")
#: "www" before another script may have been read in its letters.
_NATIVE = re.compile(
    rf"(?<![\w@.-])(?P<scheme>{_SCHEME})?(?P<www>(?:[wW]{{3}}|[мМ]{{3}}|[шШ]{{3}})(?:\s?[.,]\s?|\s))?"
    rf"(?P<host>{NATIVE})(?![\w@:-]|\.\w)"
)
_PATH = re.compile(r"/[\w\-./?%&=#+~@!]*")
BARE = re.compile(rf"(?<![\w@.-]){LABEL}(?:\.{LABEL})+(?![\w@])")
_LABEL = re.compile(
    rf"{_BOUND}(?:web\s?sites?e?|web\s?page|web\s?add(?:ress)?|web|w|urls?|h[o0]me\s?page|sites?(?:\sweb)?|sito(?:\sweb)?"
    rf"|internet|hp|visit(?:\s(?:us|our))?(?:\s(?:at|on|website))?|https?|網址|网址|網站|ホームページ|홈페이지|сайт|موقع|เว็บไซต์){PUNCTUATION}$",
    re.I,
)
_PARTED = re.compile(r"(?<!\S)([a-z][a-z\d-]+)\. $")  # "shop. foo.com"
_SEPARATORS = (*"|•,;/:>-.\x00", "")
#: What looks like the name of a domain in "Pvt.Ltd" or "M.Com".
_NO_NAMES = frozenset(
    "pvt co inc ltd llp corp sr jr dr mr mrs ms st no nr opp ph tel mob fax dist smt shri prof adv com asp vb".split()  # noqa: SIM905
)


def urls_in(line: int, text: str, clues: Clues) -> Iterator[Hit]:
    """Yield the addresses with a scheme or "www" before them."""
    at = done = 0
    while match := _URL.search(text, at):
        scheme, www = match.group("scheme"), match.group("www") or match.group("only")
        domain, size, doubt = read_domain(match.group("host"), clues.suffixes)
        if not domain:
            at = match.start("host")
            continue
        end = match.start("host") + size
        path = _PATH.match(text, end) if doubt == 1.0 else None
        value = ("https://" if re.match(r"h?t+ps", scheme) else "http://") if scheme else ""
        if www:
            value += "www."
            doubt *= 1.0 if re.fullmatch(r"www\d?\.", www, re.I) else 0.9
        value += domain + (path.group().rstrip("/.,-") if path else "")
        before = text[done : match.start()]
        label = _LABEL.search(before) or JUNK.search(before)
        first = done + label.start() if label else match.start()
        at = done = path.end() if path else end
        yield from _web(line, match.start(), at, value, first, doubt)


def native_urls_in(line: int, text: str, clues: Clues) -> Iterator[Hit]:
    """Yield the addresses under a suffix in another script than Latin, with "www" before them or without."""
    for match in _NATIVE.finditer(text):
        host = match["host"].casefold()
        name = host.removesuffix(f".{suffix_of(host)}").rpartition(".")[2]
        if not suffix_of(host) or not (match["www"] or match["scheme"] or len(name) > 2):
            continue
        value = ("https://" if re.match(r"h?t+ps", match["scheme"]) else "http://") if match["scheme"] else ""
        path = _PATH.match(text, match.end())
        value += ("www." if match["www"] else "") + host + (path.group().rstrip("/.,-") if path else "")
        label = _LABEL.search(text[: match.start()])
        first, end = label.start() if label else match.start(), path.end() if path else match.end()
        yield Hit("url", line, match.start(), end, value, first)


def bare_urls_in(line: int, text: str, clues: Clues) -> Iterator[Hit]:
    """Yield domains after a label, or alone between separators."""
    done = 0
    for match in BARE.finditer(text):
        if match.start() < done:
            continue
        before = text[done : match.start()]
        label = _LABEL.search(before)
        domain, size, doubt = read_domain(match.group(), clues.suffixes if label else frozenset())
        if not domain or not (label or (doubt == 1.0 and _is_plain(match.group(), suffix_of(domain)))):
            continue
        end = match.start() + size
        path = _PATH.match(text, end)
        tail = path.group() if path else ""
        rest = text[end + len(tail) :].lstrip()
        if not label and (before.rstrip()[-1:] not in _SEPARATORS or rest[:1] not in _SEPARATORS):
            continue
        done = end + len(tail)
        start = match.start()
        if part := _part_in_front(before):
            start, domain, doubt = start - len(part) - 2, f"{part}.{domain}", doubt * UNTOLD
            label = _LABEL.search(before[: -len(part) - 2])
        first = start - len(label.group()) if label else start
        yield from _web(line, start, done, domain + tail.rstrip("/.,-"), first, doubt * 0.95)


def _part_in_front(before: str) -> str:
    """The part of a domain that a gap after its dot parts from the rest, at the start of the line or after a label."""
    match = _PARTED.search(before)
    alone = match and (not before[: match.start()].strip() or _LABEL.search(before[: match.start()]))
    return match.group(1) if match and alone else ""


def _is_plain(domain: str, suffix: str) -> bool:
    """Whether letters with a dot in them can be nothing but a domain."""
    name = domain.split(".")[-suffix.count(".") - 2]
    if domain.casefold() in NETWORKS:
        return True  # with a path, or it is dropped later
    if domain.casefold() in FREE_MAIL:
        return False
    if len(name) < 3 or name.isdigit() or name.casefold() in _NO_NAMES or not domain.isascii():
        return False
    return domain.endswith(suffix) or domain.isupper()


def _web(line: int, start: int, end: int, value: str, first: int, doubt: float) -> Iterator[Hit]:
    host, _, path = value.removeprefix("https://").removeprefix("http://").partition("/")
    network = network_of(host)
    if network and not path:
        return  # the network itself, as in "follow us on"
    yield Hit("social" if network else "url", line, start, end, value, first, doubt, network)
