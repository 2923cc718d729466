"""Ways to set an account up without typing: Apple's configuration profile, and an address that DAVx⁵ opens."""

import plistlib
from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlsplit
from uuid import NAMESPACE_URL, uuid5

from cardscan.web.addressbook.places import PRINCIPAL, ROOT
from cardscan.web.addressbook.server import USER

PROFILE_TYPE = "application/x-apple-aspen-config"
_PORTS = {"https": 443, "http": 80}


def profile(base: str, password: str, trusting: Sequence[Mapping[str, object]] = ()) -> bytes:
    """Write a profile that sets the account up on an iPhone or a Mac (Apple, com.apple.carddav.account).

    trusting: payloads that have it trust our certificate.
    """
    parts = urlsplit(base)
    account = {
        "PayloadType": "com.apple.carddav.account",
        "PayloadVersion": 1,
        "PayloadIdentifier": "cardscan.contacts.account",
        "PayloadUUID": str(uuid5(NAMESPACE_URL, f"{base}/account")),
        "PayloadDisplayName": "cardscan",
        "CardDAVAccountDescription": "cardscan",
        "CardDAVHostName": parts.hostname or "",
        "CardDAVPort": parts.port or _PORTS[parts.scheme],
        "CardDAVUseSSL": parts.scheme == "https",
        "CardDAVPrincipalURL": PRINCIPAL,
        "CardDAVUsername": USER,
        "CardDAVPassword": password,
    }
    return plistlib.dumps(
        {
            "PayloadType": "Configuration",
            "PayloadVersion": 1,
            "PayloadIdentifier": "cardscan.contacts",
            "PayloadUUID": str(uuid5(NAMESPACE_URL, base)),
            "PayloadDisplayName": "Contacts of cardscan",
            "PayloadDescription": "Your quality connections among the contacts of this device.",
            "PayloadContent": [*trusting, account],
        }
    )


def to_davx5(base: str, password: str) -> str:
    """Give an address with which DAVx⁵ asks for nothing but a yes."""
    parts = urlsplit(base)
    scheme = "carddavs" if parts.scheme == "https" else "carddav"
    return f"{scheme}://{USER}:{quote(password, safe='')}@{parts.netloc}{ROOT}"
