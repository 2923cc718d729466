"""The user corrects a contact."""

from dataclasses import replace

import made
import pytest

from cardscan.actions.edit_fields import Edit, accepted, corrected, edited, pair_of
from cardscan.actions.tell_edit import told
from cardscan.errors import InputError
from cardscan.model import Contact, Field


def user(value: str, **more: object) -> Field:
    made_by_user = Field(value=value, confidence=1.0, sure=True, origin="user")
    return replace(made_by_user, **more)  # type: ignore[arg-type]


def test_nothing_changes_nothing() -> None:
    assert edited(made.contact(), Edit()) == made.contact()


def test_a_value_takes_the_place_of_what_was_read_and_keeps_it() -> None:
    contact = edited(made.contact(), Edit(put={"title": ["  Chief  of Tides "]}))
    assert contact == replace(made.contact(), title=(user("Chief of Tides", raw="Head of Tides", box=made.BOX),))


def test_a_name_is_taken_apart() -> None:
    [fn] = edited(made.contact(), Edit(put={"fn": ["Ottoline Brackwythe"]})).fn
    assert fn.parts == {"given": "Ottoline", "family": "Brackwythe"}
    assert fn.raw == "Ottoline Brackwyth"


def test_confirming_a_value_keeps_its_evidence() -> None:
    before = made.contact()
    tels = edited(before, Edit(put={"tel": ["33123456 ext. 7", "+45 20 12 34 57"]})).tel
    assert tels == (
        user("+4533123456", raw="33 12 34 56 ext. 7", box=made.BOX, type="work", parts={"ext": "7"}),
        user("+4520123457", raw="20 12 34 56", box=made.BOX, type="cell"),
    )


def test_an_empty_value_removes_the_kind() -> None:
    assert edited(made.contact(), Edit(put={"tel": [""], "title": [" "]})) == replace(made.contact(), tel=(), title=())


def test_add_and_remove() -> None:
    edit = Edit(
        add=[("email", "O@Brackwyth.EXAMPLE"), ("social", "LinkedIn: ottoline-b")], remove=[("tel", "20123456")]
    )
    contact = edited(made.contact(), edit)
    assert [email.value for email in contact.email] == ["ottoline@brackwyth.example", "o@brackwyth.example"]
    assert contact.social == (user("ottoline-b", type="linkedin"),)
    assert [tel.value for tel in contact.tel] == ["+4533123456"]


def test_adding_what_is_there_adds_nothing() -> None:
    contact = edited(made.contact(), Edit(add=[("org", "Brackwyth & Sønner")]))
    assert contact.org == (user("Brackwyth & Sønner"),)


def test_what_was_misread_can_be_removed() -> None:
    misread = made.contact(tel=(made.field("2O 12"),), email=(made.field("ottoline(at)brackwyth"),))
    contact = edited(misread, Edit(remove=[("tel", "2O 12"), ("email", "ottoline(at)brackwyth")]))
    assert (contact.tel, contact.email) == ((), ())


