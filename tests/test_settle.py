"""The fields of one person of whom there are two cards."""

from dataclasses import replace

import made
from hypothesis import given
from hypothesis import strategies as st

from cardscan.connections.likeness.merging import both_sides, filled, settle
from cardscan.model import KINDS, Contact, Field


def values(contact: Contact, kind: str) -> list[str]:
    return [field.value for field in getattr(contact, kind)]


def test_the_newer_card_holds_and_both_numbers_stay() -> None:
    newer = made.contact(title=(made.field("Director of Tides"),), tel=(made.field("+4533999999", type="work"),))
    both = settle(made.contact(), newer)
    assert values(both, "title") == ["Director of Tides"]
    assert values(both, "tel") == ["+4533999999", "+4520123456", "+4533123456"]
    assert values(both, "email") == ["ottoline@brackwyth.example"]


def test_what_the_newer_card_leaves_out_stays() -> None:
    assert settle(made.contact(), Contact()) == settle(Contact(), made.contact()) == made.contact()


def test_a_company_that_was_left_goes_and_the_cell_stays() -> None:
    older = made.contact(
        url=(made.field("www.brackwyth.example"),),
        adr=(made.field("1 Kaj, Aarhus"),),
        email=(made.field("ottoline@brackwyth.example"), made.field("otti@gmail.com")),
    )
    newer = made.contact(org="Tidewell", title=(), tel=(), email=(made.field("o@tidewell.example"),))
    both = settle(older, newer)
    assert values(both, "org") == ["Tidewell"]
    assert values(both, "tel") == ["+4520123456"]
    assert values(both, "email") == ["o@tidewell.example", "otti@gmail.com"]
    assert not (both.title or both.url or both.adr)


def test_what_the_user_added_outlives_the_company() -> None:
    added = Field("ottoline@tides.example", confidence=1.0, sure=True, origin="user")
    corrected = replace(made.field("+4533123456", type="work"), origin="user")
    older = made.contact(tel=(corrected,), email=(added,))
    both = settle(older, made.contact(org="Tidewell", tel=(), email=(made.field("o@tidewell.example"),)))
    assert added in both.email
    assert corrected not in both.tel


def test_of_equal_values_the_surer_one_stays_with_all_that_is_told_of_it() -> None:
    poor = made.field("+4520123456", sure=False, type="", confidence=0.5)
    users = Field("+4520123456", sure=True, origin="user", confidence=1.0)
    assert settle(made.contact(tel=(users,)), made.contact(tel=(replace(poor, type="cell"),))).tel == (
        replace(users, type="cell"),
    )
    misread = made.contact(org="Brackwylh & Sonner", title=())
    assert values(settle(made.contact(), replace(misread, org=(replace(misread.org[0], sure=False),))), "org") == [
        "Brackwyth & Sønner"
    ]


def test_names() -> None:
    full, short = made.contact("Ottoline Brackwyth"), made.contact("O. Brackwyth")
    assert values(settle(full, short), "fn") == values(settle(short, full), "fn") == ["Ottoline Brackwyth"]
    assert values(settle(full, made.contact("Ottoline Quill")), "fn") == ["Ottoline Quill"]
    japanese = made.contact(fn=(made.field("渚 涼子"),))
    assert values(settle(full, japanese), "fn") == ["渚 涼子", "Ottoline Brackwyth"]


def test_names_in_another_script_stay_and_older_ones_in_the_same_go() -> None:
    """However many scripts the newer card has: else whoever married has two names."""
    newer = Contact(fn=(made.field("Ada Quillfeather"), made.field("艾達")))
    assert values(settle(Contact(fn=(made.field("Ada Marram"),)), newer), "fn") == ["Ada Quillfeather", "艾達"]
    latin = Contact(fn=(made.field("Ada Quillfeather"),))
    assert values(settle(Contact(fn=(made.field("艾達"),)), latin), "fn") == ["Ada Quillfeather", "艾達"]


def test_numbers_with_and_without_the_code_or_an_extension() -> None:
    plain = made.contact(tel=(made.field("020 123456", sure=False),))
    full = made.contact(tel=(made.field("+4520123456"), made.field("+4520123456", parts={"ext": "7"})))
    assert values(settle(plain, full), "tel") == ["+4520123456", "+4520123456"]


TEXTS = {
    "fn": ["Ottoline Brackwyth", "O. Brackwyth", "Ottoline Quill", "渚 涼子"],
    "org": ["Brackwyth & Sønner", "Brackwylh & Sonner", "Tidewell", "Acme"],
    "title": ["Head of Tides", "Head ol Tides", "Pilot"],
    "tel": ["+4520123456", "20123456", "+4533123456", "+4733123456"],
    "email": ["o@brackwyth.example", "o@tidewell.example", "otti@gmail.com"],
    "url": ["www.brackwyth.example", "https://brackwyth.example/"],
    "adr": ["1 Kaj, Aarhus", "1 Kaj,  Aarhus", "2 Kaj"],
    "social": ["otti", "@otti"],
    "suffix": ["PhD", "MBA"],
    "dept": ["Tides", "Canals"],
    "nickname": ["Otti", "O."],
    "bday": ["1980-05-01", "--05-01"],
    "tag": ["tides", "Tides", "canals"],
    "custom": ["Boat: Kelp", "Boat: kelp", "Pier 3"],
}


