"""A phone without a connection, in a real Chromium of its size: what is taken waits in it, and nothing is lost."""

import json
import re
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import numpy as np
import pytest
from axe_playwright_python import sync_playwright as axe
from browser import ARGUMENTS, program
from cutting_proxy import CUTS, cutting
from made import NOW, contact
from PIL import Image
from served import Served, serving

from cardscan.actions.mine import set_mine
from cardscan.ocr.qr import read_codes
from cardscan.person import Event
from cardscan.store import open_store

PHOTO = Path(__file__).parent.parent / "samples" / "photos" / "story" / "Makers evening" / "IMG_1041.jpg"
TALKED, HELP = "her ferries lose a week of paint every winter", "introduce the hull paint lab by next Friday"
NOTES = [f"their boat number {number} needs a new keel" for number in range(10)]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def playwright() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    program()
    with sync_playwright() as found:
        yield found


@contextmanager
def phone(playwright: Any, folder: Path, served: Served | None = None, base: str = "", **how: Any) -> Iterator[Any]:
    """A phone's browser that keeps what it kept in this folder, paired where a server is given."""
    pixel = {name: value for name, value in playwright.devices["Pixel 7"].items() if name != "default_browser_type"}
    context = playwright.chromium.launch_persistent_context(
        str(folder), executable_path=program(), args=ARGUMENTS, **(pixel | how)
    )
    try:
        if served:
            name, _, value = served.cookie.partition("=")
            year = time.time() + 3e7  # as long as the server's own: it outlives the browser
            context.add_cookies([{"name": name, "value": value, "url": base or served.base, "expires": year,
                                  "sameSite": "Strict", "httpOnly": True}])  # fmt: skip
        yield context.pages[0]
    finally:
        context.close()


def shoot(page: Any, folder: Path, number: int) -> Any:
    """Take a photo, as the camera hands it over; no reader reads it, so that takes no time."""
    file = folder / f"IMG_{number:04d}.jpg"
    file.write_bytes(b"no photo at all %d " % number * 4000)
    page.locator("#camera").set_input_files(str(file))
    row = page.locator("#shots > li").first
    row.get_by_text(file.name).wait_for()
    return row


def until(page: Any, true: str) -> None:
    within(90, lambda: page.evaluate(true))


def ready(page: Any, base: str) -> None:
    """Open the page, until it would open without a connection, too."""
    page.goto(f"{base}/capture")
    until(page, "navigator.serviceWorker.controller !== null && caches.match('/offline').then((kept) => Boolean(kept))")


def within(seconds: float, true: Callable[[], object]) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def on_the_desk(db: str) -> list[tuple[str, str]]:
    with open_store(db) as store:
        return [(each.name, each.talked) for each in reversed(store.serving.uploads(99))]


EXPECTED = [(f"IMG_{number:04d}.jpg", note) for number, note in enumerate(NOTES)]


def test_ten_photos_without_a_connection_outlive_the_browser_and_come_once_in_order(
    playwright: Any, db: str, tmp_path: Path
) -> None:
    port = free_port()
    profile = tmp_path / "profile"
    with open_store(db) as store:
        event = store.add_event(Event(0, "Tide fair", NOW.date()), NOW)
    with serving(db, tmp_path / "log", "--port", str(port)) as it:
        it.pair()
        with phone(playwright, profile, it) as page:
            ready(page, it.base)
        base, cookie = it.base, it.cookie
        it.end(signal.SIGKILL)
    with phone(playwright, profile) as page:
        page.goto(f"{base}/capture")  # nothing answers there
        page.get_by_role("heading", name="Capture").wait_for()
        page.get_by_label("Where you met").select_option(label=page.locator("#in-event option").nth(1).inner_text())
        for number, note in enumerate(NOTES):
            row = shoot(page, tmp_path, number)
            row.get_by_label("What did you talk about?").fill(note)
            if number % 2:  # of the others somebody forgets to say that it is done
                row.get_by_role("button", name="Keep the note").tap()
        page.locator("#waits").get_by_text("10 wait on this phone").wait_for()
        page.locator("#waits").get_by_text("cardscan cannot be reached").wait_for(timeout=30_000)
        page.wait_for_timeout(400)
    with phone(playwright, profile) as page:  # killed, and opened again, still without a connection
        page.goto(f"{base}/people")
        assert page.url == f"{base}/capture"
        page.locator("#waits").get_by_text("10 wait on this phone").wait_for()
        assert page.locator("#shots > li").count() == 10
    with serving(db, tmp_path / "log", "--port", str(port)) as it:
        it.cookie = cookie
        with phone(playwright, profile) as page:
            page.goto(f"{base}/capture")
            within(60, lambda: on_the_desk(db) == EXPECTED)
            page.locator("#waits").wait_for(state="hidden")
            assert page.evaluate(f"{_KEPT}") == [0, 0]
    with open_store(db) as store:
        assert {each.event_id for each in store.serving.uploads(99)} == {event.id}


