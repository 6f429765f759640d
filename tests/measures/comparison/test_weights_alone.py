"""Comparisons of files that have weights and no architecture."""

from __future__ import annotations

from pathlib import Path

import pytest

import dotnet_viz as dv
from tests.old_keras_files import dense_values, entry, stack, write_h5
from tests.weights_files import CNN, write_named, write_objects


def checkpoint(path: Path, factor: float) -> Path:
    return write_objects(path, {name: [array * factor for array in arrays] for name, arrays in CNN.items()})


def test_two_checkpoints_differ_in_their_values(tmp_path: Path) -> None:
    one, other = checkpoint(tmp_path / "a.weights.h5", 1), checkpoint(tmp_path / "b.weights.h5", 1.1)
    found = dv.compare(one, other)
    assert str(found).count("10.0 %") == 4
    assert "other weights only" in str(found)
    assert "~ name" not in str(found)
    assert "no differences" in str(dv.compare(one, checkpoint(tmp_path / "c.weights.h5", 1)))


def test_a_folder_of_checkpoints_has_a_drift(tmp_path: Path) -> None:
    for epoch in (1, 2, 10):
        checkpoint(tmp_path / f"epoch-{epoch}.weights.h5", 1 + epoch / 100)
    found = dv.evolution(tmp_path)
    assert [layer.id for layer in found.layers] == ["conv2d", "batch_normalization", "conv2d_1", "dense"]
    assert found.layers[0].from_first == pytest.approx((0.01 / 1.01, 0.09 / 1.01), rel=1e-3)
    assert "epoch-1.weights.h5 → epoch-10.weights.h5" in repr(dv.drift(found))


def test_weights_and_the_whole_model_are_compared_by_their_weights(tmp_path: Path) -> None:
    values = {"a": dense_values(3, 4, 1.0), "b": dense_values(4, 2, 2.0)}
    layers = entry("Dense", "a", units=4, activation="relu", batch_input_shape=[None, 3]), entry("Dense", "b", units=2)
    whole = dv.read(write_h5(tmp_path / "m.h5", stack(*layers, name="net"), values))
    alone = dv.read(write_named(tmp_path / "w.h5", values))
    for pair in ((whole, alone), (alone, whole)):
        assert "no differences" in str(dv.compare(*pair))
        assert "only weights were compared" in str(dv.compare(*pair))
    other = dv.read(write_named(tmp_path / "o.h5", {"a": dense_values(3, 4, 1.5), "b": values["b"]}))
    assert "other weights in 1 layer" in repr(dv.compare(whole, other))
