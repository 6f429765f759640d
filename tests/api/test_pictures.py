"""The verbs that draw one model, as users call them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.diagrams import STYLES
from dotnet_viz.errors import OptionError
from tests.conftest import DATA

NET = [(np.array([[1.0, -2.0], [0.5, 0.0]]), np.zeros(2), "relu"), np.ones((2, 1))]
CONVOLUTION = DATA / "models" / "multi.keras"


@pytest.mark.parametrize("style", [style for style in STYLES if style not in ("filters", "coefficients")])
def test_every_style_draws_by_name_and_by_options_object(style: str) -> None:
    by_name = dv.draw(NET, style=style)
    assert by_name.svg == dv.draw(NET, style=STYLES[style]()).svg
    assert by_name.svg.startswith("<svg")


@pytest.mark.parametrize(
    ("verb", "style"),
    [
        (dv.weight_graph, "weight-graph"),
        (dv.weight_matrix, "weight-matrix"),
        (dv.weight_histograms, "weight-histograms"),
        (dv.architecture, "plot-model"),
    ],
)
def test_a_verb_is_its_style(verb: Callable[..., dv.Drawing], style: str) -> None:
    assert verb(NET).svg == dv.draw(NET, style=style).svg
    assert verb(NET, theme="dark").svg == dv.draw(NET, style=style, theme="dark").svg


def test_a_theme_changes_the_picture() -> None:
    assert len({dv.architecture(NET, theme=theme).svg for theme in ("light", "dark", "auto")}) == 3


def test_coefficients_are_those_of_a_linear_model() -> None:
    bars = dv.coefficients([np.array([[2.0], [-1.0]])], feature_names=["up", "down"])
    assert bars.scene == dv.draw([np.array([[2.0], [-1.0]])], style="coefficients", feature_names=["up", "down"]).scene


@pytest.mark.parametrize("verb", [dv.weight_graph, dv.weight_matrix, dv.weight_histograms, dv.filters, dv.architecture])
def test_an_option_that_a_style_lacks_is_reported(verb: Callable[..., dv.Drawing]) -> None:
    with pytest.raises(OptionError, match="'colour'"):
        verb(NET, colour="red")


def test_an_unknown_style_engine_or_theme_is_reported_with_the_choices() -> None:
    with pytest.raises(OptionError, match=r"'baroque'.*plot-model"):
        dv.architecture(NET, style="baroque")
    with pytest.raises(OptionError, match=r"'neato'.*wasm"):
        _ = dv.architecture(NET, engine="neato").svg
    with pytest.raises(OptionError, match=r"'pink'.*dark"):
        _ = dv.architecture(NET, theme="pink").svg


def test_statistics_are_asked_for_or_not() -> None:
    with pytest.raises(OptionError, match="statistics is True, False or None, not 'yes'"):
        dv.draw([np.ones((3, 2))], statistics="yes")  # type: ignore[arg-type]
    assert "About the model" in dv.weight_matrix([np.ones((3, 2))], statistics=True).html
