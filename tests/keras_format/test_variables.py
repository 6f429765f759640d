from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.errors import UnsafeFileError
from dotnet_viz.graph import InMemory
from dotnet_viz.keras_format.variables import EMPTY, Variable, tree_of_paths


def variable(*shape: int) -> Variable:
    return Variable(shape, "float32", InMemory(np.zeros(shape, "float32")))


def test_paths_become_a_tree_with_names() -> None:
    stored = {f"layers/dense/vars/{index}": variable(index + 1) for index in range(11)}
    tree = tree_of_paths(stored, {"layers/dense/vars": "d", "vars": "m", "layers/re_lu/vars": "r"})
    dense = tree.children["layers"].children["dense"]
    assert (tree.name, dense.name) == ("m", "d")
    assert [item.shape[0] for item in dense.own] == list(range(1, 12))
    assert tree.children["layers"].is_container
    assert not dense.is_container
    assert tree.children["layers"].children["re_lu"].is_empty


def test_variables_under_names_of_their_own_keep_them() -> None:
    tree = tree_of_paths({"layers/odd/vars/table": variable(2)}, {})
    assert [item.name for item in tree.children["layers"].children["odd"].own] == ["table"]


def test_nothing_is_the_empty_tree() -> None:
    assert tree_of_paths({}, {}) is EMPTY
    assert EMPTY.is_empty


def test_paths_deeper_than_any_model_are_refused() -> None:
    with pytest.raises(UnsafeFileError, match="more than 64 deep"):
        tree_of_paths({"/".join(["a"] * 1000): variable(1)}, {})
