"""What a code says becomes fields; whatever it says, nothing breaks and nothing takes long."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardscan.model import KINDS, Code, Contact, Field
from cardscan.vcards.payload import payload_fields

BOX = ((1.0, 2.0), (3.0, 2.0), (3.0, 4.0), (1.0, 4.0))


def read(payload: str) -> Contact:
    return payload_fields(Code(payload, "QRCode", BOX))


def values(payload: str) -> dict[str, list[str]]:
    contact = read(payload)
    return {kind: [f.value for f in getattr(contact, kind)] for kind in KINDS if getattr(contact, kind)}


def vcard(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def test_vcard_3() -> None:
    contact = read(
        vcard(
            "N:Quarrymoor;Wendeline;Tove;Dr.;MBA",
            "FN:Dr. Wendeline Tove Quarrymoor, MBA",
            "ORG:Kestelyn & Sons\\, Ltd.;Procurement",
            "TITLE:VP, Sales",
            "TEL;TYPE=CELL:+44 7700 900123",
            'TEL;TYPE="work,voice":+44 20 7946 0991',
            "TEL;TYPE=WORK,FAX:+44 20 7946 0992",
            "EMAIL;TYPE=INTERNET:W.Quarrymoor@Kestelyn.co.uk",
            "URL:https\\://WWW.Kestelyn.co.uk/a?x=1,2",
            "ADR;TYPE=WORK:;Suite 4;12 Aldgrove Road;London;;W1A 1AA;United Kingdom",
            "NOTE:not a field",
        )
    )
    [fn] = contact.fn
    assert fn.value == "Dr. Wendeline Tove Quarrymoor"
    assert fn.parts == {"prefix": "Dr.", "given": "Wendeline Tove", "family": "Quarrymoor", "suffix": "MBA"}
    assert [f.value for f in contact.suffix] == ["MBA"]
    assert [f.value for f in contact.org] == ["Kestelyn & Sons, Ltd."]
    assert [f.value for f in contact.dept] == ["Procurement"]
    assert [f.value for f in contact.title] == ["VP, Sales"]
    assert [(f.value, f.type) for f in contact.tel] == [
        ("+44 7700 900123", "cell"),
        ("+44 20 7946 0991", "work"),
        ("+44 20 7946 0992", "fax"),
    ]
    assert contact.email[0].value == "w.quarrymoor@kestelyn.co.uk"
    assert contact.email[0].raw == "W.Quarrymoor@Kestelyn.co.uk"
    assert [f.value for f in contact.url] == ["https://www.kestelyn.co.uk/a?x=1,2"]
    [adr] = contact.adr
    assert adr.value == "Suite 4, 12 Aldgrove Road, London, W1A 1AA, United Kingdom"
    assert adr.parts["street"] == "Suite 4, 12 Aldgrove Road" and adr.parts["code"] == "W1A 1AA"
    fields = [field for kind in KINDS for field in getattr(contact, kind)]
    assert all(f.origin == "qr" and f.confidence == 0.99 and f.sure and f.raw and f.box == BOX for f in fields)


def test_vcard_2_1_quoted_printable_over_two_lines() -> None:
    said = values(
        vcard(
            "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:K=C4=85kolewski;=C5=BBywis=",
            "=C5=82aw",
            "ORG;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:Z=FCrcher B=F6den",
            "TEL;CELL;VOICE:+48 601 234 567",
            "EMAIL;PREF;INTERNET:z@kestelyn.pl",
            version="2.1",
        )
    )
    assert said == {
        "fn": ["Żywisław Kąkolewski"],
        "org": ["Zürcher Böden"],
        "tel": ["+48 601 234 567"],
        "email": ["z@kestelyn.pl"],
    }


def test_vcard_4() -> None:
    contact = read(
        "\ufeff"
        + vcard(
            "FN:Wendeline Quarrymoor",
            'TEL;VALUE=uri;TYPE="voice,work":tel:+44-20-7946-0991;ext=12',
            "EMAIL:mailto:w@kestelyn.co.uk",
            "IMPP:skype:wendeline.q",
            version="4.0",
        ).replace("\r\n", "\n")
    )
    assert contact.fn[0].parts == {"given": "Wendeline", "family": "Quarrymoor"}
    [tel] = contact.tel
    assert (tel.value, tel.type, tel.parts) == ("+44-20-7946-0991", "work", {"ext": "12"})
    assert [f.value for f in contact.email] == ["w@kestelyn.co.uk"]
    assert [(f.value, f.type) for f in contact.social] == [("wendeline.q", "skype")]


@pytest.mark.parametrize(
    ("line", "value", "network"),
    [
        ("X-SOCIALPROFILE;TYPE=linkedin:https://www.LinkedIn.com/in/wq/", "https://www.linkedin.com/in/wq", "linkedin"),
        ("X-SOCIALPROFILE;type=xing;x-user=wq:x-apple:wq", "wq", "xing"),
        ("item1.URL:https://instagram.com/wq\r\nitem1.X-ABLabel:Insta", "https://instagram.com/wq", "instagram"),
        ("X-WECHAT:wq_77", "wq_77", "wechat"),
        ("X-TWITTER:@wq", "wq", "twitter"),
        ("X-SKYPE-USERNAME:wq", "wq", "skype"),
        ("URL:https://wa.me/447700900123", "https://wa.me/447700900123", "whatsapp"),
    ],
)
def test_social(line: str, value: str, network: str) -> None:
    contact = read(vcard("FN:W", line))
    assert [(f.value, f.type) for f in contact.social] == [(value, network)]
    assert contact.url == ()


def test_labels_of_apple() -> None:
    [tel] = read(vcard("FN:W", "item2.TEL:+44 7700 900123", "item2.X-ABLabel:_$!<Mobile>!$_")).tel
    assert tel.type == "cell"


def test_folded_and_indented_lines() -> None:
    said = values(vcard("FN:Wende", " line", "\t Quarrymoor", "  TEL:+44 20 7946 0991", " EMAIL:w@kestelyn.co.uk"))
    assert said == {"fn": ["Wendeline Quarrymoor"], "tel": ["+44 20 7946 0991"], "email": ["w@kestelyn.co.uk"]}


@pytest.mark.parametrize(
    ("lines", "name", "parts"),
    [
        (("N:Quarrymoor;Wendeline",), "Wendeline Quarrymoor", {"given": "Wendeline", "family": "Quarrymoor"}),
        (("N:Wendeline Quarrymoor", "FN:Wendeline Quarrymoor"), "Wendeline Quarrymoor", {"family": "Quarrymoor"}),
        (("FN:山田 太郎", "N:山田;太郎;;;"), "山田 太郎", {"given": "太郎", "family": "山田"}),
        (("N:Quarrymoor;Dr. Wendeline",), "Dr. Wendeline Quarrymoor", {"prefix": "Dr.", "given": "Wendeline"}),
        (("N:O\\;Neill;Ann,Mary;;;",), "Ann Mary O;Neill", {"given": "Ann Mary", "family": "O;Neill"}),
    ],
)
def test_names(lines: tuple[str, ...], name: str, parts: dict[str, str]) -> None:
    [fn] = read(vcard(*lines)).fn
    assert fn.value == name
    assert parts.items() <= dict(fn.parts).items()


def test_card_of_a_company_names_nobody() -> None:
    assert values(vcard("FN:Kestelyn Ltd", "ORG:Kestelyn Ltd")) == {"org": ["Kestelyn Ltd"]}


@pytest.mark.parametrize(
    ("adr", "value"),
    [
        (";;Oberer Weg 2;Köln;;50667;Deutschland", "Oberer Weg 2, 50667 Köln, Deutschland"),
        (";;1 Main St;Springfield;IL;62701;USA", "1 Main St, Springfield, IL 62701, USA"),
        (";;ul. Długa 1;Kraków;;31-146;Polska", "ul. Długa 1, 31-146 Kraków, Polska"),
        (";;All of it\\, in one\\nplace", "All of it, in one place"),
        ("Post box 7", "Post box 7"),
    ],
)
def test_addresses(adr: str, value: str) -> None:
    assert values(vcard("FN:W", f"ADR:{adr}"))["adr"] == [value]


def test_what_stands_after_the_end_is_not_read() -> None:
    second = vcard("FN:Someone Else", "EMAIL:else@kestelyn.co.uk")
    assert values(vcard("FN:Wendeline Quarrymoor") + second) == {"fn": ["Wendeline Quarrymoor"]}


def test_vcard_without_its_end_and_with_rubbish_in_it() -> None:
    text = (
        'BEGIN:VCARD\nVERSION:3.0\nrubbish\n:more\nTEL\n;;;\nFN:Wendeline Quarrymoor\nEMAIL;TYPE="WORK:w@kestelyn.co.uk'
    )
    assert values(text) == {"fn": ["Wendeline Quarrymoor"], "email": ["w@kestelyn.co.uk"]}


def test_mecard() -> None:
    contact = read(
        "MECARD:N:Quarrymoor,Wendeline;SOUND:kw,w;TEL:+442079460991;TEL:+447700900123;EMAIL:w@kestelyn.co.uk;"
        "URL:https\\://kestelyn.co.uk;ADR:,,12 Aldgrove Road,London,,W1A 1AA,UK;ORG:Kestelyn \\; Sons;NOTE:x;;"
    )
    assert contact.fn[0].value == "Wendeline Quarrymoor"
    assert contact.fn[0].parts == {"given": "Wendeline", "family": "Quarrymoor"}
    assert [f.value for f in contact.tel] == ["+442079460991", "+447700900123"]
    assert [f.value for f in contact.email] == ["w@kestelyn.co.uk"]
    assert [f.value for f in contact.url] == ["https://kestelyn.co.uk"]
    assert [f.value for f in contact.adr] == ["12 Aldgrove Road, London, W1A 1AA, UK"]
    assert [f.value for f in contact.org] == ["Kestelyn ; Sons"]


@pytest.mark.parametrize(
    "payload", ["MECARD:N:Wendeline Quarrymoor", "mecard:n:Quarrymoor,Wendeline;", "MECARD:N:Wendeline Quarrymoor;;"]
)
def test_mecard_as_others_write_it(payload: str) -> None:
    assert values(payload) == {"fn": ["Wendeline Quarrymoor"]}


def test_bizcard() -> None:
    contact = read(
        "BIZCARD:N:Wendeline;X:Quarrymoor;T:Head of Tides;C:Kestelyn;A:12 Aldgrove Road, London;"
        "B:+442079460991;M:+447700900123;F:+442079460992;E:w@kestelyn.co.uk;;"
    )
    assert contact.fn[0].parts == {"given": "Wendeline", "family": "Quarrymoor"}
    assert [(f.value, f.type) for f in contact.tel] == [
        ("+442079460991", "work"),
        ("+447700900123", "cell"),
        ("+442079460992", "fax"),
    ]
    assert values("BIZCARD:C:Kestelyn;;") == {"org": ["Kestelyn"]}


@pytest.mark.parametrize(
    ("payload", "kind", "value"),
    [
        ("https://Kestelyn.co.uk/team/", "url", "https://kestelyn.co.uk/team"),
        ("HTTP://KESTELYN.CO.UK", "url", "HTTP://kestelyn.co.uk"),
        ("www.kestelyn.co.uk", "url", "www.kestelyn.co.uk"),
        ("https://www.linkedin.com/in/wendeline-q", "social", "https://www.linkedin.com/in/wendeline-q"),
        ("mailto:W%2Eq@kestelyn.co.uk?subject=Hello", "email", "w.q@kestelyn.co.uk"),
        ("MAILTO:w@kestelyn.co.uk", "email", "w@kestelyn.co.uk"),
        ("tel:+44-20-7946-0991", "tel", "+44-20-7946-0991"),
        ("TEL:02079460991", "tel", "02079460991"),
    ],
)
def test_addresses_of_the_net_and_numbers(payload: str, kind: str, value: str) -> None:
    assert values(payload) == {kind: [value]}
    [field] = getattr(read(payload), kind)
    assert field.sure or kind == "social"


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "Thank you for your visit",
        "1234567890123",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "WIFI:T:WPA;S:kestelyn;P:secret;;",
        "https://linkedin.com/",
        "https://jo@evil.example/",
        "BEGIN:VCARD",
        "MECARD:",
        "w@kestelyn.co.uk",
    ],
)
def test_what_is_no_contact(payload: str) -> None:
    assert values(payload) == {}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("TEL:call me", "tel"),
        ("TEL:12", "tel"),
        ("TEL:" + "1" * 40, "tel"),
        ("EMAIL:not an address", "email"),
        ("EMAIL:w@kestelyn.c0m", "email"),
        ("URL:http://localhost:8000/x", "url"),
        ("TITLE:--", "title"),
    ],
)
def test_what_is_not_well_formed_is_not_sure(line: str, kind: str) -> None:
    assert [f.sure for f in getattr(read(vcard("FN:W", line)), kind)] == [False]


def test_control_characters_and_turned_writing_are_taken_out() -> None:
    said = values(
        vcard("FN:Wende\x1b[31mline\u202e Quarry\x00moor\u2028x", "ORG:Kes\\ntel\\Nyn", "TITLE:می\u200cخواهم")
    )
    assert said == {"fn": ["Wende [31mline Quarry moor x"], "org": ["Kes tel yn"], "title": ["می\u200cخواهم"]}


def test_values_are_few_and_short() -> None:
    many = [f"TEL:+44207946{n:04}" for n in range(500)]
    assert len(read(vcard("FN:W", *many)).tel) == 10
    assert values(vcard("FN:" + "W" * 400, "ORG:" + "K" * 9000)) == {}
    assert values(vcard("FN:W Q", "TEL:+44 20 7946 0991", "TEL:+44 20 7946 0991"))["tel"] == ["+44 20 7946 0991"]


STARTS = ["", "BEGIN:VCARD\n", "BEGIN:VCARD\nN:", "MECARD:", "MECARD:N:", "BIZCARD:", "mailto:", "tel:", "https://"]
SIGNS = r"""
    BEGIN:VCARD END:VCARD VERSION: N: FN: TEL;TYPE= EMAIL: URL: ADR: ORG: IMPP: X-SOCIALPROFILE;TYPE=xing: item1.
    X-ABLabel: ;ENCODING=QUOTED-PRINTABLE: ;CHARSET=shift_jis ;CHARSET=zip =C3=BC = ; : , \ \n " "; a, a; @ a@ . a.
    MECARD: BIZCARD: http:// www.a.de/ mailto: tel: +49 x-apple: Dr. von ( % %41 / 山田 김 𝕎
"""
PIECES = [*SIGNS.split(), "\n", "\r\n ", "\n\t", "=\n", " ", "\x00", "\u200f", "\u202e", "\ud800"]


@pytest.mark.parametrize("start", STARTS)
def test_nothing_takes_long(start: str) -> None:
    for again in PIECES:
        begin = time.process_time()
        read(start + again * 60_000)
        assert time.process_time() - begin < 1, again


PAYLOADS = st.text(max_size=300) | st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40).map("".join)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(STARTS), PAYLOADS)
def test_any_text_gives_clean_fields(start: str, rest: str) -> None:
    contact = read(start + rest)
    for kind in KINDS:
        for field in getattr(contact, kind):
            assert isinstance(field, Field) and field.value and len(field.value) <= 300
            texts = (field.value, field.raw, field.type, *field.parts.values())
            assert not any(unicodedata.category(c)[0] == "C" and c not in "\u200c\u200d" for t in texts for c in t)


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=40))
def test_escaped_text_comes_back(text: str) -> None:
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    assert values(vcard(f"ORG:{escaped}")) == {"org": [text]}
    assert values(f"MECARD:ORG:{escaped};;") == {"org": [text]}
