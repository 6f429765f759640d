"""Tables of coloured cells in SVG, PNG, PDF and DOT."""

from __future__ import annotations

import io
import subprocess

import numpy as np
import pytest

from dotnet_viz.drawing import Drawing
from dotnet_viz.renderers.dot.background import MAX_CELLS
from dotnet_viz.scene import FEW_CELLS, Raster, Scene


def drawing(rows: int, columns: int, name: str = "cells") -> Drawing:
    random = np.random.default_rng(0)
    colors = random.integers(0, 256, (rows, columns, 3)).astype(np.uint8)
    texts = tuple(f"cell {turn}" for turn in range(rows * columns)) if rows * columns <= FEW_CELLS else ()
    raster = Raster(name, colors, 0.0, 0.0, 320.0, 320.0, cell_tooltips=texts)
    return Drawing(Scene("cells", rasters=(raster,), layout="given", show_title=False))


def pixels(data: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    from PIL import Image

    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


def assert_crisp(image: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], picture: Drawing, cells: int) -> None:
    """Check that a cell has its colour from edge to edge, not only in its middle."""
    [raster] = picture.placed.rasters
    assert picture.placed.size is not None
    scale = image.shape[1] / picture.placed.size[0]
    cell = raster.width / cells
    for inside in (0.15, 0.5, 0.85):
        for row in (0, cells // 2, cells - 1):
            x, y = raster.x + (cells // 2 + inside) * cell, raster.y + (row + inside) * cell
            found = image[int(y * scale), int(x * scale)].astype(int)
            assert np.abs(found - raster.colors[row, cells // 2]).max() <= 3


@pytest.mark.parametrize("cells", [8, 40])
def test_cells_are_crisp_as_png(cells: int) -> None:
    picture = drawing(cells, cells)
    assert_crisp(pixels(picture.png(2)), picture, cells)


@pytest.mark.pdftoppm
@pytest.mark.parametrize("cells", [8, 40])
def test_cells_are_crisp_as_pdf(cells: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    picture = drawing(cells, cells)
    folder = tmp_path_factory.mktemp("pdf")
    picture.save(folder / "cells.pdf")
    subprocess.run(["pdftoppm", "-r", "288", "-png", "cells.pdf", "page"], cwd=folder, check=True, timeout=60)
    assert_crisp(pixels(next(folder.glob("page*.png")).read_bytes()), picture, cells)


def test_few_cells_are_boxes_with_texts_and_many_are_a_picture() -> None:
    few, many = drawing(25, 40).svg, drawing(26, 40).svg
    assert few.count("<title>cell ") == 1000
    assert "<image" not in few
    assert many.count("<image") == 1
    assert "image-rendering:pixelated" in many


def test_dot_has_every_cell_or_says_what_one_stands_for() -> None:
    assert drawing(3, 4).dot.count(" P 4 ") == 12
    large = drawing(MAX_CELLS + 1, 1, name='a "name"\n').dot
    assert large.count(" P 4 ") <= MAX_CELLS // 2 + 1
    assert "each cell is the mean of 2 × 2" in large


@pytest.mark.dot
@pytest.mark.parametrize("rows", [3, MAX_CELLS + 1])
def test_graphviz_takes_the_dot_without_a_word(rows: int) -> None:
    done = subprocess.run(["dot", "-Tsvg"], input=drawing(rows, 1).dot.encode(), capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
