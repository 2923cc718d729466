"""What others do with a card: an engine on the whole photo, with its defaults, on one thread."""

from collections.abc import Callable
from pathlib import Path

from cardscan.photos.pages import open_photo

Read = Callable[[Path], object]
WHOLE = 1_000_000  # longest side to decode to: as the file is


def pytesseract_whole() -> Read:
    """Return `pytesseract.image_to_string` on the whole photo."""
    import pytesseract
    from PIL import Image

    from cardscan.ocr.programs import find_tesseract

    program = find_tesseract()
    pytesseract.pytesseract.tesseract_cmd = str(program.path)
    where = f'--tessdata-dir "{program.tessdata}"' if program.tessdata else ""

    def read(path: Path) -> list[str]:
        pages = open_photo(path, WHOLE).photos
        return [pytesseract.image_to_string(Image.fromarray(page.image[..., ::-1]), config=where) for page in pages]

    return read


def rapidocr_whole() -> Read:
    """Return rapidocr's default on the whole photo."""
    from cardscan.ocr.load import load_rapidocr

    threads = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
    engine = load_rapidocr().RapidOCR(params={"Global.log_level": "critical", **threads})
    return lambda path: [engine(page.image) for page in open_photo(path, WHOLE).photos]
