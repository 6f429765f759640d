"""Waiting for what a page in a browser does by and by."""

from __future__ import annotations

import time
from typing import Any

PATIENCE = 60.0


def wait_until(page: Any, condition: str) -> None:
    """Wait until a condition of a page's own script holds.

    Playwright's ``wait_for_function`` evaluates a string in the page as soon as the condition does not hold at
    once, and the content policies of pages forbid that: a test with it passes where the browser is quick.
    """
    end = time.monotonic() + PATIENCE
    while not page.evaluate(condition):
        assert time.monotonic() < end, f"not within {PATIENCE:g} s: {condition}"
        page.wait_for_timeout(20)
