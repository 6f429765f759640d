"""One model of Keras 3 in each of its files gives one graph; what a file lacks is noted."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dotnet_viz.measures.comparison.compare import compare_graphs
from dotnet_viz.readers import read

pytestmark = pytest.mark.keras


@pytest.fixture
def keras() -> Any:
    import keras

    keras.utils.clear_session()
    return keras


def nested(keras: ModuleType) -> Any:
    """Return a model with a nested model, a shared layer, normalization and an operation."""
    layers = keras.layers
    encoder = keras.Sequential(
        [keras.Input((6,)), layers.Dense(6, activation="relu"), layers.BatchNormalization()], name="encoder"
    )
    shared = layers.Dense(6, name="shared")
    x = keras.Input((6,), name="x")
    y = shared(encoder(x))
    return keras.Model(x, layers.Dense(3, activation="softmax", name="out")(shared(y) + x * 2.0), name="nested")


def test_files_that_hold_all_give_the_graph_of_the_model(keras: ModuleType, tmp_path: Path) -> None:
    model = nested(keras)
    live = read(model)
    model.save(tmp_path / "m.keras")
    model.save(tmp_path / "m.h5")
    model.save(tmp_path / "folder", zipped=False)
    model.save_weights(tmp_path / "m.weights.h5")
    (tmp_path / "m.json").write_text(model.to_json(), encoding="utf-8")
    found = [read(tmp_path / name) for name in ("m.keras", "m.h5", "folder")]
    found += [read(source, weights=tmp_path / "m.weights.h5") for source in (tmp_path / "m.json", model.to_json())]
    for graph in found:
        assert not compare_graphs(live, graph)
        assert (graph.edges, graph.notes) == (live.edges, live.notes)
        assert [(node.id, node.layer.id, node.outputs) for node in graph.nodes] == [
            (node.id, node.layer.id, node.outputs) for node in live.nodes
        ]
    assert live.parameter_count == model.count_params()


def test_what_a_file_lacks_is_noted(keras: ModuleType, tmp_path: Path) -> None:
    model = nested(keras)
    model.export(tmp_path / "exported", verbose=False)
    model.save_weights(tmp_path / "m.weights.h5")
    architecture, weights, exported = (
        read(model.to_json()),
        read(tmp_path / "m.weights.h5"),
        read(tmp_path / "exported"),
    )
    assert architecture.parameter_count is None
    assert any("weights" in note for note in architecture.notes)
    assert weights.parameter_count == exported.parameter_count == model.count_params()
    assert all(any("architecture" in note or "layers" in note for note in graph.notes) for graph in (weights, exported))
