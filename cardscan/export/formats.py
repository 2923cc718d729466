"""Which format a file is written in: the one asked for, else the one its name says."""

from pathlib import Path
from typing import Literal

from cardscan.errors import InputError
from cardscan.export.files import STANDARD_OUTPUT

Format = Literal["vcard", "google-csv", "outlook-csv", "csv", "json", "jcard"]
#: A calendar is no address book, but asked for by the name of a file all the same.
Asked = Literal["vcard", "google-csv", "outlook-csv", "csv", "json", "jcard", "calendar"]

#: What a file of a suffix may hold; the first where nothing else is said.
_HELD: dict[str, tuple[Asked, ...]] = {
    ".vcf": ("vcard",),
    ".csv": ("google-csv", "outlook-csv", "csv"),
    ".json": ("json", "jcard"),
    ".jcf": ("jcard",),
    ".ics": ("calendar",),
}
#: For whom each CSV is.
CSV: dict[Format, str] = {"google-csv": "for Google Contacts", "outlook-csv": "for Outlook", "csv": "for a spreadsheet"}


def format_of(file: Path, given: Format | None) -> Asked:
    """Choose the format of a file. Raises InputError where its name does not tell it, or contradicts what was asked."""
    suffix = "" if file == STANDARD_OUTPUT else file.suffix.lower()
    held = _HELD.get(suffix, ())
    if given:
        if held and given not in held:
            right = next(suffix for suffix, formats in _HELD.items() if given in formats)
            raise InputError(
                f"{file}: what --{given} writes does not belong into a {suffix} file",
                f"call it {file.with_suffix(right).name}, or leave out --{given}",
            )
        return given
    if file == STANDARD_OUTPUT:
        return "vcard"
    if suffix == ".csv":
        asked = ", ".join(f"--{each} {whom}" for each, whom in CSV.items())
        raise InputError(f"{file}: a CSV for whom?", f"say which: {asked}")
    if not held:
        raise InputError(
            f"{file}: its name does not say what it is to be",
            "call it .vcf for contacts, .json, .ics for a calendar, or .csv; or say which: --json, --csv …",
        )
    return held[0]
