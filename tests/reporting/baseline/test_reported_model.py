from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, TensorSpec, Weight
from dotnet_viz.measures.comparison.compare import compare_graphs
from dotnet_viz.reporting.baseline.from_report import report_baseline
from dotnet_viz.reporting.baseline.reported_model import compare_reported, summarised_model
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.measured.model import Measurements
from dotnet_viz.reporting.report import build_report

HOSTILE = "<script>alert('x')</script>"


def network(*units: int, seed: int = 0, names: tuple[str, ...] = ()) -> Graph:
    """Return dense layers of those units after an input of four values."""
    random = np.random.default_rng(seed)
    layers, shapes = [Layer("input", "input", "InputLayer", trainable=None)], [4]
    for number, size in enumerate(units):
        name = names[number] if names else f"dense_{number}"
        kernel = Weight.from_array("kernel", random.normal(size=(shapes[-1], size)).astype("float32"))
        config = {"units": size, "use_bias": False}
        layers.append(Layer(name, name, "Dense", activation="relu", weights=(kernel,), config=config))
        shapes.append(size)
    nodes = tuple(
        Node(f"n{place}", layer, outputs=(TensorSpec((None, size), "float32"),))
        for place, (layer, size) in enumerate(zip(layers, shapes, strict=True))
    )
    edges = tuple(Edge(f"n{place}", 0, f"n{place + 1}", 0) for place in range(len(units)))
    return Graph("net", "Functional", nodes, edges, (Port("n0"),), (Port(f"n{len(units)}"),))


def document(graph: Graph) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(build_report(ReportContext(graph)).to_dict()))
    return found


def compared(before: Graph, after: Graph) -> ReportContext:
    return ReportContext(after, baseline=report_baseline(document(before), "old", "the file"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (network(3, 2, names=("a", "head")), network(3, 5, 2, names=("a", "middle", "head"))),
        (network(3, 5, 2, names=("a", "middle", "head")), network(3, 2, names=("a", "head"))),
        (network(3, 2), network(6, 2)),
        (network(3, 2), network(3, 2, names=("dense_0", "head"))),
    ],
)
def test_layers_are_those_that_a_comparison_of_the_models_finds(before: Graph, after: Graph) -> None:
    found, whole = compared(before, after).comparison, compare_graphs(before, after)
    assert found is not None
    for name in ("added", "removed"):
        assert [one.id for one in getattr(found.layers, name)] == [one.id for one in getattr(whole.layers, name)]
    assert [(one.before.id, one.after.id) for one in found.layers.matches] == [
        (one.before.id, one.after.id) for one in whole.layers.matches
    ]
    changed = {change.match.after.id for change in (*whole.layers.changed, *whole.layers.resized)}
    assert {change.match.after.id for change in (*found.layers.changed, *found.layers.resized)} == changed
    assert found.summary.before.parameter_count == whole.summary.before.parameter_count


def test_equal_models_do_not_differ_and_what_is_unknown_is_said() -> None:
    context = compared(network(3, 2), network(3, 2))
    assert context.comparison is not None
    assert not context.comparison
    assert context.changes is not None
    assert context.changes.changed_weights == ()
    assert "no values of weights and no predictions" in context.changes.baseline.notes[0]
    assert context.quantities["drift"].value is None


def test_statistics_of_weights_stand_side_by_side() -> None:
    before, after = network(3, 2), network(3, 2, seed=1)
    report = build_report(compared(before, after))
    [section] = [section for section in report.sections if section.id == "comparison"]
    tables = {table.caption: table for table in section.data["tables"]}
    rows = [[cell.text for cell in row] for row in tables["Statistics of weights that differ"].rows]
    assert [row[0] for row in rows] == ["dense_0/kernel", "dense_1/kernel"]
    old, new = (Measurements(graph).weights[0].statistics for graph in (before, after))
    assert rows[0][1] == f"{old.mean:.4g} → {new.mean:.4g}".replace("-", "−")
    assert rows[0][4] == "0 %"
    assert "Layers that differ" not in tables


def test_a_report_without_statistics_is_compared_by_numbers_of_parameters() -> None:
    before, after = (summarised_model(Measurements(network(units, 2))) for units in (3, 6))
    found = compare_reported(replace(before, weights=()), after)
    assert {change.match.after.id for change in found.layers.changed} >= {"dense_0"}
    assert (found.summary.before.parameter_count, found.summary.after.parameter_count) == (18, 36)


def test_layers_of_nested_models_are_inside_them() -> None:
    dense = Layer("inner/dense", "dense", "Dense")
    nodes = (
        Node("a", Layer("inner", "inner", "Functional", "model")),
        Node("b", dense, outputs=(TensorSpec((None, 2)),), parent="a"),
        Node("c", Layer("dense", "dense", "Dense"), outputs=(TensorSpec((None, 2)),)),
    )
    graph = Graph("net", "Functional", nodes, (Edge("a", 0, "c", 0),))
    rebuilt = summarised_model(Measurements(graph)).graph(with_weights=False)
    assert [node.parent for node in rebuilt.nodes] == [None, "n0", None]
    assert [(edge.source, edge.target) for edge in rebuilt.edges] == [("n0", "n2")]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("layers", 3),
        ("layers", [3]),
        ("layers", [{}]),
        ("weights", None),
        ("weights", [{}]),
        ("name", 3),
        ("layers.id", None),
        ("layers.category", "house"),
        ("layers.depth", -1),
        ("layers.depth", 1e400),
        ("layers.parameters", 1.5),
        ("layers.trainable", "yes"),
        ("layers.output_shapes", [3]),
        ("layers.connected_to", "a"),
        ("weights.shape", ["a"]),
        ("weights.shape", [-1]),
        ("weights.mean", "1"),
        ("weights.layer", {}),
        ("layers.dtype", []),
    ],
)
def test_wrong_parts_of_a_model_are_one_error_that_names_the_file(key: str, value: Any) -> None:
    copy = document(network(3, 2))
    name, _, inner = key.partition(".")
    if inner:
        copy["model"][name][0][inner] = value
    else:
        copy["model"][name] = value
    with pytest.raises(UnreadableFileError, match="the file") as error:
        report_baseline(copy, "old", "the file")
    assert len(str(error.value)) < 400


def test_the_same_layer_twice_is_refused_and_unknown_shapes_are_unknown() -> None:
    copy = document(network(3, 2))
    twice = {**copy, "model": {**copy["model"], "layers": [copy["model"]["layers"][1]] * 2}}
    with pytest.raises(UnreadableFileError, match="an id twice"):
        report_baseline(twice, "old", "the file")
    copy["model"]["layers"][1]["output_shapes"] = ["(None, " + "9" * 5000 + ")", "(…, 10)", HOSTILE]
    found = report_baseline(copy, "old", "the file").reported
    assert found is not None
    assert [spec.shape for spec in found.graph(with_weights=True).nodes[1].outputs] == [None, None, None]


def test_names_of_a_report_are_escaped(tmp_path: Path) -> None:
    copy = document(network(3, 2))
    for row in copy["model"]["layers"][1:]:
        row |= {"id": HOSTILE + row["id"], "name": HOSTILE, "kind": HOSTILE}
    page = build_report(ReportContext(network(3, 2), baseline=report_baseline(copy, "old", "the file"))).html
    assert HOSTILE not in page
    assert "&lt;script&gt;alert" in page
