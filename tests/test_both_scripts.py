"""A card that says its person and company in two scripts keeps both: read, found, merged, shown and exported."""

import csv
import io
import json
from pathlib import Path

import made
import pytest
from conftest import Run
from served import serving
from test_add_people import everyone

from cardscan.connections.likeness.compare import Verdict, compare
from cardscan.connections.likeness.merging import settle
from cardscan.enrich.typed import typed
from cardscan.enrich.written import people_written
from cardscan.errors import Exit
from cardscan.export.outgoing import outgoing
from cardscan.export.vcard import vcard
from cardscan.model import Contact
from cardscan.parse.names import kana_reading
from cardscan.store import open_store
from cardscan.sync.keys import say_the_same
from cardscan.text.scripts import script_of
from cardscan.vcards.book import book_of
from cardscan.vcards.contact import contact_of

JAPANESE = """株式会社 潮見坂製作所
Shiomizaka Works Co., Ltd.
たかなし けんいち
高梨 健一
Kenichi Takanashi
営業部 部長
〒220-0012 神奈川県横浜市西区みなとみらい1-2-3
TEL 045-555-0123
k.takanashi@shiomizaka.co.jp
"""
CARDS = {
    JAPANESE: (
        ("高梨 健一", "Kenichi Takanashi"),
        ("Shiomizaka Works Co., Ltd.", "株式会社 潮見坂製作所"),
    ),
    "杭州云杉科技有限公司\nHangzhou Yunshan Technology Co., Ltd.\n骆星樵  Luo Xingqiao\n销售总监\n+86 138 0555 0123\n"
    "luo@yunshan.com.cn": (
        ("骆星樵", "Luo Xingqiao"),
        ("Hangzhou Yunshan Technology Co., Ltd.", "杭州云杉科技有限公司"),
    ),
    "남궁 해솔\nNamgung Haesol\n(주)한빛조선\nHanbit Shipbuilding Co., Ltd.\n부장\n+82 10-5550-1234": (
        ("남궁 해솔", "Namgung Haesol"),
        ("Hanbit Shipbuilding Co., Ltd.", "(주)한빛조선"),
    ),
    "Велигорский Артём\nArtem Veligorsky\nООО «Северный Причал»\nSeverny Prichal LLC\nДиректор\n+7 812 555 0123": (
        ("Велигорский Артём", "Artem Veligorsky"),
        ("Severny Prichal LLC", "ООО «Северный Причал»"),
    ),
    "سامر القاسمري\nSamer Qasimari\nشركة المرسى للملاحة\nAl Marsa Navigation Co.\nSales\n+971 50 555 0123": (
        ("سامر القاسمري", "Samer Qasimari"),
        ("Al Marsa Navigation Co.", "شركة المرسى للملاحة"),
    ),
    "Ηλίας Θαλασσινίδης\nIlias Thalassinidis\nΝαυπηγεία Αιγαίου Α.Ε.\nAegean Shipyards S.A.\n+30 210 555 0123\n"
    "ilias@aegeanyards.gr": (
        ("Ηλίας Θαλασσινίδης", "Ilias Thalassinidis"),
        ("Aegean Shipyards S.A.", "Ναυπηγεία Αιγαίου Α.Ε."),
    ),
}


def read(text: str) -> Contact:
    [contact] = people_written(text, "text")
    return contact


@pytest.mark.parametrize("text", CARDS, ids=["ja", "zh", "ko", "ru", "ar", "el"])
def test_both_names_and_both_companies_are_kept(text: str) -> None:
    contact = read(text)
    names, companies = CARDS[text]
    assert tuple(each.value for each in contact.fn) == names
    assert {each.value for each in contact.org} == set(companies)
    assert all(each.parts.get("given") and each.parts.get("family") for each in contact.fn)


def test_of_a_name_found_by_how_it_is_spelt_the_parts_are_those_of_the_other() -> None:
    russian = next(text for text in CARDS if "Артём" in text)
    assert read(russian).fn[0].parts == {"given": "Артём", "family": "Велигорский"}


