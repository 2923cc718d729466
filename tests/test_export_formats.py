"""Tables and JSON that leave: right columns, no formula, no private word unless asked for."""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import made
import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st
from test_book import GOOD
from test_vcard import HARRIET, MET, person
from test_vcard_any_text import anything, people

from cardscan.export.book import write_book
from cardscan.export.csvfile import csv_lines
from cardscan.export.google import google_csv
from cardscan.export.outgoing import outgoing
from cardscan.export.outlook import outlook_csv
from cardscan.export.table import table_csv
from cardscan.model import Contact, Field
from cardscan.person import Meeting, Person
from cardscan.store import open_store

WHO = outgoing(person(HARRIET, *MET), "short")


def rows(pieces: Iterable[bytes]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(pieces).decode("utf-8-sig"), newline="")))


def test_google() -> None:
    data = b"".join(google_csv([WHO]))
    assert not data.startswith(b"\xef\xbb\xbf") and data.endswith(b"\r\n")
    [row] = rows([data])
    assert {column: cell for column, cell in row.items() if cell} == {
        "First Name": "Harriet",
        "Last Name": "Obuya-Lindqvist",
        "Name Prefix": "Dr.",
        "Name Suffix": "PhD",
        "Organization Name": "Tidewell Marine Ltd",
        "Organization Title": "Head of Procurement, Harbour Pilot",
        "Organization Department": "Purchasing",
        "Notes": "Met: SME social hour, 2026-12-03\n+44 23 8076 5512 extension 12\nWeChat: harriet_ol",
        "Labels": "Boat fair ::: SME social hour ::: * myContacts",
        "E-mail 1 - Label": "Work",
        "E-mail 1 - Value": "harriet@tidewellmarine.example",
        "Phone 1 - Label": "Work",
        "Phone 1 - Value": "+44 23 8076 5512",
        "Phone 2 - Label": "Mobile",
        "Phone 2 - Value": "+44 7911 123456",
        "Phone 3 - Label": "Work Fax",
        "Phone 3 - Value": "+44 23 8076 5513",
        "Address 1 - Label": "Work",
        "Address 1 - Street": "14 Canute Wharf",
        "Address 1 - City": "Southampton",
        "Address 1 - Postal Code": "SO14 3QT",
        "Address 1 - Country": "United Kingdom",
        "Website 1 - Label": "Work",
        "Website 1 - Value": "https://tidewellmarine.example/a%2Cb%3Bc%20d",
        "Website 2 - Label": "LinkedIn",
        "Website 2 - Value": "https://www.linkedin.com/in/harrietol",
    }


def test_outlook() -> None:
    data = b"".join(outlook_csv([WHO]))
    assert data.startswith(b"\xef\xbb\xbfFirst Name,Middle Name,Last Name,Title,Suffix,Nickname,Given Yomi")
    [row] = rows([data])
    assert len(row) == 61
    assert {column: cell for column, cell in row.items() if cell} == {
        "First Name": "Harriet",
        "Last Name": "Obuya-Lindqvist",
        "Title": "Dr.",
        "Suffix": "PhD",
        "E-mail Address": "harriet@tidewellmarine.example",
        "Business Phone": "+44 23 8076 5512",
        "Mobile Phone": "+44 7911 123456",
        "Business Fax": "+44 23 8076 5513",
        "Job Title": "Head of Procurement, Harbour Pilot",
        "Department": "Purchasing",
        "Company": "Tidewell Marine Ltd",
        "Business Street": "14 Canute Wharf",
        "Business City": "Southampton",
        "Business Postal Code": "SO14 3QT",
        "Business Country/Region": "United Kingdom",
        "Web Page": "https://tidewellmarine.example/a%2Cb%3Bc%20d",
        "Notes": "Met: SME social hour, 2026-12-03\n+44 23 8076 5512 extension 12\nWeChat: harriet_ol\n"
        "LinkedIn: https://www.linkedin.com/in/harrietol",
    }


def test_what_outlook_has_no_column_for_goes_to_its_notes() -> None:
    many = Contact(
        email=tuple(Field(f"{n}@kestelyn.example") for n in range(4)),
        tel=tuple(Field(f"+4420794609{n}", type="work") for n in range(10, 15)),
        adr=tuple(Field("", parts={"city": f"Town {n}"}) for n in range(3)),
    )
    [row] = rows(outlook_csv([outgoing(person(many), "none")]))
    assert row["Notes"] == "3@kestelyn.example\n+44 20 7946 0914\nTown 2"
    assert row["Company Main Phone"] == "+44 20 7946 0912" and row["Other City"] == "Town 1"


