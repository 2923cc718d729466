"""Know what a domain is, and repair one that was misread."""

import re

from cardscan.text.letters import squash
from cardscan.text.misread import mended
from cardscan.text.suffixes import suffix_of

#: Local parts that name no person.
ROLES = frozenset(
    """
    info office contact sales mail admin support hello service kontakt biuro marketing export enquiry inquiry enquiries
    reception director hr accounts customercare help post team
    """.split()  # noqa: SIM905 - read as words
)
#: Providers of mailboxes to anyone: what stands after the @ tells nothing of the company.
FREE_MAIL = frozenset(
    """
    gmail.com googlemail.com yahoo.com yahoo.co.in yahoo.co.uk yahoo.co.jp yahoo.fr yahoo.de yahoo.it yahoo.es
    yahoo.in ymail.com rocketmail.com hotmail.com hotmail.co.uk hotmail.fr hotmail.it outlook.com live.com
    msn.com aol.com icloud.com me.com mac.com mail.com email.com gmx.de gmx.net gmx.com web.de t-online.de
    freenet.de orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it tin.it alice.it virgilio.it wp.pl o2.pl
    onet.pl interia.pl op.pl seznam.cz mail.ru yandex.ru rambler.ru bk.ru qq.com 163.com 126.com sina.com
    foxmail.com naver.com hanmail.net daum.net rediffmail.com rediff.com sify.com vsnl.com vsnl.net bsnl.in
    protonmail.com proton.me zoho.com uol.com.br bol.com.br terra.com.br ig.com.br telefonica.net btinternet.com
    comcast.net verizon.net att.net sbcglobal.net bigpond.com xtra.co.nz docomo.ne.jp hinet.net seed.net.tw
    singnet.com.sg pacific.net.sg eim.ae
    """.split()  # noqa: SIM905 - read as words
)
#: Networks by the domain of their addresses.
NETWORKS = {
    "facebook.com": "facebook", "fb.com": "facebook", "fb.me": "facebook", "instagram.com": "instagram",
    "linkedin.com": "linkedin", "twitter.com": "twitter", "x.com": "twitter", "wa.me": "whatsapp", "t.me": "telegram",
    "youtube.com": "youtube", "youtu.be": "youtube", "tiktok.com": "tiktok", "xing.com": "xing", "github.com": "github",
    "pinterest.com": "pinterest", "line.me": "line", "vk.com": "vk", "weibo.com": "weibo", "behance.net": "behance",
    "telegram.me": "telegram", "snapchat.com": "snapchat", "threads.net": "threads",
}  # fmt: skip
#: A web address: its host and what follows.
WEB_ADDRESS = re.compile(r"(?:https?://)?(?P<host>[\w.-]+)(?::\d+)?(?P<path>[/?#]\S*)?", re.I)
_COMMON = ("com", "net", "org", "info", "biz", "edu", "gov")
_SCHEME = re.compile(r"^[a-z][a-z\d+.-]*://", re.I)
_WWW = re.compile(r"^www\.", re.I)
_SECOND = ("co", "com", "net", "org", "ac", "gov", "edu", "or", "ne", "go")


def own_part(domain: str) -> str:
    """The domain that someone registered: "foo.co.uk" of "mail.foo.co.uk"; "" for none."""
    suffix = suffix_of(domain)
    return ".".join(domain.casefold().split(".")[-suffix.count(".") - 2 :]) if suffix else ""


def own_label(domain: str) -> str:
    """The name that someone registered: "foo" of "mail.foo.co.uk"; "" for none."""
    return own_part(domain).partition(".")[0]


def domain_name(domain: str) -> str:
    """Return the letters of the name that a company registered; "" for a provider of mailboxes."""
    return "" if own_part(domain) in FREE_MAIL else squash(own_label(domain))


def host_of(address: str) -> str:
    """The host of an e-mail or web address, as it is written there."""
    rest = re.split(r"[/?#]", _SCHEME.sub("", address.strip()))[0]
    return rest.rpartition("@")[2].partition(":")[0]


def without_www(address: str) -> str:
    """A web address without what may stand before its host, or not: a scheme and "www."."""
    return _WWW.sub("", _SCHEME.sub("", address.strip()))


def network_of(host: str) -> str:
    """The network whose host this is, or one of its hosts of countries, such as facebook.com.br; "" for none."""
    own, suffix = own_part(host), suffix_of(host)
    whole = f".{own.removesuffix(suffix)}com" if suffix.startswith("com.") else f".{host.casefold()}"
    return next((name for own, name in NETWORKS.items() if whole.endswith(f".{own}")), "")


def is_email(value: str) -> bool:
    """Whether `value` is an address by its syntax, under a domain that exists as a suffix."""
    from email_validator import EmailNotValidError, validate_email  # who only looks people up needs no checks

    try:
        validate_email(value, check_deliverability=False)
    except EmailNotValidError:
        return False
    return bool(suffix_of(value.rpartition("@")[2]))


