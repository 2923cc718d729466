"""What a domain is, and which misreadings of one are mended."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.parse.domains import is_email, own_part, read_domain
from cardscan.text.suffixes import suffix_of


def test_suffixes_are_those_of_the_public_list() -> None:
    assert [suffix_of(d) for d in ("brackwyth.co.uk", "mail.brackwyth.com", "brackwyth.c0m", "com", "", "a..com")] == [
        "co.uk", "com", "", "", "", "",
    ]  # fmt: skip


def test_own_part_is_what_someone_registered() -> None:
    assert own_part("Mail.Brackwyth.co.uk") == "brackwyth.co.uk"
    assert own_part("brackwyth") == ""


@pytest.mark.parametrize(
    ("domain", "suffix"), [("gov.in", "in"), ("tides.gov.in", "gov.in"), ("co.uk", ""), ("org.pl", "")]
)
def test_an_office_has_mail_under_the_suffix_of_its_state(domain: str, suffix: str) -> None:
    assert suffix_of(domain) == suffix
    assert is_email(f"jo@{domain}") == bool(suffix)


def test_an_email_needs_a_real_suffix() -> None:
    assert is_email("jo@brackwyth.dk")
    assert not is_email("jo@brackwyth.c0m")
    assert not is_email("jo..b@brackwyth.dk")


@pytest.mark.parametrize(
    ("text", "domain", "size"),
    [
        ("brackwyth.dk", "brackwyth.dk", 12),
        ("brackwyth.dk, sales", "brackwyth.dk", 12),
        ("brackwyth.dk Tel", "brackwyth.dk", 12),
        ("brackwyth. com", "brackwyth.com", 14),
        ("brackwyth com", "brackwyth.com", 13),
        ("brackwyth.co. in", "brackwyth.co.in", 16),
        ("brackwyth.com BY", "brackwyth.com", 13),  # a word of its own, in capitals after small letters
        ("brackwyth.com by", "brackwyth.com.by", 16),
        ("BRACKWYTH.COM BY", "brackwyth.com.by", 16),
        ("brackwyth.comWeb", "brackwyth.com", 13),
        ("brackwyth.co.idNPWP", "brackwyth.co.id", 15),
        ("brackwyth.plNIP", "brackwyth.pl", 12),
        ("brackwyth.orkr", "brackwyth.or.kr", 14),
        ("brackwyth.comtr", "brackwyth.com.tr", 15),
        ("brackwyth.coke", "brackwyth.co.ke", 14),
        ("gov.in, jo@brackwyth.in", "gov.in", 6),
        ("brackwyth.It", "brackwyth.lt", 12),  # a capital I among small letters was a small l
        ("brackwyth-maiI.com", "brackwyth-mail.com", 18),
        ("www.Ilbeck.it", "www.ilbeck.it", 13),
        ("ILBECK.IT", "ilbeck.it", 9),
        ("Ilbeck.it", "ilbeck.it", 9),
        ("brackwyth Ltd", "", 0),
        ("brackwyth", "", 0),
    ],
)
def test_domains_are_read_as_far_as_they_go(text: str, domain: str, size: int) -> None:
    assert read_domain(text)[:2] == (domain, size)


def test_a_lost_dot_needs_a_suffix_seen_on_the_card() -> None:
    assert read_domain("brackwythpl")[0] == ""
    assert read_domain("brackwythpl", frozenset({"pl"}))[0] == "brackwyth.pl"


@given(st.text(max_size=60))
def test_any_text_is_read_without_error(text: str) -> None:
    domain, size, doubt = read_domain(text)
    assert size <= len(text) and (not domain or suffix_of(domain)) and 0 <= doubt <= 1
