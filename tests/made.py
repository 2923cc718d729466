"""Values made by hand for tests that need no OCR. The people are invented."""

import hashlib
import struct
from dataclasses import replace
from datetime import UTC, datetime

from cardscan.connections.notes.parts import Writing
from cardscan.model import Card, Code, Contact, Failure, Field, Flaw, Line, PhotoReading, Quad, Reading
from cardscan.person import Note, Person
from cardscan.store import Store, open_store
from cardscan.voice.sounds import Sound, sound_of

NOW = datetime(2026, 10, 3, 9, 30, tzinfo=UTC)
BOX: Quad = ((10.0, 20.0), (110.0, 20.0), (110.0, 44.5), (10.0, 44.5))
JPEG = b"\xff\xd8\xff\xe0 a picture of a card \xff\xd9"

#: What takes each migration back, the newest first, for tests that begin with a store from before.
_BACK = {
    "0029": ("DROP TABLE likely", "DROP TABLE listed_key", "DROP TABLE looked_up"),
    "0028": ("DROP TABLE course",),
    "0027": ("DROP TABLE their_date",),
    "0026": ("DROP TABLE concerned",),
    "0025": ("DROP TABLE meaning",),
    "0024": ("DROP TABLE introduction",),
    "0023": ("DROP TABLE attendee", "ALTER TABLE event DROP COLUMN uid"),
    "0022": ("ALTER TABLE promise DROP COLUMN gift_id", "DROP TABLE gift"),
    "0021": ("DROP TABLE memo",),
    "0020": ("DROP TABLE asked",),
    "0019": (
        "DROP INDEX ix_phone_edit_person_id",
        "CREATE TABLE cards AS SELECT of_id AS person_id, card, agreed FROM phone_edit",
        "DROP TABLE phone_edit",
        "CREATE TABLE phone_edit (person_id INTEGER NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,"
        " card TEXT NOT NULL, agreed JSON NOT NULL)",
        "INSERT INTO phone_edit SELECT * FROM cards",
        "DROP TABLE cards",
    ),
    "0018": (
        *("DROP TABLE to_check", "DROP TABLE word", "DROP TABLE stem"),
        *(
            f"DROP INDEX ix_{each}"
            for each in (
                *("summary_noted", "summary_since", "filing_at", "change_undone", "field_tag"),
                *("meeting_event", "promise_open"),
            )
        ),
        "CREATE INDEX ix_meeting_event_id ON meeting (event_id)",
        *(f"ALTER TABLE summary DROP COLUMN {each}" for each in ("noted", "since", "event_id", "created")),
    ),
    "0017": (
        "DROP TABLE phone_card",
        "DROP TABLE phone_edit",
        "DROP TABLE device",
        "CREATE TABLE device (id INTEGER NOT NULL PRIMARY KEY, kind VARCHAR(8) NOT NULL, name TEXT NOT NULL,"
        " digest VARCHAR(64) NOT NULL UNIQUE, created DATETIME NOT NULL, seen DATETIME NOT NULL,"
        " \"user\" TEXT NOT NULL DEFAULT '')",
    ),
    "0016": (
        "DROP INDEX ix_meeting_by",
        *(f'ALTER TABLE {table} DROP COLUMN "by"' for table in ("meeting", "note", "promise", "change", "upload")),
        'ALTER TABLE device DROP COLUMN "user"',
        "CREATE TABLE drafts (meeting_id INTEGER PRIMARY KEY REFERENCES meeting (id) ON DELETE CASCADE, "
        "talked TEXT NOT NULL, can_help TEXT NOT NULL, looks_for TEXT DEFAULT '' NOT NULL, offers TEXT DEFAULT '' NOT "
        "NULL, proud_of TEXT DEFAULT '' NOT NULL, remember TEXT DEFAULT '' NOT NULL, again BOOLEAN DEFAULT '1' NOT "
        "NULL, written DATETIME NOT NULL)",
        "INSERT INTO drafts SELECT meeting_id, talked, can_help, looks_for, offers, proud_of, remember, again, written "
        "FROM unfinished",
        "DROP TABLE unfinished",
        "ALTER TABLE drafts RENAME TO unfinished",
    ),
    "0015": ("ALTER TABLE upload DROP COLUMN talked", "ALTER TABLE upload DROP COLUMN can_help"),
    "0014": ("DROP TABLE trash",),
    "0013": (
        "DROP TABLE summary",
        "DROP TABLE rules",
        "DROP INDEX ix_promise_due",
        "DROP INDEX ix_meeting_date",
    ),
    "0012": ("DROP TABLE filing", "DROP TABLE setting"),
    "0011": ("DROP TABLE queued", "ALTER TABLE photo DROP COLUMN tried"),
    "0010": ("ALTER TABLE photo DROP COLUMN day", "ALTER TABLE photo DROP COLUMN dated"),
    "0009": ("DROP INDEX ix_change_batch", "ALTER TABLE change DROP COLUMN batch"),
    "0008": ("ALTER TABLE synced DROP COLUMN uid", "ALTER TABLE gone DROP COLUMN uid"),
    "0007": ("DROP TABLE own_file",),
}