@st.composite
def contacts(draw: st.DrawFn) -> Contact:
    def field(kind: str) -> Field:
        origin, raw = draw(st.sampled_from([("qr", "x"), ("user", "x"), ("user", ""), ("rapidocr", "y")]))
        type_ = draw(st.sampled_from(["", "cell", "work"])) if kind == "tel" else ""
        value = draw(st.sampled_from(TEXTS[kind]))
        return Field(value, raw, draw(st.sampled_from([0.5, 1.0])), draw(st.booleans()), origin, type=type_)

    return Contact(**{kind: tuple(field(kind) for _ in range(draw(st.integers(0, 3)))) for kind in KINDS})


@given(contacts(), contacts())
def test_settled_once_is_settled(older: Contact, newer: Contact) -> None:
    both = settle(older, newer)
    assert settle(both, both) == both
    for kind in KINDS:
        found = [(field.value, field.type, field.parts.get("ext")) for field in getattr(both, kind)]
        assert len(set(found)) == len(found)


@given(contacts(), contacts())
def test_nothing_is_made_up_and_nothing_newer_or_added_is_lost(older: Contact, newer: Contact) -> None:
    both = settle(older, newer)
    for kind in KINDS:
        assert set(values(both, kind)) <= {*values(older, kind), *values(newer, kind)}
        assert bool(getattr(both, kind)) >= bool(getattr(newer, kind))
    for kind in ("email", "tel"):
        added = [each for each in getattr(older, kind) if each.origin == "user" and not each.raw]
        for each in (*added, *getattr(newer, kind)):
            assert any(each.value[-8:] == kept.value[-8:] for kept in getattr(both, kind))


def test_of_the_numbers_those_of_the_job_go_with_the_company() -> None:
    types = ("cell", "home", "", "work", "fax", "tollfree")
    numbers = tuple(made.field(f"+452012345{n}", type=each) for n, each in enumerate(types))
    both = settle(made.contact(tel=numbers), made.contact(org="Tidewell", tel=(), email=()))
    assert [tel.type for tel in both.tel] == ["cell", "home", ""]


def same(kind: str, one: Field, other: Field) -> bool:
    """Whether two values of two cards of one person become one."""
    card = {"fn": (), "title": (), "org": (), "tel": (), "email": ()}
    both = settle(Contact(**{**card, kind: (one,)}), Contact(**{**card, kind: (other,)}))
    return len(getattr(both, kind)) == 1


def test_which_numbers_are_one() -> None:
    def numbers(one: str, other: str, ext: str = "") -> bool:
        return same("tel", Field(one), Field(other, parts={"ext": ext} if ext else {}))

    assert numbers("+4520123456", "20123456") and numbers("020123456", "+4520123456")
    assert numbers("0123456", "0123456") and numbers("+45201234567", "1234567")
    assert not numbers("+4520123456", "123456")  # six digits are the end of many
    assert not numbers("+4520123456", "+20123456")  # each has its country's code
    assert not numbers("+4520123456", "+4520123456", ext="7")
    assert not numbers("20123456", "20123457")


def test_which_addresses_are_one() -> None:
    assert same("adr", Field("1 Kaj, Aarhus"), Field("1 KAJ  Aarhus ")) and not same(
        "adr", Field("1 Kaj"), Field("1Kaj")
    )
    assert same("url", Field("HTTPS://www.brackwyth.example/"), Field("brackwyth.example"))
    assert not same("url", Field("brackwyth.example/tides"), Field("brackwyth.example"))
    assert same("social", Field("otti", type="x"), Field("otti")) and same(
        "social", Field("otti"), Field("otti", type="x")
    )
    assert same("social", Field("otti", type="x"), Field("Otti", type="x"))
    assert not same("social", Field("otti", type="x"), Field("otti", type="github"))
    assert not same("social", Field("otti", type="x"), Field("otto", type="x"))


def test_which_of_two_readings_is_kept() -> None:
    """The user's word, then what is sure, then the clearer one; and what only the other knew is added."""
    clear = Field("1 Kaj, Aarhus", confidence=0.9)
    sure = Field("1 Kaj Aarhus", confidence=0.6, sure=True)
    users = Field("1 kaj, Aarhus", confidence=0.5, origin="user")
    for better, worse in ((sure, clear), (users, sure), (clear, replace(clear, value="1 KAJ, Aarhus", confidence=0.8))):
        for older, newer in ((better, worse), (worse, better)):
            assert settle(Contact(adr=(older,)), Contact(adr=(newer,))).adr == (better,)
    typed = settle(
        Contact(tel=(Field("+4520123456", confidence=0.9),)), Contact(tel=(Field("+4520123456", type="cell"),))
    )
    assert typed.tel == (Field("+4520123456", confidence=0.9, type="cell"),)
    mine = Field("+4520123456", confidence=0.9, type="home")
    assert settle(Contact(tel=(mine,)), Contact(tel=(Field("+4520123456", type="cell"),))).tel == (mine,)


