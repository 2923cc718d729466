"""Letters of Greek and Cyrillic that were read as Latin ones."""

import pytest

from cardscan.parse.twins import with_twins


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("ΦΥΚΙΑ I.K.E.", "ΦΥΚΙΑ Ι.Κ.Ε."),
        ("ΦΥΚΙΑ AE", "ΦΥΚΙΑ ΑΕ"),
        ("OOO «Медная Лодка»", "ООО «Медная Лодка»"),
        ("ЗAO Лодка", "ЗАО Лодка"),
        ("Tηλ. 210 555 0142", "Τηλ. 210 555 0142"),
        ("Mосква", "Москва"),
    ],
)
def test_a_word_is_of_one_script_and_a_legal_form_of_that_beside_it(text: str, meant: str) -> None:
    assert with_twins(text) == meant


@pytest.mark.parametrize(
    "text",
    ["KAI TEX", "OOO Kelpwick", "Лодка BMX", "Φύκια SA", "T 210 555 0142 Φύκια", "ae@φυκια.gr", "Δρ. A.E. Mills"],
)
def test_words_in_latin_letters_stay(text: str) -> None:
    assert with_twins(text) == text
