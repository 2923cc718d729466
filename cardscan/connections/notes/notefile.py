"""A note as someone writes it into a file beside a photo: paragraphs, headed lines, sections for several people."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cardscan.connections.notes.headings import part_called, yes_or_no
from cardscan.connections.notes.parts import Given
from cardscan.errors import InputError

_HEADS = "begin each part with what it is: Talked:, Help:, Looks for:, Offers:, Proud of:, Remember:, Again:"
_EDGES = re.compile(r"^[\s>#*_•-]+|[\s*_#:：]+$")  # of a line in Markdown
#: "Help: text", also "**Help:** text", "- Help: text", "Aide : texte".
_HEADED = re.compile(r"[\s>#*_•-]*([^\W\d_][^:：]{0,60}?)[\s*_]*[:：][\s*_]*(.*)")
_TITLE = re.compile(r"\s{0,3}#{1,6}\s+\S")


@dataclass(frozen=True, slots=True)
class Section:
    """What is said of one person; `name` as it stands above, "" where none does."""

    name: str
    given: Given


def read_note(text: str, is_name: Callable[[str], bool]) -> tuple[Section, ...]:
    """Read a note: headed lines, or paragraphs (what you talked about, then how you can help), in sections by name.

    `is_name` tells whether a line names someone on the photo. What says nothing gives no section.
    Raises InputError where it cannot be told which part something is.
    """
    drafts = [_Draft("")]
    for line in text.splitlines():
        head, rest = _parted(line)
        if part := part_called(head):
            drafts[-1].begin(part, rest)
        elif is_name(name := head or _bare(line)):
            drafts.append(_Draft(name))
            drafts[-1].add(rest)
        elif drafts[-1].name and name and _is_head(line):
            raise InputError(f"nobody on the photo matches {name!r}", "write the name as the card has it")
        elif not _TITLE.match(line):  # a title above all says what the photo is of
            drafts[-1].add(line.strip())
    return tuple(Section(draft.name, draft.given()) for draft in drafts if draft.says_something)


def _parted(line: str) -> tuple[str, str]:
    """Part a line into what stands above something and the rest: at its colon; a title is all head."""
    if headed := _HEADED.fullmatch(line):
        return headed[1], headed[2].strip()
    return (_bare(line) if _TITLE.match(line) else ""), ""


def _is_head(line: str) -> bool:
    return bool(_TITLE.match(line)) or line.rstrip(" *_").endswith((":", "："))


def _bare(line: str) -> str:
    return _EDGES.sub("", line)


@dataclass(slots=True)
class _Draft:
    name: str
    paragraphs: list[list[str]] = field(default_factory=list)  # those that nothing stands above
    parts: dict[str, list[str]] = field(default_factory=dict)
    _last: list[str] | None = None  # where the next line goes
    _headed: bool = False  # then also after an empty line

    def begin(self, part: str, text: str) -> None:
        self._last, self._headed = self.parts.setdefault(part, []), True
        self.add(text)

    def add(self, line: str) -> None:
        if line:
            if self._last is None:
                self._last = []
                self.paragraphs.append(self._last)
            self._last.append(line)
        elif not self._headed:
            self._last = None

    @property
    def says_something(self) -> bool:
        return bool(self.paragraphs) or any(self.parts.values())

    def given(self) -> Given:
        values: dict[str, Any] = {part: " ".join(lines) for part, lines in self.parts.items() if lines}
        free = [part for part in ("talked", "can_help") if part not in values]
        if len(self.paragraphs) > len(free):
            raise InputError(f"it does not say what its {len(self.paragraphs)} paragraphs are about", _HEADS)
        values |= {part: " ".join(lines) for part, lines in zip(free, self.paragraphs, strict=False)}
        if "again" in values:
            values["again"] = yes_or_no(values["again"])
        return Given(**values)
