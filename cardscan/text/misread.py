"""Letters, figures and signs that readers take for one another. All code that mends a reading uses it."""

from collections.abc import Iterator, Mapping

#: Signs of one shape, each as the small letter that stands for all of them: for text in small letters.
ONE_SHAPE = str.maketrans("01|!i25$689", "ollllzssbbg")
#: Letters that stand side by side and look like one.
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("ii", "u"))
#: Small letters of which readers take one for another, counted where two differ and one of them has a word.
_ALIKE = ("fijlrt", "acdegoqs", "bhkmnru", "uvwxy")
#: Letters as high as figures -> the figure of their shape.
AS_FIGURES: Mapping[str, str] = {
    **dict.fromkeys("OoQ", "0"),
    **dict.fromkeys("Il|", "1"),
    "S": "5",
    "B": "8",
    "Z": "2",
}
#: And the capital that each figure is taken for in turn, the first of several.
FROM_FIGURES: Mapping[str, str] = {AS_FIGURES[sign]: sign for sign in reversed([*AS_FIGURES]) if sign.isupper()}
#: Figure -> those that it is taken for.
FIGURES: Mapping[str, str] = {
    "0": "86", "1": "74", "3": "8", "4": "1", "5": "6", "6": "850", "7": "1", "8": "360", "9": "8",
}  # fmt: skip
#: What a small letter, or two, may have been; the likeliest first.
_SLIPS = (
    ("0", "o"), ("1", "l"), ("1", "i"), ("l", "i"), ("rn", "m"), ("m", "rn"), ("n", "m"), ("vv", "w"), ("é", "e"),
    ("c", "o"), ("5", "s"), ("8", "b"), ("6", "b"), ("9", "g"), ("2", "z"), ("cl", "d"), ("ii", "u"),
)  # fmt: skip
#: What the neural reader saw and what stands there: letters with marks that it has none for.
BY_NEURAL = frozenset(("tł", "lł", "§Ş", "§ş", "8ß", "Bß", "ČĞ", "čğ", "Íİ"))
#: What was read for a letter that addresses spell with two: that letter, and its spelling.
BY_TWO: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys("P", ("Þ", "th")),
    **dict.fromkeys("pb", ("þ", "th")),
    **dict.fromkeys("Bβ", ("ß", "ss")),
}
#: Letters that are raised, Dr.ª and 12.º, which the neural reader tells apart and Tesseract doesn't.
RAISED = frozenset("ªº")
#: What is read for an @, and for 〒 before a Japanese postcode: T, the kana and Han letters of its shape.
AS_AT = "OQ0CGDade©®¢€"
AS_POSTAL_MARK = "T\u30c6\u30c7\u5e72\u5343\u4e01\u4e8e\u3036"
#: Katakana and the Han letter of its shape. A dash stands for the long vowel.
KANA_AND_HAN = (
    ("\u30cb", "\u4e8c"),  # ニ 二
    ("\u30fc", "\u4e00"),  # ー 一
    ("\u30ed", "\u53e3"),  # ロ 口
    ("\u30c8", "\u535c"),  # ト 卜
    ("\u30ab", "\u529b"),  # カ 力
    ("\u30bf", "\u5915"),  # タ 夕
    ("\u30a8", "\u5de5"),  # エ 工
    ("\u30cf", "\u516b"),  # ハ 八
    ("\u30c1", "\u5343"),  # チ 千
    ("\u30aa", "\u624d"),  # オ 才
    ("\u30a2", "\u4e86"),  # ア 了
)
#: Latin letters and those of one shape in other scripts, by the name that Unicode gives the script.
TWINS: Mapping[str, Mapping[str, str]] = {
    "greek": dict(zip("ABEZHIKMNOPTYXovu", "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονυ", strict=True)),
    "cyrillic": dict(zip("ABEKMHOPCTXIaceopxyi", "АВЕКМНОРСТХІасеорхуі", strict=True)),
}
#: And back: letters of other scripts, each as the Latin one of its shape. \u2206 is a sign, taken for a delta.
AS_LATIN = str.maketrans(
    {other: one for twins in TWINS.values() for one, other in twins.items()} | {"\u2206": "\u0394"}
)
#: The same of small letters, one a script: those of one shape, and those whose capitals are.
SMALL_TWINS = [
    str.maketrans({one.casefold(): other.casefold() for one, other in twins.items()}) for twins in TWINS.values()
]


def shape(text: str) -> str:
    """Fold small letters, figures and pairs of letters that look alike: what may be one word is one text."""
    for two, one in _PAIRS:
        text = text.replace(two, one)
    return text.translate(ONE_SHAPE)


def alike(one: str, other: str) -> bool:
    """Say whether one of two small letters may be the other, misread."""
    return any(one in group and other in group for group in _ALIKE)


def siblings(text: str) -> Iterator[str]:
    """Yield the texts in small letters that differ from one in one place and look like it: "fioor", "floor"."""
    for two, one in (*_PAIRS, ("i", "l")):
        for wrong, right in ((two, one), (one, two)):
            at = text.find(wrong)
            while at >= 0:
                yield text[:at] + right + text[at + len(wrong) :]
                at = text.find(wrong, at + 1)


def mended(text: str) -> Iterator[str]:
    """Yield what a text in small letters may have been before one slip, the likeliest first."""
    for wrong, right in _SLIPS:
        at = text.find(wrong)
        while at >= 0:
            yield text[:at] + right + text[at + len(wrong) :]
            at = text.find(wrong, at + len(wrong))
