"""The pages on events: what stands in them, and that nothing in them loads or runs."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from met import GOOD, HOUR, LAST, NOW, POOR, came_of, meeting, person, prepared, promise
from PIL import Image

from cardscan.connections.events.report import Past, history, report
from cardscan.export.events import event_json, prep_json, report_json
from cardscan.export.report import ago, days_of, prep_html, report_html
from cardscan.person import Event, Person

TODAY = NOW.date()
HOSTILE = '</style></title><script>alert(1)</script><img src="http://evil.example/x" onerror=\'a()\'>{{ 7 * 7 }}"'


class Page(HTMLParser):
    """Gather the tags, attributes and text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


def of(*people: Person, event: Event = HOUR) -> str:
    return report_html(report(event, people, NOW), history((LAST, event), came_of(people), NOW), TODAY)


def assert_is_safe(html: str) -> None:
    page = Page(html)
    assert not {"script", "iframe", "link", "object", "form", "a", "base"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert all(value.startswith("data:image/jpeg;base64,") for name, value in page.attributes if name == "src")
    assert not re.search(r"url\(|@import|https?:", html.split("<style>")[1].split("</style>")[0])
    assert page.tags.count("style") == 1
    policy = next(value for name, value in page.attributes if name == "content" and "default-src" in value)
    assert policy == "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def test_what_people_and_cards_say_is_text_on_the_page() -> None:
    note = replace(GOOD, talked=GOOD.talked + HOSTILE, can_help=GOOD.can_help + HOSTILE, looks_for=HOSTILE)
    event = replace(
        HOUR,
        name=HOSTILE,
        place=HOSTILE,
        goal=HOSTILE,
        impression=HOSTILE,
        meet=(HOSTILE,),
        give=(HOSTILE,),
        ask=(HOSTILE,),
    )
    guest = replace(
        person(1, HOSTILE, HOSTILE, HOSTILE, meeting(1, LAST, note), meeting(2, event, note)),
        promises=(promise(1, HOSTILE), promise(2, HOSTILE, owner="them")),
    )
    bare = person(2, HOSTILE, HOSTILE, HOSTILE, meeting(3, event))
    for html in (of(guest, bare, event=event), prep_html(prepared(event, (guest, bare), (LAST, event)), TODAY)):
        assert_is_safe(html)
        assert "{{ 7 * 7 }}" in Page(html).text  # and not 49
        assert html.count("<title") == 1 + html.count("<title id=")


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_makes_a_safe_page(name: str, talked: str) -> None:
    guest = person(1, "Runa Oddleifsdatter", name, name, meeting(1, HOUR, replace(GOOD, talked=talked)))
    assert_is_safe(of(guest, event=replace(HOUR, name=name, meet=(talked,))))


def test_the_report_has_quality_first_and_cards_last() -> None:
    good = person(1, "Ysolde Penhallick", "Owner", "Penhallick Sails", meeting(1, HOUR, GOOD))
    poor = person(2, "Casimir Threlkeld", "Clerk", "Threlkeld", meeting(2, HOUR, POOR))
    text = " ".join(Page(of(good, poor)).text.split())
    order = [
        "1 quality connection",
        "Ysolde",
        GOOD.talked,
        "Whom you wanted to meet",
        "without a note",
        "Casimir",
        "Cards: 2",
    ]
    places = [text.index(each) for each in order]
    assert places == sorted(places)
    assert text.endswith("Cards: 2")


def test_pictures_of_cards_are_in_the_page_and_a_damaged_one_is_left_out(tmp_path: Path) -> None:
    crop, broken = tmp_path / "card.jpg", tmp_path / "broken.jpg"
    Image.effect_noise((1700, 1080), 90).save(crop)
    broken.write_bytes(b"\xff\xd8 no")
    guests = [
        person(n, f"Guest {n}", "", "", meeting(n, HOUR, GOOD), crop=path)
        for n, path in enumerate((crop, broken, tmp_path / "gone.jpg"))
    ]
    html = of(*guests)
    assert_is_safe(html)
    page = Page(html)
    assert page.tags.count("img") == 1
    assert ("alt", "Card of Guest 0") in page.attributes
    assert len(html) < 300_000
    assert "Guest 2" in page.text


def test_the_chart_shows_events_up_to_this_one() -> None:
    past = [Past(Event(n, f"Evening {n}", date(2026, 1, n + 1)), n % 4, 30) for n in range(20)]
    page = replace(report(HOUR, (), NOW), event=past[14].event)
    svg = re.findall(r"<svg.*?</svg>", report_html(page, past, TODAY), re.DOTALL)[0]
    assert 'role="img" aria-labelledby="chart-title chart-desc"' in svg
    assert "Evening 5" in svg
    assert "Evening 14, Thu 15 Jan 2026: 2 of 30." in svg
    assert "Evening 4 " not in svg
    assert "Evening 15" not in svg
    widths = [float(width) for width in re.findall(r'width="([\d.]+)%"', svg)]
    assert len(widths) == 20
    assert max(widths) == 86


def test_no_chart_for_one_event_and_none_breaks_on_nothing() -> None:
    assert "<svg" not in report_html(report(HOUR, (), NOW), [Past(HOUR, 0, 0)], TODAY)
    assert "<svg" in report_html(report(HOUR, (), NOW), [Past(LAST, 0, 0), Past(HOUR, 0, 0)], TODAY)


def test_prep_says_where_you_know_them_from() -> None:
    runa = person(1, "Runa Oddleifsdatter", "Brand Manager", "Lumen Foods", meeting(1, LAST, GOOD))
    html = prep_html(prepared(HOUR, (runa,), (LAST, HOUR)), TODAY)
    text = " ".join(Page(html).text.split())
    assert "Head of brand at Lumen Foods Runa" in text
    assert "Met Thu 4 Dec 2025 at SME social hour 2025" in text
    assert GOOD.talked in text


@pytest.mark.parametrize(
    ("hours", "text"), [(0, "just now"), (5, "5 hours ago"), (71, "71 hours ago"), (72, "3 days ago")]
)
def test_ago(hours: int, text: str) -> None:
    assert ago(hours) == text


def test_days() -> None:
    assert days_of(HOUR) == "Thu 3 Dec 2026"
    assert days_of(replace(HOUR, until=date(2026, 12, 5))) == "Thu 3 Dec 2026 – Sat 5 Dec 2026"


def test_json() -> None:
    assert json.loads(event_json(replace(HOUR, until=date(2026, 12, 5))))["until"] == "2026-12-05"
    owing = replace(
        person(1, "Runa Oddleifsdatter", "Brand Manager", "Lumen Foods", meeting(1, LAST), meeting(2, HOUR, GOOD)),
        promises=(promise(3, "the checklist", due=TODAY - timedelta(days=1)),),
    )
    bare = person(2, "Casimir Threlkeld", "", "", meeting(3, HOUR))
    page = json.loads(
        report_json(report(HOUR, (owing, bare), NOW), (), history((HOUR,), came_of((owing, bare)), NOW), TODAY)
    )
    assert page["quality"][0]["name"] == "Runa Oddleifsdatter"
    assert page["promises"]["mine"][0]["overdue"] is True
    assert page["without_note"][0]["of"]["id"] == 2
    assert page["history"] == [{"event": {"id": 1, "name": HOUR.name, "date": "2026-12-03"}, "quality": 1, "cards": 2}]
    assert list(page)[-2:] == ["cards", "history"]
    before = json.loads(prep_json(prepared(HOUR, (owing, bare), (LAST, HOUR)), TODAY))
    assert before["aims"][0]["people"][0]["met"] == {"date": "2026-12-03", "event": HOUR.name}
    assert before["give"][0] == {"text": "a quiet desk", "of": None}
    assert before["promised"][0]["text"] == "the checklist"
