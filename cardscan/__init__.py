"""Photos of business cards become contacts, and contacts become connections."""

import os

__version__ = "0.1.0"

# OpenCV, once loaded, puts a folder and a colon before LD_LIBRARY_PATH. Where nothing stands behind that colon it means
# the current folder: programs started from then on (Tesseract) would load libraries that lie among the photos.
os.environ["LD_LIBRARY_PATH"] = os.environ.get("LD_LIBRARY_PATH") or os.devnull
