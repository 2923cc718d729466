"""The typefaces that the cards are set in, and the proof that they hold every letter."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ImageFont

ROOT = Path("/usr/share/fonts")


class SampleError(Exception):
    """A sample cannot be drawn truthfully: a font or letter is missing, or text does not fit."""


@dataclass(frozen=True, slots=True)
class Family:
    """A typeface: its Debian package, and the file and face index of each weight."""

    package: str
    files: dict[str, str]
    index: int = 0


def _family(package: str, pattern: str, index: int = 0, **names: str) -> Family:
    return Family(package, {weight: pattern.format(name) for weight, name in names.items()}, index)


def _noto(script: str, kind: str = "NotoSans") -> Family:
    return _family("fonts-noto-core", f"truetype/noto/{kind}{script}-{{}}.ttf", regular="Regular", bold="Bold")


def _cjk(kind: str, index: int) -> Family:
    return _family("fonts-noto-cjk", f"opentype/noto/Noto{kind}CJK-{{}}.ttc", index, regular="Regular", bold="Bold")


FAMILIES = {
    "cabin": _family("fonts-cabin", "opentype/cabin/Cabin-{}.otf", regular="Regular", bold="Bold", italic="Italic"),
    "carlito": _family("fonts-crosextra-carlito", "truetype/crosextra/Carlito-{}.ttf", regular="Regular", bold="Bold"),
    "comfortaa": _family("fonts-comfortaa", "truetype/comfortaa/Comfortaa-{}.ttf", regular="Regular", bold="Bold"),
    "condensed": _family(
        "fonts-roboto-unhinted",
        "truetype/roboto/unhinted/RobotoCondensed-{}.ttf",
        regular="Regular",
        bold="Bold",
        light="Light",
    ),
    "dancing": _family(
        "fonts-dancingscript", "opentype/dancingscript/DancingScript-{}.otf", regular="Regular", bold="Bold"
    ),
    "garamond": _family(
        "fonts-ebgaramond", "opentype/ebgaramond/EBGaramond12-{}.otf", regular="Regular", bold="Bold", italic="Italic"
    ),
    "inter": _family(
        "fonts-inter", "opentype/inter/Inter-{}.otf", regular="Regular", bold="SemiBold", light="Light", heavy="Black"
    ),
    "lato": _family(
        "fonts-lato",
        "truetype/lato/Lato-{}.ttf",
        regular="Regular",
        bold="Bold",
        light="Light",
        italic="Italic",
        heavy="Black",
    ),
    "league": _family(
        "fonts-league-spartan", "opentype/league-spartan/LeagueSpartan-{}.otf", regular="Medium", bold="Bold"
    ),
    "libertine": _family(
        "fonts-linuxlibertine",
        "opentype/linux-libertine/LinLibertine_{}.otf",
        regular="R",
        bold="RB",
        italic="RI",
    ),
    "lobster": _family("fonts-lobster", "opentype/lobster/{}.otf", regular="lobster"),
    "opensans": _family(
        "fonts-open-sans",
        "truetype/open-sans/OpenSans-{}.ttf",
        regular="Regular",
        bold="Semibold",
        light="Light",
        heavy="ExtraBold",
    ),
    "quicksand": _family(
        "fonts-quicksand", "truetype/quicksand/Quicksand-{}.ttf", regular="Medium", bold="Bold", light="Regular"
    ),
    "roboto": _family(
        "fonts-roboto-unhinted",
        "truetype/roboto/unhinted/RobotoTTF/Roboto-{}.ttf",
        regular="Regular",
        bold="Medium",
        light="Light",
        heavy="Black",
    ),
    "noto": _noto(""),
    "notoserif": _noto("", "NotoSerif"),
    "arabic": _noto("Arabic"),
    "jp": _cjk("Sans", 0),
    "jpserif": _cjk("Serif", 0),
    "kr": _cjk("Sans", 1),
    "sc": _cjk("Sans", 2),
    "tc": _cjk("Sans", 3),
    "tcserif": _cjk("Serif", 3),
    "icons": _family(
        "fonts-materialdesignicons-webfont",
        "truetype/materialdesignicons-webfont/{}.ttf",
        regular="materialdesignicons-webfont",
    ),
}


def packages() -> list[str]:
    """Return Debian's packages of all typefaces."""
    return sorted({face.package for face in FAMILIES.values()})


@cache
def font(family: str, weight: str, pixels: int) -> ImageFont.FreeTypeFont:
    """Return a typeface at a size; a weight that a family lacks is its regular one. Raises SampleError without it."""
    return ImageFont.truetype(str(_path(family, weight)), pixels, FAMILIES[family].index)


def _path(family: str, weight: str) -> Path:
    face = FAMILIES[family]
    path = ROOT / face.files.get(weight, face.files["regular"])
    if not path.exists():
        raise SampleError(f"no {path}: apt-get install {face.package}")
    return path


@cache
def _drawn(family: str, weight: str, letter: str) -> bytes:
    """Return the ink of one letter, unshaped, as bytes with its size in front."""
    path, index = str(_path(family, weight)), FAMILIES[family].index
    mask = ImageFont.truetype(path, 40, index, layout_engine=ImageFont.Layout.BASIC).getmask(letter)
    return repr(mask.size).encode() + bytes(mask)


@cache
def holds(family: str, weight: str, letter: str) -> bool:
    """Tell whether a typeface can draw a letter: with ink, and not as its empty box."""
    if letter.isspace():
        return True
    ink = _drawn(family, weight, letter)
    return any(ink[ink.index(b")") + 1 :]) and ink != _drawn(family, weight, "\U0010fffe")


def runs(text: str, family: str, weight: str) -> list[tuple[str, str]]:
    """Split text into (family, part) where the family lacks letters that the general one has."""
    parts: list[tuple[str, str]] = []
    for letter in text:
        home = next((name for name in (family, "noto") if holds(name, weight, letter)), None)
        if home is None:
            raise SampleError(f"no letter {letter!r} of {text!r} in {family}")
        if letter == " " and parts:
            home = parts[-1][0]
        if parts and parts[-1][0] == home:
            parts[-1] = (home, parts[-1][1] + letter)
        else:
            parts.append((home, letter))
    return parts