#: How many photos, and how many bytes of them, are kept in the browser that the server has.
_KEPT = """Promise.all([outbox.all(), new Promise((resolve) => {
    const request = indexedDB.open('cardscan');
    request.onsuccess = () => { const all = request.result.transaction('photos').objectStore('photos').count();
                                all.onsuccess = () => { request.result.close(); resolve(all.result); }; };
})]).then(([shots, photos]) => [shots.filter((each) => !each.upload).length, photos])"""


def test_a_server_that_dies_in_the_middle_of_each_upload_gets_each_once(
    playwright: Any, db: str, tmp_path: Path
) -> None:
    port = free_port()
    with serving(db, tmp_path / "log", "--port", str(port)) as it, cutting(port) as network:
        it.pair()
        with phone(playwright, tmp_path / "profile", it, network.base) as page:
            page.goto(f"{network.base}/capture")
            page.locator("#camera").wait_for(state="attached")
            for number, note in enumerate(NOTES):
                row = shoot(page, tmp_path, number)
                row.get_by_label("What did you talk about?").fill(note)
                row.get_by_role("button", name="Keep the note").tap()

            def arrived() -> bool:
                page.evaluate("dispatchEvent(new Event('online'))")
                page.wait_for_timeout(300)
                return on_the_desk(db) == EXPECTED and bool(page.locator("#waits").is_hidden())

            within(150, arrived)
            assert page.evaluate(f"{_KEPT}") == [0, 0]
        assert set(network.cut) == set(CUTS) and len(network.cut) >= 15


def test_what_is_sent_in_the_background_is_seen_on_the_page(playwright: Any, db: str, tmp_path: Path) -> None:
    with serving(db, tmp_path / "log") as it:
        it.pair()
        with phone(playwright, tmp_path / "profile", it) as page:
            ready(page, it.base)
            page.route("**/api/uploads", lambda route: route.abort())  # of the page's own requests alone
            row = shoot(page, tmp_path, 1)
            row.get_by_text(re.compile("Stored|cannot be read|damaged|not a photo")).wait_for(timeout=60_000)
            page.locator("#waits").wait_for(state="hidden")
        assert [name for name, _ in on_the_desk(db)] == ["IMG_0001.jpg"]


def test_one_that_is_thrown_out_loses_what_it_kept_and_gets_nothing(playwright: Any, db: str, tmp_path: Path) -> None:
    with serving(db, tmp_path / "log") as it:
        it.pair()
        other = Served(it.process, it.link, it.log)
        link = it.post("/settings/pair").text.split("/pair?link=")[1].split("<")[0]
        other.pair(f"link={link}")
        with phone(playwright, tmp_path / "profile", it) as page:
            ready(page, it.base)
            page.route("**/api/uploads", lambda route: route.abort())
            page.evaluate("outbox.add({ name: 'one.jpg', changed: 1 }, new ArrayBuffer(9))")
            assert page.evaluate("outbox.count()") == 1
            with open_store(db) as store:
                store.serving.throw_out(store.serving.devices()[-1].id)
            page.goto(f"{it.base}/capture")
            page.wait_for_url(f"{it.base}/pair")
            until(page, "caches.keys().then((names) => names.length === 0)")
            kept = page.evaluate("indexedDB.databases().then((all) => all.map((each) => each.name))")
            assert "cardscan" not in kept
        assert other.get("/api/uploads").json() == []


def test_it_can_be_installed_and_takes_what_is_shared(playwright: Any, db: str, tmp_path: Path) -> None:
    with serving(db, tmp_path / "log") as it:
        it.pair()
        with phone(playwright, tmp_path / "profile", it) as page:
            ready(page, it.base)
            browser = page.context.new_cdp_session(page)
            manifest = json.loads(browser.send("Page.getAppManifest")["data"])
            assert manifest["start_url"] == "/capture" and not browser.send("Page.getAppManifest")["errors"]
            problems = browser.send("Page.getInstallabilityErrors")["installabilityErrors"]
            assert not [each for each in problems if each["errorId"] != "in-incognito"]
            shared = """() => { const form = new FormData(); form.append('text', 'their boat needs a keel');
                form.append('photos', new File(['no photo'], 'shared.jpg', { type: 'image/jpeg' }));
                return fetch('/share', { method: 'POST', body: form }).then((answer) => answer.url); }"""
            assert page.evaluate(shared) == f"{it.base}/capture"
            page.goto(f"{it.base}/capture")
            within(30, lambda: on_the_desk(db) == [("shared.jpg", "their boat needs a keel")])


