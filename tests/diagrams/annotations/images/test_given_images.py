from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import dotnet_viz as dv
from dotnet_viz.diagrams.annotations.images.given_images import read_images
from dotnet_viz.diagrams.annotations.names import LayerNames
from dotnet_viz.errors import OptionError, ShapeError
from dotnet_viz.scene import Shape
from tests.conftest import DATA

CNN = dv.read(DATA / "models" / "cnn-28x28.keras")
MAPS = np.zeros((26, 26, 32))
MAPS[5:9, 5:9, 7], MAPS[:, :, 3] = 4.0, 0.5
PHOTOGRAPH = np.zeros((40, 60, 3), np.uint8)
PHOTOGRAPH[..., 0] = 255


def shape_of(drawing: dv.Drawing, layer: str) -> Shape:
    return next(shape for shape in drawing.scene.shapes if shape.name == layer and shape.kind not in ("caption", "window"))


def picture(drawing: dv.Drawing, layer: str, face: int) -> Any:
    return shape_of(drawing, layer).faces[face].picture


def test_the_strongest_map_stands_on_the_plane_in_front_and_the_others_behind_it() -> None:
    drawing = dv.draw(CNN, style="lenet", images={"conv2d_14": MAPS})
    front, next_one, last = (picture(drawing, "conv2d_14", number) for number in (-1, -2, 0))
    assert front.shape == (26, 26, 3)
    assert len(np.unique(front.reshape(-1, 3), axis=0)) == 1, "the map that is 0.5 everywhere has the larger mean"
    assert len(np.unique(next_one.reshape(-1, 3), axis=0)) == 2
    assert (last == picture(drawing, "conv2d_14", 1)).all()
    assert [legend.title for legend in drawing.scene.legends] == ["activation"]
    assert any("largest in front" in note for note in drawing.scene.notes)


def test_a_window_shows_what_is_below_it() -> None:
    drawing = dv.draw(CNN, style="lenet", images={"conv2d_14": MAPS})
    window = next(shape for shape in drawing.scene.shapes if shape.kind == "window" and shape.faces)
    assert (np.unique(window.faces[0].picture) == np.unique(picture(drawing, "conv2d_14", -1))).all()  # type: ignore[arg-type]


def test_blocks_have_it_on_their_side_which_nothing_hides() -> None:
    drawing = dv.draw(CNN, style="layered", images={"conv2d_14": MAPS, "input_layer_4": PHOTOGRAPH})
    shape = shape_of(drawing, "conv2d_14")
    assert [face.picture is not None for face in shape.faces] == [False, True, False]
    assert picture(drawing, "input_layer_4", 1)[0, 0].tolist() == [255, 0, 0]
    placed = {shape.name: shape for shape in drawing.placed.shapes}
    before, behind = placed["conv2d_14"], placed["max_pooling2d_7"]
    assert before.x is not None
    assert behind.x is not None
    assert before.x + before.width / 2 < behind.x - behind.width / 2
    assert shape.height > shape_of(dv.draw(CNN, style="layered"), "conv2d_14").height


def test_blocks_seen_from_their_left_have_it_the_right_way_round() -> None:
    ramp = np.tile(np.arange(28.0), (28, 1))
    shape = shape_of(dv.draw(CNN, style="layered", images={"input_layer_4": ramp}, draw_reversed=True), "input_layer_4")
    assert shape.faces[1].points[0][0] < shape.faces[1].points[1][0]
    assert shape.faces[1].picture is not None
    assert shape.faces[1].picture[0, 0, 0] < shape.faces[1].picture[0, -1, 0]


@pytest.mark.parametrize("style", ["lenet", "layered"])
def test_vectors_are_cells_along_their_figure(style: str) -> None:
    shape = shape_of(dv.draw(CNN, style=style, images={"dense_10": np.arange(10.0)}), "dense_10")
    found = shape.faces[-1].picture
    assert found is not None
    assert found.shape == ((1, 10, 3) if shape.width >= shape.height else (10, 1, 3))


def test_images_are_cut_to_the_proportions_and_files_are_read(tmp_path: Path) -> None:
    Image.fromarray(PHOTOGRAPH).save(tmp_path / "photo.png")
    np.save(tmp_path / "maps.npy", MAPS[np.newaxis])
    given = {"input_layer_4": tmp_path / "photo.png", "conv2d_14": str(tmp_path / "maps.npy")}
    found = read_images(given, CNN, LayerNames(CNN))
    assert sorted(len(one.maps) for one in found.values()) == [1, 32]
    assert found["n0"].maps[0].shape == (40, 40, 3)
    assert read_images({"input_layer_4": Image.fromarray(PHOTOGRAPH)}, CNN, LayerNames(CNN))["n0"].maps[0].shape == (40, 40, 3)


@pytest.mark.parametrize("suffix", ["svg", "html"])
def test_formats_have_the_picture(suffix: str) -> None:
    drawing = dv.draw(CNN, style="lenet", images={"input_layer_4": PHOTOGRAPH}, theme="auto")
    assert str(drawing.to_format(suffix)).count("data:image/png;base64,") == 2, "the plane and the window on it"


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        ([1], OptionError, "images must be a mapping"),
        ({}, OptionError, "images must be a mapping"),
        ({"conv": PHOTOGRAPH}, OptionError, "images names no layer"),
        ({"conv2d_14": "words"}, OptionError, "'words' has no ending of a file of inputs; choose one of: .png"),
        ({"conv2d_14": np.array(["a"])}, OptionError, "images has"),
        ({"conv2d_14": np.zeros((3, 3, 5))}, ShapeError, r"'conv2d_14' returns 26×26×32 values"),
        ({"conv2d_14": np.zeros((0, 3))}, ShapeError, "without values"),
        ({"dense_10": np.zeros((4, 4))}, ShapeError, "which returns 10 values"),
    ],
)
def test_what_cannot_be(given: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        dv.draw(CNN, style="lenet", images=given)


def test_a_style_without_faces() -> None:
    with pytest.raises(OptionError, match=r"style 'plot-model' draws no faces.*layered, lenet"):
        dv.draw(CNN, images={"conv2d_14": MAPS})


def test_an_input_shows_what_each_layer_returns() -> None:
    network = [(np.eye(4), None, "relu"), np.ones((4, 2))]
    drawing = dv.draw(network, style="lenet", x=np.array([[0.0, 1.0, 2.0, 3.0]]))
    found = [shape.faces[0].picture for shape in drawing.scene.shapes if shape.faces]
    assert [one.shape for one in found if one is not None] == [(4, 1, 3), (4, 1, 3), (2, 1, 3)]
    with pytest.raises(ShapeError, match="an input has the shape"):
        dv.draw(network, style="lenet", x=np.zeros(3))
