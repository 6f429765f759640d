"""Parts of styles either change the picture or are refused."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageFont

from dotnet_viz.compat.visualkeras import functional_view, graph_view, layered_view
from dotnet_viz.compat.visualkeras.style_parts import check_style
from dotnet_viz.errors import OptionError
from dotnet_viz.fonts import font_file
from dotnet_viz.readers import read
from tests.conftest import DATA
from tests.diagrams.block_graphs import sized_chain, small_cnn

CHAIN = sized_chain(("Dense", (None, 8)), ("ReLU", (None, 8)), ("Dense", (None, 3)))


def boxes(styles: dict[Any, Any] | None = None) -> Image.Image:
    return functional_view(CHAIN, simple_text_visualization=True, styles=styles)


@pytest.mark.parametrize(
    "style",
    [
        {"box_text": "other"},
        {"box_text_callable": lambda layer: f"<{layer.name}>"},
        {"box_text_enabled": False},
        {"box_text_color": "red"},
        {"box_text_font_size": 20},
        {"box_text_font": ImageFont.truetype(str(font_file()), 20)},
        {"box_text": "a\nlong text", "box_text_align": "left"},
        {"box_size": (150, 70), "box_text_valign": "top"},
        {"box_min_size": (150, 10)},
        {"box_fill": "teal"},
        {"box_outline": "red"},
        {"box_outline_width": 5},
        {"connector_arrow": True},
    ],
    ids=lambda style: str(list(style)[-1]),
)
def test_every_part_of_a_box_of_text_changes_it(style: dict[str, Any]) -> None:
    bare = {part: value for part, value in style.items() if part != list(style)[-1]}
    plain, changed = boxes({"Dense": bare}), boxes({"Dense": style})
    assert plain.size != changed.size or plain.tobytes() != changed.tobytes()


def test_a_box_has_the_size_that_it_is_given() -> None:
    assert boxes({"ReLU": {"box_size": (300, 90)}}).width > boxes().width + 200
    with pytest.raises(OptionError, match=r"box_size in styles is a width and a height in pixels, such as \(120, 40\), not 9"):
        boxes({"ReLU": {"box_size": 9}})


def test_a_font_of_one_layer_changes_the_size_of_its_texts() -> None:
    large = {"Dense": {"font": ImageFont.truetype(str(font_file()), 30)}}
    assert layered_view(small_cnn(), text_callable="type", styles=large) != layered_view(small_cnn(), text_callable="type")
    with pytest.raises(OptionError, match="font in styles is DejaVu Sans of any size"):
        layered_view(small_cnn(), styles={"Dense": {"font": "Arial.ttf"}})


@pytest.mark.parametrize(
    ("part", "value", "usual"),
    [
        ("box_text_rotation", 90, 0),
        ("box_text_wrap", "chars", "words"),
        ("box_orientation", "diagonal", "horizontal"),
        ("layer_spacing", 10, 250),
        ("max_visual_channels", 3, 12),
        ("collapse_badge_fill", "red", "white"),
        ("text_vspacing", 9, 4),
    ],
)
def test_what_cannot_be_honoured_is_refused_and_the_originals_default_is_not(part: str, value: Any, usual: Any) -> None:
    with pytest.raises(OptionError, match=f"has {part}={value!r}, which is not drawn: .*; leave it out"):
        check_style("a", {part: value})
    check_style("a", {part: usual})
    check_style("a", {part: None})


def test_an_unknown_part_names_the_near_one() -> None:
    with pytest.raises(OptionError, match="did you mean 'box_text_color'"):
        graph_view(CHAIN, styles={"Dense": {"box_text_colour": "red"}})


def test_calls_of_a_shared_layer_look_alike() -> None:
    model = DATA / "models" / "multi.keras"
    kinds = {node.layer.name: node.layer.kind for node in read(model).nodes}
    counts = Counter(node.layer.name for node in read(model).nodes)
    (shared,) = (name for name, count in counts.items() if count > 1 and kinds[name] == "Dense")
    plain, styled = (
        np.asarray(functional_view(model, styles={shared: {"fill": fill}}).convert("RGB")) for fill in ("#000001", "#123456")
    )
    changed = (plain != styled).any(axis=2)
    rows = np.flatnonzero(changed.any(axis=1))
    assert np.count_nonzero(np.diff(rows) > 1) + np.count_nonzero(np.diff(np.flatnonzero(changed.any(axis=0))) > 1) >= 1
