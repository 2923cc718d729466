"""Birthdays as people and phones write them."""

from datetime import date

import pytest

from cardscan.connections.dates.birthdays import parse_birthday, told
from cardscan.errors import InputError

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("said", "birthday", "shown"),
    [
        ("1979-04-30", "1979-04-30", "30 April 1979"),
        ("19790430", "1979-04-30", "30 April 1979"),
        ("30 April 1979", "1979-04-30", "30 April 1979"),
        ("30.4.1979", "1979-04-30", "30 April 1979"),
        ("3. Mai 1931", "1931-05-03", "3 May 1931"),
        ("--04-30", "--04-30", "30 April"),
        ("--0430", "--04-30", "30 April"),
        ("30 April", "--04-30", "30 April"),
        ("30.4.", "--04-30", "30 April"),
        ("29 Feb", "--02-29", "29 February"),
        ("December 24", "--12-24", "24 December"),
    ],
)
def test_what_people_and_phones_write(said: str, birthday: str, shown: str) -> None:
    assert parse_birthday(said, TODAY) == birthday
    assert told(birthday) == shown


@pytest.mark.parametrize(
    "said",
    ["", "soon", "1979", "April 1979", "30/4", "3/5/1979", "30.4.79", "1979-02-29", "31 April", "2027-01-01",
     "1604-05-03", "--13-01", "yesterday"],
)  # fmt: skip
def test_what_is_none_or_may_be_two(said: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_birthday(said, TODAY)
    assert caught.value.advice
