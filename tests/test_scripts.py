import pytest

from cardscan.text.scripts import is_latin


@pytest.mark.parametrize("text", ["Ann", "12 Élan", "Phạm", "ẞ", "+45 20", ""])
def test_latin(text: str) -> None:
    assert is_latin(text)


@pytest.mark.parametrize("text", ["森田", "12 홍", "شركة", "Ιόλαος", "(Мир) Mir"])
def test_other_letters(text: str) -> None:
    assert not is_latin(text)
