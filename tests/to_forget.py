"""Someone of whom every table of a store holds something, to be forgotten."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import made

from cardscan.actions.edit_fields import Edit, edited
from cardscan.model import Contact
from cardscan.person import Event, Note, Person
from cardscan.store import Store
from cardscan.store.uploads import Arrived
from cardscan.sync.phone import SyncWriter, card_of
from cardscan.synced import Account, Agreed, Synced

LATER = made.NOW + timedelta(hours=2)
NAME = "Quendolin Zwickelbart"
TALKED = "dredges the zibbelkanal, which silts up behind the lock"


def contact(name: str = NAME, org: str = "Zwickelbart & Zwo", **more: object) -> Contact:
    email = made.field(f"{name.partition(' ')[0].lower()}@zwickelbart.example")
    return made.contact(name, org, **{"email": (email,), "tel": (made.field("+4520987654"),), **more})


def scan(store: Store, path: str, *on_cards: tuple[Contact, ...], content: str = "") -> tuple[Person, ...] | None:
    cards = [
        replace(made.card(people[0], crop=made.JPEG), lines=(made.line(" ".join(each.fn[0].value for each in people)),))
        for people in on_cards
    ]
    return store.save(made.photo(path, *cards, content=content), on_cards, made.NOW)


def hand_in(store: Store, path: str) -> None:
    """Let the photo at a path have come through the page."""
    part = store.place.photos / "coming" / "part"
    part.parent.mkdir(parents=True, exist_ok=True)
    part.write_bytes(b"a photo of zwick")
    store.serving.take_in(Arrived(part, made.photo(path).sha256, Path(path).name, ".jpg"), None, made.NOW)


def live(store: Store) -> Person:
    """Someone of whom every table holds something, and something that was changed, merged and split."""
    hand_in(store, "/photos/zwickelbart.jpg")
    [one] = scan(store, "/photos/zwickelbart.jpg", (contact(),)) or ()
    [old] = scan(store, "/photos/zwickelbart old.jpg", (contact("Quendolin Zwicki", org="Zibbel AG"),)) or ()
    [back] = scan(store, "/photos/back.jpg", (contact("Quendolin Q.", org="Zwo Zibbel"),)) or ()
    [other] = scan(store, "/photos/other.jpg", (made.contact("Ada Quillfeather"),)) or ()
    fair = store.add_event(Event(0, "Tide fair", date(2026, 10, 2)), made.NOW)
    store.join_back(one.id, back.id, LATER, lambda older, newer: newer)
    store.merge(one.id, old.id, LATER, lambda older, _newer: older)
    store.change_meeting(one.meetings[0].id, LATER, event_id=fair.id, place="Zibbel hall")
    made.noted(store, one.id, Note(TALKED, "introduce our zwickologist in Ghent", made.NOW, remember="zwick"), LATER)
    store.memos.add(one.meetings[0].id, made.sound("zwickly said", "zibbel.wav"), LATER)
    on_a_phone(store, one.uid)
    made.unfinished(store, one.id, Note("zibbel chat", "", LATER), LATER)
    store.add_promise(one.id, "send the zibbel map", "me", None, LATER)
    store.their_dates.add(one.id, "zwick launch", date(2026, 12, 20), LATER)
    store.add_contacted(one.id, date(2026, 10, 20), LATER)
    store.set_cadence(one.id, "quarter", LATER)
    store.many.file([one.id], "waits", LATER)
    store.add_recall(one.id, LATER, 3)
    store.asked.ask([one.id], LATER)
    store.say_someone_else(one.id, other.id, LATER)
    store.introductions.add(one.id, other.id, ((one.id, "asked", ""),), LATER)
    store.guests.put(fair.id, [contact()], LATER)
    store.edit(one.id, lambda now: edited(now, Edit(add=[("title", "Zwickelmeister")])), LATER)
    book = [(1, contact(org="Zibbel Zwo")), (9, made.contact("Ada Quillfeather"))]
    store.address_files.put("/books/own.vcf", "0", book, LATER)
    book = store.servers.choose(Account("https://cloud.example/book/", "tove", "Book"), LATER)
    agreed = Agreed("FN:Quendolin Zwickelbart", "", "NOTE:zibbel")
    store.servers.put(book, Synced(one.id, "/book/1.vcf", '"1"', agreed, sending=agreed))
    store.guests.look_up(store.guests.of(fair.id))
    return store.person(one.id)


def on_a_phone(store: Store, uid: str) -> None:
    """Have a phone write into someone's card in our own address book."""
    writer = SyncWriter()
    store.phone.catch_up(writer, LATER)
    [card] = store.phone.named("quality", [each.name for each in store.phone.listed("quality")])
    assert card.person and card.person.uid == uid
    text = card_of(card).replace("END:VCARD", "X-ZIBBEL:quendolin\r\nEND:VCARD")
    store.phone.write(card.name, uid, text, lambda _number: True, writer, LATER)