@pytest.mark.engine
def test_a_card_and_its_note_are_stored_with_six_taps(playwright: Any, db: str, tmp_path: Path) -> None:
    """From the page that is open to the note that is stored; the camera's own two taps are counted."""
    with serving(db, tmp_path / "log") as it:
        it.pair()
        with phone(playwright, tmp_path / "profile", it) as page:
            page.goto(f"{it.base}/capture")
            taps = 0
            with page.expect_file_chooser() as camera:
                page.get_by_text("Take a photo").tap()
                taps += 1
            camera.value.set_files(str(PHOTO))
            taps += 2  # shutter, "use this photo"
            row = page.locator("#shots > li").first
            for label, text in (("What did you talk about?", TALKED), ("How can you help?", HELP)):
                row.get_by_label(label).tap()
                row.get_by_label(label).fill(text)
                taps += 1
            row.get_by_role("button", name="Keep the note").tap()
            taps += 1
            row.locator(".onit").get_by_text("Perpetua Dunnachie").wait_for(timeout=180_000)
            assert taps == 6
            with open_store(db) as store:
                within(60, lambda: store.people()[0].meetings[-1].notes)
                [person] = store.people()
                assert (person.meetings[-1].notes[-1].talked, person.meetings[-1].notes[-1].can_help) == (TALKED, HELP)
            page.locator("#shots a").tap()
            page.get_by_role("link", name="Mail", exact=True).wait_for()
            assert "paint" in unquote(page.get_by_role("link", name="Mail", exact=True).get_attribute("href"))


#: What the systems ask beside our pages; no such device was at hand. iOS: as Apple's "Install a configuration profile
#: on your iPhone" has it, less the code, which is typed, and with the two warnings of a profile that nobody signed.
#: Android: DAVx5, which is there, opened by the address of an account, with a certificate that it does not know.
SYSTEMS = {
    "iPhone": ["Allow", "Close", "Settings", "Profile Downloaded", "Install", "Install", "Install"],
    "Pixel": ["Login", "I have verified it", "Accept", "Create account", "Quality connections", "round arrow"],
}


@pytest.mark.parametrize("system", SYSTEMS)
def test_from_set_up_contacts_to_the_first_contact_are_at_most_eight_taps(
    playwright: Any, db: str, tmp_path: Path, system: str
) -> None:
    """What our pages ask is tapped in a browser, and their steps name each tap that the system asks."""
    agent = playwright.devices["iPhone 14" if system == "iPhone" else "Pixel 7"]["user_agent"]
    list_of = "#on-iphone" if system == "iPhone" else "#on-android"
    with serving(db, tmp_path / "log", "--tls") as it:
        it.pair()
        with phone(playwright, tmp_path / "profile", it, user_agent=agent, ignore_https_errors=True) as page:
            page.goto(f"{it.base}/phone/contacts")
            taps = 1
            if system == "iPhone":
                with page.expect_download() as profile:
                    page.get_by_role("button", name="Set up contacts").tap()
                assert b"com.apple.carddav.account" in Path(profile.value.path()).read_bytes()
            else:
                page.get_by_role("button", name="Set up contacts").tap()
                link = page.get_by_role("link", name="Open in DAVx⁵")
                assert link.get_attribute("href").startswith("carddavs://")
                taps += 1
            steps = page.locator(f"{list_of} b").all_inner_texts()
            assert [each for each in steps if each != "Open in DAVx⁵"] == SYSTEMS[system]
            assert taps + len(SYSTEMS[system]) <= 8


def test_what_just_came_in_shuts_nobody_out_and_is_taken_anew_with_one_tap(
    playwright: Any, db: str, tmp_path: Path
) -> None:
    source = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    with serving(db, tmp_path / "log") as it:
        it.pair()
        with phone(playwright, tmp_path / "profile", it, service_workers="block") as page:  # it would send, too
            page.route("**/api/uploads", lambda route: route.abort())
            page.goto(f"{it.base}/capture")
            shoot(page, tmp_path, 1)
            dark = tmp_path / "dark.png"
            Image.new("RGB", (900, 500), "#222").save(dark)
            page.locator("#camera").set_input_files(str(dark))
            page.get_by_role("alert").get_by_text("Too dark").wait_for()
            page.locator("#waits").get_by_text("2 wait on this phone").wait_for()
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            page.evaluate(source)
            found = page.evaluate(_VIOLATIONS)
            assert not [each for each in found if each[1] in ("serious", "critical")], found
            with page.expect_file_chooser() as camera:
                page.get_by_text("Retake").locator("visible=true").tap()
            good = tmp_path / "IMG_0002.jpg"
            good.write_bytes(b"no photo, but another")
            camera.value.set_files(str(good))
            page.locator("#shots").get_by_text("IMG_0002.jpg").wait_for()
            page.locator("#shots").get_by_text("dark.png").wait_for(state="detached")
            page.locator("#waits").get_by_text("2 wait on this phone").wait_for()
            page.goto(f"{it.base}/people")  # seen on each page, and sent from each
            page.get_by_label("2 wait on this phone").wait_for()
            page.unroute("**/api/uploads")
            page.goto(f"{it.base}/today")
            within(60, lambda: len(on_the_desk(db)) == 2)
            page.get_by_label("2 wait on this phone").wait_for(state="detached")


