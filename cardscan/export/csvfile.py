"""Write tables as CSV that no spreadsheet takes for a program (RFC 4180; OWASP on CSV injection)."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

#: What a spreadsheet computes: a cell that begins so, also after spaces, or in the wide letters of East Asia.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")  # noqa: RUF001 - they are meant
#: A number as it is dialled: digits and spaces alone make no formula, and behind a mark it would not be imported.
_DIALLED = re.compile(r"\+[\d ]+")
#: A birthday without its year, as Google writes and imports it.
_NO_YEAR = re.compile(r"--\d\d-\d\d")


def csv_bytes(header: Sequence[str], rows: Iterable[Mapping[str, str]], bom: bool = False) -> bytes:
    """Write rows below their header, in UTF-8; a cell that would be a formula begins with an apostrophe.

    Raises ValueError for a row with a column that the header does not have.
    """
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, header, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({column: _harmless(cell) for column, cell in row.items()} for row in rows)
    return out.getvalue().encode("utf-8-sig" if bom else "utf-8")


def _harmless(cell: str) -> str:
    meant = _DIALLED.fullmatch(cell) or _NO_YEAR.fullmatch(cell)
    return f"'{cell}" if _FORMULA.match(cell) and not meant else cell
