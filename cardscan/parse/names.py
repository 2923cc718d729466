"""Take a person's name apart: prefix, given, family, suffix."""

import re
from collections.abc import Mapping

from cardscan.parse import gazetteer as known

_HAN = re.compile(r"^[\u3040-\u30ff\u3400-\u9fff々\s]+$")
_HANGUL = re.compile(r"^[\uac00-\ud7a3\s]+$")
_PARENTHESES = re.compile(r"\s*[(（][^)）]*[)）]")
_TWO_LETTERS = frozenset(
    """
    欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 夏侯 东方 東方 皇甫 尉迟 公孙 公孫
    令狐 남궁 황보 제갈 사공 선우 서문 독고
    """.split()  # noqa: SIM905
)


def name_parts(name: str) -> Mapping[str, str]:
    """Return the parts of a name that are there: given, family, prefix, suffix.

    Western and Indian names by nameparser. Where the family name comes first by script it is told by the space,
    else by the list of family names: 山田太郎, 김민준.
    """
    bare = _PARENTHESES.sub("", name).strip()
    if _HAN.match(bare) or _HANGUL.match(bare):
        family, given = _family_first(bare)
        return _present({"family": family, "given": given})
    from nameparser import HumanName

    parsed = HumanName(bare)
    given, family = f"{parsed.first} {parsed.middle}".strip(), parsed.last
    if family.isupper() != given.isupper() and given.isupper() and len(given) > 2 and " " not in given:
        given, family = family, given  # KIM Min-jun: who writes one name in capitals means the family name
    return _present({"prefix": parsed.title, "given": given, "family": family, "suffix": parsed.suffix})


def _family_first(name: str) -> tuple[str, str]:
    if " " in name:
        family, given = name.split(" ", 1)
        if len(family) > 1 or " " not in given:  # not spaced out letter by letter
            return family, given.replace(" ", "")
        name = name.replace(" ", "")
    if name[:2] in _TWO_LETTERS:
        return name[:2], name[2:]
    # Japanese family names mostly have two characters, Chinese and Korean ones one.
    longest = next((n for n in (3, 2) if len(name) > n and known.family_name(name[:n]) > 0.5), 1)
    return name[:longest], name[longest:]


def _present(parts: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in parts.items() if value}
