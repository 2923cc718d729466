"""Keys that two cards of one person share."""

import made
from hypothesis import given
from hypothesis import strategies as st

from cardscan.connections.likeness.compare import Verdict, compare, decisive
from cardscan.connections.likeness.keys import finds, keys
from cardscan.connections.likeness.traits import traits
from cardscan.model import Contact, Field


def shared(one: Contact, other: Contact) -> set[str]:
    return {key for key in keys(one) & keys(other) if finds(key)}


def named(name: str, **more: object) -> Contact:
    return made.contact(name, **{"org": "", "tel": (), "email": (), "title": (), **more})


def test_names_find_one_another() -> None:
    for one, other in [
        ("Ottoline Brackwyth", "Brackwyth Ottoline"),
        ("Ottoline Brackwyth", "O. Brackwyth"),
        ("O. Brackwyth", "Brackwyth, Ottoline"),
        ("Ottoline Brackwyth", "Ottoline Brackwith"),
        ("Ottoline Brackwyth", "Ottolien Brackwyth"),
        ("Bob Brackwyth", "Robert Brackwyth"),
        ("Ottoline Brackwyth", "Ottoline Brackwyth-Quill"),
        ("山田 太郎", "山田太郎"),
    ]:
        assert shared(named(one), named(other)), (one, other)
    assert not shared(named("Ottoline Brackwyth"), named("Perrin Quillfeather"))


def test_addresses_and_numbers_find_where_the_name_does_not() -> None:
    one = made.contact("Ottoline Brackwyth")
    assert shared(one, made.contact("", tel=(), email=one.email)) == {"e:ottoline@brackwyth.example"}
    assert shared(one, named("", tel=(made.field("20123456"),))) == {"t:20123456"}  # without the country's code
    assert not shared(one, named("Perrin Quill", tel=(made.field("+4520123456", type="fax"),)))


def test_what_a_company_shares_is_counted_and_finds_nobody() -> None:
    one = made.contact("Ottoline Brackwyth", email=(made.field("info@brackwyth.example"),), tel=())
    other = made.contact("Perrin Quill", email=(made.field("info@brackwyth.example"),), tel=())
    assert {"d:brackwyth.example", "o:brackwyth sonner"} <= keys(one) & keys(other)
    assert not shared(one, other)


def test_a_name_in_another_script_is_spelt_by_the_address() -> None:
    one = made.contact("山田 太郎", email=(made.field("taro.yamada@mail.example"),))
    assert "n:taro yamada" in keys(one)
    assert "n:taro yamada" not in keys(made.contact("Ottoline", email=(made.field("taro.yamada@mail.example"),)))


@given(st.text(max_size=300))
def test_keys_of_any_text_are_short(text: str) -> None:
    fields = (made.field(text),)
    contact = Contact(fn=fields, org=fields, tel=fields, email=fields, url=fields, social=fields, title=fields)
    assert all(len(key) <= 120 for key in keys(contact))
    assert len(keys(contact)) < 80


def some(*values: str, **more: str) -> st.SearchStrategy[tuple[Field, ...]]:
    """None or one of a few values: of contacts made of them many are alike."""
    return st.sampled_from(((), *((made.field(value, **more),) for value in values)))


CARDS = st.builds(
    Contact,
    fn=some("Ottoline Brackwyth", "Ottoline Brackwith", "Otto Line Brackwyth", "Perrin Quill"),
    org=some("Brackwyth & Sonner", "Quill Ltd"),
    title=some("Harbour Pilot", "Tide Clerk"),
    email=some("ottoline@brackwyth.example", "info@brackwyth.example", "o.b@gmail.com"),
    tel=st.one_of(
        some("+4520123456", "20123456", "+4520999999", type="cell"), some("+4520123456", "+4570101010", type="work")
    ),
)


@given(CARDS, CARDS)
def test_cards_that_say_the_same_share_a_decisive_key(known: Contact, new: Contact) -> None:
    if compare(known, new).verdict is Verdict.SAME_CARD:
        assert keys(known) & decisive(traits(new))
