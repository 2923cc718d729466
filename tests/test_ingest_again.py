"""Photos on which nobody was found are failures; photos that are known are read anew, and what the user said stays."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import made
import pytest
from made import NOW, card, contact, field, noted
from PIL import Image

from cardscan.actions.edit_fields import Edit, edited
from cardscan.actions.ingest import Ingested, ingest
from cardscan.connections.likeness.merging import settle
from cardscan.connections.likeness.rereading import _BY_HAND
from cardscan.errors import RefusedError
from cardscan.model import Card, Contact, Failure, PhotoReading, Quad
from cardscan.person import Note, Person
from cardscan.photos.files import sha256_of
from cardscan.store import Store
from cardscan.sync.taking import ORIGIN

pytestmark = pytest.mark.both_engines

GAP = 60.0  # pixels between the fields of a card


def at(row: int, left: float = 0.0) -> Quad:
    top = row * GAP
    return (left, top), (left + 300, top), (left + 300, top + 40), (left, top + 40)


def said(name: str = "Tove Quil1", org: str = "Quil1 Ropes", **more: object) -> Contact:
    """What is read on a card; each field stands on a line of its own."""
    read = Contact(
        fn=(field(name, box=at(0), sure=False),),
        org=(field(org, box=at(1), sure=False),),
        tel=(field("+4520123456", box=at(2), type="cell"), field("+4533123456", box=at(3), type="work")),
        email=(field("tove@quill.example", box=at(4)),),
    )
    return replace(read, **more)  # type: ignore[arg-type]


RIGHT = said("Tove Quill", "Quill Ropes", title=(field("Ropemaker", box=at(5)),))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "IMG_1.jpg"
    path.write_bytes(b"a photo")
    return path


def place(card: Card, left: float) -> Card:
    corners = ((left, 0.0), (left + 900, 0.0), (left + 900, 500.0), (left, 500.0))
    return replace(card, corners=corners)


def run(store: Store, path: Path, *cards: Card, anew: bool = False, failure: Failure | None = None) -> Ingested:
    """Ingest a photo with these cards."""

    def read_all(paths: Iterable[Path]):  # type: ignore[no-untyped-def]
        for each in paths:
            yield PhotoReading(str(each), sha256_of(each), cards, failure=failure)

    return ingest([path], store, read_all, now=lambda: NOW, anew=anew)


def again(store: Store, path: Path, *cards: Card) -> Ingested:
    return run(store, path, *cards, anew=True)


def only(store: Store) -> Person:
    [person] = store.people()
    return person


def values(store: Store, kind: str, person: Person | None = None) -> list[str]:
    return [each.value for each in getattr((person or only(store)).contact, kind)]


def edit(store: Store, **change: object) -> None:
    store.edit(only(store).id, lambda now: edited(now, Edit(**change)), NOW)  # type: ignore[arg-type]


EMPTY = replace(card(Contact()), lines=(), codes=())


def test_a_photo_without_a_card_is_a_failure_until_somebody_is_found(store: Store, file: Path) -> None:
    done = run(store, file, EMPTY)
    [failure] = done.failures
    assert done.read == 0 and failure.failure.message.startswith("no card found: ") and failure.failure.advice
    assert [(each.path, each.failure.stage) for each in store.failures()] == [(str(file), "find")]
    assert not list(store.place.crops.glob("*"))
    assert run(store, file, EMPTY).failures  # it is tried again, and again
    assert run(store, file, card()).read == 1
    assert store.failures() == () and len(store.people()) == 1


def test_a_photo_with_somebody_and_a_blank_page_is_none(store: Store, file: Path) -> None:
    assert run(store, file, card(), EMPTY).failures == ()


@pytest.mark.parametrize(("folder", "failed"), [("back", 0), ("Back", 0), ("front", 1)])
def test_the_back_of_a_card_may_be_blank(store: Store, tmp_path: Path, folder: str, failed: int) -> None:
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "1.jpg").write_bytes(b"blank")
    assert len(run(store, tmp_path / folder / "1.jpg", EMPTY).failures) == failed


def test_what_is_read_better_takes_the_place_of_what_was_read(store: Store, file: Path) -> None:
    run(store, file, card(said()))
    before = only(store)
    done = again(store, file, replace(card(RIGHT), crop=made.JPEG + b"again"))
    after = only(store)
    assert (done.read, done.anew, done.renewed, done.skipped) == (0, 1, 1, 0)
    assert after.contact == RIGHT
    assert (after.id, after.uid, after.meetings) == (before.id, before.uid, before.meetings)
    assert after.crop and after.crop.read_bytes().endswith(b"again")
    store.sweep()
    assert len(list(store.place.crops.glob("*.jpg"))) == 1  # the picture from before has gone
    for _ in range(2):  # nothing is new in it any more
        assert again(store, file, card(RIGHT)).renewed == 0
    assert only(store).contact == RIGHT


def test_what_was_corrected_stays_and_what_was_removed_does_not_come_back(store: Store, file: Path) -> None:
    run(store, file, card(said()))
    edit(store, put={"fn": ["Tove Quillan"]}, remove=[("tel", "+4533123456")], add=[("email", "tove@home.example")])
    again(store, file, card(RIGHT))
    assert values(store, "fn") == ["Tove Quillan"]
    assert values(store, "tel") == ["+4520123456"]
    assert values(store, "email") == ["tove@quill.example", "tove@home.example"]
    assert (values(store, "org"), values(store, "title")) == (["Quill Ropes"], ["Ropemaker"])
    misread = replace(RIGHT, tel=(RIGHT.tel[0], field("+4533128456", box=at(3))))
    again(store, file, card(misread))  # what stands where the number stood that was removed
    assert values(store, "tel") == ["+4520123456"]


def test_what_was_accepted_stays_and_so_does_what_came_from_the_phone(store: Store, file: Path) -> None:
    assert ORIGIN in _BY_HAND
    run(store, file, card(said()))
    edit(store, accept=True)
    store.edit(
        only(store).id,
        lambda now: replace(now, org=(replace(now.org[0], value="Quilts", origin=ORIGIN),)),
        NOW,
    )
    was = only(store).contact
    again(store, file, card(RIGHT))
    assert only(store).contact == replace(was, title=RIGHT.title)


def test_notes_meetings_and_promises_stay(store: Store, file: Path) -> None:
    run(store, file, card(said()))
    noted(store, 1, Note("moves her shop to tiles", "introduce the installer", NOW), NOW)
    store.add_promise(1, "send the chart", "me", date(2026, 10, 9), NOW)
    store.add_meeting(1, date(2026, 10, 5), NOW, place="the pier")
    was = only(store)
    again(store, file, card(RIGHT))
    now = only(store)
    assert (now.meetings, now.promises) == (was.meetings, was.promises)
    assert now.contact == RIGHT


def test_undo_gives_back_the_fields_at_once(store: Store, file: Path) -> None:
    run(store, file, place(card(said()), 0), place(card(contact("Perrin Vane", tel=())), 1000))
    was = [person.contact for person in store.people()]
    better = contact("Perrin Vayne", tel=(), org="Vayne")
    again(store, file, place(card(RIGHT), 0), place(card(better), 1000))
    assert [person.contact for person in store.people()] == [RIGHT, better]
    assert store.undo(NOW).action == "again"
    assert [person.contact for person in store.people()] == was
    with pytest.raises(RefusedError):
        store.undo(NOW)
    again(store, file, place(card(RIGHT), 0), place(card(better), 1000))
    assert [person.contact for person in store.people()] == [RIGHT, better]


def test_cards_are_told_by_where_they_are_and_a_new_one_is_somebody_new(store: Store, file: Path) -> None:
    run(store, file, place(card(said()), 0))
    other = contact("Perrin Vane", "Vane & Co", email=(), tel=())
    done = again(store, file, place(card(other), 1000), place(card(RIGHT), 5))
    assert (done.anew, done.renewed, done.sure + done.to_check) == (1, 1, 1)
    assert [person.contact.fn[0].value for person in store.people()] == ["Tove Quill", "Perrin Vane"]
    done = again(store, file, place(card(other), 1000), place(card(RIGHT), 5))
    assert len(store.people()) == 2 and [len(each.meetings) for each in store.people()] == [1, 1]


def test_one_who_was_typed_in_has_the_card_that_is_found_at_last(store: Store, file: Path) -> None:
    typed = contact("Tove Quill", "", tel=(), email=(), title=())
    typed = replace(typed, fn=(replace(typed.fn[0], origin="user", raw="", box=None),))
    nowhere = Card(typed, (), ((0.0, 0.0),) * 4, 0)
    store.save(PhotoReading(str(file), sha256_of(file), (nowhere,)), [[typed]], NOW)
    again(store, file, card(said()))
    assert values(store, "fn") == ["Tove Quill"] and values(store, "org") == ["Quil1 Ropes"]


def test_two_on_one_card_each_get_their_own(store: Store, file: Path) -> None:
    def two(first: str, other: str) -> Card:
        names = (field(first, box=at(0), person=None), field(other, box=at(0, 400.0)))
        return card(said(org="Quill", fn=names, tel=(field("+4520123456", box=at(2), person=1),)))

    run(store, file, two("Tove Quil1", "Perrin Vane"))
    assert [values(store, "tel", each) for each in store.people()] == [[], ["+4520123456"]]
    again(store, file, two("Tove Quill", "Perrin Vayne"))
    assert [values(store, "fn", each) for each in store.people()] == [["Tove Quill"], ["Perrin Vayne"]]
    assert [values(store, "tel", each) for each in store.people()] == [[], ["+4520123456"]]


def test_what_another_card_said_stays_and_what_it_replaced_does_not_come_back(
    store: Store, file: Path, tmp_path: Path
) -> None:
    run(store, file, card(said()))
    later = tmp_path / "later" / "IMG_2.jpg"  # beside the other it would be its back
    later.parent.mkdir()
    later.write_bytes(b"another")
    new = {"tel": (field("+4555667788", box=at(2)),), "email": (field("tove@vane.example", box=at(4)),)}
    run(store, later, card(said("Tove Quill", "Vane & Co", **new)))
    one, other = store.people()
    store.merge(one.id, other.id, NOW, settle)
    was = only(store).contact
    assert values(store, "org") == ["Vane & Co"]
    again(store, file, card(RIGHT))
    assert values(store, "org") == ["Vane & Co"]
    assert set(values(store, "email")) == {each.value for each in was.email}
    assert len(only(store).meetings) == 2
    parted = store.split(only(store).id, min(met.id for met in only(store).meetings), NOW)
    assert len(store.people()) == 2 and parted.contact.fn


def test_what_was_removed_of_another_card_takes_nothing_of_this_one(store: Store, file: Path, tmp_path: Path) -> None:
    run(store, file, card(said()))
    later = tmp_path / "later" / "IMG_2.jpg"
    later.parent.mkdir()
    later.write_bytes(b"another")
    new = {"tel": (field("+4555667788", box=at(2)), field("+4555667799", box=at(3)))}
    run(store, later, card(said("Tove Quill", **new)))
    if len(store.people()) == 2:
        one, other = store.people()
        store.merge(one.id, other.id, NOW, settle)
    edit(store, remove=[("tel", "+4555667788")])
    misread = replace(RIGHT, tel=(RIGHT.tel[0], field("+4533123459", box=at(3))))
    again(store, file, card(misread))
    assert set(values(store, "tel")) == {"+4520123456", "+4533123459", "+4555667799"}


def test_what_was_removed_before_two_were_merged_does_not_come_back(store: Store, file: Path, tmp_path: Path) -> None:
    run(store, file, card(said()))
    edit(store, remove=[("tel", "+4533123456")])
    later = tmp_path / "later" / "IMG_2.jpg"
    later.parent.mkdir()
    later.write_bytes(b"another")
    run(store, later, card(contact("Perrin Vane", "", tel=(), email=(), title=())))
    one, other = store.people()
    store.merge(one.id, other.id, NOW, settle)
    again(store, file, card(RIGHT))
    assert values(store, "tel") == ["+4520123456"]


def test_who_was_forgotten_stays_forgotten_and_their_photo_is_not_read(store: Store, file: Path) -> None:
    run(store, file, card(RIGHT))
    store.forget(only(store).id)
    done = again(store, file, card(RIGHT))
    assert (done.skipped, done.anew) == (1, 0) and store.people() == ()


def test_who_was_forgotten_on_a_photo_with_others_does_not_come_back(store: Store, file: Path) -> None:
    other = contact("Perrin Vane", "Vane & Co")
    run(store, file, place(card(RIGHT), 0), place(card(other), 1000))
    store.forget(store.people()[0].id)
    again(store, file, place(card(RIGHT), 0))  # the others are not even found this time
    again(store, file, place(card(RIGHT), 0), place(card(other), 1000))
    assert values(store, "fn") == ["Perrin Vane"]


@pytest.mark.parametrize("failure", [None, Failure("read", "it took longer than 1 seconds", "retry")])
def test_what_cannot_be_read_this_time_stays_and_is_said(store: Store, file: Path, failure: Failure | None) -> None:
    run(store, file, card(RIGHT))
    done = run(store, file, EMPTY, anew=True, failure=failure)
    assert len(done.failures) == 1 and done.anew == 0
    assert only(store).contact == RIGHT and store.failures() == ()


def test_photos_that_are_new_or_failed_are_read_too(store: Store, file: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"bad")
    run(store, bad, failure=Failure("decode", "cut off"))
    assert again(store, bad, card(RIGHT)).read == 1
    assert again(store, file, card(contact())).read == 1
    assert len(store.people()) == 2


def lying(width: int, height: int) -> bytes:
    """A JPEG of a blank sheet, whose header says another size than its data has."""
    out = BytesIO()
    Image.new("RGB", (640, 480), (250, 250, 250)).save(out, "JPEG")
    data = out.getvalue()
    size = data.index(b"\xff\xc0") + 5
    return data[:size] + height.to_bytes(2) + width.to_bytes(2) + data[size + 4 :]


@pytest.mark.engine
def test_jpegs_that_lie_about_themselves_are_named_listed_and_tried_again(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    whole = lying(640, 480)
    photos = {
        "tall.jpg": lying(640, 9000),
        "wide.jpg": lying(5000, 480),
        "small.jpg": lying(64, 48),
        "cut.jpg": whole[: len(whole) * 2 // 3],
        "junk.jpg": whole + bytes(range(256)) * 40,
    }
    for name, content in photos.items():
        (tmp_path / name).write_bytes(content)
    code, out, err = run("ingest", str(tmp_path), "--jobs", "1", "--engine", "rapidocr")
    assert (code, out) == (1, "0 photos read, 5 failed\n")
    assert err.count("no card found: ") >= 4 and "Traceback" not in err
    assert all(f"{tmp_path / name}: " in err for name in photos)
    listed = run("retry", "--list")[1]
    assert all(name in listed for name in photos)
    assert run("retry", str(tmp_path / "junk.jpg"), "--jobs", "1", "--engine", "rapidocr")[:2] == (
        1,
        "0 photos read, 1 failed\n",
    )
