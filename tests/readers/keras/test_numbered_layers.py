from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dotnet_viz.measures.diagnostics import check_graph
from dotnet_viz.measures.summary.summary import summarise
from dotnet_viz.readers.keras import keras_file
from tests.old_keras_files import entry, stack, write_keras
from tests.readers.keras.archives import NAMES, SIX, THREE_DENSE, dense, values


@pytest.mark.parametrize(
    ("version", "list_name", "numbers"),
    [
        ("2.13.1", "_layer_checkpoint_dependencies", ("", "_2", "_4")),
        ("2.14.0", "_layer_checkpoint_dependencies", ("", "_1", "_2")),
        ("2.15.0", "layers", ("", "_1", "_2")),
        ("3.3.3", "layers", ("", "_1", "_2")),
    ],
)
def test_files_without_names_number_layers_as_their_version_does(
    tmp_path: Path, version: str, list_name: str, numbers: tuple[str, ...]
) -> None:
    groups = {f"{list_name}/dense{number}": dense(value) for value, number in enumerate(numbers, 1)}
    graph = keras_file.read(write_keras(tmp_path / "m.keras", THREE_DENSE, {"": [], **groups}, version))
    assert values(graph) == {"first": 1.0, "second": 2.0, "third": 3.0}
    assert (graph.parameter_count, graph.notes) == (126, ())


def test_layers_without_weights_are_numbered_too(tmp_path: Path) -> None:
    plain = {"scale": False, "center": False}
    norms = [entry("LayerNormalization", "a"), entry("LayerNormalization", "b", **plain), entry("LayerNormalization", "c")]
    place = "_layer_checkpoint_dependencies/layer_normalization"
    groups = {place: [np.full(6, 1.0)] * 2, f"{place}_2": [], f"{place}_3": [np.full(6, 3.0)] * 2}
    graph = keras_file.read(write_keras(tmp_path / "m.keras", stack(SIX, *norms), groups, "2.13.1"))
    assert values(graph) == {"a": 1.0, "c": 3.0}


@pytest.mark.parametrize(("version", "number"), [("2.13.1", 4), ("2.14.0", 1), ("3.3.3", 2)])
def test_a_layer_that_was_saved_in_a_model_before_is_left_out_of_the_list(tmp_path: Path, version: str, number: int) -> None:
    shared = entry("Dense", "shared", units=6)
    inner = stack(entry("InputLayer", "x", batch_input_shape=[None, 6]), shared, name="inner")
    again = {**shared, "shared_object_id": 140302094482192}
    config = stack(SIX, entry("Dense", "o0", units=6), inner, again, entry("Dense", "o1", units=6))
    place = "_layer_checkpoint_dependencies" if version.startswith("2") else "layers"
    groups = {
        f"{place}/dense": dense(1.0),
        f"{place}/sequential": [],
        f"{place}/sequential/{place}/dense": dense(2.0),
        f"{place}/dense_{number}": dense(3.0),
    }
    graph = keras_file.read(write_keras(tmp_path / "m.keras", config, groups, version))
    assert values(graph) == {"o0": 1.0, "shared": 2.0, "o1": 3.0}
    assert (graph.parameter_count, graph.notes) == (126, ())


def test_groups_that_may_be_of_several_layers_are_of_none(tmp_path: Path) -> None:
    place = "_layer_checkpoint_dependencies/dense"
    groups = {place: dense(1.0), f"{place}_1": dense(2.0), f"{place}_2": dense(3.0)}
    graph = keras_file.read(write_keras(tmp_path / "m.keras", THREE_DENSE, groups, "2.13.1"))
    assert values(graph) == {}
    assert graph.notes[0].startswith("6 stored variables belong to no layer")
    assert graph.notes[1].startswith("Which weights of the file are those of first, second, third is not known")
    assert [layer.lacks_weights for layer in graph.layers] == [False, True, True, True]
    assert (graph.parameter_count, str(summarise(graph)).count("?")) == (None, 9)
    assert [finding.layer for finding in check_graph(graph).findings if finding.check == "missing-weights"] == list(NAMES)


@pytest.mark.parametrize("list_name", ["layers", "_layer_checkpoint_dependencies"])
def test_windows_joins_names_with_backslashes(tmp_path: Path, list_name: str) -> None:
    inner = stack(entry("InputLayer", "x", batch_input_shape=[None, 6]), entry("Dense", "b", units=6), name="inner")
    config = stack(SIX, entry("Dense", "a", units=6), inner)
    groups = {
        rf"{list_name}\dense": dense(1.0),
        rf"{list_name}\sequential\{list_name}\dense": dense(2.0),
        r"optimizer": [np.zeros(3)],
    }
    graph = keras_file.read(write_keras(tmp_path / "m.keras", config, groups, "2.15.0"))
    assert values(graph) == {"a": 1.0, "b": 2.0}
    assert (graph.parameter_count, graph.notes) == (84, ())