@pytest.mark.parametrize(
    ("typed", "value", "type_", "parts"),
    [
        ("cell:+49 170 1234567", "+491701234567", "cell", {}),
        ("FAX: 33 99 88 77", "+4533998877", "fax", {}),
        ("mobile:+49 170 1234567", "+491701234567", "cell", {}),
        ("Handy: +49 170 1234567", "+491701234567", "cell", {}),
        ("Tel.: +49 30 123456", "+4930123456", "", {}),
        ("Office: +49 30 123456", "+4930123456", "work", {}),
        ("+49 30 123456 ext 12", "+4930123456", "", {"ext": "12"}),
        ("+65 6123 4567;ext=3", "+6561234567", "", {"ext": "3"}),
    ],
)
def test_numbers(typed: str, value: str, type_: str, parts: dict[str, str]) -> None:
    tel = edited(made.contact(), Edit(add=[("tel", typed)])).tel[-1]
    assert (tel.value, tel.type, tel.parts) == (value, type_, parts)


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("tel", "call me", "not a telephone number"),
        ("tel", "+45 12", "too short"),
        ("email", "ottoline@", "not an e-mail address"),
        ("email", "", "empty email"),
        ("title", "  ", "empty title"),
        ("url", "notaurl", "not a web address"),
        ("url", "foo bar", "not a web address"),
        ("url", "javascript:alert(1)", "not a web address"),
        ("url", "ottoline@brackwyth.example", "it has an @"),
        ("url", "http://", "not a web address"),
        ("adr", "??", "neither letter nor digit"),
        ("fn", "---", "neither letter nor digit"),
        ("social", "@", "neither letter nor digit"),
        ("tel", "shoe:+45 20 12 34 57", "'shoe' is no type of number"),
    ],
)
def test_values_that_cannot_be(kind: str, value: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        edited(made.contact(), Edit(add=[(kind, value)]))
    assert caught.value.advice


def test_a_number_without_country_needs_one() -> None:
    with pytest.raises(InputError) as caught:
        edited(Contact(), Edit(add=[("tel", "030 123456")]))
    assert "+49" in caught.value.advice


def test_removing_what_is_not_there_says_what_is() -> None:
    with pytest.raises(InputError, match="there is no title 'Boss'") as caught:
        edited(made.contact(), Edit(remove=[("title", "Boss")]))
    assert "Head of Tides" in caught.value.advice


def test_accepting_makes_all_sure() -> None:
    contact = edited(made.contact(), Edit(accept=True))
    assert contact.title == (user("Head of Tides", raw="Head of Tides", box=made.BOX),)
    assert contact.tel[1].parts == {"ext": "7"}


def test_one_field_is_corrected_and_the_others_stay_as_they_were_read() -> None:
    before = made.contact()
    after = corrected(before, "tel", before.tel[1], "+45 33 12 34 57")
    assert after.tel == (before.tel[0], user("+4533123457", raw="33 12 34 56 ext. 7", box=made.BOX, type="work"))
    assert replace(after, tel=before.tel) == before
    assert corrected(before, "tel", before.tel[0], " ").tel == before.tel[1:]


def test_what_was_changed_in_the_meantime_is_neither_corrected_nor_accepted() -> None:
    seen = made.contact()
    now = edited(seen, Edit(put={"title": ["Chief of Tides"]}))
    with pytest.raises(InputError, match="meanwhile"):
        corrected(now, "title", seen.title[0], "Head of Ebb")
    with pytest.raises(InputError, match="meanwhile"):
        accepted(now, seen)
    assert accepted(seen, seen) == edited(seen, Edit(accept=True))


@pytest.mark.parametrize(
    "url", ["kelp.example", "www.müller.de", "https://kelp.example/a?b#c", "http://localhost:80/x"]
)
def test_web_addresses(url: str) -> None:
    assert edited(made.contact(), Edit(add=[("url", url)])).url[-1].value == url


@pytest.mark.parametrize(
    ("typed", "tels"),
    [
        ("cell:+45 20 12 34 57", [("+4520123457", "cell"), ("+4533123456", "work")]),  # the one of that type
        ("fax:+45 33 99 88 77", [("+4520123456", "cell"), ("+4533123456", "work"), ("+4533998877", "fax")]),
        ("home:+45 20 12 34 56", [("+4520123456", "home"), ("+4533123456", "work")]),  # it is there: only its type
        ("20 12 34 56", [("+4520123456", "cell"), ("+4533123456", "work")]),
    ],
)
def test_one_number_is_changed_or_added_and_the_others_stay(typed: str, tels: list[tuple[str, str]]) -> None:
    contact = edited(made.contact(), Edit(change=[("tel", typed)]))
    assert [(tel.value, tel.type) for tel in contact.tel] == tels
    assert replace(contact, tel=()) == replace(made.contact(), tel=())


def test_a_number_that_is_changed_keeps_what_was_read() -> None:
    contact = edited(made.contact(), Edit(change=[("tel", "cell:+45 20 12 34 57")]))
    assert contact.tel[0] == user("+4520123457", raw="20 12 34 56", box=made.BOX, type="cell")


def test_several_numbers_are_taken_one_after_the_other() -> None:
    contact = edited(made.contact(), Edit(change=[("tel", "cell:+4520123457"), ("tel", "+4533123457")]))
    assert [(tel.value, tel.type) for tel in contact.tel] == [("+4520123457", "cell"), ("+4533123457", "work")]
    both = edited(Contact(), Edit(change=[("email", "a@kelp.example"), ("email", "b@kelp.example")]))
    assert [each.value for each in both.email] == ["a@kelp.example", "b@kelp.example"]


def test_where_several_may_be_meant_it_is_asked() -> None:
    with pytest.raises(
        InputError, match=r"which tel is to be \+4533123457\? There are \+4520123456, \+4533123456"
    ) as caught:
        edited(made.contact(), Edit(change=[("tel", "+45 33 12 34 57")]))
    assert "--remove tel=+4520123456 --add tel=+4533123457" in caught.value.advice


def test_what_became_of_each_value_is_told() -> None:
    before = made.contact()

    def told_of(**change: object) -> list[str]:
        return list(told(before, edited(before, Edit(**change))))  # type: ignore[arg-type]

    assert told_of(change=[("tel", "cell:+45 20 12 34 57")]) == [
        "tel: +4520123456 is now +4520123457 (cell)",
        "tel: +4533123456 (work) stays",
    ]
    assert told_of(add=[("email", "o@kelp.example")]) == [
        "email: ottoline@brackwyth.example stays",
        "email: o@kelp.example added",
    ]
    assert told_of(put={"tel": ["+45 33 12 34 56"]}) == [
        "tel: +4533123456 (work) stays",
        "tel: +4520123456 (cell) removed",
    ]
    assert told_of(change=[("tel", "home:+4520123456")])[0] == "tel: +4520123456 is now home"
    assert told_of(put={"title": [""]}) == ["title: Head of Tides removed"]
    assert told_of(accept=True) == ["confirmed as it is: 1"]
    assert told_of() == []


@pytest.mark.parametrize(
    ("kind", "meant"), [("phone", "tel"), ("Mobile", "tel"), ("company", "org"), ("LinkedIn", "social"), ("shoe", "")]
)
def test_a_field_that_there_is_not_is_named_with_the_one_that_may_be_meant(kind: str, meant: str) -> None:
    with pytest.raises(InputError, match=f"there is no field '{kind.lower()}'") as caught:
        pair_of(f"{kind}=x")
    assert caught.value.advice.startswith(f"'{meant}' may be meant; " if meant else "a field is one of fn,")
    with pytest.raises(InputError, match="there is no field"):
        edited(made.contact(), Edit(put={kind: ["x"]}))
    assert pair_of(" Tel = +45 20 = 1 ") == ("tel", "+45 20 = 1")
    with pytest.raises(InputError, match="'tel' is not FIELD=VALUE"):
        pair_of("tel")
