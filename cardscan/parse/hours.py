"""Know when someone answers, as it stands beside telephone numbers in many languages: "24h", "7/7", "8-17 Uhr"."""

import re

from cardscan.text.joiners import AND_WORDS

#: Words for hours, on the clock or as many. A letter alone may be the label of the number behind it.
_HOUR = (
    r"(?:hrs?|hs|hours?|heures?|horas?|hod(?:iny?|in)?|[ap]\.?m|uhr|std|stunden?|or[ae]|oras|uur|timer|timm?ar|tim|tuntia"
    r"|godz\w*|sati?|ur|val\w*|stund\w*|tundi|saat\w*|soat|jam|gio|час\w*|год\w*|сагат\w*|ωρ\w*|שעות|ساعة|ساعات|ساعته|घंटे)"
    r"(?![^\W_])\.?|[huч](?![^\W_])(?!\.?\s?:?\s?[\d+(])|時間?|时|小[时時]|點|点|시간?|ชั่วโมง|ชม|น\."
)
_DAY = r"(?:days?|tagen?|jours?|j|dias?|giorni|zile|dagen|dager|dagar|paivaa|dni|nap|gun|ngay|hari|дней|дні|дня|ημερες)"
_START = r"(?<![\w.,/+(-])"
_CLOCK = r"(?:[01]?\d|2[0-4])(?:[.:h][0-5]\d)?"
_FULL = r"(?:[01]?\d|2[0-4])[.:h](?:[03]0|[14]5)"
_TO = rf"\s?(?:-|~|〜|\b(?:a|to|bis|till?|do|ate|tot|til|до|ως|εως|{AND_WORDS})\b)\s?"
_HOURS = re.compile(
    r"(?<![\w/])(?:24\s?[/x×*]\s?(?:7|24)|7\s?[/x×*]\s?24|h\s?24)(?:\s?[/x×*]\s?365)?(?![\w/-])"
    rf"|{_START}(?:12|24|48)(?:[huч](?![^\W_])|(?:\s|-)?(?:{_HOUR}))(?:\s?/\s?24)?|{_START}(?<!\d\s)24\sh(?![^\W_])"
    rf"|{_START}[5-7]\s?(?:j\s?)?/\s?7(?!\d)|{_START}(?:[5-7]|365)(?:\s|-)?{_DAY}(?![^\W_])"
    rf"|{_START}{_FULL}{_TO}{_FULL}(?![\d.-])|{_START}{_CLOCK}\s?(?:{_HOUR})?{_TO}{_CLOCK}\s?(?:{_HOUR})",
    re.I,
)


def without_hours(text: str) -> str:
    """A text without accents with blanks for its hours: positions stay."""
    return _HOURS.sub(lambda m: " " * len(m.group()), text)
