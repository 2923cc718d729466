"""The neural reader: PP-OCRv6 by rapidocr, for where the lines are and for what they say.

The models lie inside rapidocr's wheel and are given to it by path, since it would fetch what it misses.
"""

from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from cardscan.errors import SetupError
from cardscan.geometry import as_quad
from cardscan.model import Quad
from cardscan.ocr.ctc import Seen, read, steps_of
from cardscan.ocr.load import load_rapidocr
from cardscan.pictures import Image

MODELS = {
    "Det.model_path": "PP-OCRv6_det_small.onnx",
    "Rec.model_path": "PP-OCRv6_rec_small.onnx",
}
READER = "rapidocr"
LINE_HEIGHT = 48  # pixels of a line as the network takes it; each at its own width
_NOTHING = np.zeros((32, 32, 3), np.uint8)
# Crops are read one by one, each at its own width: a batch pads all to the widest, and even where all are equally wide
# it takes as long (25 ms a line of 320 pixels, alone and by two, four or eight). OpenVINO takes as long as onnxruntime
# does with 32-bit floats, and 180 MB of disk.
PARAMS = {
    "Global.log_level": "critical",
    "Global.use_preprocess_img": False,  # we scale ourselves
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    "EngineConfig.onnxruntime.enable_cpu_mem_arena": True,  # a fifth less CPU for finding lines
}


class Rapid:
    """PP-OCRv6 on one thread. Models load at first use."""

    @cached_property
    def _engine(self) -> Any:
        try:
            rapidocr = load_rapidocr()
        except ImportError as error:
            raise SetupError(f"rapidocr cannot be loaded: {error}", "pip install rapidocr onnxruntime") from error
        folder = Path(rapidocr.__path__[0]) / "models"
        paths = {key: folder / name for key, name in MODELS.items()}
        missing = [path.name for path in paths.values() if not path.is_file()]
        if missing:
            raise SetupError(
                f"rapidocr {version('rapidocr')} comes without {', '.join(missing)}", "pip install 'rapidocr>=3.9,<4'"
            )
        return rapidocr.RapidOCR(params=PARAMS | {key: str(path) for key, path in paths.items()})

    @cached_property
    def _detector(self) -> Any:
        self._engine(_NOTHING, use_det=True, use_cls=False, use_rec=False)  # loads it
        return self._engine.text_det

    @cached_property
    def _recognizer(self) -> Any:
        self._engine(_NOTHING, use_det=False, use_cls=False, use_rec=True)
        return self._engine.text_rec

    def find_lines(self, image: Image, longest: int) -> list[Quad]:
        """Return the boxes of the text lines of an image, in its pixels; looked for at a long side of `longest`.

        The image is H×W×3 BGR.
        """
        height, width = image.shape[:2]
        scale = min(1.0, longest / max(height, width))
        # The network wants multiples of 32; we scale once, straight to them.
        size = [max(32, round(side * scale / 32) * 32) for side in (width, height)]
        small = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
        boxes, _ = self._detector.postprocess_op(self._detector.session(_blob(small)), small.shape[:2])
        factor = np.array([width / size[0], height / size[1]])
        return [as_quad(box * factor) for box in self._detector.sorted_boxes(boxes)]

    def read_line(self, crop: Image) -> Seen:
        """Read one line, upright, H×W×3 BGR."""
        height, width = crop.shape[:2]
        across = max(1, int(LINE_HEIGHT * width / height))
        sized = crop if height == LINE_HEIGHT else cv2.resize(crop, (across, LINE_HEIGHT))
        if across < LINE_HEIGHT:
            sized = cv2.copyMakeBorder(sized, 0, 0, 0, LINE_HEIGHT - across, cv2.BORDER_CONSTANT, value=(127, 127, 127))
        likely = self._recognizer.session(_blob(np.asarray(sized, np.uint8)))[0]
        steps = steps_of(likely, self._recognizer.postprocess_op.character)
        text, chars = read(steps)
        return Seen(READER, text, sum(chars) / max(1, len(chars)), chars, steps)


def _blob(image: Image) -> NDArray[np.float32]:
    """An image as the networks take it: 1×3×H×W, from -1 to 1. (rapidocr makes the same in 64 bits, for 10 ms.)"""
    return np.asarray(cv2.dnn.blobFromImage(image, 1 / 127.5, mean=(127.5, 127.5, 127.5)), np.float32)
