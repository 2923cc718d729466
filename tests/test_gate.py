import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.gate import cards, notes, said_of
from cardscan.connections.notes.gate import judge
from cardscan.model import KINDS, Contact, Field

CARDS = cards()
HARRIET = Contact(
    fn=(Field("Harriet Obuya-Lindqvist", parts={"given": "Harriet", "family": "Obuya-Lindqvist"}),),
    title=(Field("Head of Procurement"),),
    org=(Field("Tidewell Marine Ltd"),),
)
GOOD = "Their Rotterdam warehouse floods every winter"


def right(half: str) -> float:
    judged = [(judge(n.talked, n.can_help, *CARDS[n.card]).passed, all(n.good)) for n in notes(half)]
    return sum(passed == good for passed, good in judged) / len(judged)


def test_there_are_notes_enough_in_six_languages_and_more() -> None:
    every = [*notes("dev"), *notes("unseen")]

    assert len(every) >= 240
    for language in ("en", "de", "fr", "es", "it", "pt"):
        assert sum(note.language == language for note in every) >= 60
    assert {"zh", "ja", "th"} <= {note.language for note in every}


def test_notes_are_judged_as_people_judge_them() -> None:
    assert right("dev") >= 0.98
    assert right("unseen") >= 0.95


@pytest.mark.parametrize("half", ["dev", "unseen"])
def test_no_note_that_repeats_the_card_passes(half: str) -> None:
    for note in notes(half):
        verdict = judge(note.talked, note.can_help, *CARDS[note.card])
        if note.kind == "card":
            assert said_of(verdict) == (False, False), note
        if note.kind == "paraphrase":
            assert not verdict.passed, note


@given(st.sampled_from(sorted(CARDS)), st.data())
def test_the_words_of_a_card_in_any_order_say_nothing(name: str, data: st.DataObject) -> None:
    contact, event = CARDS[name]
    values = [field.value for kind in KINDS for field in getattr(contact, kind)] + [event]
    words = [word for value in values for word in value.split()]
    text = " ".join(data.draw(st.lists(st.sampled_from(words + ["at", "und", "de la", "è", "—"]), max_size=30)))

    assert said_of(judge(text, text.upper(), contact, event)) == (False, False)


@given(st.text(), st.text(), st.text())
def test_any_text_is_judged(talked: str, can_help: str, printed: str) -> None:
    contact = Contact(fn=(Field(printed, parts={"given": printed}),), org=(Field(printed),))
    verdict = judge(talked, can_help, contact, printed)

    assert verdict.passed == (not verdict.refusals)
    for refusal in verdict.refusals:
        assert refusal.question.endswith("?") or "year" in refusal.question
        assert (refusal.why + refusal.question).isprintable()


def test_a_refusal_names_the_part_the_reason_and_asks() -> None:
    verdict = judge("Head of procurement at Tidewell", "will follow up", HARRIET)

    talked, can_help = verdict.refusals
    assert (talked.part, talked.reason) == ("talked", "card")
    assert talked.why == "what you talked about: it only repeats the card"
    assert talked.question == "What do you know about Harriet that the card does not say?"
    assert (can_help.part, can_help.reason) == ("can_help", "stock")
    assert can_help.question.startswith("What exactly will you do for Harriet")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("  \n ", "empty"),
        ("?!", "empty"),
        ("\u0e34", "empty"),  # a mark without its letter
        ("n/a", "stock"),
        ("TBD", "stock"),
        ("12.12.2026", "stock"),
        ("Lisbon", "short"),
        ("loves sailing", "short"),
        ("sailing sailing sailing", "short"),
        ("Harriet, Obuya Lindqvist", "card"),
    ],
)
def test_why_a_part_is_refused(text: str, reason: str) -> None:
    verdict = judge(text, GOOD, HARRIET)

    assert [(refusal.part, refusal.reason) for refusal in verdict.refusals] == [("talked", reason)]


