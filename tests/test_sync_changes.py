"""What changed where, and what of it goes where."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import field

from cardscan.model import Contact
from cardscan.sync.changes import Changes, Clash, Put, changes

Numbers = dict[str, str]  # number -> type


def titled(value: str, **more: object) -> Contact:
    return Contact(title=(field(value),) if value else (), **more)  # type: ignore[arg-type]


def numbered(numbers: Mapping[str, str]) -> Contact:
    return Contact(tel=tuple(field(number, type=type) for number, type in numbers.items()))


def compared(was: Contact, here: Contact, there: Contact, keep: str | None = None) -> Changes:
    return changes(was, here, was, there, keep)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("was", "here", "there", "goes"),
    [
        ("Pilot", "Pilot", "Pilot", ""),
        ("Pilot", "Captain", "Pilot", "there"),
        ("Pilot", "Pilot", "Captain", "here"),
        ("Pilot", "Captain", "Captain", ""),
        ("Pilot", "", "Pilot", "there"),
        ("", "Captain", "", "there"),
        ("Pilot", "Captain", "Purser", "clash"),
        ("", "Captain", "Purser", "clash"),
    ],
)
def test_one_value(was: str, here: str, there: str, goes: str) -> None:
    found = compared(titled(was), titled(here), titled(there))
    assert (
        found
        == {
            "": Changes(),
            "there": Changes(push=(Put("title", "", titled(here).title),)),
            "here": Changes(take=(Put("title", "", titled(there).title),)),
            "clash": Changes(clashes=(Clash("title", here, there),)),
        }[goes]
    )


@pytest.mark.parametrize(("keep", "push", "take"), [("here", ["Captain"], []), ("there", [], ["Purser"])])
def test_an_answer_settles_a_clash(keep: str, push: list[str], take: list[str]) -> None:
    found = compared(titled("Pilot"), titled("Captain"), titled("Purser"), keep)
    assert [each.value for put in found.push for each in put.fields] == push
    assert [each.value for put in found.take for each in put.fields] == take
    assert not found.clashes


def applied(numbers: Numbers, puts: tuple[Put, ...]) -> Numbers:
    after = dict(numbers)
    for put in puts:
        after.pop(put.key, None)
        after.update({each.value: each.type for each in put.fields})
    return after


A, B, C, D = "+4511111111", "+4522222222", "+4533333333", "+4544444444"
NUMBERS = st.dictionaries(st.sampled_from([A, B, C, D]), st.sampled_from(["work", "cell"]))


@pytest.mark.parametrize(
    ("was", "here", "there", "after"),
    [
        ([A], [A, B], [A, C], [A, B, C]),
        ([A, B], [A], [B], []),
        ([A], [B], [A, C], [B, C]),
        ([A], [B], [], [B]),
        ([], [A], [A, B], [A, B]),
    ],
)
def test_several_values_are_settled_one_by_one(
    was: list[str], here: list[str], there: list[str], after: list[str]
) -> None:
    of = [dict.fromkeys(each, "work") for each in (was, here, there)]
    found = compared(*map(numbered, of))
    assert sorted(applied(of[1], found.take)) == sorted(applied(of[2], found.push)) == after


def test_one_number_corrected_on_both_sides_is_a_clash() -> None:
    found = compared(*(numbered({number: "work"}) for number in (A, B, C)))
    assert found.clashes == (Clash("tel", B, C),)


def test_another_tag_on_each_side_is_no_clash() -> None:
    """None stands in another's place: what was taken away on both goes, what was added on each comes."""
    was, here, there = (Contact(tag=(field(each),)) for each in ("boats", "tides", "canals"))
    found = compared(was, here, there)
    assert not found.clashes
    assert [[each.value for put in side for each in put.fields] for side in (found.push, found.take)] == [
        *(["tides"], ["canals"])
    ]


def test_a_number_is_one_however_it_is_written_and_its_type_is_no_clash() -> None:
    here, there = numbered({"+45 11 11 11 11": "work"}), numbered({A: "cell"})
    found = changes(Contact(), here, Contact(), there, None)
    assert [(put.key, put.fields[0].type) for put in found.take] == [(A, "cell")]
    assert not found.push and not found.clashes


@given(NUMBERS, NUMBERS, NUMBERS, st.sampled_from([None, "here", "there"]))
def test_both_sides_come_to_the_same_and_nothing_new_is_lost(
    was: Numbers, here: Numbers, there: Numbers, keep: str | None
) -> None:
    found = compared(numbered(was), numbered(here), numbered(there), keep)
    if found.clashes:
        assert keep is None and not found.push and not found.take
        return
    after = applied(here, found.take)
    assert after == applied(there, found.push)
    if here == was:
        assert after == there
    if there == was:
        assert after == here
    if keep is None:
        assert (here.keys() - was.keys()) | (there.keys() - was.keys()) <= after.keys()
    again = changes(numbered(after), numbered(after), numbered(after), numbered(after), None)
    assert again == Changes()
