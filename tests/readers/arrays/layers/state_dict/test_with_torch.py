"""State dicts as PyTorch makes them, compared with its modules."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.errors import UnsupportedInputError
from dotnet_viz.graph import Graph
from dotnet_viz.readers import read

torch = pytest.importorskip("torch")
nn = torch.nn


class _Tokens(nn.Module):  # type: ignore[misc, name-defined, unused-ignore]
    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(20, 8)
        self.lstm = nn.LSTM(8, 6, num_layers=2)
        self.fc = nn.Linear(6, 3)


def _models() -> dict[str, Any]:
    encoder = nn.TransformerEncoderLayer(8, 2, 16, batch_first=True)
    return {
        "mlp": nn.Sequential(nn.Linear(4, 4), nn.ReLU(), nn.Linear(4, 4), nn.ReLU(), nn.Linear(4, 2)),
        "cnn": nn.Sequential(
            nn.Conv2d(1, 8, 3, bias=False), nn.BatchNorm2d(8), nn.Conv2d(8, 8, 3, groups=8), nn.Flatten(), nn.Linear(32, 3)
        ),
        "tokens": _Tokens(),
        "bidirectional": nn.GRU(5, 6, bidirectional=True),
        "transformer": nn.TransformerEncoder(encoder, 2),
        "transposed": nn.Sequential(nn.ConvTranspose2d(8, 4, 3), nn.ConvTranspose2d(4, 4, 3)),
        "bfloat16": nn.Sequential(nn.Linear(4, 3), nn.LayerNorm(3), nn.Linear(3, 2)).to(torch.bfloat16),
    }


@pytest.fixture(scope="module")
def models() -> dict[str, Any]:
    torch.manual_seed(0)
    return _models()


@pytest.mark.parametrize("name", ["mlp", "cnn", "tokens", "bidirectional", "transformer", "transposed", "bfloat16"])
def test_parameters_are_those_of_the_module(models: dict[str, Any], name: str) -> None:
    graph = read(models[name].state_dict())
    assert graph.trainable_count == sum(parameter.numel() for parameter in models[name].parameters())
    assert graph.origin.framework == "PyTorch"
    found = [value for layer in graph.layers for weight in layer.weights for value in weight.array.ravel().tolist()]
    state = models[name].state_dict()
    expected = [value for key, tensor in state.items() if "num_batches" not in key for value in tensor.ravel().tolist()]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize("name", ["mlp", "cnn", "tokens", "transformer", "bfloat16"])
@pytest.mark.parametrize("style", ["weight-graph", "plot-model", "weight-matrix", "weight-histograms"])
def test_every_view_of_weights_draws_it(models: dict[str, Any], name: str, style: str) -> None:
    assert "</svg>" in dv.draw(models[name].state_dict(), style=style).svg


def _kernel(graph: Graph, layer: str) -> Any:
    weight = graph.layer(layer).weight("kernel")
    assert weight is not None
    return weight.array


def test_a_chain_computes_what_the_module_computes(models: dict[str, Any]) -> None:
    graph = read(models["mlp"].state_dict())
    x = np.random.default_rng(0).normal(size=(5, 4)).astype(np.float32)
    found = x
    for number, layer in enumerate(("0", "2", "4")):
        bias = graph.layer(layer).weight("bias")
        assert bias is not None
        found = found @ _kernel(graph, layer) + bias.array
        found = np.maximum(found, 0) if number < 2 else found
    np.testing.assert_allclose(found, models["mlp"](torch.from_numpy(x)).detach().numpy(), rtol=1e-5, atol=1e-6)


def test_the_order_of_gates_is_that_of_keras() -> None:
    torch.manual_seed(1)
    module = nn.GRU(3, 2)
    layer = read(module.state_dict()).layer("model")
    kernel, state, bias, state_bias = (weight.array for weight in layer.weights)
    x = np.random.default_rng(1).normal(size=3).astype(np.float32)
    before = np.full(2, 0.5, np.float32)
    update, reset, new = np.split(x @ kernel + bias, 3)
    state_update, state_reset, state_new = np.split(before @ state + state_bias, 3)
    z, r = 1 / (1 + np.exp(-update - state_update)), 1 / (1 + np.exp(-reset - state_reset))
    found = z * before + (1 - z) * np.tanh(new + r * state_new)
    expected = module(torch.from_numpy(x[None]), torch.from_numpy(before[None]))[0][0].detach().numpy()
    np.testing.assert_allclose(found, expected, rtol=1e-5)


def test_later_training_does_not_change_what_was_read(models: dict[str, Any]) -> None:
    module = nn.Linear(2, 2)
    graph = read(module.state_dict())
    before = _kernel(graph, "model").copy()
    with torch.no_grad():
        module.weight.add_(1)
    np.testing.assert_array_equal(_kernel(graph, "model"), before)


def test_what_is_no_tensor_is_left_out_and_named() -> None:
    state = {"fc.weight": torch.ones(2, 3), "fc._extra_state": None}
    assert "fc._extra_state" in read(state).notes[-1]
    with pytest.raises(UnsupportedInputError, match=r"array 'fc\.weight' has no values"):
        read({"fc.weight": torch.ones(2, 3, device="meta")})
    with pytest.raises(UnsupportedInputError, match=r"give its weights: model\.state_dict\(\)"):
        read(nn.Linear(2, 3))
