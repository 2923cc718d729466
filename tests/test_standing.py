from datetime import UTC, date, datetime

from cardscan.connections.standing import Standing, held_back, standing
from cardscan.model import Contact, Field
from cardscan.person import Meeting, Note, Person

NOW = datetime(2026, 12, 4, tzinfo=UTC)
GOOD = Note("Two dock cranes failed inspection", "crane inspector from Gdynia", NOW)
POOR = Note("Nice chat", "Keep in touch", NOW)


def met(sure: bool, *meetings: tuple[str, tuple[Note, ...]]) -> Person:
    contact = Contact(fn=(Field("Harriet Obuya-Lindqvist", sure=True),), org=(Field("Tidewell Marine", sure=sure),))
    facts = tuple(Meeting(n, date(2026, 12, n + 1), event, notes=notes) for n, (event, notes) in enumerate(meetings))
    return Person(1, "uid", contact, facts, NOW, NOW)


def test_fields_make_a_contact_and_a_note_a_quality_connection() -> None:
    assert standing(met(False)) is Standing.CARD
    assert standing(met(True)) is Standing.CONTACT
    assert standing(met(True, ("", (POOR,)))) is Standing.CONTACT
    assert standing(met(False, ("", (GOOD,)))) is Standing.QUALITY
    assert standing(Person(1, "uid", Contact(), (), NOW, NOW)) is Standing.CARD


def test_one_good_note_of_any_meeting_is_enough() -> None:
    assert standing(met(True, ("", (POOR, GOOD)), ("", (POOR,)))) is Standing.QUALITY
    assert standing(met(True, ("", ()), ("", ()))) is Standing.CONTACT


def test_two_halves_of_different_notes_make_no_good_one() -> None:
    halves = (Note(GOOD.talked, "", NOW), Note("", GOOD.can_help, NOW))

    assert standing(met(True, ("", halves))) is Standing.CONTACT


def test_the_words_of_the_event_do_not_count() -> None:
    named_after = "dock cranes failed inspection crane inspector Gdynia"

    assert standing(met(True, (named_after, (GOOD,)))) is Standing.CONTACT


def test_held_back_says_why_without_the_words_of_the_note() -> None:
    assert held_back(met(True)) == "no note yet"
    assert held_back(met(True, ("", (GOOD,)))) == ""
    why = held_back(met(True, ("", (Note("Gdynia", "nice chat", NOW),))))
    assert "what you talked about" in why
    assert "how you can help" in why
    assert "Gdynia" not in why
