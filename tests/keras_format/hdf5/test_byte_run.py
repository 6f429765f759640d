from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.keras_format.hdf5.byte_run import ByteRun, stamp_of


@settings(max_examples=40, deadline=None)
@given(count=st.integers(0, 40), at_most=st.integers(1, 50), position=st.integers(0, 9), dtype=st.sampled_from(["<f4", ">i2"]))
def test_pieces_are_the_values_in_order(
    tmp_path_factory: pytest.TempPathFactory, count: int, at_most: int, position: int, dtype: str
) -> None:
    values = np.arange(count, dtype=dtype)
    content = b"x" * position + values.tobytes() + b"after"
    path = tmp_path_factory.mktemp("run") / "a.bin"
    path.write_bytes(content)
    run = ByteRun(position, dtype)
    for source in (path, content):
        pieces = list(run.pieces(source, count, at_most))
        assert all(0 < piece.size <= at_most for piece in pieces)
        assert [value for piece in pieces for value in piece] == list(range(count))
        assert np.array_equal(run.read(source, count), values)


def test_a_file_that_ends_too_early_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"\0" * 30)
    with pytest.raises(UnreadableFileError, match=r"a\.bin.*cut off"):
        ByteRun(0, "<f4").read(path, 8)


def test_a_stamp_tells_a_changed_file(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    assert stamp_of(path) is None
    path.write_bytes(b"abc")
    first = stamp_of(path)
    assert first == stamp_of(path)
    os.utime(path, ns=(1, 1))
    assert stamp_of(path) != first
