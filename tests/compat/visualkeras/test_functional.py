"""``functional_view`` as notebooks call it."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import pytest

from dotnet_viz.compat.visualkeras import functional_view
from dotnet_viz.compat.visualkeras.defaults import FUNCTIONAL_DEFAULTS as DEFAULTS
from dotnet_viz.compat.visualkeras.options import FUNCTIONAL_PRESETS
from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Graph, Port
from tests.conftest import DATA
from tests.diagrams.block_graphs import sized_chain, skip_graph, small_cnn

REPEATED = sized_chain(("Dense", (None, 8)), *[("Dense", (None, 24))] * 3, ("Softmax", (None, 3)))


def test_the_signature_is_the_originals() -> None:
    parameters = inspect.signature(functional_view).parameters
    assert {name: item.default for name, item in parameters.items() if name in DEFAULTS} == dict(DEFAULTS)
    assert [name for name, item in parameters.items() if item.kind is inspect.Parameter.KEYWORD_ONLY] == [
        "simple_text_visualization",
        "simple_text_label_mode",
        "collapse_enabled",
        "collapse_rules",
        "collapse_annotations",
        "options",
        "preset",
    ]


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("column_spacing", 120),
        ("row_spacing", 90),
        ("padding", 50),
        ("connector_fill", "red"),
        ("connector_width", 5),
        ("connector_arrow", True),
        ("connector_padding", 20),
        ("min_xy", 70),
        ("max_xy", 25),
        ("min_z", 50),
        ("scale_xy", 9),
        ("sizing_mode", "logarithmic"),
        ("text_callable", "name"),
        ("draw_volume", True),
        ("simple_text_visualization", True),
        ("background_fill", "teal"),
        ("color_map", {"Conv2D": "red"}),
        ("layered_groups", [{"name": "Block", "layers": ["a", "b"]}]),
        ("styles", {"a": {"fill": "red"}}),
        ("preset", "presentation"),
    ],
)
def test_every_option_changes_the_picture(option: str, value: Any) -> None:
    plain, changed = functional_view(skip_graph()), functional_view(skip_graph(), **{option: value})
    assert plain.size != changed.size or plain.tobytes() != changed.tobytes()


@pytest.mark.parametrize("name", sorted(FUNCTIONAL_PRESETS))
def test_presets(name: str) -> None:
    assert (functional_view(skip_graph(), preset=name) == functional_view(skip_graph())) == (name == "default")


def test_outputs_have_boxes_of_their_own() -> None:
    graph = skip_graph()
    graph = Graph(graph.name, graph.kind, graph.nodes, graph.edges, outputs=(Port("add"), Port("b")))
    assert functional_view(graph, add_output_nodes=True).width > functional_view(graph).width + 40


def test_repeated_layers_are_drawn_once_where_that_is_enabled() -> None:
    rules = [{"kind": "layer", "selector": "Dense", "repeat_count": 3, "label": "four of them"}]
    plain = functional_view(REPEATED)
    assert functional_view(REPEATED, collapse_rules=rules) == plain
    shorter = functional_view(REPEATED, collapse_enabled=True, collapse_rules=rules)
    assert shorter.width < 0.6 * plain.width
    bare = functional_view(REPEATED, collapse_enabled=True, collapse_rules=rules, collapse_annotations=False)
    assert bare.height < shorter.height


def test_texts_stand_inside_or_below_boxes_of_text() -> None:
    below = functional_view(small_cnn(), simple_text_visualization=True, text_callable="name")
    inside = functional_view(small_cnn(), simple_text_visualization=True, simple_text_label_mode="inside", text_callable="name")
    assert inside.height < below.height
    with pytest.raises(OptionError, match="unknown simple_text_label_mode 'above'; choose one of: below, inside"):
        functional_view(small_cnn(), simple_text_label_mode="above")


def test_turned_blocks_are_refused() -> None:
    assert functional_view(small_cnn(), orientation_rotation=0) == functional_view(small_cnn())
    with pytest.raises(OptionError, match="orientation_rotation is not drawn"):
        functional_view(small_cnn(), orientation_rotation=30)


@pytest.mark.parametrize("path", sorted((DATA / "models").glob("*.keras")), ids=lambda path: path.stem)
def test_files_are_drawn(path: Path, tmp_path: Path) -> None:
    image = functional_view(path, tmp_path / "a.svg", sizing_mode="balanced")
    assert min(image.size) > 40
    assert (tmp_path / "a.svg").read_text(encoding="utf-8").startswith("<svg")
