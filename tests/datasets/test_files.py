"""Files of data say how many rows they have."""

from pathlib import Path

import numpy as np
import pytest

from dotnet_viz.datasets.files import read_data_file


@pytest.mark.parametrize(("shape", "rows"), [((7, 3), 7), ((5,), 5), ((), 1), ((0, 4), 0)])
def test_rows_of_arrays_are_the_length_of_the_first(tmp_path: Path, shape: tuple[int, ...], rows: int) -> None:
    np.savez(tmp_path / "data.npz", x=np.zeros(shape), y=np.zeros(9))
    assert read_data_file(tmp_path / "data.npz")[2] == rows
    if 0 not in shape:
        np.save(tmp_path / "data.npy", np.zeros(shape))
        assert read_data_file(tmp_path / "data.npy")[2] == rows


def test_rows_of_a_table_are_its_lines_below_the_names(tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_text("a,b\n1,2\n3,4\n5,6\n", encoding="utf-8")
    assert read_data_file(tmp_path / "data.csv", max_rows=2)[2] == 3
