from __future__ import annotations

import json
import shutil
from pathlib import Path

import h5py
import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz import cli
from dotnet_viz.errors import UnreadableFileError, UnsafeFileError, VizError
from dotnet_viz.measures.comparison.compare import compare_graphs
from dotnet_viz.readers import read
from dotnet_viz.readers.registry import is_model_folder
from tests.conftest import DATA

MODELS = DATA / "saved_models"


def test_a_folder_of_keras_2_is_the_model_of_its_h5_file() -> None:
    folder, file = read(MODELS / "nested"), read(MODELS / "nested.h5")
    assert (folder.kind, folder.name, folder.edges, folder.notes) == (file.kind, file.name, file.edges, file.notes)
    assert [(node.layer.id, node.layer.kind, node.outputs) for node in folder.nodes] == [
        (node.layer.id, node.layer.kind, node.outputs) for node in file.nodes
    ]
    assert not compare_graphs(folder, file)
    assert folder.parameter_count == file.parameter_count == 401
    assert (folder.origin.format, folder.origin.framework) == ("saved-model", "Keras")
    for one, other in zip(folder.layers, file.layers, strict=True):
        for first, second in zip(one.weights, other.weights, strict=True):
            assert (first.name, first.trainable) == (second.name, second.trainable)
            assert np.array_equal(first.array, second.array)


def test_json_and_weights_of_the_same_model_are_the_same_graph(tmp_path: Path) -> None:
    with h5py.File(MODELS / "nested.h5") as file:
        (tmp_path / "model.json").write_text(file.attrs["model_config"], encoding="utf-8")
    graph = read(tmp_path / "model.json", weights=MODELS / "nested-weights.h5")
    assert not compare_graphs(graph, read(MODELS / "nested"))
    assert not compare_graphs(read(MODELS / "nested", weights=MODELS / "nested-weights.h5"), graph)


def test_a_subclassed_model_has_its_layers_with_class_and_weights_and_a_note() -> None:
    graph = read(MODELS / "subclassed")
    found = {layer.id: (layer.kind, layer.parameter_count) for layer in graph.layers}
    assert found == {
        "small": ("Small", 0),
        "small/first": ("Dense", 16),
        "small/drop": ("Dropout", 0),
        "small/block_0": ("Dense", 20),
        "small/block_1": ("Dense", 20),
        "small/scale": ("Variable", 4),
    }
    assert "without edges" in graph.notes[0]
    assert graph.layers[1].activation == "relu"


def test_an_exported_model_has_its_variables_and_signatures() -> None:
    graph = read(MODELS / "exported")
    assert [(layer.name, layer.kind, [weight.name for weight in layer.weights]) for layer in graph.layers if layer.weights] == [
        ("conv2d", "Conv2D", ["kernel", "bias"]),
        ("batch_normalization", "BatchNormalization", ["gamma", "beta", "moving_mean", "moving_variance"]),
        ("dense", "Dense", ["kernel", "bias"]),
    ]
    normalization = next(layer for layer in graph.layers if layer.kind == "BatchNormalization")
    assert [weight.trainable for weight in normalization.weights] == [True, True, False, False]
    assert graph.parameter_count == 260
    assert "exported with its variables and signatures" in graph.notes[0]
    assert (
        "Signature serving_default takes image float32 (None, 8, 8, 1) and returns output_0 float32 (None, 2)." in graph.notes
    )
    assert graph.origin.made_with.startswith("TensorFlow 2.")
    with pytest.raises(UnreadableFileError, match="exported without its layers"):
        read(MODELS / "exported", weights=MODELS / "nested.h5")


def test_the_weights_of_a_folder_go_with_an_architecture(tmp_path: Path) -> None:
    with h5py.File(MODELS / "nested.h5") as file:
        (tmp_path / "model.json").write_text(file.attrs["model_config"], encoding="utf-8")
    assert not compare_graphs(read(tmp_path / "model.json", weights=MODELS / "nested"), read(MODELS / "nested.h5"))
    layers = [
        {
            "class_name": "Conv2D",
            "config": {"name": "conv2d", "filters": 3, "kernel_size": [3, 3], "batch_input_shape": [None, 8, 8, 1]},
        },
        {"class_name": "BatchNormalization", "config": {"name": "batch_normalization"}},
        {"class_name": "Flatten", "config": {"name": "flatten"}},
        {"class_name": "Dense", "config": {"name": "dense", "units": 2}},
    ]
    assert read(layers, weights=MODELS / "exported").parameter_count == 260
    with pytest.raises(UnreadableFileError, match="is a folder and no model"):
        read(layers, weights=tmp_path)


