"""Join somebody with a card that was in the address book before: which one, and what both agree on from the first."""

from collections.abc import Iterable, Sequence

from cardscan.errors import InputError, candidates
from cardscan.model import Field
from cardscan.person import Person
from cardscan.sync.already import Already
from cardscan.sync.keys import identity
from cardscan.sync.ours import Ours, card_in
from cardscan.sync.taking import as_typed
from cardscan.synced import Agreed
from cardscan.vcards.book import BookCard
from cardscan.vcards.contact import fields_of
from cardscan.vcards.lines import ContentLine

Number = tuple[tuple[ContentLine, ...], Field]  # with what labels it


def chosen(who: str, found: Sequence[Already], wanted: str) -> Already:
    """Say which card is meant: by its path, key or name, or the only one.

    Raises InputError, with the choice, where it is not clear; `who` is what the person is called by.
    """
    cards = [each for each in found if each.path]
    meant = [each for each in cards if wanted in ("", each.path, each.key, each.name)]
    if len(meant) == 1:
        return meant[0]
    if not cards:
        raise InputError("no card there is asked about", "cardscan sync --dry-run says about whom there is a question")
    rows = [f"--link {who}={each.key}  {each.name}" for each in cards]
    raise InputError(candidates("which card there is theirs?", rows), "say which")


def agreed_at_first(person: Person, mine: Ours, theirs: BookCard) -> Agreed:
    """Give what our card and theirs agree on from the first: numbers, however each writes and calls them."""
    ours = _numbers(card_in(mine.text))
    here = {identity("tel", field) for _, field in ours}
    same = {
        key: lines
        for lines, field in _numbers(theirs)
        if (key := identity("tel", as_typed("tel", field, person.contact))) in here
    }
    return Agreed(_card(lines for lines, field in ours if identity("tel", field) in same), "", _card(same.values()))


def _numbers(card: BookCard) -> list[Number]:
    found = []
    for line in card.properties:
        if line.name == "TEL":
            labels = [each for each in card.properties if each.name == "X-ABLABEL" and each.group == line.group != ""]
            found += [((line, *labels), field) for _, field in fields_of([line, *labels])]
    return found


def _card(parts: Iterable[tuple[ContentLine, ...]]) -> str:
    lines = (line.raw.rstrip("\r\n") + "\r\n" for each in parts for line in each)
    return "".join(("BEGIN:VCARD\r\n", *lines, "END:VCARD\r\n"))
