from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest

from dotnet_viz.errors import MissingFileError, OptionError, ShapeError, UnreadableFileError, UnsupportedInputError
from dotnet_viz.graph import Graph
from dotnet_viz.measures.comparison.compare import compare_graphs
from dotnet_viz.readers import read
from tests.architecture_files import TWO_LAYERS, two_layers_values, write_json, write_weights
from tests.conftest import DATA

MODELS = DATA / "models"


def values_of(graph: Graph) -> dict[str, float]:
    return {f"{layer.name}/{weight.name}": float(weight.array.sum()) for layer in graph.layers for weight in layer.weights}


def test_weights_of_keras_2_go_to_the_layers_of_their_names(tmp_path: Path) -> None:
    values = two_layers_values()
    path = write_json(tmp_path / "model.json", TWO_LAYERS)
    graph = read(path, weights=write_weights(tmp_path / "w.h5", values))
    assert values_of(graph) == {name: pytest.approx(float(array.sum())) for name, array in values.items()}
    assert (graph.notes, graph.parameter_count, graph.origin.path) == ((), 43, str(path))


def test_names_of_another_process_are_matched_by_order_and_it_is_said(tmp_path: Path) -> None:
    values = two_layers_values()
    # Here dense_2 is the first layer: by its name alone it would have the weights of the second one.
    later = {name.replace("dense_2", "dense_3").replace("dense_1", "dense_2"): array for name, array in values.items()}
    graph = read(TWO_LAYERS, weights=write_weights(tmp_path / "w.h5", later))
    assert values_of(graph) == {name: pytest.approx(float(array.sum())) for name, array in values.items()}
    assert "matched by their order" in graph.notes[0]


def test_weights_of_another_model_are_refused(tmp_path: Path) -> None:
    values = two_layers_values()
    values["dense_1/kernel"] = np.ones((6, 5), "float32")
    with pytest.raises(ShapeError, match=r"dense_1/kernel has the shape \(6, 5\).*asks for \(any, 4\)"):
        read(TWO_LAYERS, weights=write_weights(tmp_path / "w.h5", values))
    with pytest.raises(UnreadableFileError, match=r"no weight of .* belongs to a layer"):
        read(MODELS / "rnn.keras", weights=write_weights(tmp_path / "w.h5", {"x/alpha": np.ones(3, "float32")}))


@pytest.mark.parametrize("name", ["mlp-6-3-7", "multi", "rnn"])
@pytest.mark.parametrize("folder", ["keras-3.6", "keras-3.3"])
def test_architecture_and_weights_are_the_whole_file(tmp_path: Path, name: str, folder: str) -> None:
    path = MODELS / folder / f"{name}.keras"
    with zipfile.ZipFile(path) as archive:
        (tmp_path / "m.json").write_bytes(archive.read("config.json"))
        (tmp_path / "m.weights.h5").write_bytes(archive.read("model.weights.h5"))
    whole = read(path)
    for weights in (tmp_path / "m.weights.h5", path):
        assert not compare_graphs(whole, read(tmp_path / "m.json", weights=weights))


def test_a_whole_model_takes_other_weights_in_the_place_of_its_own(tmp_path: Path) -> None:
    with zipfile.ZipFile(MODELS / "mlp-6-3-7.keras") as archive:
        (tmp_path / "own.weights.h5").write_bytes(archive.read("model.weights.h5"))
    whole = read(MODELS / "mlp-6-3-7.keras")
    assert not compare_graphs(whole, read(MODELS / "mlp-6-3-7.keras", weights=tmp_path / "own.weights.h5"))


def test_weights_without_an_architecture_and_files_without_weights_are_reported(tmp_path: Path) -> None:
    weights = write_weights(tmp_path / "w.h5", two_layers_values())
    with pytest.raises(OptionError, match="goes with an architecture"):
        read([np.ones((2, 3))], weights=weights)
    with pytest.raises(MissingFileError, match="no file"):
        read(TWO_LAYERS, weights=tmp_path / "none.h5")
    with pytest.raises(UnreadableFileError, match="is JSON and has no weights"):
        read(TWO_LAYERS, weights=write_json(tmp_path / "m.json", TWO_LAYERS))
    np.savez(tmp_path / "a.npz", x=np.ones(3))
    with pytest.raises(UnreadableFileError, match="no Keras model"):
        read(TWO_LAYERS, weights=tmp_path / "a.npz")


def test_weights_that_are_a_pickle_of_pytorch_or_arrays_are_refused_with_the_way_out(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "m.pt", "w") as archive:
        archive.writestr("m/data.pkl", b"\x80\x02}.")
        archive.writestr("m/version", b"3")
    with pytest.raises(UnreadableFileError, match=r"m\.pt' is a pickle of PyTorch.*dv\.read\(torch\.load"):
        read(TWO_LAYERS, weights=tmp_path / "m.pt")
    with pytest.raises(
        UnsupportedInputError, match=r"weights= takes the path of a file .* not an object of type list.*dv\.read"
    ):
        read(TWO_LAYERS, weights=[np.ones((2, 3))])  # type: ignore[arg-type]
