from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.keras_format.files.raw_values import FilePiece, RawValues


@pytest.mark.parametrize("dtype", ["float32", "float64", "float16", "int64", "uint8", "bool"])
def test_values_lie_across_files_and_come_in_pieces(tmp_path: Path, dtype: str) -> None:
    values = (np.arange(24) % 2 if dtype == "bool" else np.arange(24)).astype(dtype).reshape(2, 3, 4)
    content = values.tobytes()
    (tmp_path / "a").write_bytes(b"xx" + content[:5])
    (tmp_path / "b").write_bytes(content[5:] + b"yy")
    pieces = (FilePiece(tmp_path / "a", 2, 5), FilePiece(tmp_path / "b", 0, len(content) - 5))
    stored = RawValues(pieces, values.shape, dtype)
    assert np.array_equal(stored.read(), values)
    assert stored.read().dtype == values.dtype
    assert not stored.read().flags.writeable
    for most in (1, 5, 1000):
        assert np.array_equal(np.concatenate(list(stored.chunks(most))), values.reshape(-1))


def test_bfloat16_is_the_upper_half_of_float32(tmp_path: Path) -> None:
    values = np.array([1.0, -2.5, 0.15625], "float32")
    (tmp_path / "a").write_bytes((values.view("<u4") >> 16).astype("<u2").tobytes())
    assert RawValues((FilePiece(tmp_path / "a", 0, 6),), (3,), "bfloat16").read().tolist() == values.tolist()


def test_no_values_and_cut_files(tmp_path: Path) -> None:
    assert RawValues((), (0, 3), "float32").read().shape == (0, 3)
    (tmp_path / "a").write_bytes(b"abcd")
    with pytest.raises(UnreadableFileError, match="cut off"):
        RawValues((FilePiece(tmp_path / "a", 0, 8),), (2,), "float32").read()
    with pytest.raises(UnreadableFileError, match="cannot read"):
        RawValues((FilePiece(tmp_path / "no", 0, 8),), (2,), "float32").read()
