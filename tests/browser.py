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
