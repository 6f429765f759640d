from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest

import dotnet_viz as dv
from dotnet_viz.reporting.conditions.condition import parse_conditions
from dotnet_viz.reporting.documents import notebook_card as module
from dotnet_viz.reporting.documents.notebook_card import notebook_card
from dotnet_viz.reporting.report import build_report
from tests.conftest import DATA
from tests.reporting.builders import HOSTILE, full_context, full_report

TAGS = {"div", "p", "b", "table", "tbody", "tr", "th", "td", "img"}
ATTRIBUTES = {"style", "alt", "src"}
STYLES = {
    *("background-color", "border", "border-collapse", "border-radius", "display", "font-weight", "margin", "max-height"),
    *("max-width", "opacity", "overflow", "padding", "text-align", "vertical-align", "white-space"),
}
"""What JupyterLab leaves of an output that it does not trust (packages/apputils/src/sanitizer.ts)."""
MOST = 50_000


class Strict(HTMLParser):
    """Fails for anything that a notebook would take away."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        for name, value in attrs:
            assert name in ATTRIBUTES, name
            for style in (value or "").split(";") if name == "style" else ():
                key, _, words = style.partition(":")
                assert key in STYLES, key
                assert not re.search(r"var\(|calc\(|currentColor|(?<![\w.])\.\d", words), words


@pytest.mark.parametrize("context", [full_context(), full_context(HOSTILE)], ids=["usual", "hostile"])
def test_nothing_is_in_the_card_that_a_notebook_takes_away(context: Any) -> None:
    card = notebook_card(context)
    Strict().feed(card)
    assert "<script" not in card
    assert "\N{REPLACEMENT CHARACTER}" not in card
    assert len(card.encode()) < MOST


def test_a_report_in_a_cell_is_small_and_says_how_to_see_the_whole() -> None:
    report = dv.report(DATA / "models" / "mlp-6-3-7.keras")
    bundle = report._repr_mimebundle_()
    assert len(bundle["text/html"].encode()) < len(report.html.encode()) / 10
    assert "report.save(&#x27;report.html&#x27;)" in bundle["text/html"]
    assert "data:image/svg+xml;base64," in bundle["text/html"]


def test_the_verdict_and_broken_conditions_are_in_it() -> None:
    card = notebook_card(full_context(conditions=parse_conditions(["accuracy>=0.99", "parameters<=1000"])))
    assert "of its answers are right" in card
    assert "1 of 2 conditions are not met" in card


def test_a_training_without_a_model_has_a_card_without_a_picture() -> None:
    run = dv.report(DATA / "logs" / "csv_logger.csv")._repr_mimebundle_()["text/html"]
    assert "<img" not in run


def test_a_picture_that_is_too_large_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_PICTURE", 10)
    assert "<img" not in notebook_card(full_context())


def test_a_card_has_the_language_of_its_report() -> None:
    assert notebook_card(full_context(language="es")) != notebook_card(full_context())


def test_it_is_the_same_in_each_process() -> None:
    assert full_report()._repr_mimebundle_() == build_report(full_context())._repr_mimebundle_()
