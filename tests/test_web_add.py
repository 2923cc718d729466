"""The page on which someone is added who gave no card."""

from collections.abc import Iterator

import pytest
from served import Answer, Served, serving
from test_add_people import MAIL, SIGNATURE, SIGNED, everyone, picture, values

from cardscan.store import open_store


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> str:
    db = str(tmp_path_factory.mktemp("add") / "x.db")
    open_store(db).close()
    return db


@pytest.fixture(scope="module")
def served(db: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(db, tmp_path_factory.mktemp("add") / "log") as served:
        served.pair()
        yield served


def hand_in(served: Served, files: dict[str, tuple[str, bytes]], **fields: str) -> Answer:
    mark = "0123456789"
    parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items()]
    body = "".join(parts).encode()
    for field, (name, content) in files.items():
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'
        body += head.encode() + content + b"\r\n"
    kind = f"multipart/form-data; boundary={mark}"
    return served.ask("POST", "/add", body + f"--{mark}--\r\n".encode(), Origin=served.base, Content_Type=kind)


def test_a_pasted_signature_leads_to_the_person_and_can_be_undone(served: Served, db: str) -> None:
    assert 'name="text"' in served.ask("GET", "/add").text and 'href="/add"' in served.ask("GET", "/capture").text
    answer = hand_in(served, {}, text=SIGNATURE)
    assert answer.status == 303 and answer.headers["location"].startswith("/people/1?told=")
    assert [values(each) for each in everyone(db)] == [SIGNED]
    assert "Added." in served.ask("GET", answer.headers["location"]).text
    with open_store(db) as store:
        store.undo(store.person(1).created)
    assert everyone(db) == ()


def test_a_dropped_mail_and_a_picture_make_one_person(served: Served, db: str) -> None:
    answer = hand_in(served, {"file": ("a.eml", MAIL.encode()), "picture": ("me.jpg", picture())}, title="Director")
    assert answer.status == 303
    anna = everyone(db)[-1]
    assert values(anna) == {**SIGNED, "title": ["Director"]}
    assert anna.crop and anna.crop.is_file()


def test_a_picture_as_a_phone_takes_it_is_not_too_large(served: Served, db: str) -> None:
    answer = hand_in(served, {"picture": ("me.jpg", picture() + bytes(5 << 20))}, fn="Tove Hansdatter")
    assert answer.status == 303 and everyone(db)[-1].crop
    with open_store(db) as store:
        store.undo(everyone(db)[-1].created)
    assert "larger than 40 MB" in hand_in(served, {"file": ("a.eml", bytes(41 << 20))}).text


@pytest.mark.parametrize(
    ("files", "fields", "said"),
    [
        ({}, {}, "the contact has no name"),
        ({}, {"text": "<b>see you</b>"}, "neither a name nor how to reach anybody"),
        ({"file": ("../a.pdf", b"\0")}, {}, "no vCard (.vcf), no mail (.eml)"),
        ({"picture": ("a.jpg", b"no photo")}, {"fn": "Tove Hansdatter"}, "not a photo"),
        ({}, {"fn": "Tove Hansdatter", "email": "nowhere"}, "not an e-mail address"),
    ],
)
def test_what_cannot_be_taken_is_said_and_what_was_typed_stays(
    served: Served, db: str, files: dict[str, tuple[str, bytes]], fields: dict[str, str], said: str
) -> None:
    before = len(everyone(db))
    answer = hand_in(served, files, **fields)
    assert answer.status == 422 and said in answer.text and "<b>see" not in answer.text
    assert len(everyone(db)) == before
    if "fn" in fields:
        assert f'value="{fields["fn"]}"' in answer.text
