"""``.safetensors`` files, written here by hand: eight bytes, a header in JSON, the bytes of the tensors."""

from __future__ import annotations

import json
import struct
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz import cli
from dotnet_viz.errors import UnreadableFileError, UnsafeFileError, VizError
from dotnet_viz.files.limits import Limits
from dotnet_viz.graph import Array, Graph
from dotnet_viz.readers import read

WEIGHT = np.arange(12, dtype=np.float32).reshape(3, 4)
NAMES = {"float32": "F32", "float16": "F16", "float64": "F64", "int64": "I64", "uint16": "BF16", "uint8": "F8_E4M3"}


def write(path: Path, arrays: dict[str, Array], **changes: Any) -> Path:
    """Write a file; ``changes`` replace entries of the header."""
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    data = b""
    for name, array in arrays.items():
        content = array.tobytes()
        offsets = [len(data), len(data) + len(content)]
        header[name] = {"dtype": NAMES[array.dtype.name], "shape": list(array.shape), "data_offsets": offsets}
        data += content
    return write_raw(path, json.dumps({**header, **changes}).encode(), data)


def write_raw(path: Path, header: bytes, data: bytes = b"", length: int | None = None) -> Path:
    path.write_bytes(struct.pack("<Q", len(header) if length is None else length) + header + data)
    return path


def kernel(graph: Graph, layer: str) -> Array:
    weight = graph.layer(layer).weight("kernel")
    assert weight is not None
    return weight.array


def test_tensors_are_the_layers_of_a_state_dict(tmp_path: Path) -> None:
    arrays = {"0.weight": WEIGHT, "0.bias": np.ones(3, np.float32), "1.weight": np.ones((2, 3), np.float32)}
    path = write(tmp_path / "model.safetensors", arrays)
    graph = read(path)
    np.testing.assert_array_equal(kernel(graph, "0"), WEIGHT.T)
    assert (graph.origin.format, graph.origin.framework, graph.parameter_count) == ("safetensors", "PyTorch", 21)
    assert len(graph.edges) == 2
    np.testing.assert_array_equal(kernel(read(write(path, {"a.weight": WEIGHT}), layout="keras"), "a"), WEIGHT)
    (tmp_path / "model.bin").write_bytes(path.read_bytes())
    assert read(tmp_path / "model.bin").origin.format == "safetensors"


def test_files_sort_their_tensors_so_that_only_numbers_give_an_order(tmp_path: Path) -> None:
    arrays = {"decoder.weight": np.ones((8, 4), np.float32), "encoder.weight": np.ones((4, 8), np.float32)}
    assert read(write(tmp_path / "a.safetensors", arrays)).edges == ()


@pytest.mark.parametrize(
    ("stored", "dtype", "expected"),
    [
        (np.array([[0x3F80, 0xC000]], np.uint16), "bfloat16", [1.0, -2.0]),
        (np.array([[0x38, 0xC0]], np.uint8), "float8_e4m3fn", [1.0, -2.0]),
        (np.array([[1.5, -2.0]], np.float16), "float16", [1.5, -2.0]),
    ],
    ids=["bfloat16", "float8", "float16"],
)
def test_numbers_of_few_bits(tmp_path: Path, stored: Array, dtype: str, expected: list[float]) -> None:
    graph = read(write(tmp_path / "a.safetensors", {"b.weight": stored, "a": np.ones((1, 1, 2), np.float32)}))
    weight = graph.layer("b").weight("kernel")
    assert weight is not None
    assert (weight.dtype, weight.array[:, 0].tolist()) == (dtype, expected)


HOSTILE: dict[str, tuple[dict[str, Any], str]] = {
    "shared bytes": ({"y": {"dtype": "F32", "shape": [2], "data_offsets": [4, 12]}}, "'x.weight' and 'y' .* the same bytes"),
    "behind the end": ({"y": {"dtype": "F32", "shape": [2], "data_offsets": [48, 56]}}, "'y' .* is not in the file"),
    "huge": ({"y": {"dtype": "F32", "shape": [2**60, 2**60], "data_offsets": [0, 48]}}, "which its shape"),
    "negative": ({"y": {"dtype": "F32", "shape": [-1], "data_offsets": [0, 4]}}, "no shape or no place"),
    "reversed": ({"y": {"dtype": "F32", "shape": [], "data_offsets": [4, 0]}}, "is not in the file"),
    "text": ({"y": {"dtype": "F32", "shape": "12", "data_offsets": [0, 48]}}, "no shape or no place"),
    "many axes": ({"y": {"dtype": "F32", "shape": [1] * 99, "data_offsets": [0, 4]}}, "no shape or no place"),
    "unknown dtype": ({"y": {"dtype": "F4", "shape": [2], "data_offsets": [0, 1]}}, "'y' .* is of 'F4'; read are BOOL, U8"),
    "no object": ({"y": 3}, "has no dtype, shape and place"),
}


