"""How often: what people say of it, in six languages."""

import pytest

from cardscan.connections.dates.spans import parse_cadence
from cardscan.errors import InputError


@pytest.mark.parametrize(
    ("said", "cadence"),
    [
        ("2 weeks", "2 weeks"),
        ("month", "month"),
        ("quarter", "quarter"),
        ("Never", "never"),
        ("6 months", "6 months"),
        ("10 days", "10 days"),
        ("every 6 weeks", "6 weeks"),
        ("every other week", "2 weeks"),
        ("half a year", "6 months"),
        ("half-year", "6 months"),
        ("a half year", "6 months"),
        ("once a month", "month"),
        ("three months", "quarter"),
        ("12 months", "year"),
        ("24 months", "2 years"),
        ("18 months", "18 months"),
        ("2 quarters", "6 months"),
        ("14 days", "2 weeks"),
        ("7 days", "week"),
        ("a fortnight", "2 weeks"),
        ("weekly", "week"),
        ("Quarterly", "quarter"),
        ("halbjährlich", "6 months"),
        ("alle 6 Wochen", "6 weeks"),
        ("ein halbes Jahr", "6 months"),
        ("jeden Monat", "month"),
        ("tous les deux mois", "2 months"),
        ("cada 3 semanas", "3 weeks"),
        ("ogni 2 settimane", "2 weeks"),
        ("todos os meses", "month"),
        ("10 years", "10 years"),
    ],
)
def test_what_people_say(said: str, cadence: str) -> None:
    assert parse_cadence(said) == cadence
    assert parse_cadence(cadence) == cadence  # as it is kept it is understood, too


@pytest.mark.parametrize(
    "said",
    ["", "0", "0 days", "11 years", "now and then", "soon", "-2 weeks", "1.5 months", "2", "half", "half a week",
     "3 hours", "99999 days", "every", "every Friday"],
)  # fmt: skip
def test_what_is_no_span(said: str) -> None:
    with pytest.raises(InputError, match="does not say how often") as caught:
        parse_cadence(said)
    assert "6 months" in caught.value.advice
