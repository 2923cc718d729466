"""Tell numbers of registers, members and accounts from telephone numbers, by the word that stands before them."""

import re

from cardscan.parse.gazetteer import city, family_name, given_name
from cardscan.parse.numbers import Number
from cardscan.parse.tel_labels import is_label

#: Words for an account of a bank, in many languages. Its kind, the bank and the currency may follow: "Cta. Cte. S/".
_ACCOUNT = r"""(?:
    \b(?:cta|(?<!de\s)(?:cuenta|conta|compte)|(?:konto|rekening|tili)(?:nr|nro|nummer|numero)?|giro(?:konto|rekening)?|rek
    |rachun(?:ek|ku)|ucet|c\.\s?u|hesap|szamlaszam|bankszamla|saskaita|konts|arveldus\w*|(?:ziro\W?)?racun|tai\skhoan
    |р/с|р/р|сч[её]т|рахунок|рачун|сметка|λογαριασμος|חשבון|حساب)\b[\s.:;\#/$€()-]*
    (?:(?!te?l|fa[kx]|mob|mov|cel|handy|pho?n|fon|dir|т|м|κιν)(?:[^\W\d_]{2,12}|s/)[\s.:;\#/$€()-]*){0,3}
    |(?:계좌|口座|普通|当座|บัญชี)[\s:.番号번호-]*)$"""
#: What announces a number that is no telephone's.
_OTHER = re.compile(
    rf"(?ix){_ACCOUNT}|"
    r"""(?:\b(?:gst(?:in)?|pan|tin|cin|din|llpin|vat(?:\s?id)?|nip|regon|krs|nif|cif|nit|rut|ruc|rfc|cnpj|cpf|siret|siren|rcs?|hrb|hra
    |cnss|rne|rccm|ncc|ninea|niu|ifu|patente|nis|nin|art(?:icle)?\W{1,2}d?\W?imp\w*|taxe\sprof\w*|(?-i:AI|BDO|CR|ICE|I[EFM]|MBS|TP|TRN)
    |st\W{1,2}nr|ma\sso\s\w+|gpkd|dkkd|ust|steuer\w*|iban|bic|swift|ifsc|a/c|(?<!/)ac|reg(?:istration|istered|n|d)?|licen[cs]e|lic|lisc|acc(?:oun)?t|bank|bsb|paybill|cci|clabe|cbu|cvu|nib|rib|ccp|c/c|trr|iso|tax(?:\s?code)?|mst|uen
    |abn|acn|ico|dic|btw|kvk|bce|tva|iva|mwst|vergi|v\.?d|sicil|fssai|udyam|iec|mci|dre|calbre|nmls|npi|ein|est|code|pin(?:\s?code)?|zip
    |\w*kood|kodas|kods|codice|codigo|idno|nipt|nuis|vkn|npwp|kt|kennitala|ntn|strn|rtn|rnc|rif
    |blz|kto|sort\s?code|routing|aba|piva|p\.\s?iva|c\.\s?f|cui|oib|pib|eik|cvr|organisasjonsnr|org\.?\s?nr|firmenbuch|fn|uid|che
    |adoszam|cegjegyzekszam|ytunnus|y-tunnus|cuit|sic|naf|ape|permit|bar|member(?:ship)?|caldre|crea|creci|oab|crm|booth|stand|halle?|hall|room|rm|suite|ste
    |p\.?\s?o\.?\s?box|box|postbus|postfach|bp|id|ref|estd?|since|icp|crn|ssm|roc|mahrera|rera)\b[\s.:;#/()-]*(?:(?:no|number|nr|num|id|code|so|s)+\b[\s.:;#()-]*)*(?-i:[A-Z]{2}\b[\s-]*|[A-Z]{1,3}-?)?$
    |\b(?:rcs|v\.?d|vergi\sdairesi|hr[ab])(?:[\s.:,-]{1,2}(?!te?l|fa[kx]|mob|gsm|port|cep|ph)[^\W\d_]+){1,3}[\s.:-]{1,2}$
    |(?:matic\w*|reg\w*|por\w*|davc\w*|pdv|id\w*|mat)\.?\s?(?:broj|br|st)\b[\s.:]*$|\b(?!tel|fax|mobil|hivo)\w{3,}szam[\s.:]*$
    |(?<![a-z])q\W{0,2}q\b[^\d]*$
    |(?:инн|кпп|огрн|єдрпоу|едрпоу|αφμ|пиб|јиб|п[иі]н|еик|ембс|едб|унп|бин|иин|јмбг|мат(?:ични)?\.?\s?бр(?:ој)?|ח\.?פ|ע\.?מ|س\.?ت|ب\.?ض|الرقم\s(?!الموحد)\w+|سجل\s\w+)[\s.:№]*$
    |(?:帐号|账号|帳號|賬號|卡号|开户行|農行|农行|工行|建行|中行|信用社|号码|統一編號|统一编号|統編|税号|稅號|事業者登録|登録番号|法人番号|許可|郵便番号|郵遞區號|邮编|사업자\S*|등록번호|우편번호|〒|資本|เลขประจ\S*|ทะเบียน\S*)[\s:.第号-]*$)"""
)
#: What announces such a number right before it, in many languages: words for a register, a licence, a member or an
#: account, and all that end in a word for "number" but for those of telephones. Accents are left out.
_REGISTERED = re.compile(
    r"""(?ix)\b(?:
    (?!te?l|fa[kx]|mob|ruf|handy|gsm|durchwahl|direkt|service|notruf|hot|sentral|vakt)[\w-]+(?:nummer|numer|nr)
    |(?:numero|nro|no|n)\W{1,3}(?:de|di|du|da|do|del)\s\w+
    |(?:company|charity|customer|policy|firm|practice|file|case|roll|order)\s(?:reg\w*\s)?(?:no|number|num|nr|id)
    |certifica\w*|cert|accredit\w*|registr\w+|register\w*|lizenz|zulassung\w*|licen[czt]\w+|legitymacj\w*|uprawnie\w*|wpis\w*
    |inscri\w+|iscri\w+|insc|matri[ck]\w*|mat|colegiad\w+|cedula|alvara|tessera|albo|rea|sdi|agrement|rpps|adeli|finess
    |lidmaatschap\w*|big|agb|rsin|medlem\w*|autorisa\w+|bankgiro|plusgiro|vipps|mobilepay|mersis|ruhsat\w*|tckn?
    |nyilv\w*|kamarai|crea|cau|crefito|crp|crn|cro|susep|cnes|rg|gln|eori|lei|duns|insee|svnr|lanr|bsnr
    |огрнип|снилс|бик|лицензи\w*|ліценз\w*|γεμη
    )\b[\s.:;#/()-]*(?:(?:no|nos|number|nr|num|id|n)\b[\s.:;#()-]*)*(?-i:[A-Z]{2}\b[\s-]*)?$"""
)
_DOTTED = re.compile(r"(?<![^\W_])[^\W\d_](?:\. ?[^\W\d_](?![^\W\d_]))+")
_SPACED = re.compile(r"(?<=[가-힣]) (?=[가-힣])")  # Korean as it may be read
_WORD = re.compile(r"[^\W\d_]{3,}")
_WORD_BEFORE = re.compile(r"([^\W\d_]{2,})[\s.:]*$")
_ABBREVIATED = re.compile(r"(?<![^\W_])[A-ZÀ-Þ]{2,6}[\s.:]*$")
_KNOWN = 0.3  # how well a word must be known as a name of persons
_REACH = 60  # characters before a number that may say what it is


