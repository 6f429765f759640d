from __future__ import annotations

from importlib import import_module
from itertools import product
from typing import Any

import pytest

from dotnet_viz.keras_format.shapes.operations.dtypes import floating, promoted, summed

DTYPES = ["bool", "uint8", "uint16", "uint32", "int8", "int16", "int32", "int64", "bfloat16", "float16", "float32", "float64"]


@pytest.mark.keras
@pytest.mark.parametrize("one", DTYPES)
def test_promotion_is_that_of_keras(one: str) -> None:
    keras: Any = import_module("keras")
    for other in [*DTYPES, "int", "float"]:
        given = {"int": int, "float": float}.get(other, other)
        assert promoted(one, other) == keras.backend.result_type(one, given), (one, other)


def test_promotion_does_not_depend_on_the_order() -> None:
    for one, other in product([*DTYPES, "int", "float"], repeat=2):
        assert promoted(one, other) == promoted(other, one)


def test_what_nobody_knows_is_not_promoted() -> None:
    assert (promoted("string"), promoted("?", "float32"), promoted("float8_e4m3fn", "float8_e4m3fn")) == (
        "string",
        "?",
        "float8_e4m3fn",
    )


def test_whole_numbers_become_single_precision_and_sums_have_32_bits() -> None:
    assert [floating(dtype) for dtype in ("bool", "int64", "float16", "?")] == ["float32", "float32", "float16", "?"]
    assert [summed(dtype) for dtype in ("bool", "uint8", "int64", "float16")] == ["int32", "uint32", "int64", "float16"]
