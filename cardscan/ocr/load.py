"""Load rapidocr, and onnxruntime below it, so that nothing is sent to anyone.

From 1.29 on the wheels of onnxruntime tell their maker that and how they are used: loading them writes an id of this
machine and a queue of events into the user's folder of caches, and a thread sends them. One variable turns all of it
off, if it is set before onnxruntime is loaded; its functions come too late.
(https://github.com/microsoft/onnxruntime/blob/main/docs/Privacy.md)
"""

import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import gettempdir
from types import ModuleType

from platformdirs import user_cache_path, user_data_path


def load_rapidocr() -> ModuleType:
    """Load rapidocr with its runtime's telemetry off, whatever the environment says. Raises ImportError."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    _remove_traces()
    import rapidocr

    module: ModuleType = rapidocr
    return module


def _remove_traces() -> None:
    """Remove the id of this machine, and what waits to be sent, that onnxruntime wrote before it was turned off."""
    caches = user_data_path() if sys.platform == "darwin" else user_cache_path()
    folder = caches / "Microsoft/DeveloperTools/.onnxruntime"
    if folder.is_dir():
        shutil.rmtree(folder, ignore_errors=True)  # what cannot be removed is not sent either
        for above in (folder.parent, folder.parent.parent):
            with suppress(OSError):  # something else lies there, too
                above.rmdir()
    with suppress(OSError):  # there is none, or it is another user's
        (Path(gettempdir()) / ".ses").unlink()
