"""Tell this version's rules, of which what follows is kept in the store, from those of another version."""

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
#: By these everyone is judged, and found by what they seek and give.
JUDGED_BY = (
    *("standing.py", "followup.py", "letting_go.py", "us.py", "waiting.py", "doubts.py", "introductions.py"),
    *("introducing.py", "theirdates.py", "likeness/fits.py", "dates/spans.py", "notes/*.py", "notes/data/*"),
)
#: By these people are compared.
COMPARED_BY = (
    *("likeness/*.py", "likeness/data/*", "../text/folding.py", "../text/scripts.py", "../parse/domains.py"),
    *("../parse/data/mail.toml", "../parse/data/legal.txt", "../parse/data/styles.txt"),
)


@cache
def digest(rules: Sequence[str] = JUDGED_BY) -> str:
    """Return a digest that changes once any of these rules, or of their word lists, changes."""
    made = hashlib.sha256()
    for pattern in rules:
        for file in sorted(_HERE.glob(pattern)):
            made.update(file.read_bytes())
    return made.hexdigest()
