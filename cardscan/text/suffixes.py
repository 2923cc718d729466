"""Know which domains exist: those under a suffix of the Public Suffix List."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

_STATE = ("gov", "govt", "gob", "gouv", "nic")  # suffixes under which an office has mail of its own: "gov.in"


@cache
def _suffixes() -> "PublicSuffixList":
    from publicsuffixlist import PublicSuffixList  # the list is read only where a domain is judged

    return PublicSuffixList(accept_unknown=False, only_icann=True)


@cache
def suffix_of(domain: str) -> str:
    """The public suffix of `domain` ("co.uk"), or "" where there is none or nothing stands before it."""
    domain = domain.casefold()
    if not domain or len(domain) > 253 or "" in domain.split("."):
        return ""
    suffix = _suffixes().publicsuffix(domain) or ""
    if suffix == domain:
        first, _, rest = domain.partition(".")
        return rest if first in _STATE else ""
    return suffix
