"""A faster-whisper that hears what is hidden in a test's sound, and fails as the real one may."""

import os
import time
from pathlib import Path
from types import SimpleNamespace


class WhisperModel:
    def __init__(self, model: str, *, device: str, compute_type: str, local_files_only: bool) -> None:
        assert (device, compute_type, local_files_only, os.environ["HF_HUB_OFFLINE"]) == ("cpu", "int8", True, "1")
        if b"not a model" in Path(model, "model.bin").read_bytes():
            raise RuntimeError("File model.bin is incomplete:\nfailed to read")

    def transcribe(self, sound: str, *, condition_on_previous_text: bool) -> tuple[list[SimpleNamespace], None]:
        data = Path(sound).read_bytes()
        start = data.index(b"note") + 8
        says = data[start : start + int.from_bytes(data[start - 4 : start], "little")].decode()
        if says == "hang":
            time.sleep(60)
        if says == "crash":
            os._exit(139)
        if says == "grab":
            bytearray(4 << 30)
        if says == "deaf":
            raise ValueError("Invalid data found")
        parts = says.split("|")
        return [SimpleNamespace(text=f" {each}", no_speech_prob=0.9 if each == "You" else 0.05) for each in parts], None
