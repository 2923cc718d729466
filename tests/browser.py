"""Chromium for the tests: the one that the system has, without a network of its own."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

ARGUMENTS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update",
             "--disable-sync"]  # fmt: skip
DESK = {"viewport": {"width": 1280, "height": 900}}


def program() -> str:
    """Find Chromium, or skip the test and say why."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.skip("there is no Chromium: apt install chromium, or run make test as root")
    return found


@contextmanager
def chromium() -> Iterator[tuple[Any, Any]]:
    """Give a browser, and playwright's own list of phones."""
    from playwright.sync_api import sync_playwright

    executable = program()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        try:
            yield browser, playwright.devices
        finally:
            browser.close()


@contextmanager
def let_in(browser: Any, link: str) -> Iterator[Any]:
    """Give a page at the desk, paired by a link that was printed; nothing on it may fail, or break our policy."""
    context = browser.new_context(**DESK)
    page = context.new_page()
    page.set_default_timeout(60_000)
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text) if "Content Security" in message.text else None)
    page.goto(link)
    page.get_by_role("button", name="Let it in").click()
    page.get_by_text("This browser is now paired.").wait_for()
    yield page
    assert not said
    context.close()
