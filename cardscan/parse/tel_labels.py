"""The words that stand beside telephone numbers, in many languages, and what they say of them."""

import re
from collections.abc import Iterator, Sequence

from cardscan.text.joiners import AND_WORDS
from cardscan.text.misread import ONE_SHAPE, SMALL_TWINS

#: Words by the type of number that they announce; "" is any telephone. Accents are left out, case does not matter.
_WORDS = {
    "fax": r"""
        fax(?:es)? telefaxe? tele[\s-]?fax telefaks faks faksi faksnummer facsimile faxno fx
        fakss faksas ffacs brefa?simi telekopio telecopie(?:ur)? telecopia telec belgegecer факс φαξ ֆաքս
        ფაქსი פקס פאקס फैक्स फ़ैक्स ফ্যাক্স fax\s?(?:to|2)\s?e-?mail
        """,
    "cell": r"""
        mobiles? mobil mobiel mobila mobilni mobilnummer mobile[\s-]?phone movil moviles moviel mob mobi mbl moble cell
        cells cellular cellulare celular celulares cellphone cel cell[\s-]?ph(?:one|n)? hand[\s-]?phone handy h/?p hp
        farsimi gsm portable port natel kom komorka komorkowy tel\.?\s?kom cep tlm telemovel dd di\sdong
        dien\sthoai\sdi\sdong matkapuh matkapuhelin c\.?p\.? m\.p whats[\s-]?app wa whatsup viber zalo telegram
        nextel tim vivo mobitel mobilais mobilusis mobiil mobiiltelefon
        моб мобильный сот мобилен κιν κινητο מובייל נייד मो मोबाइल
        """,
    "pager": r"""
        pagers? bleeper beeper pgr
        """,
    "tollfree": r"""
        toll[\s-]?free free[\s-]?phone free[\s-]?call freefone numero\svert numero\sverde linea\sgratuita
        call[\s-]?free kostenlos kostenfrei gebuhrenfrei 0800[\s-]?number (?:lada\s)?sin\scosto llamada\sgratuita
        linea\sgratis llama(?:da)?\sgratis numero\sgratuito numero\sgratuit appel\sgratuit linha\sgratuita
        (?:ligacao|chamada|discagem)\sgratuita telverde numar\sgratuit zelena\slinka bezplatna\s(?:info)?linka
        bezplatna\sinfolinia zold\sszam besplatan\s(?:poziv|telefon) ucretsiz\s(?:hat|arama|danisma) bebas\spulsa
        gratis\s(?:nummer|telefoonnummer) maksuton\snumero tasuta\snumber
        """,
    "home": r"""
        resi residence residential res resid resid?ance home privat prive domicile casa dom domicilio
        """,
    "work": r"""
        office offices off offi? of(?=\.) ofc ofis oficina bureau buro board switchboard standard zentrale centrale
        centralita central santral bus business work reception pbx pabx bur kontor hovednummer hovednr hoofdnummer
        huvudnummer
        раб рабочий офис офіс γραφειο משרד कार्यालय
        """,
    "": r"""
        talr talrunis tel tele tels p\.\s?p telephones? telefone? telefoon telefono telefonos telefones telefonnummer
        rufnummer telefoonnummer telefonzentrale
        tfno tlfno simu fono fone fon phones? phon phone\sno ph phn pn telp tlp tlf puh
        puhelin telf teleph call contact contacts? dir durchwahl direktwahl dw nebenstelle nst klappe apparat
        direct direct[\s-]?line directe ligne\sdirecte directo directa linea\sdirect[ao] diretto linea\sdiretta direto
        linha\sdireta direkt direkte direktni direktna direktnr direktnummer direktvalg direkt\shat doorkies
        doorkiesnummer rechtstreeks suora suora\snumero bezposredni prima\slinka kozvetlen izravni izravna neposredni
        neposredna otse tiesioginis tiesais bein\slina simi прямой прямий директни директен απευθειας ישיר
        hot[\s-]?line helpline help[\s-]?line customer\scare landline land[\s-]?line line dial did dl ddi dt dien\sthoai
        voice main vaxel sentralbord omstilling vakttelefon
        enquiry enquiries inquiries booking emergency appointment тел телефон τηλ τηλεφωνο
        טל טלפון फोन दूरभाष
        """,
}
#: Letters that stand alone before a number: Latin ones, then Greek and Cyrillic ones.
_LETTERS = {
    **dict.fromkeys("TPDSΤТ", ""),
    **dict.fromkeys("MCΚМ", "cell"),
    **dict.fromkeys("O0BW", "work"),
    **dict.fromkeys("RH", "home"),
    **dict.fromkeys("FΦФ", "fax"),
}
#: Words for those who answer anyone, before numbers that may be short; alone on a line they are a department, no label.
_ANSWERING = r"""
    (?:customer|client|guest|user)s?\s(?:care|services?|support|relations|hotline) (?:call|contact)[\s-]?cent(?:er|re)
    hot[\s-]?line (?:24[\s-]?h\w*\s)?on[\s-]?call breakdowns? (?:out\sof|after)[\s-]hours uan unified
    unified\s(?:no|number)
    kunden(?:dienst|service|betreuung|telefon) klantenservice
    service(?:telefon|nummer) kundeservice kundtjanst notdienst notruf (?:dogn)?va[kg]t(?:telefon|nummer)? dognservice
    jour(?:telefon|nummer)? paivystys(?:numero)? bereitschaft(?:sdienst|snummer|stelefon)?
    pikett(?:dienst|nummer|telefon)? storings(?:dienst|nummer) wachtdienst (?:nood|spoed)nummer astreinte urgences?
    urgencias emergencias emergencia emergenze pronto\sintervento reperibilita piquete pohotovost(?:ni\slinka)?
    havarijni\s\w+ dyzur(?:ny)? dezurstvo dezurni ugyelet nobetci(?:\shatti)? servicio\sal\scliente atencion\sal?\s\w+
    linea\snacional service\sclients? numero\s(?:unique|unico|azur|indigo) sac
    central\sde\s(?:atendimento|relacionamento) apoio\sao\scliente servizio\sclienti assistenza\sclienti infolini[aj]a?
    infolinka zakaznick\w+\slink\w+ ugyfelszolgalat asiakaspalvelu korisnicka\s\w+ musteri\s(?:hizmetleri|destek\w*)
    cagri\smerkezi danisma\shatti destek\shatti to?ng\sdai cskh duong\sday\snong layanan\s(?:pelanggan|konsumen)
    khidmat\spelanggan горячая\sлиния гаряча\sлінія
    """
