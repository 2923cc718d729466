"""Find e-mail addresses, web addresses and social handles in the lines of a card."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cardscan.model import Line
from cardscan.parse.domains import FREE_MAIL, NETWORKS, is_email, read_domain, suffix_of
from cardscan.parse.evidence import LONGEST_LINE, field_of, flat, unaccented
from cardscan.parse.found import Found, Span

_GONE = "\x00"  # stands for characters that another field took
_W = "A-Za-z0-9À-ɏ"
_LABEL = rf"[{_W}](?:[{_W}-]*[{_W}])?"
_DOMAIN = rf"{_LABEL}(?:(?:\s?[.,]\s?|\s){_LABEL}){{0,5}}"
_LOCAL = rf"[{_W}_](?:[{_W}_.%+&'-]*[{_W}_+-])?"
_AT = re.compile(r"\s?(?:@|[(\[]\s?(?:a|at|@)\s?[)\]]|[©®])\s?|(?<=[a-z0-9])Q(?=[a-z])")
_BEFORE_AT = re.compile(rf"{_LOCAL}(?:\s?[._]\s?{_LOCAL})?$")
_AFTER_AT = re.compile(_DOMAIN)
_SCHEME = r"\bh?t{1,2}ps?\s?[:;.]?\s?[/\\]{1,2}\s?"
_BOUND = r"(?<![^\W_])"
_WWW = (
    rf"[wW]{{3}}\d?\s?[.,]\s?|{_BOUND}(?:[wW]{{2,4}}|[vV]{{2}}[wW]{{1,2}}|[wW]{{1,2}}[vV]{{1,2}}[wW]?)(?:\s?[.,:]\s?|\s)"
    rf"|{_BOUND}[wW]{{3}}(?=[a-z])"
)
_URL = re.compile(rf"(?:(?P<scheme>{_SCHEME})(?P<www>{_WWW})?|(?P<only>{_WWW}))(?P<host>{_DOMAIN})")
_PATH = re.compile(r"/[\w\-./?%&=#+~@!]*")
_BARE = re.compile(rf"(?<![\w@.-]){_LABEL}(?:\.{_LABEL})+(?![\w@])")
_SPACED = re.compile(r"(?<!\S)\S(?:\s\S){7,}(?!\S)")
_PUNCTUATION = r"[\s:;.,=|\-–—>»/)(\[\]*•~]*"
_EMAIL_LABEL = re.compile(
    rf"(?:(?<![^\W_])|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])-)(?:e-?\s?mails?|mails?|e|em|eml|correo(?:\selectr[oó]nico)?|courriel|posta"
    rf"|e-?posta|mailto|messagerie|電子郵件|電郵|電子メール|メール|信箱|邮箱|電子信箱|이메일|메일|почта|ел\.?\s?пошта|بريد|ईमेल|อีเมล)"
    rf"(?:\s?(?:ids?|address|add|adresse))?{_PUNCTUATION}$",
    re.I,
)
_URL_LABEL = re.compile(
    rf"(?<![^\W_])(?:web\s?sites?e?|web\s?page|web\s?add(?:ress)?|web|w|urls?|h[o0]me\s?page|sites?(?:\sweb)?|sito(?:\sweb)?|internet|hp"
    rf"|visit(?:\s(?:us|our))?(?:\s(?:at|on|website))?|網址|网址|網站|ホームページ|홈페이지|сайт|موقع|เว็บไซต์){_PUNCTUATION}$",
    re.I,
)
_JUNK = re.compile(r"(?:^|(?<=[\s|]))[^\w\s\x00]{0,2}[\s:]*$|(?<![^\s|])[^\s\x00]\s+$")
_GLUED = re.compile(r"(?:[Ee]-[Mm]ail|E-MAIL|Email|EMail)[.:-]?(?=[a-z0-9]{3})")
_SOCIAL = re.compile(
    r"(?<![^\W_])(?P<network>facebook|fb|instagram|insta|ig|linked\s?in|twitter|skype|we\s?chat|line|telegram|tiktok|微信|youtube|snapchat|qq)"
    r"(?P<id>\s?id)?\s?(?:[:/]\s?@?|@)\s?/?(?P<handle>[A-Za-z0-9][\w.\-]{2,40})(?![\w@])",
    re.I,
)
_ALIASES = {"fb": "facebook", "insta": "instagram", "ig": "instagram", "微信": "wechat"}
_HANDLE = re.compile(r"(?<![^\s(|,;:/])@(?P<handle>[A-Za-z_][A-Za-z0-9_.]{2,29})(?![\w@.-])")
_SLASH = re.compile(r"(?:(?<=\s)|^)[f|]\s?/\s?(?P<handle>[A-Za-z][A-Za-z0-9_.]{3,40})(?!\S)")
_SEPARATORS = tuple("|•,;/:>-.\x00") + ("",)
#: What looks like the name of a domain in "Pvt.Ltd" or "M.Com".
_NO_NAMES = frozenset(
    "pvt co inc ltd llp corp sr jr dr mr mrs ms st no nr opp ph tel mob fax dist smt shri prof adv com".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class _Hit:
    """A value in the text of one line: its own characters start..end, with its label first..end."""

    kind: str
    line: int
    start: int
    end: int
    value: str
    first: int
    doubt: float = 1.0
    type: str = ""
    more: tuple[Span, ...] = ()  # where the value goes on, on other lines


def find_online(lines: Sequence[Line]) -> list[Found]:
    """Find the e-mail addresses, urls and social handles of a card.

    E-mails are in lower case; urls as printed, host in lower case, without a trailing slash;
    social values are a handle or a url, their type is the network ("" where nothing names it).
    """
    texts = [flat(line.text)[:LONGEST_LINE] for line in lines]
    hints = frozenset(suffix for text in texts for m in _BARE.finditer(text) if (suffix := suffix_of(m.group())))
    hits = list(_over_two_lines(lines, texts))
    for hit in hits:
        for span in (Span(hit.line, hit.first, hit.end), *hit.more):
            texts[span.line] = (
                texts[span.line][: span.start] + _GONE * (span.end - span.start) + texts[span.line][span.end :]
            )
    for number, text in enumerate(texts):
        tight, places = _closed_up(text)
        found = [_placed(hit, places) for hit in _in_line(number, tight, hints)]
        hits += found
        for hit in found:
            texts[number] = texts[number][: hit.first] + _GONE * (hit.end - hit.first) + texts[number][hit.end :]
    hits = [_without_letter(hit, hits, lines) for hit in hits]
    return [_found(lines, hit) for hit in sorted(hits, key=lambda h: (h.line, h.start))]


def _closed_up(text: str) -> tuple[str, list[int]]:
    """Close up spaced-out letters ("w w w . x y z . c o m"); also where each character stood, and the end."""
    places = list(range(len(text)))
    for match in _SPACED.finditer(text):
        if "@" in match.group() or "." in match.group():
            places = [p for p in places if not (match.start() < p < match.end() and text[p].isspace())]
    return "".join(text[p] for p in places), [*places, len(text)]


def _placed(hit: _Hit, places: Sequence[int]) -> _Hit:
    return replace(hit, start=places[hit.start], end=places[hit.end - 1] + 1, first=places[hit.first])


def _in_line(line: int, text: str, hints: frozenset[str]) -> Iterator[_Hit]:
    for finder in (_emails, _socials, _urls, _bare_urls, _handles):
        for hit in list(finder(line, text, hints)):
            yield hit
            text = text[: hit.first] + _GONE * (hit.end - hit.first) + text[hit.end :]


def _emails(line: int, text: str, hints: frozenset[str]) -> Iterator[_Hit]:
    at = 0
    for match in _AT.finditer(text):
        if match.start() < at:
            continue
        before = _BEFORE_AT.search(text[at : match.start()])
        after = _AFTER_AT.match(text, match.end())
        if not before or not after:
            continue
        local, start = _local_part(before.group(), at + before.start())
        domain, size, doubt = read_domain(after.group(), hints)
        exact = match.group() == "@"
        if not domain and exact and len(local) > 1:  # better shown to be checked than lost
            domain, doubt = after.group().split()[0].casefold(), 0.3
            size = len(domain)
        if not domain or (match.group() == "Q" and domain not in FREE_MAIL and suffix_of(domain) not in hints):
            continue
        value = f"{unaccented(local).casefold()}@{domain}"
        if not (is_email(value) or (exact and doubt == 0.3)):
            continue
        doubt *= (1.0 if match.group().strip() == "@" else 0.8) * (0.7 if not local.isascii() else 1.0)
        label = _EMAIL_LABEL.search(text[at:start]) or _JUNK.search(text[at:start])
        yield _Hit("email", line, start, match.end() + size, value, at + label.start() if label else start, doubt)
        at = match.end() + size


def _local_part(raw: str, start: int) -> tuple[str, int]:
    """What stands before the @, without a label glued to it or a word before a space."""
    if glued := _GLUED.match(raw):
        raw, start = raw[glued.end() :], start + glued.end()
    pieces = raw.split()
    if len(pieces) > 1:
        head = raw[: raw.index(pieces[-1])]
        if (
            not head.islower()
            or len(pieces[-1].strip("._")) < 2
            or _EMAIL_LABEL.search(head)
            or len(head.strip(" ._")) < 2
        ):
            cut = len(raw) - len(pieces[-1].lstrip("._"))
            return raw[cut:], start + cut
        return "".join(pieces), start
    return raw, start


def _urls(line: int, text: str, hints: frozenset[str]) -> Iterator[_Hit]:
    """Addresses with a scheme or "www" before them."""
    at = done = 0
    while match := _URL.search(text, at):
        scheme, www = match.group("scheme"), match.group("www") or match.group("only")
        domain, size, doubt = read_domain(match.group("host"), hints)
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
        label = _URL_LABEL.search(before) or _JUNK.search(before)
        at = path.end() if path else end
        yield from _web(line, match.start(), at, value, done + label.start() if label else match.start(), doubt)
        done = at


def _bare_urls(line: int, text: str, hints: frozenset[str]) -> Iterator[_Hit]:
    """Domains after a label, or alone between separators."""
    done = 0
    for match in _BARE.finditer(text):
        if match.start() < done:
            continue
        before = text[done : match.start()]
        label = _URL_LABEL.search(before)
        domain, size, doubt = read_domain(match.group(), hints if label else frozenset())
        if not domain or not (label or (doubt == 1.0 and _looks_like_a_domain(match.group(), suffix_of(domain)))):
            continue
        end = match.start() + size
        path = _PATH.match(text, end)
        tail = path.group() if path else ""
        rest = text[end + len(tail) :].lstrip()
        if not label and (before.rstrip()[-1:] not in _SEPARATORS or rest[:1] not in _SEPARATORS):
            continue
        done = end + len(tail)
        first = match.start() - len(label.group()) if label else match.start()
        yield from _web(line, match.start(), done, domain + tail.rstrip("/.,-"), first, doubt * 0.95)


def _looks_like_a_domain(domain: str, suffix: str) -> bool:
    if not domain.isascii():
        return False
    name = domain.split(".")[-suffix.count(".") - 2]
    shouted = domain.isupper()
    return (
        len(name) >= 3
        and name.casefold() not in _NO_NAMES
        and not name.isdigit()
        and (domain.endswith(suffix) or shouted)
    )


def _web(line: int, start: int, end: int, value: str, first: int, doubt: float) -> Iterator[_Hit]:
    host, _, path = value.removeprefix("https://").removeprefix("http://").partition("/")
    network = next((n for d, n in NETWORKS.items() if host == d or host.endswith("." + d)), "")
    if network and not path:
        return  # the network itself, as in "follow us on"
    yield _Hit("social" if network else "url", line, start, end, value, first, doubt, network)


def _socials(line: int, text: str, hints: frozenset[str]) -> Iterator[_Hit]:
    for match in _SOCIAL.finditer(text):
        network = match.group("network").casefold().replace(" ", "")
        handle = match.group("handle").rstrip(".-")
        if network in ("line", "qq") and not match.group("id") and not (network == "qq" and handle.isdigit()):
            continue
        yield _Hit("social", line, match.start("handle"), match.start("handle") + len(handle), handle, match.start(),
                   0.95, _ALIASES.get(network, network))  # fmt: skip


def _handles(line: int, text: str, hints: frozenset[str]) -> Iterator[_Hit]:
    for match in _SLASH.finditer(text):
        yield _Hit(
            "social", line, match.start("handle"), match.end(), match.group("handle"), match.start(), 0.6, "facebook"
        )
    for match in _HANDLE.finditer(text):
        yield _Hit("social", line, match.start(), match.end(), match.group("handle"), match.start(), 0.9)


def _over_two_lines(lines: Sequence[Line], texts: Sequence[str]) -> Iterator[_Hit]:
    """Addresses broken after or before the @, or inside the domain, with the rest on the line below."""
    for upper, text in enumerate(texts):
        head = re.search(rf"{_LOCAL}(?:@[{_W}.-]*)?$", text.rstrip())
        lower = _below(lines, upper)
        if not head or lower is None:
            continue
        tail = re.match(r"\s*(\S+)", texts[lower])
        if not tail or ("@" in head.group()) == ("@" in tail.group()) or _GONE in tail.group():
            continue
        if "@" in tail.group() and not (tail.group(1).startswith("@") or _EMAIL_LABEL.search(text[: head.start()])):
            continue
        if suffix_of(head.group().partition("@")[2]) or re.search(r"www|:", tail.group(), re.I):
            continue  # complete as it is; or something else follows
        local, _, domain = (head.group() + tail.group(1)).rstrip(".,;").partition("@")
        value = f"{local}@{domain}".casefold()
        if suffix_of(domain) and is_email(value):
            label = _EMAIL_LABEL.search(text[: head.start()])
            end = tail.start(1) + len(tail.group(1))
            yield _Hit("email", upper, head.start(), head.end(), value, label.start() if label else head.start(), 0.8,
                       more=(Span(lower, tail.start(1), end),))  # fmt: skip


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


def _without_letter(hit: _Hit, hits: Sequence[_Hit], lines: Sequence[Line]) -> _Hit:
    """Take "e." for a label where other lines of the card start with "t." or "f."."""
    if hit.kind != "email" or not re.match(r"e[.:]..", hit.value) or lines[hit.line].text[: hit.start].strip():
        return hit
    mark = hit.value[1]
    if not any(re.match(rf"\s*[tTfFmM]\s?{re.escape(mark)}[\s(+\d]", line.text) for line in lines):
        return hit
    return replace(hit, value=hit.value[2:], start=hit.start + 2, doubt=hit.doubt * 0.9)


def _found(lines: Sequence[Line], hit: _Hit) -> Found:
    spans = (Span(hit.line, hit.start, hit.end), *hit.more)
    field = field_of(lines, spans, hit.value, doubt=hit.doubt, type=hit.type)
    return Found(hit.kind, field, (Span(hit.line, hit.first, hit.end), *hit.more))
