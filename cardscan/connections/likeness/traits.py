"""What of a contact tells who it is: names, addresses and numbers, in a form in which two cards can be compared."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from cardscan.model import Contact, Field
from cardscan.parse.domains import FREE_MAIL, ROLES, host_of, without_www
from cardscan.parse.gazetteer import honorifics
from cardscan.parse.gazetteer.lexicon import sections
from cardscan.text.folding import bare, fold
from cardscan.text.scripts import cjk

#: What stands before the @ of an address that several people read.
_ROLES = ROLES.union(
    """
    jobs career careers press presse verkauf vertrieb bestellung order orders booking reservations welcome contacto
    ventas contato vendas commercial contatti secretariat sekretariat buero zentrale billing invoice noreply
    praxis kanzlei cabinet etude studio estudio atelier empfang verwaltung rezeption werkstatt hotel restaurant shop
    familie family famille familia famiglia
    """.split()  # noqa: SIM905 - read as words
)
#: Networks on which a person has a handle; elsewhere it is as often the company's.
_OWN_NETWORKS = frozenset(("linkedin", "xing", "skype", "wechat", "telegram", "line", "qq", "whatsapp"))
_PARTICLES = frozenset(
    "von van vom zu zum zur de der den del della di da do dos das du la le el al bin binti ibn af av ter ten".split()  # noqa: SIM905 - the same
)
#: What tells father and son of one name apart, after the name.
_GENERATIONS = {"jr": "jr", "jnr": "jr", "junior": "jr", "sr": "sr", "snr": "sr", "senior": "sr",
                "ii": "ii", "iii": "iii", "iv": "iv"}  # fmt: skip
#: Those that are names as well, where they are not set apart: Kim Min Jun, Amartya Sen.
_SHORT_GENERATIONS = {"jun": "jr", "sen": "sr"}
_APART = re.compile(r"[\s.,;:()\[\]（）/\\\-‐-―·・\"“”]+")
_NOT_DIGITS = re.compile(r"\D+")
_NO_WORD = re.compile(r"[\W_]+")
#: Spellings of one sound, for which letters with marks are written: Müller, Mueller; Søndergaard, Soendergaard.
_SOUNDS = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"))
_LEAST_DIGITS = 7
_MOST_WORDS = 6  # of a name; the longest that a card is likely to hold


@dataclass(frozen=True, slots=True)
class NameWords:
    """A name as its folded words, in the order in which they are written; initials are words of one letter."""

    words: tuple[str, ...]
    family: frozenset[str]  # those of them that are known for the family name
    generation: str = ""  # "jr", "sr", "ii"…: one of several in a family who are called so

    @property
    def joined(self) -> str:
        """All letters in a row: what is left alike where words are parted differently."""
        return "".join(self.words)


@dataclass(frozen=True, slots=True)
class Traits:
    """What tells who someone is."""

    names: tuple[NameWords, ...]
    emails: frozenset[str]  # a person's, not those of a role
    shared_emails: frozenset[str]  # info@…
    own_numbers: frozenset[str]  # a cell, or a number with an extension
    numbers: frozenset[str]  # other numbers where people answer: a direct line or a switchboard
    domains: frozenset[str]  # of the company
    companies: frozenset[str]
    titles: frozenset[str]
    cities: frozenset[str]
    handles: frozenset[str]  # "linkedin:name"


def traits(contact: Contact) -> Traits:
    """Take from a contact what tells who it is."""
    emails = frozenset(field.value.casefold() for field in contact.email if "@" in field.value)
    role = frozenset(email for email in emails if _is_role(email))
    addresses = [*emails, *(field.value for field in contact.url)]
    own = [field for field in contact.tel if field.type in ("cell", "pager") or field.parts.get("ext")]
    answered = [field for field in contact.tel if field not in own and field.type not in ("fax", "tollfree")]
    return Traits(
        names=_names(contact, emails - role),
        emails=emails - role,
        shared_emails=role,
        own_numbers=_present(_number(field) for field in own),
        numbers=_present(_number(field) for field in answered),
        domains=_present(map(company_domain, addresses)),
        companies=_present(company(field.value) for field in contact.org),
        titles=_present(" ".join(fold(field.value).split()) for field in contact.title),
        cities=_present(" ".join(fold(field.parts.get("city", "")).split()) for field in contact.adr),
        handles=_present(_handle(field) for field in contact.social),
    )


def company(text: str) -> str:
    """Fold a company's name to its words, without those of legal forms."""
    words = _NO_WORD.sub(" ", fold(text if text.isascii() else _unspaced_forms().sub(" ", text))).split()
    return " ".join(word for word in words if word not in _legal_words()) or " ".join(words)


