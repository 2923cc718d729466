"""A window that shows what the camera sees, where there is a screen and an OpenCV with windows."""

import os
import sys

import cv2
import numpy as np

from cardscan.pictures import Image

_TITLE = "cardscan capture: press q to stop"
_LONGEST = 960  # pixels
_GREEN = (60, 200, 60)
_FLASH = 8  # frames for which the border shows that a photo was taken


class Preview:
    """A window; where there can be none, `trouble` says why, and showing does nothing."""

    def __init__(self) -> None:
        self.trouble = _no_screen()
        self._flash = 0
        if not self.trouble:
            try:
                cv2.namedWindow(_TITLE)
            except cv2.error:
                self.trouble = "this OpenCV cannot open windows (opencv-python can, opencv-python-headless cannot)"

    def show(self, frame: Image, taken: bool) -> bool:
        """Show a frame, for a while with a border where a photo was `taken`; False when the user wants to end."""
        if self.trouble:
            return True
        scale = min(1.0, _LONGEST / max(frame.shape[:2]))
        small = np.asarray(cv2.resize(frame, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
        self._flash = _FLASH if taken else max(0, self._flash - 1)
        if self._flash:
            cv2.rectangle(small, (0, 0), (small.shape[1] - 1, small.shape[0] - 1), _GREEN, 12)
        cv2.imshow(_TITLE, small)
        key = cv2.waitKey(1) & 0xFF
        return key not in (ord("q"), 27) and cv2.getWindowProperty(_TITLE, cv2.WND_PROP_VISIBLE) >= 1

    def close(self) -> None:
        """Close the window."""
        if not self.trouble:
            cv2.destroyAllWindows()


def _no_screen() -> str:
    """Say that there is no screen; Qt would end the process if it looked for one in vain."""
    unix = sys.platform not in ("darwin", "win32")
    return "there is no screen" if unix and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")) else ""
