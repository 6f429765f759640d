"""Pictures made for a page, a column and a slide, in every style."""

from __future__ import annotations

import re
import warnings
from dataclasses import replace
from functools import cache
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.diagrams import STYLES
from dotnet_viz.errors import VizWarning
from dotnet_viz.fitting.fitted import fitted, smallest_text, soonest_fitted
from dotnet_viz.fitting.paper import PAPERS
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, TensorSpec
from dotnet_viz.scene import Scene, Shape
from tests.applications import kept
from tests.builders import dense_chain
from tests.conftest import DATA
from tests.scene_builders import neurons

OF_LAYERS = ("ann", "blocks", "layered", "lenet", "neurons", "plot-model")
OF_WEIGHTS = tuple(style for style in STYLES if style not in OF_LAYERS)
SCRIPT = (Path(__file__).parents[1] / "overlaps.js").read_text(encoding="utf-8")


@cache
def model(name: str) -> Graph:
    """Return a model by name."""
    if name == "linear":
        return dv.read([np.random.default_rng(0).normal(size=(30, 12))])
    if name == "chain":
        return dense_chain(*[3] * 400)
    return kept(name) if name[0].isupper() else dv.read(DATA / "models" / f"{name}.keras")


@cache
def drawing_of(name: str, style: str, fit: Any) -> dv.Drawing:
    options: dict[str, Any] = {"layer_range": "-1:-1"} if style == "coefficients" and name != "linear" else {}
    return dv.draw(model(name), style=style, fit=fit, **options)


CASES = [(style, name) for style in STYLES for name in ("cnn-28x28", "multi", "rnn", "linear")]
CASES += [(style, name) for style in (*OF_LAYERS, "transformer", "unrolled") for name in ("ResNet50", "chain")]
# A page is wider than a column, and its text smaller than that of a slide: one small and one large model show that it works.
FITS = [(*case, fit) for case in CASES for fit in PAPERS if fit != "page" or case[1] in ("cnn-28x28", "ResNet50")]


@pytest.mark.parametrize(("style", "name", "fit"), FITS)
def test_no_text_is_too_small(style: str, name: str, fit: str) -> None:
    if style == "filters" and name in ("rnn", "linear"):
        pytest.skip("it has no filters")
    with warnings.catch_warnings():
        warnings.simplefilter("error", VizWarning)
        drawing = drawing_of(name, style, fit)
        _ = drawing.svg
    paper = PAPERS[fit]
    assert drawing.width <= paper.width + 0.01
    assert drawing.height <= paper.height + 0.01
    zoom = drawing.width / (drawing.placed.size or (1.0, 1.0))[0]
    assert smallest_text(drawing.placed) * zoom * 0.75 >= paper.least_text - 1e-3
    assert f'width="{drawing.width:.2f}'.rstrip("0").rstrip(".") in drawing.svg


@pytest.mark.browser
@pytest.mark.parametrize(("style", "fit"), list(zip(OF_LAYERS, ("page", "column", "slide") * 2, strict=True)))
def test_nothing_overlaps_in_what_was_made_to_fit(page: Any, style: str, fit: str) -> None:
    page.set_content(f"<body style='margin: 0'>{drawing_of('ResNet50', style, fit).svg}</body>")
    assert page.evaluate(SCRIPT[SCRIPT.index("() =>") :]) == []


def test_what_is_left_out_is_reported() -> None:
    notes = drawing_of("ResNet50", "plot-model", "column").placed.notes
    (note,) = (note for note in notes if note.startswith("So that it fits, "))
    shapes = [shape for shape in drawing_of("ResNet50", "plot-model", "column").scene.shapes if " layers" in shape.kind]
    assert f"{len(shapes)} of the boxes stand for {sum(int(shape.kind.split()[0]) for shape in shapes)} layers" in note


def test_what_fits_is_drawn_whole() -> None:
    small = dense_chain(3, 4, 2)
    fit, usual = dv.draw(small, fit="page"), dv.draw(small)
    assert fit.placed == usual.placed
    assert (fit.width, fit.height) == (usual.width, usual.height)


def test_a_paper_of_ones_own_and_a_width_beside_it() -> None:
    drawing = dv.draw(model("ResNet50"), fit=("12cm", "8cm"))
    assert drawing.width <= 12 / 2.54 * 96 + 0.01
    assert drawing.height <= 8 / 2.54 * 96 + 0.01
    with pytest.warns(VizWarning, match="text_size=6"):
        narrow = dv.draw(dense_chain(3, 4), fit="page", width="4cm")
    assert narrow.width == pytest.approx(4 / 2.54 * 96, abs=0.01)


def test_what_never_fits_is_drawn_with_a_warning() -> None:
    scene = Scene("one", shapes=(Shape("a", "a", 5000.0, 5000.0, x=0.0, y=0.0),), layout="given")
    with pytest.warns(VizWarning, match="fits with text of 6 pt"):
        found = fitted([scene, scene], PAPERS["column"], engine="wasm", finished=lambda scene: scene)
    assert found.zoom == pytest.approx(PAPERS["column"].width / (found.placed.size or (1.0, 1.0))[0])


@pytest.mark.parametrize("style", ["plot-model", "weight-graph", "bars"])
def test_a_paper_smaller_than_the_margins_of_a_picture_is_one(style: str) -> None:
    with pytest.warns(VizWarning, match="fits with text of 6 pt"):
        drawing = dv.draw(dense_chain(3, 4, 2), style=style, fit=("12px", "8px"))
    assert drawing.width <= 12.01
    assert drawing.height <= 8.01