@cache
def _legal_words() -> frozenset[str]:
    """Give the words of legal forms: of a name that two cards share, one may leave them out."""
    forms = (entry for role, _, entries in sections("legal") if role != "inside" for entry in entries)
    return frozenset(word for form in forms for word in _NO_WORD.sub(" ", fold(form)).split())


@cache
def _unspaced_forms() -> re.Pattern[str]:
    forms = [entry for role, _, entries in sections("legal") if role == "inside" for entry in entries]
    return re.compile("|".join(map(re.escape, sorted(forms, key=len, reverse=True))))


def company_domain(address: str) -> str:
    """Give the domain that a company registered, of an e-mail or web address; "" for a provider of mailboxes.

    That a country has names of up to three letters below which others register (co.uk, adv.br) is all that it knows:
    the list of public suffixes takes longer to load than a look-up may last.
    """
    labels = without_www(host_of(address).casefold()).split(".")
    if len(labels) < 2 or not all(labels):
        return ""
    shared = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    own = ".".join(labels[-3 if shared else -2 :])
    return "" if own in FREE_MAIL else own


def name_of(text: str, family: str = "") -> NameWords:
    """Fold a name as someone writes it."""
    words = list(name_words(text))
    words = [word for word in words if word not in _PARTICLES] or words
    while not family and len(words) > 1 and len(words[0]) > 1 and words[0] in honorifics():
        del words[0]
    generation = _GENERATIONS.get(words[-1], "") if len(words) > 2 else ""
    if generation:
        del words[-1]
    del words[_MOST_WORDS:]
    return NameWords(tuple(words), frozenset(name_words(family)) & frozenset(words), generation)


def name_words(text: str) -> tuple[str, ...]:
    """Part a name, or several, into folded words; one spelling stands for all that sound alike (Mueller, Müller)."""
    plain = bare(text).replace("'", "").replace("’", "")
    return tuple(_sound(word) for word in _APART.split(plain) if word)


def is_initial(word: str) -> bool:
    """Tell whether a word of a name is an initial: one letter, of a script whose names have more."""
    return len(word) == 1 and not cjk().search(word)


def _names(contact: Contact, emails: frozenset[str]) -> tuple[NameWords, ...]:
    names = [_name(field) for field in contact.fn]
    names = [_of_generation(name, contact.suffix) for name in names if name.words]
    if not any(name.joined.isascii() for name in names):  # a name in another script: the address may spell it
        names += _spelled(emails)
    return tuple(dict.fromkeys(names))


def _name(field: Field) -> NameWords:
    given, family = field.parts.get("given", ""), field.parts.get("family", "")
    if not cjk().search(field.value):
        return name_of(f"{given} {family}".strip() or field.value, family)
    words, parted = name_words(field.value), name_words(f"{family} {given}")
    return NameWords(parted if "".join(parted) == "".join(words) else words, frozenset(name_words(family)))


def _of_generation(name: NameWords, suffixes: Iterable[Field]) -> NameWords:
    """Add to a name the generation that stands after it: John Carver, Jr."""
    words = (word for field in suffixes for word in name_words(field.value))
    found = next(filter(None, map((_GENERATIONS | _SHORT_GENERATIONS).get, words)), "")
    return replace(name, generation=name.generation or found)


def _spelled(emails: Iterable[str]) -> Iterator[NameWords]:
    for email in sorted(emails):
        words = [fold(word) for word in re.split(r"[._-]", email.partition("@")[0])]
        if 2 <= len(words) <= 3 and all(word.isalpha() and len(word) > 1 for word in words):
            yield NameWords(tuple(map(_sound, words)), frozenset())


def _sound(word: str) -> str:
    for long, short in _SOUNDS:
        word = word.replace(long, short)
    return word


def _is_role(email: str) -> bool:
    local, _, host = email.partition("@")
    parts = re.split(r"[._+-]", local)
    return local == host.partition(".")[0] or any(part.rstrip("0123456789") in _ROLES for part in parts)


def _number(field: Field) -> str:
    digits = _NOT_DIGITS.sub("", field.value)
    if len(digits) < _LEAST_DIGITS:
        return ""
    plus = "+" if field.value.lstrip().startswith("+") else ""
    extension = _NOT_DIGITS.sub("", field.parts.get("ext", ""))
    return f"{plus}{digits}" + (f";{extension}" if extension else "")


def _handle(field: Field) -> str:
    network = field.type.casefold()
    handle = field.value.casefold().rstrip("/").rpartition("/")[2].lstrip("@")
    return f"{network}:{handle}" if network in _OWN_NETWORKS and handle else ""


def _present(values: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, values))
