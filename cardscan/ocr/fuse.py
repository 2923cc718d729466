"""Make one text of what two readers say of a line."""

import re
import unicodedata

from cardscan.model import Line, Quad, Reading

#: Scripts that the neural reader has no letters for: Greek to Arabic, the Indian ones, Thai, Hangul.
