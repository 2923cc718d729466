"""What forms and addresses give, within limits."""

from typing import Annotated

from fastapi import Form, Path

LARGEST_NUMBER = 2**53  # a number that JSON keeps, and the database too

Id = Annotated[int, Path(ge=1, le=LARGEST_NUMBER)]
FormId = Annotated[int, Form(ge=1, le=LARGEST_NUMBER)]
Text = Annotated[str, Form(max_length=10_000)]
