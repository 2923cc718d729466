"""Pages on a phone, on paper, and in scripts that run the other way. Real Chromium, a real server, no readers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from browser import DESK, chromium
from made import NOW, card, contact, field, noted, photo
from served import Served, serving

from cardscan.person import Event, Note
from cardscan.store import open_store

LONG = "Kelpwrightsandferrymensinternationalassociationsautumnassembly7"  # 63 letters and no space
PAGES = ("/", "/people", "/people/1", "/people/2", "/people/1/merge?q=O", "/capture", "/today", "/events",
         "/events/new", "/events/1?view=prepare", "/events/1?view=live", "/events/1?view=report", "/events/1/edit",
         "/recall", "/introductions", "/phone", "/settings", "/more", "/nothing")  # fmt: skip
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
def browser() -> Iterator[tuple[Any, Any]]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("web")
    db = str(folder / "x.db")
    with open_store(db) as store:
        assert len(LONG) == 63
        event = store.add_event(Event(0, LONG, date(2026, 10, 2), meet=("a pilot",), place=LONG), NOW)
        for number, name in enumerate(("Ottoline Brackwyth", LONG)):
            of = replace(contact(name), title=(field(LONG),))
            store.save(photo(f"/photos/{number}.jpg", card(of)), [[of]], NOW, event.id, event.date)
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


@pytest.mark.parametrize("device", ["iPhone 13", "Galaxy S8"])
def test_a_page_is_as_wide_as_the_phone(browser: tuple[Any, Any], served: Served, device: str) -> None:
    """Not as wide as the window says: a phone widens that to hold what is too wide, and makes all of it small."""
    phone = browser[1][device]
    width = phone["viewport"]["width"]
    page = opened(browser, served, **phone)
    for path in PAGES:
        page.goto(served.base + path)
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        assert page.evaluate("[innerWidth, document.documentElement.scrollWidth]") == [width, width], path
    page.context.close()


def test_what_is_printed_is_dark_on_white_whatever_the_screen(browser: tuple[Any, Any], served: Served) -> None:
    page = opened(browser, served, **DESK, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    for path in PAGES:
        page.goto(served.base + path)
        bright = page.evaluate(_BRIGHT)
        assert not bright, (path, bright[:5])
    page.context.close()
