from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from dotnet_viz.diagrams.annotations.colors.overlays import Overlay, read_overlays
from dotnet_viz.errors import OptionError, UnreadableFileError, UnsafeFileError, VizError


def test_a_mapping_of_numbers_of_any_kind() -> None:
    (found,) = read_overlays({"a": 1, "b": np.float32(0.5), "c": math.nan, "d": None, "e": np.array(2)})
    assert found.title == "value"
    assert list(found.values) == ["a", "b", "c", "e"]
    assert (found.values["a"], found.values["b"], found.values["e"]) == (1.0, 0.5, 2.0)
    assert math.isnan(found.values["c"])


def test_titles_and_units() -> None:
    found = read_overlays({"latency (ms)": {"a": 1}, "size [MiB]": {"a": 2}, "loss": {"a": 3}})
    assert [(one.title, one.unit) for one in found] == [("latency", "ms"), ("size", "MiB"), ("loss", "")]


def test_files_say_the_same_as_mappings(tmp_path: Path) -> None:
    (tmp_path / "latency.json").write_text(json.dumps({"a": 1.5, "b": None}))
    (tmp_path / "both.json").write_text(json.dumps({"latency (ms)": {"a": 1.5}, "loss": {"b": 0.1}}))
    (tmp_path / "both.csv").write_text("layer,latency (ms),loss\na,1.5,\nb,,0.1\n")
    assert read_overlays(tmp_path / "latency.json") == (Overlay("latency", {"a": 1.5}),)
    expected = (Overlay("latency", {"a": 1.5}, "ms"), Overlay("loss", {"b": 0.1}))
    assert read_overlays(str(tmp_path / "both.json")) == expected
    assert read_overlays(tmp_path / "both.csv") == expected


def test_tables_of_pandas() -> None:
    pandas = pytest.importorskip("pandas")
    series = pandas.Series({"a": 1.5, "b": 2.0}, name="latency (ms)")
    assert read_overlays(series) == (Overlay("latency", {"a": 1.5, "b": 2.0}, "ms"),)
    frame = pandas.DataFrame({"layer": ["a", "b"], "note": ["x", "y"], "loss": [0.1, 0.2]})
    assert read_overlays(frame) == (Overlay("loss", {"a": 0.1, "b": 0.2}),)
    assert read_overlays(frame.set_index("layer")[["loss"]]) == (Overlay("loss", {"a": 0.1, "b": 0.2}),)
    with pytest.raises(OptionError, match="no column of numbers; its columns are: layer, note"):
        read_overlays(frame[["layer", "note"]])


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (3, "overlay must be a mapping .*not 3"),
        ([1.0, 2.0], "overlay must be a mapping"),
        ({}, "no number for any layer"),
        ({"a": "fast"}, "overlay has 'fast' for 'a', which is no number"),
        ({"a": True}, "overlay has True for 'a'"),
        ({"a": [1, 2]}, "which is no number"),
        ({"a": 1.0, "b": {"c": 1.0}}, "which is no number"),
        ("numbers.xlsx", r"unknown ending of a file for overlay: '\.xlsx'"),
    ],
)
def test_anything_else_is_refused(given: object, words: str) -> None:
    with pytest.raises(OptionError, match=words):
        read_overlays(given)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.json", "[1]", "must hold an object"),
        ("a.json", "{", "is not JSON"),
        ("a.json", "[" * 100_000, "is nested 100,000 deep"),
        ("a.csv", "name,b\n", "no number"),
        ("a.csv", "x,y\na,1\n", "needs a column 'layer' and one of numbers; it has: x, y"),
    ],
)
def test_other_files_are_refused(name: str, text: str, words: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(VizError, match=words):
        read_overlays(tmp_path / name)


def test_files_that_would_fill_the_memory_or_take_very_long_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("layer," + ",".join(map(str, range(1000))) + "\n")
    with pytest.raises(UnsafeFileError, match=r"has 1,001 columns, and an overlay at most 1,000"):
        read_overlays(tmp_path / "a.csv")
    (tmp_path / "b.csv").write_text("layer,x\n" + "a,1\n" * (1 << 20))
    with pytest.raises(UnsafeFileError, match="more than 4,194,304 bytes"):
        read_overlays(tmp_path / "b.csv")
    (tmp_path / "c.json").write_text('{"a": [' + "[]," * 500_000 + "1]}")
    with pytest.raises(UnsafeFileError, match="--max-json-values"):
        read_overlays(tmp_path / "c.json")
    title = "(" * 3 + " " * 200_000 + ")"
    assert [one.title for one in read_overlays({title: {"a": 1.0}})] == [title]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(VizError, match=r"none\.csv"):
        read_overlays(tmp_path / "none.csv")
    with pytest.raises(UnreadableFileError):
        read_overlays(_binary(tmp_path / "x.json"))


def _binary(path: Path) -> Path:
    path.write_bytes(b"\xff\xfe\x00\x01")
    return path