def test_a_module_of_tensorflow_has_its_variables() -> None:
    graph = read(MODELS / "module")
    assert [(layer.name, layer.weights[0].array.tolist()) for layer in graph.layers] == [("weight", [[1.0] * 3] * 2)]


@pytest.mark.parametrize("name", ["nested", "subclassed", "exported", "module"])
def test_every_command_takes_the_folder(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(MODELS / name)
    assert cli.main(["summary", folder]) == 0
    assert cli.main(["text", folder]) == 0
    assert cli.main(["draw", folder, "-o", str(tmp_path / "a.svg")]) == 0
    assert cli.main(["check", folder, "--severity", "error"]) in (0, 1)
    assert cli.main(["diff", folder, folder, "--exit-code"]) == 0
    assert cli.main(["report", folder, "-o", str(tmp_path / "a.html")]) == 0
    assert "the folder of a SavedModel" in (tmp_path / "a.html").read_text(encoding="utf-8")
    assert not capsys.readouterr().err
    assert is_model_folder(folder)


def test_values_come_in_pieces_too() -> None:
    weight = read(MODELS / "nested").layers[1].weights[0]
    assert weight.source is not None
    assert np.array_equal(np.concatenate(list(weight.source.chunks(7))), weight.array.reshape(-1))


def copied(name: str, tmp_path: Path) -> Path:
    return Path(shutil.copytree(MODELS / name, tmp_path / name))


def test_without_the_file_of_variables_it_has_no_weights_and_says_so(tmp_path: Path) -> None:
    folder = copied("nested", tmp_path)
    shutil.rmtree(folder / "variables")
    graph = read(folder)
    assert graph.notes[0] == "The file has no weights."
    assert len(graph.nodes) == len(read(MODELS / "nested").nodes)


def test_links_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    for part in ("saved_model.pb", "keras_metadata.pb", "variables/variables.index", "variables/variables.data-00000-of-00001"):
        folder = copied("nested", tmp_path)
        (folder / part).rename(tmp_path / "outside")
        (folder / part).symlink_to(tmp_path / "outside")
        with pytest.raises(UnsafeFileError, match="a link that leads out"):
            read(folder)
        shutil.rmtree(folder)


def test_a_cut_data_file_is_reported(tmp_path: Path) -> None:
    folder = copied("nested", tmp_path)
    data = folder / "variables" / "variables.data-00000-of-00001"
    data.write_bytes(data.read_bytes()[:100])
    with pytest.raises(UnreadableFileError, match="shorter than its index says"):
        read(folder)


def test_damaged_files_give_a_graph_or_an_error(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    for name in ("nested", "subclassed", "exported"):
        folder = copied(name, tmp_path)
        for path in sorted(part for part in folder.rglob("*") if part.is_file()):
            content = path.read_bytes()
            for _ in range(40):
                damaged = bytearray(content)
                for position in random.integers(0, len(content), size=2):
                    damaged[position] = random.integers(0, 256)
                path.write_bytes(damaged[: random.integers(1, len(content))] if random.random() < 0.2 else damaged)
                try:
                    graph = read(folder)
                    json.dumps([weight.array.shape for layer in graph.layers for weight in layer.weights if weight.has_values])
                except VizError:
                    pass
            path.write_bytes(content)


def test_reading_imports_no_framework() -> None:
    import subprocess
    import sys

    code = (
        "import sys, dotnet_viz as dv; dv.read(sys.argv[1]);"
        " print([name for name in ('tensorflow', 'keras', 'tf_keras') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(MODELS / "nested")], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert dv.read(MODELS / "nested").kind == "Functional"
