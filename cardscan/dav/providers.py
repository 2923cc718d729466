"""Where the address books of well-known providers are, by the domain of an e-mail address."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider of address books."""

    url: str  # "" where it takes no passwords
    domain: str = ""  # its servers send from one to another below this domain
    advice: str = ""


_APPLE = Provider(
    "https://contacts.icloud.com", "icloud.com", "iCloud needs an app-specific password, made at account.apple.com"
)
_FASTMAIL = Provider("https://carddav.fastmail.com", advice="Fastmail needs an app password, made in its settings")
_GOOGLE = Provider(
    "",
    advice="Google accepts no passwords here; cardscan export FILE.vcf, then import it at contacts.google.com",
)
_MICROSOFT = Provider(
    "", advice="Microsoft has no CardDAV; run cardscan export FILE.vcf, and import the file in Outlook"
)

PROVIDERS = {
    **dict.fromkeys(("icloud.com", "me.com", "mac.com"), _APPLE),
    **dict.fromkeys(("fastmail.com", "fastmail.fm"), _FASTMAIL),
    **dict.fromkeys(("gmail.com", "googlemail.com"), _GOOGLE),
    **dict.fromkeys(("outlook.com", "hotmail.com", "live.com"), _MICROSOFT),
    "gmx.net": Provider("https://carddav.gmx.net"),
    "gmx.de": Provider("https://carddav.gmx.net"),
    "web.de": Provider("https://carddav.web.de"),
    "mailbox.org": Provider("https://dav.mailbox.org"),
    "posteo.de": Provider("https://posteo.de:8443"),
}


def provider_of(host: str) -> Provider | None:
    """Give the provider that a server is of, so that its other servers are known, too."""
    found = (each for each in PROVIDERS.values() if each.domain)
    return next((each for each in found if host == each.domain or host.endswith(f".{each.domain}")), None)
