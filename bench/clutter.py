"""Lay the sample cards into clutter, and print how many are found: `python -m bench.clutter`.

The photos are drawn anew each time, from a seed: cards white on white printed paper, dark on dark, under a pen, in a
hand, on magazines and keys, with round corners and glare, several of one design edge to edge. For each kind: in how
many photos every card is found (its outline overlaps the true one by 0.9 of both together) and nothing else, how many
cards are found, and how many lines of text beside the cards are read with them; `by edges`: in how many photos all is
right by the choice among outlines alone, before it is thought over. Needs the typefaces of samples/.
"""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.overlap import overlap
from cardscan import detect
from cardscan.detect.choice import choose
from cardscan.model import Quad
from cardscan.ocr.rapid import Rapid
from cardscan.pipeline import LOCATE_SIDE
from samples.layouts import draw
from samples.people import Card, shots
from samples.scene import Laid, Scene, corners, photograph
from samples.textures import Pixels

FOUND = 0.9  # overlap of an outline with the true one
Chance = np.random.Generator
Made = tuple[list[Laid], Scene]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sample card, drawn."""

    image: Pixels
    size: tuple[float, float]  # mm
    light: float  # grey level of its paper


def drawn() -> list[Drawn]:
    """Draw every sample card."""
    cards: list[Card] = [card for shot in shots() for card in shot.cards]
    made = []
    for card in cards:
        image = np.asarray(draw(card).image.convert("RGB"))
        made.append(Drawn(image, card.design.size, float(np.median(image[::9, ::9]))))
    return made


def scene_on(rng: Chance, ground: str, frame: float = 0.0, **more: Any) -> Scene:
    """Return a table, `frame` mm of it in the photo, with a light and a camera by chance."""
    scene = Scene(
        ground,
        "2026-11-12 18:00:00",
        frame=frame or float(rng.uniform(112, 150)),
        tilt=(float(rng.uniform(-14, 14)), float(rng.uniform(-12, 12))),
        light=(float(rng.uniform(-0.2, 0.2)), float(rng.uniform(-0.2, 0.2))),
        shadow=str(rng.choice(["", "", "hand", "phone", "window"])),
    )
    return replace(scene, **more)


def one_card(rng: Chance, cards: Sequence[Drawn], turn: float = 12, rounded: float = 0) -> Laid:
    """Lay one of the cards near the middle, turned by up to `turn` degrees, its corners rounded by so many mm."""
    card = cards[int(rng.integers(len(cards)))]
    at = float(rng.uniform(-6, 6)), float(rng.uniform(-5, 5))
    return Laid(card.image, card.size, at, float(rng.uniform(-turn, turn)), rounded)


def _on(*grounds: str, light: tuple[float, float] = (0, 256)) -> Callable[[Chance, Sequence[Drawn]], Made]:
    def made(rng: Chance, cards: Sequence[Drawn]) -> Made:
        fit = [card for card in cards if light[0] <= card.light < light[1]]
        return [one_card(rng, fit)], scene_on(rng, str(rng.choice(grounds)))

    return made


def _under_a_pen(rng: Chance, cards: Sequence[Drawn]) -> Made:
    pen = {
        "kind": "pen",
        "at": [float(rng.uniform(-50, 50)), float(rng.uniform(-28, 28))],
        "turn": rng.uniform(-60, 60),
    }
    return [one_card(rng, cards)], scene_on(rng, str(rng.choice(["oak", "white", "magazine", "letter"])), over=[pen])


def _in_a_hand(rng: Chance, cards: Sequence[Drawn]) -> Made:
    wide = [card for card in cards if card.size[0] > card.size[1]]
    fingers = {"kind": "fingers", "at": [float(rng.uniform(-8, 8)), 44], "turn": float(rng.uniform(-6, 6))}
    thumb = {"kind": "thumb", "at": [float(rng.uniform(-20, 20)), 42], "turn": float(rng.uniform(-25, 25))}
    ground = str(rng.choice(["oak", "magazine", "keyboard", "felt"]))
    return [one_card(rng, wide, 5)], scene_on(rng, ground, things=[fingers], over=[thumb])


def _round(rng: Chance, cards: Sequence[Drawn]) -> Made:
    return [one_card(rng, cards, 30, 4.0)], scene_on(rng, str(rng.choice(["oak", "white", "marble", "cloth"])))


def _portrait(rng: Chance, cards: Sequence[Drawn]) -> Made:
    laid = one_card(rng, cards, 8)
    turn = laid.turn + (90 if laid.size[0] > laid.size[1] else 0)
    scene = scene_on(rng, str(rng.choice(["letter", "magazine", "white", "gingham"])), 95)
    return [replace(laid, turn=turn)], replace(scene, pixels=(1050, 1400))


def _glare(rng: Chance, cards: Sequence[Drawn]) -> Made:
    where = float(rng.uniform(-40, 40)), float(rng.uniform(-25, 25))
    return [one_card(rng, cards)], scene_on(rng, str(rng.choice(["slate", "white", "oak"])), glare=where)


def _edge_to_edge(rng: Chance, cards: Sequence[Drawn]) -> Made:
    wide = [card for card in cards if card.size == (85.0, 55.0)]
    card = wide[int(rng.integers(len(wide)))]
    rows, columns = [(1, 2), (2, 1), (2, 2), (3, 1)][int(rng.integers(4))]
    gap = float(rng.uniform(0.1, 2))
    turn = float(rng.choice([0, 90]))
    laid = []
    for row in range(rows):
        for column in range(columns):
            x = (column - (columns - 1) / 2) * (85 + gap)
            y = (row - (rows - 1) / 2) * (55 + gap)
            at = (x, y) if turn == 0 else (-y, x)
            laid.append(Laid(card.image, card.size, at, turn + float(rng.uniform(-0.5, 0.5)), 0))
    reach = max(max(abs(v) for v in each.at) for each in laid)
    ground = str(rng.choice(["oak", "slate", "white", "felt"]))
    return laid, scene_on(rng, ground, 2 * (reach * 1.33 + 75))


KINDS: dict[str, Callable[[Chance, Sequence[Drawn]], Made]] = {
    "white on print": _on("letter", "form", light=(225, 256)),
    "white on white": _on("white", light=(235, 256)),
    "dark on dark": _on("slate", "walnut", light=(0, 90)),
    "on a magazine": _on("magazine", "newspaper"),
    "on keys": _on("keyboard"),
    "under a pen": _under_a_pen,
    "in a hand": _in_a_hand,
    "round corners": _round,
    "portrait": _portrait,
    "glare": _glare,
    "edge to edge": _edge_to_edge,
}


def text_beside(lines: Sequence[Quad], cards: Sequence[NDArray[np.float64]], found: Sequence[Quad]) -> int:
    """Count the lines that lie beside all cards and in an outline that was found; all that do, where none was."""
    middles = [tuple(float(v) for v in np.mean(line, axis=0)) for line in lines]

    def within(quad: NDArray[np.floating], point: tuple[float, ...]) -> bool:
        return cv2.pointPolygonTest(np.asarray(quad, np.float32), (point[0], point[1]), False) >= 0

    beside = [point for point in middles if not any(within(card, point) for card in cards)]
    return sum(not found or any(within(np.array(quad), point) for quad in found) for point in beside)


def hits(cards: Sequence[NDArray[np.float64]], found: Sequence[Quad]) -> int:
    """Count the cards that were found."""
    return sum(max((overlap(card.tolist(), quad) for quad in found), default=0) >= FOUND for card in cards)


def all_right(cards: Sequence[NDArray[np.float64]], found: Sequence[Quad]) -> bool:
    """Tell whether every card was found and nothing else."""
    return hits(cards, found) == len(cards) == len(found)


def main() -> None:
    """Parse the command line, measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.clutter", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--each", type=int, default=8, help="photos of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", help="only this one")
    parser.add_argument("--keep", type=Path, help="write the photos, with what was found, into this folder")
    args = parser.parse_args()
    rapid, cards, whole = Rapid(), drawn(), np.zeros(6, int)
    print(f"{'':16} {'photos':>6} {'right':>6} {'cards':>6} {'found':>6} {'beside':>6} {'by edges':>8}")
    for number, (name, make) in enumerate(KINDS.items()):
        if args.kind not in (None, name):
            continue
        total = np.zeros(6, int)
        for i in range(args.each):
            rng = np.random.default_rng((args.seed, number, i))
            laid, scene = make(rng, cards)
            photo = np.ascontiguousarray(photograph(laid, scene, rng)[..., ::-1])
            truth = [np.array(corners(each, scene)) for each in laid]
            lines = rapid.find_lines(photo, LOCATE_SIDE)
            found = detect.find_cards(photo, lines)
            seen = detect.look(photo, lines)
            by_edges = detect.corners_of(seen, choose(seen.outlines, *seen.size))
            right = all_right(truth, found)
            beside = text_beside(lines, truth, found)
            total += (1, right, len(truth), hits(truth, found), beside, all_right(truth, by_edges))
            if args.keep:
                args.keep.mkdir(parents=True, exist_ok=True)
                for quad in found:
                    cv2.polylines(photo, [np.array(quad, np.int32)], True, (0, 0, 255), 3)
                cv2.imwrite(str(args.keep / f"{name.replace(' ', '-')}-{i}-{'right' if right else 'wrong'}.jpg"), photo)
        print(f"{name:16} " + " ".join(f"{v:>6}" for v in total), flush=True)
        whole += total
    print(f"{'all':16} " + " ".join(f"{v:>6}" for v in whole))


if __name__ == "__main__":
    main()
