from __future__ import annotations

import importlib
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from dotnet_viz.errors import MissingDependencyError, MissingFileError, UnreadableFileError, UnsupportedInputError, VizError
from dotnet_viz.files.formats.zip_archive import ZIP
from dotnet_viz.files.source import FileFormat
from dotnet_viz.graph import Graph
from dotnet_viz.readers import read
from dotnet_viz.readers.registry import READERS, known_formats
from tests.readers.plug_in import add_entry_point, add_reader

KERNEL = np.ones((2, 3))


def test_a_graph_is_returned_as_it_is() -> None:
    graph = read([KERNEL])
    assert read(graph) is graph


def test_each_reader_says_which_sources_are_its_own_and_no_two_claim_a_suffix() -> None:
    modules = [importlib.import_module(name) for name in READERS]
    assert all(hasattr(module, "FORMAT") or hasattr(module, "FOLDER") or hasattr(module, "can_read") for module in modules)
    suffixes = [suffix for form in known_formats() for suffix in form.suffixes]
    assert len(set(suffixes)) == len(suffixes)


def test_each_kind_of_source_finds_its_reader(tmp_path: Path) -> None:
    np.savez(tmp_path / "a.npz", kernel=KERNEL)
    formats = [
        read(source).origin.format for source in ([KERNEL], {"kernel": KERNEL}, tmp_path / "a.npz", str(tmp_path / "a.npz"))
    ]
    assert formats == ["arrays", "arrays", "npz", "npz"]


def test_content_counts_more_than_the_suffix(tmp_path: Path) -> None:
    np.savez(tmp_path / "a.npz", kernel=KERNEL)
    for name in ("a.keras", "a.h5", "a", "a.txt", "A.NPZ"):
        (tmp_path / name).write_bytes((tmp_path / "a.npz").read_bytes())
        assert read(tmp_path / name).origin.format == "npz"


def test_hdf5_called_keras_is_read_as_hdf5(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.keras", "w", userblock_size=1024) as file:
        file["x"] = KERNEL
    with pytest.raises(UnreadableFileError, match=r"a\.keras' has no Keras model"):
        read(tmp_path / "a.keras")


def test_a_saved_graph_is_read_back(tmp_path: Path) -> None:
    graph = read([(KERNEL, None, "relu")])
    (tmp_path / "a.json").write_text("\ufeff" + graph.to_json(), encoding="utf-8")
    assert read(tmp_path / "a.json") == graph


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{}", "nor a graph that was saved by this package"),
        ('{"version": 1}', "nor a graph that was saved by this package"),
        ("{", "is not JSON"),
        ('{"a": ' * 300 + "1" + "}" * 300, "nested 300 deep; at most 200"),
        ('{"class_name": "Sequential", "config": {}}', "describes one layer alone"),
    ],
)
def test_json_that_is_no_graph_is_reported(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=words) as caught:
        read(tmp_path / "a.json")
    assert "a.json" in str(caught.value)


def test_an_unknown_object_is_named_with_what_is_taken() -> None:
    class Model:
        pass

    for source, name in ((3, "of type int"), (None, "of type NoneType"), (Model(), "test_readers.*Model")):
        with pytest.raises(UnsupportedInputError, match=f"{name}.*what can be read: a Keras model.*list of kernels.*path of"):
            read(source)


def test_a_class_instead_of_a_model_is_refused() -> None:
    with pytest.raises(UnsupportedInputError, match="of type type"):
        read(Graph)


def test_a_missing_file_names_its_neighbour(tmp_path: Path) -> None:
    np.savez(tmp_path / "model.npz", kernel=KERNEL)
    with pytest.raises(MissingFileError, match=r"mode\.npz' \(did you mean '.*model\.npz'\?\)"):
        read(tmp_path / "mode.npz")
    with pytest.raises(FileNotFoundError, match=r"there is no file 'nothing-like-it\.keras'"):
        read("nothing-like-it.keras")


def test_a_missing_file_names_no_file_that_is_no_model(tmp_path: Path) -> None:
    for name in ("models.py", "model.ckpt.txt"):
        (tmp_path / name).write_bytes(b"abc")
    (tmp_path / "models").mkdir()
    for name in ("model.ckpt", "model", "model.keras"):
        with pytest.raises(MissingFileError) as error:
            read(tmp_path / name)
        assert ("did you mean" in str(error.value)) == (name == "model")
    (tmp_path / "mode.json").write_bytes(b"{}")
    with pytest.raises(MissingFileError, match=r"did you mean '.*mode\.json'"):
        read(tmp_path / "model.ckpt.json")


def test_a_file_of_no_known_kind_lists_the_known_ones(tmp_path: Path) -> None:
    (tmp_path / "a.mine").write_bytes(b"\x08\x07whatever")
    with pytest.raises(
        UnreadableFileError, match=r"a\.mine' .* are \.keras, \.h5, \.hdf5, \.weights\.json, \.npz, \.safetensors, \.json"
    ):
        read(tmp_path / "a.mine")


@pytest.mark.parametrize("suffix", [".keras", ".h5", ".hdf5", ".npz", ".json"])
def test_text_with_a_known_suffix_is_reported(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"a{suffix}").write_text("hello", encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=rf"a\{suffix}' is called \{suffix} but is no such file"):
        read(tmp_path / f"a{suffix}")


