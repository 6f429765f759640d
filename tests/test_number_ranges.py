from __future__ import annotations

import math

import numpy as np
import pytest

from dotnet_viz.errors import OptionError
from dotnet_viz.number_ranges import DPI, LENGTH, OFFSET, SCALE, NumberRange

ABSURD = [1e300, -1e300, math.nan, math.inf, -math.inf, 10**400, True, "2", None, [1], 1e9]


@pytest.mark.parametrize("numbers", [DPI, LENGTH, OFFSET, SCALE])
@pytest.mark.parametrize("value", ABSURD, ids=lambda value: str(value)[:9])
def test_absurd_numbers_are_refused_in_one_line(numbers: NumberRange, value: object) -> None:
    with pytest.raises(OptionError, match=r"^width must be a finite number .*, not ") as error:
        numbers.checked("width", value)
    assert len(str(error.value)) < 200


@pytest.mark.parametrize("numbers", [DPI, LENGTH, SCALE])
def test_sizes_are_above_zero(numbers: NumberRange) -> None:
    for value in (0, -1, -0.0):
        with pytest.raises(OptionError, match="above 0 and up to"):
            numbers.checked("dpi", value, or_none=True)
    assert numbers.checked("dpi", np.float32(1.5)) == 1.5


def test_limits_in_words() -> None:
    assert LENGTH.numbers() == "a finite number above 0 and up to 100000"
    assert NumberRange(least=0, most=0.5).numbers() == "a finite number from 0 to 0.5"
