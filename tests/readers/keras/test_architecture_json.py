from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dotnet_viz.api import differences
from dotnet_viz.api.pictures.one_model import draw
from dotnet_viz.api.reports.one_report import report, summary
from dotnet_viz.errors import UnreadableFileError, UnsafeFileError, VizError
from dotnet_viz.readers import read
from dotnet_viz.readers.keras import architecture_json
from tests.architecture_files import TWO_LAYERS, write_json
from tests.conftest import DATA
from tests.old_keras_files import entry
from tests.readers.formats import recognises

MODELS = DATA / "models"


def config_of(name: str) -> dict[str, Any]:
    with zipfile.ZipFile(MODELS / name) as archive:
        config: dict[str, Any] = json.loads(archive.read("config.json"))
    return config


@pytest.mark.parametrize("name", ["cnn-28x28.keras", "multi.keras", "transformer.keras", "keras-3.6/rnn.keras"])
def test_an_architecture_has_the_layers_and_shapes_of_the_whole_file(name: str, tmp_path: Path) -> None:
    whole = read(MODELS / name)
    path = write_json(tmp_path / "model.json", config_of(name))
    for source in (path, path.read_text(encoding="utf-8"), config_of(name)):
        found = read(source)
        assert [(node.layer.id, node.layer.kind, node.outputs) for node in found.nodes] == [
            (node.layer.id, node.layer.kind, node.outputs) for node in whole.nodes
        ]
        assert found.edges == whole.edges
        assert found.parameter_count is None
        assert "weights=" in found.notes[0]


def test_keras_2_text_and_the_configuration_inside_are_one_model(tmp_path: Path) -> None:
    text = json.dumps(TWO_LAYERS)
    graph = read(text)
    assert (graph.name, graph.origin.framework_version, graph.origin.format) == ("sequential_1", "2.2.4", "json-text")
    assert [str(node.outputs[0]) for node in graph.nodes] == ["(None, 6)", "(None, 4)", "(None, 3)"]
    assert read(TWO_LAYERS["config"]).nodes == graph.nodes
    assert read("\n  " + text).nodes == graph.nodes
    assert [node.outputs for node in read(TWO_LAYERS["config"]["layers"]).nodes] == [node.outputs for node in graph.nodes]
    assert read({"model_config": text, "keras_version": "2.2.4"}).nodes == graph.nodes
    (tmp_path / "with-bom.json").write_text("\ufeff" + text, encoding="utf-8")
    assert read(tmp_path / "with-bom.json").nodes == graph.nodes


def test_what_get_config_returns_may_hold_tuples_and_numbers_of_numpy() -> None:
    layers = [entry("InputLayer", "x", batch_input_shape=(None, np.int64(5))), entry("Dense", "d", units=2)]
    graph = read({"name": "m", "layers": layers})
    assert [str(node.outputs[0]) for node in graph.nodes] == ["(None, 5)", "(None, 2)"]


def test_a_dict_of_arrays_is_no_configuration() -> None:
    assert read({"dense/kernel": np.ones((2, 3))}).origin.format == "arrays"
    assert not architecture_json.can_read([np.ones((2, 3))])
    assert not architecture_json.can_read([])


def test_all_functions_take_the_text() -> None:
    text = json.dumps(TWO_LAYERS) + " " * 5000  # longer than a path may be
    assert summary(text).layer_count == 2
    assert not differences.compare(text, TWO_LAYERS)
    assert "dense_2" in draw(text).svg
    assert "JSON text of a model" in report(text).html


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"name": "app", "version": "1.0", "dependencies": {}}', "is JSON but no model.*it has: name, version, dependencies"),
        ('{"class_name": "Dense", "config": {"units": 3}}', "describes one layer alone, 'Dense', and no model"),
        ("{}", "nothing that a model has"),
        ('{"nodes": [], "layers": 3}', "no graph saved by this package"),
        ('{"class_name": "Sequential", "config": {"layers": [', "is not JSON"),
    ],
)
def test_json_that_is_no_model_says_what_is_lacking(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "a.json").write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=message):
        read(tmp_path / "a.json")
    with pytest.raises(UnreadableFileError, match=message):
        read(content)


def test_a_bracket_that_was_no_text_says_how_to_name_such_a_file() -> None:
    with pytest.raises(UnreadableFileError, match=r"'\{name\}\.keras' is none.*begin its path with \./"):
        read("{name}.keras")


def test_deep_json_is_refused_and_what_holds_itself_is_reported() -> None:
    deep = '{"class_name": "Sequential", "config": ' + '{"layers": [' * 300 + "]}" * 300 + "}"
    with pytest.raises(UnsafeFileError, match="nested 601 deep"):
        read(deep)
    config: dict[str, Any] = {"layers": [entry("Dense", "d", units=2)]}
    config["layers"][0]["config"]["self"] = config
    with pytest.raises(UnreadableFileError, match="written as JSON"):
        read(config)


def test_only_architectures_are_recognised_by_their_content(tmp_path: Path) -> None:
    path = write_json(tmp_path / "a.txt", TWO_LAYERS)
    assert recognises(architecture_json, path)
    assert not recognises(architecture_json, write_json(tmp_path / "b.json", {"class_name": "Dense", "config": {}}))


def test_damaged_text_gives_a_graph_or_an_error() -> None:
    random = np.random.default_rng(0)
    text = json.dumps(config_of("multi.keras")).encode()
    read_well = 0
    for _ in range(300):
        damaged = bytearray(text)
        for position in random.integers(1, len(text), size=3):
            damaged[position] = random.integers(32, 127)
        try:
            read(damaged.decode())
            read_well += 1
        except VizError:
            pass
    assert 0 < read_well < 300
