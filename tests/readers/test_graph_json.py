from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dotnet_viz.errors import GraphError, MissingFileError, UnreadableFileError, UnsafeFileError
from dotnet_viz.files.limits import Limits
from dotnet_viz.readers import graph_json
from dotnet_viz.readers.arrays import in_memory
from tests.readers.formats import recognises


def test_a_graph_comes_back_without_values(tmp_path: Path) -> None:
    graph = in_memory.read([(np.ones((2, 3)), np.zeros(3), "relu")])
    (tmp_path / "a.json").write_text(graph.to_json(), encoding="utf-8")
    again = graph_json.read(tmp_path / "a.json")
    assert again == graph
    with pytest.raises(GraphError, match="has no values"):
        again.layers[1].weights[0].array.sum()


@pytest.mark.parametrize(
    "change", [("[[null", "[null"), ('"nodes"', '"knots"'), ('"n1"', '"n7"'), ('"layers": [', '"layers": [3, ')]
)
def test_a_graph_that_was_changed_by_hand_is_reported(tmp_path: Path, change: tuple[str, str]) -> None:
    text = in_memory.read([np.ones((2, 3))]).to_json()
    assert change[0] in text
    (tmp_path / "a.json").write_text(text.replace(*change, 1), encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=r"a\.json"):
        graph_json.read(tmp_path / "a.json")


def test_other_encodings_and_missing_files_are_reported(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b'{"name": "\xff"}')
    with pytest.raises(UnreadableFileError, match=r"a\.json' is not JSON: .*0xff"):
        graph_json.read(tmp_path / "a.json")
    with pytest.raises(MissingFileError, match="no file"):
        graph_json.read(tmp_path / "b.json")


def test_a_file_that_is_too_long_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}      ", encoding="utf-8")
    with Limits(json_bytes=5), pytest.raises(UnsafeFileError, match="is 8 bytes of JSON; at most 5 are read"):
        graph_json.read(tmp_path / "a.json")


@pytest.mark.parametrize(
    ("content", "is_object"), [(b' \n{"a"', True), (b"\xef\xbb\xbf{}", True), (b"hello", False), (b"[]", False)]
)
def test_an_object_of_json_is_reported_by_its_first_sign(tmp_path: Path, content: bytes, is_object: bool) -> None:
    (tmp_path / "a.keras").write_bytes(content)
    assert recognises(graph_json, tmp_path / "a.keras") == is_object
