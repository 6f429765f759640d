from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.diagrams.plot_model import PlotModel
from dotnet_viz.diagrams.weight_graph.style import WeightGraph
from dotnet_viz.graph import Graph
from dotnet_viz.readers.keras import h5_file
from tests.weights_files import CNN, MLP, values, write_named, write_objects


def names(graph: Graph) -> list[str]:
    return [layer.name for layer in graph.layers]


def lines(graph: Graph) -> list[tuple[str, str]]:
    return [(graph.node(edge.source).layer.name, graph.node(edge.target).layer.name) for edge in graph.edges]


def test_weights_of_keras_2_are_a_chain_of_named_tensors_with_their_values(tmp_path: Path) -> None:
    graph = h5_file.read(write_named(tmp_path / "w.h5", MLP))
    assert lines(graph) == [("input", "hidden"), ("hidden", "out")]
    assert [(layer.kind, layer.config.get("units")) for layer in graph.layers[1:]] == [("Dense", 4), ("Dense", 3)]
    assert [str(node.output()) for node in graph.nodes] == ["(…, 6)", "(…, 4)", "(…, 3)"]
    kernel = graph.layer("out").weight("kernel")
    assert kernel is not None
    np.testing.assert_array_equal(kernel.array, MLP["out"]["kernel:0"])
    assert (graph.kind, graph.parameter_count, graph.origin.framework_version) == ("Weights", 43, "2.2.4")
    assert not graph.has_architecture
    (note,) = graph.notes
    assert "weights and no architecture" in note
    assert "dv.read('model.json', weights=" in note


def test_weights_of_keras_3_stand_in_the_order_in_which_they_were_written(tmp_path: Path) -> None:
    graph = h5_file.read(write_objects(tmp_path / "m.weights.h5", CNN, {"": "cnn", "layers/dense": "scores"}))
    assert graph.name == "cnn"
    assert lines(graph) == [
        ("input", "conv2d"),
        ("conv2d", "batch_normalization"),
        ("batch_normalization", "conv2d_1"),
        ("conv2d_1", "scores"),
    ]
    normalization = graph.layer("batch_normalization")
    assert [weight.role for weight in normalization.weights] == ["gamma", "beta", "moving_mean", "moving_variance"]
    assert normalization.trainable_count == 16


def test_numbers_of_layers_outrank_their_places_in_the_file(tmp_path: Path) -> None:
    groups = {"": [], "layers/dense_1": [values(4, 3)], "layers/dense": [values(6, 4)]}
    assert lines(h5_file.read(write_objects(tmp_path / "m.weights.h5", groups))) == [("input", "dense"), ("dense", "dense_1")]


@pytest.mark.parametrize(
    "others",
    [{"layers/add": []}, {"layers/input_layer": [], "layers/my_merge": []}, {"head": [values(3, 3)]}],
    ids=["a merge", "a layer without weights of an unknown class", "layers that are attributes"],
)
def test_what_may_branch_is_listed_without_edges(tmp_path: Path, others: dict[str, list[np.ndarray]]) -> None:
    groups = {"": [], "layers/input_layer": [], "layers/dense": [values(6, 4)], "layers/dense_1": [values(4, 3)], **others}
    graph = h5_file.read(write_objects(tmp_path / "m.weights.h5", groups))
    assert (graph.edges, graph.inputs, graph.outputs) == ((), (), ())
    assert {"dense", "dense_1"} <= set(names(graph))
    assert "listed without edges" in graph.notes[0]


def test_shapes_that_do_not_follow_one_another_are_no_chain(tmp_path: Path) -> None:
    layers = {"a": {"kernel:0": values(6, 4)}, "b": {"kernel:0": values(5, 3)}}
    assert h5_file.read(write_named(tmp_path / "w.h5", layers)).edges == ()


def test_a_merge_of_keras_2_is_seen_by_the_name_of_its_layer(tmp_path: Path) -> None:
    layers = {"input_1": {}, "a": {"kernel:0": values(4, 4)}, "b": {"kernel:0": values(4, 4)}}
    assert len(h5_file.read(write_named(tmp_path / "line.h5", layers)).edges) == 2
    assert h5_file.read(write_named(tmp_path / "sum.h5", {**layers, "add_1": {}})).edges == ()
    assert h5_file.read(write_named(tmp_path / "two.h5", {**layers, "input_2": {}})).edges == ()


