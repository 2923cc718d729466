"""What other programs wrote into cards of people who turned out to be one: all of it is on the card that stays.

Their fields are one person's by then; this is about the lines that cardscan does not read, the user's own words in the
note, and a picture that the user chose.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from cardscan.sync.card import property_of, with_groups, with_one, without_lines
from cardscan.sync.ours import card_in, is_read, note_in, photo_of, readable
from cardscan.synced import Agreed, Edited
from cardscan.vcards.book import BookCard
from cardscan.vcards.lines import ContentLine, content_lines, unescape

#: Of the card itself, not of whoever is on it.
_OF_THE_CARD = ("VERSION", "UID", "REV", "PRODID", "SOURCE")
#: What stands once on a card (RFC 6350, 6 and RFC 2426): the card that stays has its own.
_ONCE = ("ROLE", "KIND", "GENDER", "ANNIVERSARY", "LANG", "TZ", "GEO", "CLASS", "MAILER", "SORT-STRING", "PHOTO")

Group = Sequence[ContentLine]  # a property with what labels it, or one alone


def gathered(edited: Edited, merged: Mapping[int, Edited]) -> Edited:
    """Give someone's card with what others wrote into the cards of those who were merged into them.

    merged: these cards, by ids. What came of one who is not among them any more goes again; what was taken off the card
    on a phone does not come back.
    """
    card, came = edited.card, dict(edited.gathered)
    for of in [each for each in came if int(each) not in merged]:
        card = _without(card, came.pop(of))
    photo = edited.agreed.photo if photo_of(card_in(card)) else ""  # where one that came is gone, ours comes back
    for of_id, other in merged.items():
        if str(of_id) not in came:
            new = [text for text in _added(other) if not _is_there(text, card, photo)]
            card, came[str(of_id)] = _with(card, new), tuple(new)
    if came == edited.gathered:
        return edited
    agreed = replace(edited.agreed, theirs=readable(card_in(card)), photo=photo)
    return Edited(card, agreed, came)


def handed_on(card: str, gone: str) -> str:
    """Give the card of someone on a server with what others wrote into that of who was merged into them.

    What we wrote into its note is not known any more: of that the lines come that are not there.
    """
    came = [text for text in _added(Edited(gone, Agreed("", "", ""))) if not text.startswith("NOTE:")]
    there = unescape(card_in(card).value("NOTE"))
    said = [line for line in unescape(card_in(gone).value("NOTE")).splitlines() if line not in there]
    came += filter(None, [property_of("NOTE", "\n".join(said))])
    return _with(card, [text for text in came if not _is_there(text, card, "")])


def _added(edited: Edited) -> Iterator[str]:
    """Yield what other programs wrote into a card, and nothing that came from another's."""
    card = card_in(edited.card)
    came = {_meaning(each) for those in edited.gathered.values() for each in those}
    own = [
        *("".join(line.raw for line in group) for group in _groups(card) if _is_added(group)),
        property_of("NOTE", _own_words(card, edited)),
        *(line.raw for line in card.properties if line.name == "PHOTO" and photo_of(card) != edited.agreed.photo),
    ]
    yield from (each for each in own if each and _meaning(each) not in came)


def _groups(card: BookCard) -> Iterator[Group]:
    """Part the properties of a card into those that stand alone, and those that share a group."""
    names = [line.group.upper() for line in card.properties]
    for at, line in enumerate(card.properties):
        if not line.group:
            yield (line,)
        elif names[at] not in names[:at]:
            yield [each for each, name in zip(card.properties, names, strict=True) if name == names[at]]


def _is_added(group: Group) -> bool:
    """Tell whether others wrote it. What is in a group with a value that is read says something of that value."""
    ours = any(is_read(line) for line in group if line.name != "X-ABLABEL")
    return not ours and any(line.value and line.name not in (*_OF_THE_CARD, "NOTE", "PHOTO") for line in group)


def _own_words(card: BookCard, edited: Edited) -> str:
    """Give what the user wrote around our note."""
    return unescape(card.value("NOTE")).replace(unescape(note_in(edited.agreed.ours)), "", 1).strip("\n")


def _is_there(text: str, card: str, ours: str) -> bool:
    """Tell whether a card has something already, or something else in its place. ours: its picture, if that is ours."""
    there, line = card_in(card), next(content_lines(text))
    if line.name == "NOTE":
        return unescape(line.value) in unescape(there.value("NOTE"))
    if line.name == "PHOTO":
        return photo_of(there) not in ("", ours)
    once = line.name in _ONCE and bool(there.value(line.name))
    return once or any(_meaning_of(group) == _meaning(text) for group in _groups(there))


def _with(card: str, texts: Sequence[str]) -> str:
    for text in texts:
        lines = tuple(content_lines(text))
        if lines[0].name == "NOTE":
            said = "\n".join(filter(None, (unescape(card_in(card).value("NOTE")), unescape(lines[0].value))))
            card = with_one(card, "NOTE", property_of("NOTE", said))
        elif lines[0].name == "PHOTO":
            card = with_one(card, "PHOTO", text)
        else:
            card = with_groups(card, [lines])
    return card


def _without(card: str, texts: Sequence[str]) -> str:
    """Take off a card what is still on it as it came."""
    for text in texts:
        line, there = next(content_lines(text)), card_in(card)
        if line.name == "NOTE":
            said = unescape(there.value("NOTE"))
            left = said.replace(unescape(line.value), "", 1).strip("\n").replace("\n\n", "\n")
            card = with_one(card, "NOTE", property_of("NOTE", left)) if left != said else card
        else:
            same = next((group for group in _groups(there) if _meaning_of(group) == _meaning(text)), ())
            card = without_lines(card, {each.number for each in same})
    return card


def _meaning(text: str) -> str:
    return _meaning_of(tuple(content_lines(text)))


def _meaning_of(group: Group) -> str:
    """Give what lines say, however they are folded and their group is called."""
    return repr(sorted((line.name, line.value, sorted(line.params.items())) for line in group))
