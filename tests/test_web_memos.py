"""Memos on the pages: recorded after the shot, kept on the phone until they are stored, played, removed."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import made
import pytest
from axe_playwright_python import sync_playwright as axe
from browser import ARGUMENTS, program
from made import NOW, sound
from served import Served, serving

from cardscan.person import Memo, Person
from cardscan.store import Store, open_store
from cardscan.store.uploads import Arrived
from cardscan.voice.hearing import FILES
from cardscan.voice.sounds import Sound

MICROPHONE = [*ARGUMENTS, "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]


def within(seconds: float, true: Callable[[], object], pause: Callable[[], object] = lambda: time.sleep(0.2)) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        pause()


def handed_in(store: Store, *names: str) -> int:
    """A photo that was handed in, and read: these people are on it."""
    folder = store.place.photos
    folder.mkdir(exist_ok=True)
    (folder / "part").write_bytes(b"a photo")
    reading = made.photo("/p.jpg", *(made.card(made.contact(name)) for name in names), content="a photo")
    of = store.serving.take_in(Arrived(folder / "part", reading.sha256, "p.jpg", ".jpg"), None, NOW)
    if names:
        store.save(reading, [(card.contact,) for card in reading.cards], NOW)
    store.serving.finish(of.file, NOW)
    return of.id


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, str]]:
    """A server that hears what tests hide in sounds."""
    folder = tmp_path_factory.mktemp("memos")
    db = str(folder / "x.db")
    for name in FILES:
        (folder / name).write_bytes(b"a model")
    with open_store(db) as store:
        assert handed_in(store, "Ottoline Brackwyth", "Jory Ash") == 1
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CARDSCAN_VOICE_MODEL", str(folder))
        environment.setenv("PYTHONPATH", str(Path(__file__).parent / "data" / "fake_voice"))
        with serving(db, folder / "log") as it:
            assert it.pair().status == 303
            yield it, db


def added(store: Store, of: Sound) -> Memo:
    """Keep a memo with the first meeting with Ottoline."""
    assert store.memos.add(store.person(1).meetings[0].id, of, NOW)
    return next(each for each in store.person(1).meetings[0].memos if each.file.startswith(of.sha256))


def person(db: str, person_id: int) -> Person:
    with open_store(db) as store:
        return store.person(person_id)


def test_a_memo_comes_with_a_photo_once_and_says_whose_it_is(site: tuple[Served, str]) -> None:
    served, db = site
    answer = served.send("/api/uploads/1/memo", {"memo": sound("whose").data}, "memo", at="1000")
    assert answer.status == 200 and answer.json()["new"], answer.text  # type: ignore[index]
    assert not served.send("/api/uploads/1/memo", {"memo": sound("whose").data}, "memo").json()["new"]  # type: ignore[index]
    assert "Of whom is this memo?" in served.get("/capture").text
    assert served.post("/uploads/1/whose", {"person": "2"}).status == 303
    [memo] = person(db, 2).meetings[0].memos
    assert (memo.at.timestamp(), person(db, 1).meetings[0].memos) == (1, ())
    page = served.get("/people/2").text
    assert f'src="/memos/{memo.id}"' in page and "What you said" in page


def test_a_memo_is_added_on_someones_page(site: tuple[Served, str]) -> None:
    served, db = site
    [met] = person(db, 2).meetings
    said = sound("said on the page").data
    answer = served.send("/people/2/memo", {"said.wav": said}, "memo", meeting=str(met.id))
    assert answer.status == 303 and answer.headers["location"].startswith("/people/2?")
    assert "The memo is kept." in served.get(answer.headers["location"].partition("#")[0]).text
    assert "said.wav" in [memo.name for memo in person(db, 2).meetings[0].memos]
    again = served.send("/people/2/memo", {"again.wav": said}, "memo")
    assert "was not added" in served.get(again.headers["location"].partition("#")[0]).text
    for path, files in (("/people/2", {"x.m4a": b"no sound"}), ("/people/2", {}), ("/people/2", {"x.m4a": b""})):
        refused = served.send(f"{path}/memo", files, "memo")
        assert refused.status == 422 and ("M4A" in refused.text or "record it again" in refused.text)
    assert served.send("/people/99/memo", {"x.wav": said}, "memo").status == 404
    assert served.send("/people/2/memo", {"y.wav": sound("y").data}, "memo", meeting="99").status in (404, 422)
    assert len(person(db, 2).meetings[0].memos) == len({memo.file for memo in person(db, 2).meetings[0].memos})


def test_the_server_writes_it_down_and_shows_a_draft(site: tuple[Served, str]) -> None:
    served, db = site
    with open_store(db) as store:
        said = sound("We talked about her hulls. I can send her the list of yards.")
        assert served.send("/api/uploads/1/memo", {"memo": said.data}, "memo").status == 200
        store.memos.settle(1, store.person(1).meetings[0].id, NOW)
    served.send("/api/uploads/1/memo", {"memo": sound("and another").data}, "memo")  # so that it looks again
    within(60, lambda: person(db, 1).meetings[0].unfinished)
    page = served.get("/people/1").text
    assert ">We talked about her hulls.</textarea>" in page and ">I can send her the list of yards.</textarea>" in page
    assert "as it was heard: correct it, then save it" in page and not person(db, 1).meetings[0].notes


def test_it_is_played_whole_and_in_parts(site: tuple[Served, str]) -> None:
    served, db = site
    with open_store(db) as store:
        memo = added(store, sound("play me"))
    data = sound("play me").data
    whole = served.get(f"/memos/{memo.id}")
    assert (whole.status, whole.headers["content-type"], whole.body) == (200, "audio/wav", data)
    assert whole.headers["accept-ranges"] == "bytes" and whole.headers["cache-control"] == "no-store"
    assert "media-src 'self' blob:" in whole.headers["content-security-policy"]
    assert "microphone=(self)" in whole.headers["permissions-policy"]
    part = served.get(f"/memos/{memo.id}", Range="bytes=4-11")
    assert (part.status, part.body, part.headers["content-range"]) == (206, data[4:12], f"bytes 4-11/{len(data)}")
    assert served.get(f"/memos/{memo.id}", Range="bytes=99999-").status == 416
    assert served.get("/memos/999").status == 422
    cookie, served.cookie = served.cookie, ""
    assert served.get(f"/memos/{memo.id}").status == 303  # a stranger
    served.cookie = cookie
    assert served.post(f"/memos/{memo.id}/remove", {}).status == 422
    assert served.post(f"/memos/{memo.id}/remove", {"sure": "yes"}).status == 303
    assert served.get(f"/memos/{memo.id}").status == 422


@pytest.mark.parametrize("data", [b"no sound", b"", (Path(__file__).parent / "data/sounds/film.webm").read_bytes()])
def test_what_is_no_sound_is_refused_with_advice(site: tuple[Served, str], data: bytes) -> None:
    answer = site[0].send("/api/uploads/1/memo", {"memo": data}, "memo")
    assert answer.status == 422 and answer.json()["advice"], answer.text  # type: ignore[index]


def test_what_is_of_no_photo_or_too_large_is_refused(site: tuple[Served, str]) -> None:
    served, _ = site
    assert served.send("/api/uploads/99/memo", {"memo": sound().data}, "memo").status == 422
    assert served.post("/api/uploads/1/memo").status == 422
    assert served.send("/api/uploads/1/memo", {"memo": bytes(33 << 20)}, "memo").status == 413


def test_of_somebody_forgotten_it_goes(tmp_path: Path) -> None:
    from cardscan.actions.handed_note import keep_memo

    with open_store(str(tmp_path / "x.db")) as store:
        upload = handed_in(store, "Ottoline Brackwyth")
        assert keep_memo(store, upload, sound("first"), NOW)
        assert len(store.person(1).meetings[0].memos) == 1
        store.forget(1)
        again = handed_in(store)
        keep_memo(store, again, sound("late"), NOW)
        store.sweep()
        assert store.memos.waiting() == () and list(store.place.memos.iterdir()) == []


# ---- in a browser, with a microphone that hums -------------------------------------------


#: The keys of all bytes that the browser keeps.
_KEPT = """new Promise((done) => { indexedDB.open("cardscan").onsuccess = (opened) => {
    const photos = opened.target.result.transaction("photos").objectStore("photos");
    photos.getAllKeys().onsuccess = (got) => done(got.target.result);
}; })"""


@pytest.fixture
def phone(site: tuple[Served, str], tmp_path: Path) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    served, _ = site
    name, _, value = served.cookie.partition("=")
    with sync_playwright() as playwright:
        pixel = {key: it for key, it in playwright.devices["Pixel 7"].items() if key != "default_browser_type"}
        context = playwright.chromium.launch_persistent_context(
            str(tmp_path / "profile"), executable_path=program(), args=MICROPHONE, service_workers="block", **pixel
        )
        context.add_cookies([{"name": name, "value": value, "url": served.base}])
        page = context.pages[0]
        said: list[str] = []
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("console", lambda message: said.append(message.text) if "Content Security" in message.text else None)
        page.goto(f"{served.base}/capture")
        yield page
        assert not said
        context.close()


def record(page: Any, seconds: float) -> Any:
    row = page.locator("#shots > li").first
    row.get_by_role("button", name="Record").tap()
    row.get_by_text(re.compile("^Recording: [1-9]")).wait_for()
    page.wait_for_timeout(seconds * 1000)
    return row


def test_it_is_recorded_after_the_shot_waits_and_is_stored(
    site: tuple[Served, str], phone: Any, tmp_path: Path
) -> None:
    """Without a connection, in a page that is closed while it is recorded; once, although it is sent twice."""
    served, db = site
    photo = tmp_path / "IMG_7.jpg"
    photo.write_bytes(b"no photo at all")
    lost: list[str] = []

    def lose(route: Any) -> None:  # it arrives, and the phone is not told
        if lost or "memo" not in route.request.url:
            route.continue_()
        else:
            lost.append(route.request.url)
            route.fetch()
            route.abort()

    phone.route("**/api/**", lambda route: route.abort())
    phone.locator("#camera").set_input_files(str(photo))
    row = record(phone, 0)
    row.get_by_role("button", name="Stop").tap()
    row.get_by_text("A memo waits on this phone.").wait_for()
    record(phone, 4)  # the second one: the page is closed before it ends
    phone.goto(f"{served.base}/people")
    phone.goto(f"{served.base}/capture")
    phone.locator("#waits").get_by_text("1 waits on this phone").wait_for()
    assert phone.evaluate("outbox.all().then((all) => all.map((each) => each.memos.map((memo) => memo.open)))") == [
        [False, False]
    ]
    phone.unroute("**/api/**")
    phone.route("**/api/uploads/**", lose)
    phone.evaluate("window.dispatchEvent(new Event('online'))")

    def waiting() -> int:
        with open_store(db) as store:
            return sum(each.memo.name.startswith("IMG_7.") for each in store.memos.waiting())

    within(60, lambda: waiting() == 2, lambda: phone.wait_for_timeout(200))  # which lets `lose` run, too
    phone.locator("#waits").wait_for(state="hidden", timeout=60_000)
    assert lost and waiting() == 2
    assert phone.evaluate(_KEPT) == []
    with open_store(db) as store:
        recorded = [each.memo for each in store.memos.waiting() if each.memo.name.startswith("IMG_7.")]
    assert {Path(each.file).suffix for each in recorded} <= {".m4a", ".webm"}


def test_it_is_recorded_on_someones_page_and_what_is_typed_there_stays(site: tuple[Served, str], phone: Any) -> None:
    served, db = site
    before = len(person(db, 2).meetings[0].memos)
    phone.goto(f"{served.base}/people/2")
    phone.get_by_text("Say it instead").tap()
    phone.get_by_role("button", name="Record a memo").tap()
    phone.locator("#say").get_by_text(re.compile("^Recording: [1-9]")).wait_for()
    phone.locator("#talked").fill("hull paint that crabs")
    phone.locator("#say").get_by_role("button", name="Stop").tap()
    within(30, lambda: len(person(db, 2).meetings[0].memos) > before, lambda: phone.wait_for_timeout(200))
    phone.get_by_text("The memo is kept.").wait_for()
    assert phone.locator("#talked").input_value() == "hull paint that crabs"
    assert phone.locator("#say").get_by_role("button", name="Record").is_visible()


def test_where_nothing_can_be_recorded_it_says_why(site: tuple[Served, str], phone: Any, tmp_path: Path) -> None:
    served, _ = site
    photo = tmp_path / "IMG_8.jpg"
    photo.write_bytes(b"no photo either")
    phone.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
    phone.goto(f"{served.base}/people/2")
    phone.get_by_text("Say it instead").tap()
    phone.locator("#say").get_by_text("Recording needs https").wait_for()
    assert not phone.locator("#say [data-record]").is_visible() and phone.get_by_label("Or a memo").is_visible()
    phone.goto(f"{served.base}/capture")
    phone.locator("#camera").set_input_files(str(photo))
    row = phone.locator("#shots > li").first
    row.get_by_text("Recording needs https").wait_for()
    assert not row.locator("[data-record]").is_visible()


def test_a_browser_plays_it_and_the_page_is_accessible(site: tuple[Served, str], phone: Any) -> None:
    served, db = site
    speech = (Path(__file__).parent / "data/sounds/speech.webm").read_bytes()
    with open_store(db) as store:
        memo = added(store, made.sound_of(speech, "x.webm", NOW))
    phone.goto(f"{served.base}/people/1")
    lasts = phone.locator(f"#memo-{memo.id} audio").evaluate(
        "(audio) => new Promise((done, fail) => { audio.onloadedmetadata = () => done(audio.duration);"
        " audio.onerror = () => fail(audio.error.message); audio.load(); audio.preload = 'metadata'; })"
    )
    assert 0.5 < lasts < 3
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = axe.Axe().run(phone)
    assert not found.response["violations"], found.generate_report()
