"""Names of styles: one vocabulary for Python and for the command."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz import diagrams
from dotnet_viz.diagrams import DIFFERENCE_STYLES, STYLES, style_of, synonyms
from dotnet_viz.errors import OptionError

ROOM = Path(diagrams.__file__).parent
EACH = [(name, style) for styles in (STYLES, DIFFERENCE_STYLES) for name, style in styles.items()]


def test_the_vocabulary() -> None:
    assert set(STYLES) == {
        "plot-model", "blocks", "weight-graph", "layered", "ann", "lenet", "neurons", "filters", "weight-matrix",
        "coefficients", "weight-histograms", "bars", "transformer",
        "unrolled",
    }  # fmt: skip
    assert set(DIFFERENCE_STYLES) == {"bar-changes", "merged", "side-by-side", "weight-change-graph"}


@pytest.mark.parametrize(("name", "style"), EACH)
def test_a_style_has_the_name_of_its_class(name: str, style: type[Any]) -> None:
    assert name.replace("-", "") == style.__name__.lower()
    assert getattr(dv, style.__name__) is style
    assert getattr(diagrams, style.__name__) is style


def test_every_options_class_with_build_is_a_style() -> None:
    needs_an_input = ROOM / "weight_graph" / "contributions" / "contribution_graph.py"  # so that it is a verb alone
    draws_no_graph = ROOM / "tree" / "style.py"  # but the arrays of a decision tree
    files = set(ROOM.rglob("*.py")) - {ROOM / "__init__.py", needs_an_input, draws_no_graph}
    found = [path for path in files if "    def build(self, " in path.read_text(encoding="utf-8")]
    assert len(found) == len(EACH)


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("weights", "weight-graph"),
        ("matrix", "weight-matrix"),
        ("histograms", "weight-histograms"),
        ("plot_model", "plot-model"),
    ],
)
def test_short_words_and_underscores_are_taken(word: str, name: str) -> None:
    assert STYLES.name_of(word) == name
    assert dv.draw([np.ones((3, 2))], style=word).svg == dv.draw([np.ones((3, 2))], style=name).svg


@pytest.mark.parametrize("word", ["weights", "weight-change", "weight_change_graph"])
def test_words_for_the_change_of_weights(word: str) -> None:
    assert DIFFERENCE_STYLES.name_of(word) == "weight-change-graph"


def test_an_unknown_style_is_reported_with_the_near_miss() -> None:
    with pytest.raises(OptionError, match=r"unknown style 'wieghts'; choose one of: .*did you mean 'weights'"):
        dv.draw([np.ones((3, 2))], style="wieghts")
    with pytest.raises(OptionError, match=r"did you mean 'layered'"):
        STYLES.name_of("layerd")


def test_an_unknown_option_is_reported_with_the_near_miss() -> None:
    with pytest.raises(OptionError, match=r"option of style 'weight-graph': 'max_neuron'.*did you mean 'max_neurons'"):
        style_of("weights", {"max_neuron": 3})
    arrays = [np.ones((3, 2))]
    for picture in (lambda **options: dv.draw(arrays, **options), lambda **options: dv.diff(arrays, arrays, **options)):
        with pytest.raises(OptionError, match=r"'tilte'.*did you mean 'title'"):
            picture(tilte="a")
    with pytest.raises(OptionError, match=r"help\(dv\.draw\) lists those of every style$"):
        dv.draw(arrays, nothing_like_it=1)
    with pytest.raises(OptionError, match=r"'stlye'.*did you mean 'style'"):
        dv.animate([arrays, arrays], stlye="layered")


def test_options_stand_in_the_options_object_alone() -> None:
    with pytest.raises(OptionError, match=r"give fold to Blocks\(\.\.\.\) itself"):
        style_of(dv.Blocks(), {"fold": False})
    with pytest.raises(OptionError, match="unknown style 3"):
        style_of(3, {})  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "style"), EACH)
def test_an_unknown_argument_is_reported_with_the_name_of_the_class(name: str, style: type[Any]) -> None:
    with pytest.raises(TypeError, match=rf"^{style.__name__}\.__init__\(\) got an unexpected keyword argument 'max_neuron'"):
        style(max_neuron=3)


def test_the_class_of_a_style_stands_for_its_name() -> None:
    assert (
        dv.draw([np.ones((3, 2))], style=dv.Blocks, fold=False).svg
        == dv.draw([np.ones((3, 2))], style="blocks", fold=False).svg
    )
    with pytest.raises(OptionError, match=r"option of style 'Ann': 'max_neuron'.*did you mean 'max_neurons'"):
        dv.draw([np.ones((3, 2))], style=dv.Ann, max_neuron=3)


@pytest.mark.parametrize(
    ("style", "option", "message"),
    [
        ("plot-model", "direction", "did you mean 'rankdir'"),
        ("neurons", "ellipsize_after", "did you mean 'max_neurons'"),
        ("plot-model", "max_edges", "'max_edges' is an option of style weight-graph, not of 'plot-model'"),
    ],
)
def test_an_option_of_another_style_or_tool_is_reported_with_what_to_write(style: str, option: str, message: str) -> None:
    with pytest.raises(OptionError, match=message):
        style_of(style, {option: 3})


def test_words_of_other_tools_lead_to_a_name_that_is_there() -> None:
    with pytest.raises(OptionError, match="did you mean 'layered'"):
        STYLES.name_of("visualkeras")
    assert set(synonyms.STYLES.values()) <= set(STYLES)
    options = {field for style in STYLES.values() for field in style.__dataclass_fields__}  # type: ignore[attr-defined]
    assert set(synonyms.OPTIONS.values()) <= {*options, "output"}
    assert not set(synonyms.STYLES) & set(STYLES)
    assert not set(synonyms.OPTIONS) & options


def test_styles_are_a_mapping() -> None:
    assert isinstance(STYLES, Mapping)
    assert "weights" not in STYLES
    assert STYLES["blocks"] is dv.Blocks


def test_a_drawing_has_a_default_style() -> None:
    assert dv.draw([np.ones((3, 2))]).svg == dv.architecture([np.ones((3, 2))]).svg
    assert dv.draw([np.ones((3, 2))]).svg == dv.draw([np.ones((3, 2))], style="plot-model").svg
