"""Write a plain CSV for a spreadsheet: one row a person, vCard's names for columns, several values parted by "; "."""

from collections.abc import Iterable, Iterator

from cardscan.connections.dates.birthdays import told
from cardscan.export.csvfile import csv_lines
from cardscan.export.outgoing import ADR, Outgoing

_NAME = ("given", "family", "prefix", "suffix")
_TEL = ("cell", "work", "home", "fax", "pager", "tollfree")
_COLUMNS = (
    "FN", *_NAME, "FN ALSO", "READING", "TITLE", "ORG", "ORG ALSO", "DEPT", "EMAIL",
    *(f"TEL {kind}" for kind in _TEL), "URL", "SOCIAL", *(f"ADR {part}" for part in ADR), "NICKNAME", "BDAY", "CUSTOM",
    "CATEGORIES", "NOTE", "UID",
)  # fmt: skip


def table_csv(people: Iterable[Outgoing]) -> Iterator[bytes]:
    """Write people as a CSV."""
    return csv_lines(_COLUMNS, map(_row, people))


def _row(who: Outgoing) -> dict[str, str]:
    tels = {kind: [tel.value for tel in who.tel if (tel.type or "work") == kind] for kind in _TEL}
    return {
        "FN": who.full_name,
        **{part: who.name.get(part, "") for part in _NAME},
        "FN ALSO": _joined(who.other_names),
        "READING": " ".join(filter(None, (who.reading.get("family", ""), who.reading.get("given", "")))),
        "TITLE": who.title,
        "ORG": who.org,
        "ORG ALSO": _joined(who.other_orgs),
        "DEPT": _joined(who.dept),
        "EMAIL": _joined(who.email),
        **{f"TEL {kind}": _joined(values) for kind, values in tels.items()},
        "URL": _joined(who.url),
        "SOCIAL": _joined(profile.link or f"{profile.label}: {profile.handle}" for profile in who.profiles),
        **{f"ADR {part}": _joined(adr[part] for adr in who.adr) for part in ADR},
        "NICKNAME": _joined(who.nicknames),
        "BDAY": told(who.birthday) if who.birthday.startswith("--") else who.birthday,  # no formula: --04-30 is one
        "CUSTOM": _joined(f"{label}: {value}" for label, value in who.custom),
        "CATEGORIES": _joined(who.categories),
        "NOTE": who.note,
        "UID": who.uid,
    }


def _joined(values: Iterable[str]) -> str:
    return "; ".join(filter(None, values))
