"""Two values on one line with a dot between and no space, and addresses that have dots inside."""

import pytest
from printed import printed

from cardscan.parse.card import grammars

MAIL, WEB, TEL = ("email", "jo@brackwyth.at"), ("url", "www.brackwyth.at"), ("tel", "0529955014")


def read(text: str) -> list[tuple[str, str]]:
    return [(f.kind, f.field.value) for f in sorted(grammars(printed(text)), key=lambda f: f.spans[0].start)]


@pytest.mark.parametrize("sign", "·•・∙⋅‧|.,;")
@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("jo@brackwyth.at", "www.brackwyth.at", [MAIL, WEB]),
        ("www.brackwyth.at", "jo@brackwyth.at", [WEB, MAIL]),
        ("jo@brackwyth.at", "ek@brackwyth.co.uk", [MAIL, ("email", "ek@brackwyth.co.uk")]),
        ("ek@brackwyth.co.uk", "jo@brackwyth.at", [("email", "ek@brackwyth.co.uk"), MAIL]),
        ("jo@brackwyth.at", "https://brackwyth.at/ek", [MAIL, ("url", "https://brackwyth.at/ek")]),
        ("05299 55 014", "jo@brackwyth.at", [TEL, MAIL]),
        ("05299 55 014", "www.brackwyth.at", [TEL, WEB]),
        ("jo@brackwyth.at", "05299 55 014", [MAIL, TEL]),
        ("www.brackwyth.at", "Tel. 05299 55 014", [WEB, TEL]),
    ],
)
def test_a_sign_without_spaces_parts_two_values(
    one: str, other: str, sign: str, expected: list[tuple[str, str]]
) -> None:
    assert read(f"{one}{sign}{other}") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jo·ek@brackwyth.at", [("email", "jo.ek@brackwyth.at")]),
        ("jo@brackwyth·co·uk", [("email", "jo@brackwyth.co.uk")]),
        ("www·brackwyth·co·uk", [("url", "www.brackwyth.co.uk")]),
        ("555014.ek@brackwyth.at", [("email", "555014.ek@brackwyth.at")]),
        ("www.shop.brackwyth.at/ek.html", [("url", "www.shop.brackwyth.at/ek.html")]),
        ("Web.www.brackwyth.at", [WEB]),
        ("jo@brackwyth.at/www.brackwyth.at", [MAIL, WEB]),
    ],
)
def test_a_dot_inside_an_address_parts_nothing(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected
