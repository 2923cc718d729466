"""The neural reader: PP-OCRv6 by rapidocr, for where the lines are and for what they say.

The models lie inside rapidocr's wheel and are given to it by path, since it would fetch what it misses.
"""

from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from cardscan.errors import SetupError
from cardscan.geometry import as_quad
from cardscan.model import Image, Quad, Reading

MODELS = {
    "Det.model_path": "PP-OCRv6_det_small.onnx",
    "Rec.model_path": "PP-OCRv6_rec_small.onnx",
}
READER = "rapidocr"
# Crops are read one by one, each at its own width: batching pads all to the widest, and measured
# 0.042 CPU s a line in batches of six against 0.032 alone.
PARAMS = {
    "Global.log_level": "critical",
    "Global.use_preprocess_img": False,  # we scale ourselves
    "Global.text_score": 0.0,
    "Det.limit_type": "max",
    "Det.limit_side_len": 4096,
    "Rec.rec_batch_num": 1,
    "Rec.rec_img_shape": [3, 48, 48],  # the least width; by default short lines are padded to 320
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    "EngineConfig.onnxruntime.enable_cpu_mem_arena": True,  # a fifth less CPU for finding lines
}


class Rapid:
    """PP-OCRv6 on one thread. Models load at first use."""

    @cached_property
    def _engine(self) -> Any:
        try:
            import rapidocr
        except ImportError as error:
            raise SetupError(f"rapidocr cannot be loaded: {error}", "pip install rapidocr onnxruntime") from error
        folder = Path(rapidocr.__file__).parent / "models"
        paths = {key: folder / name for key, name in MODELS.items()}
        missing = [path.name for path in paths.values() if not path.is_file()]
        if missing:
            raise SetupError(
                f"rapidocr {version('rapidocr')} comes without {', '.join(missing)}", "pip install 'rapidocr>=3.9,<4'"
            )
        return rapidocr.RapidOCR(params=PARAMS | {key: str(path) for key, path in paths.items()})

    def find_lines(self, image: Image, longest: int) -> list[Quad]:
        """Return the boxes of the text lines of an image, in its pixels; looked for at a long side of `longest`.

        The image is H×W×3 BGR.
        """
        height, width = image.shape[:2]
        scale = min(1.0, longest / max(height, width))
        # The network wants multiples of 32; we scale once, straight to them.
        size = [max(32, round(side * scale / 32) * 32) for side in (width, height)]
        small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
        boxes = self._engine(small, use_det=True, use_cls=False, use_rec=False).boxes
        if boxes is None:
            return []
        factor = np.array([width / size[0], height / size[1]])
        return [as_quad(box * factor) for box in boxes]

    def read_line(self, crop: Image) -> Reading:
        """Read one line, upright, H×W×3 BGR."""
        result = self._engine(crop, use_det=False, use_cls=False, use_rec=True, return_word_box=True)
        if not result.txts or not result.txts[0]:
            return Reading(READER, "", 0.0)
        chars = tuple(float(c) for c in result.word_results[0].confs) if result.word_results else ()
        return Reading(READER, result.txts[0], float(result.scores[0]), chars)
