"""Take a person's name apart: prefix, given, family, suffix."""

import re
from collections.abc import Mapping

from cardscan.parse import gazetteer as known
from cardscan.text.folding import fold
from cardscan.text.letters import words
from cardscan.text.scripts import HAN, HANGUL, KANA, cjk

_HAN = re.compile(rf"^[{KANA}{HAN}\s]+$")
_HANGUL = re.compile(rf"^[{HANGUL}\s]+$")
_PARENTHESES = re.compile(r"\s*[(（][^)）]*[)）]")
_READ_AS = re.compile(rf"([{KANA}{HAN}\s]*[{HAN}][{KANA}{HAN}\s]*)[(（]([{KANA}\s・]+)[)）]")
_MOST_WORDS = 5  # of a name
_LONGEST_READING = 24  # kana
#: Chinese and Korean family names of two letters.
TWO_LETTERS = frozenset(
    """
    欧阳 歐陽 司马 司馬 司徒 司空 司寇 上官 诸葛 諸葛 夏侯 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 公冶 令狐 慕容 宇文
    长孙 長孫 仲孙 仲孫 淳于 单于 單于 鲜于 鮮于 太叔 申屠 轩辕 軒轅 钟离 鍾離 端木 百里 东郭 東郭 南宫 南宮 西门 西門
    呼延 独孤 獨孤 赫连 赫連 澹台 澹臺 濮阳 濮陽 闻人 聞人 万俟 闾丘 閭丘 拓跋 亓官 颛孙 顓孫
    남궁 황보 제갈 사공 선우 서문 독고
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
    if name[:2] in TWO_LETTERS:
        return name[:2], name[2:]
    # Japanese family names mostly have two characters, Chinese and Korean ones one.
    longest = next((n for n in (3, 2) if len(name) > n and known.family_name(name[:n]) > 0.5), 1)
    return name[:longest], name[longest:]


def kana_reading(text: str) -> dict[str, str]:
    """Give a reading in kana as parts: "given_reading" and "family_reading", all in the latter where it has no gap."""
    family, _, given = re.sub(r"[\s・]+", " ", text).strip().partition(" ")
    if len(family) < 2 or len(family + given) > _LONGEST_READING:
        return {}
    return _present({"family_reading": family, "given_reading": given.replace(" ", "")})


def with_reading(name: str) -> tuple[str, dict[str, str]]:
    """Part "高梨 健一 (たかなし けんいち)" into the name and its reading; of any other name there is none."""
    found = _READ_AS.fullmatch(name.strip())
    return (found[1].strip(), kana_reading(found[2])) if found else (name, {})


def _present(parts: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in parts.items() if value}


def name_score(text: str) -> float:
    """Say 0..1 how much `text` is a person's name by its words alone."""
    if cjk().search(text):
        return _unspaced_name(text)
    tokens = [w for w in words(text) if len(w) > 1 and fold(w) not in known.honorifics()]
    if not tokens or len(tokens) > _MOST_WORDS:
        return 0.0
    return sum(max(known.given_name(w), known.family_name(w)) for w in tokens) / len(tokens)


def _unspaced_name(text: str) -> float:
    """How much a text without spaces is a name: two to five characters that begin with a family name."""
    name = re.sub(r"\s+", "", text)
    if not 2 <= len(name) <= 5 or not all(map(str.isalpha, name)):
        return 0.0
    return max(known.family_name(name[:n]) for n in (1, 2, 3) if n < len(name) or n == 1)
