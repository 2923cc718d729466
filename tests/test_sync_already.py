"""Before somebody is created there, sync asks where somebody like them is already, and does what is answered."""

from pathlib import Path

import made
import pytest
from syncing import ASKED, MINA, STRANGER, Both, asked, card, methods, one_server, with_line, with_title

from cardscan.actions.add_book import add_book
from cardscan.connections.likeness.merging import settle
from cardscan.person import Person
from cardscan.sync.changes import Where
from cardscan.sync.result import Synchronised


def did(result: Synchronised) -> list[str]:
    return [each.do for each in result.did]


def kept_lines(before: str, after: str) -> bool:
    return set(before.splitlines()) <= set(after.splitlines())


def test_somebody_like_them_is_asked_about_and_nothing_is_written(sides: Both, mina: Person) -> None:
    sides.meet("Ada Quillfeather")
    before = sides.cards()
    for dry_run in (True, False, False):
        result = sides.sync(dry_run=dry_run)
        assert asked(result) == ASKED
        [already] = result.asked[0].question.already
        assert (already.name, already.key, already.file) == (MINA, "mina", "")
        assert "same name" in already.why
    after = sides.cards()
    assert len(after) == len(before) + 1 and before.items() <= after.items()  # Ada's, who was not there


@one_server
def test_a_second_card_where_the_user_says_so(sides: Both, mina: Person) -> None:
    [theirs] = sides.cards().values()
    assert did(sides.sync({str(mina.id): "here"})) == ["create"]
    assert len(sides.cards()) == 2 and theirs in sides.cards().values()
    assert sides.are_equal(mina)
    sides.proxy.well()
    assert (did(sides.sync()), asked(sides.sync())) == ([], [])
    assert set(methods(sides)) == {"PROPFIND"}


@one_server
def test_one_who_is_left_out_is_not_asked_about_again(sides: Both, mina: Person) -> None:
    before = sides.cards()
    assert did(sides.sync({str(mina.id): "there"})) == ["leave out"]
    sides.edit(mina, title="Harbour Master")
    assert (did(sides.sync()), asked(sides.sync()), sides.cards()) == ([], [], before)
    assert did(sides.sync({str(mina.id): "here"})) == ["create"]
    assert sides.are_equal(mina)


def test_one_who_is_joined_with_the_card_that_is_there(sides: Both, mina: Person) -> None:
    [before] = sides.cards().values()
    assert did(sides.sync(link={str(mina.id): ""})) == ["link", "take", "update"]
    [(path, after)] = sides.cards().items()
    assert path == f"{sides.path}mina.vcf" and f"UID:{mina.uid}" not in after
    assert kept_lines(before, after)
    for line in ("TITLE:Head of Tides", "+45 20 12 34 56", "wilhelmina@stoatsworth.example"):
        assert line in after
    numbers = [tel.value for tel in sides.store.person(mina.id).contact.tel]
    assert sorted(numbers) == sorted((*(tel.value for tel in mina.contact.tel), "+442079460000"))
    sides.proxy.well()
    assert (did(sides.sync()), methods(sides)) == ([], ["PROPFIND"])
    sides.server.put(path, with_title("Head of Foam")(sides.server.get(path)))
    sides.edit(mina, email="mina@new.example")
    assert sorted(did(sides.sync())) == ["take", "update"]
    assert [title.value for title in sides.store.person(mina.id).contact.title] == ["Head of Foam"]
    assert "mina@new.example" in sides.server.get(path) and kept_lines(before, sides.server.get(path))


@one_server
@pytest.mark.parametrize(("keep", "title"), [("here", "Head of Tides"), ("there", "Boat Builder")])
def test_what_the_two_say_otherwise_is_a_question_of_its_own(sides: Both, keep: Where, title: str) -> None:
    sides.server.put(f"{sides.path}mina.vcf", with_line("TITLE:Boat Builder")(STRANGER))
    mina = sides.meet(MINA)
    result = sides.sync(link={str(mina.id): ""})
    assert (did(result), asked(result)) == (["link"], [("changed on both sides", MINA)])
    [clash] = result.asked[0].question.clashes
    assert (clash.here, clash.there) == ("Head of Tides", "Boat Builder")
    assert asked(sides.sync()) == [("changed on both sides", MINA)]
    sides.sync({str(mina.id): keep})
    [text] = sides.cards().values()
    assert f"TITLE:{title}" in text and "+45 20 12 34 56" in text
    assert [field.value for field in sides.store.person(mina.id).contact.title] == [title]
    assert (did(sides.sync()), asked(sides.sync())) == ([], [])