def test_my_card_fills_the_screen_without_a_connection(playwright: Any, db: str, tmp_path: Path) -> None:
    source = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    with serving(db, tmp_path / "log") as it:
        it.pair()
        with phone(playwright, tmp_path / "profile", it) as page:
            ready(page, it.base)
            page.goto(f"{it.base}/me")
            for label, text in (("Name", "Orla Brackwyth"), ("E-mail", "orla@tideworks.example")):
                page.get_by_label(label).fill(text)
            page.get_by_role("button", name="Save").tap()
            page.get_by_role("link", name="Show the code").wait_for()
            page.evaluate(source)
            assert not [each for each in page.evaluate(_VIOLATIONS) if each[1] in ("serious", "critical")]
            until(page, "caches.match('/me/code').then(Boolean)")
            it.end(signal.SIGKILL)
            page.goto(f"{it.base}/capture")
            page.get_by_role("link", name="My card").tap()
            page.get_by_role("heading", name="Orla Brackwyth").wait_for()
            code = page.locator("img").bounding_box()
            assert code["width"] > 0.95 * page.evaluate("innerWidth")
            assert page.evaluate("document.documentElement.scrollHeight <= innerHeight + 1")
            page.screenshot(path=str(tmp_path / "screen.png"))
            [found] = read_codes(np.array(Image.open(tmp_path / "screen.png").convert("RGB"))[:, :, ::-1])
            assert "FN:Orla Brackwyth" in found.payload and "orla@tideworks.example" in found.payload
            shared = """() => { navigator.canShare = () => true; navigator.share = async ({ files }) => {
                window.shared = await files[0].text(); }; }"""
            page.add_init_script(f"({shared})()")
            page.reload()
            page.get_by_role("button", name="Share it").tap()
            until(page, "Boolean(window.shared)")
            assert page.evaluate("window.shared") == found.payload
            page.evaluate(source)
            assert not [each for each in page.evaluate(_VIOLATIONS) if each[1] in ("serious", "critical")]


def test_a_stranger_who_scans_it_leaves_theirs(playwright: Any, db: str, tmp_path: Path) -> None:
    source = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    with open_store(db) as store:
        set_mine(store, contact("Orla Brackwyth"), NOW)
    with serving(db, tmp_path / "log", "--lan", "--no-tls") as it:
        it.pair()
        link = re.search(r'class="link">([^<]+/hello/[^<]+)<', it.post("/me/guests", {}).text)
        assert link
        with phone(playwright, tmp_path / "theirs") as page:
            page.goto(link[1])
            page.evaluate(source)
            assert not [each for each in page.evaluate(_VIOLATIONS) if each[1] in ("serious", "critical")]
            page.get_by_label("Your name").fill("Zdis Kvap")
            page.get_by_label("Your number or e-mail").fill("zdis@kvap.example")
            page.get_by_role("button", name="Leave it with Orla Brackwyth").tap()
            page.get_by_text("has it now").wait_for()
            page.goto(it.base)
            page.wait_for_url(f"{it.base}/pair")
    with open_store(db) as store:
        assert [each.contact.fn[0].value for each in store.people()] == ["Zdis Kvap"]


_VIOLATIONS = """axe.run(document).then((found) =>
    found.violations.map((each) => [each.id, each.impact, each.nodes.map((node) => node.html)]))"""


def test_what_the_phone_cannot_do_is_said_before_the_first_photo(playwright: Any, db: str, tmp_path: Path) -> None:
    with serving(db, tmp_path / "log") as it:
        it.pair()
        with phone(playwright, tmp_path / "profile", it) as page:
            page.add_init_script("indexedDB.open = () => { throw new DOMException('no', 'SecurityError'); }")
            page.goto(f"{it.base}/capture")
            page.locator("#unready").get_by_text("This browser keeps nothing").wait_for()
            row = shoot(page, tmp_path, 1)
            row.get_by_text("Stored").wait_for()  # better than no photo at all
        with phone(playwright, tmp_path / "profile", it) as page:
            full = "navigator.storage.estimate = () => Promise.resolve({ quota: 9e7, usage: 8.9e7 })"
            page.add_init_script(full)
            page.goto(f"{it.base}/capture")
            page.locator("#unready").get_by_text("hardly any room left").wait_for()
