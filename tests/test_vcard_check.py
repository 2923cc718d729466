"""Each trap is found where it is, and nothing else is."""

import base64
import io
import json
from datetime import date
from pathlib import Path

import made
import pytest
from conftest import Run
from PIL import Image

from cardscan.export.vcard import vcard
from cardscan.person import Meeting, Person
from cardscan.vcards.book import read_book
from cardscan.vcards.check import RULES, check


def jpeg(side: int = 9) -> str:
    out = io.BytesIO()
    Image.effect_noise((side, side), 99).convert("RGB").save(out, "JPEG", quality=98)
    return base64.b64encode(out.getvalue()).decode()


def card(*lines: str, version: str = "3.0", uid: str = "7", end: str = "\r\n") -> str:
    head = ["BEGIN:VCARD", f"VERSION:{version}", "N:Quarrymoor;Wendeline;;;", "FN:Wendeline Quarrymoor", f"UID:{uid}"]
    return end.join([*head, "ORG:Kestelyn", *lines, "END:VCARD", ""])


def found(text: str | bytes) -> list[tuple[str, int]]:
    return [(each.rule, each.number) for each in check(read_book(text.encode() if isinstance(text, str) else text))]


AFTER = 7  # the line on which the first property of `card` stands that a test gives
BARE = "BEGIN:VCARD\nVERSION:3.0\nN:Q;W;;;\nFN:W Q\nUID:7\nTEL;TYPE=CELL:1\nEND:VCARD\n"

CASES: list[tuple[str, str, int]] = [
    ("version", BARE.replace("VERSION:3.0\n", ""), 1),
    ("version-2.1", card(version="2.1"), 2),
    ("version-4.0", card(version="4.0"), 2),
    ("no-name", BARE.replace("FN:W Q\n", ""), 1),
    ("no-n", BARE.replace("N:Q;W;;;\n", "N:;;;;\n"), 1),
    ("name-only", BARE.replace("TEL;TYPE=CELL:1\n", ""), 1),
    ("no-uid", BARE.replace("UID:7\n", ""), 1),
    ("large-card", card("NOTE:" + "x" * 263_000), 1),
    ("large-photo", card(f"PHOTO;ENCODING=b;TYPE=JPEG:{base64.b64encode(b'BM' + bytes(231_000)).decode()}"), AFTER),
    ("linked-photo", card("PHOTO;VALUE=uri:https://kestelyn.example/w.jpg"), AFTER),
    ("data-photo", card(f"PHOTO:data:image/jpeg;base64,{jpeg()}"), AFTER),
    ("odd-photo", card(f"PHOTO;ENCODING=b:{base64.b64encode(b'RIFF....WEBP').decode()}"), AFTER),
    ("photo-first", card(f"PHOTO;ENCODING=b:{jpeg()}", "TITLE:Head of Tides"), AFTER),
    ("blank-after-photo", card(f"PHOTO;ENCODING=b:{jpeg()}", ""), AFTER + 1),
    ("logo", card(f"LOGO;ENCODING=b:{jpeg()}"), AFTER),
    ("no-type", card("TEL:+44 20 7946 0991"), AFTER),
    ("no-type", card("ADR;TYPE=pref:;;x"), AFTER),
    ("work-mobile", card("TEL;TYPE=WORK,CELL:+44 7700 900123"), AFTER),
    ("work-mobile", card("TEL;type=work;type=cell;type=voice:+44 7700 900123"), AFTER),
    ("url-marks", card("URL:https://kestelyn.example/?a=1,2"), AFTER),
    ("unescaped", card("TITLE:VP, Sales"), AFTER),
    ("unescaped", card("NOTE:one\\, two; three"), AFTER),
    ("escaped-marks", BARE.replace("N:Q;W;;;", r"N:Q\;Wendeline\;Maud\;\;;;;;"), 3),
    ("escaped-marks", card(r"ADR;TYPE=WORK:\;\;1 Quay\;Kestelyn\;\;K1\;;;;;;;"), AFTER),
    ("twice", card("BDAY:19790404", "BDAY:1979-05-04"), AFTER + 1),
    ("twice", card("N:Other;W;;;"), AFTER),
    ("no-year", card("BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-03"), AFTER),
    ("no-year", card("BDAY:16040503"), AFTER),
    ("no-year", card("ANNIVERSARY;VALUE=date:1604-05-03"), AFTER),
    ("odd-day", card("BDAY:04/05/1979"), AFTER),
    ("odd-day", card("BDAY:1979-13-04"), AFTER),
    ("bare-cr", BARE.replace("\n", "\r"), 1),
    ("bare-cr", BARE.replace("TEL", "NOTE:one\rTEL", 1), 6),
    ("letters", card("ORG:A;C;M;E"), AFTER),
    ("letters", card("CATEGORIES:v,i,p", "NOTE:v i p"), AFTER),
    ("categories", card("CATEGORIES:Boat fair"), AFTER),
    ("quoted-printable", card("TITLE;ENCODING=QUOTED-PRINTABLE:=C3=BC"), AFTER),
    ("own-property", card("X-CRM-STAGE:hot"), AFTER),
    ("control", card("TITLE:Head\x0bof Tides"), AFTER),
    ("group", card("X-ADDRESSBOOKSERVER-KIND:group"), AFTER),
    ("agent", card("AGENT:", *BARE.splitlines()), AFTER),
    ("dropped", card("ROLE:Buyer"), AFTER),
    ("bom", "\ufeff" + card(), 1),
    ("broken", card("rubbish"), AFTER),
    ("broken", card() + "bye\n", 8),
    ("broken", card().replace("END:VCARD\r\n", ""), 1),
    ("one-file", card(uid="1") + card(uid="2"), 1),
    ("same-uid", card() + card(), 12),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "number"), CASES)
