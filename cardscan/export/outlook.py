"""Write the CSV that Outlook imports, in the columns of Microsoft's own sample file.

With a byte order mark: without one Outlook takes UTF-8 for the system's character set. What has no column of its own
goes to Notes.
"""

from collections.abc import Iterable, Iterator, Mapping

from cardscan.connections.dates.birthdays import told
from cardscan.export.csvfile import csv_lines
from cardscan.export.outgoing import ADR, Outgoing

_ADDRESS = ("Street", "City", "State", "Postal Code", "Country/Region")
_COLUMNS = (
    "First Name", "Middle Name", "Last Name", "Title", "Suffix", "Nickname", "Given Yomi", "Surname Yomi",
    "E-mail Address", "E-mail 2 Address", "E-mail 3 Address", "Home Phone", "Home Phone 2", "Business Phone",
    "Business Phone 2", "Mobile Phone", "Car Phone", "Other Phone", "Primary Phone", "Pager", "Business Fax",
    "Home Fax", "Other Fax", "Company Main Phone", "Callback", "Radio Phone", "Telex", "TTY/TDD Phone", "IMAddress",
    "Job Title", "Department", "Company", "Office Location", "Manager's Name", "Assistant's Name",
    "Assistant's Phone", "Company Yomi", *(f"{kind} {part}" for kind in ("Business", "Home", "Other") for part in
    _ADDRESS), "Personal Web Page", "Spouse", "Schools", "Hobby", "Location", "Web Page", "Birthday", "Anniversary",
    "Notes",
)  # fmt: skip
_NAME = {"given": "First Name", "family": "Last Name", "prefix": "Title", "suffix": "Suffix"}
_EMAIL = ("E-mail Address", "E-mail 2 Address", "E-mail 3 Address")
#: Where a number of a type goes, the first that is free.
_TEL = {
    "cell": ("Mobile Phone", "Other Phone", "Car Phone"),
    "fax": ("Business Fax", "Other Fax"),
    "home": ("Home Phone", "Home Phone 2", "Other Phone"),
    "pager": ("Pager",),
}
_WORK_TEL = ("Business Phone", "Business Phone 2", "Company Main Phone", "Other Phone")


def outlook_csv(people: Iterable[Outgoing]) -> Iterator[bytes]:
    """Write people as a CSV for Outlook."""
    return csv_lines(_COLUMNS, map(_row, people), bom=True)


def _row(who: Outgoing) -> dict[str, str]:
    no_year = who.birthday.startswith("--")  # it would be imported with this year
    cells = {column: who.name.get(part, "") for part, column in _NAME.items()}
    cells |= {"Nickname": ", ".join(who.nicknames), "Birthday": "" if no_year else who.birthday}
    cells |= {"Given Yomi": who.reading.get("given", ""), "Surname Yomi": who.reading.get("family", "")}
    cells |= {"Company": who.org, "Department": ", ".join(who.dept), "Job Title": who.title}
    left = [*_placed(cells, ((_EMAIL, email) for email in who.email))]
    left += _placed(cells, ((_TEL.get(tel.type, _WORK_TEL), tel.value) for tel in who.tel))
    left += _placed(cells, ((("Web Page",), url) for url in who.url))
    left += [f"{profile.label}: {profile.link}" for profile in who.links]
    for kind, adr in zip(("Business", "Other"), who.adr, strict=False):
        cells |= {f"{kind} {column}": adr[part] for part, column in zip(ADR, _ADDRESS, strict=True)}
    left += [_on_a_line(adr) for adr in who.adr[2:]]
    left += [f"Birthday: {told(who.birthday)}"] if no_year else []
    return {**cells, "Notes": "\n".join(filter(None, (who.note, *left)))}


def _placed(cells: dict[str, str], values: Iterable[tuple[tuple[str, ...], str]]) -> Iterator[str]:
    """Put each value into the first of its columns that is free; yield those for which none is."""
    for columns, value in values:
        column = next((each for each in columns if not cells.get(each)), None)
        if column:
            cells[column] = value
        else:
            yield value


def _on_a_line(adr: Mapping[str, str]) -> str:
    return ", ".join(filter(None, (adr[part] for part in ADR)))
