"""Two independent readers of what is exported: ical.js and ez-vcard, as tools/test_readers.sh installs them."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

_ROOT = Path(__file__).parent.parent
_ICAL = _ROOT / ".readers"
_JARS = [Path("/usr/share/java") / f"{name}.jar" for name in ("ez-vcard", "vinnie", "jackson-core", "jsoup")]


def lacks_ical_js() -> str:
    """Say what is missing for ical.js, "" where nothing is."""
    there = shutil.which("node") and (_ICAL / "node_modules" / "ical.js").is_dir()
    return "" if there else "ical.js is missing: sh tools/test_readers.sh"


def lacks_ez_vcard() -> str:
    """Say what is missing for ez-vcard, "" where nothing is."""
    there = shutil.which("javac") and all(jar.is_file() for jar in _JARS)
    return "" if there else "ez-vcard is missing: sh tools/test_readers.sh"


def ical_js(data: bytes, kind: str = "vcf") -> list[Any]:
    """Read vCards ("vcf") or jCards ("jcard") as jCards, a calendar ("ics") as its events."""
    return _json(["node", str(_ROOT / "tools" / "readers" / "ical.mjs"), kind, str(_ICAL)], data)


def ez_vcard(data: bytes, kind: str = "vcf") -> list[Any]:
    """Read vCards ("vcf") or jCards ("jcard") as jCards."""
    return _json(["java", "-cp", f"{_compiled()}:{_class_path()}", "EzVcard", kind], data)


def _json(command: Sequence[str], data: bytes) -> list[Any]:
    done = subprocess.run(command, input=data, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    read: list[Any] = json.loads(done.stdout)
    return read


def _class_path() -> str:
    return ":".join(map(str, _JARS))


@cache
def _compiled() -> Path:
    folder = Path(mkdtemp(prefix="cardscan-readers-"))
    source = _ROOT / "tools" / "readers" / "EzVcard.java"
    subprocess.run(["javac", "-cp", _class_path(), "-d", str(folder), str(source)], check=True)
    return folder
