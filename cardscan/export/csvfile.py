"""Write tables as CSV that no spreadsheet takes for a program (RFC 4180; OWASP on CSV injection)."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

#: What a spreadsheet computes: a cell that begins so, also after spaces, or in the wide letters of East Asia.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")  # noqa: RUF001 - they are meant
#: A number as it is dialled: digits and spaces alone make no formula, and behind a mark it would not be imported.
_DIALLED = re.compile(r"\+[\d ]+")
#: A birthday without its year, as Google writes and imports it.
_NO_YEAR = re.compile(r"--\d\d-\d\d")


def csv_lines(header: Sequence[str], rows: Iterable[Mapping[str, str]], bom: bool = False) -> Iterator[bytes]:
    """Write rows below their header, one by one, in UTF-8; a cell that would be a formula begins with an apostrophe.

    Raises ValueError for a row with a column that the header does not have.
    """
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, header, restval="", lineterminator="\r\n")
    writer.writeheader()
    if bom:
        yield codecs.BOM_UTF8
    yield _taken(out)
    for row in rows:
        writer.writerow({column: _harmless(cell) for column, cell in row.items()})
        yield _taken(out)


def _taken(out: io.StringIO) -> bytes:
    """Take out what was written."""
    written = out.getvalue()
    out.seek(0)
    out.truncate()
    return written.encode()


def _harmless(cell: str) -> str:
    meant = _DIALLED.fullmatch(cell) or _NO_YEAR.fullmatch(cell)
    return f"'{cell}" if _FORMULA.match(cell) and not meant else cell