def test_which_names_are_one() -> None:
    def name(older: str, newer: str) -> list[str]:
        return values(settle(made.contact(older), made.contact(newer)), "fn")

    assert name("Ottoline Brackwyth", "Ottoline Brackwyht") == ["Ottoline Brackwyht"]  # as sure, and newer
    assert name("Ottoline Brackwyth", "Brackwyth Ottoline") == ["Brackwyth Ottoline"]
    assert name("Ottoline Maud Brackwyth", "Ottoline Brackwyth") == ["Ottoline Brackwyth"]  # as she writes it today
    assert name("Robert Brackwyth", "Bob Brackwyth") == ["Bob Brackwyth"]
    assert values(settle(made.contact(), Contact()), "fn") == ["Ottoline Brackwyth"]
    # A name in full is another than the one in use, however much better it was read.
    full = made.contact(fn=(made.field("Ottoline Maud Brackwyth"),))
    used = made.contact(fn=(made.field("Ottoline Brackwyth", sure=False),))
    assert values(settle(full, used), "fn") == ["Ottoline Brackwyth"]


# Two sides of one card, and one card on two pictures


def test_what_is_on_both_sides_is_there_once_and_what_is_on_one_too() -> None:
    front = Contact(fn=(made.field("Ada Quillfeather"),), org=(made.field("Quay Ltd"),), title=(made.field("Pilot"),))
    back = Contact(org=(made.field("Quay Ltd"), made.field("Marram Oars")), email=(made.field("ada@quay.example"),))
    card = both_sides(back, front)
    assert [values(card, kind) for kind in ("fn", "org", "title", "email")] == [
        *(["Ada Quillfeather"], ["Quay Ltd", "Marram Oars"], ["Pilot"], ["ada@quay.example"])
    ]


def test_titles_and_departments_are_those_of_a_side_that_names_somebody_alone() -> None:
    """What a side without a name lists is what the company does, or everyone's offices."""
    ada, bare = (made.field("Ada Quillfeather"),), Contact()
    for kind in ("title", "dept"):
        one, other = Contact(**{kind: (made.field("Tides"),)}), Contact(**{kind: (made.field("Locks"),)})
        named = replace(other, fn=ada)
        assert values(both_sides(one, named), kind) == ["Locks"]
        assert values(both_sides(one, replace(bare, fn=ada)), kind) == ["Tides"]
        assert values(both_sides(replace(one, fn=ada), named), kind) == ["Locks", "Tides"]
        assert values(both_sides(one, other), kind) == ["Locks", "Tides"]  # nobody is named on either


def test_another_picture_says_nothing_new_of_what_was_read_before() -> None:
    seen = Contact(
        title=(made.field("Pilot"),),
        org=(made.field("Quay Ltd"),),
        tel=(made.field("+4520123456"),),
        email=(made.field("ada@quay.example"),),
        url=(made.field("www.quayandmarram.example"),),
        adr=(made.field("12 Harbour Lane, Tolsay"),),
    )
    again = Contact(
        title=(made.field("Harbour Master"),),
        org=(made.field("Marram Oars"),),
        tel=(made.field("+4520123458"),),
        email=(made.field("ado@quay.example"),),
        url=(made.field("www.quayandmarrarn.example"),),
        adr=(made.field("12 Harbuor Lane, Tolsay"),),
    )
    assert filled(again, seen) == seen
    assert filled(again, Contact()) == again


def test_another_picture_adds_numbers_and_addresses_that_are_others() -> None:
    seen = Contact(
        tel=(made.field("+4520123456"),),
        email=(made.field("ada@quay.example"),),
        url=(made.field("www.quayandmarram.example"),),
        adr=(made.field("12 Harbour Lane, Tolsay"),),
    )
    again = Contact(
        tel=(made.field("+4533999999"),),
        email=(made.field("office@quay.example"),),
        url=(made.field("www.quayandoars.example"),),
        adr=(made.field("12 Pier Road, Tolsay"),),
    )
    both = filled(again, seen)
    assert [len(getattr(both, kind)) for kind in ("tel", "email", "url", "adr")] == [2, 2, 2, 2]


def test_what_was_corrected_is_not_added_again_as_it_was_read() -> None:
    """Else there are two, one of them wrong, and whoever corrected it has to do so again."""
    for kind, was, read in (
        ("tel", "+4533999999", "20 12 34 56"),
        ("org", "Quay Ltd", "Qvvy Lfd"),
        ("social", "@ada", "@odo"),
    ):
        corrected = made.field(was, raw=read, origin="user")
        again = Contact(**{kind: (made.field(read, raw=read),)})
        for join in (filled, both_sides):
            assert values(join(again, Contact(**{kind: (corrected,)})), kind) == [was], kind
