"""Write docs/modules.md: every file of cardscan with its job, the first line of its docstring."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "modules.md"
HEAD = """# Every file, and its job

For whoever looks for a place to change; [architecture.md](architecture.md) says how the rooms hang together. Written
by `python -m tools.list_modules` from the first line of each file's docstring: do not edit it here.
"""


def modules(root: Path = ROOT) -> str:
    """Return the page for the tree as it is."""
    parts = [HEAD]
    packages = sorted(path.parent for path in (root / "cardscan").rglob("__init__.py"))
    for package in packages:
        files = [file for file in sorted(package.glob("*.py")) if file.name != "__init__.py"]
        parts.append(f"\n## {package.relative_to(root).as_posix()}/\n\n{_job(package / '__init__.py')}\n")
        if files:
            rows = "".join(f"| `{file.name}` | {_job(file)} |\n" for file in files)
            parts.append(f"\n| file | job |\n|---|---|\n{rows}")
    return "".join(parts)


def _job(file: Path) -> str:
    said = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return said.partition("\n\n")[0].replace("\n", " ").replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(modules(), encoding="utf-8")