@one_server
def test_a_number_that_both_have_is_there_once_however_it_is_written(sides: Both) -> None:
    numbers = "TEL;TYPE=CELL:20 12 34 56", "item3.TEL:33 98 76 54", "item3.X-ABLabel:boat shed"
    sides.server.put(f"{sides.path}mina.vcf", card(MINA, *numbers))
    mina = sides.meet(MINA)
    sides.sync(link={str(mina.id): ""})
    [text] = sides.cards().values()
    assert [line.partition(":")[2] for line in text.splitlines() if "TEL" in line.partition(":")[0]] == [
        "20 12 34 56",
        "33 98 76 54",
        "+45 33 12 34 56",
    ]
    assert [tel.value for tel in sides.store.person(mina.id).contact.tel] == [
        "+4520123456",
        "+4533123456",
        "+4533987654",
    ]
    assert (did(sides.sync()), asked(sides.sync())) == ([], [])


@one_server
@pytest.mark.parametrize(
    ("own", "here"),
    [
        ("TEL;TYPE=CELL:40 11 22 33", "+4540112233"),
        ("item7.TEL;type=pref:+44 20 7946 0000\r\nitem7.X-ABLabel:boat shed", "+442079460000"),
    ],
)
def test_a_number_of_the_phone_stays_as_it_is_there_when_something_is_sent(sides: Both, own: str, here: str) -> None:
    one = sides.meet("Ada Quillfeather")
    sides.sync()
    sides.on_phone(one, with_line(own))
    sides.edit(one, title="Harbour Master")
    assert did(sides.sync()) == ["take", "update"]
    text = sides.there(one)
    assert set(own.split("\r\n")) <= set(text.splitlines()) and text.count("TEL") == 3
    assert sides.store.person(one.id).contact.tel[-1].value == here
    assert did(sides.sync()) == []


@one_server
@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("Ottilie Müllerin", card("Ottilie Muellerin")),
        ("Ada Quillfeather", card("Ada Marramgrass", "TEL;TYPE=CELL:+45 20 12 34 56")),  # married
        ("Ada Quillfeather", card("Aunt Ada", "EMAIL:ada@quillfeather.example")),
        ("Ada Quillfeather", card("Boat Shed", "TEL;TYPE=CELL:20 12 34 56")),
        ("Ada Quillfeather", card("Ada Quillfeather", "ORG:Another & Co", uid="urn:uuid:other-1")),
    ],
)
def test_who_seems_the_same(sides: Both, name: str, there: str) -> None:
    sides.server.put(f"{sides.path}other.vcf", there)
    sides.meet(name)
    assert asked(sides.sync()) == [("seems to be there already", name)]


@one_server
@pytest.mark.parametrize(
    "there",
    [
        STRANGER,
        card("Cosmo Tavernash", "ORG:Quillfeather & Co", "TEL;TYPE=WORK:+45 33 12 34 56"),  # a colleague
        card("Ada Oxenhope", "TITLE:Head of Tides"),
        card("Ada Quillfeather", "X-ADDRESSBOOKSERVER-KIND:group"),
    ],
)
def test_who_does_not(sides: Both, there: str) -> None:
    sides.server.put(f"{sides.path}other.vcf", there)
    sides.meet("Ada Quillfeather")
    assert did(sides.sync()) == ["create"]


@one_server
def test_nothing_is_read_where_nobody_is_new_or_all_cards_are_ours(sides: Both) -> None:
    sides.meet("Ada Quillfeather")
    sides.sync()
    sides.meet("Bodil Marramgrass")
    sides.proxy.well()
    assert did(sides.sync()) == ["create"]
    assert methods(sides) == ["PROPFIND", "REPORT", "PUT", "GET"]  # whether the list has left any out
    sides.server.put(f"{sides.path}stranger.vcf", STRANGER)
    sides.meet("Cosmo Tavernash", good=False)
    sides.proxy.well()
    sides.sync()
    assert methods(sides) == ["PROPFIND"]