def test_a_name_whose_vowels_are_marks_is_of_as_many_words_as_it_has() -> None:
    contact = read("दीवानी न्यायालय\nदिवाकर मोरेश्वर\nDivakar Moreshvar\nAdvocate\n+91 98200 00000")
    assert [each.value for each in contact.fn] == ["दिवाकर मोरेश्वर", "Divakar Moreshvar"]


@pytest.mark.parametrize(
    "beside",
    [
        "たかなし けんいち\n高梨 健一",
        "高梨 健一\nタカナシ ケンイチ",
        "高梨 健一 (たかなし けんいち)",
        "高梨 健一（たかなし けんいち）",
    ],
)
def test_kana_beside_a_name_are_its_reading(beside: str) -> None:
    contact = read(f"株式会社潮見坂製作所\n{beside}\nTEL 045-555-0123\ntakanashi@shiomizaka.co.jp")
    assert [each.value for each in contact.fn] == ["高梨 健一"]
    reading = {part: contact.fn[0].parts[f"{part}_reading"] for part in ("family", "given")}
    assert reading in ({"family": "たかなし", "given": "けんいち"}, {"family": "タカナシ", "given": "ケンイチ"})
    assert not contact.suffix


@pytest.mark.parametrize(("text", "parts"), [("たかなし", {"family_reading": "たかなし"}), ("あ", {}), ("ア" * 30, {})])
def test_a_reading_is_short_and_may_have_no_gap(text: str, parts: dict[str, str]) -> None:
    assert kana_reading(text) == parts


def test_a_reading_can_be_typed() -> None:
    field = typed("fn", "高梨 健一 (たかなし けんいち)", Contact())
    assert field.value == "高梨 健一"
    assert (field.parts["family_reading"], field.parts["given_reading"]) == ("たかなし", "けんいち")
    assert typed("fn", "Anna Brennicke (born Voss)", Contact()).value == "Anna Brennicke (born Voss)"


@pytest.mark.parametrize(
    ("text", "script"),
    [("Anna", "latin"), ("高梨", "han"), ("たかなし", "han"), ("남궁", "hangul"), ("12 Артём", "cyrillic"), ("1", "")],
)
def test_scripts_are_told_by_the_first_letter(text: str, script: str) -> None:
    assert script_of(text) == script


@pytest.fixture
def people(db: str, run: Run, tmp_path: Path) -> str:
    """The store with each of the cards."""
    for number, text in enumerate(CARDS):
        file = tmp_path / f"{number}.txt"
        file.write_text(text, encoding="utf-8")
        assert run("add", str(file))[0] == Exit.OK
    return db


@pytest.mark.parametrize(
    "words",
    [
        "高梨",
        "Takanashi",
        "たかなし",
        "潮見坂",
        "Shiomizaka",
        "남궁",
        "Namgung",
        "Велигорский",
        "Veligorsky",
        "القاسمري",
    ],
)
def test_search_finds_each_script_and_the_reading(people: str, run: Run, words: str) -> None:
    assert len(run("list", words)[1].splitlines()) == 1


def test_whoever_was_met_by_one_name_is_known_by_the_other() -> None:
    """A card in one of the scripts is compared with one that said both."""
    for text, (names, _) in CARDS.items():
        for name in names:
            asked = Contact(fn=(made.field(name, parts=dict(next(f.parts for f in read(text).fn if f.value == name))),))
            assert compare(read(text), asked).reasons, name


def test_a_newer_card_in_one_script_leaves_the_name_in_the_other() -> None:
    for text, (names, companies) in CARDS.items():
        both = read(text)
        latin = Contact(
            fn=both.fn[1:], org=tuple(f for f in both.org if script_of(f.value) == "latin"), email=both.email
        )
        merged = settle(both, latin)
        assert {each.value for each in merged.fn} == set(names)
        if both.email:  # else nothing tells that it is one company
            assert {each.value for each in merged.org} == set(companies)


