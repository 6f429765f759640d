"""What all tests share: tools that may be missing, and a browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# A busy machine is no failure; and the gate tries the same examples every time, so that it fails only for a reason.
settings.register_profile("suite", deadline=None)
settings.register_profile("gate", deadline=None, derandomize=True)
settings.load_profile("gate" if os.environ.get("CI") else "suite")

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

DATA = Path(__file__).parent / "data"


def chromium() -> str | None:
    """Return the path of a Chromium on this system."""
    return next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)


def missing_tool(marker: str) -> str | None:
    """Return what a marked test lacks here, ``None`` if it can run."""
    if marker == "browser":
        return None if chromium() and find_spec("playwright") else "Chromium or Playwright"
    if marker == "dot":
        return None if shutil.which("dot") else "the system's dot"
    if marker == "keras":
        return None if find_spec("keras") else "Keras"
    return None


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose tool is missing; fail it where everything is required to run."""
    for marker in ("browser", "dot", "keras"):
        missing = missing_tool(marker) if item.get_closest_marker(marker) else None
        if missing and os.environ.get("DOTNET_VIZ_REQUIRE_ALL"):
            pytest.fail(f"{missing} is not installed, and DOTNET_VIZ_REQUIRE_ALL is set")
        if missing:
            pytest.skip(f"{missing} is not installed")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, driven by Playwright."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        yield instance
        instance.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A new page in Chromium."""
    context = browser.new_context()
    yield context.new_page()
    context.close()
