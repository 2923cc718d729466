"""Mails from templates: the user's own where there is one, else those that come along.

A template is NAME.LANG.txt.j2, or NAME.txt.j2 for all languages: "Subject: …" on its first line, an empty line, the
text. It is Jinja2 in a sandbox; a value that it names and that is not there is an error, and so is one misspelt.
"""

import re
import traceback
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from cardscan.connections.letters.second_person import LANGS, Lang
from cardscan.errors import InputError

__all__ = ["LANGS", "Lang", "fill_in"]

_OURS = Path(__file__).parent / "templates" / "mail"
_EXTENSION = ".txt.j2"
_BLANK = re.compile(r"\n{3,}")
_NAME = re.compile(r"[\w-]+")
_SUBJECT = "Subject:"
#: What code in a template may raise besides Jinja's own: 1 / 0, None + 1, a file in another encoding, a macro that
#: calls itself.
_WRONG = (ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError)


def fill_in(name: str, lang: Lang, own: Path, values: Mapping[str, Any]) -> tuple[str, str]:
    """Return subject and text of a template with its values; one in the folder `own` wins.

    Raises InputError, with the file and the line, for a template that is not there or is wrong.
    """
    file = _find(name, lang, own)
    try:
        text = _environment(own, frozenset(own.rglob("*"))).get_template(file.name).render(values)
    except (TemplateError, *_WRONG) as error:
        _complain(file, error)
    head, _, body = text.lstrip().partition("\n\n")
    if not head.startswith(_SUBJECT):
        raise InputError(
            f"{file}: line 1: the subject is missing", f'start with "{_SUBJECT} …", an empty line, then the text'
        )
    text = _BLANK.sub("\n\n", body.strip())  # where a part has nothing to say
    return " ".join(head.removeprefix(_SUBJECT).split()), text + "\n"


@lru_cache(maxsize=8)
def _environment(own: Path, _there: frozenset[Path]) -> ImmutableSandboxedEnvironment:
    """Make what reads templates, each once until it is changed, as long as the same are there: one may precede ours."""
    # Templates may include others of either folder.
    return ImmutableSandboxedEnvironment(  # noqa: S701 - no escaping: the mail is plain text
        loader=ChoiceLoader([FileSystemLoader(own), FileSystemLoader(_OURS)]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _find(name: str, lang: Lang, own: Path) -> Path:
    if _NAME.fullmatch(name):
        files = [own / f"{name}.{lang}{_EXTENSION}", own / f"{name}{_EXTENSION}"]
        files += [_OURS / f"{name}.{each}{_EXTENSION}" for each in (lang, "en")]
        for file in files:
            if file.is_file():
                return file
    known = {file.name.split(".")[0] for folder in (own, _OURS) for file in folder.glob(f"*{_EXTENSION}")}
    raise InputError(
        f"there is no template called {name!r}",
        f"choose from {', '.join(sorted(known))}; put your own into {own} as NAME.LANG{_EXTENSION} or NAME{_EXTENSION}",
    )


def _complain(file: Path, error: Exception) -> NoReturn:
    """Name the line of the template, which Jinja puts into the traceback."""
    place = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, TemplateSyntaxError):
        place.append((error.filename or str(file), error.lineno))
    where = next((f"{name}: line {line}" for name, line in reversed(place) if name.endswith(_EXTENSION)), str(file))
    what = " ".join(str(error).split()) or type(error).__name__
    raise InputError(f"{where}: {what}", "correct the template, or move it away to use the built-in one") from error
