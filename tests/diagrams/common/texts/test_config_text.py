from __future__ import annotations

import pytest

from dotnet_viz.diagrams.common.texts.config_text import config_lines, layer_tooltip, missing_fields, short_value
from dotnet_viz.graph import Layer


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ([3, 3], "3 × 3"),
        ((2,), "2"),
        ("same", "same"),
        (0.25, "0.25"),
        (True, "yes"),
        (False, "no"),
        (None, "none"),
        ({"class_name": "HeNormal", "config": {"seed": 1}}, "HeNormal"),
        ({"a": 1}, '{"a": 1}'),
        ([1.5, "a"], '[1.5, "a"]'),
        ([], "[]"),
    ],
)
def test_values_as_people_write_them(value: object, text: str) -> None:
    assert short_value(value) == text


def test_only_fields_that_the_layer_has_are_lines() -> None:
    layer = Layer("d", "d", "Dropout", config={"rate": 0.5})
    assert config_lines(layer, ["strides", "rate"]) == ["rate 0.5"]
    assert missing_fields([layer], ["strides", "rate"]) == ["strides"]


def test_the_tooltip_has_the_name_once() -> None:
    assert layer_tooltip(Layer("d", "d", "Dropout", config={"name": "d", "rate": 0.5})) == "d: Dropout\nrate: 0.5"