_ANSWERING_JOINED = (
    "(?:服务|服務|客服|免费|免費|咨询|諮詢)*(?:热线|熱線)|客服(?:电话|電話|專線)?|お客様\\w*|고객\\s?(?:센터|지원)|สายด่วน|ศูนย์บริการ\\w*"
    "|الرقم\\sالموحد|خدمة\\sالعملاء"
)
#: Scripts without spaces or with joined letters: no word boundary is asked for.
_JOINED = {
    "fax": "傳真|传真|ファックス|ファクス|ファクシミリ|팩스|โทรสาร|แฟกซ์|فاكس|ناسوخ|فکس|فیکس|نمابر|دورنگار",
    "cell": "微信|行動電話|手機|手机|移動電話|移动电话|行動|移动|携帯電話|携帯|モバイル|휴대전화|휴대폰|핸드폰|모바일"
    "|มือถือ|جوال|موبايل|محمول|نقال",
    "tollfree": "フリーダイヤル|수신자부담|免費|免费",
    "home": "自宅|住宅|자택",
    "work": "公司|會社|会社|사무실|مكتب",
    "": "電話|电话|電話番号|專線|专线|直通|ダイヤルイン|代表|總機|总机|전화|직통|대표(?:전화|번호)"
    "|โทรศัพท์|โทร|สายตรง|هاتف|تلفون|تليفون|مباشر",
}

_BEFORE = r"(?:(?<![^\W\d_])|(?<=[a-z])(?=[A-Z]))"
_AFTER = r"(?![^\W\d_])"


def _group(words: str) -> str:
    return "|".join(sorted(words.split(), key=len, reverse=True))


