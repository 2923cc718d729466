"""The documents hold what they say: commands, exit codes, rooms, files, links and JSON are those of the program."""

import re
import tomllib
from pathlib import Path

import pytest

from cardscan.cli import COMMANDS
from cardscan.errors import Exit
from tools.list_modules import PAGE, modules

ROOT = Path(__file__).parent.parent
ROOMS = ROOT / "cardscan"
PAGES = sorted(page for folder in (".", "docs", "licenses") for page in (ROOT / folder).glob("*.md"))
EXIT_CODES = (ROOT / "docs" / "exit-codes.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_in_the_readme(name: str) -> None:
    assert f"| `cardscan {name}" in README


def test_the_readme_names_no_command_that_is_not_there() -> None:
    assert set(re.findall(r"^\| `cardscan ([a-z-]+)", README, re.MULTILINE)) == set(COMMANDS)


def test_the_readme_is_read_at_one_sitting() -> None:
    assert len(README.splitlines()) <= 200


def test_every_exit_code_is_told() -> None:
    assert [int(code) for code in re.findall(r"^\| (\d+) \|", EXIT_CODES, re.MULTILINE)] == list(Exit)


def test_every_licence_that_the_package_names_has_its_text() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    texts = {"MIT": ROOT / "LICENSE"}
    for name in project["license"].split(" AND "):
        assert texts.get(name, ROOT / "licenses" / f"{name}.txt").stat().st_size > 500, name
    shipped = [path for pattern in project["license-files"] for path in ROOT.glob(pattern)]
    assert {ROOT / "LICENSE", *(ROOT / "licenses").iterdir()} == set(shipped)


def rows(first: str) -> list[list[str]]:
    """The rows of the table in docs/architecture.md whose first column is headed so."""
    table = re.search(rf"^\| {first} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", ARCHITECTURE, re.MULTILINE)
    assert table, first
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[1].splitlines()]


def module(cell: str) -> str:
    """`text/` and `pipeline.py` as Python imports them."""
    return "cardscan." + cell.strip("`").removesuffix("/").removesuffix(".py")


def test_the_table_of_rooms_is_the_order_that_imports_keep() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    kept = [set(layer.split(" | ")) for layer in layers if layer != "cardscan.__main__"]
    floors: dict[int, set[str]] = {}
    for floor, room, _job in rows("floor"):
        floors.setdefault(int(floor), set()).add(module(room))
    assert list(floors) == list(range(len(kept), 0, -1))
    assert list(floors.values()) == kept


def test_every_room_and_module_has_its_row() -> None:
    told = {module(room) for _floor, room, _job in rows("floor")} | {module(cell) for cell, _job in rows("module")}
    there = {path.parent.name for path in ROOMS.glob("*/__init__.py")} | {path.stem for path in ROOMS.glob("*.py")}
    assert told == {f"cardscan.{name}" for name in there - {"__init__", "__main__"}}


def test_every_file_is_listed_with_its_job() -> None:
    assert PAGE.read_text(encoding="utf-8") == modules(), "run python -m tools.list_modules"
    listed = set(re.findall(r"^\| `([\w]+\.py)` \| \S", modules(), re.MULTILINE))
    packages = [file.parent for file in ROOMS.rglob("__init__.py")]  # migrations are none
    assert listed == {file.name for package in packages for file in package.glob("*.py")} - {"__init__.py"}


def test_a_file_has_one_job() -> None:
    lines = {file.name: len(file.read_text(encoding="utf-8").splitlines()) for file in ROOMS.rglob("*.py")}
    assert {name: size for name, size in lines.items() if size > 400} == {}


def test_every_inner_room_is_named_with_the_room_around_it() -> None:
    jobs = {room.strip("`/"): job for _floor, room, job in rows("floor")}
    inner = [path.parent.relative_to(ROOMS).parts for path in ROOMS.glob("*/*/__init__.py")]
    assert inner
    assert [parts for parts in inner if f"`{parts[1]}/`" not in jobs[parts[0]]] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_a_document_names_are_there(page: Path) -> None:
    named = re.findall(r"`((?:[\w.-]+/)+[\w.-]*)`", page.read_text(encoding="utf-8"))
    ours = [name for name in named if ((ROOT / name.split("/")[0]).is_dir() or (ROOMS / name.split("/")[0]).is_dir())]
    made = ("demo/", "story/", ".venv/")
    assert [n for n in ours if not n.startswith(made) and not ((ROOT / n).exists() or (ROOMS / n).exists())] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_of_a_document_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
        if target.startswith("https://"):
            continue
        name, _, heading = target.partition("#")
        to = page.parent / name if name else page
        assert to.exists(), target
        if heading:
            headings = re.findall(r"^#+ (.+)$", to.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}, target


def test_every_picture_is_shown_by_a_document() -> None:
    shown = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    pictures = [file.name for kind in ("png", "svg") for file in (ROOT / "docs").glob(f"*.{kind}")]
    assert pictures
    assert [name for name in pictures if f"{name})" not in shown] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_steps_are_a_list(page: Path) -> None:
    prose = re.sub(r"^(\|.*| {4}.*)$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert re.findall(r"[.:] \d\. [A-Z`].*", prose) == []
