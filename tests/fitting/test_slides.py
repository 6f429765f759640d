"""Presentations made with ``fit="slide"`` have slides of the usual size."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

import dotnet_viz as dv
from dotnet_viz.fitting.paper import SLIDE
from dotnet_viz.renderers.editable.pptx import EMU
from tests.conftest import DATA

CNN = DATA / "models" / "cnn-28x28.keras"


def opened(drawing: dv.Drawing) -> Any:
    data = drawing.to_format("pptx")
    assert isinstance(data, bytes)
    return Presentation(io.BytesIO(data))


def single_shapes(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from single_shapes(shape.shapes)
        else:
            yield shape


@pytest.mark.parametrize("style", ["plot-model", "layered", "weight-graph"])
@pytest.mark.parametrize("options", [{}, {"width": "50cm"}, {"text_size": 12}], ids=["", "width", "text_size"])
def test_the_picture_is_in_the_middle_of_a_slide_of_16_to_9(style: str, options: dict[str, Any]) -> None:
    drawing = dv.draw(CNN, style=style, fit="slide", **options)
    deck = opened(drawing)
    assert (deck.slide_width, deck.slide_height) == (12_192_000, 6_858_000)
    inside = [
        (shape.left / EMU, shape.top / EMU, (shape.left + shape.width) / EMU, (shape.top + shape.height) / EMU)
        for shape in single_shapes(deck.slides[0].shapes)
    ]
    left, top = (min(box[axis] for box in inside) for axis in (0, 1))
    right, bottom = (max(box[axis] for box in inside) for axis in (2, 3))
    assert (left + right) / 2 == pytest.approx(SLIDE[0] / 2, abs=40)
    assert (top + bottom) / 2 == pytest.approx(SLIDE[1] / 2, abs=40)
    assert min(left, top, SLIDE[0] - right, SLIDE[1] - bottom) > -1


def test_other_pictures_have_a_slide_of_their_size_and_other_formats_the_size_of_the_picture() -> None:
    for fit in (None, "page", ("12cm", "8cm")):
        drawing = dv.draw(CNN, fit=fit)
        assert opened(drawing).slide_width / EMU == pytest.approx(drawing.width, abs=1)
    assert dv.draw(CNN, fit="slide").width < SLIDE[0]
    difference = dv.diff([np.ones((3, 2))], [np.ones((3, 4))], fit="slide")
    assert opened(difference).slide_width == 12_192_000
