from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from dotnet_viz.compat.visualkeras.texts import named_text
from dotnet_viz.errors import OptionError


class Dense(SimpleNamespace):
    """Stands for a layer."""


@pytest.mark.parametrize(
    ("name", "text"),
    [("name", "a"), ("type", "Dense"), ("shape", "8 × ? × 3"), ("name_shape", "a\n8 × ? × 3"), ("type_name", "Dense\na")],
)
def test_texts_have_names(name: str, text: str) -> None:
    assert named_text(name)(0, Dense(name="a", output_shape=(None, 8, None, 3))) == (text, name == "type_name")


@pytest.mark.parametrize(("shape", "text"), [([(None, 4), (None, 2)], "4"), (None, "?"), ((None,), "?")])
def test_shapes_that_are_several_or_unknown(shape: Any, text: str) -> None:
    assert named_text("shape")(0, Dense(name="a", output_shape=shape))[0] == text


def test_layers_without_names_and_texts_that_are_not_there() -> None:
    assert named_text("name")(4, Dense(name=""))[0] == "layer_4"
    with pytest.raises(OptionError, match="did you mean 'shape'"):
        named_text("shap")
