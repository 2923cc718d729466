"""Fuzz what reads hostile input: the vCard reader and the reader of codes, coverage-guided by atheris.

    pip install atheris && python -m bench.fuzz_readers vcard -max_total_time=600 [CORPUS]
    python -m bench.fuzz_readers payload -max_total_time=600

A crash, a lost character or an input that takes over ten seconds stops it, and the input is written to a file. atheris
has no wheel for every Python, so it is not among what the tests need; tests/test_vcard_book.py and
tests/test_payload.py try the same properties with Hypothesis.
"""

import sys
from collections.abc import Callable

import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]  # without types, and not everywhere

with atheris.instrument_imports(include=["cardscan", "quopri"]):
    from cardscan.model import KINDS, Code
    from cardscan.vcards.book import read_book
    from cardscan.vcards.check import check
    from cardscan.vcards.contact import contact_of
    from cardscan.vcards.payload import payload_fields

BOX = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


def vcard(data: bytes) -> None:
    """A file of vCards: no character is lost, and each card gives a contact and its traps."""
    book = read_book(data)
    if book.encoding == "utf-8" and book.text.encode() != data:
        raise AssertionError("characters were lost")
    for card in book.cards:
        contact_of(card)
    check(book)


def payload(data: bytes) -> None:
    """What a code says: values are short and without anything that moves a cursor."""
    contact = payload_fields(Code(data.decode("utf-8", "surrogateescape"), "QRCode", BOX))
    for kind in KINDS:
        for field in getattr(contact, kind):
            if not field.value or len(field.value) > 300 or "\n" in field.value or "\x1b" in field.value:
                raise AssertionError(f"a bad {kind}: {field.value!r}")


TARGETS: dict[str, Callable[[bytes], None]] = {"vcard": vcard, "payload": payload}

if __name__ == "__main__":
    target = TARGETS[sys.argv.pop(1)]
    atheris.Setup([*sys.argv, "-timeout=10"], target)
    atheris.Fuzz()
