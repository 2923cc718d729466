import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.errors import StoreError
from cardscan.export.files import file_names, write_private


def test_a_written_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    target = tmp_path / "contacts.vcf"
    target.write_text("old")
    target.chmod(0o644)

    write_private(target, b"new")

    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [target]


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "contacts.vcf"
    target.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match=r"contacts\.vcf.*No space left"):
        write_private(target, b"new")

    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_missing_folder_or_a_folder_as_target_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"nowhere.*No such file") as caught:
        write_private(tmp_path / "nowhere" / "contacts.vcf", b"")
    assert "folder exists" in caught.value.advice
    with pytest.raises(StoreError, match="directory"):
        write_private(tmp_path, b"")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Solène Kerbrat-Vasseur", "Solène Kerbrat-Vasseur.vcf"),
        ("闻人雪松", "闻人雪松.vcf"),
        ("../../etc/passwd", "etc passwd.vcf"),
        (".hidden", "hidden.vcf"),
        ("CON", "CON_.vcf"),
        ("nul.txt", "nul.txt_.vcf"),
        ("a/b\\c:d*e?f\n\x00g", "a b c d e f g.vcf"),
        ("  ", "contact.vcf"),
    ],
)
def test_file_names_are_safe(name: str, expected: str) -> None:
    assert file_names([(name, "uid")], ".vcf") == [expected]


def test_namesakes_are_told_apart_the_same_way_in_any_order() -> None:
    people = [("Ana Ruiz", "u1"), ("ANA RUIZ", "u2"), ("Bo", "u3")]

    assert file_names(people, ".vcf") == ["Ana Ruiz u1.vcf", "ANA RUIZ u2.vcf", "Bo.vcf"]
    assert file_names(people[::-1], ".vcf") == file_names(people, ".vcf")[::-1]


@given(st.lists(st.text(), max_size=8))
def test_any_names_give_unique_names_of_one_plain_part(names: list[str]) -> None:
    made = file_names([(name, f"{number:08x}") for number, name in enumerate(names)], ".vcf")

    assert len({name.casefold() for name in made}) == len(names)
    for name in made:
        assert Path(name).name == name
        assert not name.startswith(".")
        assert len(name.encode(errors="strict")) < 255
