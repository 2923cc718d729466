"""Mails that introduce two people: to each whether they want it, to both once they do, to each how it went.

Nothing here sends any. Neither of the two is named to the other before both said yes, or where you write to both at
once.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cardscan.connections.introductions import notes_of
from cardscan.connections.letters.sentences import LeftOut, language_of, writable
from cardscan.connections.letters.unnamed import TELLS, tells_who, unnamed
from cardscan.connections.standing import held_back, note_that_counts
from cardscan.errors import InputError, RefusedError
from cardscan.export.draft import Draft, mail_to, who_it_is
from cardscan.export.outgoing import full_name
from cardscan.export.templating import Lang, fill_in
from cardscan.person import Person
from cardscan.text.plain import plain_line, plain_text

ASK, STRAIGHT, HAND_OVER, HEAR = "introduce-ask", "introduce", "hand-over", "how-did-it-go"
_BETWEEN = "\n* * *\n\n"  # the same in two languages


def ask(to: Person, about: Person, own: Path, lang: Lang | None = None, others: Iterable[str] = ()) -> Draft:
    """Ask one of two whether they want to be introduced to the other: what that one does, looks for and offers.

    Neither name nor company nor address of the other is in it. own, lang, others: as for `draft.follow_up`; by default
    it is in the language of your note about whom it is to. Raises as `introduction` does.
    """
    check_both(to, about)
    code = lang or language_for(to)
    others = tuple(others)
    left_out: list[LeftOut] = []
    they, you = {"role": ""}, {}
    title = plain_line(about.contact.title[0].value) if about.contact.title else ""
    if title and tells_who(title, about.contact):
        left_out.append(LeftOut(title, TELLS))
    else:
        they["role"] = title
    for part, text in wishes(about).items():
        told = unnamed(text, code, about.contact, others)
        they[part] = told.text
        left_out += told.left_out
    for part, text in wishes(to).items():
        said = writable(text, code, to.contact, others, elided=False)
        you[part] = said.text
        left_out += said.left_out
    subject, text = fill_in(ASK, code, own, {**who_it_is(to.contact), "they": they, "you": you})
    return Draft(mail_to([to], subject, text), tuple(left_out))


def introduction(seeker: Person, giver: Person, own: Path, lang: Lang | None = None) -> bytes:
    """Write "may I introduce you" to two people, with what each looks for and offers in your words, as an .eml.

    What you talked about with one of them is not for the other: it is not among the values of the template.
    Raises RefusedError unless both are quality connections, InputError without an address of both, where the notes do
    not say what either looks for or offers, for one person given twice, and for a bad template.
    """
    check_both(seeker, giver)
    said = [text for person in (seeker, giver) for text in wishes(person).values()]
    subject, text = fill_in(STRAIGHT, lang or language_of(said), own, _both(seeker, giver))
    return mail_to([seeker, giver], subject, text)


def hand_over(one: Person, other: Person, own: Path, lang: Lang | None = None) -> bytes:
    """Introduce two who both said yes; in the language of each, one after the other. Raises as `introduction` does."""
    check_both(one, other)
    codes = dict.fromkeys([lang] if lang else [language_for(each) for each in (one, other)])
    written = [fill_in(HAND_OVER, code, own, _both(one, other)) for code in codes]
    return mail_to([one, other], written[0][0], _BETWEEN.join(text for _, text in written))


def how_did_it_go(to: Person, other: Person, own: Path, lang: Lang | None = None) -> bytes:
    """Ask one of two who were introduced how it went. Raises RefusedError and InputError as `introduction` does."""
    check_both(to, other, wanted=False)
    values = {**who_it_is(to.contact), "other": who_it_is(other.contact)}
    subject, text = fill_in(HEAR, lang or language_for(to), own, values)
    return mail_to([to], subject, text)


def language_for(person: Person) -> Lang:
    """Tell in which language to write to someone: that of your note about them, as a follow-up has it."""
    counts = note_that_counts(person)
    return language_of((counts[1].talked, counts[1].can_help, *wishes(person).values()) if counts else ())


def check_both(one: Person, other: Person, wanted: bool = True) -> None:
    """Refuse to introduce one person to themselves, and whoever is no quality connection.

    wanted: also where your notes do not say what either looks for or offers.
    """
    if one.id == other.id:
        raise InputError("both are the same person", "name two people")
    for person in (one, other):
        if why := held_back(person):
            raise RefusedError(
                f"{full_name(person.contact)} cannot be introduced: {why}",
                "first note what you talked about with them and how you can help",
            )
    if wanted and not any(text for person in (one, other) for text in wishes(person).values()):
        raise InputError(
            "your notes do not say what one looks for and the other offers",
            'cardscan note WHO --looks-for "…" --offers "…" says it',
        )


def wishes(person: Person) -> dict[str, str]:
    """Give what someone looks for and offers, as the latest note that says it has it."""
    found = {"looks_for": "", "offers": ""}
    for note in notes_of(person):
        for part in found:
            found[part] = plain_text(getattr(note, part)) or found[part]
    return found


def _both(one: Person, other: Person) -> dict[str, Any]:
    return {name: {**who_it_is(person.contact), **wishes(person)} for name, person in (("one", one), ("other", other))}
