"""What was corrected once is repaired the next time."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import made
import pytest

from cardscan.actions.edit_fields import Edit, edited
from cardscan.actions.ingest import ingest
from cardscan.connections.likeness.corrections import Corrections, learn, repaired
from cardscan.model import Contact, Field, PhotoReading
from cardscan.store import Store


def corrected(contact: Contact, **values: str) -> Contact:
    return edited(contact, Edit(put={kind: [value] for kind, value in values.items()}))


def colleague(**more: object) -> Contact:
    """Someone else of the company, with other numbers."""
    there = made.contact("Tove Quill", email=(made.field("tove@brackwyth.example"),), tel=())
    return replace(there, **more)  # type: ignore[arg-type]


def test_the_same_domain_gets_the_same_company() -> None:
    known = learn([corrected(made.contact(org="8rackwvth"), org="Brackwyth & Sønner")])
    for org in ((), (made.field("8RKWVT", sure=False),), (made.field("Sønner Ltd", sure=False),)):
        [field] = repaired(colleague(org=org), known).org
        assert (field.value, field.sure) == ("Brackwyth & Sønner", False)
        assert field.origin.endswith("enrich: you corrected the company of brackwyth.example")
    other = made.contact(org="8RKWVT", email=(made.field("o@eel.example"),))
    assert repaired(other, known) == other


def test_a_company_that_is_surely_another_stays() -> None:
    known = learn([corrected(made.contact(org="8rackwvth"), org="Brackwyth & Sønner")])
    assert repaired(colleague(org=(made.field("Tide Institute"),)), known).org == (made.field("Tide Institute"),)
    [spelled] = repaired(colleague(org=(made.field("BRACKWYTH & SØNNER A/S"),)), known).org
    assert (spelled.value, spelled.raw, spelled.sure) == ("Brackwyth & Sønner", "BRACKWYTH & SØNNER A/S", True)


def test_free_mail_tells_no_company() -> None:
    mail = (made.field("ottoline@gmail.com"),)
    known = learn([corrected(made.contact(org="8rackwvth", email=mail), org="Brackwyth & Sønner")])
    assert known.companies == {}
    new = made.contact("Tove Quill", org="", email=(made.field("tove@gmail.com"),))
    assert repaired(new, known) == new


@pytest.mark.parametrize(
    ("kind", "read", "right"),
    [
        ("org", "8rackwvth & Sonner", "Brackwyth & Sønner"),
        ("title", "Head 0f Tldes", "Head of Tides"),
        ("dept", "Tidal Resaerch", "Tidal Research"),
        ("url", "www.brackwvth.example", "www.brackwyth.example"),
        ("adr", "Tlde Quay 3, 4000 Ebblng", "Tide Quay 3, 4000 Ebbing"),
    ],
)
def test_the_same_misread_is_repaired(kind: str, read: str, right: str) -> None:
    values = {"email": (), kind: (made.field(read, sure=False),)}
    known = learn([corrected(replace(made.contact(), **values), **{kind: right})])  # type: ignore[arg-type]
    [exact] = getattr(repaired(replace(colleague(), **values), known), kind)  # type: ignore[arg-type]
    assert (exact.value, exact.raw, exact.sure) == (right, read, True)
    assert exact.origin == f'tesseract+rapidocr; enrich: you corrected "{read}"'
    shouted = replace(colleague(), **{**values, kind: (made.field(read.upper(), sure=True),)})  # type: ignore[arg-type]
    [alike] = getattr(repaired(shouted, known), kind)
    assert (alike.value, alike.sure) == (right, False)


@pytest.mark.parametrize(
    ("read", "right"),
    [("Manager", "Head of Sales"), ("Sales Manager", "Sales Manager Nordics"), ("HEAD OF TIDES", "Head of Tides")],
)
def test_what_was_put_otherwise_was_not_misread(read: str, right: str) -> None:
    known = learn([corrected(made.contact(title=(made.field(read),)), title=right)])
    assert known.misread == {}


def test_a_misread_domain() -> None:
    was = made.contact(email=(made.field("ottoline@brackwvth.example"),))
    known = learn([corrected(was, email="ottoline@brackwyth.example")])
    new = made.contact("Tove Quill", email=(made.field("tove@brackwvth.example", sure=False),),
                       url=(made.field("www.brackwvth.example/tove"),))  # fmt: skip
    contact = repaired(new, known)
    assert [(each.value, each.sure) for each in contact.email] == [("tove@brackwyth.example", False)]
    assert [each.value for each in contact.url] == ["www.brackwyth.example/tove"]


def test_another_address_is_no_misread_one() -> None:
    for before, after in (("o@brackwyth.example", "o@tides.example"), ("o@gmail.com", "o@gmall.example"),
                          ("o@gmai1.example", "o@gmail.com")):  # fmt: skip
        was = made.contact(email=(made.field(before),))
        assert learn([corrected(was, email=after)]).domains == {}


def test_the_latest_correction_holds() -> None:
    first = corrected(made.contact(org="8rackwvth"), org="Brackwyth")
    second = corrected(made.contact(org="8rackwvth"), org="Brackwyth & Sønner")
    known = learn([first, second])
    assert known.companies == {"brackwyth.example": "Brackwyth & Sønner"}
    [field] = repaired(colleague(org=(made.field("8rackwvth"),)), known).org
    assert field.value == "Brackwyth & Sønner"


def test_nothing_corrected_changes_nothing() -> None:
    assert learn([made.contact()]) == Corrections()
    assert repaired(made.contact(), Corrections()) == made.contact()


def test_corrections_are_read_from_what_is_stored(store: Store) -> None:
    for number, name in enumerate(("Ottoline Brackwyth", "Zdislav Brackwyth", "Tove Quill")):
        store.save(made.photo(f"/{number}.jpg"), [(made.contact(name, org="8rackwvth"),)], made.NOW)
    change: Callable[[Contact], Contact] = lambda contact: corrected(contact, org="Brackwyth & Sønner")  # noqa: E731
    store.edit(2, change, made.NOW)
    assert store.directory.corrections().companies == {"brackwyth.example": "Brackwyth & Sønner"}
    store.undo(made.NOW)
    assert store.directory.corrections() == Corrections()


def test_a_new_card_is_repaired_as_it_comes_in(tmp_path: Path, store: Store) -> None:
    store.save(made.photo("/1.jpg"), [(made.contact(org="8rackwvth"),)], made.NOW)
    store.edit(1, lambda contact: corrected(contact, org="Brackwyth & Sønner"), made.NOW)
    path = tmp_path / "2.jpg"
    path.write_text("2")

    def read(path: Path) -> PhotoReading:
        return made.photo(str(path), made.card(colleague(org=(field,))), content="2")

    field: Field = made.field("8rackwvth", sure=False)
    ingest([path], store, lambda paths: (read(each) for each in paths), now=lambda: made.NOW)
    assert [each.value for each in store.person(2).contact.org] == ["Brackwyth & Sønner"]
    assert store.person(2).contact.org[0].sure
