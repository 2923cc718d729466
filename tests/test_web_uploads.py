"""Photos handed in through the page: how far they are, and what to do about those of which nobody came."""

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import DESK
from served import Served, serving

from cardscan.store import open_store

STORY = Path(__file__).parent.parent / "samples" / "photos" / "story"
PHOTOS = [STORY / "Makers evening" / "IMG_1041.jpg", *sorted((STORY / "SME social hour").glob("*.jpg"))]
BROKEN = PHOTOS[0].read_bytes()[:60_000]

pytestmark = pytest.mark.engine


@pytest.fixture
def served(tmp_path: Path, db: str) -> Iterator[Served]:
    with serving(db, tmp_path / "log") as it:
        assert it.pair().status == 303
        yield it


@pytest.fixture
def page(browser: tuple[Any, Any], served: Served) -> Iterator[Any]:
    """The page where photos are handed in; it may not complain on its console."""
    name, _, value = served.cookie.partition("=")
    context = browser[0].new_context(**DESK, service_workers="block")
    context.add_cookies([{"name": name, "value": value, "url": served.base}])
    opened = context.new_page()
    said: list[str] = []
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.goto(f"{served.base}/capture")
    yield opened
    assert not said
    context.close()


def numbered(folder: Path, count: int) -> list[str]:
    """Files that no reader reads, each another one; reading them takes no time."""
    files = [folder / f"IMG_{number:04d}.jpg" for number in range(count)]
    for number, file in enumerate(files):
        file.write_bytes(b"no photo at all %d" % number)
    return [str(file) for file in files]


def end_of(served: Served, count: int) -> None:
    """Wait until so many photos came to an end."""
    deadline = time.monotonic() + 90
    while sum(each["done"] for each in served.get("/api/uploads").json()) < count:  # type: ignore[attr-defined]
        assert time.monotonic() < deadline
        time.sleep(0.2)


def seen_with(page: Any, status: str) -> list[str]:
    """Wait until the status says this, and return the kinds of the rows that were there at that moment."""
    # The first class is ours; htmx adds others for a moment.
    both = """() => [document.querySelector("#status").textContent,
                     [...document.querySelectorAll(".uploads li")].map(each => each.classList[0])]"""
    deadline = time.monotonic() + 240
    while True:
        said, rows = page.evaluate(both)
        if re.search(status, " ".join(said.split())):
            return list(rows)
        assert time.monotonic() < deadline, (said, rows)
        page.wait_for_timeout(50)


def test_it_says_which_are_read_how_many_wait_and_how_long_with_those_done_first(page: Any) -> None:
    page.locator("#library").set_input_files([str(file) for file in PHOTOS])
    seen_with(page, r"IMG_\d+\.jpg .*(is|are) being read; [1-5] waits?")
    rows = seen_with(page, r"being read.*: about \d+ (seconds|minutes?)")
    assert "done" in rows and "reads" in rows, rows
    assert rows == sorted(rows, key=["done", "reads", "waits"].index)
    assert rows.count("reads") <= 2
    page.locator("#status").get_by_text("All read").wait_for(timeout=300_000)
    assert page.locator("#done li.done").count() == len(PHOTOS)
    assert page.locator("#waiting li").count() == 0
    names = page.locator("#done .found b").all_inner_texts()
    assert names[-1] == "Perpetua Dunnachie" and "Oriel Tavernash" in names[:2]  # the last that was read is the first
    page.reload()
    assert sorted(page.locator("#done .found b").all_inner_texts()) == sorted(names)


def test_all_of_104_are_sent_and_one_that_fails_on_the_way_is_tried_again(
    page: Any, served: Served, db: str, tmp_path: Path
) -> None:
    lost = []

    def lose_one(route: Any) -> None:
        if b"IMG_0050.jpg" in (route.request.post_data_buffer or b"") and not lost:
            lost.append(route)
            route.abort()
        else:
            route.continue_()

    page.route("**/api/uploads", lose_one)
    page.locator("#library").set_input_files(numbered(tmp_path, 104))
    page.locator(".sending").get_by_text(re.compile(r"Sending \d+ of 104: IMG_\d{4}\.jpg")).wait_for()
    waits = page.locator("#waits")
    waits.get_by_text("cardscan cannot be reached").wait_for(timeout=60_000)  # nothing overtakes the one that is lost
    assert int(waits.locator("b").inner_text().split()[0]) == 54
    with open_store(db) as store:
        assert len(store.serving.uploads(200)) == 50
    waits.get_by_role("button", name="Send now").click()
    waits.wait_for(state="hidden", timeout=60_000)
    end_of(served, 40)
    with open_store(db) as store:
        names = [each.name for each in reversed(store.serving.uploads(200))]
    assert names == [f"IMG_{number:04d}.jpg" for number in range(104)]


def test_a_form_of_one_piece_takes_as_many(served: Served, db: str) -> None:
    many = {f"IMG_{number}.jpg": b"no photo %d" % number for number in range(104)}
    assert served.send("/capture", many).status == 303
    with open_store(db) as store:
        assert len(store.serving.uploads(200)) == 104


