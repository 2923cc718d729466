import pytest

from cardscan.parse.names import name_parts


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Tamsin Orchardleigh", {"given": "Tamsin", "family": "Orchardleigh"}),
        ("Dr. Sunita Kapoor", {"prefix": "Dr.", "given": "Sunita", "family": "Kapoor"}),
        ("KIM Min-jun", {"given": "Min-jun", "family": "KIM"}),
        ("김민준", {"given": "민준", "family": "김"}),
        ("김 민 준", {"given": "민준", "family": "김"}),
        ("남궁민수", {"given": "민수", "family": "남궁"}),
        ("山田 太郎", {"given": "太郎", "family": "山田"}),
        ("山田太郎", {"given": "太郎", "family": "山田"}),
        ("欧阳修文", {"given": "修文", "family": "欧阳"}),
        ("Ramesh Kulkarni (Pappu)", {"given": "Ramesh", "family": "Kulkarni"}),
    ],
)
def test_a_name_is_taken_apart(name, parts):
    assert name_parts(name) == parts
