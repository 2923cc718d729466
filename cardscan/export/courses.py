"""How far an introduction has come, as values fit for JSON: see `cardscan.export.readings`."""

import json
from typing import Any

from cardscan.connections.introducing import Course
from cardscan.connections.known import called
from cardscan.connections.us import by
from cardscan.person import Person


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
