"""What cards of a country have in print: postcodes, scripts, legal forms, registers, words of streets, groupings.

Tables of (country, votes, pattern); how the votes are weighed is told in `cardscan.enrich.country`.
"""

import re

from cardscan.text.codes import BOX, CEP, POSTAL_MARK, SHAPES
from cardscan.text.scripts import HANGUL

#: Rows of ISO code, votes, pattern.
Marks = tuple[tuple[str, float, str], ...]

_PIN = r"(?i:\bpin(?: ?code)?(?: ?no)?)"
_BEHIND_A_WORD = r"[a-z.)][\s,]*[-–:]? ?(?<!\d)(?=[1-8])"
POSTCODES: Marks = (
    ("GB", 3.0, SHAPES["GB"]),
    ("CA", 3.0, SHAPES["CA"]),
    ("IE", 3.0, rf"{SHAPES['IE']}(?=\W*$)"),
    ("JP", 3.0, rf"{POSTAL_MARK}|\b[A-Z][a-z]+,? ?{SHAPES['JP']}\b(?!-)"),
    ("BR", 3.0, rf"{CEP}\b|\b[A-Z]{{2}},? {SHAPES['BR']}\b"),
    ("PL", 2.0, rf"(?<![\d-]){SHAPES['PL']} [A-ZŁŚŻĆŹ]|\bPL-{SHAPES['PL']}"),
    ("PT", 2.0, rf"(?<![\d-]){SHAPES['PT']} [A-Z]"),
    ("NL", 2.0, rf"\b{SHAPES['NL']} [A-Z][a-z]"),
    # In two groups, as India alone has them, or called so.
    ("IN", 2.0, rf"(?:{_BEHIND_A_WORD}\d{{3}} \d{{3}}|{_PIN}\W{{0,6}}{SHAPES['IN']})\b(?![\s-]\d)"),
    ("CN", 1.0, r"(?:邮编|P\.?C\.?)\W{0,3}\d{6}"),
    ("SG", 2.0, r"\bSingapore\W{0,3}\d{6}\b"),
    ("KE", 1.5, BOX),
)
#: Six digits in one behind a word. India's codes have them, and those of other countries.
SIX_DIGITS = re.compile(rf"{_BEHIND_A_WORD}(\d{{6}})\b(?![\s-]\d)")
#: What numbers are called that are no postcodes.
NUMBERED = re.compile(
    r"(?i)(?<!pin )(?<!pin code )(?<!pincode )\b(?:no|nr|reg|registration|lic|licen[cs]e)\b\W{0,3}\d+"
)


def _without(letters: str, pattern: str) -> str:
    """A pattern found only in a text that has none of some letters: by them a language tells that it is another."""
    return rf"(?s:\A(?!.*[{letters}]).*?(?:{pattern}))"


