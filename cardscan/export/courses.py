"""Why two could be introduced, and how far that has come, as values fit for JSON: see `cardscan.export.readings`."""

import json
from typing import TYPE_CHECKING, Any

from cardscan.connections.introducing import Course
from cardscan.connections.known import called
from cardscan.connections.us import by
from cardscan.person import Person

if TYPE_CHECKING:
    from cardscan.connections.introductions import Introduction  # loads lists of words


def fit_values(of: "Introduction") -> dict[str, Any]:
    """Give why two could be introduced: the words that match, or the phrases that may fit, and how well."""
    meant = {"looks_for": of.meant.seeks, "offers": of.meant.offers} if of.meant else None
    return {"words": of.words, "score": round(of.score, 3), "may_fit": meant}


def course_json(person: Person, course: Course) -> str:
    """Write how far an introduction has come, and whose it is, as one line of JSON."""
    return json.dumps(pair_values(person, course))


def pair_values(person: Person, course: Course) -> dict[str, Any]:
    """Give how far an introduction has come, and whose it is."""
    return {"person_id": person.id, "person_name": called(person.contact), **course_values(course)}


def course_values(course: Course) -> dict[str, Any]:
    """Give how far an introduction has come, as one of the two has it."""
    steps = [
        {"what": step.what, "at": step.at.isoformat(), "who": step.who_id, "words": step.words, **by(step)}
        for step in course.steps
    ]
    return {"with": course.other.id, "name": course.name, "state": course.state, "steps": steps}
