from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dotnet_viz.compat.pillow_pictures import FacePicture, opened_picture, paste_into, paste_pictures
from dotnet_viz.errors import OptionError
from dotnet_viz.geometry.boxes import Box
from dotnet_viz.scene import Scene, Shape

BLUE, RED = (0, 0, 255, 255), (255, 0, 0, 255)
CORNERS = (-20.0, -10.0), (20.0, -10.0), (20.0, 10.0), (-20.0, 10.0)
TALL = Image.new("RGBA", (10, 40), BLUE)


def drawn(picture: FacePicture, *others: Shape) -> tuple[np.ndarray, int]:
    image = Image.new("RGBA", (60, 40), "white")
    scene = Scene("a", shapes=(Shape("a", "a", 40, 20, x=30, y=20), *others), size=(60, 40))
    paste_pictures(image, scene, [picture])
    pixels = np.asarray(image)
    return pixels, int((pixels == BLUE).all(axis=-1).sum())


def test_pictures_fill_or_keep_their_proportions() -> None:
    amounts = {fit: drawn(FacePicture("a", CORNERS, TALL, fit))[1] for fit in ("fill", "cover", "contain", "scale-down")}
    assert amounts["fill"] == amounts["cover"] == pytest.approx(40 * 20, rel=0.1)
    assert amounts["contain"] == amounts["scale-down"] == pytest.approx(5 * 20, rel=0.3)
    with pytest.raises(OptionError, match="unknown image_fit 'tile'"):
        FacePicture("a", CORNERS, TALL, "tile")


def test_what_stands_before_a_face_hides_its_picture_and_holes_show_through() -> None:
    points = (-10.0, -20.0), (10.0, -20.0), (10.0, 20.0), (-10.0, 20.0)
    before = Shape("b", "b", 20, 40, form="polygon", x=30, y=20, points=points)
    whole = drawn(FacePicture("a", CORNERS, TALL))[1]
    assert drawn(FacePicture("a", CORNERS, TALL), before)[1] == pytest.approx(whole / 2, rel=0.15)
    hole = Shape("w", "w", 10, 10, x=30, y=20)
    pixels, rest = drawn(FacePicture("a", CORNERS, TALL, holes=(("w", 0),)), hole)
    assert tuple(pixels[20, 30]) == (255, 255, 255, 255)
    assert rest < whole - 80


def test_pictures_are_sheared_into_parallelograms_and_cut_to_ellipses() -> None:
    sheared = (-10.0, 0.0), (10.0, -15.0), (10.0, 0.0), (-10.0, 15.0)
    pixels, _ = drawn(FacePicture("a", sheared, TALL))
    assert tuple(pixels[20, 30]) == BLUE
    assert tuple(pixels[8, 22]) == (255, 255, 255, 255)
    assert drawn(FacePicture("a", CORNERS, TALL, is_round=True))[1] < 0.85 * drawn(FacePicture("a", CORNERS, TALL))[1]


def test_pictures_are_files_images_or_arrays(tmp_path: Path) -> None:
    TALL.save(tmp_path / "a.png")
    for source in (tmp_path / "a.png", str(tmp_path / "a.png"), TALL, np.asarray(TALL)):
        found = opened_picture(source)
        assert found is not None
        assert found.getpixel((0, 0)) == BLUE
    with pytest.warns(UserWarning, match="there is no picture"):
        assert opened_picture(tmp_path / "none.png") is None
    (tmp_path / "b.png").write_bytes(b"no picture")
    for wrong in (tmp_path / "b.png", 3):
        with pytest.raises(OptionError):
            opened_picture(wrong)


def test_a_picture_has_room_in_a_rectangle() -> None:
    image = Image.new("RGBA", (30, 30), "white")
    paste_into(image, TALL, Box(5.0, 5.0, 25.0, 25.0))
    assert image.getpixel((15, 15)) == BLUE
    assert image.getpixel((7, 15)) == (255, 255, 255, 255)
