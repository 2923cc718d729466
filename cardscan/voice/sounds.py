"""Which files are sounds of speech, told by what is in them; and reading one, within limits."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cardscan.errors import InputError
from cardscan.text.files import read_bytes

MOST_BYTES = 32 << 20  # an hour as phones record it, half an hour of telephone quality as WAV
#: How memos beside photos are called.
SUFFIXES = (".m4a", ".wav", ".ogg", ".opus", ".mp3", ".webm")
KINDS = "memos are M4A, WAV, Ogg, Opus, MP3 and WebM"
_OTHER = f"{KINDS}: export it as one of these from the program that you hear it with"
_SHORTER = f"a memo is at most {MOST_BYTES >> 20} MB: export it as M4A or Opus, or cut it"

_HANDLER = re.compile(rb"hdlr.{8}(soun|vide)", re.S)  # of a track (ISO/IEC 14496-12, 8.4.3)
_CODEC = re.compile(rb"\b([AV])_[A-Z]")  # of a track of Matroska
_HEAD = 1 << 16  # bytes in which WebM says what its tracks are
_IN_OGG = (b"OpusHead", b"\x01vorbis", b"Speex   ", b"\x7fFLAC")  # how the first packet begins


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound, whole."""

    data: bytes
    suffix: str  # by what is in it
    name: str  # what it was called where it came from
    at: datetime  # UTC; when it was recorded, as far as its file says

    @property
    def sha256(self) -> str:
        """Hash it as it is."""
        return hashlib.sha256(self.data).hexdigest()


def read_sound(path: Path, now: datetime) -> Sound:
    """Read a sound from a file. Raises InputError for what is none, is too large, or cannot be read."""
    data = read_bytes(path, MOST_BYTES, _SHORTER)
    try:
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        changed = now
    return sound_of(data, path.name, min(changed, now))


def sound_of(data: bytes, name: str, at: datetime) -> Sound:
    """Make a sound of what was recorded. Raises InputError for what is none, or too large."""
    if len(data) > MOST_BYTES:
        raise InputError(f"{name}: it is larger than {MOST_BYTES >> 20} MB", _SHORTER)
    if not data:
        raise InputError(f"{name}: it is empty", "nothing was recorded: record it again")
    suffix = next((suffix for suffix, is_one in _TOLD.items() if is_one(data)), None)
    if suffix is None:
        raise InputError(f"{name}: this is not a sound that can be kept", _OTHER)
    return Sound(data, suffix, name, at)


def media_type(file: str) -> str:
    """Say of which media type a memo is, by the name of its file."""
    return _MEDIA.get(Path(file).suffix, "application/octet-stream")


def _is_wave(data: bytes) -> bool:
    return data[:4] == b"RIFF" and data[8:12] == b"WAVE" and b"fmt " in data[:4096]


def _is_ogg(data: bytes) -> bool:
    return data[:4] == b"OggS" and len(data) > 27 and data[27 + data[26] :].startswith(_IN_OGG)


def _is_mp4(data: bytes) -> bool:
    return data[4:8] == b"ftyp" and set(_HANDLER.findall(data)) == {b"soun"}


def _is_webm(data: bytes) -> bool:
    return data[:4] == b"\x1aE\xdf\xa3" and b"webm" in data[:64] and set(_CODEC.findall(data[:_HEAD])) == {b"A"}


def _is_mp3(data: bytes) -> bool:
    """Tell a frame of layer III, maybe behind a tag (id3.org, ID3v2.3, 3.1)."""
    start = 0
    if data[:3] == b"ID3" and len(data) > 10:
        size = 0
        for byte in data[6:10]:
            size = size << 7 | byte & 0x7F
        start = 10 + size
    head = data[start : start + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return False
    version, bits, rate = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    return version != 1 and 0 < bits < 15 and rate != 3


_TOLD: dict[str, Callable[[bytes], bool]] = {
    ".m4a": _is_mp4,
    ".wav": _is_wave,
    ".ogg": _is_ogg,
    ".webm": _is_webm,
    ".mp3": _is_mp3,
}
_MEDIA = {
    ".m4a": "audio/mp4",
    ".wav": "audio/wav",
    ".ogg": "audio/ogg",
    ".webm": "audio/webm",
    ".mp3": "audio/mpeg",
}
