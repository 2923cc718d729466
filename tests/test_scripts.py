import pytest

from cardscan.text.letters import words
from cardscan.text.scripts import is_latin


@pytest.mark.parametrize("text", ["Ann", "12 Élan", "Phạm", "ẞ", "+45 20", ""])
def test_latin(text: str) -> None:
    assert is_latin(text)


@pytest.mark.parametrize("text", ["森田", "12 홍", "شركة", "Ιόλαος", "(Мир) Mir"])
def test_other_letters(text: str) -> None:
    assert not is_latin(text)


@pytest.mark.parametrize("word", ["दिवाकर", "मोरेश्वर", "รุ่งทิพย์", "O'Dell", "בְּרָכָה"])
def test_marks_on_letters_are_of_their_word(word: str) -> None:
    assert words(f"({word} {word})") == [word, word]
