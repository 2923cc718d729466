"""Draw what people hand over in place of a card: badges, codes alone, a card on a phone's screen; and signatures.

Everyone is made up, anew for each seed: `python -m samples.inputs FOLDER --seed 7 --count 10` writes photos and texts
with their truth.jsonl, in the form of README.md.
"""

import argparse
import io
import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import segno
from PIL import Image, ImageDraw, ImageFont

from bench.cultures import CULTURES

_FACES = "/usr/share/fonts/truetype"
_PAIRS = (
    ("lato/Lato-Regular.ttf", "lato/Lato-Bold.ttf"),
    ("dejavu/DejaVuSans.ttf", "dejavu/DejaVuSans-Bold.ttf"),
    ("open-sans/OpenSans-Regular.ttf", "open-sans/OpenSans-Bold.ttf"),
)
_TITLES = "Head of Design|Sales Director|Account Manager|Product Owner|Naval Architect|Chief of Staff|Lead Engineer|\
Marketing Manager|Research Fellow|Managing Director|Service Designer|Buyer|Photographer|Project Manager"
_TRADES = "Instruments|Boatworks|Ceramics|Analytics|Timber|Optics|Publishing|Robotics|Bakeries|Consulting|Textiles"
_FORMS = {"44": "Ltd", "49": "GmbH", "91": "Pvt. Ltd.", "33": "SARL", "34": "S.L.", "48": "Sp. z o.o."}
_FAIRS = "Harbour Days|Makers Summit|Northern Light Conference|Open Materials Fair|Slow Tech Forum"
_CLOSINGS = "Best regards,|Kind regards|Cheers,|Mit freundlichen Grüßen|Cordialement,|Un saludo,|-- "
_PROSE = "it was good to meet you there, and I would like to go on with what we talked about over lunch."
_NAMES = [each for each in CULTURES if each.code in _FORMS and each.code != "86"]


@dataclass(frozen=True)
class Who:
    """Someone made up."""

    given: str
    family: str
    title: str
    org: str
    tel: str
    email: str
    url: str

    @property
    def name(self) -> str:
        """Given and family name."""
        return f"{self.given} {self.family}"

    def truth(self, **more: list[object]) -> dict[str, object]:
        """Return a card of truth.jsonl with what is drawn of them."""
        return {"fn": [self.name], **more}

    @property
    def all(self) -> dict[str, list[object]]:
        """Return every field as truth.jsonl has it."""
        tel = {"raw": self.tel, "e164": self.tel.replace(" ", ""), "type": None}
        return {"org": [self.org], "title": [self.title], "tel": [tel], "email": [self.email], "url": [self.url]}


def someone(rng: random.Random) -> Who:
    """Make someone up."""
    of = rng.choice(_NAMES)
    syllables = of.syllables.split()
    family = "".join(rng.choice(syllables) for _ in range(rng.randint(2, 3))).capitalize()
    given, trade = rng.choice(of.given.split()), rng.choice(_TRADES.split("|"))
    first = "".join(rng.choice(syllables) for _ in range(2)).capitalize()
    domain = f"{first}{trade}".lower() + f".{of.domain}"
    plain = "".join(c for c in f"{given}.{family}".lower() if c.isascii())
    numbers = {"44": "+44 20 7946 0", "49": "+49 30 23125 ", "33": "+33 1 99 00 ", "34": "+34 910 555 ",
               "48": "+48 22 555 0", "91": "+91 22 2555 0"}  # fmt: skip
    tel = numbers[of.code] + str(rng.randint(100, 999))
    if of.code == "33":
        tel = f"+33 1 99 00 {rng.randint(10, 99)} {rng.randint(10, 99)}"
    org = f"{first} {trade} {_FORMS[of.code]}" if rng.random() < 0.6 else f"{first} {trade}"
    return Who(given, family, rng.choice(_TITLES.split("|")), org, tel, f"{plain}@{domain}", f"www.{domain}")


