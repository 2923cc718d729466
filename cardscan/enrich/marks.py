"""What cards of a country have in print: postcodes, scripts, legal forms, registers, words of streets, groupings.

Tables of (country, votes, pattern); how the votes are weighed is told in `cardscan.enrich.country`.
"""

import re

from cardscan.text.codes import BOX, CEP, POSTAL_MARK, SHAPES
from cardscan.text.scripts import HANGUL

#: Rows of ISO code, votes, pattern.
Marks = tuple[tuple[str, float, str], ...]

POSTCODES: Marks = (
    ("GB", 3.0, SHAPES["GB"]),
    ("CA", 3.0, SHAPES["CA"]),
    ("IE", 3.0, rf"{SHAPES['IE']}(?=\W*$)"),
    ("JP", 3.0, rf"{POSTAL_MARK}|\b[A-Z][a-z]+,? ?{SHAPES['JP']}\b(?!-)"),
    ("BR", 3.0, rf"{CEP}\b|\b[A-Z]{{2}},? {SHAPES['BR']}\b"),
    ("PL", 2.0, rf"(?<![\d-]){SHAPES['PL']} [A-ZŁŚŻĆŹ]|\bPL-{SHAPES['PL']}"),
    ("PT", 2.0, rf"(?<![\d-]){SHAPES['PT']} [A-Z]"),
    ("NL", 2.0, rf"\b{SHAPES['NL']} [A-Z][a-z]"),
    ("IN", 2.0, rf"(?:[a-z.)][\s,]*[-–:]? ?(?<!\d)(?=[1-8])|(?i:\bpin)\W{{0,6}}){SHAPES['IN']}\b(?![\s-]\d)"),
    ("CN", 1.0, r"(?:邮编|P\.?C\.?)\W{0,3}\d{6}"),
    ("SG", 2.0, r"\bSingapore\W{0,3}\d{6}\b"),
    ("KE", 1.5, BOX),
)
SCRIPTS: Marks = (
    ("JP", 3.0, r"[\u3041-\u309f\u30a1-\u30fa]{2}|株式会社|丁目|[都府県]..?[市区]"),
    ("KR", 3.0, f"[{HANGUL}]{{2}}"),
    ("TW", 2.0, r"股份有限公司|統一編號|[縣區號樓電話傳機務專業門東車產類]{2}"),
    ("CN", 2.5, r"[县区号楼电话传机务专业门东车产类邮厂]{2}"),
    ("TH", 3.0, r"[\u0e01-\u0e3a]{3}"),
    ("IL", 3.0, r"[\u05d0-\u05ea]{3}"),
    ("GR", 3.0, r"[α-ωΑ-Ωάέήίόύώ]{4}"),
    ("IN", 3.0, r"[\u0900-\u0d7f]{3}"),
    ("PL", 1.5, r"[łŁżŻęąśćź]"),
    ("TR", 1.5, r"[ğĞışŞİ]"),
    ("HU", 1.5, r"[őŐűŰ]"),
    ("VN", 1.5, r"[ơưđƠƯĐạảấầậắằặẹẻếềệịọỏốồộớờợụủứừựỳỵỷ]"),
    ("BR", 1.0, r"[ãõ]"),
    ("DE", 1.0, r"ß"),
    ("AT", 0.75, r"ß"),
    ("RU", 2.0, r"[а-яА-Я]{4}"),
    ("UA", 2.5, r"[іїєґІЇЄҐ]"),
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
    ("IT", 1.5, r"(?i:\bs\. ?r\. ?l\b|\bsrl\b|\bs\. ?p\. ?a\b)|\bSpA\b"),  # "Day Spa" is anywhere
    ("FR", 1.5, r"\b(?:SARL|SAS|EURL)\b"),
    ("GB", 1.5, r"(?i)\bplc\b"),
    ("AU", 1.5, r"(?i)\bpty\b"),
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
#: Numbers of registers and taxes, by what they are called and by their shape.
REGISTERS: Marks = (
    ("DE", 2.5, r"\bUSt-?\W?Id|\bHR[AB]\b|(?i:\bsteuer-?n(?:umme)?r\b)|\bDE ?\d{9}\b|\bDE\d\d(?: ?\d{4}){4}"),
    ("AT", 2.5, r"\bATU ?\d{8}\b|\bFN ?\d{5,6} ?[a-z]\b|\bAT\d\d(?: ?\d{4}){4}"),
    ("CH", 2.5, r"\bCHE-? ?\d{3}\.?\d{3}\.?\d{3}\b|\bCH\d\d(?: ?\d{4}){4}"),
    ("GB", 2.5, r"(?i:\bvat\b[^\d]{0,12})GB ?\d|\bGB ?\d{3} ?\d{4} ?\d{2}\b"),
    ("GB", 2.5, r"(?i)\bregistered in (?:england|scotland|wales|northern ireland)\b|\bcompanies house\b"),
    ("FR", 2.5, r"\bSIRE[NT]\b|\bR\.?C\.?S\.? [A-Z]|\bFR ?\d\d ?\d{3} ?\d{3} ?\d{3}\b"),
    ("IT", 2.5, r"(?i:\bp(?:artita|\.)? ?\.?iva\b)|\bC\. ?F\. ?\d|\bIT ?\d{11}\b"),
    ("PL", 2.5, r"\bREGON\b|\bKRS\b|\bNIP\b"),
    ("NL", 2.5, r"(?i:\bkvk\b)|\bNL ?\d{9} ?B ?\d\d\b"),
    ("CZ", 1.5, r"\bIČO?\b|\bDIČ\b|\bCZ ?\d{8,10}\b"),
    ("HU", 2.5, r"(?i)\badószám\b|\bcégjegyzék"),
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
    "MA": r"0[5-8]\d?(?:[ .-]?\d\d){4}",
    "AU": r"04\d\d \d{3} \d{3}|\(0[2378]\) \d{4} \d{4}",
    "TW": r"09\d\d-\d{3}-\d{3}|\(0\d\)\d{4}-\d{4}",
    "CN": r"1[3-9]\d[ -]?\d{4}[ -]?\d{4}",
    "DE": r"0\d{2,4} ?/ ?\d[\d -]{4,9}",
    "AT": r"0\d{2,4} ?/ ?\d[\d -]{4,9}",
    "BR": r"\(?\d\d\)? ?(?:9[. ]?)?\d{4}[-.]\d{4}",
    "MX": r"\(?\d\d\)? ?\d{4}[ -.]\d{4}",
}

#: Digits that are not grouped at all may also be of North America, which tells nothing by itself.
BARE = r"1?[2-9]\d{2}[2-9]\d{6}"


def marked(text: str, marks: Marks) -> list[tuple[str, float]]:
    """Return the countries with marks in a text, with their votes; a country may come more than once."""
    return [(code, weight) for code, weight, pattern in marks if re.search(pattern, text)]
