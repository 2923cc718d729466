"""Words that join two of a kind."""

import re

#: "And" in the languages of Latin letters: "Quill & Sons", "Brackwyth und Partner", "Tel. ve Faks".
AND = frozenset(("&", "+", "and", "und", "et", "y", "e", "i", "ve", "og", "och", "en"))
#: Those of them that are words, for a pattern.
AND_WORDS = "|".join(sorted(word for word in AND if word.isalpha()))
#: Between two people more words are sure to mean it: elsewhere "Dan" is a name, "A" a grade, and "/" anything.
AND_OF_PEOPLE = AND | set("/ ja és dan și a ed in ir un eta oraz agus dhe и і та και".split())  # noqa: SIM905

#: Prepositions and articles behind which more has to come, in many languages; "van" is a car, too.
_BEFORE_MORE = "of|for|the|de|di|du|des|der|del|della|dos|das|für|för|para|per|pour|voor|til|till|по|для|για|και"
#: How a text ends that goes on; "Class I" is all.
_OPEN = re.compile(rf"(?:[&,/+–-]|\b(?!i\b)(?:{AND_WORDS}|{_BEFORE_MORE}))\s*$", re.I)
#: How a text begins that went on.
_LATE = re.compile(rf"(?!the\b|i\b)(?:[&+]|(?:{AND_WORDS}|{_BEFORE_MORE}|dei|degli|von)\b) ?")


def wants_more(text: str) -> bool:
    """Whether a text ends as one that goes on: "Head of", "Sales &"."""
    return bool(_OPEN.search(text))


def goes_on(text: str) -> bool:
    """Whether a text begins in small letters as one that went on: "& Sons", "di Marco Tarni"; "the" begins names."""
    return bool(_LATE.match(text))


def is_and_of_people(word: str) -> bool:
    """Whether a word between two people means "and"."""
    return word.casefold() in AND_OF_PEOPLE
