"""Make sample photos worse step by step, and print what is said of them: `python -m bench.quality samples`.

Any labelled folder will do (see `bench.accuracy`). For each way to spoil a photo and each step: in how many photos that
was said, in how many something was, and the share of the telephone numbers and e-mails that are still read right, which
tells from where on it ought to be said. The first row are the photos as they are: what is said there is a false alarm.
"""

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np

from bench.accuracy import Lines, load
from bench.rules import score
from cardscan.export.readings import reading_json
from cardscan.model import ReadOptions
from cardscan.ocr.read import Readers
from cardscan.photos.pages import open_photo
from cardscan.pictures import Image
from cardscan.pipeline import load_readers, read_photo

Spoil = Callable[[Image, float], Image]
READ = ("tel", "email")


def blurred(photo: Image, pixels: float) -> Image:
    """Out of focus: a Gaussian of so many pixels, on a photo 1400 wide."""
    return np.asarray(cv2.GaussianBlur(photo, (0, 0), pixels * max(photo.shape) / 1400), np.uint8)


def shaken(photo: Image, pixels: float) -> Image:
    """Moved sideways by so many pixels while it was taken."""
    length = max(2, round(pixels * max(photo.shape) / 1400))
    return np.asarray(cv2.filter2D(photo, -1, np.full((1, length), 1 / length, np.float32)), np.uint8)


def dark(photo: Image, light: float) -> Image:
    """Lit by a share of the light, with the noise that comes of it."""
    noise = np.random.default_rng(1).normal(0, 4, photo.shape)
    return np.asarray(np.clip(photo * light + noise, 0, 255), np.uint8)


def small(photo: Image, share: float) -> Image:
    """From farther away: so much smaller."""
    return np.asarray(cv2.resize(photo, None, fx=share, fy=share, interpolation=cv2.INTER_AREA), np.uint8)


def glare(photo: Image, width: float) -> Image:
    """A lamp that the card reflects, so wide as a share of the photo, in its middle."""
    high, wide = photo.shape[:2]
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    away = np.hypot((x - wide * 0.5) / (width * wide), (y - high * 0.5) / (width * wide * 0.5))
    return np.asarray(np.clip(photo + 400 * np.exp(-(away**4))[..., None], 0, 255), np.uint8)


def cut_off(photo: Image, share: float) -> Image:
    """Without so much of its right side."""
    return np.ascontiguousarray(photo[:, : round(photo.shape[1] * (1 - share))])


WAYS: dict[str, tuple[str, Spoil, tuple[float, ...]]] = {
    "blurred": ("blurred", blurred, (1.5, 2.5, 4, 6)),
    "shaken": ("blurred", shaken, (5, 9, 14)),
    "dark": ("dark", dark, (0.6, 0.4, 0.25, 0.12)),
    "small": ("small", small, (0.6, 0.45, 0.33, 0.25)),
    "glare": ("glare", glare, (0.08, 0.14, 0.2)),
    "cut off": ("cut_off", cut_off, (0.15, 0.3, 0.4)),
}


def steps() -> Iterator[tuple[str, str, float, Spoil]]:
    """Yield name, kind of flaw, strength and the way to spoil a photo; first the photo as it is."""
    yield "as it is", "", 0, lambda photo, _: photo
    for name, (kind, spoil, strengths) in WAYS.items():
        for strength in strengths:
            yield name, kind, strength, spoil


def main() -> None:
    """Parse the command line, measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.quality", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="photos with their truth.jsonl")
    parser.add_argument("--limit", type=int, default=12, help="only so many photos, spread over all")
    parser.add_argument("--way", help="only this one")
    args = parser.parse_args()
    truths = load((args.folder / "truth.jsonl").read_text(encoding="utf-8").splitlines())
    names = sorted(name for name, truth in truths.items() if len(truth["cards"]) == 1)
    names = names[:: max(1, len(names) // args.limit)][: args.limit]
    readers = load_readers(ReadOptions())
    print(f"{len(names)} photos\n\n{'':10} {'':>5} {'said':>5} {'any':>5} {'read':>6}  what else")
    for name, kind, strength, spoil in steps():
        if args.way in (None, name):
            print(_row(f"{name:10} {strength or '':>5}", kind, names, truths, args.folder, readers, spoil, strength))


def _row(
    head: str,
    kind: str,
    names: list[str],
    truths: Lines,
    folder: Path,
    readers: Readers,
    spoil: Spoil,
    strength: float,
) -> str:
    said: Counter[str] = Counter()
    any_said = right = wanted = 0
    with tempfile.TemporaryDirectory() as made:
        for name in names:
            photo = spoil(open_photo(folder / name).photos[0].image, strength)
            file = Path(made, "photo.png")
            cv2.imwrite(str(file), photo, [cv2.IMWRITE_PNG_COMPRESSION, 1])
            reading = read_photo(file, readers)
            kinds = {flaw.kind for card in reading.cards for flaw in card.quality}
            said.update(kinds)
            any_said += bool(kinds)
            counts = score(truths[name]["cards"], json.loads(reading_json(reading))["cards"])
            right += sum(counts.right[field] for field in READ)
            wanted += sum(counts.right[field] + counts.missed[field] for field in READ)
    others = ", ".join(f"{other} {count}" for other, count in said.most_common() if other != kind)
    return f"{head} {said[kind] if kind else '':>5} {any_said:>5} {right / max(1, wanted):>6.2f}  {others}".rstrip()


if __name__ == "__main__":
    main()
