"""What is a sound is told by what is in it, whatever it is called; nothing else is kept."""

import os
import struct
from datetime import timedelta
from pathlib import Path

import pytest
from made import JPEG, NOW, sound

from cardscan.errors import InputError
from cardscan.voice import sounds
from cardscan.voice.sounds import media_type, read_sound, sound_of

SOUNDS = Path(__file__).parent / "data" / "sounds"


@pytest.mark.parametrize(
    ("file", "suffix", "media"),
    [
        ("speech.m4a", ".m4a", "audio/mp4"),
        ("speech.wav", ".wav", "audio/wav"),
        ("speech.ogg", ".ogg", "audio/ogg"),
        ("speech.opus", ".ogg", "audio/ogg"),
        ("speech.mp3", ".mp3", "audio/mpeg"),
        ("speech.webm", ".webm", "audio/webm"),
    ],
)
def test_sounds_as_phones_record_them(tmp_path: Path, file: str, suffix: str, media: str) -> None:
    misnamed = tmp_path / "IMG_1.txt"
    misnamed.write_bytes((SOUNDS / file).read_bytes())
    found = read_sound(misnamed, NOW)
    assert (found.suffix, media_type(f"x{found.suffix}"), found.name) == (suffix, media, "IMG_1.txt")


@pytest.mark.parametrize(
    "data",
    [
        (SOUNDS / "film.mp4").read_bytes(),
        (SOUNDS / "film.webm").read_bytes(),
        JPEG,
        b"ID3 is what I wrote about",
        "we talked about hulls".encode("utf-16"),
        b"RIFF\x10\0\0\0WEBPVP8 ",
        b"OggS",
        (SOUNDS / "speech.ogg").read_bytes()[:27],
        b"\xff\xff\xff\xff" * 100,
        b"\0\0\0\x18ftypM4A " + bytes(100),
        bytes(1000),
    ],
)
def test_what_is_none_is_refused_with_advice(data: bytes) -> None:
    with pytest.raises(InputError, match="IMG_1.m4a: this is not a sound that can be kept") as refused:
        sound_of(data, "IMG_1.m4a", NOW)
    assert "M4A, WAV, Ogg" in refused.value.advice


@pytest.mark.parametrize("size", range(60))
def test_the_beginning_of_one_breaks_nothing(size: int) -> None:
    for file in SOUNDS.iterdir():
        try:
            sound_of(file.read_bytes()[:size], file.name, NOW)
        except InputError as error:
            assert error.advice


def test_what_is_empty_or_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="it is empty"):
        sound_of(b"", "IMG_1.wav", NOW)
    file, large = tmp_path / "IMG_1.wav", sound().data
    file.write_bytes(large)
    monkeypatch.setattr(sounds, "MOST_BYTES", 500)
    with pytest.raises(InputError, match="larger than"):
        sound_of(large, "IMG_1.wav", NOW)
    with pytest.raises(InputError, match="larger than"):
        read_sound(file, NOW)


def test_a_tag_before_an_mp3_may_be_long() -> None:
    frames = (SOUNDS / "speech.mp3").read_bytes()[10:]
    frames = frames[frames.index(b"\xff") :]
    tag = b"ID3\x03\0\0" + bytes((0, 0, 8, 0)) + bytes(1024)
    assert sound_of(tag + frames, "x", NOW).suffix == ".mp3"
    with pytest.raises(InputError):
        sound_of(tag + struct.pack(">I", 0xFFFB_F000), "x", NOW)  # a rate that there is none of


def test_when_it_was_recorded_is_when_its_file_was_changed(tmp_path: Path) -> None:
    file = tmp_path / "IMG_1.wav"
    file.write_bytes(sound().data)
    for moment, expected in ((NOW - timedelta(days=2), NOW - timedelta(days=2)), (NOW + timedelta(days=2), NOW)):
        os.utime(file, (moment.timestamp(), moment.timestamp()))
        assert read_sound(file, NOW).at == expected
