from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from dotnet_viz.errors import OptionError, ShapeError
from dotnet_viz.measures.evaluation.inputs.by_output import predicted_outputs

KINDS, AGES = np.full((4, 3), 1 / 3), np.zeros((4, 1))
NAMES = ["cat", "dog", "bird"]


def test_the_only_output_has_no_name_and_all_class_names() -> None:
    (found,) = predicted_outputs(None, KINDS, {"kind": [0, 1, 2, 0]}, NAMES)
    assert (found.name, found.heading, found.class_names, found.answers) == ("", "the model", NAMES, [0, 1, 2, 0])


@pytest.mark.parametrize(
    ("names", "expected"),
    [(["kind", "age"], ["kind", "age"]), (["kind"], ["output 1", "output 2"]), (None, ["output 1", "output 2"])],
)
def test_outputs_of_a_list_have_the_names_that_the_model_has_for_all_of_them(names: Any, expected: list[str]) -> None:
    model = SimpleNamespace(output_names=names)
    found = predicted_outputs(model, [KINDS, AGES], [[0, 1, 2, 0], [1, 2, 3, 4]], NAMES)
    assert [one.name for one in found] == expected
    assert [one.class_names for one in found] == [NAMES, None]


def test_masks_and_answers_are_found_by_names() -> None:
    found = predicted_outputs(None, {"kind": KINDS, "age": AGES}, {"age": [1], "kind": [0]}, mask={"age": [True]})
    assert [(one.name, one.answers, one.mask) for one in found] == [("kind", [0], None), ("age", [1], [True])]


@pytest.mark.parametrize(
    ("y", "mask", "error", "words"),
    [
        ([[0]], None, ShapeError, "the model has 2 outputs (kind, age); pass y as a list in that order"),
        ({"kind": [0]}, None, ShapeError, "y has no answers for the output 'age'"),
        ([[0], [1]], [True], OptionError, "the model has 2 outputs; pass mask as a dict by their names: kind, age"),
        ([[0], [1]], {"kinds": [True]}, OptionError, "unknown output in mask 'kinds'"),
    ],
)
def test_what_fits_no_output_is_an_error(y: Any, mask: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error) as raised:
        predicted_outputs(None, {"kind": KINDS, "age": AGES}, y, mask=mask)
    assert words in str(raised.value)