def badge(rng: random.Random, who: Who) -> tuple[Image.Image, dict[str, object]]:
    """A badge at a lanyard: the fair above, the name set large over two lines, below it title and company."""
    wide, high = rng.choice(((900, 1250), (1000, 1000), (1100, 800)))
    image, draw, ink = _paper(rng, wide, high)
    plain, bold = _faces(rng)
    band = rng.random() < 0.6
    if band:
        draw.rectangle((0, 0, wide, high * 0.16), fill=ink)
    head = ImageFont.truetype(plain, 46)
    _middle(draw, wide, high * 0.055, rng.choice(_FAIRS.split("|")), head, "white" if band else ink)
    draw.rounded_rectangle((wide / 2 - 70, 8, wide / 2 + 70, 30), 11, fill="#d8d8d8")
    caps = rng.random() < 0.3
    first = ImageFont.truetype(bold, rng.randint(110, 150))
    second = ImageFont.truetype(rng.choice((plain, bold)), rng.choice((first.size, int(first.size * 0.6))))
    y = high * 0.27
    for text, face in ((who.given, first), (who.family, second)):
        _middle(draw, wide, y, text.upper() if caps else text, _fitting(face, text, wide * 0.9), "black")
        y += face.size * 1.2
    y += 30
    shown = rng.random() < 0.7
    for text, size in ((who.title, 48), (who.org, 58)) if shown else ((who.org, 58),):
        _middle(draw, wide, y, text, _fitting(ImageFont.truetype(plain, size), text, wide * 0.9), "#333")
        y += size * 1.5
    kind = rng.choice(("ATTENDEE", "SPEAKER", "VISITOR", ""))
    if kind:
        draw.rectangle((0, high * 0.9, wide, high), fill=ink)
        _middle(draw, wide, high * 0.92, kind, ImageFont.truetype(bold, 52), "white")
    fields = {"org": [who.org], **({"title": [who.title]} if shown else {})}
    return _photographed(rng, image), who.truth(**fields)  # type: ignore[arg-type]


def code(rng: random.Random, who: Who) -> tuple[Image.Image, dict[str, object]]:
    """A code alone, photographed from paper or as a screen shows it: a vCard, or a profile on LinkedIn."""
    profile = rng.random() < 0.4
    plain = "".join(c for c in f"{who.given}-{who.family}".lower() if c.isascii() and c.isalpha() or c == "-")
    address = f"https://www.linkedin.com/in/{plain}"
    card = (
        f"BEGIN:VCARD\nVERSION:3.0\nN:{who.family};{who.given}\nFN:{who.name}\nTITLE:{who.title}\nORG:{who.org}\n"
        f"TEL:{who.tel}\nEMAIL:{who.email}\nURL:{who.url}\nEND:VCARD"
    )
    drawn = io.BytesIO()
    segno.make(f"{address}-{rng.randint(1, 9)}a{rng.randint(1000, 9999)}b" if profile else card, error="m").save(
        drawn, kind="png", scale=10, border=4
    )
    image = Image.open(drawn).convert("RGB").resize((820, 820), Image.Resampling.BOX)
    truth = who.truth() if profile else who.truth(**who.all)
    if rng.random() < 0.5:
        screen = Image.new("RGB", (1080, 1920), "white")
        screen.paste(image, (130, rng.randint(300, 800)))
        return screen, truth
    return _photographed(rng, image), truth


def screen(rng: random.Random, who: Who) -> tuple[Image.Image, dict[str, object]]:
    """A phone's screenshot of a digital card: time and battery above, labels, buttons."""
    dark = rng.random() < 0.4
    paper, ink, soft = ("#101418", "white", "#9aa4ad") if dark else ("white", "black", "#667")
    image = Image.new("RGB", (1080, 2160), paper)
    draw = ImageDraw.Draw(image)
    plain, bold = _faces(rng)
    small, body = ImageFont.truetype(plain, 34), ImageFont.truetype(plain, 44)
    draw.text((60, 30), f"{rng.randint(8, 22)}:{rng.randint(10, 59)}", ink, ImageFont.truetype(bold, 40))
    draw.text((960, 30), f"{rng.randint(11, 99)}%", ink, small)
    draw.ellipse((415, 180, 665, 430), fill=rng.choice(("#2a6f97", "#7b2d26", "#3c6e47")))
    _middle(draw, 1080, 240, who.given[0] + who.family[0], ImageFont.truetype(bold, 110), "white")
    _middle(draw, 1080, 490, who.name, _fitting(ImageFont.truetype(bold, 76), who.name, 980), ink)
    _middle(draw, 1080, 600, who.title, body, soft)
    _middle(draw, 1080, 665, who.org, body, soft)
    y = 820
    for label, text in (("Mobile", who.tel), ("E-mail", who.email), ("Website", who.url)):
        draw.text((80, y), label, soft, small)
        draw.text((80, y + 46), text, ink, _fitting(body, text, 900))
        draw.line((80, y + 125, 1000, y + 125), soft, 2)
        y += 165
    draw.rounded_rectangle((140, y + 60, 940, y + 180), 50, fill="#1769ff")
    _middle(draw, 1080, y + 92, rng.choice(("Save contact", "Add to contacts")), body, "white")
    return image, who.truth(**who.all)


