"""What forms and addresses give, within limits."""

from typing import Annotated

from fastapi import Form, Path, Query

LARGEST_NUMBER = 2**53  # a number that JSON keeps, and the database too

Id = Annotated[int, Path(ge=1, le=LARGEST_NUMBER)]
FormId = Annotated[int, Form(ge=1, le=LARGEST_NUMBER)]
#: `FormId | None` would be looked for in the address: FastAPI sees what annotates the whole alone.
FormIdOrNone = Annotated[int | None, Form(ge=1, le=LARGEST_NUMBER)]
#: Where a page of a list begins: as the page before, or after, says it.
Start = Annotated[int | None, Query(ge=0, le=LARGEST_NUMBER)]
Text = Annotated[str, Form(max_length=10_000)]
