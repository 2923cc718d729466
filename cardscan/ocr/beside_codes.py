"""What lies within a code is neither text nor a card: its modules look like both. And which codes lie on a card."""

from collections.abc import Iterable, Sequence

import cv2
import numpy as np

from cardscan.model import Code, Line, Quad

_SHARE = 0.6  # of its area within a code, from which an outline is part of it


def beside(codes: Sequence[Code], outlines: Iterable[Quad]) -> list[Quad]:
    """Leave out what lies within a code, for the most part; all in pixels of one image."""
    return [each for each in outlines if not any(_within(each, code) for code in codes)]


def lines_beside(codes: Sequence[Code], lines: Iterable[Line]) -> tuple[Line, ...]:
    """Leave out lines of text that were read within a code; all on the photo."""
    return tuple(line for line in lines if not any(_within(line.box, code) for code in codes))


def on_card(codes: Iterable[Code], corners: Quad) -> list[Code]:
    """Keep the codes whose middle lies within a card's corners; all in pixels of one image."""
    outline = np.asarray(corners, np.float32)
    return [code for code in codes if cv2.pointPolygonTest(outline, np.mean(code.box, axis=0).tolist(), False) >= 0]


def _within(quad: Quad, code: Code) -> bool:
    mine, its = (cv2.convexHull(np.asarray(each, np.float32)) for each in (quad, code.box))
    shared, _ = cv2.intersectConvexConvex(mine, its)
    return bool(shared > _SHARE * cv2.contourArea(mine) > 0)