def test_the_same_words_count_once_they_are_not_on_the_card() -> None:
    assert judge(GOOD, "drainage engineer in Delft", HARRIET).passed
    assert not judge(GOOD, "drainage engineer in Delft", HARRIET, event="Delft drainage engineers").passed


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("Hüttenbräu Maschinenbau GmbH", "Huettenbraeu Maschinenbauer Hüttenbräu"),
        ("Institut Occitan de Viticulture", "IOV institut viticole occitan"),
        ("Leiter Einkauf", "Einkaufsleiter, purchasing manager, head of procurement"),
        ("Directrice commerciale", "sales director, Vertriebsleiterin, directora comercial"),
        ("삼성전자 영업부", "삼성전자에서 영업부의"),
        ("江南丝路纺织有限公司", "丝路纺织, 江南丝路"),
    ],
)
def test_the_card_in_other_words_is_still_the_card(printed: str, written: str) -> None:
    contact = Contact(org=(Field(printed),), title=(Field(printed),))

    assert "talked" in {refusal.part for refusal in judge(written, GOOD, contact).refusals}


def test_a_typo_in_a_stock_word_makes_no_content_but_a_contract_is_no_contact() -> None:
    assert not judge("intresting converstion, profesional", GOOD, HARRIET).passed
    assert judge(GOOD, "escrow contract Bremen", HARRIET).passed


@pytest.mark.parametrize(("repeated", "passes"), [(5, True), (6, False)])
def test_a_third_of_the_words_has_to_be_your_own(repeated: int, passes: bool) -> None:
    """Three words of one's own are few beside a card that is written out."""
    card = " ".join(["Tidewell", "Marine", "Harriet", "Obuya", "Lindqvist", "procurement"][:repeated])
    assert judge(GOOD, f"drainage engineer Delft {card}", HARRIET).passed == passes


@pytest.mark.parametrize(("repeated", "passes"), [(13, True), (14, False)])
def test_and_of_a_long_note_just_that_share(repeated: int, passes: bool) -> None:
    """Seven words of one's own in twenty pass: who writes a lot may well name the card's words."""
    own = "drainage engineer Delft warehouse pumps corroded badly"
    assert judge(GOOD, own + " Tidewell" * repeated, HARRIET).passed == passes


@pytest.mark.parametrize(
    ("can_help", "reason"),
    [
        ("introduce Marek Oskarsen", None),
        ("introduce Marek", "short"),
        ("send and introduce Marek", "short"),  # who is Marek?
        ("drainage engineer", "short"),
        ("drainage engineer contact", None),  # what could be said of anyone counts beside what could not
        ("with the", "stock"),
        ("send", "short"),
        ("港口", "short"),
        ("保持联系", "stock"),
        ("contact", "stock"),
        ("Tidewell with the", "card"),
    ],
)
def test_how_much_a_part_has_to_say(can_help: str, reason: str | None) -> None:
    refusals = [(refusal.part, refusal.reason) for refusal in judge(GOOD, can_help, HARRIET).refusals]
    assert refusals == ([("can_help", reason)] if reason else [])


@pytest.mark.parametrize(("word", "passes"), [("Fahrschule", True), ("Werkstatt", False)])
def test_a_long_german_word_is_two(word: str, passes: bool) -> None:
    german = "Das Lager ist im Winter immer zu feucht und die Ware verdirbt"
    assert judge(german, f"die {word} in Kiel", HARRIET).passed == passes
    assert not judge(GOOD, f"{word} Kiel", HARRIET).passed  # in another language it is one


@pytest.mark.parametrize(
    ("written", "passes"),
    [
        ("港口漏水", True),
        ("港口漏", False),
        ("港口漏くらげ", False),
        ("港口漏くらげみ", True),
        ("ハノイノクラゲ", False),
        ("ハノイノクラゲミ", True),
        ("これはそれのあれだ", False),
        ("くらげみずくらげみずくらげみ", False),
        ("くらげみずくらげみずくらげみず", True),
        ("กขคงจฉชซญฎฏ", False),
        ("กขคงจฉชซญฎฏฐ", True),
        ("ปลาหมึกทะเล", False),
        ("ปลาหมึกทะเลลึกมาก", True),
        ("港口!?漏", False),
        ("港口漏水！！！", True),
    ],
)
def test_letters_of_scripts_without_spaces_are_counted_as_parts_of_words(written: str, passes: bool) -> None:
    assert judge(GOOD, written, HARRIET).passed == passes


def test_a_card_without_a_name_asks_about_this_person() -> None:
    [refusal] = judge(GOOD, "", Contact()).refusals
    assert "this person" in refusal.question
    [refusal] = judge(GOOD, "", Contact(fn=(Field("", parts={}), Field("Harriet\x07")))).refusals
    assert "help Harriet?" in refusal.question
