"""How far an introduction has come, as values fit for JSON: see `cardscan.export.readings`."""

from typing import Any

from cardscan.connections.introducing import Course
from cardscan.connections.us import by


def course_values(course: Course) -> dict[str, Any]:
    """Give how far an introduction has come, as one of the two has it."""
    steps = [
        {"what": step.what, "at": step.at.isoformat(), "who": step.who_id, "words": step.words, **by(step)}
        for step in course.steps
    ]
    return {"with": course.other.id, "name": course.name, "state": course.state, "steps": steps}
