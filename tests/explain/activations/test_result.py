from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.errors import OutputError, VizError

FOUND = dv.activations([(np.array([[1.0, -1.0]]), None, "relu"), np.ones((2, 1))], np.array([[3.0], [1.0]]))


def test_it_is_a_mapping_in_the_order_of_the_pass_whose_missing_names_are_explained() -> None:
    assert dict(FOUND) == {"dense_1": FOUND["dense_1"], "dense_2": FOUND["dense_2"]}
    assert "dense_3" not in FOUND
    with pytest.raises(KeyError, match="there are: dense_1, dense_2"):
        FOUND["dense3"]
    with pytest.raises(VizError, match="did you mean 'dense_1'"):
        FOUND.statistics["dens_1"]


def test_the_file_has_every_array_under_its_name(tmp_path: Path) -> None:
    with np.load(FOUND.save(tmp_path / "a.npz")) as stored:
        assert {name: stored[name].tolist() for name in stored} == {name: values.tolist() for name, values in FOUND.items()}
    with pytest.raises(OutputError, match=r"written as .npz"):
        FOUND.save(tmp_path / "a.png")


def test_statistics_are_a_table_in_a_notebook_and_lines_in_a_terminal() -> None:
    shown = FOUND._repr_mimebundle_()
    assert "Activations of 2 samples" in shown["text/html"]
    assert shown["text/html"].count("<tr") == 3
    assert str(FOUND.statistics).splitlines()[0] == "dense_1: mean 1, std 1.225, from 0 to 3, 1 of 2 units dead"
    assert FOUND.statistics.dead_units == {"dense_1": (1,)}
