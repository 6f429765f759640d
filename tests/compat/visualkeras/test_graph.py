from __future__ import annotations

import inspect
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from dotnet_viz.compat import graph_view
from dotnet_viz.compat.visualkeras.defaults import GRAPH_DEFAULTS as DEFAULTS
from dotnet_viz.compat.visualkeras.options import GRAPH_PRESETS as PRESETS
from dotnet_viz.errors import OptionError, OutputError
from dotnet_viz.graph import Node
from tests.diagrams.block_graphs import sized_chain
from tests.diagrams.graph_samples import classifier, file_graph

ORANGE, RED, BLUE, BLACK = (255, 165, 0, 255), (255, 0, 0, 255), (0, 0, 255, 255), (0, 0, 0, 255)

MLP = file_graph("mlp-6-3-7")


def with_filters(node: Node) -> Node:
    """Return a node whose layer has six filters, where it is a convolution."""
    return replace(node, layer=replace(node.layer, config={"filters": 6})) if node.layer.kind == "Conv2D" else node


def colors(image: Image.Image) -> set[tuple[int, ...]]:
    """Return the colours of at least a hundred pixels."""
    return {color for count, color in image.getcolors(1 << 24) or [] if count >= 100 and isinstance(color, tuple)}


def test_the_call_is_that_of_the_original() -> None:
    found = {name: item.default for name, item in inspect.signature(graph_view).parameters.items()}
    assert {name: found[name] for name in DEFAULTS} == DEFAULTS
    assert list(found) == ["model", *DEFAULTS, "options", "preset"]


def test_the_picture_has_the_size_and_colours_of_the_original() -> None:
    image = graph_view(file_graph("mlp-6-3-7"))
    assert image.mode == "RGBA"
    assert image.size[0] == pytest.approx(4 * 50 + 3 * 250 + 2 * 10, abs=8)
    assert image.size[1] == pytest.approx(7 * 50 + 6 * 10 + 2 * 10, abs=8)
    assert {ORANGE, (255, 255, 255, 255)} <= colors(image)


@pytest.mark.parametrize(
    ("option", "value", "change"),
    [("padding", 60, (100, 100)), ("layer_spacing", 300, (150, 0)), ("node_spacing", 20, (0, 60)), ("node_size", 60, (40, 70))],
)
def test_sizes_change_the_picture_as_they_should(option: str, value: int, change: tuple[int, int]) -> None:
    options: dict[str, Any] = {option: value}
    usual, other = graph_view(file_graph("mlp-6-3-7")), graph_view(file_graph("mlp-6-3-7"), **options)
    assert other.size[0] - usual.size[0] == pytest.approx(change[0], abs=3)
    assert other.size[1] - usual.size[1] == pytest.approx(change[1], abs=3)


def test_colours_reach_paper_lines_and_layers() -> None:
    class Dense:
        """Stands for the class of Keras: only its name counts."""

    image = graph_view(
        file_graph("mlp-6-3-7"),
        color_map={Dense: {"fill": "red"}, "InputLayer": {"fill": (0, 0, 255), "outline": "#000"}},
        background_fill="#aabbcc",
        connector_fill=(0, 128, 0),
        connector_width=6,
    )
    assert {RED, BLUE, ORANGE, (0xAA, 0xBB, 0xCC, 255), (0, 128, 0, 255)} <= colors(image)


def test_wide_layers_end_in_an_ellipsis() -> None:
    assert graph_view(classifier(), ellipsize_after=4).size[1] < graph_view(classifier(), ellipsize_after=10).size[1]


def test_layers_can_be_boxes_and_inputs_values() -> None:
    boxes = graph_view(classifier(), show_neurons=False)
    assert boxes.size[1] == pytest.approx(3 * 50 + 20, abs=6)
    values = graph_view(file_graph("mlp-6-3-7"), inout_as_tensor=False)
    assert values.size[0] == pytest.approx(3 * 50 + 2 * 250 + 2 * 10, abs=8)


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.gif", "a.bmp", "a.svg", "a.pdf", "a.dot"])
def test_files_are_written_by_their_suffix(name: str, tmp_path: Path) -> None:
    image = graph_view(file_graph("mlp-6-3-7"), to_file=str(tmp_path / name))
    assert (tmp_path / name).stat().st_size > 200
    if name.endswith(("png", "jpg", "gif", "bmp")):
        assert Image.open(tmp_path / name).size == image.size


def test_presets_options_and_arguments_in_this_order() -> None:
    class Options:
        """As visualkeras has them."""

        def to_kwargs(self) -> dict[str, Any]:
            return {"padding": 100}

    model = file_graph("mlp-6-3-7")
    compact = graph_view(model, preset="compact")
    assert compact.size == graph_view(model, **PRESETS["compact"].to_kwargs()).size
    padded = graph_view(model, preset="compact", options=Options())
    assert padded.size[0] - compact.size[0] == pytest.approx(180, abs=2)
    own = graph_view(model, padding=20, preset="compact", options={"padding": 100})
    assert own.size[0] - compact.size[0] == pytest.approx(20, abs=2)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"preset": "huge"}, "unknown preset 'huge'; choose one of: default, compact, presentation, detailed"),
        ({"options": {"colour": 1}}, "colour"),
        ({"options": 3}, "options must be"),
        ({"connector_fill": (0, 0, 0, 0)}, "transparent"),
        ({"styles": {"Dense": {"fil": "red"}}}, "did you mean 'fill'"),
        ({"layered_groups": [{"layer": []}]}, "did you mean 'layers'"),
        ({"connector_fill": "no colour"}, "connector_fill 'no colour' is not a colour"),
        ({"color_map": {"Dense": {"fill": (1, 2)}}}, "fill in color_map"),
        ({"color_map": {"Dense": 3}}, "color_map must be a dict"),
        ({"node_size": "big"}, "node_size must be a number"),
        ({"ellipsize_after": 2.5}, "ellipsize_after must be a whole number"),
        ({"ellipsize_after": 1}, "ellipsize_after must be a whole number of at least 2"),
        ({"to_file": "a.xyz"}, "unknown picture format 'xyz'"),
    ],
)
def test_what_cannot_be_honoured_says_what_to_use(options: dict[str, Any], words: str) -> None:
    with pytest.raises(OptionError) as caught:
        graph_view(classifier(), **options)
    assert words in str(caught.value)


