from __future__ import annotations

from typing import Any

import pytest

from dotnet_viz.keras_format.config.inbound_nodes import is_legacy, read_call, read_ends, read_shape, read_tensor

KNOWN = {"a", "b"}.__contains__


def tensor(name: str, node: int = 0, index: int = 0) -> dict[str, Any]:
    return {
        "class_name": "__keras_tensor__",
        "config": {"shape": [None, 2], "dtype": "float32", "keras_history": [name, node, index]},
    }


def summary(node: object) -> tuple[list[tuple[str, int, int]], tuple[tuple[str, Any], ...]]:
    call = read_call(node, KNOWN)
    return [(item.layer, item.call, item.tensor) for item in call.tensors], call.constants


def test_tensors_are_found_anywhere_among_constants() -> None:
    node = {
        "args": [[tensor("a"), 3.0], None],
        "kwargs": {"pair": {"z": tensor("b", 1), "c": tensor("a", 0, 1)}, "axis": [1, 2]},
    }
    assert summary(node) == ([("a", 0, 0), ("a", 0, 1), ("b", 1, 0)], (("args[0][1]", 3.0), ("axis", [1, 2])))


def test_keras_2_writes_lists_with_constants_and_arguments() -> None:
    node = [["a", 0, 0, {"training": None, "value": ["b", 0, 0], "scale": ["_CONSTANT_VALUE", -1, 2.0]}], ["b", 1, 0]]
    assert summary(node) == ([("a", 0, 0), ("b", 0, 0), ("b", 1, 0)], (("scale", 2.0),))
    assert summary(["_CONSTANT_VALUE", -1, 4.0, {"y": ["a", 0, 0]}]) == ([("a", 0, 0)], (("args[0]", 4.0),))
    assert summary({"first": ["a", 0, 0, {}]}) == ([("a", 0, 0)], ())


@pytest.mark.parametrize("node", [None, 3, "x", [], {}, {"args": 3}, {"kwargs": []}, [["unknown", 0, 0]], [[["a"]]]])
def test_nonsense_is_a_call_on_nothing(node: object) -> None:
    assert read_call(node, KNOWN).tensors == ()


def test_the_two_ways_are_distinguished() -> None:
    assert is_legacy([[["a", 0, 0, {}]]])
    assert not is_legacy([{"args": [], "kwargs": {}}])
    assert not is_legacy([])


@pytest.mark.parametrize(
    ("value", "names"),
    [
        (["a", 0, 0], ["a"]),
        ([["a", 0, 0], ["b", 0, 1]], ["a", "b"]),
        ({"y": ["b", 0, 0], "x": [["a", 0, 0]]}, ["a", "b"]),
        (None, []),
        ("a", []),
    ],
)
def test_ends_are_one_a_list_or_a_dict(value: object, names: list[str]) -> None:
    assert [end.layer for end in read_ends(value)] == names


@pytest.mark.parametrize("value", [[None, -1], [True], ["x"], "ab", {"class_name": "Odd"}, 3, [1.5]])
def test_what_is_no_shape_is_none(value: object) -> None:
    assert read_shape(value) is None


def test_shapes_of_keras_2_tuples_are_read() -> None:
    assert read_shape({"class_name": "__tuple__", "items": [None, 2]}) == (None, 2)


def test_a_tensor_without_a_history_is_none() -> None:
    assert read_tensor({"class_name": "__keras_tensor__", "config": {"keras_history": ["a", -1, 0]}}) is None
    assert read_tensor({"class_name": "__keras_tensor__"}) is None
