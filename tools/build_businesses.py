"""Build the lists of real businesses and of trades that made-up cards are filled with (`tools/made/texts/*.txt.gz`).

Run by a developer, rarely, with two packages of npm, which are read as they were packed:

    npm pack name-suggestion-index@8.0.20260918 @openstreetmap/id-tagging-schema@6.19.2
    python tools/build_businesses.py name-suggestion-index-*.tgz openstreetmap-id-tagging-schema-*.tgz

Both come of OpenStreetMap: what shops, banks, practices, schools, ministries and works are called the world over, and
what a kind of business is called in 40 languages. They are for making cards up alone: no list that cardscan reads by
holds them.
"""

import argparse
import gzip
import hashlib
import json
import re
import sys
import tarfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1])]

from cardscan.text.scripts import HAN, HANGUL, KANA  # noqa: E402
from tools.made.lists import countries, held_out  # noqa: E402
from tools.made.words import all_latin  # noqa: E402
from tools.made.world import ANY, BUSINESSES, TRADES, language_of  # noqa: E402

Reader = Callable[[str], Any]  # of a JSON file, by its path
#: What the packages are to the bit: both are data that anyone may change.
_HASHES = {
    "name-suggestion-index": "3ee22f0f0a99528ac9c65a57211575defd968e21fd6374e746bfd02e94422121",
    "id-tagging-schema": "c8d410007593ce458f7d38381458f20bf73412f7e2c2c075c147a7f916e95555",
}
_KINDS = re.compile(r"(?:brands|operators)/")
#: Names that many places bear, but not the kinds of place that nobody has cards of.
_COMMON = ("brands_keep", "brands_discard", "operators_keep", "operators_discard")
_NO_BUSINESS = re.compile(
    r"(?:leisure|emergency|natural|highway|historic|place|landuse|boundary|route|railway|barrier)/|tourism/(?:info|camp)"
    r"|amenity/(?:parking|shelter|drinking|fountain|bench|recycling|waste|toilet|atm|telephone|post_box|charging|vending)"
)
_NAMED = re.compile(r"(?:name|brand|operator|official_name|alt_name|short_name)(?::[a-z]{2}(?:-.*)?|:short)?")
#: Kinds of business that people have cards of.
_TRADES = re.compile(
    r"(?:shop|office|craft|healthcare|club|education)/"
    r"|amenity/(?:bank|bar|biergarten|cafe|car_|casino|childcare|cinema|clinic|college|community|conference|coworking"
    r"|dancing|dentist|dive|doctors|driving|embassy|events|fast_food|funeral|hospital|ice_cream|kindergarten|language"
    r"|library|music|nightclub|nursing|pharmacy|planetarium|prep_school|pub$|research|restaurant|school|social|studio"
    r"|taxi|theatre|university|veterinary)|tourism/(?:hotel|guest|hostel|museum|gallery|apartment|chalet)"
    r"|leisure/(?:fitness_centre|sports_centre|dance|bowling|escape)"
)
_LONGEST, _LONGEST_TRADE = 64, 40  # letters of a name, and of a trade
_PARTS = {"FX": "FR"}  # codes of parts of countries


def main() -> None:
    """Write both lists."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", type=Path, metavar="NAMES.tgz", help="name-suggestion-index, packed")
    parser.add_argument("trades", type=Path, metavar="TRADES.tgz", help="@openstreetmap/id-tagging-schema, packed")
    args = parser.parse_args()
    businesses = _businesses(_unpacked(args.names, "name-suggestion-index"))
    _write(BUSINESSES, businesses)
    _write(TRADES, _trades(_unpacked(args.trades, "id-tagging-schema")))


def _unpacked(file: Path, name: str) -> Reader:
    """Return what reads a package's JSON files, out of the package as it was packed."""
    found = hashlib.sha256(file.read_bytes()).hexdigest()
    if found != _HASHES[name]:
        sys.exit(f"{file} is not the {name} that the lists are built of: its SHA-256 is {found}.")
    with tarfile.open(file) as tar:
        texts = {m.name: of.read() for m in tar if m.name.endswith(".json") and (of := tar.extractfile(m)) is not None}
    return lambda path: json.loads(texts[f"package/dist/{path}"])


def _businesses(read: Reader) -> dict[str, set[str]]:
    """Return names by the country that they are of; ANY, where none is said."""
    found: dict[str, set[str]] = defaultdict(set)
    for country, text in (*_filed(read), *_common(read)):
        if _fit(name := _plain(text)):
            found[country if all_latin(name) else _of_letters(name, country)].add(name)
    found.pop("", None)
    found[ANY] -= set().union(*(names for country, names in found.items() if country != ANY))
    return found