def test_a_table() -> None:
    [row] = rows(table_csv([WHO]))
    assert (row["FN"], row["family"], row["TEL cell"]) == (
        "Dr. Harriet Obuya-Lindqvist", "Obuya-Lindqvist", "+44 7911 123456",
    )  # fmt: skip
    assert row["SOCIAL"] == "https://www.linkedin.com/in/harrietol; WeChat: harriet_ol"
    assert row["CATEGORIES"] == "Boat fair; SME social hour"


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        (" =1+1", "' =1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2", "'-2"),
        ("\t=x", "'\t=x"),
        ("＝x", "'＝x"),
        ("+49 30 1234567", "+49 30 1234567"),
        ("+49 30 1-cmd|x", "'+49 30 1-cmd|x"),
        ("+49+1", "'+49+1"),
        ("a=b", "a=b"),
        ("030 123", "030 123"),
    ],
)
def test_no_cell_is_a_formula_and_a_number_stays_one(cell: str, written: str) -> None:
    assert rows(csv_lines(["A", "B"], [{"A": "x", "B": cell}]))[0]["B"] == written


@given(st.lists(people(anything), max_size=3), st.sampled_from([google_csv, outlook_csv, table_csv]))
def test_any_text_makes_a_table_of_as_many_rows(everyone: list[Person], write: object) -> None:
    data = write([outgoing(each, "full") for each in everyone])  # type: ignore[operator]
    read = rows(data)
    assert len(read) == len(everyone)
    for row in read:
        for cell in row.values():
            assert cell is not None and (cell.lstrip()[:1] not in tuple("=+-@") or cell.lstrip("+ 0123456789") == "")


def test_json_holds_back_what_is_private(tmp_path: Path) -> None:
    who = replace(person(HARRIET, *MET), cadence="month", crop=tmp_path / "x.jpg")
    for note, told in (("none", 0), ("short", 1), ("full", 2)):
        write_book(tmp_path / "x.json", [who], note, "json")  # type: ignore[arg-type]
        text = (tmp_path / "x.json").read_text()
        [read] = map(json.loads, text.splitlines())
        assert len(read["meetings"]) == told and read["fn"][0]["value"] == "Dr. Harriet Obuya-Lindqvist"
        assert ("Gdynia" in text) == (note == "full") == (read["cadence"] == "month")


def test_jcard(tmp_path: Path) -> None:
    assert write_book(tmp_path / "x.json", [person(HARRIET, *MET)], "short", "jcard") == ()
    [[kind, properties]] = json.loads((tmp_path / "x.json").read_text())
    assert kind == "vcard" and properties[0] == ["version", {}, "text", "4.0"]
    assert ["tel", {"type": "cell"}, "text", "+44 7911 123456"] in properties
    assert ["n", {}, "text", ["Obuya-Lindqvist", "Harriet", "", "Dr.", "PhD"]] in properties
    assert ["org", {}, "text", ["Tidewell Marine Ltd", "Purchasing"]] in properties
    assert ["url", {"group": "item1"}, "uri", "https://www.linkedin.com/in/harrietol"] in properties
    assert ["categories", {}, "text", "Boat fair", "SME social hour"] in properties


def test_a_full_vcard_says_networks_too(tmp_path: Path) -> None:
    for profile, told in (("phone", False), ("full", True)):
        write_book(tmp_path / "x.vcf", [person(HARRIET)], "none", "vcard", profile)  # type: ignore[arg-type]
        text = (tmp_path / "x.vcf").read_text().replace("\n ", "")
        assert ("X-SOCIALPROFILE;TYPE=linkedin:https://www.linkedin.com/in/harrietol" in text) == told
        assert ("IMPP;X-SERVICE-TYPE=WeChat:wechat:harriet_ol" in text) == told


@pytest.mark.parametrize("form", ["google-csv", "outlook-csv", "csv", "json", "jcard"])
def test_every_format_goes_through_the_gate(form: str, run: Run, db: str, tmp_path: Path) -> None:
    made.people(db, "Ottoline Brackwyth", "Wendeline Quarrymoor")
    file = tmp_path / "out"
    assert run("export", str(file), f"--{form}")[0] == 7 and not file.exists()
    with open_store(db) as store:
        made.noted(store, 1, GOOD, made.NOW)
    assert run("export", str(file), f"--{form}")[0] == 0
    text = file.read_text(encoding="utf-8-sig")
    assert "Ottoline" in text and "Wendeline" not in text and "sonar" not in text
    assert file.stat().st_mode & 0o777 == 0o600
    assert run("export", str(file), f"--{form}", "--all", "--note", "full")[0] == 0
    text = file.read_text(encoding="utf-8-sig")
    assert "Wendeline" in text and "sonar" in text


def test_one_file_each_is_for_vcards(run: Run, tmp_path: Path) -> None:
    assert run("export", str(tmp_path), "--split", "--csv")[0] == 2
    code, _, err = run("export", str(tmp_path), "--json", "--csv")
    assert code == 2 and "choose only one of --json, --csv" in err


def test_a_meeting_without_an_event_has_no_label() -> None:
    who = outgoing(person(HARRIET, Meeting(1, date(2026, 5, 2))), "short")
    assert rows(google_csv([who]))[0]["Labels"] == "* myContacts"
