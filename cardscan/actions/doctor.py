"""Look at the readers, the libraries and the store, and say what is wrong and what to do."""

import platform
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from cardscan import __version__
from cardscan.errors import CardscanError, SetupError
from cardscan.store import Place, StoreStatus, locate, status
from cardscan.store.health import health
from cardscan.store.owned import CARDS, MEMOS, PHOTOS, folders, refuse_beside_pictures
from cardscan.text.wording import counted

if TYPE_CHECKING:
    from cardscan.ocr.programs import Broken, Tesseract

#: All of these are the one package `cv2`: of two the one installed last wins, and taking one away breaks the other.
_OPENCV = (
    "opencv-python",
    "opencv-python-headless",
    "opencv-contrib-python",
    "opencv-contrib-python-headless",
)
_REPORT = "keep a copy (cardscan backup FILE), and report it as a fault in cardscan"
_MEANING = "pip install 'cardscan-pipeline[meaning]'"
_LEAST_FREE = 200 * 1024**2  # bytes; a thousand cards take about that


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    what: str
    found: str
    problem: str = ""  # "" where all is well
    advice: str = ""
    needed: bool = False  # cards cannot be read, or not stored, without it


def examine(db: str | None, tesseract: Path | None) -> tuple[Finding, ...]:
    """Look at everything; never raises for what it finds, and changes nothing."""
    return (_program(), _opencv(), _rapidocr(), *_tesseract(tesseract), _meaning(), *_store(db))


def _program() -> Finding:
    return Finding("cardscan", f"{__version__}, Python {platform.python_version()}, {platform.platform()}")


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "not installed"


def _opencv() -> Finding:
    installed = [f"{name} {_version(name)}" for name in _OPENCV if _version(name) != "not installed"]
    found = ", ".join(installed)
    if len(installed) > 1:
        advice = f"pip uninstall -y {' '.join(_OPENCV)} && pip install opencv-python-headless"
        return Finding("opencv", found, "they break each other; keep only one", advice, needed=True)
    try:
        import cv2

        return Finding("opencv", found or cv2.__version__)
    except (ImportError, AttributeError) as error:
        advice = "pip install --force-reinstall opencv-python-headless"
        return Finding("opencv", found, f"it cannot be loaded: {error}", advice, needed=True)


def _rapidocr() -> Finding:
    found = f"rapidocr {_version('rapidocr')}, onnxruntime {_version('onnxruntime')}"
    try:
        import numpy as np

        from cardscan.ocr.rapid import MODELS, Rapid

        Rapid().find_lines(np.full((64, 64, 3), 255, np.uint8), 64)  # loads it all
    except SetupError as error:
        return Finding("rapidocr", found, error.message, error.advice, needed=True)
    except ImportError as error:
        return Finding("rapidocr", found, f"it cannot be loaded: {error}", "pip install rapidocr onnxruntime", True)
    return Finding("rapidocr", f"{found}, {', '.join(MODELS.values())}")


def _tesseract(chosen: Path | None) -> Iterator[Finding]:
    from cardscan.ocr.install import install_advice, system_name
    from cardscan.ocr.language import UNREADABLE
    from cardscan.ocr.programs import find_tesseract, installed

    try:
        program = find_tesseract(chosen)
    except SetupError as error:
        yield Finding("tesseract", "", error.message, error.advice, needed=True)
        return
    yield Finding("tesseract", f"{program.version}, {program.path}{_why(program, installed(chosen))}")
    languages = sorted(program.languages)
    yield Finding("languages", " ".join(languages))
    if missing := tuple(lang for lang in UNREADABLE if lang not in languages):
        advice = install_advice(system_name(), missing, with_program=program.tessdata is not None)
        yield Finding("scripts", f"cards in {', '.join(UNREADABLE[lang] for lang in missing)} are not read; {advice}")


def _why(program: "Tesseract", found: "Sequence[Tesseract | Broken]") -> str:
    """Say why a program is used, where others are installed."""
    from cardscan.ocr.programs import Broken

    others = [each for each in found if each.path != program.path]
    if not others:
        return ""
    told = ", ".join(
        f"{each.path} {'does not run' if isinstance(each, Broken) else f'has {len(each.languages)}'}" for each in others
    )
    return f"; it is used for its {counted(len(program.languages), 'language')}: {told}"


