"""Postcodes: how each country writes its own. All that look for one ask here."""

import re
from collections.abc import Mapping

#: Country -> the shape of its codes, where it tells them from house numbers and years.
SHAPES: Mapping[str, str] = {
    "GB": r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b",
    "CA": r"\b[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d\b",
    "IE": r"\b(?:[AC-FHKNPRTV-Y]\d\d|D6W) [AC-FHKNPRTV-Y\d]{4}\b",
    "NL": r"\d{4} ?[A-Z]{2}\b",
    "BR": r"\d{2}\.?\d{3}-\d{3}",
    "JP": r"〒 ?\d{3}-?\d{4}|\d{3}-\d{4}",
    "PT": r"\d{4}-\d{3}",
    "PL": r"\d{2}-\d{3}",
    "US": r"\d{5}(?:-\d{4})?",  # five digits are Germany's, France's and many more
    "IN": r"\d{3} ?\d{3}",  # China's, Russia's and Singapore's too
    "CZ": r"\d{3} \d{2}",  # Slovakia's, Sweden's and Greece's too
}
_TAIWAN = "Changhua|Hsinchu|Kaohsiung|Keelung|Taichung|Tainan|Taipei|Taiwan|Taoyuan"
#: Four digits, or three, which say what they are only by what stands beside them: CH-8001, "1010 Wien", 106台北市.
_MARKED = (
    r"\b(?:A|AT|B|BE|CH|D|DE|DK|E|ES|F|FI|FIN|FR|GR|H|HR|HU|I|IT|L|LT|LU|LV|N|NL|NO|P|PL|PT|RO|S|SE|SI|SK|TR)-\d{4,5}\b"
    r"|(?:^|[,;/] ?)\d{4} [A-ZÀ-Þ][a-zß-ÿ]"
    r"|(?<!\d)\d{3}(?:\d{2,3})? ?(?=[\u4e00-\u9fff]{2}[市縣])"
    rf"|\b(?:{_TAIWAN})(?: City)?,? \d{{3}}\b(?![ -]\d)"
)
_CODE = re.compile(rf"(?<![\d+-])(?:{'|'.join(SHAPES.values())})(?![\d-])|{_MARKED}")


def postcode(text: str) -> re.Match[str] | None:
    """Find what has the shape of a postcode in a text."""
    return _CODE.search(text)
