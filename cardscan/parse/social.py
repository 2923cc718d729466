"""Find handles of social networks in a line."""

import re
from collections.abc import Iterator

from cardscan.parse.hits import Clues, Hit

_NETWORK = (
    r"facebook|fb|instagram|insta|ig|linked\s?in|twitter|skype|we\s?chat|line|telegram|tiktok|微信|youtube|snapchat|threads"
    r"|pinterest|q[\s']?q"
)
IS_NETWORK = re.compile(rf"(?:{_NETWORK}|x|yt|tg|in)", re.I)  # what may stand before an "@handle"
_NAMED = re.compile(
    rf"(?<![^\W_])(?P<network>{_NETWORK})(?P<id>\s?id|号|號)?\s?(?:(?<=[qQ])(?=\d)|[:/]\s?@?|@|(?<=[iI][dD])\s?-\s?)\s?(?:/?in)?/?"
    r"(?P<handle>[A-Za-z0-9][\w.\-]{2,40})(?![\w@])",
    re.I,
)
_ALIASES = {"fb": "facebook", "insta": "instagram", "ig": "instagram", "微信": "wechat"}
_AT = re.compile(r"(?<![^\s(|,;:/\x00])@(?P<handle>[A-Za-z_][A-Za-z0-9_.]{2,29})(?![\w@.-])")
_IN = re.compile(r"(?:(?<=\s)|^)/?in/(?P<handle>[A-Za-z][\w-]{3,60})/?(?!\S)")  # the path of LinkedIn
_SLASH = re.compile(r"(?:(?<=\s)|^)[f|]\s?/\s?(?P<handle>[A-Za-z][A-Za-z0-9_.]{3,40})(?!\S)")  # the "f" of an icon


def named_handles_in(line: int, text: str, clues: Clues) -> Iterator[Hit]:
    """Yield handles after the name of their network: "Skype: jo.example"."""
    for match in _NAMED.finditer(text):
        network = re.sub(r"[\s']", "", match.group("network").casefold())
        handle = match.group("handle").rstrip(".-")
        if network == "line" and not match.group("id") or network == "qq" and not handle.isdigit():
            continue
        if network != "qq" and handle.isdigit():
            continue  # a telephone number
        end = match.start("handle") + len(handle)
        yield Hit("social", line, end - len(handle), end, handle, match.start(), 0.95, _ALIASES.get(network, network))


def bare_handles_in(line: int, text: str, clues: Clues) -> Iterator[Hit]:
    """Yield "@handle", of a network that nothing names, and "f /handle"."""
    for match in _SLASH.finditer(text):
        yield Hit(
            "social", line, match.start("handle"), match.end(), match.group("handle"), match.start(), 0.6, "facebook"
        )
    for match in _IN.finditer(text):
        yield Hit(
            "social", line, match.start("handle"), match.end(), match.group("handle"), match.start(), 0.9, "linkedin"
        )
    for match in _AT.finditer(text):
        yield Hit("social", line, match.start(), match.end(), match.group("handle"), match.start(), 0.9)
