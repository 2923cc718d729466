"""Pages on a phone, on paper, and in scripts that run the other way. Real Chromium, a real server, no readers."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from browser import DESK
from made import NOW, card, contact, field, noted, photo
from PIL import Image
from served import Served, serving

from cardscan.person import Event, Note
from cardscan.store import Occasion, open_store
from cardscan.text.plain import DIRECTION

LONG = "Kelpwrightsandferrymensinternationalassociationsautumnassembly7"  # 63 letters and no space
PAGES = ("/", "/people", "/people?q=O", "/people/1", "/people/2", "/people/1/merge?q=O", "/review",
         "/review?field=adr", "/capture", "/offline", "/today", "/events", "/events/new", "/events/1?view=prepare",
         "/events/1?view=live", "/events/1?view=report", "/events/1/people", "/events/1/edit", "/add", "/gifts",
          "/recall", "/introductions", "/phone",
         "/phone/contacts",
         "/settings", "/more", "/nothing")  # fmt: skip
#: Lists what is printed in bright letters, or on a dark ground that is none of our buttons.
_BRIGHT = """() => {
    const light = (colour) => {
        const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number);
        const full = colour.startsWith("color(") ? 1 : 255;
        return a < 0.5 ? null : (0.299 * r + 0.587 * g + 0.114 * b) / full;
    };
    const wrong = (each) => {
        const { color, backgroundColor } = getComputedStyle(each);
        const [ink, ground] = [light(color), light(backgroundColor)];
        const written = [...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
        if (each.matches('.primary') || !each.getClientRects().length) { return false; }
        return (written && ink > 0.5) || (ground !== null && ground < 0.5);
    };
    return [...document.querySelectorAll("body, main *")].filter(wrong).map((each) => each.outerHTML.slice(0, 90));
}"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("web")
    db = str(folder / "x.db")
    picture = io.BytesIO()
    Image.new("RGB", (900, 500), "ivory").save(picture, "JPEG")
    with open_store(db) as store:
        assert len(LONG) == 63
        event = store.add_event(Event(0, LONG, date(2026, 10, 2), meet=("a pilot",), place=LONG), NOW)
        for number, name in enumerate(("Ottoline Brackwyth", LONG)):
            of = replace(contact(name), title=(field(LONG),))
            shot = photo(f"/photos/{number}.jpg", card(of, picture.getvalue()))
            store.save(shot, [[of]], NOW, Occasion(event.id, event.date))
        other_way = replace(
            contact("\u202eאורלי כספי\u202c", "שמן ודבש"),
            title=(field("מנהלת", sure=False),),
            adr=(field("רחוב הים 7"),),
        )
        store.save(photo("/photos/3.jpg", card(other_way)), [[other_way]], NOW, Occasion(event.id, event.date))
        noted(store, 3, Note("היא מחפשת \u2067שותף\u2069 לטחנה", "introduce the caulker from Tolsay", NOW), NOW)
        store.add_promise(3, "לשלוח את הלוח", "me", date(2026, 10, 5), NOW)
        store.guests.put(event.id, (contact("Ottoline Brackwyth", "Elsewhere Ltd"), of, other_way, contact(LONG)), NOW)
        noted(store, 1, Note(f"her boats leak {LONG}", "introduce the caulker from Tolsay", NOW), NOW)
        store.add_promise(1, f"send the tide tables {LONG}", "me", date(2026, 10, 5), NOW)
    with serving(db, folder / "log") as it:
        assert it.pair().status == 303
        yield it


def opened(browser: tuple[Any, Any], served: Served, **how: Any) -> Any:
    context = browser[0].new_context(**how)
    name, _, value = served.cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": served.base}])
    return context.new_page()


#: Opens what can be opened, one after another as a reader does (some close others), and says where a page is too wide.
_TOO_WIDE = """(large) => {
    const wide = () => [innerWidth, document.documentElement.scrollWidth];
    if (large) { document.documentElement.style.fontSize = large; }
    const found = [[wide(), "the page"]];
    for (const each of document.querySelectorAll("details")) {
        each.open = true;
        found.push([wide(), each.outerHTML.slice(0, 120)]);
    }
    return found;
}"""


@pytest.mark.parametrize(
    ("device", "letters"),
    [("iPhone 13", ""), ("Galaxy S8", ""), ("iPhone SE", ""), ("iPhone SE", "130%")],
    ids=["iPhone 13", "Galaxy S8", "320 pixels", "320 pixels and large letters"],
)
def test_a_page_is_as_wide_as_the_phone(browser: tuple[Any, Any], served: Served, device: str, letters: str) -> None:
    """Not as wide as the window says: a phone widens that to hold what is too wide, and makes all of it small."""
    phone = browser[1][device]
    width = phone["viewport"]["width"]
    page = opened(browser, served, **phone)
    for path in PAGES:
        page.goto(served.base + path)
        for wide, what in page.evaluate(_TOO_WIDE, letters):
            assert wide == [width, width], (path, what)
    page.context.close()


