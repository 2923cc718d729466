"""Photos and memos that come in, by a page or the API: looked at, and left to be read in the background."""

import asyncio
import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from cardscan.actions.handed_note import keep_memo
from cardscan.errors import InputError
from cardscan.photos.formats import (
    AS_JPEG,
    HEAD,
    KINDS,
    LEFT_OUT,
    READ,
    SUFFIXES,
    contacts_called,
    kind_called,
    kind_of,
    suffix_of,
)
from cardscan.store import explained
from cardscan.store.uploads import Arrived, Upload
from cardscan.voice.sounds import KINDS as KINDS_OF_SOUND
from cardscan.voice.sounds import sound_of
from cardscan.web.desk import Desk, desk

MOST_FILES = 500  # in one form; the page's own script sends one after the other, however many there are
MOST_BYTES = 64 << 20  # of one photo; what is larger is no photo of a card
_CHUNK = 1 << 20
_LONGEST_MOMENT = 13  # digits: until the year 2286


async def take_in(request: Request) -> list[Upload]:
    """Take the photos of a form in, under `photos`, for the event whose id is under `event`, where there is one.

    `changed` may say of each when it was changed last where it comes from, in milliseconds since 1970. `once` says that
    the sender does not know whether they arrived before: those that did are not listed another time.
    Raises InputError for none, or for a file that is no photo: none of them is then taken.
    """
    at = desk(request)
    async with request.form(max_files=MOST_FILES, max_fields=20) as form:
        files = [each for each in form.getlist("photos") if isinstance(each, UploadFile) and each.filename]
        _check(files)
        event_id = _event_id(form, at)
        changed = [_moment(each) for each in form.getlist("changed")]
        if len(changed) != len(files):
            changed = [None] * len(files)
        arrived = [
            await run_in_threadpool(_arrived, at, each.file, each.filename or "", when)
            for each, when in zip(files, changed, strict=True)
        ]
        once = bool(form.get("once"))
        taken = [await run_in_threadpool(at.serving.take_in, each, event_id, at.now(), once) for each in arrived]
        for each in arrived:
            await asyncio.to_thread(each.part.unlink, missing_ok=True)  # of those that were known
    at.jobs.look()
    return taken


async def take_memo(request: Request, upload_id: int) -> bool:
    """Take in what was said of a photo, under `memo`; `at` says when, in milliseconds since 1970.

    Tell whether it is new. Raises InputError for what is no sound, and where there is no such photo.
    """
    at = desk(request)
    async with request.form(max_files=1, max_fields=5) as form:
        file = form.get("memo")
        if not isinstance(file, UploadFile):
            raise InputError("no memo was handed in", KINDS_OF_SOUND)
        said, data = _moment(form.get("at")), await file.read()
        when = min(datetime.fromtimestamp(said, UTC), at.now()) if said else at.now()
        sound = sound_of(data, _shown(file.filename or "memo"), when.astimezone(UTC))
        new = await run_in_threadpool(keep_memo, at.store, upload_id, sound, at.now())
    at.jobs.look()
    return new


def _check(files: list[UploadFile]) -> None:
    if not files:
        raise InputError("no photos were handed in", KINDS)
    for each in files:
        name, kind = each.filename or "", _kind(each.file)
        if left_out := kind if kind in LEFT_OUT else kind_called(name):
            raise InputError(f"one of these is a {left_out} photo, which cannot be read, so none was taken", AS_JPEG)
        if contacts_called(name):
            raise InputError("one of these is no photo but a contact, so none was taken", "the page Add takes it")
        if not kind and suffix_of(name) not in SUFFIXES:
            raise InputError("one of these is not a photo, so none was taken", KINDS)
        if (each.size or 0) > MOST_BYTES:
            raise HTTPException(413, f"one of these is larger than {MOST_BYTES >> 20} MB, so none was taken")


def _kind(file: BinaryIO) -> str:
    """Tell what a photo is by its beginning."""
    head = file.read(HEAD)
    file.seek(0)
    return kind_of(head)


def _event_id(form: FormData, at: Desk) -> int | None:
    text = form.get("event")
    if not isinstance(text, str) or not text:
        return None
    found = next((event for event in at.store.events() if str(event.id) == text), None)
    if found is None:
        raise InputError("there is no such event", "choose one from the list")
    return found.id


def _moment(milliseconds: object) -> float | None:
    """Give seconds since 1970; None for what is no such number."""
    text = str(milliseconds)
    return int(text) / 1000 if text.isascii() and text.isdecimal() and len(text) <= _LONGEST_MOMENT else None


def _arrived(at: Desk, source: BinaryIO, name: str, changed: float | None) -> Arrived:
    """Copy a photo beside its place, private and whole. What it is called is shown, and never a path."""
    folder = at.serving.place.photos
    suffix = READ.get(_kind(source), (suffix_of(name),))[0]
    with explained(folder):
        coming = folder / "coming"
        coming.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = coming / token_hex(16)
        digest = hashlib.sha256()
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        if changed is not None:
            os.utime(part, (changed, changed))
    return Arrived(part, digest.hexdigest(), _shown(name), suffix)


def _shown(name: str) -> str:
    """Give what a file is called as it is shown, which is never a path."""
    return "".join(char for char in Path(name).name if char.isprintable())[:120]