def test_looking_how_far_they_are_takes_nothing_out_of_your_hands(page: Any, served: Served, tmp_path: Path) -> None:
    """The list comes anew while someone types in a card by hand: neither what is typed nor the cursor goes."""
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(BROKEN)
    page.locator("#library").set_input_files([str(broken), *map(str, PHOTOS[:3])])
    row = page.locator("#done > li", has_text="broken.jpg")
    row.locator("summary", has_text="Type it in").click(timeout=60_000)
    typed = ""
    name = row.get_by_label("Name")
    name.focus()
    for letter in "Perpetua Dunnachie":
        page.keyboard.type(letter)
        typed += letter
        assert page.evaluate("document.activeElement.value") == typed
        page.wait_for_timeout(400)
    page.locator("#status").get_by_text("All read").wait_for(timeout=90_000)
    assert page.locator("#done > li").count() == 4
    assert page.evaluate("document.activeElement.value") == "Perpetua Dunnachie"


def test_one_that_failed_is_looked_at_tried_again_and_dismissed(
    page: Any, served: Served, db: str, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(BROKEN)
    page.locator("#library").set_input_files([str(broken)])
    row = page.locator("#done > li", has_text="broken.jpg")
    row.get_by_text("damaged or cut short").wait_for(timeout=60_000)
    picture = row.locator("a img")
    page.wait_for_function("document.querySelector('#done li a img').naturalWidth > 0")  # as much as there is of it
    answer = served.get(picture.get_attribute("src"))
    assert (answer.body, answer.headers["content-type"]) == (BROKEN, "image/jpeg")
    before = row.get_attribute("id")
    row.evaluate("row => { row.dataset.old = 'yes' }")
    row.get_by_role("button", name="Try again").click()
    page.locator("#done > li:not([data-old])").get_by_text("damaged or cut short").wait_for(timeout=60_000)  # once more
    assert page.locator("#done > li").count() == 1 and row.get_attribute("id") == before
    row.locator("summary", has_text="Dismiss").click()
    row.get_by_role("button", name="Delete the photo").click()
    row.wait_for(state="detached")
    assert page.evaluate("document.activeElement.id") == "handed-title"  # not at the top of the page
    with open_store(db) as store:
        assert not store.serving.uploads(9) and not store.failures()
    assert not [file for file in Path(f"{db}-photos").iterdir() if file.is_file()]
    page.reload()
    page.locator("#status").get_by_text("Nothing yet").wait_for()


def test_one_that_failed_is_typed_in_by_hand(page: Any, served: Served, db: str, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(BROKEN)
    page.locator("#library").set_input_files([str(broken)])
    row = page.locator("#done > li", has_text="broken.jpg")
    row.locator("summary", has_text="Type it in").click(timeout=60_000)
    row.get_by_label("Name").fill("Perpetua Dunnachie")
    row.get_by_label("Phone").fill("12")
    row.get_by_role("button", name="Add").click()
    page.get_by_role("alert").get_by_text("not a telephone number").wait_for()
    assert row.get_by_label("Name").input_value() == "Perpetua Dunnachie"
    row.get_by_label("Phone").fill("+44 131 496 0123")
    row.get_by_role("button", name="Add").click()
    page.get_by_role("status").get_by_text("Added as you typed it.").wait_for()
    assert page.locator("h1").inner_text() == "Perpetua Dunnachie"
    with open_store(db) as store:
        [person] = store.people()
        assert person.contact.tel[0].value == "+441314960123" and person.contact.fn[0].sure
        assert not store.failures()
        [handed] = store.serving.uploads(9)
        assert handed.people == (person.id,)
        store.forget(person.id)
    assert not [file for file in Path(f"{db}-photos").iterdir() if file.is_file()]  # the photo was theirs


def test_what_is_no_picture_is_handed_out_as_a_file_and_only_fruitless_ones_can_go(
    served: Served, db: str, tmp_path: Path
) -> None:
    shutil.copy(PHOTOS[0], tmp_path / "good.jpg")
    page = b"<script>alert(1)</script>"
    assert served.send("/capture", {"evil.heic": page, "good.jpg": PHOTOS[0].read_bytes()}).status == 303
    end_of(served, 2)
    ids = {each["name"]: each["id"] for each in served.get("/api/uploads").json()}  # type: ignore[attr-defined]
    answer = served.get(f"/uploads/{ids['evil.heic']}/photo")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"
    for act in ("dismiss", "person"):
        refused = served.post(f"/uploads/{ids['good.jpg']}/{act}", {"fn": "Perpetua Dunnachie"})
        assert refused.status == 422 and "People were found on this photo" in refused.text
    assert served.get("/uploads/99/photo").status == 422
    assert served.post("/uploads/99/dismiss").status == 422
    assert served.get("/capture/progress?since=yesterday").status == 422


@pytest.mark.parametrize(("said", "kept"), [("1760556612000", True), ("soon", False), ("9" * 40, False)])
def test_when_a_photo_was_changed_where_it_comes_from_comes_with_it(
    served: Served, db: str, said: str, kept: bool
) -> None:
    assert served.send("/api/uploads", {"IMG_1.jpg": b"no photo"}, changed=said).status == 202
    with open_store(db) as store:
        [upload] = store.serving.uploads(9)
        changed = (store.serving.place.photos / upload.file).stat().st_mtime
    assert (changed == 1760556612.0) is kept