SCRIPTS: Marks = (
    ("JP", 3.0, r"[\u3041-\u309f\u30a1-\u30fa]{2}|株式会社|丁目|[都府県]..?[市区]"),
    ("KR", 3.0, f"[{HANGUL}]{{2}}"),
    ("TW", 2.0, r"股份有限公司|統一編號|[縣區號樓電話傳機務專業門東車產類]{2}"),
    ("CN", 2.5, r"[县区号楼电话传机务专业门东车产类邮厂]{2}"),
    ("TH", 3.0, r"[\u0e01-\u0e3a]{3}"),
    ("IL", 3.0, r"[\u05d0-\u05ea]{3}"),
    ("GR", 3.0, r"[α-ωΑ-Ωάέήίόύώ]{4}"),
    ("IN", 3.0, r"[\u0900-\u0d7f]{3}"),
    # Letters that one language alone has; what languages share tells one where no letter of the others is there.
    ("PL", 1.5, rf"[łŁśŚźŹ]|{_without('ėųįūšžčđħġċĖŲĮŪŠŽČĐĦĠĊ', '[ąęćżĄĘĆŻ]')}"),
    ("LT", 1.5, r"[ėųįĖŲĮ]"),
    ("LV", 1.5, r"[ķļņģĶĻŅĢ]"),
    ("CZ", 1.5, r"[řůěŘŮĚ]"),
    ("SK", 1.5, r"[ľĺŕĽĹŔ]"),
    ("RO", 1.5, rf"[țȚţŢșȘ]|{_without('ơưƠƯạ-ỹ', '[ăĂ]')}"),  # Vietnamese has an ă, too
    ("TR", 1.5, _without("țȚţŢăĂəƏ", "[ğĞışŞİ]")),  # a Romanian ș is often written as ş
    ("AZ", 1.5, r"[əƏ]"),
    ("HU", 1.5, r"[őŐűŰ]"),
    ("IS", 1.5, r"[ðþÞ]"),
    ("MT", 1.5, r"[ħĦġĠ]"),
    ("DK", 1.0, r"[a-z][øØ]|[øØ][a-z]"),
    ("NO", 1.0, r"[a-z][øØ]|[øØ][a-z]"),
    ("VN", 1.5, r"[ơưƠƯạ-ỹ]"),  # a đ is also Croatia's and Serbia's
    ("BR", 1.0, r"ã|õe"),  # an õ before another letter is Estonia's
    ("PT", 1.0, r"ã|õe"),
    ("DE", 1.0, r"ß"),
    ("AT", 0.75, r"ß"),
    ("RU", 2.0, r"[а-яА-Я]{4}"),
    ("UA", 2.5, _without("ўЎқҚәӘұҰ", "[іїєґІЇЄҐ]")),
    ("BY", 2.5, r"[ўЎ]"),
    ("KZ", 2.5, r"[қҚәӘұҰ]"),
    ("RS", 2.5, r"[ђћЂЋ]"),
    ("MK", 2.5, r"[ѓќЃЌ]"),
)
#: Looked for where the text names a legal form at all.
FORMS: Marks = (
    ("IN", 1.5, r"(?i)(?<!\()\bpvt\b|\(p\) ltd"),
    ("DE", 1.25, r"(?i)\bgmbh\b"),
    ("AT", 1.0, r"(?i)\bgmbh\b"),
    ("CH", 1.0, r"(?i)\bgmbh\b"),
    ("DE", 1.5, r"\be\. ?K\.|\be\. ?V\.|\bUG\b|\bGbR\b|\bPartG\b|\bgGmbH\b"),
    ("AT", 1.5, r"\be\. ?U\.|\bGes\.? ?m\. ?b\. ?H\b"),
    ("PL", 1.5, r"(?i)\bsp\.? ?z ?o\.? ?o"),
    ("HU", 1.5, r"\b(?:Kft|Zrt|Nyrt|Bt)\b"),
    ("IT", 1.5, r"(?i:\bs\. ?p\. ?a\b)|\bSpA\b"),  # "Day Spa" is anywhere
    ("IT", 1.25, r"(?i:\bs\. ?r\. ?l\b|\bsrl\b)"),
    ("RO", 1.0, r"(?i:\bs\. ?r\. ?l\b|\bsrl\b)"),
    ("AR", 1.0, r"(?i:\bs\. ?r\. ?l\b|\bsrl\b)"),
    ("RO", 1.5, r"^S\.?C\.? .+\bS\.?R\.?L\b"),
    ("FR", 1.5, r"\b(?:SARL|SAS|EURL)\b"),
    ("GB", 1.5, r"(?i)\bplc\b"),
    ("AU", 1.5, r"(?i)(?<!\()\bpty\b"),
    ("ZA", 1.5, r"(?i)\(pty\)"),
    ("TR", 1.5, r"(?i)\bltd\. ?şti|a\.ş"),
    ("DK", 1.5, r"\bA/S\b|\bApS\b"),
    ("SE", 1.0, r"\bAB\b"),
    ("FI", 1.5, r"\bOyj?\b"),
    ("IS", 1.5, r"\behf\b"),
    ("MX", 1.5, r"(?i)\bde c\. ?v\b"),
    ("PT", 1.0, r"\bLda\b"),
    ("JP", 1.5, r"(?i)\bk\.k\.|co\., ?ltd\.? *japan|株式会社"),
    ("KR", 1.5, r"주식회사|㈜"),
    ("BR", 1.5, r"(?i)\bltda\b"),
    ("US", 1.5, r"\bInc\b|\bLLC\b"),
    ("MY", 1.5, r"(?i)\bsdn\.? bhd"),
    ("SG", 1.5, r"(?i)\bpte\b"),
    ("ID", 1.5, r"^PT\.? [A-Z]"),
    ("NL", 1.5, r"\bB\.?V\.?(?!\w)"),
)
#: How the digits of a number of the value added tax go on behind the letters of its country.
_TAXED = {
    "AT": r"U\d{8}", "BE": r"[01]\d{3}\.?\d{3}\.?\d{3}", "BG": r"\d{9,10}", "CY": r"\d{8}[A-Z]", "CZ": r"\d{8,10}",
    "DE": r"\d{3} ?\d{3} ?\d{3}", "DK": r"\d\d ?\d\d ?\d\d ?\d\d", "EE": r"10\d{7}", "EL": r"\d{9}",
    "ES": r"(?:[A-Z]-?\d{7}[A-Z\d]|\d{8}-?[A-Z])", "FI": r"\d{8}", "FR": r"\d\d ?\d{3} ?\d{3} ?\d{3}", "HR": r"\d{11}",
    "HU": r"\d{8}", "IE": r"\d[A-Z\d]\d{5}[A-Z]{1,2}", "IT": r"\d{11}", "LT": r"(?:\d{9}|\d{12})", "LU": r"\d{8}",
    "LV": r"\d{11}", "MT": r"\d{8}", "NL": r"\d{9} ?B ?\d\d", "PL": r"\d{10}", "PT": r"\d{9}", "RO": r"\d{6,10}",
    "SE": r"\d{10}01", "SI": r"\d{8}", "SK": r"\d{10}",
}  # fmt: skip