_PATTERNS = [(type, rf"{_BEFORE}(?i:{_group(words)}){_AFTER}") for type, words in _WORDS.items()]
_PATTERNS += [(type, f"(?:{words})") for type, words in _JOINED.items()]
#: A letter in the midst of an abbreviation, as of "I.F.", is no label, be the one before it read as a sign.
_INITIAL = r"(?<!(?<![^\W\d_])[^\W\d_]\.)(?<![®©@&§]\.)"
_LETTER = (
    rf"{_BEFORE}{_INITIAL}(?:[TPMCFORHDBStmfΤΚΦТМФ]|[opcdhw](?=\s?[.:])|(?<=\()[oO0](?=\.?\)))"
    r"(?![^\W_]|\.[^\W\d_](?![^\W\d_]))"
)
_SERVICE = f"(?:{_BEFORE}(?i:{_group(_ANSWERING)}){_AFTER}|{_ANSWERING_JOINED})"
SERVICE = re.compile(_SERVICE)
LABEL = "(?:" + "|".join(p for _, p in _PATTERNS) + rf"|{_LETTER})"
#: What may stand between labels and their number.
FILL = rf"(?:[\s.:;,\-=/&()\[\]|#*+~_'\"<>@©®°«»☎✆✉]|\b(?i:no|nos|num|number|numbers|nr|{AND_WORDS}|id|us|at)\b)"
_FAX_FOR = rf"{_BEFORE}(?i:fax)(?:\s[^\W\d_]+){{1,3}}:"  # "Fax your order:"
LEAD = re.compile(rf"(?:{LABEL}|{_SERVICE}|{_FAX_FOR}|{FILL})+$")
TRAIL = re.compile(rf"[\s\-,]*[(\[]?\s*{LABEL}\s*\.?\s*[)\]]?")
#: A label in brackets behind a number that has one already; before another number it would be that one's.
REMARK = re.compile(rf"\s*[(\[]\s*(?:{LABEL}|{FILL})+[)\]](?=\s*(?:$|[,;/|\x00]))")
ONLY = re.compile(rf"(?:{LABEL}|{FILL})+")
#: A label that announces a number however short: not just a letter, or a word that stands elsewhere too.
CLEAR_LABEL = re.compile(rf"{LABEL}\s?[.:)=-]|(?i:tel|ph|fax|faks|mob|simi|話|电话|傳真|전화|팩스)")
_EACH = re.compile(
    "|".join(
        [f"(?P<service>{_SERVICE})"]
        + [f"(?P<p{i}>{p})" for i, (_, p) in enumerate(_PATTERNS)]
        + [f"(?P<letter>{_LETTER})"]
    )
)

#: What announces an extension that is dialled in the place of the one above it, as in German: "DW 23", "App. 3 28".
DIALLED_THROUGH = re.compile(
    rf"{_BEFORE}(?i:durchwahl|direktwahl|dw|nebenstelle|nst|klappe|kl|apparat|app){_AFTER}{FILL}*$"
)


def _spelt_out(pattern: str) -> Iterator[str]:
    """The words that a pattern of one word stands for: "fax" and "faxes" of "fax(?:es)?"."""
    if optional := re.fullmatch(r"(\w*?)(?:\(\?:(\w+)\)|(\w))\?(\w*)", pattern):
        head, group, letter, tail = optional.groups()
        yield from (head + tail, head + (group or letter) + tail)
    elif pattern.isalpha():
        yield pattern


_PRINTED = frozenset(word for words in _WORDS.values() for pattern in words.split() for word in _spelt_out(pattern))
#: Labels of three letters or more by their shape: "tif" is read of "tlf" as often as not.
_BY_SHAPE = {word.translate(ONE_SHAPE): word for word in sorted(_PRINTED) if len(word) > 2}
_READ = re.compile(r"(?<![\w|!$])(?=[\w|!$]*[^\W\d_])[\w|!$]{3,}(?=[\s.:;,/()-])")


def relabelled(text: str) -> str:
    """Write the labels in a text as they are where letters of theirs were taken for others: "TIf.", "M0bil:"."""
    return _READ.sub(_as_label, text)


def _as_label(match: re.Match[str]) -> str:
    read = match.group()
    word = read.casefold()
    if word in _PRINTED or 2 * sum(map(str.isalpha, read)) < len(read):  # "M08" is a room
        return read
    shapes = (word.translate(ONE_SHAPE), *(word.translate(twins) for twins in SMALL_TWINS))
    return next((_BY_SHAPE[shape] for shape in shapes if shape in _BY_SHAPE), read)


def is_label(word: str) -> bool:
    """Whether a word is printed beside telephone numbers."""
    return word.casefold() in _PRINTED


def type_of(label: str, but: Sequence[str] = ()) -> str | None:
    """The type of number that the labels in `label` announce, `but` these types; None when there is none in it."""
    types = []
    for match in _EACH.finditer(label):
        name = str(match.lastgroup)
        if name == "letter":
            types.append(_LETTERS[match.group().upper()])
        else:
            types.append("" if name == "service" else _PATTERNS[int(name[1:])][0])
    types = [t for t in types if t not in but]
    if not types:
        return None
    if "fax" in types and "" in types:
        return "" if re.search(rf"[/&+]|\b(?:{AND_WORDS})\b", label, re.I) else "fax"
    return next((t for t in ("fax", "pager", "tollfree", "cell", "home", "work") if t in types), "")