def _filed(read: Reader) -> Iterator[tuple[str, str]]:
    """The names that somebody has looked at, each with its country."""
    for kind, of in read("json/nsi.min.json")["nsi"].items():
        for item in of.get("items", ()) if _KINDS.match(kind) else ():
            places = {str(place)[:2].upper() for place in item["locationSet"].get("include", ())}
            where = {_PARTS.get(place, place) for place in places} & set(countries()) or {ANY}
            texts = [text for tag, text in item["tags"].items() if _NAMED.fullmatch(tag)]
            yield from product(where, ";".join(texts).split(";"))


def _common(read: Reader) -> Iterator[tuple[str, str]]:
    """The names that many places bear, of no country."""
    for file in _COMMON:
        for entry in _counts(read(f"json/filtered/{file}.min.json")):
            kind, _, name = entry.partition("|")
            if not _NO_BUSINESS.match(kind):
                yield ANY, name


def _counts(of: dict[str, Any]) -> Iterator[str]:
    """The keys "kind|name" of a list of counts, which lies beside what is said about it."""
    for key, value in of.items():
        if isinstance(value, dict):
            yield from _counts(value)
        elif "|" in key:
            yield key


def _plain(text: str) -> str:
    """A text without the marks that nobody sees, and no reader reads."""
    return "".join(char for char in text if char.isprintable()).strip()


def _fit(name: str) -> bool:
    """Whether a name can stand on a card, and has no word that tests keep to themselves."""
    letters = sum(char.isalpha() for char in name)
    return letters > 1 and len(name) <= _LONGEST and not held_out() & set(re.findall(r"\w+", name.casefold()))


#: Letters that tell the country, and those that several have, with the countries that cards are made up of.
_LETTERS = {
    "JP": f"[{KANA}]",
    "KR": f"[{HANGUL}]",
    "TH": r"[\u0e00-\u0e7f]",
    "IL": r"[\u0590-\u05ff]",
    "GR": r"[\u0370-\u03ff]",
    "HINDI": r"[\u0900-\u097f]",
}
_SHARED = {
    r"[\u0600-\u06ff]": {"AE", "SA", "EG", "QA", "JO", "IR"},
    r"[\u0400-\u04ff]": {"UA", "BG", "RU"},
    f"[{HAN}]": {"CN", "TW", "HK", "JP"},
}
_ALIKE = {"MA": "AE", "TN": "AE"}  # whose names in such letters are filed with another's


def _of_letters(name: str, country: str) -> str:
    """The country whose letters a name has, as far as they or `country` tell; else nothing."""
    if own := next((of for of, letters in _LETTERS.items() if re.search(letters, name)), ""):
        return own
    shared = next((of for letters, of in _SHARED.items() if re.search(letters, name)), set())
    country = _ALIKE.get(country, country)
    if country in shared:
        return country
    return "RU" if "RU" in shared and country == ANY else ""


def _trades(read: Reader) -> dict[str, set[str]]:
    """Return what kinds of business are called, by language."""
    languages = {"en", *map(language_of, countries())}
    presets = {each: read(f"translations/{each}.json")[each]["presets"]["presets"] for each in languages}
    kinds = [kind for kind in presets["en"] if _TRADES.match(kind)]
    found = {each: {name for kind in kinds for name in _called(of.get(kind, {}))} for each, of in presets.items()}
    return {each: names if each == "en" else names - found["en"] for each, names in found.items()}  # not translated


def _called(preset: dict[str, str]) -> Iterator[str]:
    """What a kind of business is called, without what is said in brackets or after a slash."""
    for name in (preset.get("name", ""), *(preset.get("aliases") or "").split("\n")):
        plain = re.sub(r"\s*[(（/].*", "", _plain(name))
        if plain and len(plain) <= _LONGEST_TRADE and not plain.startswith("{"):  # the name of another preset
            yield plain


def _write(file: Path, of: dict[str, set[str]]) -> None:
    lines = [f"{key}\t{text}\n" for key in sorted(of) for text in sorted(of[key]) if text]
    file.write_bytes(gzip.compress("".join(lines).encode(), 9, mtime=0))
    print(f"{file}: {len(lines)} lines, {file.stat().st_size} bytes")


if __name__ == "__main__":
    main()
