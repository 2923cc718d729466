"""Books of vCards: all cards that are there, whatever is wrong with the others."""

import codecs
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_vcard_lines import TEXTS

from cardscan.model import KINDS
from cardscan.vcards.book import BookFile, read_book
from cardscan.vcards.check import check
from cardscan.vcards.contact import contact_of

THREE = "".join(
    f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Quarrymoor;{name};;;\r\nFN:{name} Quarrymoor\r\nEND:VCARD\r\n"
    for name in ("Wendeline", "Ørjan", "Λυδία")
)


def names(book: BookFile) -> list[str]:
    return [card.value("FN") for card in book.cards]


ALL = ["Wendeline Quarrymoor", "Ørjan Quarrymoor", "Λυδία Quarrymoor"]


@pytest.mark.parametrize(
    "data",
    [
        THREE.encode(),
        codecs.BOM_UTF8 + THREE.encode(),
        codecs.BOM_UTF16_LE + THREE.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + THREE.encode("utf-16-be"),
        THREE.encode("utf-16-le"),
        THREE.encode("utf-16-be"),
        THREE.replace("\r\n", "\n").encode(),
        THREE.replace("\r\n", "\r").encode(),
    ],
)
def test_encodings_and_line_ends(data: bytes) -> None:
    book = read_book(data)
    assert names(book) == ALL and book.problems == ()


def test_lines_in_other_character_sets() -> None:
    data = (
        b"BEGIN:VCARD\nVERSION:2.1\nFN:J\xfcrgen\nORG;CHARSET=SHIFT_JIS:\x8eR\x93c\nTITLE:\xc3\xbcber\n"
        b"NOTE;CHARSET=windows-1251:\xcf\xf0\xe8\n \xe2\xe5\xf2\nADR:\xff\x81\nEND:VCARD\n"
    )
    book = read_book(data)
    [card] = book.cards
    assert [card.value(name) for name in ("FN", "ORG", "TITLE", "NOTE", "ADR")] == [
        "Jürgen", "山田", "über", "Привет", "ÿ\x81",
    ]  # fmt: skip
    assert [problem.number for problem in book.problems] == [3, 8]
    assert "Windows-1252" in book.problems[0].what and book.encoding == "mixed"


def test_a_file_cut_within_a_character() -> None:
    book = read_book((codecs.BOM_UTF16_LE + THREE.encode("utf-16-le"))[:-3])
    assert names(book) == ALL
    assert any("within a character" in problem.what for problem in book.problems)


def test_one_broken_card_among_good_ones() -> None:
    good = THREE.split("BEGIN:VCARD\r\n")[1:]
    broken = 'VERSION\r\nFN;TYPE="x:\r\n=\r\n;;;\r\nrubbish\r\n'
    text = "BEGIN:VCARD\r\n".join(["", good[0], broken, good[1]])
    book = read_book(text.encode())
    assert names(book) == [ALL[0], "", ALL[1]]
    assert [(problem.number, problem.what.split(":")[0]) for problem in book.problems] == [
        (6, "the card that begins here has no END"),
        (7, "is not a property, and continues none"),
        (9, "is not a property, and continues none"),
        (10, "is not a property, and continues none"),
        (11, "is not a property, and continues none"),
    ]
    assert book.cards[1].first_line == 6 and book.cards[1].raw == "BEGIN:VCARD\r\n" + broken


def test_a_card_within_a_card() -> None:
    inner = "BEGIN:VCARD\nVERSION:2.1\nFN:The Agent\nTEL:2\nEND:VCARD\n"
    book = read_book(f"BEGIN:VCARD\nVERSION:2.1\nAGENT:\n{inner}FN:Wendeline\nTEL:1\nEND:VCARD\n{inner}".encode())
    assert names(book) == ["Wendeline", "The Agent"] and not book.problems
    assert [line.value for line in book.cards[0].properties] == ["2.1", "", "Wendeline", "1"]
    assert book.cards[0].raw.count("BEGIN:VCARD") == 2


def test_what_stands_outside_of_cards() -> None:
    book = read_book(f"\n\nExported by X\non a Monday\n{THREE}\n \nbye\n".encode())
    assert names(book) == ALL
    assert [problem.number for problem in book.problems] == [3, 22]


def test_no_card_at_all() -> None:
    for data in (b"", b"\0", b"hello\n", b"\xff\xfe", b"\xef\xbb\xbf", b"BEGIN:VCALENDAR\nEND:VCALENDAR\n"):
        book = read_book(data)
        assert book.cards == () and any("no card" in problem.what for problem in book.problems)


@settings(max_examples=500, deadline=None)
@given(st.binary(max_size=200) | TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_read_and_nothing_is_lost(data: bytes) -> None:
    book = read_book(data)
    assert len(book.text) > 0 or len(data) < 2
    if book.encoding == "utf-8":
        assert book.text.encode() == data
    elif book.encoding == "utf-16" and not any("within" in problem.what for problem in book.problems):
        text = book.text
        assert data in (text.encode("utf-16-le", "surrogatepass"), text.encode("utf-16-be", "surrogatepass"))
    assert all(card.raw in book.text for card in book.cards)
    for card in book.cards:
        assert card.properties is card.properties and card.first_line >= 1
        for kind in KINDS:
            assert all(field.value and "\n" not in field.value for field in getattr(contact_of(card), kind))
    check(book)


START = b"BEGIN:VCARD\n"
PIECES = [
    b"BEGIN:VCARD\n", b"AGENT:\nBEGIN:VCARD\n", b"END:VCARD\n", b"FN:x\n", b" \n", b"\n", b" x\n", b'"', b";A", b":",
    b"NOTE;QUOTED-PRINTABLE:=\n", b"=\n", b"PHOTO;ENCODING=B:\n", b"AAAA\n", b"\xff", b"\xff\n", b"\\", b"\\,",
    b"TEL:1\n", b"a.TEL:1\nb.X-ABLABEL:x\n", b"ORG:a\n", b"UID:1\n", b"CATEGORIES:a\n", b"N:x\n",
    b"X-", b"a.", b"  X-a", b";CHARSET=", b"\0", b"\r", b"TYPE=a,", b" ",
]  # fmt: skip


@pytest.mark.parametrize("start", [START, START + b"NOTE;QUOTED-PRINTABLE:"])
def test_time_grows_with_the_size_alone(start: bytes) -> None:
    for piece in PIECES:
        begin = time.process_time()
        book = read_book(start + piece * (40_000 // len(piece)))
        for card in book.cards:
            contact_of(card)
        check(book)
        assert time.process_time() - begin < 2, piece
