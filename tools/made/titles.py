"""Invent job titles and departments."""

import random
import re
from functools import cache

from cardscan.parse.gazetteer.lexicon import DATA, lexicon
from tools.made.lists import countries, listed, listed_keys, native
from tools.made.towns import a_city
from tools.made.words import all_latin, faker, faker_of, ordinary, unspaced

#: Countries that print titles in English even where another language is theirs too.
_ENGLISH = ("US", "GB", "AU", "IN", "HINDI", "SG", "MY", "HK")
#: Native countries for which Faker has no jobs in their own letters.
_NO_JOBS = ("IL", "TH", "AE", "SA", "QA", "EG", "JO", "IR", "GR", "HINDI", "MAGHREB")


_SPEAK_ENGLISH = "US GB AU CA IN SG HK KE NG GH NZ IE ZA PH PK BD LK".split()
#: Countries whose languages set what a head is chief of behind it.
_HEAD_FIRST = "FR MA TN CM IT ES MX AR CL CO PE PT BR RO ID VN MY".split()
_SPACED = ("RU", "UA", "BG", "GR")  # native countries that set it before, as a word of its own
_FEW = 8  # heads: of fewer no titles are made


def title(rng: random.Random, country: str, script: str) -> str:
    """Return a job title. `script`: "native" or "latin"."""
    in_own = script == "native" or not native(country)
    if (in_own and country not in _SPEAK_ENGLISH and rng.random() < 0.3) or rng.random() < 0.06:
        made = _of_lexicon(rng, country if rng.random() < 0.97 else "US")
        if made and all_latin(made) != (script == "native" and native(country)):
            return made
    return _listed(rng, country, script)


def _listed(rng: random.Random, country: str, script: str) -> str:
    own = listed("titles.titles", country)
    if script == "native" and own:
        chosen = rng.choice(own)
        if rng.random() < 0.25 and country not in _NO_JOBS:
            job: str = faker_of(rng, country).job()
            return job if 2 < len(job) < 16 else chosen
        return chosen
    kind = rng.random()
    if own and not native(country) and kind < 0.5:
        return rng.choice(own)
    common = listed("titles.common", country)
    if common and kind < 0.5 and all_latin(common[0]):
        return rng.choice(common)
    if not native(country) and country not in _ENGLISH and kind < 0.62:
        return _job(rng, country)
    return _english(rng, country)


def department(rng: random.Random, country: str, script: str, city: str) -> str:
    """Return a department; some are named after a city."""
    own = listed("titles.departments", country)
    if own and (script == "native" or not native(country)) and rng.random() < 0.75:
        return rng.choice(own).replace("{c}", city)
    if rng.random() < 0.3:
        return rng.choice(listed("titles.of_field")).format(rng.choice(listed("titles.english", "fields")))
    return rng.choice(listed("titles.departments"))


def _english(rng: random.Random, country: str) -> str:
    kind = rng.random()
    if kind < 0.4:
        return _a(rng, "titles")
    if kind < 0.6:
        return f"{_a(rng, 'fields')} {_a(rng, 'heads')}"
    if kind < 0.7:
        return f"{_a(rng, 'mods')} {_a(rng, 'fields')} {_a(rng, 'heads')}"
    if kind < 0.76:
        return f"{_a(rng, 'over')}{rng.choice([' of ', ', ', ' - ', ' '])}{_a(rng, 'fields')}"
    if kind < 0.79:
        return f"{_a(rng, 'titles')} {rng.choice(['&', '/', '-', 'and', ','])} {_a(rng, 'titles')}"
    if kind < 0.87:
        return _with_field(rng, country)
    if kind < 0.89:
        return f"{_a(rng, 'fields')} & {_a(rng, 'fields')} {_a(rng, 'heads')}"
    if kind < 0.9:
        return f"{_a(rng, 'titles')}{rng.choice((' - ', ' – ', ', ', ' '))}{_a(rng, 'areas')}"
    return _job(rng, rng.choice(["US", "GB", country])) if kind < 0.94 else _composed(rng)