def test_a_missing_folder_is_reported(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        graph_view(classifier(), to_file=tmp_path / "missing" / "a.png")


def test_colours_and_numbers_may_be_of_numpy() -> None:
    given: dict[str, Any] = {
        "background_fill": np.array([250, 240, 230]),
        "ellipsize_after": np.int64(8),
        "node_size": np.float32(40),
    }
    plain = graph_view(classifier(), background_fill=(250, 240, 230), ellipsize_after=8, node_size=40)
    assert graph_view(classifier(), **given) == plain


def test_a_name_of_a_class_that_is_none_is_reported() -> None:
    with pytest.raises(OptionError, match=r"color_map names 'Denze'.*did you mean 'Dense'"):
        graph_view(classifier(), color_map={"Denze": {"fill": "red"}})


def test_single_layers_have_styles_frames_and_images() -> None:
    model = file_graph("mlp-6-3-7")
    names = [node.layer.name for node in model.nodes]
    plain = graph_view(model)
    assert {RED, ORANGE} <= colors(graph_view(model, styles={names[1]: {"fill": "red"}}))
    blue = np.full((8, 8, 3), (0, 0, 255), np.uint8)
    shown = graph_view(model, styles={names[1]: {"image": blue, "image_fit": "cover"}})
    assert shown.size == plain.size
    one = graph_view(model, styles={names[1]: {"image": blue, "image_fit": "cover", "image_indices": [0]}})
    amounts = [{color: count for count, color in image.getcolors(1 << 24) or []}[BLUE] for image in (shown, one)]
    assert amounts[0] == pytest.approx(3 * amounts[1], rel=0.05)
    square = graph_view(model, circular_crop=False, styles={names[1]: {"image": blue, "image_fit": "cover"}})
    assert {color: count for count, color in square.getcolors(1 << 24) or []}[BLUE] > 1.2 * amounts[0]
    framed = graph_view(model, layered_groups=[{"name": "Hidden", "layers": [names[1]], "fill": "#aabbcc"}])
    assert (0xAA, 0xBB, 0xCC, 255) in colors(framed)


def test_every_mark_of_a_layer_has_a_line_to_the_next_box() -> None:
    chain = sized_chain(("InputLayer", (None, 8, 8, 1)), ("Conv2D", (None, 8, 8, 6)), ("Flatten", (None, 384)))
    given = replace(chain, nodes=tuple(with_filters(node) for node in chain.nodes))
    image = np.asarray(graph_view(given, node_size=40, layer_spacing=100, connector_fill="#0000ff", connector_width=2))
    # Circles of six filters and boxes three times as high as they are wide.
    assert image.shape[0] == pytest.approx(6 * 40 + 5 * 10 + 20, abs=3)
    column = image[:, 10 + 2 * (40 + 100) - 40, :3]
    blue = (column[:, 2] > 200) & (column[:, 0] < 120)
    assert np.count_nonzero(np.diff(blue.astype(int)) == 1) == 6


@pytest.mark.parametrize(
    ("style", "change"),
    [
        ({"node_size": 60}, (10, 30)),
        ({"node_spacing": 20}, (0, 20)),
        ({"ellipsize_after": 2}, None),
        ({"show_neurons": False}, None),
    ],
)
def test_single_layers_have_options_of_their_own(style: dict[str, Any], change: tuple[int, int] | None) -> None:
    plain, own = graph_view(MLP), graph_view(MLP, styles={"layer_1": style})
    assert own != plain
    if change is not None:
        assert own.width - plain.width == pytest.approx(change[0], abs=2)
    long = graph_view(MLP, show_neurons=False, styles={"layer_1": {"box_scale": 6}})
    assert long.height == pytest.approx(6 * 50 + 20, abs=3)


def test_a_background_may_be_transparent() -> None:
    image = graph_view(classifier(), background_fill=(0, 0, 0, 0))
    assert image.getpixel((0, 0)) == (0, 0, 0, 0)
    assert image.size == pytest.approx(graph_view(classifier()).size, abs=1)
    assert ORANGE in colors(image)


@pytest.mark.parametrize("options", [{"styles": {"nobody": {"fill": "red"}}}, {"layered_groups": [{"layers": ["nobody", 99]}]}])
def test_layers_that_are_not_there_are_passed_over_with_a_warning(options: dict[str, Any]) -> None:
    with pytest.warns(UserWarning, match="nobody"):
        assert graph_view(classifier(), **options) == graph_view(classifier())
