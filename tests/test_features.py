import pytest

from cardscan.model import Field
from cardscan.parse.features import (
    Surroundings,
    covered,
    domain_name,
    host,
    ink_distance,
    latin,
    name_score,
    neighbours,
    own,
    places,
    squash,
    surroundings,
)
from cardscan.parse.found import Found, Span
from cardscan.parse.segments import Segment

NOTHING = Surroundings((), (), (), ())


def segment(text: str, y: float = 0.1, x: float = 0.1, height: float = 0.05) -> Segment:
    return Segment(text, Span(0, 0, len(text)), (x, y, x + 0.3, y + height), height)


def test_domains_and_mailboxes_are_gathered():
    spans = (Span(0, 0, 5),)
    found = [
        Found("email", Field("t.orchard@gmail.com"), spans),
        Found("url", Field("https://www.quill-vane.co.uk/x"), spans),
        Found("tel", Field("+441134960000"), spans),
    ]
    told = surroundings(found, lambda f: (0.0, 0.0, 1.0, 0.1))
    assert told.domains == ("quillvane",)
    assert told.locals == ("torchard",)
    assert len(told.numbers) == 1 and len(told.online) == 2


@pytest.mark.parametrize(
    ("url", "name"), [("www.quillvane.com", "quillvane"), ("gmail.com", ""), ("a.b.quill.co.jp", "quill")]
)
def test_the_name_of_a_domain(url, name):
    assert domain_name(host(url)) == name


def test_letters_and_digits_alone():
    assert squash("Ł'Été & Co. 2") == "letecoo2".replace("oo", "o")


@pytest.mark.parametrize(
    ("text", "name"), [("Anna Schmidt", True), ("Dr. Anna Schmidt", True), ("Steel Pipes", False), ("山田太郎", True)]
)
def test_names_are_told_by_their_words(text, name):
    assert (name_score(text) > 0.5) is name


def test_places_of_one_kind_are_counted():
    assert places("Pune, Maharashtra, India") == 1
    assert places("Pune, Surat, Nagpur and Chennai") == 4
    assert places("Japan / Vietnam") == 2


def test_what_a_segment_says_by_itself():
    told = own(segment("12, Dock Road,"), NOTHING, 0.05, 0.05)
    assert told["house"] and told["comma_end"] and told["any_digit"] and not told["upper"]
    assert own(segment("ISO 9001"), NOTHING, 0.05, 0.05)["register"]
    mail = Surroundings((), (), ("aschmidt",), ())
    assert own(segment("Anna Schmidt"), mail, 0.05, 0.05)["local"] == 1.0


def test_neighbours_stand_in_the_same_column():
    pairs = neighbours([segment("a", 0.1), segment("b", 0.17), segment("c", 0.17, x=0.6), segment("d", 0.6)])
    assert pairs == [(None, 1), (0, None), (None, None), (None, None)]


def test_inks():
    assert ink_distance((50, 128, 128), (50, 128, 128)) == 0
    assert ink_distance((50, 128, 128), (50, 190, 190)) == 1
    assert 0 < ink_distance(None, (50, 128, 128)) < 1


def test_a_domain_is_covered_by_the_words_of_a_name():
    assert covered(["Quill", "Dockray"], "dockrayboats") == pytest.approx(7 / 12)
    assert covered(["Dockray", "Boats"], "dockrayboats") == 1.0
    assert covered(["Kelmo"], "dockrayboats") == 0.0
    assert covered(["Kelmo"], "") == 0.0


@pytest.mark.parametrize(
    ("text", "owner"),
    [("Ann Quillvane", 1.0), ("Annabel Dockray", 0.8), ("Sales Office", 0.0)],
)
def test_the_owner_of_an_address_is_known_by_a_word_of_the_name(text, owner):
    around = Surroundings((), (), ("quillvane", "adockray"), ())
    assert own(segment(text), around, 0.05, 0.05)["owner"] == owner


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Кринодар Тихобаев", "Krinodar Tikhobaev"),
        ("Κρινόμης Βακέλης", "Krinomis Vakelis"),
        ("蕭岫雲", "Xiao Xiu Yun"),
        ("Żdżisław Krępiński", "Żdżisław Krępiński"),  # Latin as it is: folding knows it
    ],
)
def test_other_scripts_are_spelled_as_an_address_spells_them(text: str, meant: str) -> None:
    assert latin(text) == meant


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("Odo Brackwyth Jr.", 1), ("Rui Kelpwick Neto", 1), ("Odo Brackwyth, Jnr", 1), ("Jr", 0), ("Odo Brackwyth", 0)],
)
def test_whose_son_someone_is_stands_at_the_end_of_a_name(text: str, is_one: int) -> None:
    assert own(segment(text), NOTHING, 0.05, 0.05)["junior"] == is_one


@pytest.mark.parametrize(
    ("text", "when"),
    [("Mon - Sat", 1), ("10.00 - 13.30", 1), ("9 am to 5 pm", 1), ("12-13 Mill Lane", 0), ("Sat Nam Boats", 0)],
)
def test_when_someone_is_there(text: str, when: int) -> None:
    assert own(segment(text), NOTHING, 0.05, 0.05)["clock"] == when
