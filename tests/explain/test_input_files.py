from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dotnet_viz.explain.input_files import input_shape, read_model_inputs
from dotnet_viz.graph import Graph, Layer, Node, Port, TensorSpec


def graph(*kinds: str, shape: tuple[int | None, ...] | None = (None, 4, 4, 3)) -> Graph:
    nodes = [Node("n0", Layer("input", "input", "InputLayer"), outputs=(TensorSpec(shape, "float32"),))]
    nodes += [Node(f"n{number}", Layer(f"l{number}", f"l{number}", kind)) for number, kind in enumerate(kinds, 1)]
    return Graph("m", "Functional", tuple(nodes), inputs=(Port("n0"),))


@pytest.mark.parametrize(
    ("kinds", "pixel_range", "largest"),
    [(("Dense",), "auto", 1.0), (("Rescaling",), "auto", 255.0), (("Dense",), "255", 255.0), (("Rescaling",), "1", 1.0)],
)
def test_pixels_have_the_range_that_the_model_takes(
    tmp_path: Path, kinds: tuple[str, ...], pixel_range: str, largest: float
) -> None:
    from PIL import Image

    Image.new("RGB", (9, 7), "white").save(tmp_path / "a.png")
    found: Any = read_model_inputs(graph(*kinds), str(tmp_path / "a.png"), pixel_range)
    assert (found.shape, found.dtype, found.max()) == ((4, 4, 3), np.float32, largest)


def test_arrays_are_as_their_file_has_them(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.full((1, 4, 4, 3), 200, np.uint8))
    found: Any = read_model_inputs(graph(), str(tmp_path / "a.npy"), "1")
    assert (found.dtype, found.max()) == (np.uint8, 200)


def test_the_shape_is_that_of_the_only_input() -> None:
    assert input_shape(graph()) == (None, 4, 4, 3)
    assert input_shape(graph(shape=None)) is None
    assert input_shape(Graph("m", "Functional", (Node("n0", Layer("a", "a", "Dense")),))) is None


def test_samples_are_taken_from_a_file_of_samples_and_answers(tmp_path: Path) -> None:
    x, y = np.full((5, 4, 4, 3), 0.5), np.arange(5)
    np.savez(tmp_path / "a.npz", x_test=x, y_test=y)
    np.savez(tmp_path / "b.npz", input=x, label=y)
    for name in ("a.npz", "b.npz"):
        found: Any = read_model_inputs(graph(), str(tmp_path / name), "auto")
        assert found.shape == x.shape
    np.savez(tmp_path / "c.npz", one=x, two=x)
    named: Any = read_model_inputs(graph(), str(tmp_path / "c.npz"), "auto")
    assert list(named) == ["one", "two"]
