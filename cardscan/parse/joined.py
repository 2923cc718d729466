"""Part two values that stand on one line with a dot between and no space: "jo@brackwyth.dk·www.brackwyth.dk".

A raised dot is read as a full stop, and either may stand inside an address. It parts two where the one is whole before
it and another begins behind it, which no address of the net has inside.
"""

import re

from cardscan.parse.domains import host_of, own_label, without_www
from cardscan.text.suffixes import suffix_of

RAISED = "·"
_TIGHT = re.compile(r"(?<=[^\W_])\.(?=[^\W_])")
_TOKEN_BEFORE = re.compile(r"[\w.@%+&-]*$")
_TOKEN = re.compile(r"[\w.@%+&-]+")
_BEGINS = re.compile(r"(?:www\d?\.|https?:)", re.I)
#: Digits in groups, as a number has them and no address: six or more.
_NUMBER = re.compile(r"(?:^|(?<=[\s+(]))(?=[\d()/-]*[\s()/])\d(?:[\s()/-]{0,3}\d){5,}$")


def parted(text: str, printed: str) -> str:
    """Write a bar for each dot that parts two values. `printed`: the same text, with its raised dots as they are."""
    at = 0
    while match := _TIGHT.search(text, at):
        dot = match.start()
        if _parts(text[:dot], text[dot + 1 :], printed[dot : dot + 1] == RAISED):
            text = f"{text[:dot]}|{text[dot + 1 :]}"
        at = dot + 1
    return text


def _parts(before: str, after: str, raised: bool) -> bool:
    """Whether a dot between these is none of an address."""
    if _BEGINS.match(after):
        return True
    token = _TOKEN.match(after)
    behind = token.group() if token else ""
    begins = "@" in behind[1:] or bool(suffix_of(host_of(behind).rstrip(".")))
    if begins and _NUMBER.search(before):
        return True
    left = _TOKEN_BEFORE.search(before)
    ahead = left.group() if left else ""
    host = without_www(host_of(ahead))
    if not _is_whole(host, re.split(r"[.@]", behind)[0]):
        return False
    if host.casefold() == without_www(host_of(behind)).rstrip(".").casefold():
        return True
    told = raised or "@" in ahead or host != ahead  # that what stands before is an address, and no "st.No"
    if "@" in behind:
        return told and ("@" in ahead or host != ahead or len(own_label(host)) > 2)
    label_follows = behind[:1].isupper() and ahead.islower()
    return (raised and begins) or (told and (label_follows or behind.replace(".", "").isdigit()))


def _is_whole(host: str, label: str) -> bool:
    """Whether a domain ends here, and doesn't go on as "foo.co" does with "uk"."""
    suffix = suffix_of(host)
    return bool(suffix) and suffix_of(f"{host}.{label}") != f"{suffix}.{label}".casefold()