def signature(rng: random.Random, who: Who) -> tuple[str, dict[str, object]]:
    """A mail with a signature: the fields one below the other, or several on a line."""
    rows = [who.name, who.title, who.org]
    if rng.random() < 0.4:
        rows = [who.name, f"{who.title} | {who.org}"] if rng.random() < 0.5 else [f"{who.name}, {who.title}", who.org]
    bar = rng.choice((" | ", "   ", " · "))
    reach = [f"{rng.choice(('T ', 'Tel. ', 'Phone: ', ''))}{who.tel}", who.email, who.url]
    rows += [bar.join(reach)] if rng.random() < 0.35 else reach
    text = "\n".join(rows)
    if rng.random() < 0.6:
        text = f"Dear Jonas,\n\n{_PROSE}\n\n{rng.choice(_CLOSINGS.split('|'))}\n{text}"
    if rng.random() < 0.4:
        text += "\n\nThis e-mail is confidential and for its addressee alone.\n"
    if rng.random() < 0.4:
        text += "\n\nOn Mon, 2 Nov 2026, Jonas Velden wrote:\n> Jonas Velden\n> +49 40 55501234\n"
    return text, who.truth(**who.all)


PICTURES: dict[str, Callable[[random.Random, Who], tuple[Image.Image, dict[str, object]]]] = {
    "badge": badge,
    "code": code,
    "screen": screen,
}


def _faces(rng: random.Random) -> tuple[str, str]:
    there = [pair for pair in _PAIRS if all(Path(_FACES, each).exists() for each in pair)]
    plain, bold = rng.choice(there)
    return f"{_FACES}/{plain}", f"{_FACES}/{bold}"


def _paper(rng: random.Random, wide: int, high: int) -> tuple[Image.Image, ImageDraw.ImageDraw, str]:
    image = Image.new("RGB", (wide, high), rng.choice(("white", "#fbf8f0")))
    return image, ImageDraw.Draw(image), rng.choice(("#14506e", "#8a1c2b", "#2e5d34", "#3b2a6b"))


def _middle(
    draw: ImageDraw.ImageDraw, wide: float, y: float, text: str, face: ImageFont.FreeTypeFont, ink: str
) -> None:
    draw.text(((wide - draw.textlength(text, face)) / 2, y), text, ink, face)


def _fitting(face: ImageFont.FreeTypeFont, text: str, wide: float) -> ImageFont.FreeTypeFont:
    return face.font_variant(size=int(face.size * min(1.0, wide / max(1.0, face.getlength(text.upper())))))


def _photographed(rng: random.Random, image: Image.Image) -> Image.Image:
    """Lay a picture on a table, a little turned and tilted, with noise."""
    noise = np.random.default_rng(rng.randint(0, 1 << 30))
    drawn = np.asarray(image)
    high, wide = drawn.shape[:2]
    scale = rng.uniform(0.62, 0.78) * min(1500 / wide, 2000 / high)
    w, h = wide * scale, high * scale
    table = cv2.resize(
        noise.integers(50, 140, (30, 22, 3)).astype(np.uint8), (1500, 2000), interpolation=cv2.INTER_CUBIC
    )
    turn, middle = np.deg2rad(rng.uniform(-5, 5)), np.array([750, 1000])
    spin = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    corners = np.array([[-w, -h], [w, -h], [w, h], [-w, h]]) / 2 @ spin + middle + noise.uniform(-18, 18, (4, 2))
    flat = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    matrix = cv2.getPerspectiveTransform(flat, corners.astype(np.float32))
    laid = cv2.warpPerspective(drawn, matrix, (1500, 2000), flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.full((high, wide), 255, np.uint8), matrix, (1500, 2000))[..., None] / 255
    whole = laid * mask + table * (1 - mask)
    return Image.fromarray(
        np.clip(whole * rng.uniform(0.8, 1) + noise.normal(0, 4, whole.shape), 0, 255).astype(np.uint8)
    )


def main() -> None:
    """Write so many of each kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=10)
    args = parser.parse_args()
    lines = []
    for kind, draw in PICTURES.items():
        (args.folder / kind).mkdir(parents=True, exist_ok=True)
        for number in range(args.count):
            rng = random.Random(f"{args.seed} {kind} {number}")  # noqa: S311 - nobody is to guess nothing
            image, truth = draw(rng, someone(rng))
            name = f"{kind}/{number:03}.jpg"
            image.save(args.folder / name, quality=88)
            lines.append(json.dumps({"photo": name, "cards": [truth]}, ensure_ascii=False))
    (args.folder / "truth.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
