from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from dotnet_viz.measures.evaluation.intervals.bootstrap import Interval
from dotnet_viz.reporting.documents.report_json.plain import json_text, plain_json


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (np.array([[1.5, np.nan]]), [[1.5, None]]),
        (np.float32("inf"), None),
        (np.bool_(True), True),
        ({1: (True, None, "a")}, {"1": [True, None, "a"]}),
        (
            Interval("all", "accuracy", 0.5, float("nan"), 1.0),
            {"of": "all", "measure": "accuracy", "value": 0.5, "low": None, "high": 1.0},
        ),
        ({"a": {1, 2}}, {"a": "{1, 2}"}),
    ],
)
def test_everything_becomes_plain(value: Any, plain: Any) -> None:
    assert plain_json(value) == plain


def test_texts_are_json_whatever_is_nested() -> None:
    value = {"": [], "a": {}, "b": [[], {"c": [1, [2]]}], "d": 'ü"\n\u2028', "e": [{"f": 1.5}]}
    text = json_text(value)
    assert json.loads(text) == value
    assert text.endswith("}\n")
    assert json_text([]) == "[]\n"
