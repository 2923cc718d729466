"""Ask the page's own script, in Chromium, what it says of sample photos at once: `python -m bench.at_once`.

Photos as they are (what is said there is a false alarm), photos spoiled as `bench.quality` does it, and tables without
a card. For each: in how many something was said, what, and how long the script took.
"""

import argparse
import base64
import shutil
import statistics
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image as Picture
from PIL import ImageOps

from bench.quality import WAYS
from cardscan.pictures import Image
from samples.scene import Scene, photograph
from samples.textures import TEXTURES

ROOT = Path(__file__).parent.parent
LOOK = ROOT / "cardscan" / "web" / "static" / "look.js"
FOLDERS = ("phone", "several", "story")
SAID_AT_ONCE = ("blurred", "shaken", "dark", "cut off")
_ASK = """async ([data, kind]) => {
    const blob = await (await fetch(`data:${kind};base64,${data}`)).blob();
    const start = performance.now();
    const said = await look.flawOf(blob);
    return [said.split(':')[0], performance.now() - start];
}"""


def cases(every: int) -> Iterator[tuple[str, Image]]:
    """Yield what was done to a photo, and the photo; of `every` so many the first."""
    files = [file for folder in FOLDERS for file in sorted((ROOT / "samples" / "photos" / folder).rglob("*.jpg"))]
    for file in files[::every]:
        with Picture.open(file) as opened:
            photo = np.asarray(ImageOps.exif_transpose(opened).convert("RGB"))[:, :, ::-1].copy()
        yield "as it is", photo
        for name in SAID_AT_ONCE:
            _, spoil, strengths = WAYS[name]
            for strength in strengths:
                yield f"{name} {strength}", spoil(photo, strength)
    for seed, ground in enumerate([*TEXTURES][every // 3 :: every]):  # of few, a calm one is among them
        empty = photograph([], Scene(ground, "2026-10-02 18:05:00"), np.random.default_rng(seed))
        yield "no card", empty[:, :, ::-1].copy()


def said(page: Any, photo: Image) -> tuple[str, float]:
    """Give what the script says of a photo, and the milliseconds that it took."""
    _, jpeg = cv2.imencode(".jpg", photo, [cv2.IMWRITE_JPEG_QUALITY, 90])
    text, milliseconds = page.evaluate(_ASK, [base64.b64encode(jpeg.tobytes()).decode(), "image/jpeg"])
    return str(text), float(milliseconds)


def measure(program: str, every: int = 1) -> tuple[dict[str, Counter[str]], list[float]]:
    """Count what is said, by what was done to the photos; and list how long it took."""
    from playwright.sync_api import sync_playwright  # of the tests' tools

    counted: dict[str, Counter[str]] = {}
    took = []
    with sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"]).new_page()
        page.add_script_tag(content=LOOK.read_text(encoding="utf-8") + "\nwindow.look = look;")
        for name, photo in cases(every):
            text, milliseconds = said(page, photo)
            counted.setdefault(name, Counter())[text] += 1
            took.append(milliseconds)
    return counted, took


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Ask the page's script what it says of photos at once.")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth photo")
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if not program:
        sys.exit("there is no Chromium: apt install chromium")
    counted, took = measure(program, parser.parse_args().every)
    for name, counts in counted.items():
        number = counts.total()
        print(f"{name:14} {number - counts['']:3} of {number:3}  {dict(counts)}")
    print(f"milliseconds: median {statistics.median(took):.0f}, most {max(took):.0f}")


if __name__ == "__main__":
    main()
