"""After a form: the page stays where it is, what happened is in sight, and nothing that was typed is lost."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from browser import DESK
from made import NOW, card, contact, field, photo
from served import Served, serving

from cardscan.person import Event
from cardscan.store import Occasion, open_store

PICTURE = (Path(__file__).parent.parent / "samples" / "photos" / "scans" / "hathersedge.jpg").read_bytes()
NAMES = ("Ottoline Brackwyth", "Perrin Quillfeather", "Isolde Marramgrass", "Tancred Oxenhope", "Averil Thistlewood")
TALKED = "her ferries lose a week of paint every winter"
HELP = "introduce the hull paint lab"
DRAFT = "she asked about the slipway, and"

#: What is opened, what is typed, what is pressed, and what is said then; of one person, in this order.
FORMS: tuple[tuple[str, dict[str, str], str, str], ...] = (
    ("[data-field=title-0] summary", {"[data-field=title-0] [data-first]": "Head of Ebb"},
     "[data-field=title-0] button.primary", "Saved."),
    ("", {}, "#notices button", "Taken back."),
    ("#fields .inline summary", {"#add-value": "+44 20 7946 0958"}, "#fields form[action$=add] button", "Added."),
    ("[data-field=tel-0] summary", {"[data-field=tel-0] [data-first]": "12"},
     "[data-field=tel-0] button.primary", "too short"),
    ("", {}, "#fields form[action$=accept] button", "All fields confirmed"),
    ("", {"#talked": "nice chat"}, "#note form button.primary", "The note does not say enough yet"),
    ("", {"#talked": TALKED, "#can_help": HELP}, "#note form button.primary", "A quality connection:"),
    ("#promises > details summary", {"#promise-text": "send the chart by tomorrow"},
     "#promises form[action$=promise] button", "Written down."),
    ("", {}, "#promises .promise button >> nth=0", "Promise kept"),
    ("#meetings > details > summary", {"#new-day": "2026-10-01"}, "#meetings > details button", "Added."),
    ("#meetings .meeting >> nth=0 >> summary", {}, "#meetings .meeting >> nth=0 >> button.primary", "Saved."),
    ("", {}, "#touch form[action$=contacted] button", "you were in touch"),
    ("", {}, "#touch form[action$=cadence] button", "Saved."),
    ("", {"#until": "in 3 weeks"}, "#touch form[action$=snooze] button", "Saved."),
    ("", {"#until": "the day after never"}, "#touch form[action$=snooze] button", "the day after never"),
)  # fmt: skip

_WATCH = """addEventListener("submit", (event) => {
  const part = event.target.closest("#main [id]");
  window.asked = { id: part && part.id, top: part && part.getBoundingClientRect().top };
}, true)"""
_SEEN = """() => {
  const part = window.asked.id && document.getElementById(window.asked.id);
  const notice = document.querySelector("#notices .notice").getBoundingClientRect();
  return { moved: part ? part.getBoundingClientRect().top - window.asked.top : 0,
           ended: scrollY + innerHeight >= document.documentElement.scrollHeight - 2,
           top: notice.top, bottom: notice.bottom, high: innerHeight };
}"""


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = str(tmp_path_factory.mktemp("web") / "x.db")
    with open_store(file) as store:
        event = store.add_event(Event(0, "Tide fair", NOW.date()), NOW)
        for name in NAMES:
            of = contact(name, f"{name.split()[1]} & Co", email=(field(f"{name.split()[0].lower()}@tides.example"),))
            store.save(photo(f"/photos/{name}.jpg", card(of, PICTURE)), [(of,)], NOW, Occasion(event.id, event.date))
    return file


@pytest.fixture(scope="module")
def served(db: str) -> Iterator[Served]:
    with serving(db, Path(db).parent / "log") as it:
        it.pair()
        yield it


@contextmanager
def page_of(browser: tuple[Any, Any], served: Served, kind: dict[str, Any] = DESK) -> Iterator[Any]:
    """Give a page of a browser that is let in."""
    context = browser[0].new_context(**kind)
    name, _, value = served.cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": served.base}])
    page = context.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    assert not said
    context.close()


def say(page: Any, text: str) -> None:
    page.locator("#notices").get_by_text(text).wait_for()


@pytest.mark.parametrize(("kind", "person"), [("desk", 1), ("iPhone 13", 2)])
def test_the_page_stays_and_what_happened_is_in_sight(
    browser: tuple[Any, Any], served: Served, kind: str, person: int
) -> None:
    with page_of(browser, served, DESK if kind == "desk" else browser[1][kind]) as page:
        page.goto(f"{served.base}/people/{person}")
        page.evaluate(_WATCH)
        for opened, typed, pressed, said in FORMS:
            if opened:
                page.locator(opened).first.click()
            for where, text in typed.items():
                page.locator(where).fill(text)
            if "#talked" in typed:  # the verdict comes while it is typed, and moves what is below it
                page.get_by_text("What you type is kept.").wait_for()
            page.locator(pressed).first.click()
            say(page, said)
            page.locator("form.htmx-request").wait_for(state="detached")
            seen = page.evaluate(_SEEN)
            assert 0 <= seen["top"] < seen["bottom"] <= seen["high"], (pressed, said, seen)
            assert abs(seen["moved"]) < 3 or seen["ended"], (pressed, said, seen)
        words = "document.querySelector('#main').textContent.replace(/\\s+/g, '')"
        there = page.evaluate(words)
        page.reload()
        assert page.evaluate(words) == there  # put together of parts it is what the server gives


def test_what_is_typed_survives_other_forms_and_a_reload(browser: tuple[Any, Any], served: Served, db: str) -> None:
    with page_of(browser, served) as page:
        page.goto(f"{served.base}/people/3")
        page.locator("#promises > details summary").click()
        page.locator("#promise-text").fill("send her")
        page.locator("#talked").press_sequentially(DRAFT)
        page.get_by_text("What you type is kept.").wait_for()
        page.locator("#can_help").fill("not sent yet")
        page.locator("#touch form[action$=contacted] button").click()
        say(page, "you were in touch")
        assert page.locator("#talked").input_value() == DRAFT
        assert page.locator("#can_help").input_value() == "not sent yet"
        assert page.locator("#promise-text").input_value() == "send her" and page.locator("#promise-text").is_visible()
        page.locator("#notices button").click()  # "Take it back" of the other form: the draft is no step of it
        say(page, "Taken back.")
        page.locator("#remember").evaluate("e => { e.closest('details').open = true }")
        page.locator("#remember").fill("marram on the dune")
        page.reload()  # at once: sent while the page goes
        page.wait_for_timeout(300)
        page.reload()
        assert page.locator("#talked").input_value() == DRAFT
        assert page.locator("#remember").input_value() == "marram on the dune"
        page.locator("#talked").fill(TALKED)
        page.locator("#can_help").fill(HELP)
        page.locator("#note form button.primary").click()
        say(page, "A quality connection:")
    with open_store(db) as store:
        [met] = store.person(3).meetings
    assert met.unfinished is None and met.notes[-1].remember == "marram on the dune"


def test_a_field_that_was_changed_meanwhile_keeps_what_was_typed(browser: tuple[Any, Any], served: Served) -> None:
    with page_of(browser, served) as page:
        page.goto(f"{served.base}/people/4")
        page.locator("#talked").fill(DRAFT)
        page.locator("[data-field=title-0] summary").click()
        page.locator("[data-field=title-0] [data-first]").fill("Head of Springs")
        served.post("/people/4/field", {"kind": "title", "was": "Head of Tides", "value": "Head of Neaps"})
        page.locator("[data-field=title-0] button.primary").click()
        page.get_by_role("alert").wait_for()
        assert "Head of Neaps" in page.locator("#fields").inner_text()
        assert page.locator("#add-value").input_value() == "Head of Springs" and page.locator("#add-value").is_visible()
        assert page.locator("#add-kind").input_value() == "title"
        assert page.locator("#talked").input_value() == DRAFT


def test_a_device_that_was_thrown_out_is_told_and_keeps_its_form(browser: tuple[Any, Any], served: Served) -> None:
    link = served.post("/settings/pair").text.partition('<code class="link">')[2].partition("<")[0]
    other = Served(served.process, link, served.log)
    other.pair()
    newest = served.get("/settings").text.partition("/devices/")[2].partition("/")[0]
    with page_of(browser, other) as page:
        page.goto(f"{served.base}/people/5")
        assert served.post(f"/devices/{newest}/out").status == 303
        page.locator("#talked").fill(TALKED)
        say(page, "Not saved: this device no longer has access.")  # while it is typed
        page.locator("#can_help").fill(HELP)
        page.locator("#note form button.primary").click()
        say(page, "Not saved: this device no longer has access.")
        assert page.locator("#talked").input_value() == TALKED and page.locator("#can_help").input_value() == HELP
        assert page.locator("#notices a[href='/pair']").is_visible()
        assert page.get_by_role("heading", name="Averil Thistlewood").is_visible()


def test_a_server_that_stopped_is_said_and_the_form_is_kept(browser: tuple[Any, Any], db: str, tmp_path: Path) -> None:
    mine = str(shutil.copy(db, tmp_path / "x.db"))
    with serving(mine, tmp_path / "log") as it:
        it.pair()
        with page_of(browser, it) as page:
            page.goto(f"{it.base}/people/5")
            page.locator("#talked").fill(DRAFT)
            page.get_by_text("What you type is kept.").wait_for()
            it.end()
            page.locator("#talked").fill(TALKED)
            say(page, "Not saved: the server does not answer.")
            page.locator("#touch form[action$=contacted] button").click()
            say(page, "Not saved: the server does not answer.")
            assert page.locator("#talked").input_value() == TALKED
            port = it.base.rpartition(":")[2]
            with serving(mine, tmp_path / "log", "--port", port):
                page.locator("#can_help").fill(HELP)
                page.locator("#note form button.primary").click()
                say(page, "A quality connection:")
                assert page.locator("#notices [data-failed]").count() == 0


def test_a_form_that_leads_elsewhere_says_it_there(browser: tuple[Any, Any], served: Served) -> None:
    with page_of(browser, served) as page:
        page.goto(f"{served.base}/events/new")
        page.get_by_label("Name").fill("Ebb fair")
        page.get_by_label("Day", exact=True).fill("the day after never")
        page.get_by_label("What do you want to come home with?").fill("a winter trial")
        page.get_by_role("button", name="Save").click()
        page.get_by_role("alert").wait_for()
        assert page.get_by_label("What do you want to come home with?").input_value() == "a winter trial"
        page.get_by_label("Day", exact=True).fill("2026-10-05")
        page.get_by_role("button", name="Save").click()
        say(page, "Written down.")
        page.get_by_role("heading", name="Ebb fair").wait_for()
        page.wait_for_url(re.compile(r"/events/\d+\?view=prepare$"))  # the script takes the notice's word off


#: Drops files on a page, as a program beside the browser does; says whether the page took them, and not the browser.
_DROP = """([name, kind, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name, { type: kind }));
  return !document.body.dispatchEvent(
    new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));
}"""
_MAIL = "From: Oriel Sandwith <oriel@eyot.example>\nSubject: hello\n\nSee you at the eyot\n"


def test_files_are_dropped_anywhere_on_a_page_that_takes_them(browser: tuple[Any, Any], served: Served) -> None:
    with page_of(browser, served) as page:
        page.goto(f"{served.base}/events/1/people")
        assert page.evaluate(_DROP, ["list.csv", "text/csv", "name,company\nAda Quill,Lumen Foods\n"])
        page.get_by_role("button", name="Read the list").click()
        say(page, "1 person on it: 1 new")
        page.goto(f"{served.base}/add")
        assert page.evaluate(_DROP, ["oriel.eml", "message/rfc822", _MAIL])
        assert page.evaluate(_DROP, ["me.png", "image/png", "no picture"])
        names = "(which) => [...document.querySelector(which).files].map((each) => each.name)"
        assert page.evaluate(names, "#add-picture") == ["me.png"] and page.evaluate(names, "#add-file") == ["oriel.eml"]
        page.locator("#add-picture").set_input_files([])
        page.get_by_role("button", name="Add", exact=True).click()
        page.get_by_role("heading", name="Oriel Sandwith").wait_for()
        page.goto(f"{served.base}/today")
        assert not page.evaluate(_DROP, ["oriel.eml", "message/rfc822", _MAIL])
