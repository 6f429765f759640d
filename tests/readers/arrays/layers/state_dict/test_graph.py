"""State dicts of NumPy arrays: what their names and shapes show; those of PyTorch itself are in ``test_with_torch.py``."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.errors import OptionError, ShapeError
from dotnet_viz.graph import Array, Graph
from dotnet_viz.readers import read

GENERATOR = np.random.default_rng(0)


def values(*shape: int) -> Array:
    return GENERATOR.normal(size=shape).astype(np.float32)


def kernel_of(graph: Graph, layer: str, role: str = "kernel") -> Array:
    weight = graph.layer(layer).weight(role)
    assert weight is not None
    return weight.array


def kinds(graph: Graph) -> dict[str, str]:
    return {layer.name: layer.kind for layer in graph.layers if layer.weights}


def test_square_matrices_are_units_first_and_a_note_says_so() -> None:
    weight = values(3, 3)
    graph = read({"fc.weight": weight, "fc.bias": values(3)})
    np.testing.assert_array_equal(kernel_of(graph, "fc"), weight.T)
    assert "taken as (units, inputs), as PyTorch has them; layout='keras'" in graph.notes[-1]
    np.testing.assert_array_equal(kernel_of(read({"fc.weight": weight}, layout="keras"), "fc"), weight)
    np.testing.assert_array_equal(kernel_of(read({"fc_kernel": weight}, layout="torch"), "fc"), weight.T)


def test_biases_and_shapes_that_show_the_other_order_count_more_than_names() -> None:
    weight = values(2, 5)
    graph = read({"fc.weight": weight, "fc.bias": values(5)})
    np.testing.assert_array_equal(kernel_of(graph, "fc"), weight)
    assert "as their shapes show" in graph.notes[-1]
    chain = read({"a.weight": values(2, 3), "b.weight": values(3, 4)})
    assert [node.output().shape for node in chain.nodes] == [(None, 2), (None, 3), (None, 4)]
    with pytest.raises(ShapeError, match=r"bias of 'fc' has shape \(5,\).*\(units, inputs\).*layout='keras'"):
        read({"fc.weight": weight, "fc.bias": values(5)}, layout="torch")


def test_a_drawn_line_from_input_j_to_unit_i_is_the_weight_of_row_i() -> None:
    weight = values(4, 4)
    scene = dv.weight_graph({"0.weight": weight, "0.bias": values(4)}).scene
    shapes = {shape.id: shape for shape in scene.shapes}
    assert len(shapes) == 8
    matrix = dv.weight_matrix({"0.weight": weight}).scene.rasters[0].cell_tooltips
    assert matrix is not None
    assert f"input 1 → unit 2: {weight[2, 1]:.4g}".replace("-", "−") in matrix


def test_convolutions_have_the_axes_of_keras() -> None:
    weight = values(8, 3, 5, 4)
    graph = read({"c.weight": weight, "c.bias": values(8)})
    np.testing.assert_array_equal(kernel_of(graph, "c")[4, 3, 2, 7], weight[7, 2, 4, 3])
    assert (graph.layer("c").kind, graph.layer("c").config["filters"]) == ("Conv2D", 8)
    assert kinds(read({"c.weight": values(8, 3, 5)})) == {"c": "Conv1D"}
    assert kinds(read({"c.weight": values(8, 3, 5, 5, 5)})) == {"c": "Conv3D"}
    stated = read({"c.weight": values(5, 4, 3, 8)}, layout="keras")
    assert kernel_of(stated, "c").shape == (5, 4, 3, 8)


def test_transposed_convolutions_where_shapes_prove_them_and_by_name_with_a_note() -> None:
    weight = values(8, 3, 2, 2)
    proved = read({"u.weight": weight, "u.bias": values(3)})
    assert kinds(proved) == {"u": "Conv2DTranspose"}
    np.testing.assert_array_equal(kernel_of(proved, "u")[1, 0, 2, 7], weight[7, 2, 1, 0])
    named = read({"deconv.weight": values(4, 4, 2, 2), "deconv.bias": values(4)})
    assert kinds(named) == {"deconv": "Conv2DTranspose"}
    assert "by their names, which their shapes do not prove: deconv." in named.notes[-1]
    unknown = read({"c.weight": values(4, 4, 2, 2), "c.bias": values(4)})
    assert kinds(unknown) == {"c": "Conv2D"}
    assert "they could be transposed ones as well: c." in unknown.notes[-1]
    by_next = {"u.weight": weight, **{f"bn.{role}": values(3) for role in ("weight", "bias", "running_mean", "running_var")}}
    assert kinds(read(by_next))["u"] == "Conv2DTranspose"


def test_depthwise_convolutions_only_behind_as_many_channels() -> None:
    depthwise = {"1.weight": values(8, 1, 3, 3), "1.bias": values(8)}
    graph = read({"0.weight": values(8, 3, 3, 3), **depthwise, "2.weight": values(4, 8, 1, 1)})
    assert kinds(graph) == {"0": "Conv2D", "1": "DepthwiseConv2D", "2": "Conv2D"}
    assert kernel_of(graph, "1").shape == (3, 3, 8, 1)
    assert kinds(read(depthwise)) == {"1": "Conv2D"}


def test_normalizations_and_counters() -> None:
    batch = {f"bn.{role}": values(4) for role in ("weight", "bias", "running_mean", "running_var")}
    graph = read({**batch, "bn.num_batches_tracked": np.array(7), "ln.weight": values(4), "ln.bias": values(4)})
    assert kinds(graph) == {"bn": "BatchNormalization", "ln": "LayerNormalization"}
    assert [weight.role for weight in graph.layer("bn").weights] == ["gamma", "beta", "moving_mean", "moving_variance"]
    assert (graph.parameter_count, graph.trainable_count) == (24, 16)
    assert kinds(read({"norm.weight": values(4), "x.weight": values(2, 2)}))["norm"] == "RMSNormalization"
    assert kinds(read({"gn.weight": values(4), "gn.bias": values(4)})) == {"gn": "GroupNormalization"}
    with pytest.raises(ShapeError, match="'bn' has tensors of different shapes"):
        read({**batch, "bn.bias": values(5)})


def test_attention_is_split_into_queries_keys_and_values() -> None:
    whole = values(12, 4)
    state = {"a.in_proj_weight": whole, "a.in_proj_bias": values(12), "a.out_proj.weight": values(4, 4)}
    graph = read({**state, "a.out_proj.bias": values(4)})
    layer = graph.layer("a")
    assert (layer.kind, graph.parameter_count) == ("MultiHeadAttention", 80)
    found = {weight.name: weight.array for weight in layer.weights}
    np.testing.assert_array_equal(found["key/kernel"], whole[4:8].T)
    assert found["attention_output/bias"].shape == (4,)


def test_recurrent_layers_have_the_order_of_gates_of_keras() -> None:
    state = {
        "r.weight_ih_l0": values(6, 5),
        "r.weight_hh_l0": values(6, 2),
        "r.bias_ih_l0": values(6),
        "r.bias_hh_l0": values(6),
    }
    graph = read(state)
    assert kinds(graph) == {"r": "GRU"}
    reset, update, new = np.split(state["r.weight_ih_l0"], 3)
    np.testing.assert_array_equal(kernel_of(graph, "r"), np.concatenate([update, reset, new]).T)
    lstm = {"r.weight_ih_l0": values(8, 5), "r.weight_hh_l0": values(8, 2)}
    both = {f"{name}{ending}": array for name, array in lstm.items() for ending in ("", "_reverse")}
    assert kinds(read(lstm)) == {"r": "LSTM"}
    assert kinds(read(both)) == {"r": "Bidirectional"}
    with pytest.raises(ShapeError, match="of no recurrent layer"):
        read({"r.weight_ih_l0": values(7, 5), "r.weight_hh_l0": values(7, 2)})


def test_what_follows_one_another_is_a_chain_and_what_may_branch_is_not() -> None:
    row = {"features.0.weight": values(4, 1, 3, 3), "features.0.bias": values(4), "classifier.weight": values(2, 16)}
    assert len(read(row).edges) == 2
    branches = {f"{name}.weight": values(4, 4) for name in ("query", "key", "value")}
    assert read(branches).edges == ()
    assert "listed without edges" in read(branches).notes[0]
    deep = {"layer1.0.conv1.weight": values(4, 4, 3, 3), "layer1.0.conv2.weight": values(4, 4, 3, 3), "fc.weight": values(2, 4)}
    assert read(deep).edges == ()


def test_what_all_names_begin_with_is_left_out() -> None:
    assert list(kinds(read({"model.net.0.weight": values(3, 2), "model.net.2.weight": values(1, 3)}))) == ["0", "2"]
    assert list(kinds(read({"model.fc.weight": values(3, 2)}))) == ["fc"]
    assert list(kinds(read({"weight": values(3, 3)}))) == ["model"]


def test_tensors_of_no_known_module_keep_their_names() -> None:
    graph = read(
        {"cls_token": values(1, 1, 4), "proj.weight_g": values(4, 1), "proj.weight_v": values(4, 4), "x.weight": values(4)}
    )
    assert kinds(graph) == {"cls_token": "Variable", "proj": "Layer", "x": "Layer"}
    assert graph.parameter_count == 28


@pytest.mark.parametrize("name", ["state_dict", "model_state_dict"])
def test_the_weights_of_a_checkpoint_are_taken(name: str) -> None:
    graph = read({"epoch": 3, name: OrderedDict({"fc.weight": values(2, 3)})})
    assert graph.parameter_count == 6
    assert f"under {name!r}" in graph.notes[-1]


def test_everything_takes_a_state_dict() -> None:
    state: dict[str, Any] = {"0.weight": values(4, 4), "0.bias": values(4), "2.weight": values(2, 4), "2.bias": values(2)}
    changed = {**state, "2.bias": state["2.bias"] + 1}
    assert "other weights in 1 layer" in repr(dv.compare(state, changed))
    assert not dv.compare(state, dict(state))
    assert dv.summary(state).parameter_count == 30
    assert dv.check(state).weights == 4
    assert "</svg>" in dv.draw(state, style="weight-graph").svg


def test_layout_is_for_arrays_alone() -> None:
    with pytest.raises(OptionError, match="unknown layout 'pytorch'; choose one of: auto, torch, keras"):
        read({"fc.weight": values(2, 2)}, layout="pytorch")
    with pytest.raises(OptionError, match=r"layout= says how matrices lie .* not in '\{"):
        read('{"class_name": "Sequential", "config": {"layers": []}}', layout="torch")