def as_of(revision: str) -> tuple[str, ...]:
    """Give the statements that make the database of a new store one of an earlier revision."""
    back = [statement for before, statements in _BACK.items() if before >= revision for statement in statements]
    return (*back, f"UPDATE alembic_version SET version_num = '{revision}'")  # noqa: S608 - a name of ours


def field(value: str, raw: str = "", sure: bool = True, **more: object) -> Field:
    """A field as a reader would give it."""
    made = Field(value=value, raw=raw or value, confidence=0.97, sure=sure, origin="tesseract+rapidocr", box=BOX)
    return replace(made, **more)  # type: ignore[arg-type]


def line(text: str, other: str = "") -> Line:
    """A line that two readers read; `other` is what the second made of it."""
    readings = (Reading("tesseract", text, 0.9, (0.9,) * len(text)), Reading("rapidocr", other or text, 0.95))
    return Line(
        text,
        0.95,
        BOX,
        (0.0, 0.0, 100.0, 24.5),
        readings,
        agreed=not other,
        ink=(40.0, 128.0, 131.5),
        ground=(240.0, 128.0, 128.0),
        ring=True,
    )


def contact(name: str = "Ottoline Brackwyth", org: str = "Brackwyth & Sønner", **more: object) -> Contact:
    """Someone with a name, a company, two numbers and an e-mail address."""
    made = Contact(
        fn=(field(name, parts={"given": name.split()[0], "family": name.split()[-1]}),) if name else (),
        org=(field(org),) if org else (),
        title=(field("Head of Tides", sure=False, origin="rapidocr"),),
        tel=(
            field("+4520123456", raw="20 12 34 56", type="cell"),
            field("+4533123456", raw="33 12 34 56 ext. 7", type="work", parts={"ext": "7"}),
        ),
        email=(field("ottoline@brackwyth.example"),),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def sound(says: str = "hum", name: str = "IMG_1.wav", at: datetime = NOW) -> Sound:
    """A memo: a tenth of a second of silence, in which a text is hidden, so that it can be looked for."""
    tagged = b"note" + len(says.encode()).to_bytes(4, "little") + says.encode()
    form = b"fmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8)
    body = b"WAVE" + form + tagged + b"data" + struct.pack("<I", 800) + b"\x80" * 800
    return sound_of(b"RIFF" + struct.pack("<I", len(body)) + body, name, at)


def card(of: Contact | None = None, crop: bytes = JPEG) -> Card:
    """A card with a contact, two lines and a code."""
    return Card(
        contact=contact() if of is None else of,
        lines=(line("Ottoline Brackwyth"), line("Tides, foretold", other="Tides, foretoId")),
        corners=((0.0, 0.0), (900.0, 3.0), (898.0, 500.0), (2.0, 497.0)),
        rotation=90,
        size=(900, 500),
        codes=(Code("https://brackwyth.example/o", "QRCode", BOX),),
        country="DK",
        crop=crop,
        quality=(Flaw("small", "letters are 9 px high", "hold closer"),),
    )


def photo(path: str = "/photos/one.jpg", *cards: Card, content: str = "", **more: object) -> PhotoReading:
    """What came of a photo whose file holds `content` (by default, its path)."""
    sha256 = hashlib.sha256((content or path).encode()).hexdigest()
    made = PhotoReading(path, sha256, cards or (card(),), taken=datetime(2026, 10, 2, 18, 5))  # noqa: DTZ001 - camera
    return replace(made, **more)  # type: ignore[arg-type]


def failed(path: str = "/photos/bad.jpg", content: str = "") -> PhotoReading:
    """A photo that could not be decoded."""
    failure = Failure("decode", "the file ends too early", "copy it again from the camera")
    return replace(photo(path, content=content), cards=(), failure=failure, taken=None)


def people(db: str, *names: str) -> None:
    """Store someone of each name, each on a photo of their own."""
    with open_store(db) as store:
        for number, name in enumerate(names):
            store.save(photo(f"/photos/{number}.jpg"), [(contact(name),)], NOW)


def noted(store: Store, person_id: int, note: Note, now: datetime, meeting_id: int | None = None) -> Person:
    """Take a note as it is, whatever the gate says of it."""
    return store.write_note(person_id, lambda _: Writing(note, finished=True), now, meeting_id)


def unfinished(store: Store, person_id: int, note: Note, now: datetime) -> Person:
    """Keep a note as unfinished."""
    return store.write_note(person_id, lambda _: Writing(note, finished=False), now)
