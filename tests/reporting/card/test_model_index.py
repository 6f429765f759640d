from __future__ import annotations

from copy import deepcopy
from typing import Any

import numpy as np
import pytest

from dotnet_viz.errors import OptionError
from dotnet_viz.reporting.card.model_index import checked_index

RESULT: dict[str, Any] = {
    "task": {"type": "image-classification"},
    "dataset": {"type": "mnist", "name": "MNIST", "split": "test"},
    "metrics": [{"type": "accuracy", "value": 0.97, "verified": True}],
}
INDEX = [{"name": "m", "results": [RESULT]}]


def test_what_hugging_face_has_is_kept() -> None:
    assert list(checked_index(INDEX)) == INDEX


@pytest.mark.parametrize(
    ("value", "kept"),
    [("0.5", 0.5), (np.float32(0.5), 0.5), ("nan", "nan"), (float("inf"), "inf"), ("97 %", "97 %"), ([1, 2], [1, 2])],
)
def test_values_are_numbers_where_they_can_be(value: Any, kept: Any) -> None:
    index = deepcopy(INDEX)
    index[0]["results"][0]["metrics"][0]["value"] = value  # type: ignore[index]
    assert checked_index(index)[0]["results"][0]["metrics"][0]["value"] == kept


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ((), {}, "model_index must be a list of mappings"),
        ((0,), "m", "model_index must be a list of mappings"),
        ((0, "name"), None, r"model_index\[0\] has no 'name'"),
        ((0, "results"), {}, r"model_index\[0\].results must be a list"),
        ((0, "results", 0, "task"), "t", r"results\[0\].task has no 'type'"),
        ((0, "results", 0, "dataset"), {"type": "d"}, r"results\[0\].dataset has no 'name'"),
        ((0, "results", 0, "metrics"), [], r"results\[0\].metrics must be a list"),
        ((0, "results", 0, "metrics", 0, "type"), " ", r"metrics\[0\] has no 'type'"),
        ((0, "results", 0, "metrics", 0, "value"), None, r"metrics\[0\].value must be the result"),
        ((0, "results", 0, "metrics", 0, "value"), True, r"metrics\[0\].value must be the result"),
    ],
)
def test_what_is_missing_is_named_by_its_place(path: tuple[Any, ...], value: Any, words: str) -> None:
    index: Any = deepcopy(INDEX)
    place = index
    for key in path[:-1]:
        place = place[key]
    if path:
        place[path[-1]] = value
    else:
        index = value
    with pytest.raises(OptionError, match=words):
        checked_index(index)


def test_a_value_within_itself_is_refused() -> None:
    loop: list[Any] = []
    loop.append(loop)
    with pytest.raises(OptionError, match="more than 10 deep"):
        checked_index(loop)
