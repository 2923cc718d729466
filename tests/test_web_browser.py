"""What someone does with the pages, in a real Chromium against a real server: desk, phone, keys, without JavaScript."""

import re
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import vobject
from axe_playwright_python import sync_playwright as axe
from browser import DESK, let_in
from served import Served, serving

from cardscan.store import open_store

STORY = Path(__file__).parent.parent / "samples" / "photos" / "story"
FIRST = STORY / "Makers evening" / "IMG_1041.jpg"
EVENING = sorted((STORY / "SME social hour").glob("*.jpg"))
PAGES = ("/", "/people", "/people/1", "/people/1/merge?q=Perpetua", "/review", "/capture", "/offline", "/today",
         "/events", "/events/new", "/events/1?view=prepare", "/events/1?view=live", "/events/1?view=report",
         "/events/1/edit", "/recall", "/introductions", "/phone",
         "/phone/contacts", "/settings", "/more", "/pair",
         "/nothing")  # fmt: skip
TALKED = "her ferries lose a week of paint every winter"
HELP = "introduce the hull paint lab by next Friday"

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("web") / "x.db")


@pytest.fixture(scope="module")
def served(db: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(db, tmp_path_factory.mktemp("log") / "log") as it:
        yield it


@pytest.fixture(scope="module")
def desk(browser: tuple[Any, Any], served: Served) -> Iterator[Any]:
    with let_in(browser[0], served.link) as page:
        yield page


def hand_in(page: Any, base: str, *files: Path, wait: bool = True) -> None:
    page.goto(f"{base}/capture")
    page.locator("#library").set_input_files([str(file) for file in files])
    if wait:
        page.locator("#handed .uploads li.done").nth(len(files) - 1).wait_for(timeout=90_000)


def test_photos_become_a_quality_connection(desk: Any, served: Served, db: str, tmp_path: Path) -> None:
    """Hand in, wait, correct, be refused, write a note, take the contact along: the whole way of a card."""
    desk.goto(f"{served.base}/events/new")
    desk.get_by_label("Name").fill("Makers evening")
    desk.get_by_label("Day", exact=True).fill("2026-10-15")
    desk.get_by_label("Whom do you want to meet?").fill("someone who paints ships")
    desk.get_by_role("button", name="Save").click()
    desk.get_by_role("heading", name="Makers evening").wait_for()

    hand_in(desk, served.base, FIRST)
    desk.locator("#handed").get_by_text("Perpetua Dunnachie").wait_for()
    hand_in(desk, served.base, FIRST)  # the same photo again says so
    desk.get_by_text("was already there").wait_for()

    desk.locator("#handed a.found").first.click()
    desk.wait_for_url(re.compile(r"/people/\d+"))
    row = desk.locator("[data-field=title-0]")
    row.locator("summary").click()
    desk.locator("polygon.lit").wait_for()  # where it stands on the card; there are not two
    row.locator("[data-first]").fill("Head of Oats")
    row.get_by_role("button", name="Save").click()
    desk.get_by_role("status").get_by_text("Saved.").wait_for()
    assert "Head of Oats" in desk.locator("[data-field=title-0]").inner_text()

    desk.locator("[data-field=tel-0] summary").click()
    desk.locator("[data-field=tel-0] [data-first]").fill("12")
    desk.locator("[data-field=tel-0]").get_by_role("button", name="Save").click()
    desk.get_by_role("alert").get_by_text("too short").wait_for()

    desk.get_by_role("button", name="Save the note").click()
    desk.get_by_role("alert").get_by_text("The note does not say enough yet").wait_for()
    assert desk.locator(".standing").inner_text() in ("Card", "Contact")
    desk.get_by_label("What did you talk about?").press_sequentially("nice chat")
    desk.locator("#verdict-talked").get_by_text("It could be said of anyone").wait_for()  # told while it is typed
    desk.get_by_label("What did you talk about?").fill(TALKED)
    desk.get_by_label("How can you help?").fill(HELP)
    desk.get_by_role("button", name="Save the note").click()
    desk.get_by_role("status").get_by_text("A quality connection:").wait_for()
    assert "Quality connection" in desk.locator(".standing").inner_text()
    assert "introduce the hull paint lab" in desk.locator("#promises").inner_text()

    with desk.expect_download() as coming:
        desk.get_by_role("link", name="Contact (.vcf)").click()
    file = tmp_path / "card.vcf"
    coming.value.save_as(file)
    contact = vobject.readOne(file.read_text(encoding="utf-8"))
    assert (contact.fn.value, contact.title.value) == ("Perpetua Dunnachie", "Head of Oats")
    answer = desk.request.get(f"{served.base}/contacts.vcf")
    assert answer.text().count("BEGIN:VCARD") == 1
    with open_store(db) as store:
        [person] = store.people()
    assert person.meetings[-1].event == "Makers evening"


def test_a_phone_is_paired_and_photographs(browser: tuple[Any, Any], desk: Any, served: Served) -> None:
    context = browser[0].new_context(**browser[1]["iPhone 13"])
    phone = context.new_page()
    phone.goto(f"{served.base}/people")
    assert phone.url == f"{served.base}/pair"  # not without being let in
    assert "Perpetua" not in phone.content()
    desk.goto(f"{served.base}/settings")
    desk.get_by_role("button", name="Pair another device").click()
    phone.goto(desk.locator("code.link").inner_text())
    phone.get_by_role("button", name="Let it in").tap()
    phone.get_by_text("This browser is now paired.").wait_for()
    phone.goto(f"{served.base}/capture")
    assert phone.locator("#camera").get_attribute("capture") == "environment"
    phone.locator("#camera").set_input_files([str(EVENING[0])])
    phone.locator("#handed .uploads li.done").nth(2).wait_for(timeout=90_000)
    for path in ("/", "/people/1", "/capture"):
        phone.goto(served.base + path)
        assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        small = phone.evaluate(
            "[...document.querySelectorAll('main button, main a.button, main summary, nav a')]"
            ".filter(e => e.offsetParent && e.getBoundingClientRect().height < 44).map(e => e.outerHTML.slice(0, 80))"
        )
        assert not small, path
    context.close()


def test_the_desk_is_worked_by_keys(desk: Any, served: Served) -> None:
    desk.goto(f"{served.base}/people")
    desk.keyboard.press("?")
    desk.locator("#keys").wait_for()
    desk.keyboard.press("Escape")
    desk.keyboard.press("/")
    desk.keyboard.type("Perpetua")
    desk.wait_for_url(re.compile("q=Perpetua"))
    desk.keyboard.press("Escape")  # leaves the field, and what was looked for stays
    assert desk.get_by_role("searchbox").input_value() == "Perpetua"
    desk.keyboard.press("j")
    desk.locator("main a:focus").wait_for()
    desk.keyboard.press("Enter")
    desk.wait_for_url(re.compile(r"/people/\d+"))
    desk.keyboard.press("n")
    assert desk.evaluate("document.activeElement.id") in ("talked", "")
    desk.keyboard.press("Escape")
    desk.keyboard.press("g")
    desk.keyboard.press("t")
    desk.wait_for_url(f"{served.base}/today")


def test_forms_work_without_javascript(browser: tuple[Any, Any], desk: Any, served: Served) -> None:
    context = browser[0].new_context(**DESK, java_script_enabled=False, storage_state=desk.context.storage_state())
    page = context.new_page()
    page.goto(f"{served.base}/people/1")
    page.locator("#fields summary.button").click()
    page.get_by_label("Its value").fill("+44 20 7946 0958")
    page.locator("#fields form[action$=add] button").click()
    page.get_by_role("status").get_by_text("Added.").wait_for()  # a form sent without a script: the next page comes
    assert "+44 20 7946 0958" in page.content()
    page.get_by_role("button", name="Take it back").click()
    page.get_by_role("status").get_by_text("Taken back.").wait_for()
    page.wait_for_load_state()
    assert "+44 20 7946 0958" not in page.content()
    page.goto(f"{served.base}/people?q=perpetua")
    page.get_by_text("Perpetua Dunnachie").first.wait_for()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_shuts_anyone_out(browser: tuple[Any, Any], desk: Any, served: Served, scheme: str) -> None:
    context = browser[0].new_context(**DESK, color_scheme=scheme, storage_state=desk.context.storage_state())
    page = context.new_page()
    source = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    rules = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"
    for path in PAGES:
        page.goto(served.base + path)
        page.evaluate("document.querySelectorAll('details').forEach(e => { e.open = true })")
        page.evaluate(source)  # through the browser's own channel: the page's policy lets no script of ours in
        found = page.evaluate(f"axe.run(document, {rules}).then(r => r.violations)")
        bad = [
            (each["id"], each["impact"], [node["html"][:120] for node in each["nodes"][:3]])
            for each in found
            if each["impact"] in ("serious", "critical")
        ]
        assert not bad, (path, bad)
    context.close()


def test_pages_are_light(desk: Any, served: Served) -> None:
    """Besides the card's picture the Inbox and a person take less than 200 KB, all counted as it is sent."""
    for path in ("/", "/people/1"):
        sizes: list[int] = []
        count = lambda answer, sizes=sizes: sizes.append(0 if "/crops/" in answer.url else len(answer.body()))  # noqa: E731
        fresh = desk.context.browser.new_context(**DESK, storage_state=desk.context.storage_state())
        page = fresh.new_page()
        page.on("response", count)
        page.goto(served.base + path, wait_until="networkidle")
        fresh.close()
        assert 10_000 < sum(sizes) < 200_000, (path, sizes)


def within(seconds: float, true: Callable[[], object]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def count(database: sqlite3.Connection, where: str) -> int:
    """Count the photos that were handed in of which something is so."""
    return int(database.execute(f"SELECT count(*) FROM upload WHERE {where}").fetchone()[0])  # noqa: S608 - our own


def test_a_server_that_is_killed_while_it_reads_loses_nothing(browser: tuple[Any, Any], tmp_path: Path) -> None:
    db, log = str(tmp_path / "x.db"), tmp_path / "log"
    photos = [tmp_path / f"IMG_{number}.jpg" for number in range(len(EVENING))]
    for file, copy in zip(EVENING, photos, strict=True):
        shutil.copy(file, copy)
    with serving(db, log) as it:
        context = browser[0].new_context(**DESK)
        page = context.new_page()
        page.goto(it.link)
        page.get_by_role("button", name="Let it in").click()
        hand_in(page, it.base, *photos, wait=False)
        page.locator("#handed .uploads li").nth(len(photos) - 1).wait_for(timeout=60_000)
        with closing(sqlite3.connect(db)) as database:  # sooner than the page, which asks every two seconds
            within(180, lambda: count(database, "done IS NOT NULL"))
            assert it.end(signal.SIGKILL) == -signal.SIGKILL
            waiting = count(database, "done IS NULL")
        context.close()
    assert waiting > 0, "it was too quick to be killed in the middle"
    with serving(db, log) as it:
        it.pair()
        with open_store(db) as store:
            within(300, lambda: not store.serving.waiting())
            uploads = store.serving.uploads(10)
            people = store.people()
        assert it.end() == 0
    assert len(uploads) == len(photos) and all(each.done and not each.failure for each in uploads)
    names = {person.contact.fn[0].value for person in people if person.contact.fn}
    assert {"Perpetua Dunnachie", "Caspian Wrathall", "Ysolde Farrowmere", "Oriel Tavernash"} <= names
    kept = sorted(file for file in (tmp_path / "x.db-photos").iterdir() if file.is_file())
    assert [file.name[:8] for file in kept] == [f"{number:08d}" for number in range(1, len(photos) + 1)]
    assert sorted(file.read_bytes() for file in kept) == sorted(photo.read_bytes() for photo in photos)
    assert not list((tmp_path / "x.db-photos" / "coming").iterdir())
