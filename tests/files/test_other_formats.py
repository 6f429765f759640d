from __future__ import annotations

import pickle
import zipfile
from pathlib import Path

import pytest

from dotnet_viz import cli
from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.readers import read

PICKLE = pickle.dumps({"kernel": [1.0, 2.0]})
TORCH_PICKLE = pickle.dumps(0x1950A86A20F9469CFC6C, 2) + pickle.dumps({}, 2)
ONNX = b"\x08\x07\x12\x07pytorch\x1a\x052.0.0"
TABLE_END = bytes.fromhex("57fb808b247547db")

BY_CONTENT = {
    "a pickle, which": PICKLE,
    "a pickle of PyTorch": TORCH_PICKLE,
    "a model in ONNX": ONNX,
    "a model of TensorFlow Lite": b"\x1c\0\0\0TFL3" + b"\0" * 40,
    "a model in GGUF": b"GGUF\x03\0\0\0",
    "a checkpoint of TensorFlow": b"\0" * 40 + TABLE_END,
    "a web page": b"\n<!DOCTYPE html>\n<html><title>404</title></html>",
    "one array of NumPy": b"\x93NUMPY\x01\0" + b" " * 60,
}
BY_SUFFIX = {
    ".onnx": "a model in ONNX",
    ".tflite": "TensorFlow Lite",
    ".gguf": "GGUF",
    ".pb": "TensorFlow's operations",
    ".mlmodel": "Core ML",
    ".pt": r"torch\.load",
    ".pth": r"torch\.load",
    ".pt2": r"torch\.export\.load",
    ".pkl": r"pickle\.load\(open",
    ".pickle": r"pickle\.load\(open",
    ".joblib": r"joblib\.load\('",
    ".ckpt": "state_dict",
    ".index": "a checkpoint of TensorFlow",
    ".msgpack": "flatten_dict",
}


@pytest.mark.parametrize("suffix", [".keras", ".h5", ".bin", ""])
@pytest.mark.parametrize(("words", "content"), BY_CONTENT.items(), ids=BY_CONTENT)
def test_first_bytes_decide_whatever_the_suffix_is(tmp_path: Path, words: str, content: bytes, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError, match=rf"a{suffix}' is {words}.*; .+"):
        read(path)


@pytest.mark.parametrize(("suffix", "words"), BY_SUFFIX.items(), ids=BY_SUFFIX)
def test_suffixes_decide_where_the_content_shows_nothing(tmp_path: Path, suffix: str, words: str) -> None:
    path = tmp_path / f"A{suffix.upper()}"
    path.write_bytes(b"whatever it is")
    with pytest.raises(UnreadableFileError, match=words):
        read(path)


@pytest.mark.parametrize(
    ("members", "words"),
    [
        (("archive/data.pkl", "archive/data/0"), r"a pickle of PyTorch.*dv\.read\(torch\.load\('.*', weights_only=True\)\)"),
        (("archive/data.pkl", "archive/constants.pkl"), r"TorchScript.*torch\.jit\.load"),
        (("m/archive_format", "m/models/model.json"), r"torch\.export"),
    ],
)
@pytest.mark.parametrize("name", ["pytorch_model.bin", "a.keras", "a.npz", "a.pt"])
def test_archives_of_pytorch_are_known_by_their_members(
    tmp_path: Path, members: tuple[str, ...], words: str, name: str
) -> None:  # fmt: skip
    with zipfile.ZipFile(tmp_path / name, "w") as archive:
        for member in members:
            archive.writestr(member, b"\x80\x02.")
    with pytest.raises(UnreadableFileError, match=words):
        read(tmp_path / name)


def test_pickles_run_nothing(tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    (tmp_path / "a.pkl").write_bytes(b"cbuiltins\nopen\n(V%b\nVw\ntR." % str(marker).encode())
    with pytest.raises(UnreadableFileError, match="could run code"):
        read(tmp_path / "a.pkl")
    assert not marker.exists()


def test_a_file_of_a_saved_model_leads_to_its_folder(tmp_path: Path) -> None:
    (tmp_path / "saved_model.pb").write_bytes(b"\x08\x01\x12\x00")
    with pytest.raises(UnreadableFileError, match="name the folder"):
        read(tmp_path / "saved_model.pb")


def test_damaged_models_are_still_what_their_suffix_says(tmp_path: Path) -> None:
    (tmp_path / "a.keras").write_bytes(b"PK\x03\x04" + b"\0" * 60)
    with pytest.raises(UnreadableFileError, match=r"a\.keras' is .*damaged|zip"):
        read(tmp_path / "a.keras")


def test_the_command_says_so_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.onnx").write_bytes(ONNX)
    assert cli.main(["summary", str(tmp_path / "a.onnx")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
