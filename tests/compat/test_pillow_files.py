from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from dotnet_viz.compat.pillow_files import image_of, image_target, is_vector, write_image
from dotnet_viz.drawing import Drawing
from dotnet_viz.errors import OptionError, OutputError
from dotnet_viz.scene import Scene, Shape

DRAWING = Drawing(Scene("one", shapes=(Shape("a", "a", 60, 30),)))


def test_an_image_has_a_pixel_for_each_pixel_of_the_picture() -> None:
    image = image_of(DRAWING)
    width, height = DRAWING.placed.size or (0, 0)
    assert image.mode == "RGBA"
    assert image.width == pytest.approx(width, abs=1)
    assert image.height == pytest.approx(height, abs=1)


@pytest.mark.parametrize(("suffix", "kind"), [("png", "PNG"), ("jpg", "JPEG"), ("bmp", "BMP"), ("webp", "WEBP")])
def test_pillow_writes_its_formats(tmp_path: Path, suffix: str, kind: str) -> None:
    path = image_target(tmp_path / f"a.{suffix}")
    write_image(DRAWING, image_of(DRAWING), path)
    with Image.open(path) as written:
        assert written.format == kind


@pytest.mark.parametrize(("suffix", "start"), [("svg", b"<svg"), ("pdf", b"%PDF"), ("dot", b"digraph")])
def test_vectors_come_from_the_drawing(tmp_path: Path, suffix: str, start: bytes) -> None:
    path = image_target(tmp_path / f"a.{suffix}")
    assert is_vector(path)
    write_image(DRAWING, image_of(DRAWING), path)
    assert path.read_bytes().startswith(start)


def test_a_file_that_cannot_be_written_is_reported_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="picture format 'xyz'"):
        image_target(tmp_path / "a.xyz")
    with pytest.raises(OutputError, match="no folder"):
        image_target(tmp_path / "nowhere" / "a.png")
