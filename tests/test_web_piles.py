"""Many at once in the browser: real Chromium, by keys alone, at a desk and on a phone."""

import io
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import made
import pytest
from axe_playwright_python import sync_playwright as axe
from browser import DESK, chromium, let_in
from PIL import Image, ImageDraw
from served import Served, serving
from test_companies import firm

from cardscan.connections.standing import COMPANY, filed
from cardscan.model import Quad
from cardscan.store import Store

GIVEN = ("Ada", "Bodil", "Cosimo", "Dorrit", "Ebba", "Finola", "Gunnvor", "Hesper", "Isolde", "Jorunn", "Kasimir",
         "Linnea", "Merrick", "Nerys")  # fmt: skip
FAMILY = "Quillfeather"
PLACE: Quad = ((60.0, 80.0), (600.0, 80.0), (600.0, 150.0), (60.0, 150.0))
NARROW = {"viewport": {"width": 390, "height": 844}}


def picture(text: str) -> bytes:
    image = Image.new("RGB", (900, 500), "#fbf7ee")
    draw = ImageDraw.Draw(image)
    draw.text((60, 84), text, fill="#222", font_size=56)
    draw.text((60, 300), "Tolsay Quay 4", fill="#666", font_size=32)
    out = io.BytesIO()
    image.save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def served(db: str, store: Store, tmp_path: Any) -> Iterator[Served]:
    for number, given in enumerate(GIVEN):
        name = f"{given} {FAMILY}"
        fn = made.field(name, sure=False, confidence=0.9 - number / 100, box=PLACE, parts={"given": given})
        of = made.contact(name, f"Firm {number}", fn=(fn,), tel=(), email=(), title=())
        made_card = replace(made.card(of, picture(name)), corners=((0, 0), (900, 0), (900, 500), (0, 500)), rotation=0)
        store.save(made.photo(f"/photos/{number}.jpg", made_card), [(of,)], made.NOW)
    for name in ("Hotel Seerose", "Bakkerij De Molen", "Sakura Sushi"):
        store.save(made.photo(f"/photos/{name}.jpg", made.card(firm(name), picture(name))), [(firm(name),)], made.NOW)
    with serving(db, tmp_path / "log") as it:
        yield it


@pytest.fixture
def page(served: Served) -> Iterator[Any]:
    with chromium() as (browser, _), let_in(browser, served.link) as opened:
        yield opened


def names(store: Store) -> list[str]:
    return [person.contact.fn[0].value for person in store.people() if person.contact.fn]


