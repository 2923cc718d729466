"""Write the CSV that Google Contacts imports, in the columns that it exports today (since 2024; "Name" is of old).

Several values in one cell are parted by " ::: "; "* myContacts" is the group in which one sees them.
"""

from collections.abc import Iterable, Iterator, Mapping

from cardscan.export.csvfile import csv_lines
from cardscan.export.outgoing import ADR, Outgoing

_TEL = {"cell": "Mobile", "fax": "Work Fax", "home": "Home", "pager": "Pager"}
_ADR = {"street": "Street", "city": "City", "region": "Region", "code": "Postal Code", "country": "Country"}
_NAME = {"given": "First Name", "family": "Last Name", "prefix": "Name Prefix", "suffix": "Name Suffix"}
_FIRST = (
    "First Name", "Middle Name", "Last Name", "Phonetic First Name", "Phonetic Middle Name", "Phonetic Last Name",
    "Name Prefix", "Name Suffix", "Nickname", "File As", "Organization Name", "Organization Title",
    "Organization Department", "Birthday", "Notes", "Photo", "Labels",
)  # fmt: skip
_ADDRESS = (
    "Label", "Formatted", "Street", "City", "PO Box", "Region", "Postal Code", "Country", "Extended Address",
)  # fmt: skip


def google_csv(people: Iterable[Outgoing]) -> Iterator[bytes]:
    """Write people as a CSV for Google Contacts; they are gone through twice."""
    most: tuple[int, ...] = (0,) * 5
    for each in people:
        most = tuple(map(max, most, _several(each)))
    emails, tels, adrs, urls, own = most
    header = [*_FIRST, *_columns("E-mail", emails), *_columns("Phone", tels)]
    header += [f"Address {n} - {part}" for n in range(1, adrs + 1) for part in _ADDRESS]
    return csv_lines([*header, *_columns("Website", urls), *_columns("Custom Field", own)], map(_row, people))


def _several(who: Outgoing) -> tuple[int, ...]:
    """Count what someone may have several of, in the order of the columns."""
    return len(who.email), len(who.tel), len(who.adr), len(who.url) + len(who.links), len(who.custom)


def _columns(what: str, number: int) -> list[str]:
    return [f"{what} {n} - {part}" for n in range(1, number + 1) for part in ("Label", "Value")]


def _row(who: Outgoing) -> dict[str, str]:
    tels = [{"Label": _TEL.get(tel.type, "Work"), "Value": tel.value} for tel in who.tel]
    urls = [{"Label": "Work", "Value": url} for url in who.url]
    urls += [{"Label": profile.label, "Value": profile.link} for profile in who.links]
    adrs = [{"Label": "Work", **{_ADR[key]: adr[key] for key in ADR}} for adr in who.adr]
    return {
        **{column: who.name.get(part, "") for part, column in _NAME.items()},
        "Phonetic First Name": who.reading.get("given", ""),
        "Phonetic Last Name": who.reading.get("family", ""),
        "Nickname": ", ".join(who.nicknames),
        "Birthday": who.birthday,
        "Organization Name": who.org,
        "Organization Title": who.title,
        "Organization Department": ", ".join(who.dept),
        "Notes": who.note,
        "Labels": " ::: ".join([*(each.replace(":::", ":") for each in who.categories), "* myContacts"]),
        **_numbered("E-mail", [{"Label": "Work", "Value": email} for email in who.email]),
        **_numbered("Phone", tels),
        **_numbered("Address", adrs),
        **_numbered("Website", urls),
        **_numbered("Custom Field", [{"Label": label, "Value": value} for label, value in who.custom]),
    }


def _numbered(what: str, values: Iterable[Mapping[str, str]]) -> dict[str, str]:
    return {f"{what} {n} - {part}": text for n, value in enumerate(values, 1) for part, text in value.items()}
