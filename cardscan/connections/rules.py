"""Tell this version's rules, of which what follows is kept in the store, from those of another version."""

import hashlib
from pathlib import Path

_HERE = Path(__file__).parent
_RULES = (
    *("standing.py", "followup.py", "letting_go.py", "us.py", "waiting.py", "doubts.py", "introductions.py"),
    *("introducing.py", "theirdates.py", "likeness/fits.py", "dates/spans.py", "notes/*.py", "notes/data/*"),
)


def digest() -> str:
    """Return a digest that changes once any of these rules, or of their word lists, changes."""
    made = hashlib.sha256()
    for pattern in _RULES:
        for file in sorted(_HERE.glob(pattern)):
            made.update(file.read_bytes())
    return made.hexdigest()
