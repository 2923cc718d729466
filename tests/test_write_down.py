"""Memos are written down in a process of its own; what they say is a draft, and the gate judges what the user takes.

With CARDSCAN_SOAK=1 `make test` also gets faster-whisper and a model, which hears speech that espeak-ng speaks.
"""

import os
import shutil
import subprocess
import time
from concurrent.futures import CancelledError
from datetime import UTC, date, datetime
from importlib.util import find_spec
from pathlib import Path
from threading import Timer

import made
import pytest
from conftest import Run

from cardscan.actions.take_note import take_note
from cardscan.actions.write_down import write_down
from cardscan.cli.memo import write_new_memos
from cardscan.connections.notes.parts import Given
from cardscan.connections.notes.spoken import read_spoken
from cardscan.connections.standing import held_back
from cardscan.errors import Exit, InputError, SetupError
from cardscan.person import Note, Person
from cardscan.store import Store
from cardscan.voice.hearing import Hearing

TALKED = "We talked about her ferries, which lose a week of paint every winter."
SAYS = f"{TALKED} I can introduce the hull paint lab by Friday."
HELP = "I can introduce the hull paint lab by 2026-10-09."
LATER = datetime(2026, 10, 20, 8, tzinfo=UTC)
FAKE = Path(__file__).parent / "data" / "fake_voice"


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model folder, and a faster-whisper that hears what tests hide in sounds."""
    folder = tmp_path / "model"
    folder.mkdir()
    for name in ("model.bin", "config.json", "tokenizer.json"):
        (folder / name).write_bytes(b"a model")
    monkeypatch.syspath_prepend(str(FAKE))
    monkeypatch.setenv("PYTHONPATH", str(FAKE))
    monkeypatch.setattr("cardscan.cli.config.config_file", lambda: tmp_path / "config.toml")
    return folder


def someone(store: Store, *said: str) -> Person:
    [person] = store.save(made.photo(), [(made.contact(),)], made.NOW) or ()
    for each in said:
        store.memos.add(person.meetings[0].id, made.sound(each, f"{each[:8]}.wav"), made.NOW)
    return store.person(person.id)


def draft(store: Store) -> Note | None:
    return store.person(1).meetings[0].unfinished


# ---- what is said becomes parts of a note ------------------------------------------------


@pytest.mark.parametrize(
    ("said", "talked", "can_help"),
    [
        (SAYS, TALKED, HELP),
        ("Talked. Her bakery uses less sugar. Help. Send her my uncle's recipe by Monday.",
         "Her bakery uses less sugar.", "Send her my uncle's recipe by 2026-10-05."),
        ("Help: send her the map. Talked about: canals, and locks.", "canals, and locks.", "send her the map."),
        ("She sells hulls, and I'll send her our catalogue. He was there too.",
         "She sells hulls He was there too.", "I'll send her our catalogue."),
        ("Wir sprachen über ihren Laden. Ich kann ihr bis Freitag den Dachdecker vorstellen.",
         "Wir sprachen über ihren Laden.", "Ich kann ihr bis 2026-10-09 den Dachdecker vorstellen."),
        ("Sie sucht Holz. Am Freitag schicke ich ihr die Liste.",
         "Sie sucht Holz.", "Am 2026-10-09 schicke ich ihr die Liste."),
        ("Elle cherche un apprenti et je peux lui présenter Luc.",
         "Elle cherche un apprenti", "je peux lui présenter Luc."),
        ("Busca un aprendiz. Le puedo presentar a Luis.", "Busca un aprendiz.", "Le puedo presentar a Luis."),
        ("Cerca un apprendista. Posso presentarle Luca.", "Cerca un apprendista.", "Posso presentarle Luca."),
        ("Procura um aprendiz. Vou mandar o mapa.", "Procura um aprendiz.", "Vou mandar o mapa."),
        ("Again, she told me of canals.", "Again, she told me of canals.", None),
        ("I can send the chart by 31 February.", None, "I can send the chart by 31 February."),  # asked later
        ("", None, None),
        ("  \n ", None, None),
    ],
)  # fmt: skip
def test_what_is_said_is_told_apart(said: str, talked: str | None, can_help: str | None) -> None:
    given = read_spoken(said, date(2026, 10, 2))
    assert (given.talked, given.can_help) == (talked, can_help)


def test_other_parts_have_headings() -> None:
    given = read_spoken(
        "Looks for: an apprentice. Remember. Otto, like the mill. Offers, a dredger.", date(2026, 10, 2)
    )
    assert (given.looks_for, given.remember, given.offers) == ("an apprentice.", "Otto, like the mill.", "a dredger.")


# ---- a draft, which the user takes -------------------------------------------------------


def test_it_is_a_draft_until_the_user_takes_it(store: Store, run: Run, model: Path) -> None:
    person = someone(store, SAYS)
    assert held_back(person)
    code, out, err = run("memo", "write", "--voice-model", str(model))
    assert (code, out) == (Exit.OK, "1 memo written down\n") and "--again takes it" in err
    begun = draft(store)
    assert begun and (begun.talked, begun.can_help) == (TALKED, HELP)
    assert held_back(store.person(1)) and not store.promises()  # the gate has not been asked
    assert run("memo", "write", "--voice-model", str(model))[2] == "there is no memo to write down\n"
    taken = take_note(store, 1, Given(again=True), made.NOW)
    assert not held_back(taken.person)
    [promise] = store.promises()
    assert promise.due == date(2026, 10, 9)  # the Friday after it was said


def test_a_memo_that_says_nothing_of_worth_does_not_pass(store: Store, run: Run, model: Path) -> None:
    someone(store, "Nice to meet you.")
    assert run("memo", "write", "--voice-model", str(model))[0] == Exit.OK
    code, _, err = run("note", "Ottoline", "--again")
    assert code == Exit.REFUSED and "does not say enough" in err


def test_what_was_written_stays_and_what_is_said_comes_behind(store: Store, model: Path) -> None:
    made.unfinished(
        store, someone(store, SAYS, SAYS.split(". ")[0] + ".").id, Note("her canal", "", made.NOW), made.NOW
    )
    done = write_down(store, store.memos.to_write_down(), Hearing(model), lambda: LATER)
    assert len(done.drafts) == 2 and not done.problems
    begun = draft(store)
    assert begun and (begun.talked, begun.can_help) == (f"her canal\n{TALKED}", HELP)  # the same again adds nothing


def test_what_cannot_be_heard_is_told_and_not_tried_again(store: Store, run: Run, model: Path) -> None:
    someone(store, "deaf", "crash", "You", "of canals")
    code, out, err = run("memo", "write", "--voice-model", str(model))
    assert (code, out) == (Exit.SOME_FAILED, "1 memo written down\n")
    assert "(deaf.wav): it cannot be heard: ValueError: Invalid data found (" in err
    assert "(crash.wav): writing it down failed: the process that hears ended with 139 (" in err
    assert "(You.wav): nothing could be heard" in err
    assert [memo.text for memo in store.person(1).meetings[0].memos] == ["", "", "", "of canals"]
    assert store.memos.to_write_down() == ()
    assert run("memo", "write", "Ottoline", "--again", "--voice-model", str(model))[0] == Exit.SOME_FAILED
    assert run("memo", "write", "--again")[0] == Exit.USAGE


@pytest.mark.parametrize(("says", "why"), [("hang", "longer than 1 seconds"), ("grab", "MemoryError")])
def test_a_hostile_sound_is_stopped(store: Store, model: Path, says: str, why: str) -> None:
    someone(store, says)
    [memo] = store.memos.to_write_down()
    with pytest.raises(InputError, match=why):
        Hearing(model, seconds=1.0 if says == "hang" else 60.0)(store.memos.file(memo.memo))


def test_too_much_for_a_note_is_kept_beside_it(store: Store, model: Path) -> None:
    someone(store, "canals " * 2000)
    done = write_down(store, store.memos.to_write_down(), Hearing(model), lambda: LATER)
    assert [error.message for _, error in done.problems] and draft(store) is None
    assert len(store.person(1).meetings[0].memos[0].text) > 10_000


# ---- what is not set up is said ----------------------------------------------------------


def test_without_the_extra_it_stays_to_be_listened_to(
    store: Store, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    someone(store, SAYS)
    monkeypatch.setattr("cardscan.cli.config.config_file", lambda: tmp_path / "config.toml")
    monkeypatch.setattr("cardscan.voice.hearing.find_spec", lambda _name: None)
    monkeypatch.delenv("CARDSCAN_VOICE_MODEL", raising=False)
    code, _, err = run("memo", "write")
    assert code == Exit.SETUP and "pip install 'cardscan-pipeline[voice]'" in err and "--voice-model FOLDER" in err
    code, _, err = run("memo", "write", "--voice-model", str(tmp_path))
    assert code == Exit.SETUP and "not installed" in err
    assert len(store.memos.to_write_down()) == 1


def test_after_an_ingest_it_is_written_down_or_told_how(
    store: Store, model: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CARDSCAN_VOICE_MODEL", raising=False)
    assert write_new_memos(store) is None and capsys.readouterr() == ("", "")
    someone(store, SAYS)
    assert write_new_memos(store) is None
    told = capsys.readouterr().err
    assert "1 memo is not written down: there is no model that hears; cardscan serve plays memos" in told
    assert "cardscan settings --voice-model FOLDER" in told
    monkeypatch.setenv("CARDSCAN_VOICE_MODEL", str(model))
    done = write_new_memos(store)
    assert done and len(done.drafts) == 1 and capsys.readouterr().out == "1 memo written down\n"


def test_a_hearing_that_is_stopped_leaves_the_memo_for_another_time(store: Store, model: Path) -> None:
    someone(store, "hang")
    hear = Hearing(model)
    soon = Timer(1.5, hear.stop)
    soon.start()
    began = time.monotonic()
    with pytest.raises(CancelledError):
        write_down(store, store.memos.to_write_down(), hear, lambda: LATER)
    assert time.monotonic() - began < 30 and len(store.memos.to_write_down()) == 1
    with pytest.raises(CancelledError):
        write_down(store, store.memos.to_write_down(), hear, lambda: LATER)


def test_a_model_is_named_once(store: Store, run: Run, model: Path, tmp_path: Path) -> None:
    someone(store, SAYS)
    code, _, err = run("settings", "--voice-model", str(tmp_path))
    assert code == Exit.SETUP and "model.bin is not in it" in err
    assert f"written down with: {model}" in run("settings", "--voice-model", str(model))[1]
    assert "your name: Anna" in run("settings", "--my-name", "Anna")[1]  # one does not take out the other
    assert f"written down with: {model}" in run("settings")[1]
    assert run("memo", "write")[:2] == (Exit.OK, "1 memo written down\n")
    assert "written down with" not in run("settings", "--voice-model", "")[1]


def test_a_broken_model_is_told_once_and_nothing_is_lost(store: Store, run: Run, model: Path) -> None:
    someone(store, SAYS, "of canals")
    (model / "model.bin").write_bytes(b"not a model")
    code, _, err = run("memo", "write", "--voice-model", str(model))
    assert code == Exit.SETUP and err.count("model.bin is incomplete: failed to read") == 1
    assert len(store.memos.to_write_down()) == 2
    with pytest.raises(SetupError):
        Hearing(model)(store.memos.file(store.memos.to_write_down()[0].memo))


# ---- a real model ------------------------------------------------------------------------

SPOKEN = (
    (
        "en",
        "140",
        "We talked about her plan to put solar tiles on her shop in Porto. I can help by introducing her to the "
        "installer Miguel by Friday. She is looking for an apprentice.",
    ),
    (
        "de",
        "130",
        "Wir haben über ihren Laden in Porto gesprochen. Ich kann ihr den Dachdecker bis Freitag vorstellen.",
    ),
)
_HERE = Path(__file__).parent.parent / ".voice-model"
_MODEL = os.environ.get("CARDSCAN_VOICE_MODEL") or (str(_HERE) if _HERE.is_dir() else "")


@pytest.mark.skipif(
    not (_MODEL and find_spec("faster_whisper") and shutil.which("espeak-ng")),
    reason="needs CARDSCAN_VOICE_MODEL, faster-whisper and espeak-ng: tools/test_speech.sh has them",
)
def test_a_real_model_hears_speech(store: Store, tmp_path: Path) -> None:
    """What a voice of espeak-ng says is heard, in English and German, with its promise and the day of it."""
    [person] = store.save(made.photo(), [(made.contact(),)], made.NOW) or ()
    for number, (voice, speed, text) in enumerate(SPOKEN):
        file = tmp_path / f"{number}.wav"
        subprocess.run(["espeak-ng", "-v", voice, "-s", speed, "-w", str(file), text], check=True)
        assert store.memos.add(person.meetings[0].id, made.sound_of(file.read_bytes(), file.name, made.NOW), made.NOW)
    done = write_down(store, store.memos.to_write_down(), Hearing(Path(_MODEL)), lambda: LATER)
    assert len(done.drafts) == 2 and not done.problems
    begun = draft(store)
    assert begun is not None
    assert "solar tiles" in begun.talked and "apprentice" in begun.talked and "Porto" in begun.talked
    assert "by introducing her" in begun.can_help and "by 2026-10-09" in begun.can_help
    assert "Ich kann" in begun.can_help and "bis 2026-10-09" in begun.can_help
