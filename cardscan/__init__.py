"""Photos of business cards become contacts, and contacts become connections."""

import os

__version__ = "0.1.0"

# OpenCV, once loaded, puts a folder and a colon before LD_LIBRARY_PATH. Where nothing stands behind that colon it means
# the current folder: programs started from then on (Tesseract) would load libraries that lie among the photos.
os.environ["LD_LIBRARY_PATH"] = os.environ.get("LD_LIBRARY_PATH") or os.devnull

# numpy asks for this when it is loaded. Our sums are small, and threads wait for one another: telling a card's fields
# apart took fifteen times the processor's time.
for _threads in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(_threads, "1")
