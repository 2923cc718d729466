"""Find the entries of registers in a line: a court, a section and a folio look like a town, a street and a house.

So do numbers of taxes and licences, certificates and the standards that these are of, and a bank and its branch behind
the number of an account.
"""

import re
from collections.abc import Iterator

from cardscan.parse.evidence import flat, unaccented
from cardscan.parse.registered import announced

#: What parts the pieces of an entry, and an entry from what stands beside it.
_BETWEEN = re.compile(r"[,;|·•]|\s[-–]\s")
#: What says that a piece is of an entry: who keeps a register, that it holds one, where in it; accents are left out.
_ENTRY = re.compile(
    r"""(?x)
    \b(?:HR[AB]|KRS|REA|RP[RM]|R\.?C\.?S|FN\ ?\d{4,6}\ ?[a-z]|C\.?R\.?C\.?\ (?=[A-Z]\w+\ n)
    |R\.\ ?M\.\ (?=\w+\ T\.?\ ?\d))\b
    |\b(?i:(?<!am\ )(?<!beim\ )(?:amts|handels|landes|register)gericht|\w{4,}regist(?:er|ret|eret)|firmenbuch\w*
    |finanzamt|steuernummer|zapsan\w*|zapisan\w*|zapis\ v|vedena\ u|spisova\ znacka|sp\.\ ?zn|oddie?l|vlozka
    |vl\.\ ?(?:c|st)|(?:\w+sk|trgovack)\w+\ so?ud\w{0,2}|or\ [kom]s|ev\.\ ?c\.\ [csa]{2}k|sodisc\w+|sudsk\w+\ regist\w+
    |sad\w*\ (?:rejonow|okregow)\w+|wydzial\w*\ gospodarcz\w+|rejestr\w*\ (?:sadow|przedsieb)\w+
    |cegbirosag\w*|torvenyszek\w*|cegjegyzek\w*|registrul\w*\ comertului|reg\.\ ?com|ticaret\ sicil\w*
    |registro\ (?:delle\ )?(?:imprese|mercantil)|reg\.\ ?imp|tribunale\ di|greffe|tribunal\ de\ commerce
    |conservatoria|registo\ comercial|matricula(?:d[ao]|\ n.?)|fls
    |егрн|егрюл|ифнс|вписан\w*|фирмено\ дело|ф\.\ ?д\.
    |(?:окръжен|градски)\ съд|привредн\w+\ суд\w*|γεμη|μητρωο\w*)(?!\w)
    |(?:知事|大臣|公安委員会)\ ?(?=[(（許登免認届指])
    |\b(?i:t[°o"*]\ ?\d+\W{1,3}f[°o"*]\ ?\d|(?:tomo|folio|foja|d?ico?)\W{1,3}\d)"""
)
#: A certificate, or a standard with its number: "EN ISO 3834"; accents are left out.
_STANDARD = re.compile(
    r"(?i:\b(?:[cszç]ertifi[^\W\d_]+|certyfi\w+|tanusit\w+|sertifik\w+|a[ck]+redit\w+|сертиф\w+))"
    r"|\b(?:ISO|DIN|IEC|ASTM|ДСТУ|ГОСТ)\b(?:\W{0,2}(?:EN|IEC|ISO|Р)\b)*\W{0,2}\d{3,5}"
)
#: And what says so of a piece behind an entry alone.
_GOES_ON = re.compile(
    r"(?i)(?:odd|libro|livro|hoja|matr?|sec[^\W\d_]*|toque|ape|naf|pag)\b\W.*|(?:[a-z]{1,3}[ .-]*){0,2}\d[\d /.-]*"
)
#: A number of an account behind its word; accents are left out. What stands behind it names the bank.
_ACCOUNT = re.compile(
    r"(?i)(?<!\w)(?:iban|ifsc|blz|clabe|cbu|rib|stk|so tk|a/c|acc(?:oun)?t|kto|konto\w*|cta|cuenta|conta|compte"
    r"|rachun\w+|ucet|c\. ?u|hesap\w*|szamlaszam|tai khoan|р/с|р/р|счет|рахунок|сметка)(?!\w)\D{0,30}\d[\d -]{5,}"
)
_SIGNS = " ,;|·•-–"
_NUMBER_BEFORE = re.compile(r"(?:\b[A-Z]{1,3} )?\d[\d./]*\s$")


def entries(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the pieces of entries stand in a line."""
    plain, start, within, banked = unaccented(flat(text)), 0, False, False
    for end in (*(match.start() for match in _BETWEEN.finditer(text)), len(text)):
        piece = plain[start:end]
        account = _ACCOUNT.search(piece)
        banked = account is not None or (banked and not re.search(r"\d", piece))
        found = _ENTRY.search(piece) or account or _STANDARD.search(piece) or announced(piece)
        within = found is not None or banked or (within and _GOES_ON.fullmatch(piece.strip(_SIGNS)) is not None)
        if within:
            yield start + (_beginning(piece, found.start()) if found else 0), end
        start = end


def _beginning(piece: str, word: int) -> int:
    """Where in a piece an entry begins: with its number, or with words alone that stand before what says that it is."""
    number = _NUMBER_BEFORE.search(piece[:word])
    begins = number.start() if number else word
    return begins if re.search(r"\d", piece[:begins]) else 0