def test_what_is_printed_is_dark_on_white_whatever_the_screen(browser: tuple[Any, Any], served: Served) -> None:
    page = opened(browser, served, **DESK, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    for path in PAGES:
        page.goto(served.base + path)
        bright = page.evaluate(_BRIGHT)
        assert not bright, (path, bright[:5])
    page.context.close()


#: Where picture and marks are, and whether each edge of the card can be brought into its frame.
_LAID = """() => {
    const box = (what) => { const { x, y, width, height } = document.querySelector(what).getBoundingClientRect();
        return [x, y, x + width, y + height].map(Math.round); };
    const frame = document.querySelector('[data-frame]');
    const [image, marks] = [box('[data-face] img'), box('[data-face] svg')];
    const seen = box('[data-frame]');
    frame.scrollTo(0, 0);
    const first = box('[data-face]');
    frame.scrollTo(1e6, 1e6);
    const last = box('[data-face]');
    const reached = first[0] >= seen[0] && first[1] >= seen[1] && last[2] <= seen[2] && last[3] <= seen[3];
    return { image, marks, reached, wide: image[2] - image[0], high: image[3] - image[1] };
}"""


@pytest.mark.parametrize("how", ["desk", "phone"])
def test_a_card_that_is_zoomed_and_turned_keeps_its_marks_and_all_of_it_is_reached(
    browser: tuple[Any, Any], served: Served, how: str
) -> None:
    page = opened(browser, served, **(DESK if how == "desk" else browser[1]["iPhone 13"]))
    page.goto(f"{served.base}/people/1")
    page.wait_for_function("document.querySelector('[data-face] img').naturalWidth > 0")
    rest = page.evaluate(_LAID)
    for turns, zoom in ((0, 2.5), (1, 2.5), (2, 2.5), (3, 2.5), (0, 2.5)):
        page.locator("[data-do=turn]" if turns or page.locator(".laid").count() else "[data-do=zoom]").first.click()
        laid = page.evaluate(_LAID)
        assert laid["image"] == laid["marks"], turns
        assert laid["reached"], (turns, laid)
        if not turns % 2:
            assert laid["wide"] == pytest.approx(rest["wide"] * zoom, abs=3)
        assert (laid["wide"] > laid["high"]) == (turns % 2 == 0)
    page.locator("[data-do=zoom]").first.click()
    laid = page.evaluate(_LAID)
    assert (laid["wide"], laid["high"]) == (rest["wide"], rest["high"]) and laid["image"] == laid["marks"]
    page.context.close()


def test_two_fingers_zoom_the_card_and_not_the_page(browser: tuple[Any, Any], served: Served) -> None:
    page = opened(browser, served, **browser[1]["iPhone 13"])
    page.goto(f"{served.base}/people/1")
    page.wait_for_function("document.querySelector('[data-face] img').naturalWidth > 0")
    rest = page.evaluate(_LAID)
    x, y = (sum(rest["image"][at::2]) / 2 for at in (0, 1))
    fingers = page.context.new_cdp_session(page)

    def touch(kind: str, *spread: float) -> None:
        points = [{"x": x + side * each, "y": y, "id": at} for each in spread for at, side in enumerate((-1, 1))]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 20)
    for spread in (30, 40, 50, 60):
        touch("touchMove", spread)
    touch("touchEnd")
    laid = page.evaluate(_LAID)
    assert laid["wide"] == pytest.approx(rest["wide"] * 3, abs=4)
    assert laid["image"] == laid["marks"] and laid["reached"]
    assert page.evaluate("visualViewport.scale") == 1
    page.context.close()


#: Lists what is written from right to left and may turn what stands around it.
_LOOSE = """() => {
    const loose = [];
    const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const { data, parentElement } = walk.currentNode;
        if (/[\\u0590-\\u08ff]/.test(data) && !parentElement.closest("bdi, [dir=auto], option, title, svg")) {
            loose.push(parentElement.outerHTML.slice(0, 120));
        }
    }
    const typed = [...document.querySelectorAll("input:not([type=hidden]), textarea")];
    const turns = (each) => /[\\u0590-\\u08ff]/.test(each.value) && each.dir !== "auto";
    return loose.concat(typed.filter(turns).map((each) => each.outerHTML));
}"""


def test_what_runs_from_right_to_left_turns_nothing_around_it(browser: tuple[Any, Any], served: Served) -> None:
    page = opened(browser, served, **DESK)
    seen = 0
    for path in ("/people/3", *PAGES):
        page.goto(served.base + path)
        text = page.content()
        assert not set(text) & set(DIRECTION), path
        seen += "אורלי כספי" in text
        assert not page.evaluate(_LOOSE), path
    assert seen > 6
    page.context.close()
    kept = served.post("/people/3/field", {"kind": "fn", "was": "אורלי כספי", "value": "אורלי כספי", "do": "accept"})
    assert kept.status == 303  # the field as it was shown is the field that is kept