@pytest.mark.parametrize(("changes", "words"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_headers_are_errors(tmp_path: Path, changes: dict[str, Any], words: str) -> None:
    path = write(tmp_path / "a.safetensors", {"x.weight": WEIGHT}, **changes)
    with pytest.raises(UnreadableFileError, match=words):
        read(path)


@pytest.mark.parametrize(
    ("header", "length", "error", "words"),
    [
        (b"{}", 1 << 62, UnreadableFileError, "header is not whole"),
        (b'{"a":' * 300 + b"1" + b"}" * 300, None, UnsafeFileError, "deep"),
        (b"{" + b" " * (17 << 20) + b"}", None, UnsafeFileError, r"at most 16,777,216 are read"),
        (b"[1]", None, UnreadableFileError, "no object"),
        (b"{nonsense", None, UnreadableFileError, "is not JSON"),
        (b"{}", None, VizError, "there are no arrays"),
    ],
    ids=["length", "deep", "long", "list", "nonsense", "empty"],
)
def test_headers_that_are_none(
    tmp_path: Path, header: bytes, length: int | None, error: type[VizError], words: str
) -> None:  # fmt: skip
    with pytest.raises(error, match=words):
        read(write_raw(tmp_path / "a.safetensors", header, length=length))


def test_a_file_of_a_few_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.safetensors").write_bytes(b"\x01\x02")
    with pytest.raises(UnreadableFileError, match="cut off"):
        read(tmp_path / "a.safetensors")


def test_shards_of_an_index(tmp_path: Path) -> None:
    write(tmp_path / "a-1.safetensors", {"fc1.weight": WEIGHT})
    write(tmp_path / "a-2.safetensors", {"fc2.weight": np.ones((2, 3), np.float32)})
    index = tmp_path / "model.safetensors.index.json"
    places = {"fc1.weight": "a-1.safetensors", "fc2.weight": "a-2.safetensors"}
    index.write_text(json.dumps({"metadata": {"total_size": 72}, "weight_map": places}))
    graph = read(index)
    assert [layer.name for layer in graph.layers] == ["input", "fc1", "fc2"]
    assert (graph.parameter_count, graph.name) == (18, "model")


@pytest.mark.parametrize(
    ("name", "error", "words"),
    [
        ("../a.safetensors", UnsafeFileError, "leads out of the folder"),
        ("/etc/a.safetensors", UnsafeFileError, "leads out of the folder"),
        ("missing.safetensors", VizError, "there is no file"),
        ("b.safetensors", UnreadableFileError, "has no tensor 'fc.weight'"),
    ],
)
def test_shards_are_in_the_folder_of_the_index(tmp_path: Path, name: str, error: type[VizError], words: str) -> None:
    (tmp_path / "inside").mkdir()
    write(tmp_path / "a.safetensors", {"fc.weight": WEIGHT})
    write(tmp_path / "inside" / "b.safetensors", {"other.weight": WEIGHT})
    index = tmp_path / "inside" / "model.safetensors.index.json"
    index.write_text(json.dumps({"weight_map": {"fc.weight": name}}))
    with pytest.raises(error, match=words):
        read(index)


@pytest.mark.parametrize(
    ("named", "limits", "words"),
    [
        (("a", "b"), Limits(tensors=4), None),
        (("a", "b"), Limits(tensors=3), "2 of the 3 files that .* names have 4 tensors; at most 3 are read"),
        (("a", "a2", "b", "b2"), Limits(tensors=3), "names 5 tensors; at most 3 are read"),
        (("a", "b"), Limits(json_bytes=400), "have headers of 5.. bytes; at most 400 are read"),
    ],
)
def test_shards_have_no_more_together_than_one_file_may_have(
    tmp_path: Path, named: tuple[str, ...], limits: Limits, words: str | None
) -> None:
    places = {f"{name}.weight": f"{name[0]}.safetensors" for name in named}
    for name in "ab":
        write(tmp_path / f"{name}.safetensors", {f"{name}.weight": WEIGHT, f"{name}2.weight": WEIGHT})
    write(tmp_path / "c.safetensors", {}, __metadata__={"format": "pt", "words": "x" * 150})
    index = tmp_path / "model.safetensors.index.json"
    index.write_text(json.dumps({"weight_map": places if words is None else {**places, "c": "c.safetensors"}}))
    with limits, nullcontext() if words is None else pytest.raises(UnsafeFileError, match=words):
        assert [layer.name for layer in read(index).layers] == ["a", "b"]


def test_the_command_takes_files_and_layout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(write(tmp_path / "a.safetensors", {"a.weight": WEIGHT}))
    assert cli.main(["summary", path]) == 0
    assert cli.main(["draw", path, "-o", str(tmp_path / "a.svg"), "--style", "weight-graph", "--layout", "keras"]) == 0
    assert cli.main(["diff", path, path, "--layout", "torch"]) == 0
    assert cli.main(["check", path]) in (0, 1)
    capsys.readouterr()
    assert cli.main(["summary", path, "--layout", "tensorflow"]) == 2
    assert "torch" in capsys.readouterr().err


def test_npz_files_of_a_state_dict_too(tmp_path: Path) -> None:
    arrays: dict[str, Any] = {"fc.weight": WEIGHT, "fc.bias": np.ones(3, np.float32)}
    np.savez(tmp_path / "a.npz", **arrays)
    np.testing.assert_array_equal(kernel(read(tmp_path / "a.npz"), "fc"), WEIGHT.T)


def test_checkpoints_are_compared(tmp_path: Path) -> None:
    one = write(tmp_path / "a.safetensors", {"a.weight": WEIGHT})
    other = write(tmp_path / "b.safetensors", {"a.weight": WEIGHT + 1})
    assert dv.compare(one, other)
    assert not dv.compare(one, one)
