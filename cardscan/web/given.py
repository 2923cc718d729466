"""What forms and addresses give, within limits."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import Depends, Form, Path, Query

_LONGEST_FILTER = 200  # characters
LARGEST_NUMBER = 2**53  # a number that JSON keeps, and the database too

Id = Annotated[int, Path(ge=1, le=LARGEST_NUMBER)]
FormId = Annotated[int, Form(ge=1, le=LARGEST_NUMBER)]
#: `FormId | None` would be looked for in the address: FastAPI sees what annotates the whole alone.
FormIdOrNone = Annotated[int | None, Form(ge=1, le=LARGEST_NUMBER)]
#: Where a page of a list begins: as the page before, or after, says it.
Start = Annotated[int | None, Query(ge=0, le=LARGEST_NUMBER)]
Text = Annotated[str, Form(max_length=10_000)]


def _filters(
    q: str = "",
    stage: str = "",
    event: str = "",
    since: str = "",
    company: str = "",
    tag: str = "",
    met_by: str = "",
) -> dict[str, str]:
    """Words and filters as the address of a page has them, each cut where it is too long."""
    given = {"q": q, "stage": stage, "event": event, "since": since, "company": company, "tag": tag, "met_by": met_by}
    return {name: text[:_LONGEST_FILTER] for name, text in given.items()}


#: As `whom` takes them.
Filters = Annotated[Mapping[str, str], Depends(_filters)]
