"""Sequences come as lists, tuples, arrays or columns of a table, and give the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.diagrams import DIFFERENCE_STYLES, STYLES
from dotnet_viz.errors import OptionError
from tests.diagrams.test_options import CASES, Case, models


class Index:
    """What an index of pandas is to those who do not know pandas: values in order, and no truth value."""

    def __init__(self, values: Any) -> None:
        self.values = np.array(values, dtype=object)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.values)

    def __len__(self) -> int:
        return len(self.values)

    def __bool__(self) -> bool:
        raise ValueError("the truth value of an index is ambiguous")

    def __eq__(self, other: object) -> Any:
        return self.values == other

    __hash__ = None  # type: ignore[assignment]


FORMS: dict[str, Callable[[Any], Any]] = {"tuple": tuple, "array": np.array, "index": Index, "iterator": iter}


def kind(style: str, option: str) -> str:
    options: Any = STYLES[style]
    return next(str(declared.type) for declared in fields(options) if declared.name == option)


SEQUENCES = [
    (style, option) for style, (_, cases) in CASES.items() for option in cases if kind(style, option).startswith("Sequence")
]


def drawn(style: str, option: str, value: Any) -> str:
    usual, cases = CASES[style]
    case: Case = cases[option]
    return dv.draw(models()[case.model or usual], style=style, **case.beside | {option: value}).svg


def test_the_sequence_of_a_style_of_differences_comes_in_every_form() -> None:
    options: list[Any] = list(DIFFERENCE_STYLES.values())
    found = [declared.name for style in options for declared in fields(style) if "Sequence" in str(declared.type)]
    assert found == ["measures"]
    names = ["macs", "parameters"]
    assert {dv.BarChanges(measures=form(names)).measures for form in FORMS.values()} == {tuple(names)}


@pytest.mark.parametrize(("style", "option"), SEQUENCES)
def test_any_sequence_gives_the_same_bytes(style: str, option: str) -> None:
    value = list(CASES[style][1][option].value)
    plain = drawn(style, option, value)
    for name, form in FORMS.items():
        assert drawn(style, option, form(value)) == plain, name


@pytest.mark.parametrize(("style", "option"), SEQUENCES)
@pytest.mark.parametrize("value", [3.5, {"a": 1}, {"a"}, [["a"]]], ids=repr)
def test_what_is_no_sequence_is_reported(style: str, option: str, value: Any) -> None:
    with pytest.raises(OptionError, match=rf"^{option} must be (a|one) sequence of "):
        drawn(style, option, value)


def test_positions_by_name_may_be_arrays() -> None:
    plain = drawn("weight-graph", "neurons", {"dense_1": [1, 2]})
    assert drawn("weight-graph", "neurons", {np.str_("dense_1"): np.array([1, 2])}) == plain
    with pytest.raises(OptionError, match=r"neurons\['dense_1'\] must be a sequence of whole numbers"):
        drawn("weight-graph", "neurons", {"dense_1": "many"})
    with pytest.raises(OptionError, match="neurons must be a dict by names"):
        drawn("weight-graph", "neurons", ["dense_1"])


def test_classes_of_layers_may_be_classes() -> None:
    class Conv2D:
        """As Keras names its own."""

    assert drawn("layered", "type_ignore", [Conv2D]) == drawn("layered", "type_ignore", ["Conv2D"])
    assert drawn("layered", "color_map", {Conv2D: "#123456"}) == drawn("layered", "color_map", {"Conv2D": "#123456"})


def test_numbers_and_switches_may_be_of_numpy() -> None:
    options: dict[str, Any] = {"max_neurons": np.int64(4), "limit": np.float32(0.5), "negative_dashed": np.bool_(True)}
    model = models()["wide"]
    plain = dv.weight_graph(model, max_neurons=4, limit=0.5, negative_dashed=True)
    assert dv.weight_graph(model, **options).svg == plain.svg


@pytest.mark.parametrize(
    ("style", "options", "message"),
    [
        ("plot-model", {"show_shapes": "no"}, "show_shapes must be True or False, not 'no'"),
        ("ann", {"title": 3}, "title must be a text, or None, not 3"),
        ("layered", {"text_callable": "name"}, "text_callable must be a function, or None, not 'name'"),
        ("weight-graph", {"max_neurons": True}, "max_neurons must be a whole number of at least 1, or None for all, not True"),
    ],
)
def test_values_of_another_type_are_refused(style: str, options: dict[str, Any], message: str) -> None:
    with pytest.raises(OptionError) as error:
        dv.draw(models()["wide"], style=style, **options)
    assert str(error.value) == message