def photographed(page: Any, name: str) -> None:
    """Keep a picture of the page, where somebody wants to look at it."""
    if folder := os.environ.get("CARDSCAN_SCREENS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_a_pile_by_keys_alone(page: Any, served: Served, store: Store) -> None:
    page.keyboard.press("g")
    page.keyboard.press("i")
    page.get_by_role("heading", name="Inbox").wait_for()
    page.wait_for_load_state()  # keys are heard once the script is there
    page.keyboard.press("m")
    page.wait_for_url(f"{served.base}/review")
    tiles = page.locator("[data-tile]")
    assert tiles.count() == 12 and page.get_by_text("1 to 12 of 14").is_visible()
    assert tiles.first.locator("svg").get_attribute("viewBox") == "0 0 702 252"  # the piece of the card it stands on
    assert page.evaluate("document.activeElement.matches('[data-tile]:first-child [data-item]')")
    photographed(page, "desk-names")
    page.keyboard.press("j")
    page.keyboard.press("x")  # Bodil is not right
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.keyboard.type("Cosima Quillfeather")
    page.keyboard.press("Enter")  # on to the next
    assert page.evaluate("document.activeElement.id") == "right-3"
    page.keyboard.press("e")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "right-3"
    page.keyboard.press("a")
    page.get_by_role("status").get_by_text("10 confirmed, 1 corrected.").wait_for()
    assert page.locator("[data-tile]").count() == 2 and "2 to 3 of 3" in page.locator("#pile").inner_text()
    assert store.directory.waiting.sizes()["fn"] == 3 and names(store)[2] == "Cosima Quillfeather"
    page.keyboard.press("s")
    page.get_by_role("button", name="Take it back").click()
    page.get_by_role("status").get_by_text("Taken back.").wait_for()
    assert store.directory.waiting.sizes()["fn"] == 14 and names(store)[2] == "Cosimo Quillfeather"


@pytest.mark.parametrize("pile", ["fn", "companies"])
def test_nobody_is_shut_out(page: Any, served: Served, pile: str) -> None:
    page.goto(f"{served.base}/review?field={pile}")
    page.evaluate((Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document).then(r => r.violations)")
    bad = [each for each in found if each["impact"] in ("serious", "critical")]
    assert not [(each["id"], [node["html"][:120] for node in each["nodes"][:3]]) for each in bad]


def test_companies_are_filed_in_one_go(page: Any, served: Served, store: Store) -> None:
    page.goto(f"{served.base}/review")
    page.get_by_role("link", name="No person named 3").click()
    page.wait_for_url("**/review?field=companies")  # there, and its script with it
    assert page.locator("[data-tile]").count() == 3
    photographed(page, "desk-companies")
    page.locator("[data-tile]").nth(1).get_by_role("textbox").fill("Finola Boatwright")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.get_by_role("status").get_by_text("1 corrected, 2 filed as companies’.").wait_for()
    people = store.people()[-3:]
    assert sorted(filed(each) for each in people) == ["", COMPANY, COMPANY]
    assert "Finola Boatwright" in names(store)
    page.get_by_text("Nothing of that is to be looked at.").wait_for()


def test_what_is_typed_is_not_lost_where_it_cannot_be_taken(page: Any, served: Served, store: Store) -> None:
    page.goto(f"{served.base}/review?field=fn")
    store.edit(2, lambda contact: replace(contact, fn=(made.field("Bodil M."),)), made.NOW)  # meanwhile, elsewhere
    page.locator("#value-1").fill("Bodil Kelp")
    page.get_by_role("button", name="All ticked are right").click()
    page.get_by_role("alert").get_by_text("The card has changed meanwhile").wait_for()
    assert names(store)[1] == "Bodil M." and store.directory.waiting.sizes()["fn"] == 2  # the others were taken


def test_on_a_phone_and_filtered(page: Any, served: Served) -> None:
    phone = page.context.browser.new_context(**NARROW, storage_state=page.context.storage_state()).new_page()
    phone.goto(f"{served.base}/review?field=fn")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = phone.evaluate(
        "[...document.querySelectorAll('main button:not(.small-print *), main a.button')]"
        ".filter(e => e.offsetParent && e.getBoundingClientRect().height < 44).map(e => e.outerHTML.slice(0, 80))"
    )
    assert not small
    photographed(phone, "phone-names")
    phone.get_by_label("Why it is to be looked at").select_option("missing")
    phone.get_by_text("Nothing of that is to be looked at.").wait_for()
    phone.goto(f"{served.base}/review?field=companies")
    photographed(phone, "phone-companies")
    phone.goto(f"{served.base}/people/15")
    photographed(phone, "phone-company")
    phone.context.close()


def test_without_scripts_a_page_is_taken_too(page: Any, served: Served, store: Store) -> None:
    state = page.context.storage_state()
    plain = page.context.browser.new_context(**DESK, java_script_enabled=False, storage_state=state).new_page()
    plain.goto(f"{served.base}/review?field=fn")
    plain.locator("#value-0").fill("Ada Kelp")
    plain.locator("#value-0").press("Enter")  # saves what was typed, and takes nothing else for right
    plain.get_by_role("status").get_by_text("1 corrected.").wait_for()
    assert store.directory.waiting.sizes()["fn"] == 13
    plain.get_by_role("button", name="All ticked are right").click()
    plain.get_by_role("status").get_by_text("12 confirmed.").wait_for()
    plain.context.close()
