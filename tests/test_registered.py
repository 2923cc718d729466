"""Numbers of registers, members, accounts and payers of taxes are no telephones; what may be either is not sure."""

import pytest
from printed import at, printed

from cardscan.parse.tel import find_tels

DOUBTED = 0.5


def read(text: str) -> list[tuple[str, bool]]:
    """The numbers of a line, and whether nothing speaks against each."""
    return [(f.field.value, f.field.confidence > DOUBTED) for f in find_tels(printed(text), [])]


@pytest.mark.parametrize(
    "text",
    [
        "QRV 4155501420",  # digits behind a code
        "ORD-ZZ 55014/B QRV 4155501420",
        "QRV 555.014.200-55",  # shapes of taxes
        "00.555.014/0001-55",
        "55.501.420-K",
        "20-55501420-3",
        "NIF 555014200",
        "SIRET 555 014 200 00012",
        "P.IVA 01234567890",
        "ИНН 5550142001",
        "ПИБ 555014200",
        "KvK 55501420",
        "ABN 51 555 014 200",
        "Mitgliedsnummer 5550142001",
        "Kunden-Nr.: 555 014 2001",
        "Matrícula 555014200",
        "Inscrição 555 014 2001",
        "Iscrizione n. 555 014 200",
        "Licencja nr 555014200",
        "Лицензия 5550142001",
        "Medlem 555014200",
        "Numéro de police 5550142001",
        "Nro. de registro 5550142001",
        "Charity no. 5550142001",
        "Member No: 5550142001",
        "Cta. Cte. S/ 555-0142001-0-55",  # accounts of banks
        "Cta. BRX US$ 555-0142001-0-55",
        "CCI 055-501-420055501420-55",
        "CLABE 055501420055501420",
        "Cuenta corriente: 5550142001",
        "Rachunek bankowy 55 5501 4200",
        "Hesap No: 5550142001",
        "Rek. BRX 5550142001",
        "普通 5550142001",
        "0055501420 5550142001 555",  # too long for any
        "Įm. kodas 305550142",  # codes of companies
        "Įmonės kodas 305550142",
        "Reģ. kods 40005550142",
        "Registrikood 155501420",
        "Matični broj 055501420",
        "Kt. 555014-2000",
        "ПИБ: 105550142",
        "RC 5550142001",
        "R.C. : 555014",  # abbreviations, whose letters are no labels
        "I.F. : 55501420",
        "C.N.S.S. : 5550142",
        "I.C.E. : 005550142000056",
        "C.R. 5550142001",
        "P. IVA e C.F. 05550142001",
        "Patente : 5550142001",
        "Article d'imposition 5550142001",
        "TRN 555014200000003",
        "USt-IdNr. DE 555 014 200",  # a country before its digits
        "VAT No. GB 555 0142 00",
        "Kunden-Nr. DE 555 014 200",
        "IE 555.014.200.117",
        "BDO 000055501",  # no number that is dialled begins so
        "QRV 000555014",
        "555-01-42001",  # of companies in Korea
        "사업자등 록 번호 5550142001",
        "C.R. No. 105550142",
        "St.-Nr. 143 555 01420",
        "RCS Brackville B 555 014 200",  # the town of a register may follow
        "V.D. Brackville 555 014 2001",
        "CIF B-55501420",
        "GPKD số 0305550142",
        "เลขประจำตัวผู้เสียภาษี 0105555014200",
        "T1555014200155",  # of companies in Japan and Belgium
        "BE 0555.014.200",
        "PIN P055501420",  # digits with letters glued to them
        "PIN P055501420K",
        "P055501420K",
        "12C555014201",
        "STK: 0071 0055 50142",  # accounts in more languages
        "Số TK: 007 1005 550142",
        "Bank KPWA/C 5550 142 017",  # a word and its label that were read as one
        "Conto corrente 5550142001",
        "ІПН 555014200155",
        "IПH 555014200155",  # letters of two scripts
        "Α.Φ.Μ. 055501420",
        "A.Φ.M. 055501420",
        "Αρ. Γ.Ε.ΜΗ.: 055014227000",
        "Art. : 16265550142",
        "RC : 16/00-0955014 B09 NIF : 000916095501420 Kelp. : 16265550142",  # behind another one
        'ח"פ 515550142',
        "ע.ר. 580555014",
        "رقم الترخيص 1010555014",
        "شناسه ملی 10555014200",
        "ს/კ 405550142",
        "СТИР 305550142",
        "Cód. Fiscal 05550142001",
        "Įm. k. 305550142",
        "免許証番号 第5550142001号",
        "통신판매업신고 2015-5550-0142",
        "ใบอนุญาตเลขที่ 5550142001",
        "पंजीकरण सं. 5550142001",
    ],
)
def test_a_number_of_a_register_is_none(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kelpwick 415 555 0142", [("4155550142", False)]),  # the name of a place, or of a list of members
        ("Kelpwick: 9825012345", [("9825012345", False)]),
        ("Kelpwick 0415 550142", [("0415550142", True)]),  # what begins so is dialled
        ("Kelpwick 0415550142", [("0415550142", False)]),  # or may be of a register that begins with a zero
        ("Kelpwick: 004155501-4201", [("+41555014201", False)]),
        ("Kelpwick (415) 555-0142", [("4155550142", True)]),
        ("Kelpwick +1 415 555 0142", [("+14155550142", True)]),
        ("Tel. Kelpwick 415 555 0142", [("4155550142", True)]),
        ("Mobile QRV 9825012345", [("9825012345", True)]),
        ("Maria 415 555 0142", [("4155550142", True)]),
        ("MARIA 9825012345", [("9825012345", True)]),
        ("Berlin 415 555 0142", [("4155550142", True)]),
        ("Tel. 55501420 und 55501421", [("55501420", True), ("55501421", True)]),
        ("Rufnummer 4155550142", [("4155550142", True)]),
        ("Ejecutiva de cuenta 955 501 427", [("955501427", False)]),  # who looks after an account
        ("Konto Tel. 22 55 01 42", [("22550142", True)]),
        ("Kontor 22 55 01 42", [("22550142", True)]),
        ("Girona 972 555 014", [("972555014", True)]),
        ("CCI Kelpwick 04 72 55 50 14", [("0472555014", True)]),  # a chamber of commerce
        ("Tel/ac: 032/555-0142", [("0325550142", True)]),  # no account: "fac" misread
        ("IE +353 1 555 0142 TR 0212 555 01 42", [("+35315550142", True), ("02125550142", True)]),  # countries
        ("VAT 555014200 Tel 020 7946 0142", [("02079460142", True)]),
        ("Dept. of Art (415) 555-0142", [("4155550142", True)]),
        ("A.K.RAO 9825012345", [("9825012345", True)]),
        ("M9825012345", [("9825012345", True)]),  # its label, glued to it
        ("T0171 5550142", [("01715550142", True)]),
    ],
)
def test_a_number_behind_a_word_that_is_no_label_is_not_sure(text: str, expected: list[tuple[str, bool]]) -> None:
    assert read(text) == expected


def test_below_a_company_that_ends_as_such_a_label_an_area_code_in_brackets_is_one() -> None:
    below = [find_tels(printed("Kelpwick Rum Bar", text), []) for text in ("(876) 555-0142", "876 555 0142")]
    assert [[f.field.value for f in found] for found in below] == [["8765550142"], []]


def test_what_another_reader_saw_before_a_number_announces_it() -> None:
    assert find_tels([at("A.®.M. 055501420", 30, 30, "A.Φ.M. 055501420")], []) == []