def test_a_trap_and_its_line(rule: str, text: str, number: int) -> None:
    assert [(name, line) for name, line in found(text) if name not in ("one-file",) or rule == name] == [(rule, number)]


def test_every_rule_is_tried() -> None:
    assert {rule.name for rule in RULES} <= {rule for rule, _, _ in CASES}


@pytest.mark.parametrize(
    "line",
    [
        "TEL;TYPE=WORK,FAX:+44 20 7946 0992",
        "item1.TEL:+44 20 7946 0991\r\nitem1.X-ABLabel:Desk",
        "URL:https://kestelyn.example/?a=1%2C2",
        "NOTE:one\\, two\\; three\\nfour",
        "CATEGORIES:Boat fair,Makers\r\nNOTE:Met: Boat fair\\, Makers",
        "X-SOCIALPROFILE;type=linkedin:https://linkedin.example/w",
        f"PHOTO;ENCODING=b;TYPE=JPEG:{jpeg()}",
        "EMAIL;TYPE=INTERNET:w@kestelyn.example",
        "ORG:K;Tides",
        r"ORG:Kelp\; Oats\; and Sons;Tides",
        r"ADR;TYPE=WORK:;;Quay 1\; upper floor;Kestelyn;;K1;",
        "BDAY:1979-05-04",
        "BDAY:19790504T120000Z",
        "BDAY:--0504",
        "BDAY:--05-04",
    ],
)
def test_what_is_right_is_let_be(line: str) -> None:
    assert found(card(line)) == []


def test_a_name_with_a_comma_is_right() -> None:
    assert found(card().replace("FN:Wendeline Quarrymoor", r"FN:Quarrymoor\, Wendeline")) == []


def test_files_of_other_kinds() -> None:
    assert found(card().encode("utf-16"))[0] == ("utf-16", 1)
    assert ("broken", 7) in found(card("TITLE:Für").encode("cp1252"))
    assert [rule for rule, _ in found(b"hello")] == ["broken", "broken"]
    many = "".join(card(uid=str(number)) for number in range(3001))
    assert found(many) == [("many", 1), ("one-file", 1)]


def test_what_cardscan_writes_is_clean() -> None:
    person = Person(1, "u", made.contact(), (Meeting(1, date(2026, 5, 2), "Boat fair"),), made.NOW, made.NOW)
    out = io.BytesIO()
    Image.new("RGB", (90, 50)).save(out, "PNG")
    assert found(vcard(person, "full", out.getvalue())) == []


def test_the_command(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "x.vcf"
    file.write_text(card("TITLE:VP, Sales", "ROLE:x"), newline="")
    code, out, err = run("vcard", "check", str(file))
    assert code == 1
    assert f"{file}:7: a comma or semicolon in TITLE without a backslash\n    vobject, and so Radicale, drops" in out
    assert f"{file}:8: note: ROLE\n" in out and "1 card, 1 trap" in err
    code, out, _ = run("vcard", "check", str(file), "--json")
    assert [json.loads(line)["rule"] for line in out.splitlines()] == ["unescaped", "dropped"]
    file.write_text(card("ROLE:x"), newline="")
    assert run("vcard", "check", str(file))[0] == 0
    assert run("vcard", "check", str(tmp_path / "none.vcf"))[0] == 4


def test_from_stdin(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(card("LOGO:x").encode())))
    code, out, _ = run("vcard", "check", "-")
    assert code == 1 and "-:7: a LOGO" in out