def test_a_picture_whose_columns_stand_nearer_is_tried_though_the_same_is_drawn() -> None:
    paper = replace(PAPERS["column"], width=400.0, height=350.0, least_text=8.0)
    wide, narrow = (replace(neurons((3, 3, 3)), gap=gap) for gap in (2_000.0, 40.0))
    found = soonest_fitted([lambda: wide, lambda: narrow], paper, engine="wasm", finished=lambda scene: scene)
    assert found is not None
    assert found.scene.gap == 40.0


def test_default_weight_graphs_that_are_large_are_drawn_for_a_page() -> None:
    placed = dv.draw(dense_chain(*[3] * 16), style="weight-graph").placed
    assert placed.size is not None
    assert PAPERS["page"].has_room(placed.size, smallest_text(placed))
    assert any(note.startswith("Drawn for a page, as it would be ") for note in placed.notes)


def test_a_number_of_neurons_that_was_asked_for_is_drawn_at_any_size() -> None:
    placed = dv.draw(dense_chain(*[3] * 16), style="weight-graph", max_neurons=12).placed
    assert placed.size is not None
    assert placed.size[0] > 1600
    assert any(note.startswith("This picture is ") for note in placed.notes)


@pytest.mark.parametrize("style", ["neurons", "plot-model"])
def test_default_pictures_that_are_large_go_on_or_report_it(style: str) -> None:
    few, many = dv.draw(dense_chain(*[3] * 16), style=style).placed, dv.draw(dense_chain(*[3] * 200), style=style).placed
    assert few.size is not None
    assert few.size[0] <= 1600
    assert few.size[1] <= 2721
    assert few.notes == ()
    assert 'fit="page"' in many.notes[-1]
    assert any(label.text.startswith("This picture is") for label in many.labels)


def test_names_go_on_in_the_next_line_before_layers_become_one_box() -> None:
    """A column had room for every block of ResNet50, and eight of eleven boxes said no more than "12 layers"."""
    notes = drawing_of("ResNet50", "blocks", "column").placed.notes
    assert not [note for note in notes if note.startswith("So that it fits")]


def test_branches_of_several_inputs_are_drawn_in_a_column() -> None:
    """All layers between the inputs and the output were one box."""
    kinds = {
        "photo": ("Conv2D", "MaxPooling2D", "Conv2D", "GlobalAveragePooling2D"),
        "text": ("Embedding", "LSTM"),
        "table": ("Dense",),
    }
    nodes: list[Node] = []
    edges: list[Edge] = []
    ends: list[str] = []
    for start, row in kinds.items():
        layers = [Layer(start, start, "InputLayer"), *(Layer(f"{start}_{i}", snake(kind), kind) for i, kind in enumerate(row))]
        own = [Node(f"n{len(nodes) + i}", layer, outputs=(TensorSpec((None, 8)),)) for i, layer in enumerate(layers)]
        edges += [Edge(one.id, 0, other.id, 0) for one, other in pairwise(own)]
        nodes += own
        ends.append(own[-1].id)
    nodes.append(Node("join", Layer("join", "concatenate", "Concatenate"), outputs=(TensorSpec((None, 8)),)))
    edges += [Edge(name, 0, "join", port) for port, name in enumerate(ends)]
    inputs = tuple(Port(node.id) for node in nodes if node.layer.kind == "InputLayer")
    graph = Graph("listing", "Functional", tuple(nodes), tuple(edges), inputs, (Port("join"),))
    assert len(dv.draw(graph, fit="column").scene.shapes) == len(nodes)


def test_three_branches_stand_side_by_side_where_narrow_cards_have_room() -> None:
    """A column had one box for all three, "9 layers, side by side", whose name took seven lines."""
    kinds = ("Dense", "Dropout", "Dense")
    names = ("audio", "video", "motion")
    rows = [[Layer(f"{name}_{i}", f"{name}_{i}", kind) for i, kind in enumerate(kinds)] for name in names]
    layers = [Layer("features", "features", "InputLayer"), *chain.from_iterable(rows)]
    layers += [Layer("fusion", "fusion", "Concatenate"), Layer("label", "label", "Dense", activation="softmax")]
    nodes = tuple(Node(layer.id, layer, outputs=(TensorSpec((None, 32)),)) for layer in layers)
    ways = [["features", *(layer.id for layer in row), "fusion"] for row in rows]
    pairs = [*chain.from_iterable(map(pairwise, ways)), ("fusion", "label")]
    ports = {(row[-1].id, "fusion"): port for port, row in enumerate(rows)}
    edges = tuple(Edge(one, 0, other, ports.get((one, other), 0)) for one, other in pairs)
    graph = Graph("three_views", "Functional", nodes, edges, (Port("features"),), (Port("label"),))
    placed = dv.draw(graph, style="blocks", fit="column").placed
    assert len(placed.shapes) == 5
    assert all(any(shape.name.startswith(name) for shape in placed.shapes) for name in names)
    assert not [note for note in placed.notes if note.startswith("So that it fits")]


def snake(kind: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z][a-z])", "_", kind).lower()


def test_captions_of_weight_graphs_stand_outside_of_lines_that_would_pass_them() -> None:
    scene = drawing_of("rnn", "weight-graph", "page").placed
    assert not [shape for shape in scene.shapes if shape.kind == "caption" and shape.labels]
    assert {"embedding_1", "gru"} <= {label.text for label in scene.labels}


@pytest.mark.parametrize(
    ("fit", "options", "points"),
    [("page", {"width": "5cm"}, 1), ("slide", {"height": 120}, 1), ("page", {"width": "30cm"}, 0), ("page", {"dpi": 300}, 0)],
)
def test_a_width_that_takes_the_readable_texts_back_is_warned_of(fit: str, options: dict[str, Any], points: int) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        dv.draw(model("multi"), fit=fit, **options)
    said = [str(warning.message) for warning in caught]
    assert len(said) == points
    assert all("text_size=6 in place of fit" in text for text in said)
