from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from cardscan.connections.standing import FILED_AWAY, Standing, filed_away, held_back, standing
from cardscan.model import Contact, Field
from cardscan.person import Meeting, Note, Person, Promise

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


@pytest.mark.parametrize(
    ("promise", "stands"),
    [
        (Promise(1, 1, "send the checklist", NOW, kept=NOW), Standing.CEMENTED),
        (Promise(1, 1, "send the checklist", NOW), Standing.QUALITY),
        (Promise(1, 1, "send the checklist", NOW, dropped=NOW), Standing.QUALITY),
        (Promise(1, 1, "send the checklist", NOW, owner="them", kept=NOW), Standing.QUALITY),
    ],
)
def test_a_promise_that_you_kept_cements(promise: Promise, stands: Standing) -> None:
    assert standing(replace(met(True, ("", (GOOD,))), promises=(promise,))) is stands
    assert standing(replace(met(True, ("", (POOR,))), promises=(promise,))) is Standing.CONTACT


def test_whom_you_do_not_want_to_talk_to_again_is_filed_away_until_a_later_note() -> None:
    no_more = replace(GOOD, again=False, written=NOW + timedelta(hours=1))
    later = replace(GOOD, written=NOW + timedelta(hours=2))
    gone = met(True, ("", (no_more,)), ("", (GOOD,)))
    assert filed_away(gone)
    assert held_back(gone) == FILED_AWAY
    assert standing(gone) is Standing.CONTACT
    back = met(True, ("", (GOOD, later)), ("", (no_more,)))
    assert not filed_away(back)
    assert standing(back) is Standing.QUALITY
    assert not filed_away(met(True))
