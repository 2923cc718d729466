"""Who will be there, as organisers send it: a table, lines, an invitation, vCards, an e-mail's To and Cc.

Whoever is on a list is nobody you met: what is made here is a contact with what the list says, of `ORIGIN`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from email import message_from_string, policy
from email.utils import getaddresses

from cardscan.connections.events.invitations import attendees_of
from cardscan.connections.notes.notetable import is_formula
from cardscan.errors import InputError
from cardscan.model import Contact, Field
from cardscan.parse.gazetteer.names import given_name
from cardscan.parse.gazetteer.orgs import org_score
from cardscan.parse.gazetteer.titles import title_score
from cardscan.parse.names import name_parts
from cardscan.text.cells import rows
from cardscan.text.folding import bare
from cardscan.text.limits import LONGEST_FIELD
from cardscan.text.plain import plain_line
from cardscan.vcards.book import book_of
from cardscan.vcards.contact import contact_of

ORIGIN = "list"
MOST = 5000  # people; whoever is at an event with more wants a choice of them
FORMS = "give a table (CSV), an invitation (.ics), vCards, lines of “Name, Company”, or an e-mail's To and Cc"

#: What a column is called, in six languages, folded and without accents; the first of each is what it becomes.
_COLUMNS = {
    "fn": "name,full name,attendee,participant,guest,person,display name,vollstandiger name,teilnehmer,teilnehmerin"
    ",gast,nom complet,participante,invite,nombre completo,nome completo,partecipante,nominativo",
    "given": "first name,given name,firstname,vorname,prenom,nombre,nome,primeiro nome,nome proprio",
    "family": "last name,family name,surname,lastname,nachname,familienname,nom,nom de famille,apellido,apellidos"
    ",cognome,sobrenome,apelido",
    "org": "company,organisation,organization,employer,firm,affiliation,institution,firma,unternehmen,organisationsname"
    ",societe,entreprise,empresa,compania,azienda,societa,ditta",
    "title": "title,job title,role,position,job,function,titel,funktion,rolle,beruf,poste,fonction,cargo,puesto,ruolo"
    ",posizione,funcao",
    "email": "email,e-mail,mail,e-mail address,email address,e-mail-adresse,mailadresse,courriel,adresse e-mail,correo"
    ",correo electronico,indirizzo e-mail,posta elettronica",
    "tel": "phone,telephone,tel,mobile,cell,phone number,telefon,handy,mobil,telefonnummer,portable,telefono,movil"
    ",cellulare,telefone,telemovel,celular",
}  # fmt: skip
_CALLED = {name: column for column, names in _COLUMNS.items() for name in names.split(",")}
_AMBIGUOUS = {"nom": "fn", "nombre": "fn", "nome": "fn"}  # the whole name, where no column has the other half

_BINARY = re.compile("[\\0-\\x08\\x0e-\\x1f\\x7f]")
_HEADER = re.compile(r"(?:from|to|cc|bcc|subject|date|an|von|kopie|betreff|para|a|objet|oggetto|assunto):\s", re.I)
_ADDRESSED = {"an": "To", "von": "From", "kopie": "Cc", "para": "To", "a": "To", "à": "To"}
_ADDRESS = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_BETWEEN_MARKS = re.compile(r"<[^<>]+@[^<>]+>")
_ADDRESSED_TO = re.compile(r"[\s,]*\"?([^\"<>@]*)\"?\s*<([^<>]+)>[\s,]*")
_OUTSIDE_QUOTES = re.compile(r"(?:\"[^\"]*\"|[^;\"]|\")+")
_BULLET = re.compile(r"^\s*(?:[-*•·–]|\d{1,4}[.):])\s+")
_NUMBER = re.compile(r"[+(]?\d[\d ()/.-]{5,}\d")
_IN_BRACKETS = re.compile(r"^(.+?)\s*[(\[](.+?)[)\]]\s*$")
_DASH = re.compile(r"\s+[-–—|@]\s+|\s+(?:at|bei|chez|presso|from|von)\s+")


def read_guests(text: str) -> tuple[Contact, ...]:
    """Read who is on a list, each once. Raises InputError for what is none, with what to do."""
    if _BINARY.search(text) or text.startswith(("PK", "%PDF")):
        raise InputError("this is no text", f"save a spreadsheet as CSV; {FORMS}")
    if not text.strip():
        raise InputError("the list is empty", FORMS)
    found = list(_each_once(filter(None, _read(text))))
    if not found:
        raise InputError("nobody is named in it", FORMS)
    if len(found) > MOST:
        raise InputError(f"it names {len(found)} people", f"choose at most {MOST} whom you may meet")
    return tuple(found)


def guests_of(pairs: Iterable[tuple[str, str]]) -> tuple[Contact, ...]:
    """Make contacts of names and e-mail addresses, each once."""
    return tuple(_each_once(filter(None, (_contact(fn=name, email=address) for name, address in pairs))))


def _read(text: str) -> Iterable[Contact | None]:
    start = text.lstrip("\ufeff \t\r\n")
    if start[:15].upper() == "BEGIN:VCALENDAR":
        return guests_of(attendees_of(text))
    if start[:11].upper() == "BEGIN:VCARD":
        return (_told(contact_of(card)) for card in book_of(text).cards)
    lines = [line for line in start.splitlines() if line.strip()]
    if _HEADER.match(lines[0]):
        return _addressed(start)
    delimiter = max(";\t,", key=lines[0].count)
    if delimiter in lines[0] and (columns := _columns(next(rows(lines[0], delimiter, strict=False))[1])):
        return _table(start, delimiter, columns)
    addressed = [_ADDRESS.findall(line) for line in lines]
    if any(len(each) > 1 for each in addressed) or all(_BETWEEN_MARKS.search(line) for line in lines):
        return _addresses(";".join(lines))
    return _lines(start)


def _columns(header: Sequence[str]) -> list[str]:
    """Say what each column holds, "" for what is of no use here; nothing where no column names anybody."""
    names = [" ".join(bare(title).replace("_", " ").split()) for title in header]
    columns = [_CALLED.get(name, "") for name in names]
    if not {"given", "family"} <= set(columns):
        columns = [_AMBIGUOUS.get(name, column) for name, column in zip(names, columns, strict=True)]
    return columns if {"fn", "family", "email"} & set(columns) else []


def _table(text: str, delimiter: str, columns: Sequence[str]) -> Iterator[Contact | None]:
    table = rows(text, delimiter, strict=False)
    next(table)
    for number, values in table:
        cells: dict[str, str] = {}
        for column, value in zip(columns, values, strict=False):
            if column and value and column not in cells:
                _refuse_formula(number, value)
                cells[column] = value
        given, family = cells.pop("given", ""), cells.pop("family", "")
        cells.setdefault("fn", f"{given} {family}".strip())
        yield _contact(**cells)


def _lines(text: str) -> Iterator[Contact | None]:
    """Read lines of a name and what else is known of them, in whichever way they are parted."""
    for number, line in enumerate(text.splitlines(), 1):
        bare_line = _BULLET.sub("", line).strip()
        if bare_line:
            _refuse_formula(number, bare_line)
            yield _of_parts(_parts(bare_line))


def _parts(line: str) -> list[str]:
    for mark in ("\t", ";", ","):
        if mark in line:
            return [part.strip() for part in next(rows(line, mark, strict=False))[1] if part.strip()]
    if bracketed := _IN_BRACKETS.match(line):
        return [bracketed[1], bracketed[2]]
    if address := _ADDRESS.search(line):
        return [line.replace(address[0], "").strip(" <>-–:()"), address[0]]
    return [part.strip() for part in _DASH.split(line, maxsplit=1)]


def _of_parts(parts: list[str]) -> Contact | None:
    """Tell which part is what: the name comes first; addresses and numbers tell themselves, a title is called so."""
    texts: list[str] = []
    said: dict[str, str] = {}
    for part in parts:
        if address := _ADDRESS.search(part):
            said.setdefault("email", address[0])
            part = part.replace(address[0], "").strip(" <>()")
        elif _NUMBER.fullmatch(part):
            said.setdefault("tel", part)
            part = ""
        if part and "://" not in part:
            texts.append(part)
    if len(texts) > 2 and _is_given_name(texts[1]) and not _is_given_name(texts[0]):
        texts[:2] = [f"{texts[1]} {texts[0]}"]  # Schmidt, Anna, Lumen Foods
    elif len(texts) > 2 and " " not in texts[0] and " " not in texts[1] and _is_given_name(texts[0]):
        texts[:2] = [f"{texts[0]} {texts[1]}"]
    work = sorted(texts[1:3], key=lambda each: title_score(each) - org_score(each))
    for kind, value in zip(("org", "title"), work, strict=False):
        said[kind] = value
    if len(work) == 1 and title_score(work[0]) > org_score(work[0]):
        said["title"] = said.pop("org")
    return _contact(fn=texts[0] if texts else "", **said)


def _is_given_name(text: str) -> bool:
    return " " not in text and given_name(text) > 0.5


def _addressed(text: str) -> Iterator[Contact | None]:
    """Read whom an e-mail is from and to: its headers, as mail programs show them or send them."""
    head = []
    for line in text.splitlines():
        if not line.strip():
            break
        if match := _HEADER.match(line):
            name = match[0].strip(": \t").casefold()
            line = f"{_ADDRESSED.get(name, name)}:{line[len(match[0]) - 1 :]}"
        elif not line[0].isspace() and ":" not in line.partition(" ")[0]:
            line = f" {line}"  # a header that goes on, as it was pasted
        head.append(line)
    message = message_from_string("\n".join(head) + "\n\n", policy=policy.compat32)
    for name in ("From", "To", "Cc", "Bcc"):
        for value in message.get_all(name, []):
            yield from _addresses(str(value))


def _addresses(text: str) -> Iterator[Contact | None]:
    """Read addresses with names, parted by commas as RFC 5322 has it, or by semicolons as Outlook."""
    for piece in _OUTSIDE_QUOTES.findall(text):
        one = _ADDRESSED_TO.fullmatch(piece)
        pairs = [(one[1].strip(), one[2])] if one else getaddresses([" ".join(piece.split())])
        for name, address in pairs:
            found = _ADDRESS.search(address)
            yield _contact(fn=name.strip(" '"), email=found[0]) if found else None


def _contact(fn: str = "", org: str = "", title: str = "", email: str = "", tel: str = "") -> Contact | None:
    """Make a contact of what a list says; None for a line that names nobody."""
    fn, org, title, tel = (plain_line(each)[:LONGEST_FIELD] for each in (fn, org, title, tel))
    address = _ADDRESS.search(email)
    if "@" in fn:
        address, fn = address or _ADDRESS.search(fn), ""
    family, comma, given = (part.strip() for part in fn.partition(","))
    if comma and given:
        fn = f"{given} {family}"
    if not any(map(str.isalpha, fn)):
        fn = _spelt(address[0]) if address else ""
    if not (fn or address):
        return None
    return Contact(
        fn=_field(fn, parts=dict(name_parts(fn))),
        org=_field(org),
        title=_field(title),
        tel=_field(tel),
        email=_field(address[0].lower() if address else ""),
    )


def _field(value: str, parts: dict[str, str] | None = None) -> tuple[Field, ...]:
    if not value:
        return ()
    return (Field(value=value, raw=value, confidence=1.0, sure=True, origin=ORIGIN, parts=parts or {}),)


def _told(contact: Contact) -> Contact | None:
    """Take of a vCard what a list may say."""
    first = {
        kind: next((each.value for each in getattr(contact, kind)), "")
        for kind in ("fn", "org", "title", "email", "tel")
    }
    return _contact(**first)


def _spelt(address: str) -> str:
    """Give the name that an address spells, "" where it spells none."""
    words = re.split(r"[._-]", address.partition("@")[0])
    return " ".join(word.capitalize() for word in words) if len(words) > 1 and all(map(str.isalpha, words)) else ""


def _each_once(contacts: Iterable[Contact]) -> Iterator[Contact]:
    seen: set[tuple[str, ...]] = set()
    for each in contacts:
        email = each.email[0].value if each.email else ""
        key = (email,) if email else tuple(bare(field.value) for field in (*each.fn[:1], *each.org[:1]))
        if key not in seen:
            seen.add(key)
            yield each


def _refuse_formula(number: int, value: str) -> None:
    if is_formula(value):
        raise InputError(
            f"line {number}: a formula is no name: {value[:20]!r}", "write it as text, or take the line out"
        )


def is_again(before: Contact, now: Contact) -> bool:
    """Tell whether two entries of lists are one: the same address, else the same name, and no other company."""
    if before.email and now.email:
        return before.email[0].value == now.email[0].value
    if not (before.fn and now.fn) or bare(before.fn[0].value) != bare(now.fn[0].value):
        return False
    return not (before.org and now.org) or bare(before.org[0].value) == bare(now.org[0].value)