def _of_taxes_and_banks() -> Marks:
    """The shapes of numbers that begin with the letters of their country: of its value added tax, of its accounts."""
    taxed = tuple(({"EL": "GR"}.get(code, code), 2.5, rf"\b{code} ?{shape}\b") for code, shape in _TAXED.items())
    banks = {*_TAXED, "GR", "CH"} - {"EL"}
    return (*taxed, *((code, 2.5, rf"\b{code}\d\d(?: ?[\dA-Z]{{4}}){{3,7}}\b") for code in sorted(banks)))


#: Numbers of registers and taxes, by what they are called and by their shape.
REGISTERS: Marks = (
    ("DE", 2.5, r"\bUSt-?\W?Id|\bHR[AB]\b|(?i:\bsteuer-?n(?:umme)?r\b)"),
    ("AT", 2.5, r"\bFN ?\d{5,6} ?[a-z]\b"),
    ("CH", 2.5, r"\bCHE-? ?\d{3}\.?\d{3}\.?\d{3}\b"),
    ("GB", 2.5, r"(?i:\bvat\b[^\d]{0,12})GB ?\d|\bGB ?\d{3} ?\d{4} ?\d{2}\b"),
    ("GB", 2.5, r"(?i)\bregistered in (?:england|scotland|wales|northern ireland)\b|\bcompanies house\b"),
    ("FR", 2.5, r"\bSIRE[NT]\b|\bR\.?C\.?S\.? [A-Z]"),
    ("IT", 2.5, r"(?i:\bp(?:artita|\.)? ?\.?iva\b)|\bC\. ?F\. ?\d"),
    ("ES", 2.5, r"\b[CN]\.?I\.?F\b\W{0,4}(?:[A-HJNP-SUVW]-?\d|\d{8}-?[A-Z]\b)"),
    ("PT", 2.5, r"\bNIPC\b|(?i:\bcontribuinte\b)"),
    ("PL", 2.5, r"\bREGON\b|\bKRS\b|\bNIP\b"),
    ("NL", 2.5, r"(?i:\bkvk\b)"),
    ("CZ", 1.5, r"\bIČO?\b|\bDIČ\b"),
    ("SK", 2.5, r"\bIČ DPH\b"),
    ("HU", 2.5, r"(?i)\badószám\b|\bcégjegyzék"),
    ("RO", 2.5, r"\bC\.?U\.?I\b\W{0,4}(?:RO)?\W?\d|\bJ ?\d\d ?/ ?\d+ ?/ ?\d{2}(?:\d{2})?\b"),
    ("BG", 2.5, r"\bЕИК\b|\bБулстат\b"),
    ("HR", 2.5, r"\bOIB\b"),
    ("LT", 2.5, r"(?i)\bįm(?:onės|\.) ?kodas\b|\bPVM\b"),
    ("LV", 2.5, r"(?i)\bPVN\b|\breģ\. ?nr\b"),
    ("EE", 2.5, r"(?i)\breg(?:istri)?\.? ?kood\b|\bKMKR\b"),
    ("FI", 2.5, r"(?i)\by-tunnus\b"),
    ("NO", 2.5, r"\b\d{3} ?\d{3} ?\d{3} ?MVA\b|\bforetaksregisteret\b"),
    ("DK", 2.5, r"\bCVR\b"),
    ("BR", 2.5, r"(?i)\bcnpj\b|\bcpf\b|\bcreci\b"),
    ("IN", 2.5, r"\bGST(?:IN)?\b\W{0,12}\d{2}[A-Z]{5}|\bCIN\b\W{0,3}[UL]\d|\bFSSAI\b|\bUDYAM\b"),
    ("AU", 2.5, r"\bA[BC]N\b\W{0,3}\d"),
    ("MX", 1.5, r"\bR\.?F\.?C\.?\b\W{0,3}[A-ZÑ&]{3,4}\d{6}"),
    ("AR", 2.5, r"\bCUIT\b"),
    ("JP", 2.5, r"\bT\d{13}\b|法人番号|登録番号"),
    ("KR", 2.5, r"사업자\s?등록\s?번호"),
    ("TW", 2.5, r"統一編號|統編"),
    ("SG", 1.5, r"\bUEN\b"),
    ("MY", 1.5, r"\b\d{12} ?\(\d{5,7}-[A-Z]\)|\(\d{5,7}-[A-Z]\)"),
    ("RU", 2.5, r"\bИНН\b|\bОГРН\b"),
    ("UA", 2.5, r"\bЄДРПОУ\b"),
    ("ZA", 2.5, r"\b(?:19|20)\d\d/\d{6}/\d\d\b"),
    ("NG", 1.0, r"\bRC\W{0,3}\d{4,7}\b"),
    ("MA", 1.0, r"\bRC\W{0,3}\d{4,7}\b"),
    ("KE", 2.5, r"\bPIN\W{0,3}[AP]\d{9}[A-Z]\b"),
    *_of_taxes_and_banks(),
)
#: Words of streets and their neighbourhoods.
STREETS: Marks = (
    ("DE", 0.75, r"(?i)(?:str\.|strasse|straße|gasse|allee|platz)\s?\d"),
    ("AT", 0.5, r"(?i)(?:str\.|strasse|straße|gasse|allee|platz)\s?\d"),
    ("CH", 0.75, r"(?i)(?:str\.|strasse|gasse|allee|platz)\s?\d"),
    ("FR", 0.75, r"(?i)\d,? ?(?:bis|ter)?,? (?:rue|boulevard|bd|impasse|quai|chemin) |\bcedex\b"),
    ("IT", 0.75, r"\b(?:Via|Viale|Piazza|Corso|VIA|PIAZZA) [A-Z]"),
    ("ES", 0.75, r"(?i)\b(?:calle|c/|avda\.?|plaza|paseo|pol\. ?ind\.) "),
    ("BR", 0.75, r"(?i)\b(?:rua|r\.|travessa|alameda|jd\.|bairro) [^\d]{3,40},? (?:n\S? ?)?\d|\bvila\b"),
    ("PT", 0.5, r"(?i)\b(?:rua|travessa|largo) [^\d]{3,40},? (?:n\S? ?)?\d"),
    ("NL", 0.75, r"(?i)(?:straat|laan|gracht|plein|kade|dijk) \d"),
    ("SE", 0.75, r"(?i)(?:gatan|vägen) \d"),
    ("DK", 0.75, r"(?i)(?:gade|vej) \d"),
    ("NO", 0.75, r"(?i)(?:veien|gata) \d"),
    ("FI", 0.75, r"(?i)(?:katu|tie) \d"),
    ("PL", 0.75, r"(?i)\bul\. ?\w"),
    ("HU", 0.75, r"(?i)\b(?:utca|út|körút) \d"),
    ("TR", 0.75, r"(?i)\b(?:cad|sok|mah|bulv)\. |\bcaddesi\b|\bsokak\b|\bmahallesi\b"),
    ("RU", 0.75, r"\bул\. ?[А-Я]"),
    ("IN", 0.75, r"(?i)\b(?:opp\.|nr\.|nagar|marg|chowk|peth|gidc|taluka|dist\.|cross roads?|plot no|flat no|behind)"),
    ("IN", 0.75, r"(?i)\bshr?ee? |\bshri\b|\bsmt\b"),
    ("ID", 0.75, r"\bJl\. ?[A-Z]|\bJalan [A-Z]"),
    ("MY", 0.75, r"\bJalan [A-Z]|\bTaman [A-Z]|\bLorong \w"),
    ("PH", 0.75, r"(?i)\bbarangay\b|\bbrgy\b"),
    ("TH", 0.75, r"\bSoi [A-Z\d]|\bThanon [A-Z]"),
    ("JP", 0.75, r"[a-z]-(?:ku|shi|cho|machi|ken)\b|\d-chome\b"),
    ("KR", 0.75, r"[a-z]-(?:gu|dong|ro|gil|daero)\b"),
)
#: Words before a number in languages of one country, or of few.
LABELS: Marks = (
    ("IT", 1.0, r"\bCell\.(?=\W*[\d+])|\bCellulare\b"),
    ("PT", 1.0, r"(?i)\btelem[óo]vel\b|\btlm\b"),
    ("BR", 1.0, r"(?i)\bcelular\W*\(?\d\d\)"),
    ("ES", 1.0, r"(?i)\bm[óo]vil\b"),
    ("FR", 1.0, r"(?i)\bportable\W*0\d|\bt[ée]l[ée]copie"),
    ("NL", 1.0, r"(?i)\bmobiel\b|\btelefoon\b"),
    ("DE", 1.0, r"(?i)\bhandy\W*\d|\btelefax\W*0"),
    ("PL", 1.0, r"(?i)\b(?:tel\. ?)?kom\.? ?:? ?\d|\bkomórk"),
    ("FI", 1.0, r"(?i)\bpuh(?:elin)?\b"),
    ("IS", 1.0, r"(?i)\b(?:far)?sími\b"),
    ("HU", 1.0, r"(?i)\btelefonszám\b"),
    ("TR", 1.0, r"(?i)\bcep\b\W*(?:tel)?\W*0|\bfaks\b"),
)
#: How the digits of a number without a dialling code are grouped where it is at home.
GROUPINGS = {
    "IN": r"0?[6-9]\d{4}[ -]\d{5}|[6-9]\d{9}",
    "US": r"(?:1[ -.])?\(?\d{3}\)?[ .-]{1,2}\d{3}[ .-]\d{4}|\d{3}/\d{3}[-.]\d{4}",
    "CA": r"(?:1[ -.])?\(?\d{3}\)?[ .-]{1,2}\d{3}[ .-]\d{4}",
    "GB": r"\(?0(?:20|1\d{3}|7\d{3})\)? ?\d{3,4} ?\d{3,4}",
    "JP": r"0[2-9]\d{0,2}-\d{1,4}-\d{4}",
    "KR": r"010-\d{4}-\d{4}|02-\d{3,4}-\d{4}|0[3-6]\d[)-]\d{3,4}-\d{4}",
    "TH": r"0[2-7]\d?-\d{3}-\d{3,4}|0[689]\d-\d{3}-\d{4}",
    "FR": r"0\d(?:[ .]\d\d){4}",
    "MA": r"0[5-8](?:\d\d)?([ .-])\d\d\1\d\d\1\d\d(?:\1\d\d)?",
    "AU": r"04\d\d \d{3} \d{3}|\(0[2378]\) \d{4} \d{4}",
    "TW": r"09\d\d-\d{3}-\d{3}|\(0\d\)\d{4}-\d{4}",
    "CN": r"1[3-9]\d[ -]?\d{4}[ -]?\d{4}",
    "DE": r"0\d{2,4} ?/ ?\d[\d -]{4,9}",
    "AT": r"0\d{2,4} ?/ ?\d[\d -]{4,9}",
    "BR": r"\(?\d\d\)? ?(?:9[. ]?)?\d{4}[-.]\d{4}",
    "MX": r"\(?\d\d\)? ?\d{4}[ -.]\d{4}",
    # Mobiles: four digits before others begin with the zero and the network.
    "NG": r"0(?:70[1-9]|80[2-9]|81\d|90[1-9]|91\d)[ -]?\d{3}[ -]\d{4}",
    "ID": r"08\d\d[ -]\d{3,4}[ -]\d{3,4}",
    "PH": r"\(?09\d\d\)?[ -]\d{3}[ -]\d{4}",
    "IR": r"09\d\d[ -]\d{3}[ -]\d{4}",
}

#: Digits that are not grouped at all may also be of North America, which tells nothing by itself.
BARE = r"1?[2-9]\d{2}[2-9]\d{6}"


def marked(text: str, marks: Marks) -> list[tuple[str, float]]:
    """Return the countries with marks in a text, with their votes; a country may come more than once."""
    return [(code, weight) for code, weight, pattern in marks if re.search(pattern, text)]
