"""The story that the guide tells goes as it says, from preparing an event to a cemented connection."""

import re
import shlex
from pathlib import Path

import pytest

from cardscan.cli import main
from cardscan.store import open_store

pytestmark = pytest.mark.engine

ROOT = Path(__file__).parent.parent


def commands() -> list[list[str]]:
    """The lines of the story that a shell would run."""
    text = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
    story = text.split("<!-- story -->")[1].split("\n## ")[0].replace("\\\n", " ")
    return [shlex.split(line) for line in re.findall(r"^    (.+)$", story, re.MULTILINE)]


def test_the_story_goes_as_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    (tmp_path / "story").mkdir()
    monkeypatch.chdir(tmp_path)
    said = {}
    for program, *arguments in commands():
        if program == "export":
            monkeypatch.setenv(*arguments[0].split("=", 1))
            continue
        assert program == "cardscan"
        code = main(arguments)
        told = capsys.readouterr()
        assert code == 0, told.err
        said[" ".join(arguments)] = told.out + told.err
    assert "Send her the vibrator" in said["promise list"]
    assert "Perpetua Dunnachie" in said["list --cemented"]
    assert "1 may be someone you know" in said["event people SME social hour samples/story_guests.csv"]
    assert "you know 1" in said["event people SME social hour --is 1 Perpetua"]
    assert "Kelpwright" in said["event prep SME social hour"]
    after = said["ingest samples/photos/story/SME social hour --jobs 1"]
    assert "1 you may have met before" in after
    assert "1 back side joined" in after
    assert "Tolsay Ferries" in said["who Perpetua"]
    assert "hull" in said["introduce"]
    assert "you offer: an afternoon in the hull paint lab" in said["introduce"]
    assert "regatta as a judge is in two weeks" in said["date list"]
    assert said["date asked 1"].endswith("asked after\n")
    assert "given to Caspian" in said["give to Caspian paint lab"]
    assert "heard back: they meet in the yard in January" in said["introduce list"]
    assert "Oriel Tavernash" in said["today"]
    assert "3 of 4 contacts" in said["export story/contacts.vcf"]
    report = (tmp_path / "story/report.html").read_text(encoding="utf-8")
    assert "Of 4 there you met 3, 2 are quality connections" in report
    assert report.index("Perpetua Dunnachie") < report.index("Ysolde Farrowmere") < report.index("Oriel Tavernash")
    with open_store("story/cardscan.db") as store:
        assert len(store.people()) == 4