def read_domain(text: str, hints: frozenset[str] = frozenset()) -> tuple[str, int, float]:
    """Read the domain that starts `text`: the domain, how many characters it takes, 0..1 how little was repaired.

    Spaces and commas are taken for dots only where it takes them. `hints`: suffixes seen elsewhere on the
    card, which a lost dot may stand before. Returns ("", 0, 0.0) where there is no domain.
    """
    pieces = re.split(r"(\s?[.,]\s?|\s)", text)
    labels, joins = pieces[::2], pieces[1::2]
    known = {*_COMMON, *hints, *(h.rpartition(".")[2] for h in hints)}
    tight = next((n for n, join in enumerate(joins) if join != "."), len(joins))
    for end in range(tight, len(labels)):
        if end > tight and joins[end - 1].isspace() and labels[end].casefold() not in known:
            break
        printed = ".".join(labels[: end + 1])
        domain = _lowered(printed)
        size = len("".join(pieces[: 2 * end + 1]))
        loose = 0.9 ** (sum(join != "." for join in joins[:end]) + (domain != printed.casefold()))
        if suffix_of(domain):
            if longer := _with_country(domain, "".join(labels[: end + 1]), labels[end + 1 :], joins[end:]):
                return longer, len("".join(pieces[: 2 * end + 3])), loose * 0.9
            return domain, size, loose
        fixed, cut = _repaired(labels[: end + 1], hints)
        if fixed:
            return fixed, size - cut, loose * 0.7
        if end > 1 and labels[end][:1].isupper() and suffix_of(shorter := ".".join(labels[:end]).casefold()):
            return shorter, size - len(labels[end]) - len(joins[end - 1]), loose * 0.9  # ".com.Tel"
    return "", 0, 0.0


def _lowered(domain: str) -> str:
    """A domain in small letters; its one capital inside, an I, was a small l: "gmaiI.com", "tarnwick.It"."""
    begins, rest = domain[:1], domain[1:]
    small = rest.replace("I", "l")
    begun = re.search(r"\.I(?=.*\.)", rest)  # "www.Ivar.it": a name with a capital
    return (begins + small if small.islower() and not begun else domain).casefold()


def _parted(label: str) -> str:
    """The suffix of two labels whose dot was lost: "or.kr" of "orkr"; "" for none."""
    suffixes = (f"{second}.{label.removeprefix(second)}" for second in _SECOND if label.startswith(second))
    return next((each for each in suffixes if each == suffix_of(f"name.{each}")), "")


def _with_country(domain: str, printed: str, following: list[str], joins: list[str]) -> str:
    """The domain with the country that a gap parts from it: "foo.co. in"; "" if there is none. `printed`: its case."""
    if domain.rpartition(".")[2] not in _SECOND or not following or len(following[0]) != 2:
        return ""
    longer = f"{domain}.{following[0].casefold()}"
    sure = joins[0].strip() or len(following) == 1  # a dot or a comma, or nothing after it
    if following[0].isupper() and not printed.isupper():
        return ""  # a word of its own: "foo.com BY:"
    return longer if sure and "." in suffix_of(longer) else ""


def _repaired(labels: list[str], hints: frozenset[str]) -> tuple[str, int]:
    """Mend the last label of a domain without a known suffix; also how many characters were cut off as junk."""
    *front, last = labels
    folded = last.casefold()
    head = ".".join(front).casefold()
    if front and (second := _parted(folded)):
        return f"{head}.{second}", 0
    if front and (glued := re.match(r"([a-z]{2,})(?=[A-Z][A-Za-z])", last)) and suffix_of(f"{head}.{glued[1]}"):
        return f"{head}.{glued[1]}", len(last) - len(glued[1])  # ".co.idNPWP": the next label is glued to it
    for tld in sorted({*_COMMON, *(h for h in hints if "." not in h)}, key=len, reverse=True):
        glued = re.match(rf"{tld}(?=[A-Z])", last)  # ".comWeb"
        if front and (glued or (folded.startswith(tld) and 0 < len(folded) - len(tld) <= (2 if len(tld) > 2 else 0))):
            return f"{head}.{tld}", len(last) - len(tld)
    for tld in mended(folded):
        if front and (tld in _COMMON or tld in hints):
            return f"{head}.{tld}", 0
    for suffix in sorted({*_COMMON[:3], *hints}, key=len, reverse=True):  # the dot was lost
        bare = suffix.replace(".", "")
        for ending in (suffix, bare):
            if folded.endswith(ending) and len(folded) > len(ending) + 2 and not folded.endswith("." + ending):
                return ".".join([*front, last[: -len(ending)], suffix]).casefold().replace("-.", "."), 0
    return "", 0