@one_server
def test_of_several_the_user_says_which(sides: Both, mina: Person) -> None:
    sides.server.put(f"{sides.path}mina%20b;x.vcf", card(MINA, "NOTE:the second"))
    result = sides.sync(link={str(mina.id): ""})
    assert (did(result), len(sides.cards())) == ([], 2)
    [(key, error)] = result.failed
    assert key == str(mina.id) and f"--link {mina.id}=mina  {MINA}" in error.message
    assert {each.key for each in sides.sync().asked[0].question.already} == {"mina", "mina%20b;x"}
    assert sides.sync(link={str(mina.id): "nobody"}).failed
    assert did(sides.sync(link={str(mina.id): "mina%20b;x"}))[0] == "link"
    assert "Head of Tides" in sides.server.get(f"{sides.path}mina%20b;x.vcf")
    other = sides.meet("Stoatsworth Wilhelmina")
    assert [each.key for each in sides.sync().asked[0].question.already] == ["mina"]  # the other card is taken
    assert sides.sync().asked[0].key == str(other.id)


@one_server
def test_a_card_of_theirs_under_another_name_is_theirs(sides: Both, mina: Person) -> None:
    sides.sync({str(mina.id): "here"})
    text = sides.there(mina)
    sides.delete_there(mina)
    sides.server.put(f"{sides.path}moved.vcf", text)
    sides.store.servers.drop(sides.account, mina.id)  # a store from before
    assert (did(sides.sync()), asked(sides.sync())) == ([], [])
    assert len(sides.cards()) == 2 and sides.are_equal(mina)


@one_server
def test_who_is_in_a_file_of_an_address_book_is_asked_about(sides: Both, tmp_path: Path) -> None:
    file = tmp_path / "Contacts.vcf"
    file.write_text(card("Cosmo Tavernash", uid="2") + card("Ada Quillfeather", "ORG:Quillfeather & Co"))
    add_book(sides.store, file, made.NOW)
    ada = sides.meet("Ada Quillfeather")
    [question] = sides.sync().asked
    [already] = question.question.already
    assert (question.question.about, already.file, already.line, already.key) == (
        "seems to be there already",
        str(file),
        7,
        "",
    )
    [(_, error)] = sides.sync(link={str(ada.id): ""}).failed
    assert "no card there" in error.message and not sides.cards()
    assert did(sides.sync({str(ada.id): "here"})) == ["create"]
    assert asked(sides.sync()) == []


@one_server
def test_a_joined_card_that_is_moved_is_found_by_its_own_uid(sides: Both, mina: Person) -> None:
    def move(name: str) -> None:
        [(path, text)] = sides.cards().items()
        sides.server.delete(path)
        sides.server.put(f"{sides.path}{name}.vcf", text)

    sides.sync(link={str(mina.id): ""})
    move("first")
    sides.edit(mina, title="Harbour Master")
    assert did(sides.sync()) == ["update"]
    assert sides.store.forget(mina.id).left
    move("second")
    assert asked(sides.sync()) == [("no longer here", MINA)]
    assert did(sides.sync({"first": "here"})) == ["delete"]
    assert not sides.cards()


@one_server
def test_whose_card_was_joined_with_another_on_the_phone_can_be_joined_here(sides: Both) -> None:
    ada = sides.meet("Ada Quillfeather")
    sides.sync()
    sides.delete_there(ada)
    sides.server.put(f"{sides.path}other.vcf", card("Ada Quillfeather", "EMAIL:ada@quillfeather.example"))
    [question] = sides.sync().asked
    assert question.question.about == "deleted there"
    assert [each.key for each in question.question.already] == ["other"]
    assert did(sides.sync(link={str(ada.id): ""}))[0] == "link"
    [text] = sides.cards().values()
    assert "UID:other-1" in text and "Head of Tides" in text
    assert (did(sides.sync()), asked(sides.sync())) == ([], [])


@one_server
def test_a_joined_card_is_asked_about_again_when_a_merge_is_undone(sides: Both, mina: Person) -> None:
    ada = sides.meet("Ada Quillfeather")
    sides.sync(link={str(mina.id): ""})
    sides.store.merge(ada.id, mina.id, sides.now(), settle)
    sides.store.undo(sides.now())
    assert ASKED[0] in asked(sides.sync())
    sides.sync(link={str(mina.id): ""})
    assert (did(sides.sync()), asked(sides.sync()), len(sides.cards())) == ([], [], 2)
    assert sides.store.servers.left_there(sides.account) == ()


@one_server
def test_a_dry_run_joins_nobody(sides: Both, mina: Person) -> None:
    before = sides.cards()
    assert did(sides.sync(dry_run=True, link={str(mina.id): ""})) == ["link"]
    assert did(sides.sync(dry_run=True, keep={str(mina.id): "here"})) == ["create"]
    assert (sides.cards(), asked(sides.sync())) == (before, ASKED)
