"""What tells that a card is Japanese, and how likely a Han letter is to stand on it."""

import re
from collections.abc import Sequence

LEVELS = (1.0, 0.5, 0.05)  # letters of JIS level 1; of level 2, or what Windows adds for names; any other, as 內 for 内
_JAPANESE = re.compile(
    "[\u3041-\u309f\u30a1-\u30fa]|[\u90fd\u9053\u5e9c\u770c].{0,8}[\u5e02\u533a\u753a\u6751]|\\.jp\\b"
)
_LEVEL_2 = b"\x98\x9f"  # its first letter


def is_japanese(texts: Sequence[str]) -> bool:
    """True when a line has kana, parts of a Japanese address, or a domain of Japan."""
    return any(map(_JAPANESE.search, texts))


def likelihood(han: str) -> float:
    """How likely a Han letter is on a Japanese card, by the common ones."""
    try:
        return LEVELS[han.encode("cp932") >= _LEVEL_2]
    except UnicodeEncodeError:
        return LEVELS[2]
