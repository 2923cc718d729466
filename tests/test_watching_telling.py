"""What a watch says: files and counts."""

from pathlib import Path

import pytest

from cardscan.actions.ingest import Ingested
from cardscan.actions.note_files import Noted
from cardscan.watching.telling import Came, batch_said, people_said

FILES = [Path(f"/in/{number}.jpg") for number in range(5)]


@pytest.mark.parametrize(
    ("came", "said"),
    [
        (Came(people=12, sure=9, again=3), "12 people, 9 sure, 3 you have met before"),
        (Came(people=1), "1 person, 0 sure"),
        (Came(people=4, sure=2, again=1, maybe=1), "4 people, 2 sure, 2 you may have met before"),
    ],
)
def test_people(came: Came, said: str) -> None:
    assert people_said(came) == said
    assert people_said(Came() + came) == said


def test_a_batch() -> None:
    done = Ingested(read=4, skipped=2, sure=1, to_check=2, failures=(), again=1, backs=1, left_out=1)
    assert batch_said(FILES, done, Noted(2)) == (
        "0.jpg, 1.jpg, 2.jpg and 2 more: 4 photos read, 4 people, 1 sure, 1 you have met before, 2 already known, "
        "1 back side joined to the front, 1 left out: you asked to forget them, 2 notes taken"
    )


def test_nothing_new_is_not_worth_a_line() -> None:
    assert batch_said(FILES, Ingested(read=0, skipped=5, sure=0, to_check=0, failures=()), Noted()) == ""
