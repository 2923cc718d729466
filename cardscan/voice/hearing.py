"""Hear what is said in a sound, in a process of its own with a limit of time and memory; nothing is sent to anyone.

Decoders are other people's C code, and a sound may be hostile: from within its process nothing could stop it.
"""

import json
import os
import subprocess
import sys
from concurrent.futures import CancelledError
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from cardscan.errors import InputError, SetupError

#: What a model that faster-whisper reads consists of; without its own tokenizer it would fetch one.
FILES = ("model.bin", "config.json", "tokenizer.json")
SECONDS = 600.0  # that a memo may take: an hour of speech takes a third of it
_INSTALL = "install it once: pip install 'cardscan-pipeline[voice]'"
_MODEL = "name the folder of a Whisper model: cardscan settings --voice-model FOLDER (docs/guide.md says where from)"
_YOURSELF = "listen to it, and write the note yourself"
#: Nothing of the libraries below asks for anything, whatever the model lacks.
_OFFLINE = {"HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1", "TRANSFORMERS_OFFLINE": "1", "DO_NOT_TRACK": "1"}


@dataclass(slots=True)
class Hearing:
    """Hears what is said, with the model in a folder."""

    model: Path
    seconds: float = SECONDS
    _process: "subprocess.Popen[bytes] | None" = None
    _stopped: bool = False

    def check(self) -> None:
        """Raise SetupError where what hears is not installed, or there is no model."""
        if find_spec("faster_whisper") is None:
            raise SetupError("what writes memos down is not installed", _INSTALL)
        missing = [name for name in FILES if not (self.model / name).is_file()]
        if missing:
            raise SetupError(f"{self.model}: this is no model that can hear: {missing[0]} is not in it", _MODEL)

    def __call__(self, sound: Path) -> str:
        """Write down what is said in a sound; "" where nothing is.

        Raises InputError for a sound in which nothing can be heard, SetupError where none could be, and CancelledError
        when it is stopped meanwhile.
        """
        self.check()
        command = [sys.executable, "-P", "-m", "cardscan.voice.whisper", str(self.model), str(sound)]
        nothing, pipe = subprocess.DEVNULL, subprocess.PIPE
        with subprocess.Popen(  # noqa: S603 - our own module, and two paths
            command, env=os.environ | _OFFLINE, stdin=nothing, stdout=pipe, stderr=nothing
        ) as process:
            self._process = process
            try:
                answer, _ = process.communicate(timeout=0 if self._stopped else self.seconds)
            except subprocess.TimeoutExpired as error:
                if self._stopped:
                    raise CancelledError from error
                why = f"writing it down took longer than {self.seconds:g} seconds"
                raise InputError(why, _YOURSELF) from error
            finally:
                process.kill()
                self._process = None
        if self._stopped:
            raise CancelledError
        return _said(answer, process.returncode)

    def stop(self) -> None:
        """Stop hearing, from another thread; what was being heard can be heard another time."""
        self._stopped = True
        if process := self._process:
            process.kill()


def no_model() -> SetupError:
    """Make the error of who has named no model."""
    return SetupError(
        "there is no model that hears", _MODEL if find_spec("faster_whisper") else f"{_INSTALL}\n{_MODEL}"
    )


def _said(printed: bytes, code: int) -> str:
    try:
        answer = json.loads(printed.splitlines()[-1])
    except (IndexError, ValueError):
        raise InputError(f"writing it down failed: the process that hears ended with {code}", _YOURSELF) from None
    if model := answer.get("model"):
        raise SetupError(f"the model cannot be used: {model}", _MODEL)
    if sound := answer.get("sound"):
        raise InputError(f"it cannot be heard: {sound}", "listen to it, or export it as M4A or WAV and add it again")
    return str(answer["text"])
