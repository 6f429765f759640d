from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np

from dotnet_viz.keras_format.hdf5_texts import text_attribute, texts_attribute
from dotnet_viz.keras_format.stored_file import StoredFile, open_stored

NAMES = ("text", "fixed", "broken", "number", "many", "bytes", "none", "square", "sequence", "empty", "absent")


def attributes(path: Path) -> tuple[dict[str, str | None], dict[str, list[str] | None]]:
    """Return what is found in a file with attributes of every type, as one text and as a list."""
    sequence = np.empty(1, object)
    sequence[0] = np.arange(3, dtype=np.int32)
    with h5py.File(path, "w") as file:
        file.attrs["text"] = "naïve"
        file.attrs["fixed"] = np.bytes_("fixed")
        file.attrs["broken"] = np.bytes_(b"\xff\xfe")
        file.attrs["number"] = 3
        file.attrs["many"] = ["a", "ü"]
        file.attrs["bytes"] = np.array([b"kernel:0", b"bias:0"])
        file.attrs["none"] = np.array([], "S3")
        file.attrs["square"] = [["a", "b"], ["c", "d"]]
        file.attrs.create("sequence", sequence, dtype=h5py.vlen_dtype(np.int32))
        file.attrs["empty"] = h5py.Empty("S3")
    with open_stored(StoredFile(path)) as opened:
        one = {name: text_attribute(opened.id, name) for name in NAMES}
        return one, {name: texts_attribute(opened.id, name) for name in NAMES}


def test_attributes_that_are_one_text_or_a_list_of_texts_are_read_and_others_left_alone(tmp_path: Path) -> None:
    one, many = attributes(tmp_path / "a.h5")
    assert {name: found for name, found in one.items() if found is not None} == {
        "text": "naïve",
        "fixed": "fixed",
        "broken": "\ufffd\ufffd",
    }
    assert {name: found for name, found in many.items() if found is not None} == {
        "many": ["a", "ü"],
        "bytes": ["kernel:0", "bias:0"],
        "none": [],
    }