def _a(rng: random.Random, words: str) -> str:
    return rng.choice(listed("titles.english", words))


def _with_field(rng: random.Random, country: str) -> str:
    """A title and what it is of: a field, a trade, any words, a city, a department."""
    joint = rng.choice(["- ", "(", "– ", "/ ", "of ", ", "])
    of = _a_field(rng, country)
    head = _a(rng, "titles") if rng.random() < 0.6 else f"{_a(rng, 'mods')} {_a(rng, 'heads')}"
    second = rng.choice(["", " & " + _a(rng, "fields")])
    return f"{head} {joint}{of}{second}{')' if joint == '(' else ''}"


def _a_field(rng: random.Random, country: str) -> str:
    one, trade = _a(rng, "fields"), rng.choice(listed("companies.trades"))
    words = " ".join(ordinary(rng).capitalize() for _ in range(rng.randint(1, 3)))
    return rng.choice(
        [
            one,
            trade,
            words,
            a_city(rng, country),
            f"{ordinary(rng).capitalize()} & {ordinary(rng).capitalize()}",
            rng.choice(listed("titles.departments")),
            f"{_a(rng, 'fields')}, {_a(rng, 'fields')} & {_a(rng, 'fields')}",
            "".join(rng.choice("ABCEIMPRST") for _ in range(2)),
        ]
    )


def _job(rng: random.Random, country: str) -> str:
    """A job as statistics of a country name it."""
    if native(country):
        return _a(rng, "titles")
    job = re.split(r"[,/(]", faker(rng, countries()[country].locale).job())[0].strip()
    return job if 3 < len(job) < 45 else _a(rng, "titles")


def _composed(rng: random.Random) -> str:
    """A title of words that the list of titles doesn't hold, often."""
    kind = rng.random()
    if kind < 0.55:
        return _a(rng, "short")
    if kind < 0.78:
        mods = " ".join(rng.choice(_of_role("mod")) for _ in range(rng.choice((0, 1, 1, 2))))
        return f"{mods} {rng.choice(_of_role('head'))}".strip().title()
    if kind < 0.9:
        return rng.choice((ordinary(rng), "")).capitalize() + _a(rng, "makers")
    return f"{ordinary(rng)} {_a(rng, 'roles')}".title()


def _of_lexicon(rng: random.Random, country: str) -> str:
    """A title of the words that the parser's list has in the country's languages; "" where it has few."""
    words = _of_languages(country)
    if len(words["head"]) < _FEW:
        return ""
    head = rng.choice(words["head"])
    alone = rng.random() < 0.45
    mod = rng.choice(words["mod"]) if words["mod"] else ""
    own = not all_latin(head)
    text = head if alone or not mod else _put_together(country, head, mod, own)
    if rng.random() < 0.15 or own:
        return text
    return text[:1].upper() + text[1:] if rng.random() < 0.5 else text.title()


def _put_together(country: str, head: str, mod: str, own: bool) -> str:
    if country in _HEAD_FIRST:
        return f"{head} {mod}"
    if not own or country in _SPACED:
        return f"{mod} {head}"
    return f"{mod}{head}" if unspaced(country) else f"{head} {mod}"


@cache
def _of_languages(country: str) -> dict[str, list[str]]:
    """The heads and mods of the parser's list in the languages of a country, which its sections name."""
    found: dict[str, list[str]] = {"head": [], "mod": []}
    spoken = [name for name in listed_keys("titles.languages") if country in listed("titles.languages", name)]
    spoken += ["English"] if country in ("US", "GB") else []
    role, here = "", False
    for line in (DATA / "titles.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            heading, _, languages = line.partition("#")
            role, here = heading.strip("[").split()[0], any(name in languages for name in spoken)
        elif here and role in found and line.strip() and not line.startswith("#"):
            words = map(str.strip, line.split(";"))
            found[role] += [word for word in words if word and not word.startswith("-")]
    return found


@cache
def _of_role(role: str) -> list[str]:
    entries = lexicon("titles").words.items()
    return sorted(word for word, (r, _) in entries if r == role and re.fullmatch(r"[a-z][a-z ]{2,}", word))