def is_other(text: str) -> bool:
    """Whether a text ends in words that announce a number which is no telephone's."""
    return any(map(_OTHER.search, (text, _plain(text))))


def _plain(text: str) -> str:
    """A text with its abbreviations without their dots, and words of Korean in one: "C.N.S.S." is "CNSS."."""
    return _SPACED.sub("", _DOTTED.sub(lambda m: re.sub(r"\W", "", m.group()), text))


def is_registered(number: Number, text: str) -> bool:
    """Whether a number without a label is said to be of a register, or is digits behind a code: "QRV 4155501420"."""
    if number.type is not None or number.digits.startswith("+"):
        return False
    before = _plain(text[max(0, number.start - _REACH) : number.start])
    coded = len(number.groups) == 1 and _ABBREVIATED.search(before) and is_strange(number, text)
    return bool(coded or _REGISTERED.search(before))


def is_strange(number: Number, text: str) -> bool:
    """Whether a number stands right behind a word that is no label, and no name of a person or a town.

    Digits that begin with a zero, a plus, or an area code in brackets say themselves that they are dialled; and a label
    may stand before the word: "Mobile (JIO)".
    """
    is_dialled = number.digits[0] in "+0" and not number.digits.startswith("000")
    if number.type is not None or number.joined or is_dialled or text[number.start] in "([":
        return False
    before = _plain(re.split(r"\d", text[max(0, number.start - _REACH) : number.start])[-1])
    word = _WORD_BEFORE.search(before)
    if word is None or any(map(is_label, _WORD.findall(before))):
        return False
    return not (city(word[1]) or max(given_name(word[1]), family_name(word[1])) >= _KNOWN)
