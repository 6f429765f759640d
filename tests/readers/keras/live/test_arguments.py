from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from dotnet_viz.readers.keras.live.arguments import built_arguments, built_batch, replaced


class Pair(NamedTuple):
    left: int
    right: int


class Model:
    def __init__(self, shapes: dict[str, Any] | None) -> None:
        self._build_shapes_dict = shapes

    def call(self, first: Any, second: Any = None, training: bool = False) -> None:
        """Stand in for a forward pass."""


def slots(shapes: dict[str, Any] | None, *, free_batch: bool = True) -> list[tuple[str, tuple[int | None, ...]]] | None:
    arguments = built_arguments(Model(shapes), None, free_batch=free_batch)
    return None if arguments is None else [(slot.name, slot.shape) for slot in arguments.slots()]


def test_structures_keep_their_kind_and_order() -> None:
    value = {"b": [1, (2, "x")], "a": Pair(3, 4)}
    seen: list[int] = []

    def change(number: int) -> int:
        seen.append(number)
        return -number

    found = replaced(value, lambda item: isinstance(item, int), change)
    assert found == {"b": [-1, (-2, "x")], "a": Pair(-3, -4)}
    assert list(found) == ["b", "a"]
    assert isinstance(found["a"], Pair)
    assert seen == [3, 4, 1, 2]  # dicts in the order of their keys, as Keras takes them apart


@pytest.mark.parametrize(
    ("shapes", "expected"),
    [
        ({"input_shape": (8, 4)}, [("first", (None, 4))]),
        ({"first_shape": (8, 4), "second_shape": (8, 2)}, [("first", (None, 4)), ("second", (None, 2))]),
        ({"first_shape": [(8, 4), (8, 3)]}, [("first_1", (None, 4)), ("first_2", (None, 3))]),
        ({"first_shape": {"b": (8, 4), "a": (8, 3)}}, [("a", (None, 3)), ("b", (None, 4))]),
        ({"first_shape": (8, 4), "second_shape": None}, [("first", (None, 4))]),
        ({"first_shape": "four"}, None),
        ({}, None),
        (None, None),
    ],
)
def test_the_shapes_that_a_model_was_built_for_become_slots(shapes: dict[str, Any] | None, expected: Any) -> None:
    assert slots(shapes) == expected


def test_a_batch_stays_where_it_is_wanted() -> None:
    assert slots({"input_shape": (8, 4)}, free_batch=False) == [("first", (8, 4))]
    assert built_batch(Model({"input_shape": (8, 4)})) == 8
    assert built_batch(Model({"input_shape": (None, 4)})) is None
    assert built_batch(Model(None)) is None