def _meaning() -> Finding:
    """Look at what compares people's needs by meaning; most do without."""
    from cardscan.actions.meaning import installed
    from cardscan.meaning.encoder import PACKAGE, problem

    if not installed():
        return Finding("meaning", f"what people look for is compared by words; {_MEANING} adds meaning")
    why = problem()
    return Finding("meaning", f"{PACKAGE} {_version(PACKAGE)}", why, f"{_MEANING} --force-reinstall" if why else "")


def _store(db: str | None) -> Iterator[Finding]:
    try:
        place = locate(db)
    except CardscanError as error:  # the address is not shown: a password may be in it
        yield Finding("store", "", error.message, error.advice, needed=True)
        return
    try:
        seen = status(place)
    except CardscanError as error:
        yield Finding("store", str(place), error.message, error.advice, needed=True)
        return
    if not seen.exists:
        try:
            refuse_beside_pictures(place)
            yield Finding("store", f"{place}: no store yet")
        except CardscanError as error:
            yield Finding("store", str(place), error.message, error.advice, needed=True)
    elif seen.schema > seen.newest:
        problem = f"it was written by a newer cardscan (schema {seen.schema}, this one knows {seen.newest})"
        yield Finding("store", str(place), problem, "pip install --upgrade cardscan-pipeline", needed=True)
    else:
        found = f"{place}: {seen.photos} photos, {seen.people} people, schema {seen.schema}"
        found += f", mode {seen.mode:o}" if place.is_file else f", pictures in {place.file.parent}"
        if seen.mode & 0o077:
            yield Finding("store", found, "others on this machine can read it", f"chmod 600 '{place.file}'")
        else:
            yield Finding("store", found)
        if seen.queued:
            yield _queue(seen)
        if seen.schema == seen.newest:
            yield from _contents(place)
    yield _disk(place)


def _queue(seen: StoreStatus) -> Finding:
    waiting, read = seen.queued - seen.taken, seen.taken
    return Finding(
        "queue",
        "",
        f"not read yet: {counted(waiting, 'photo')} waiting, {counted(read, 'photo')} being read",
        "if no cardscan is at work, one was killed: the same cardscan ingest reads the rest",
    )


#: How one and several files in each folder beside a store are called.
_CALLED = {
    CARDS: ("picture of cards", "pictures of cards"),
    PHOTOS: ("photo handed in", "photos handed in"),
    MEMOS: ("memo", "memos"),
}


def _contents(place: Place) -> Iterator[Finding]:
    """Look through the store. Nothing that is advised removes anything."""
    try:
        found = health(place)
    except CardscanError as error:
        yield Finding("contents", "", error.message, error.advice, needed=True)
        return
    if found.damage:
        advice = "restore a backup with cardscan restore FILE --replace; this store is moved aside"
        yield Finding("contents", "", f"the store is damaged: {found.damage}", advice, needed=True)
        return
    problems = [
        (f"{counted(found.astray, 'row')} refer to rows that do not exist", _REPORT) if found.astray else None,
        (f"values of {', '.join(found.unreadable)} cannot be read", _REPORT) if found.unreadable else None,
        *(_missing(found.missing[called], *_CALLED[called], folder) for called, folder in folders(place).items()),
    ]
    for problem, advice in filter(None, problems):
        yield Finding("contents", "", problem, advice)
    strange = (
        f", {counted(found.strange, 'file')} beside it that it does not know and leaves alone" if found.strange else ""
    )
    if not any(problems):
        yield Finding("contents", f"store and pictures are complete{strange}")


def _missing(names: Sequence[str], one: str, many: str, folder: Path) -> tuple[str, str] | None:
    if not names:
        return None
    lack = f"1 {one} is missing" if len(names) == 1 else f"{len(names)} {many} are missing"
    return (
        f"{lack} in {folder}, such as {names[0]}",
        "put the folder back; cardscan restore FILE --db OTHER.db shows a backup",
    )


def _disk(place: Place) -> Finding:
    folder = next(folder for folder in place.file.parents if folder.exists())
    free = shutil.disk_usage(folder).free
    found = f"{free / 1024**3:.1f} GB free"
    if free < _LEAST_FREE:
        return Finding(
            "disk", found, "that is little room for pictures of cards", "free some space, or give --db on another disk"
        )
    return Finding("disk", found)