def test_names_of_authors_for_layers_without_weights_are_understood_where_they_are_plain(tmp_path: Path) -> None:
    layers = {"c1": {"kernel:0": values(3, 3, 1, 8)}, "block1_pool": {}, "c2": {"kernel:0": values(3, 3, 8, 8)}}
    assert len(h5_file.read(write_named(tmp_path / "line.h5", layers)).edges) == 2
    assert h5_file.read(write_named(tmp_path / "sum.h5", {**layers, "block_2_add": {}})).edges == ()
    assert h5_file.read(write_named(tmp_path / "mixed.h5", {**layers, "mixed0": {}})).edges == ()


def test_a_functional_model_of_keras_3_is_a_chain_only_where_no_sum_can_be(tmp_path: Path) -> None:
    def edges(*sizes: int) -> int:
        groups = {f"layers/dense_{n}" if n else "layers/dense": [values(*pair)] for n, pair in enumerate(pairwise(sizes))}
        path = write_objects(tmp_path / "m.weights.h5", {"": [], "layers/input_layer": [], **groups})
        return len(h5_file.read(path).edges)

    assert edges(6, 4, 3, 2) == 3
    assert edges(6, 4, 4, 2) == 0  # the last may take x + dense(x)
    assert edges(6, 4, 3, 6) == 3


def test_models_inside_are_opened(tmp_path: Path) -> None:
    groups = {"": [], "layers/functional/layers/dense": [values(6, 4)], "layers/functional": [], "layers/dense": [values(4, 3)]}
    graph = h5_file.read(write_objects(tmp_path / "m.weights.h5", groups, {"layers/functional": "encoder"}))
    assert sorted(names(graph)) == ["dense", "encoder/dense"]
    layers = {"vgg": {"c1/kernel:0": values(3, 3, 3, 8), "c2/kernel:0": values(3, 3, 8, 8)}, "top": {"kernel:0": values(8, 2)}}
    assert names(h5_file.read(write_named(tmp_path / "w.h5", layers))) == ["vgg/c1", "vgg/c2", "top"]


def test_a_subclassed_model_has_its_attributes_and_its_own_variables(tmp_path: Path) -> None:
    groups = {
        "": [values(3)],
        "a": [values(4, 3), values(3)],
        "blocks/dense": [values(3, 3), values(3)],
        "optimizer": [values(3)],
    }
    graph = h5_file.read(write_objects(tmp_path / "m.weights.h5", groups, {"": "net", "a": "dense_4"}))
    assert [(layer.name, layer.kind) for layer in graph.layers] == [
        ("variable_0", "Variable"),
        ("dense_4", "Dense"),
        ("blocks.dense", "Dense"),
    ]


def test_the_oldest_names_of_variables_are_todays(tmp_path: Path) -> None:
    layers = {"convolution2d_1": {"convolution2d_1_W": values(3, 3, 1, 8), "convolution2d_1_b": values(8)}}
    graph = h5_file.read(write_named(tmp_path / "w.h5", layers, "1.2.2"))
    assert [weight.name for weight in graph.layers[-1].weights] == ["kernel", "bias"]
    assert graph.layers[-1].kind == "Conv2D"


def test_two_layers_of_one_name_are_two(tmp_path: Path) -> None:
    groups = {"": [], "a/dense": [values(2, 2)], "b/dense": [values(2, 2)]}
    graph = h5_file.read(write_objects(tmp_path / "m.weights.h5", groups, {"a/dense": "same", "b/dense": "same"}))
    assert len(graph.layers) == 2


def test_boxes_have_the_shapes_of_the_weights(tmp_path: Path) -> None:
    graph = h5_file.read(write_named(tmp_path / "w.h5", MLP))
    texts = [[label.text for label in shape.labels] for shape in PlotModel(show_dtype=True).build(graph).shapes]
    assert texts[1] == ["hidden", "Dense", "kernel (6, 4) float32", "bias (4,) float32", "28 parameters"]
    assert "kernel (6, 4)" not in str(PlotModel(show_shapes=False).build(graph).shapes)


def test_a_weight_graph_of_a_chain_joins_its_layers_and_says_what_the_file_lacks(tmp_path: Path) -> None:
    scene = WeightGraph().build(h5_file.read(write_named(tmp_path / "w.h5", MLP)))
    assert len(scene.shapes) == 6 + 4 + 3
    assert any("no architecture" in note for note in scene.notes)


def test_checks_of_structure_do_not_run(tmp_path: Path) -> None:
    found = dv.check(write_named(tmp_path / "w.h5", {**MLP, "out": {"kernel:0": np.zeros((4, 3), "float32")}}))
    assert [finding.check for finding in found.findings] == ["all-zero"]
    assert "missing-activation" not in found.checks
    assert any("missing-activation" in skipped.checks and "architecture" in skipped.advice for skipped in found.skipped)
    assert len(dv.report(tmp_path / "w.h5").html) > 10_000
