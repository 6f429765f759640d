from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from dotnet_viz.drawing import Drawing
from dotnet_viz.fitting.drawn_size import DrawnSize
from dotnet_viz.fonts import one_line
from dotnet_viz.layouts import place
from dotnet_viz.renderers.common.escape import without_unwriteable
from dotnet_viz.renderers.editable.pptx import EMU, pptx
from dotnet_viz.scene import Connection, Label, Scene
from tests.renderers.every_style import STYLES, placed
from tests.scene_builders import AWKWARD_TEXTS, box, chain, neurons


def opened(data: bytes) -> Any:
    return Presentation(io.BytesIO(data))


def every_shape(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        yield shape
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from every_shape(shape.shapes)


def places(shape: Any) -> tuple[tuple[int, int], tuple[int, int]]:
    return (shape.left, shape.width), (shape.top, shape.height)


@pytest.mark.parametrize("style", [*STYLES, "nested"])
def test_the_slide_has_every_shape_at_its_place_and_every_text(style: str) -> None:
    scene = placed(style)
    deck = opened(pptx(scene))
    assert (deck.slide_width / EMU, deck.slide_height / EMU) == pytest.approx(scene.size, abs=0.01)
    found = list(every_shape(deck.slides[0].shapes))
    numbers = [shape.shape_id for shape in found]
    assert len(set(numbers)) == len(numbers)
    middles = {
        (shape.name, round((shape.left + shape.width / 2) / EMU), round((shape.top + shape.height / 2) / EMU))
        for shape in found
    }
    for shape in scene.shapes:
        if shape.form in ("box", "rounded", "circle", "bar"):
            x, y = shape.x or 0.0, shape.y or 0.0
            near = {(shape.name or "shape", round(x) + across, round(y) + down) for across in (-1, 0, 1) for down in (-1, 0, 1)}
            assert near & middles, shape.name
    words = "\n".join(shape.text_frame.text for shape in found if shape.has_text_frame)
    for label in [label for shape in scene.shapes for label in shape.labels] + list(scene.labels):
        assert one_line(label.text) in words


def test_straight_lines_are_connectors_between_their_boxes() -> None:
    scene = placed("plot-model")
    found = list(every_shape(opened(pptx(scene)).slides[0].shapes))
    names = {shape.shape_id: shape.name for shape in found}
    joined = []
    for shape in found:
        ends = [shape.element.find(f".//{{*}}{tag}") for tag in ("stCxn", "endCxn")]
        if all(end is not None for end in ends):
            joined.append(tuple(names[int(end.get("id"))] for end in ends))
    expected = [tuple(scene.shape_by_id[end].name for end in (line.source, line.target)) for line in scene.connections]
    assert joined == expected
    assert len([shape for shape in found if shape.element.find(".//{*}tailEnd") is not None]) == len(expected)


def test_solids_are_groups_of_faces_and_curves_are_curves() -> None:
    found = list(opened(pptx(placed("layered"))).slides[0].shapes)
    groups = [shape for shape in found if shape.shape_type == MSO_SHAPE_TYPE.GROUP and shape.name != "Layers"]
    assert len(groups) == 8
    for group in groups:
        assert sum(shape.shape_type == MSO_SHAPE_TYPE.FREEFORM for shape in group.shapes) == 3
    nested_slide = list(opened(pptx(placed("nested"))).slides[0].shapes)
    assert any(shape.element.findall(".//{*}cubicBezTo") and shape.name == "line" for shape in nested_slide)


def test_very_many_lines_are_one_picture_with_words() -> None:
    found = list(opened(pptx(place(neurons((40, 40))))).slides[0].shapes)
    (picture,) = [shape for shape in found if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    assert picture.image.content_type == "image/png"
    assert picture.element.find(".//{*}cNvPr").get("descr") == "1,600 lines"


def test_the_same_slide_has_the_same_bytes_and_the_size_that_was_asked_for() -> None:
    assert pptx(placed("layered")) == pptx(placed("layered"))
    sized = Drawing(chain(2), drawn_size=DrawnSize(width=600.0)).to_format("pptx")
    assert isinstance(sized, bytes)
    assert opened(sized).slide_width / EMU == pytest.approx(600.0, abs=0.1)
    long = opened(pptx(Scene("long", labels=(Label("a", 9, 9),), size=(100.0, 99_000.0))))
    assert long.slide_height == 51_206_400


@pytest.mark.parametrize("text", [*AWKWARD_TEXTS, "\x00", "\ud800"])
def test_any_name_survives(text: str) -> None:
    shapes = tuple(replace(box(name, lines=[text]), name=text) for name in ("a", "b"))
    scene = place(Scene(text, shapes=shapes, connections=(Connection("a", "b", label=text),)))
    found = list(every_shape(opened(pptx(scene)).slides[0].shapes))
    words = [shape.text_frame.text for shape in found if shape.has_text_frame]
    if text.strip() and "\t" not in text:
        assert one_line(without_unwriteable(text)) in words
