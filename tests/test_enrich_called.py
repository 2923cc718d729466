"""Of two readings of a domain the one that is made of words is likelier. Companies are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.enrich.called import Called

KELP = Called(("kelpwick", "jo"), "")


@pytest.mark.parametrize(
    ("one", "than"),
    [
        ("kelpwickgroup.dk", "kelpwickgrcup.dk"),
        ("kelpwick-boats.co.uk", "keipwick-boats.co.uk"),
        ("jokelpwick.dk", "jokelpvvick.dk"),
        ("brackwyth.com", "brackwyth.co"),
        ("brackwyth.biz", "brackwyth.bi"),
    ],
)
def test_what_is_made_of_words_and_suffixes_of_anyone_are_likelier(one: str, than: str) -> None:
    assert KELP.rather(one, than) and not KELP.rather(than, one)


@pytest.mark.parametrize(
    ("one", "than"),
    [
        ("brackwyth.dk", "brackwvth.dk"),  # neither is made of words
        ("kelpwickboats.dk", "kelpwickgroup.dk"),  # both are
        ("kelpwickgroup.dk", "kelpwickgrcup.de"),  # two things differ
        ("brackwyth.com", "brackwyth.org"),
        ("kelpwick.dk", "kelpwick.dk"),
        ("", "kelpwick.dk"),
        ("brackwyth.net", "brackwyth.nt"),  # no suffix at all: that is told elsewhere
    ],
)
def test_where_nothing_tells_neither_is_likelier(one: str, than: str) -> None:
    assert not KELP.rather(one, than) and not KELP.rather(than, one)


def test_the_country_of_the_card_keeps_its_suffix() -> None:
    assert Called((), "").rather("brackwyth.com", "brackwyth.cm")
    assert not Called((), "cm").rather("brackwyth.com", "brackwyth.cm")


@given(st.text("aez-.1ß", max_size=120), st.text("aez-.", max_size=120))
def test_any_texts_are_compared_without_error(one: str, than: str) -> None:
    assert not (KELP.rather(one, than) and KELP.rather(than, one))
