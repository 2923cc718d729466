"""Take the screenshots of README and guide, of the sample cards: docs/*.png. With --all every page in every size.

    python tools/screenshots.py [--all FOLDER] [--store FILE]

Needs the test extra, and Chromium: `make setup browser`.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
PHOTOS = ROOT / "samples" / "photos"
CHROMIUM = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update",
            "--disable-sync"]  # fmt: skip
PAGES = {
    "inbox": "/", "question": "/people/2", "connection": "/people/1", "people": "/people", "capture": "/capture",
    "today": "/today", "events": "/events", "before": "/events/2?view=prepare", "there": "/events/2?view=live",
    "after": "/events/2?view=report", "event": "/events/2/edit", "recall": "/recall",
    "introductions": "/introductions", "introduction": "/introductions/3/with/4", "gifts": "/gifts", "add": "/add",
    "me": "/me", "phone": "/phone", "settings": "/settings", "more": "/more",
}  # fmt: skip
SIZES = {360: 780, 768: 1000, 1440: 900}


def cardscan(db: Path, *arguments: str) -> None:
    """Call a command on the store."""
    subprocess.run(
        [sys.executable, "-m", "cardscan", *arguments, "--db", str(db)], check=True, stdout=subprocess.DEVNULL
    )


def fill(db: Path) -> None:
    """Live through the README's story, and read the other samples."""
    cardscan(db, "event", "add", "Makers evening", "--date", "2026-10-15", "--place", "Old Rope Works")
    cardscan(db, "event", "add", "SME social hour", "--date", "2026-11-19", "--place", "Corn Exchange, upper floor",
             "--goal", "one boatyard for a winter trial", "--meet", "Head of brand at Tolsay Ferries",
             "--meet", "Perpetua Dunnachie", "--give", "intro to the hull paint lab",
             "--ask", "What did last winter cost you?")  # fmt: skip
    cardscan(db, "ingest", str(PHOTOS / "story" / "Makers evening"), "--jobs", "1")
    cardscan(db, "promise", "done", "1")
    cardscan(db, "ingest", str(PHOTOS / "story" / "SME social hour"), "--jobs", "1")
    cardscan(db, "ingest", str(PHOTOS / "phone"), str(PHOTOS / "scans"), "--jobs", "1")


@contextmanager
def paired(db: Path) -> Iterator[tuple[Any, str, Any]]:
    """Serve the store; give a browser, the address, and the state of one that is let in."""
    command = [sys.executable, "-m", "cardscan", "serve", "--no-browser", "--port", "0", "--db", str(db)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            found = re.search(r"(http\S+)/pair\S+", server.stdout.readline() if server.stdout else "")
            if not found:
                raise SystemExit("cardscan serve did not start")
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)
                page = browser.new_page()
                page.goto(found[0])
                page.get_by_role("button", name="Let it in").click()
                page.get_by_role("status").wait_for()
                yield browser, found[1], page.context.storage_state()
                browser.close()
        finally:
            server.terminate()


def take(page: Any, file: Path, whole: bool = False) -> None:
    """Take a picture of a page, in as few colours as do not show."""
    file.parent.mkdir(parents=True, exist_ok=True)
    page.mouse.move(0, 0)
    page.wait_for_timeout(300)
    page.screenshot(path=file, full_page=whole)
    with Image.open(file) as picture:
        few = picture.convert("RGB").quantize(220, dither=Image.Dither.NONE)
    few.save(file, optimize=True)


def for_readme(browser: Any, base: str, state: Any, docs: Path) -> None:
    """Take those of README and guide."""
    desk = browser.new_page(viewport={"width": 1280, "height": 860}, color_scheme="light", storage_state=state)
    desk.goto(f"{base}/people?q=Kellinghaus")
    desk.locator("a.tile").click()
    desk.locator("[data-card]").wait_for()
    desk.locator("[data-unsure]").first.wait_for()  # what the picture is to show
    desk.keyboard.press("u")
    take(desk, docs / "person.png")
    phone = browser.new_page(
        viewport={"width": 390, "height": 800}, color_scheme="dark", storage_state=state, is_mobile=True, has_touch=True
    )
    for name, path in (("phone-inbox", "/"), ("phone-note", "/people/2#note"), ("phone-event", PAGES["there"])):
        phone.goto(base + path)
        take(phone, docs / f"{name}.png")
    together([docs / f"phone-{name}.png" for name in ("inbox", "note", "event")], docs / "phone.png")


def together(files: list[Path], file: Path) -> None:
    """Put pictures beside one another, and take the single ones away."""
    pictures = [Image.open(each).convert("RGB") for each in files]
    gap = 24
    sheet = Image.new(
        "RGB", (sum(each.width + gap for each in pictures) - gap, max(each.height for each in pictures)), "white"
    )
    left = 0
    for each in pictures:
        sheet.paste(each, (left, 0))
        left += each.width + gap
    sheet.quantize(220, dither=Image.Dither.NONE).save(file, optimize=True)
    for each in files:
        each.unlink()


def every_page(browser: Any, base: str, state: Any, folder: Path) -> None:
    """Take every page in every size, light and dark."""
    for scheme in ("light", "dark"):
        for width, height in SIZES.items():
            small = width < 700
            page = browser.new_page(
                viewport={"width": width, "height": height},
                color_scheme=scheme,
                storage_state=state,
                is_mobile=small,
                has_touch=small,
            )
            for name, path in PAGES.items():
                page.goto(base + path)
                take(page, folder / f"{name}-{width}-{scheme}.png")
            page.close()


def main() -> None:
    """Make a store of the samples, or take one that is there, and photograph its pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every page in every size, into a folder")
    parser.add_argument("--store", type=Path, help="a store that is there; its first two people and events are shown")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        db = options.store or Path(folder) / "cardscan.db"
        if not options.store:
            fill(db)
        with paired(db) as (browser, base, state):
            if options.all:
                every_page(browser, base, state, options.all)
            else:
                for_readme(browser, base, state, ROOT / "docs")


if __name__ == "__main__":
    main()
