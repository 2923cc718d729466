"""The icons of the installed page are those that the script draws of `icon.svg`."""

import json

import pytest
from PIL import Image, ImageChops, ImageStat

from tools.draw_icons import ICONS, STATIC, draw


@pytest.mark.parametrize("name", ICONS)
def test_they_are_drawn_from_the_same_shapes(name: str) -> None:
    with Image.open(STATIC / name) as kept:
        drawn = draw(*ICONS[name])
        assert kept.size == drawn.size
        away = ImageStat.Stat(ImageChops.difference(kept.convert("RGBA"), drawn)).mean
    assert max(away) < 1  # of 255: versions of Pillow round otherwise


def test_the_manifest_names_each_with_its_size() -> None:
    manifest = json.loads((STATIC / "app.webmanifest").read_text(encoding="utf-8"))
    named = {each["src"].rpartition("/")[2]: each["sizes"] for each in manifest["icons"]}
    phones = {name: f"{pixels}x{pixels}" for name, (pixels, _) in ICONS.items() if name != "icon-180.png"}  # Apple's
    assert named == {"icon.svg": "any", **phones}
