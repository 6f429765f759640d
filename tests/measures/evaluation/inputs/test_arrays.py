from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dotnet_viz.errors import ShapeError
from dotnet_viz.measures.evaluation.inputs.arrays import answers_in, predictions_in


@pytest.mark.parametrize("given", [np.array([b"cat", b"\xc3\xb6l"]), np.array([b"cat", b"\xc3\xb6l"], object)])
def test_names_as_bytes_are_the_text_they_hold(given: Any) -> None:
    assert answers_in(given).tolist() == ["cat", "\u00f6l"]
    assert predictions_in(given).tolist() == ["cat", "\u00f6l"]


def test_masked_values_are_not_taken_for_answers() -> None:
    masked = np.ma.masked_array([0, 1, 1], mask=[False, False, True])
    with pytest.raises(ShapeError, match="y: an array with 1 masked values; leave those samples out"):
        answers_in(masked)
    with pytest.raises(ShapeError, match="the predictions: an array with 1 masked values"):
        predictions_in(masked)
    assert answers_in(masked[:2]).tolist() == [0, 1]
