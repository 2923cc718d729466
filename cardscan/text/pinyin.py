"""Tell words that may be Chinese in Latin letters."""

import re
from functools import cache

from cardscan.text.letters import latin, squash

#: The rows of GB 2312 that hold the common characters, and the cells of a row.
_ROWS, _CELLS = range(0xB0, 0xD8), range(0xA1, 0xFF)
_MOST = 3  # syllables of a part of a name


def is_pinyin(name: str) -> bool:
    """Whether a part of a name is a few syllables as mainland China writes them: "Ouyang", "Xue", not "Bruno"."""
    return _syllables().fullmatch(squash(name)) is not None


@cache
def _syllables() -> re.Pattern[str]:
    """Match syllables; all that there are is what the common characters are read as."""
    codes = bytes(byte for row in _ROWS for cell in _CELLS for byte in (row, cell))
    read = {squash(latin(char)) for char in codes.decode("gb2312", "ignore")}
    return re.compile(f"(?:{'|'.join(sorted(read - {''}, key=len, reverse=True))}){{1,{_MOST}}}")