@pytest.mark.parametrize("suffix", [".keras", ".h5", ".npz", ".json", ".bin", ".pt", ".onnx", ".pkl", ""])
def test_a_pointer_of_git_lfs_is_distinguished_from_a_model(tmp_path: Path, suffix: str) -> None:
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 1234567\n"
    (tmp_path / f"a{suffix}").write_text(pointer, encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=rf"a\{suffix}' is only a pointer of Git LFS; .* git lfs pull"):
        read(tmp_path / f"a{suffix}")


def test_faults_of_files_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "empty.keras").touch()
    (tmp_path / "folder.keras").mkdir()
    with zipfile.ZipFile(tmp_path / "zip.keras", "w") as file:
        file.writestr("a.txt", "x")
    (tmp_path / "cut.keras").write_bytes((tmp_path / "zip.keras").read_bytes()[:-10])
    for name, words in (("empty", "is empty"), ("folder", "is a folder"), ("zip", "no Keras model"), ("cut", "cut off")):
        with pytest.raises(UnreadableFileError, match=words) as caught:
            read(tmp_path / f"{name}.keras")
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("source", ["", b"a.npz", "a\0b"])
def test_paths_that_are_none_are_reported(source: Any) -> None:
    with pytest.raises(VizError):
        read(source)


def test_a_reader_of_another_package_is_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[object] = []

    def can_read(source: object) -> bool:
        asked.append(source)
        return source == 42 or (isinstance(source, str) and source.endswith("a.onnx"))

    add_reader(monkeypatch, can_read=can_read, read=lambda source: read([KERNEL]))
    path = tmp_path / "a.onnx"
    path.write_bytes(b"\x08\x07whatever")
    assert read(42).parameter_count == read(str(path)).parameter_count == 6
    assert asked == [42, str(path)]
    with pytest.raises(UnsupportedInputError):
        read(43)


def test_a_reader_of_another_package_declares_its_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    add_reader(monkeypatch, FORMAT=FileFormat((".onnx",), (b"\x08\x07",)), read=lambda source: read([KERNEL]))
    (tmp_path / "a.bin").write_bytes(b"\x08\x07whatever")
    (tmp_path / "b.onnx").write_bytes(b"whatever")
    assert read(tmp_path / "a.bin").parameter_count == 6
    with pytest.raises(
        UnreadableFileError, match=r"is called \.onnx but is no such file.*known are .*\.npz, \.safetensors, \.json, \.onnx,"
    ):
        read(tmp_path / "b.onnx")
    with pytest.raises(UnsupportedInputError, match=r"path of a file \(\.keras, .*\.onnx\)"):
        read(43)


def test_a_zip_archive_that_only_another_package_knows_is_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    torch = FileFormat((".pt",), ZIP, recognise=lambda file: any(name.endswith("data.pkl") for name in file.zip_names))
    for name, members in (("a.pt", ["a/data.pkl"]), ("b.pt", ["b.txt"]), ("c.npz", ["c/data.pkl"])):
        with zipfile.ZipFile(tmp_path / name, "w") as file:
            for member in members:
                file.writestr(member, "x")
    with pytest.raises(UnreadableFileError, match="is a pickle of PyTorch"):
        read(tmp_path / "a.pt")
    add_reader(monkeypatch, FORMAT=torch, read=lambda source: read([KERNEL]))
    assert read(tmp_path / "a.pt").parameter_count == 6
    with pytest.raises(UnreadableFileError, match="is a zip file but no Keras model"):
        read(tmp_path / "b.pt")
    assert read(tmp_path / "c.npz").parameter_count == 6


@pytest.mark.parametrize("content", [b"whatever".ljust(2000), b"{}".ljust(2000), b"PK\x03\x04"])
def test_a_file_is_opened_once_to_find_its_reader(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.bin").write_bytes(content)
    code = (
        "import sys; from dotnet_viz.errors import VizError; from dotnet_viz.readers.registry import reader_of_file;"
        "opened = [];"
        "sys.addaudithook(lambda event, given: event == 'open' and str(given[0]) == sys.argv[1] and opened.append(event))\n"
        "try: reader_of_file(sys.argv[1])\n"
        "except VizError: pass\n"
        "print(len(opened))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "a.bin")], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"


def test_a_reader_that_cannot_be_imported_is_named_only_when_needed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    add_entry_point(monkeypatch, "package_that_is_not_there:reader")
    assert read([KERNEL]).parameter_count == 6
    (tmp_path / "cut.keras").write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(UnreadableFileError, match=r"is no \.keras file, or is cut off"):
        read(tmp_path / "cut.keras")
    with pytest.raises(MissingDependencyError, match=r"reader 'mine' \(package_that_is_not_there:reader\) cannot be imported"):
        read(42)


def test_reading_arrays_imports_nothing_heavy() -> None:
    code = (
        "import sys, numpy as np; from dotnet_viz.readers import read; read([np.ones((2, 3))]);"
        "print([name for name in ('h5py', 'keras', 'tensorflow', 'sklearn', 'matplotlib', 'scipy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
