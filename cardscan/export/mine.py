"""Your own card on its way out: a contact file, and a code that cameras read."""

from io import BytesIO

import segno

from cardscan.errors import RefusedError
from cardscan.export.vcard import vcard
from cardscan.person import Person


def file_of(mine: Person) -> bytes:
    """Write it as a vCard."""
    return vcard(mine, "none").encode()


def code_of(mine: Person) -> segno.QRCode:
    """Make a code of it. Raises RefusedError where there is more on it than a code holds."""
    try:
        return segno.make(file_of(mine), micro=False, error="l", boost_error=False)
    except segno.DataOverflowError as error:
        raise RefusedError(
            "your card does not fit into a QR code", "leave out its address, or a few numbers"
        ) from error


def picture_of(mine: Person, kind: str) -> bytes:
    """Draw the code, "svg" or "png", dark on light: cameras do not read the opposite. Raises RefusedError."""
    out = BytesIO()
    code_of(mine).save(out, kind=kind, scale=8, border=4, dark="#000", light="#fff")
    return out.getvalue()
