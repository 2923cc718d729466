"""An address as it is printed, and its parts in it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from cardscan.parse.gazetteer import city, region
from cardscan.text.scripts import cjk

_SIGNS = " ,;.|/·•–-"  # between parts
_AFTER = _SIGNS.replace(".", "")  # and behind one: a full stop may be of an abbreviation
#: Where an address is parted: at signs, at dashes between spaces or letters.
_BREAK = re.compile(r"\s*[,;|·•/]\s*|\s+[-–]\s+|[-–](?=[^\W\d_])|(?<=[^\W\d_])[-–]")
_LETTER = r"[^\W_]"
#: What announces a postcode that was taken out, or a town in Cyrillic: "г. Москва".
_MARK_OF_CODE = re.compile(
    r"(?i)(?:\b(?:cep|pin(?: ?code)?|zip(?: code)?|c\.?p|p\.?c)\b\.?|〒|邮编|우편번호|\b우)\W*(?=\0)"
    r"|(?<!\w)(?i:г|гр|м|смт|пгт|пос)\b\.? ?(?=\0)"
    r"|(?<![\w-])(?-i:[A-Z]{1,3})[-–]\s?(?=\0)"
)
#: What regions are listed with, and most often printed without: Zhejiang Sheng, Gyeonggi-do.
_OF_REGIONS = {"CN": " sheng", "KR": "-do"}
#: What may say before the name of a town or behind it that it is one: "Kab. Bandung", "TP. Huế", "Taichung City".
_KIND_OF_TOWN = re.compile(r"(?i)^(?:kab(?:upaten)?|kota|tp|tx|thành phố|thị xã|г|гр|м|смт|пгт|пос)\b\.? *| city$")
_IN_BRACKETS = re.compile(r"\([\s\0]*\)")


def pieces_of(text: str, at: re.Pattern[str] = _BREAK) -> list[str]:
    """Return the pieces of a text, without the signs between them."""
    return [piece for part in at.split(text) if (piece := part.strip(_SIGNS))]


@dataclass(frozen=True, slots=True)
class Address:
    """The text of an address, and the ISO code of its country; "" where that is not known."""

    text: str
    country: str

    def find(self, part: str) -> int:
        """Return where a part stands for the last time, as words of its own where words are parted; -1: nowhere."""
        start = "" if not part or cjk().match(part[0]) else rf"(?<!{_LETTER})"
        end = "" if not part or cjk().match(part[-1]) else rf"(?!{_LETTER})"
        places = [match.start() for match in re.finditer(start + re.escape(part) + end, self.text)]
        return places[-1] if places else self.text.rfind(part)

    def cut(self, *parts: str) -> str:
        """Return the text with a NUL in the place of each part."""
        rest = self
        for part in sorted(filter(None, parts), key=len, reverse=True):
            at = rest.find(part)
            if at >= 0:
                rest = Address(f"{rest.text[:at]}\0{rest.text[at + len(part) :]}", self.country)
        return rest.text

    def has_mark(self, parts: Mapping[str, str]) -> bool:
        """Tell whether what announces the postcode or the town is left in the street."""
        return _MARK_OF_CODE.search(self.cut(*parts.values())) is not None

    def without(self, parts: Mapping[str, str]) -> str:
        """Return what is left without some parts: the street, and all that is written with it."""
        rest = _MARK_OF_CODE.sub("\0", self.cut(*parts.values()))
        dense = bool(cjk().search(rest)) and "," not in rest
        pieces = (piece.lstrip(_SIGNS).rstrip(_AFTER) for piece in re.split(r"[\0,]", _IN_BRACKETS.sub("\0", rest)))
        return re.sub(r"\s+", " ", ("" if dense else ", ").join(piece for piece in pieces if piece))

    def is_town(self, name: str) -> bool:
        """Tell whether the country, or where it is not known any, has a town of this name."""
        countries = city(name) or city(_KIND_OF_TOWN.sub("", name, count=1))
        return self.country in countries if self.country else bool(countries)

    def is_region(self, name: str) -> bool:
        """Tell whether the country has a region of this name or code."""
        names = (name, name + _OF_REGIONS[self.country]) if self.country in _OF_REGIONS else (name,)
        return any(self.country in region(each) for each in names)
