"""Which part of a name is given and which is the family's, by what the card says besides. All people are invented."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.enrich.given_family import part_by_readings, settle_names, settled_parts
from cardscan.model import Contact, Field


def told(first: str, last: str) -> dict[str, str]:
    return {"given": first, "family": last}


@pytest.mark.parametrize(
    ("name", "first", "last", "country", "email"),
    [
        ("Pr. ONDOA TARNA Louis", "ONDOA TARNA", "Louis", "CM", ""),  # capitals are the family's
        ("Ray Brackwyth", "Brackwyth", "Ray", "NL", "ray"),  # the given name alone before the @
        ("Edda Ostrel", "Ostrel", "Edda", "DE", "e.ostrel"),  # an initial stands for the given name
        ("Edda Ostrel", "Ostrel", "Edda", "US", "eostrel"),
        ("Edda Ostrel", "Ostrel", "Edda", "IN", "edda.o"),
        ("Ru-Han Tarn", "Tarn", "Ru-Han", "TW", ""),  # two syllables joined
        ("Brackwyth Emőke", "Brackwyth", "Emőke", "HU", ""),  # Hungary prints the family name first
        ("Dr. Brackwyth Tarnő", "Brackwyth", "Tarnő", "HU", "brackwyth"),  # where either may be a mailbox
        ("Ostrelwe Tarnius", "Ostrelwe", "Tarnius", "UG", "tarn"),  # people are called by the beginning of a name
        ("IKUTA SHINYA", "IKUTA", "SHINYA", "JP", "ikuta"),  # an address of Japan is the family's
        ("Lerato Ostrelwyth", "Ostrelwyth", "Lerato", "ZA", ""),  # a list holds the one as a given name
    ],
)
def test_parts_that_signs_speak_against_are_turned(name: str, first: str, last: str, country: str, email: str) -> None:
    wrong = told(first, last)
    assert settled_parts(name, wrong, country, [email] if email else []) == told(last, first)


@pytest.mark.parametrize(
    ("name", "first", "last", "country", "email"),
    [
        ("John Smith", "John", "Smith", "US", "smith"),
        ("Edda Ostrel", "Edda", "Ostrel", "", ""),
        ("Ostrel, Edda", "Edda", "Ostrel", "DE", ""),
        ("JR Ostrel", "JR", "Ostrel", "US", ""),
        ("Тарнов Артём", "Артём", "Тарнов", "RU", ""),
        ("NAVDEEP Nx", "NAVDEEP", "Nx", "IN", ""),
        ("Kim Tarnho", "Tarnho", "Kim", "KR", "kim.tarnho"),
        ("Mr. Tarnov Oleksii", "Oleksii", "Tarnov", "KE", ""),  # a guest: the lists know the given name
        ("Kelp Emőke", "Emőke", "Kelp", "HU", "kelp.emoke"),
    ],
)
def test_parts_that_may_be_right_stay(name: str, first: str, last: str, country: str, email: str) -> None:
    assert settled_parts(name, told(first, last), country, [email] if email else []) == told(first, last)


@pytest.mark.parametrize(
    ("name", "first", "last", "wanted"),
    [
        ("ONDOA TARNA Louis", "TARNA Louis", "ONDOA", ("Louis", "ONDOA TARNA")),
        ("Louis ONDOA TARNA", "Louis ONDOA", "TARNA", ("Louis", "ONDOA TARNA")),
        ("LOUIS ONDOA TARNA", "LOUIS ONDOA", "TARNA", ("LOUIS ONDOA", "TARNA")),  # all of it in capitals
        ("JP Louis TARNA", "JP Louis", "TARNA", ("JP Louis", "TARNA")),
    ],
)
def test_words_in_capitals_are_the_familys(name: str, first: str, last: str, wanted: tuple[str, str]) -> None:
    assert settled_parts(name, told(first, last), "CM") == told(*wanted)


@pytest.mark.parametrize(
    ("name", "first", "last", "country", "wanted"),
    [
        ("Odalind TARN Hwee Kelp", "Hwee Kelp", "Odalind TARN", "SG", ("Odalind Hwee Kelp", "TARN")),
        ("Odalind NG Hwee Kelp", "Hwee Kelp", "Odalind NG", "SG", ("Odalind Hwee Kelp", "NG")),
        ("Louis van der TARNA Kelpo", "Louis van der", "TARNA Kelpo", "NL", ("Louis Kelpo", "van der TARNA")),
        ("Edda Ostrel MBA", "Edda", "Ostrel MBA", "DE", ("Edda", "Ostrel MBA")),  # a degree is no family's
        ("Tarik bin Kelm Al-Ostrani", "Tarik", "bin Kelm Al-Ostrani", "SA", ("Tarik bin Kelm", "Al-Ostrani")),
        (
            "Tarik bin Abdul Kelm Al Ostrani",
            "Tarik",
            "bin Abdul Kelm Al Ostrani",
            "AE",
            ("Tarik bin Abdul Kelm", "Al Ostrani"),
        ),
        ("Tarik ibn Kelm Ostrani", "Tarik", "ibn Kelm Ostrani", "", ("Tarik ibn Kelm", "Ostrani")),
        ("Tarik bin Kelm", "Tarik", "bin Kelm", "SA", ("Tarik", "bin Kelm")),
        ("Tarik bin Kelm Ostrani", "Tarik", "bin Kelm Ostrani", "MY", ("Tarik", "bin Kelm Ostrani")),
        ("Ana Maria Tarnelho Ostrelho", "Ana Maria Tarnelho", "Ostrelho", "PT", ("Ana Maria", "Tarnelho Ostrelho")),
        ("Odalinda Tarnelli Ostrelho", "Odalinda Tarnelli", "Ostrelho", "BR", ("Odalinda", "Tarnelli Ostrelho")),
        ("Ana Maria Ostrelho", "Ana Maria", "Ostrelho", "PT", ("Ana Maria", "Ostrelho")),
        ("Ana Tarnelho Ostrelho", "Ana Tarnelho", "Ostrelho", "US", ("Ana Tarnelho", "Ostrelho")),
        ("Peter Kelpara Ostrelu", "Peter", "Kelpara Ostrelu", "KE", ("Peter Kelpara", "Ostrelu")),
        ("Peter van Ostrelu", "Peter", "van Ostrelu", "KE", ("Peter", "van Ostrelu")),
    ],
)
def test_each_word_goes_with_its_part(name: str, first: str, last: str, country: str, wanted: tuple[str, str]) -> None:
    assert settled_parts(name, told(first, last), country) == told(*wanted)


@pytest.mark.parametrize("short", ["Ma.", "Mª", "M.ª", "Md.", "Mohd.", "Jos."])
def test_what_is_short_for_a_given_name_stands_before_none(short: str) -> None:
    parts = {"prefix": f"Dr. {short}", **told("Kelpa", "Ostrel")}
    assert settled_parts(f"Dr. {short} Kelpa Ostrel", parts, "") == {
        "prefix": "Dr.",
        **told(f"{short} Kelpa", "Ostrel"),
    }
    assert settled_parts(f"{short} Kelpa", {"prefix": short, "given": "Kelpa"}, "") == {"given": f"{short} Kelpa"}


@pytest.mark.parametrize(
    ("name", "family", "country", "reading", "wanted"),
    [
        ("狩野 栗太", "狩", "JP", (), "狩野"),  # a gap parts them
        ("狩野栗太", "狩", "JP", (), "狩野"),  # a list holds the longer
        ("白嶽奏", "白", "JP", ("しらたけ", "かなで"), "白嶽"),  # as many kana for a letter in both
        ("井貫栗太", "井貫", "JP", (), "井貫"),
        ("董广杰", "董广", "CN", (), "董"),  # one letter in China
        ("欧阳波", "欧", "CN", (), "欧阳"),  # but two of some
        ("欧阳波波", "欧", "CN", (), "欧阳"),
        ("양승 준", "양", "KR", (), "양"),  # spaces within Hangul are read as anything
    ],
)
def test_a_name_in_one_piece_is_parted(
    name: str, family: str, country: str, reading: tuple[str, ...], wanted: str
) -> None:
    text = name.replace(" ", "")
    kana = dict(zip(("family_reading", "given_reading"), reading, strict=False))
    got = settled_parts(name, told(text[len(family) :], family) | kana, country)
    assert got == told(text[len(wanted) :], wanted) | kana


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [("Tarnanth.D", "Tarnanth", "D"), ("C.L.N.Gandhi", "C.L.N.", "Gandhi"), ("Tarnanth", "Tarnanth", "")],
)
def test_letters_written_without_a_gap_are_parts(name: str, first: str, last: str) -> None:
    got = settled_parts(name, {"given": name}, "IN")
    assert (got["given"], got.get("family", "")) == (first, last)


def test_a_name_is_parted_by_the_kana_beside_it() -> None:
    kana = {"family_reading": "しらたけ", "given_reading": "かなで"}
    name = Field("白嶽奏", "", 1, True, "rapidocr", parts=told("嶽奏", "白") | kana)
    (got,) = part_by_readings(Contact(fn=(name,))).fn
    assert got.parts == told("奏", "白嶽") | kana


def test_what_a_code_says_stays() -> None:
    name = Field("TARNA Louis", "", 1, True, "qr: vcard", parts=told("TARNA", "Louis"))
    assert settle_names(Contact(fn=(name,)), "FR", ()).fn == (name,)


@given(st.text(max_size=20), st.text(max_size=10), st.text(max_size=10), st.text(max_size=10))
def test_any_name_keeps_its_letters(name: str, first: str, last: str, email: str) -> None:
    for country in ("", "JP", "CN", "US", "HU"):
        got = settled_parts(name, told(first, last), country, [email])
        assert sorted(got.get("given", "") + got.get("family", "")) == sorted(first + last) or " " in name


@pytest.mark.parametrize(
    ("name", "wrong", "wanted", "country"),
    [
        ("Тарнов Руво Келпович", ("Руво", "Тарнов Келпович"), ("Руво Келпович", "Тарнов"), "RU"),
        ("Эдда Келповна Тарнова", ("Эдда", "Келповна Тарнова"), ("Эдда Келповна", "Тарнова"), "RU"),
        ("Tarnov Ruvo Kelpovich", ("Tarnov", "Ruvo Kelpovich"), ("Ruvo Kelpovich", "Tarnov"), "UA"),
        ("Ruvo Tarn Kelpovich", ("Ruvo", "Tarn Kelpovich"), ("Ruvo", "Tarn Kelpovich"), "US"),
        ("Tarnov Ruvo Kelpi oğlu", ("Tarnov", "Ruvo Kelpi oğlu"), ("Ruvo Kelpi oğlu", "Tarnov"), "AZ"),
        ("Тарнов Ернар Келпұлы", ("Ернар", "Тарнов Келпұлы"), ("Ернар Келпұлы", "Тарнов"), "KZ"),
        ("Руво Келпович", ("Руво", "Келпович"), ("Руво", "Келпович"), "RU"),  # it may be a family name
        ("Эдда Келпівна", ("Эдда", "Келпівна"), ("Эдда Келпівна", ""), "UA"),
        ("Tarnel bin Kelp Ruvo", ("Kelp Ruvo", "Tarnel bin"), ("Tarnel", "bin Kelp Ruvo"), "MY"),
        ("Tarnel bin Kelp Al-Ruvo", ("Tarnel bin", "Kelp Al-Ruvo"), ("Tarnel bin Kelp", "Al-Ruvo"), "OM"),
    ],
)
def test_a_fathers_name_is_of_the_given_one(
    name: str, wrong: tuple[str, str], wanted: tuple[str, str], country: str
) -> None:
    parts = settled_parts(name, told(*wrong), country, ["tarnov"])
    assert (parts.get("given", ""), parts.get("family", "")) == wanted


@pytest.mark.parametrize(
    ("name", "wrong", "wanted"),
    [
        ("ดร.ปวีณ ทองเทียน", ("ดร.ปวีณ", "ทองเทียน"), ("ดร.", "ปวีณ", "ทองเทียน")),
        ("รศ.ดร.ปวีณ ทองเทียน", ("รศ.ดร.ปวีณ", "ทองเทียน"), ("รศ.ดร.", "ปวีณ", "ทองเทียน")),
        ("ผศ. ดร. ปวีณ ทองเทียน", ("ผศ. ดร. ปวีณ", "ทองเทียน"), ("ผศ. ดร.", "ปวีณ", "ทองเทียน")),
        ("นางสาวปวีณ ทองเทียน", ("นางสาวปวีณ", "ทองเทียน"), ("นางสาว", "ปวีณ", "ทองเทียน")),
        ("นาย ปวีณ ทองเทียน", ("นาย ปวีณ", "ทองเทียน"), ("นาย", "ปวีณ", "ทองเทียน")),
        ("นายิกา ทองเทียน", ("นายิกา", "ทองเทียน"), ("", "นายิกา", "ทองเทียน")),  # it only begins so
        ("م. رامي الترني", ("م. رامي", "الترني"), ("م.", "رامي", "الترني")),
        ("أ.د. رامي الترني", ("أ.د. رامي", "الترني"), ("أ.د.", "رامي", "الترني")),
        ("د/ رامي الترني", ("د رامي", "الترني"), ("د/", "رامي", "الترني")),
        ("المهندس رامي الترني", ("المهندس رامي", "الترني"), ("المهندس", "رامي", "الترني")),
        ("م. الترني", ("م.", "الترني"), ("م.", "", "الترني")),
        ("م رامي الترني", ("م رامي", "الترني"), ("", "م رامي", "الترني")),  # an initial may be
        ("проф. Руво Тарнов", ("проф. Руво", "Тарнов"), ("проф.", "Руво", "Тарнов")),
        ("Prof. Dr.Edda Tarnwick", ("Dr.Edda", "Tarnwick"), ("Prof. Dr.", "Edda", "Tarnwick")),
        ("Dr.E.Tarnwick", ("Dr.E.", "Tarnwick"), ("Dr.", "E.", "Tarnwick")),
        ("M.Tarnwick Edda", ("M.Tarnwick", "Edda"), ("", "M.Tarnwick", "Edda")),
        ("Md.Edda Tarnwick", ("Md.Edda", "Tarnwick"), ("", "Md.Edda", "Tarnwick")),
        ("ดร.", ("ดร.", ""), ("", "ดร.", "")),  # nobody
    ],
)
def test_a_title_before_a_name_is_no_part_of_it(
    name: str, wrong: tuple[str, str], wanted: tuple[str, str, str]
) -> None:
    before = {"prefix": "Prof."} if name.startswith("Prof.") else {}
    parts = settled_parts(name, {**before, **told(*wrong)}, "")
    assert tuple(parts.get(part, "") for part in ("prefix", "given", "family")) == wanted


def test_where_a_title_was_taken_for_the_given_name_the_rest_is_parted() -> None:
    parts = settled_parts("د. رامي الترني", told("د.", "رامي الترني"), "SA")
    assert parts == {"prefix": "د.", **told("رامي", "الترني")}


@pytest.mark.parametrize(
    ("country", "prefix", "given"), [("ID", "Ir. H.", "Tarno"), ("MY", "Ir. H.", "Tarno"), ("US", "Ir.", "H. Tarno")]
)
def test_a_pilgrim_says_so_before_the_name(country: str, prefix: str, given: str) -> None:
    parts = {"prefix": "Ir.", **told("H. Tarno", "Kelpanto")}
    assert settled_parts("Ir. H. Tarno Kelpanto", parts, country) == {"prefix": prefix, **told(given, "Kelpanto")}


@pytest.mark.parametrize("family", ["Тарновкова", "Тарнский", "Кельпенко", "Тарнидзе"])
def test_a_name_that_ends_as_those_of_families_do_is_one(family: str) -> None:
    for name in (f"Руворья {family}", f"{family} Руворья"):
        assert settled_parts(name, told(family, "Руворья"), "RU") == told("Руворья", family)


@pytest.mark.parametrize(
    ("name", "first", "last", "country", "meant"),
    [
        ("Lương Ngà Tán Vi", "Tán Vi", "Lương Ngà", "VN", told("Ngà Tán Vi", "Lương")),
        ("R. Tarnamuthu Gounder", "R.", "Tarnamuthu Gounder", "IN", told("R. Tarnamuthu", "Gounder")),
        ("Anil Das Gupta", "Anil", "Das Gupta", "IN", told("Anil", "Das Gupta")),
        ("Maria Kwong Tsz Yiu", "Tsz Yiu", "Maria Kwong", "HK", told("Maria Tsz Yiu", "Kwong")),
        ("森ヶ瀬駿", "ヶ瀬駿", "森", "JP", told("駿", "森ヶ瀬")),
        ("鮹島与三松", "島与三松", "鮹", "JP", told("与三松", "鮹島")),
    ],
)
def test_a_country_tells_how_many_words_are_the_familys(
    name: str, first: str, last: str, country: str, meant: dict[str, str]
) -> None:
    assert settled_parts(name, told(first, last), country) == meant


def test_sri_is_a_given_name_in_indonesia() -> None:
    parts = {"prefix": "Sri", **told("Tarni", "Kelpoyudo")}
    assert settled_parts("Sri Tarni Kelpoyudo", parts, "ID")["given"] == "Sri Tarni"
    assert settled_parts("Sri Tarni Kelpoyudo", parts, "IN")["given"] == "Tarni"


@pytest.mark.parametrize(
    ("name", "told_family", "country", "family"),
    [
        ("慕容晴嵐", "慕", "HK", "慕容"),
        ("鮮于晴", "鮮", "TW", "鮮于"),
        ("歐陽晴嵐", "歐", "SG", "歐陽"),
        ("東方晴", "東", "JP", "東"),  # in Japan it is as much a place
    ],
)
def test_a_family_name_of_china_has_two_letters_where_it_is_one_of_those(
    name: str, told_family: str, country: str, family: str
) -> None:
    wrong = told(name.removeprefix(told_family), told_family)
    assert settled_parts(name, wrong, country) == told(name.removeprefix(family), family)


@pytest.mark.parametrize(
    ("latin", "family"),
    [
        (told("Mio", "Kelunatawa"), "鮹潟浦"),  # two vowels are no three letters
        (told("Mioka", "Kelunaga"), "鮹潟"),
        (told("Mi", "Kelunatawa"), "鮹潟"),  # too short for any way
    ],
)
def test_each_letter_of_a_name_of_japan_has_a_vowel_in_latin_letters(latin: dict[str, str], family: str) -> None:
    han, spelt = Field("鮹潟浦澪央", parts=told("浦澪央", "鮹潟")), " ".join(latin.values())
    first, _ = settle_names(Contact(fn=(han, Field(spelt, parts=latin))), "JP", []).fn
    assert first.parts["family"] == family


@pytest.mark.parametrize("country", ["CN", "SG", "KR"])
def test_the_family_name_in_han_says_which_part_is_the_familys(country: str) -> None:
    han, latin = Field("薛晴嵐", parts=told("晴嵐", "薛")), Field("Ryan Xue", parts=told("Xue", "Ryan"))
    _, settled = settle_names(Contact(fn=(han, latin)), country, []).fn
    assert settled.parts == told("Ryan", "Xue")


def test_of_a_western_and_a_chinese_name_the_chinese_one_is_the_familys() -> None:
    assert settled_parts("Ryan Xue", told("Xue", "Ryan"), "CN") == told("Ryan", "Xue")
    assert settled_parts("Xue Ryan", told("Xue", "Ryan"), "CN") == told("Ryan", "Xue")
    assert settled_parts("Linlan Xue", told("Xue", "Linlan"), "CN") == told("Xue", "Linlan")  # both may be


@pytest.mark.parametrize(
    ("name", "wrong", "country", "wanted"),
    [
        ("Eng.ª Odalinda Tarnelho", ("Eng.ª Odalinda", "Tarnelho"), "BR", ("Eng.ª", "Odalinda", "Tarnelho")),
        ("Eng.a Odalinda Tarnelho", ("Eng.a Odalinda", "Tarnelho"), "BR", ("Eng.a", "Odalinda", "Tarnelho")),
        ("Dr.ssa Odalinda Tarnelli", ("Dr.ssa Odalinda", "Tarnelli"), "IT", ("Dr.ssa", "Odalinda", "Tarnelli")),
        ("Mag.a Edda Tarnhuber", ("Mag.a Edda", "Tarnhuber"), "AT", ("Mag.a", "Edda", "Tarnhuber")),
        (
            "C.P. Odalinda Tarnez Kelpez",
            ("C.P. Odalinda", "Tarnez Kelpez"),
            "MX",
            ("C.P.", "Odalinda", "Tarnez Kelpez"),
        ),
        ("L.X.Y. Odalinda Tarnez Ost", ("L.X.Y. Odalinda", "Tarnez Ost"), "CL", ("L.X.Y.", "Odalinda", "Tarnez Ost")),
        ("J.L. Tarnez Kelpez", ("J.L.", "Tarnez Kelpez"), "MX", ("", "J.L.", "Tarnez Kelpez")),  # initials
        ("C.P. Tarnrao", ("C.P.", "Tarnrao"), "IN", ("", "C.P.", "Tarnrao")),
        ("C.P.Tarnrao Kelpan", ("C.P.Tarnrao", "Kelpan"), "IN", ("", "C.P.Tarnrao", "Kelpan")),
        ("QFB Odalinda Tarnez Kelpez", ("Odalinda Tarnez Kelpez", "QFB"), "MX", ("QFB", "Odalinda", "Tarnez Kelpez")),
        ("İnş. Müh. Edda Tarnoğlu", ("Müh. Edda", "Tarnoğlu"), "TR", ("İnş. Müh.", "Edda", "Tarnoğlu")),
        ("Müh. Edda Tarnoğlu", ("Müh. Edda", "Tarnoğlu"), "TR", ("Müh.", "Edda", "Tarnoğlu")),
        ("Revd Edda Tarnwick", ("Revd", "Edda Tarnwick"), "GB", ("Revd", "Edda", "Tarnwick")),
        ("Sqn Ldr Edda Tarnwick", ("Sqn Ldr Edda", "Tarnwick"), "IN", ("Sqn Ldr", "Edda", "Tarnwick")),
        ("Bach Edda Tarnwick", ("Bach Edda", "Tarnwick"), "DE", ("", "Bach Edda", "Tarnwick")),  # the lists know a name
        ("TS Tarnh Văn Kelp", ("Tarnh Văn Kelp", "TS"), "VN", ("TS", "Văn Kelp", "Tarnh")),
        ("น.ส. ปวีณ ทารน์", ("น.ส. ปวีณ", "ทารน์"), "TH", ("น.ส.", "ปวีณ", "ทารน์")),
        ("พ.ต.อ.ปวีณ ทารน์", ("พ.ต.อ.ปวีณ", "ทารน์"), "TH", ("พ.ต.อ.", "ปวีณ", "ทารน์")),  # in no list
        ("ر. رامي الترني", ("ر. رامي", "الترني"), "EG", ("ر.", "رامي", "الترني")),
        ("פרופ' רמי טרני", ("פרופ רמי", "טרני"), "IL", ("פרופ'", "רמי", "טרני")),
    ],
)
def test_what_stands_before_a_name_is_a_title_in_any_country(
    name: str, wrong: tuple[str, str], country: str, wanted: tuple[str, str, str]
) -> None:
    before = {"prefix": "İnş."} if name.startswith("İnş.") else {}
    parts = settled_parts(name, {**before, **told(*wrong)}, country)
    assert tuple(parts.get(part, "") for part in ("prefix", "given", "family")) == wanted


@pytest.mark.parametrize("title", ["Dipl.-Ing.", "Dr. (Mrs.)", "Prof. Dr.-Ing.", "Mag. (FH)", "Dato'"])
def test_a_title_is_as_printed(title: str) -> None:
    said = {"prefix": " ".join(re.findall(r"\w+\.?", title)), **told("Edda", "Tarnwick")}
    assert settled_parts(f"{title} Edda Tarnwick", said, "")["prefix"] == title


def test_a_title_in_brackets_goes_with_the_one_before_it() -> None:
    parts = {"prefix": "Col.", **told("Retd. Tarnul", "Kelpan")}
    assert settled_parts("Col. (Retd.) Tarnul Kelpan", parts, "IN") == {
        "prefix": "Col. (Retd.)",
        **told("Tarnul", "Kelpan"),
    }


@pytest.mark.parametrize(
    ("name", "first", "last", "country", "meant"),
    [
        ("Md. Tarnul Karim Kelpder", "Md. Tarnul", "Karim Kelpder", "BD", told("Md. Tarnul Karim", "Kelpder")),
        ("Tarnul Karim Kelpder", "Tarnul", "Karim Kelpder", "BD", told("Tarnul", "Karim Kelpder")),
        ("Edmond Chua Wei Kai", "Wei Kai", "Edmond Chua", "SG", told("Edmond Wei Kai", "Chua")),
        ("Tarnah binti Kelpan", "binti Kelpan", "Tarnah", "MY", told("Tarnah", "binti Kelpan")),
    ],
)
def test_the_parts_of_names_that_countries_write_in_their_own_order(
    name: str, first: str, last: str, country: str, meant: dict[str, str]
) -> None:
    assert settled_parts(name, told(first, last), country) == meant
