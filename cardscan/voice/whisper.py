"""Be the process that hears: `python -m cardscan.voice.whisper MODEL SOUND` prints what is said, as a line of JSON.

faster-whisper does it; only this file loads it.
"""

import json
import resource
import sys
from contextlib import suppress

MEMORY = 3 << 30  # bytes; a model of the base size takes 0.4 GB
_SILENT = (
    0.6  # how likely nothing is said from which on what was heard is made up: "You" in silence has 0.75, speech 0.1
)


def main(model: str, sound: str) -> None:
    """Print `{"text": …}`, or `{"model": why}` or `{"sound": why}` where one of these cannot be used."""
    with suppress(ValueError, OSError):  # a limit is there already, and lower
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    print(json.dumps(_heard(model, sound)))  # noqa: T201 - it is read by hearing.py


def _heard(model: str, sound: str) -> dict[str, str]:
    from faster_whisper import WhisperModel

    try:
        hears = WhisperModel(model, device="cpu", compute_type="int8", local_files_only=True)
    except Exception as error:  # noqa: BLE001 - whatever its libraries raise
        return {"model": _on_a_line(error)}
    try:
        segments, _ = hears.transcribe(sound, condition_on_previous_text=False)
        said = [each.text.strip() for each in segments if each.no_speech_prob < _SILENT]
    except Exception as error:  # noqa: BLE001 - a sound may be anything
        return {"sound": _on_a_line(error)}
    return {"text": " ".join(filter(None, said))}


def _on_a_line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]


if __name__ == "__main__":
    main(*sys.argv[1:])
