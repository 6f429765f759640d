from __future__ import annotations

from dataclasses import asdict, fields, replace
from importlib import import_module
from importlib.util import find_spec

import numpy as np
import pytest

from dotnet_viz.compat import visualkeras
from dotnet_viz.compat.visualkeras.options import LayeredOptions
from dotnet_viz.errors import OptionError

ARRAYS = [np.ones((3, 2)), np.ones((2, 1))]


def test_options_as_one_object_draw_what_arguments_draw() -> None:
    options = LayeredOptions(spacing=60, draw_volume=False)
    assert visualkeras.layered_view(ARRAYS, options=options) == visualkeras.layered_view(ARRAYS, spacing=60, draw_volume=False)
    graph = visualkeras.GraphOptions(node_size=20)
    assert visualkeras.graph_view(ARRAYS, options=graph) == visualkeras.graph_view(ARRAYS, node_size=20)
    assert options.spacing == 60
    with pytest.raises(OptionError, match="did you mean 'spacing'"):
        visualkeras.LayeredOptions(spacin=1)
    with pytest.raises(AttributeError, match="node_size"):
        _ = graph.nodesize


def test_options_are_dataclasses_as_the_originals_are() -> None:
    wider = replace(visualkeras.LAYERED_PRESETS["compact"], spacing=60)
    assert (wider.spacing, wider.padding) == (60, visualkeras.LAYERED_PRESETS["compact"].padding)
    assert asdict(visualkeras.GraphOptions(node_size=20))["node_size"] == 20
    assert [item.name for item in fields(visualkeras.LenetOptions)][:2] == ["to_file", "min_xy"]


def test_show_draws_the_view_of_its_mode_with_presets_options_and_overrides() -> None:
    assert visualkeras.show(ARRAYS) == visualkeras.layered_view(ARRAYS)
    assert visualkeras.show(ARRAYS, mode="graph", preset="compact") == visualkeras.graph_view(ARRAYS, preset="compact")
    over = visualkeras.show(ARRAYS, mode="graph", options={"node_size": 20, "padding": 50}, node_size=30)
    assert over == visualkeras.graph_view(ARRAYS, node_size=30, padding=50)
    with pytest.raises(OptionError, match="unknown mode 'lent'"):
        visualkeras.show(ARRAYS, mode="lent")


def test_a_star_gives_the_layer_for_gaps_too() -> None:
    assert set(visualkeras.__all__) <= set(dir(visualkeras))
    assert "SpacingDummyLayer" in visualkeras.__all__ or find_spec("keras") is None


def test_texts_are_taken_by_name() -> None:
    named = visualkeras.layered_view(ARRAYS, text_callable="name")
    assert named == visualkeras.layered_view(ARRAYS, text_callable=visualkeras.LAYERED_TEXT_CALLABLES["name"])
    assert named != visualkeras.layered_view(ARRAYS)
    with pytest.raises(OptionError, match="unknown text_callable 'nam'"):
        visualkeras.layered_view(ARRAYS, text_callable="nam")


@pytest.mark.parametrize("module", ["functional", "graph", "layered", "lenet", "options"])
def test_public_names_are_in_the_modules_of_the_original(module: str) -> None:
    name = "LayeredOptions" if module == "options" else f"{module}_view"
    assert getattr(import_module(f"dotnet_viz.compat.visualkeras.{module}"), name) is getattr(visualkeras, name)