def test_a_name_leaves_with_its_reading_and_the_other_name(people: str, run: Run, tmp_path: Path) -> None:
    person = everyone(people)[0]
    text = vcard(person)
    assert "FN:高梨 健一\r\n" in text
    assert "X-PHONETIC-FIRST-NAME:けんいち\r\nX-PHONETIC-LAST-NAME:たかなし\r\n" in text
    assert "Also: Kenichi Takanashi" in text.replace("\r\n ", "") and "Also: 株式会社 潮見坂製作所" in text.replace(
        "\r\n ", ""
    )
    again = contact_of(book_of(text).cards[0])
    assert again.fn[0].parts["family_reading"] == "たかなし"
    assert say_the_same(again, contact_of(book_of(vcard(person)).cards[0]))
    for flag, columns in {
        "--google-csv": {"Phonetic First Name": "けんいち", "Phonetic Last Name": "たかなし"},
        "--outlook-csv": {"Given Yomi": "けんいち", "Surname Yomi": "たかなし"},
        "--csv": {"FN ALSO": "Kenichi Takanashi", "READING": "たかなし けんいち", "ORG ALSO": "株式会社 潮見坂製作所"},
    }.items():
        run("export", str(tmp_path / "x.csv"), flag, "--all")
        row = next(csv.DictReader(io.StringIO((tmp_path / "x.csv").read_text("utf-8-sig"))))
        assert {column: row[column] for column in columns} == columns
    run("export", str(tmp_path / "x.json"), "--jcard", "--all")
    card = json.loads((tmp_path / "x.json").read_text())[0][1]
    assert [each[3] for each in card if each[0] == "fn"] == ["高梨 健一", "Kenichi Takanashi"]
    assert {each[1].get("altid") for each in card if each[0] == "fn"} == {"1"}
    assert [each[3] for each in card if each[0] == "x-phonetic-last-name"] == ["たかなし"]


def test_where_no_kana_tell_how_a_name_is_read_its_latin_letters_do(people: str) -> None:
    chinese = outgoing(everyone(people)[1], "none")
    assert chinese.reading == {"given": "Xingqiao", "family": "Luo"}


def test_the_script_that_comes_first_is_a_setting(people: str, run: Run) -> None:
    assert "Kenichi Takanashi" not in run("list")[1]
    out, err = run("settings", "--names", "latin")[1:]
    assert "names: latin first" in out and "6 people are called otherwise now" in err
    with open_store(people) as store:
        assert [outgoing(each, "none").full_name.isascii() for each in store.people()] == [True] * 6
    run("add", "--text", "-", typed=JAPANESE.replace("takanashi", "t").replace("Kenichi", "Taro"))  # and whoever comes
    assert everyone(people)[-1].contact.fn[0].value.isascii()
    run("undo", "--yes")
    run("undo", "--yes")
    assert everyone(people)[0].contact.fn[0].value == "高梨 健一"
    code, _, err = run("settings", "--names", "greek")
    assert code == Exit.INPUT and "printed, latin, native" in err


def test_the_script_that_comes_first_is_set_on_the_page(people: str, tmp_path: Path) -> None:
    with serving(people, tmp_path / "log") as served:
        assert served.pair().status == 303
        assert '<option value="printed" selected>' in served.get("/settings").text
        to = served.post("/settings/names", {"first": "latin"}).headers["location"].partition("#")[0]
        page = served.get(to).text
        assert "6 people are called otherwise now" in page and '<option value="latin" selected>' in page
        assert all(each.contact.fn[0].value.isascii() for each in everyone(people))
        assert served.post("/settings/names", {"first": "greek"}).status == 422
        change = page.partition('name="change" value="')[2].partition('"')[0]
        served.post("/undo", {"change": change, "here": "/settings"})
    assert everyone(people)[0].contact.fn[0].value == "高梨 健一"


def test_show_says_both_and_the_reading(people: str, run: Run) -> None:
    out = run("show", "Takanashi")[1]
    assert "高梨 健一 (たかなし けんいち)" in out and "Kenichi Takanashi" in out and "潮見坂" in out


def test_what_says_the_same_has_the_same_card() -> None:
    contact = read(JAPANESE)
    assert compare(contact, contact).verdict is Verdict.SAME_CARD
