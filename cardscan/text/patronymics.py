"""Tell the names that people have of their fathers: behind the given name, from Belarus to Kazakhstan."""

import re

#: Never a family's are a daughter's, and those that say whose child someone is: Ivanovna, Нұрланұлы, Rəşid oğlu.
_CYRILLIC = r"[^\W\d_a-z]{2,}(?:овна|евна|инична|[кмтвл]ична|івна|ївна|аўна|еўна|іўна|ұлы|қызы)"
_LATIN = r"[^\W\d_]{2,}(?:ovna|evna|ivna|yivna|ichna|ychna)"
_WORD = r"оглы|оғлу|кызы|қызы|уулу|oğlu|ogly|qızı|kyzy|qizi|o.?g.?li"
_OF_A_FATHER = re.compile(rf"(?i)(?:{_CYRILLIC}|{_LATIN}|{_WORD})")
#: A son's may be a family's: Ivanovich, and Abramovich.
_SON = re.compile(r"(?i)[^\W\d_]{2,}(?:ович|евич|йович|льич|[кмтв]ич|авіч|евіч|ovich|evich|ovych|yovych|lyich)")
#: How names of families end from Russia to Bulgaria, and few given ones: Тарнова, Келпский, Острелко.
_OF_A_FAMILY = re.compile(
    r"(?i)[а-яёіїєґў-]{3,}(?:[оеё]в|[сц]к(?:ий|ой|ая)|[сц]ьк(?:ий|а)|[оеё]ва|енко|чук|швили|дзе|ян)"
)


def is_family(word: str) -> bool:
    """Whether a word in Cyrillic letters ends as names of families do."""
    return _OF_A_FAMILY.fullmatch(word) is not None


def is_patronymic(word: str, *, surely: bool = False) -> bool:
    """Whether a word is called after a father, or is the last of two that are; `surely`: and no family's name."""
    return bool(_OF_A_FATHER.fullmatch(word) or (not surely and _SON.fullmatch(word)))


def is_son_or_daughter(word: str) -> bool:
    """Whether a word says whose child someone is, behind the father's name: "Rəşid oğlu"."""
    return re.fullmatch(rf"(?i)(?:{_WORD})", word) is not None
