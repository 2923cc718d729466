"""Draw the sample cards, photograph them and write their truth; see README.md."""

import argparse
import io
import json
import sys
import time
from datetime import datetime
from pathlib import Path

import numpy as np
from PIL import Image

from samples.fonts import SampleError
from samples.layouts import draw
from samples.people import HERE, Shot, shots
from samples.scene import photograph, scan
from samples.textures import Pixels
from samples.truth import laid, scene_of, truth


def seed(shot: Shot) -> np.random.Generator:
    """Return the photo's own source of chance, so that a change to one leaves the others alone."""
    return np.random.default_rng(list(shot.file.encode()))


def picture(shot: Shot) -> list[Pixels]:
    """Return the pictures of a photo or scan: one, or one a page of a PDF."""
    rng = seed(shot)
    drawn = [np.asarray(draw(card).image.convert("RGB")) for card in shot.cards]
    if not shot.scene:
        return [scan(image, rng) for image in drawn]
    scene = scene_of(shot)
    cards = [laid(card, image) for card, image in zip(shot.cards, drawn, strict=True)]
    upright = photograph(cards, scene, rng)
    return [np.ascontiguousarray(np.rot90(upright, -scene.stored // 90))]


def save(shot: Shot, pages: list[Pixels], path: Path) -> None:
    """Write a photo in the format of its name, with its EXIF."""
    path.parent.mkdir(parents=True, exist_ok=True)
    images = [Image.fromarray(page) for page in pages]
    if path.suffix == ".pdf":
        made = time.gmtime(0)
        images[0].save(
            path, save_all=True, append_images=images[1:], resolution=300, quality=82, creationDate=made, modDate=made
        )
    elif path.suffix == ".png":
        images[0].quantize(96, dither=Image.Dither.NONE).save(path, dpi=(300, 300), optimize=True)
    elif not shot.scene:
        images[0].save(path, quality=84, dpi=(300, 300), optimize=True)
    else:
        scene = scene_of(shot)
        exif = Image.Exif()
        exif[0x0112] = scene.orientation
        exif[0x010F], exif[0x0110] = "cardscan", "samples"
        exif.get_ifd(0x8769)[0x9003] = datetime.fromisoformat(scene.taken).strftime("%Y:%m:%d %H:%M:%S")
        if path.suffix == ".heic":
            import pillow_heif

            pillow_heif.register_heif_opener()
        written = io.BytesIO()
        images[0].save(
            written,
            "HEIF" if path.suffix == ".heic" else "JPEG",
            quality=scene.quality,
            exif=exif.tobytes(),
            optimize=True,
        )
        path.write_bytes(written.getvalue())


def main() -> int:
    """Make all samples, or those whose file names are given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="only photos whose name has this in it; the truth is always written")
    parser.add_argument("--out", type=Path, default=HERE, help="folder for photos/ and truth.jsonl")
    args = parser.parse_args()
    lines = []
    for shot in shots():
        lines.append(json.dumps(truth(shot), ensure_ascii=False))
        path = args.out / "photos" / shot.file
        if not args.names or any(name in shot.file for name in args.names):
            try:
                save(shot, picture(shot), path)
            except SampleError as error:
                print(f"{shot.file}: {error}", file=sys.stderr)
                return 1
            print(f"{path.stat().st_size / 1000:7.0f} kB  {shot.file}")
    (args.out / "truth.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} photos in truth.jsonl")
    return 0


if __name__ == "__main__":
    sys.exit(main())
