"""``lenet_view`` as notebooks call it."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dotnet_viz.compat.visualkeras import lenet_view
from dotnet_viz.compat.visualkeras.defaults import LENET_DEFAULTS as DEFAULTS
from dotnet_viz.compat.visualkeras.figures.planes import RenderShape
from dotnet_viz.compat.visualkeras.options import LENET_PRESETS
from dotnet_viz.errors import OptionError
from tests.diagrams.block_graphs import sized_chain, skip_graph, small_cnn

WINDOWED = sized_chain(("InputLayer", (None, 28, 28, 1)), ("Conv2D", (None, 26, 26, 32)), ("MaxPooling2D", (None, 13, 13, 32)))


def counted(image: Any, color: tuple[int, int, int]) -> int:
    """Return how many pixels have a colour."""
    return int((np.asarray(image)[..., :3] == color).all(axis=-1).sum())


def test_the_signature_is_the_originals() -> None:
    found = {name: item.default for name, item in inspect.signature(lenet_view).parameters.items() if name in DEFAULTS}
    assert found == dict(DEFAULTS)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("max_xy", 60),
        ("scale_xy", 2),
        ("type_ignore", ["MaxPooling2D"]),
        ("index_ignore", [1]),
        ("color_map", {"Conv2D": {"fill": "red"}}),
        ("background_fill", "white"),
        ("padding", 60),
        ("layer_spacing", 90),
        ("map_spacing", 9),
        ("max_visual_channels", 4),
        ("connector_fill", "red"),
        ("connector_width", 4),
        ("draw_connections", False),
        ("font_color", "red"),
        ("top_label", False),
        ("bottom_label", False),
        ("top_label_padding", 30),
        ("bottom_label_padding", 30),
        ("styles", {"n1": {"fill": "red"}}),
        ("preset", "presentation"),
    ],
)
def test_every_option_changes_the_picture(option: str, value: Any) -> None:
    plain, changed = lenet_view(small_cnn()), lenet_view(small_cnn(), **{option: value})
    assert plain.size != changed.size or plain.tobytes() != changed.tobytes()


def test_patches_have_their_colours_and_size() -> None:
    from dotnet_viz.graph import Graph, Layer, Node

    nodes = tuple(
        Node(
            node.id,
            Layer(node.id, node.id, node.layer.kind, config={"kernel_size": [5, 5], "pool_size": [2, 2]}),
            (),
            node.outputs,
        )
        for node in WINDOWED.nodes
    )
    model = Graph("m", "Sequential", nodes, WINDOWED.edges)
    red = lenet_view(model, patch_fill="red", patch_outline="lime")
    assert counted(red, (255, 0, 0)) > 20
    assert counted(red, (0, 255, 0)) > 20
    assert counted(lenet_view(model, patch_fill="red", patch_scale=2.0), (255, 0, 0)) > 2 * counted(red, (255, 0, 0))
    assert counted(lenet_view(model, patch_fill="red", draw_patches=False), (255, 0, 0)) == 0
    one = lenet_view(model, patch_fill="red", styles={"n1": {"patch_fill": "#00ffff"}})
    assert 0 < counted(one, (255, 0, 0)) < counted(red, (255, 0, 0))
    assert counted(one, (0, 255, 255)) > 20
    face = {"n1": {"face_image": np.full((9, 9, 3), (0, 0, 255), np.uint8)}}
    opaque, clear = (lenet_view(model, patch_fill="red", styles=face, patch_alpha_on_image=alpha) for alpha in (255, 0))
    assert counted(clear, (0, 0, 255)) > counted(opaque, (0, 0, 255)) > 1000


def test_labels_are_asked_for_by_layer_and_figure() -> None:
    seen: list[tuple[str, str, RenderShape]] = []

    def tell(layer: Any, shape: RenderShape) -> str | None:
        seen.append((layer.name, type(layer).__name__, shape))
        return None

    lenet_view(small_cnn(), top_label_callable=tell)
    name, kind, shape = seen[1]
    assert (name, kind) == ("n1", "Conv2D")
    assert (shape.kind, shape.h, shape.w, shape.c) == ("spatial", 26, 26, 32)
    assert (shape.h_dim, shape.w_dim, shape.c_dim) == (26, 26, 32)
    assert (shape.dH, shape.dW, shape.dZ) == (26, 26, 32)
    assert seen[-1][2] == RenderShape("vector", 1, 1, 10)


def test_kinds_of_layers_stand_above_and_sizes_below(tmp_path: Path) -> None:
    written = {}
    for name in ("top_label", "bottom_label"):
        options: dict[str, Any] = {name: False}
        lenet_view(small_cnn(), tmp_path / "a.svg", **options)
        written[name] = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert "32@26×26" in written["top_label"]
    assert ">Convolution" not in written["top_label"]
    assert ">32@26×26<" not in written["bottom_label"]
    assert ">Convolution" in written["bottom_label"]


def test_images_are_on_the_plane_in_front() -> None:
    blue = np.full((9, 9, 3), (0, 0, 255), np.uint8)
    whole = counted(lenet_view(small_cnn(), styles={"n1": {"face_image": blue}}), (0, 0, 255))
    inset = counted(lenet_view(small_cnn(), styles={1: {"face_image": blue, "face_image_inset": 20}}), (0, 0, 255))
    assert whole > 5000
    assert inset < whole
    faded = lenet_view(small_cnn(), styles={"n1": {"face_image": blue, "face_image_alpha": 100}})
    assert counted(faded, (0, 0, 255)) == 0
    with pytest.warns(UserWarning, match="there is no picture"):
        assert lenet_view(small_cnn(), styles={"n1": {"face_image": "none.png"}}) == lenet_view(small_cnn())


def test_files_and_errors(tmp_path: Path) -> None:
    lenet_view(skip_graph(), tmp_path / "a.svg")
    assert "#000000" in (tmp_path / "a.svg").read_text(encoding="utf-8")
    with pytest.warns(UserWarning, match="index_ignore names the layer 9"):
        assert lenet_view(small_cnn(), index_ignore=[9]) == lenet_view(small_cnn())
    with pytest.raises(OptionError, match="unknown part of styles"):
        lenet_view(small_cnn(), styles={"n1": {"face": 1}})


@pytest.mark.parametrize("name", sorted(LENET_PRESETS))
def test_presets(name: str) -> None:
    assert (lenet_view(small_cnn(), preset=name) == lenet_view(small_cnn())) == (name == "default")
