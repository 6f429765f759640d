"""Texts in the boxes of ``functional_view`` with ``simple_text_visualization``, as the styles of single layers have them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dotnet_viz.colors import WHITE, most_readable
from dotnet_viz.compat.pillow_colors import opaque_color
from dotnet_viz.compat.pillow_texts import own_font_size
from dotnet_viz.compat.visualkeras.arguments import number_of
from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.fonts import LINE_HEIGHT, text_width
from dotnet_viz.scene import Label, Scene, Shape

_USUAL_SIZE = 12.0
_PADDING = 8.0
_ACROSS = {"left": "start", "center": "middle", "right": "end"}
_DOWN = ("top", "middle", "bottom")


@dataclass(frozen=True)
class BoxText:
    """What stands in a box.

    Args:
        lines: from the top.
        size: of the font in pixels.
        color: as ``"#rrggbb"``; ``None`` for what is read best.
        align: ``"left"``, ``"center"`` or ``"right"``.
        valign: ``"top"``, ``"middle"`` or ``"bottom"``.
    """

    lines: tuple[str, ...]
    size: float = _USUAL_SIZE
    color: str | None = None
    align: str = "center"
    valign: str = "middle"

    @property
    def room(self) -> tuple[float, float]:
        """Width and height of a box for it."""
        widths = [text_width(line, self.size) for line in self.lines]
        return max(widths, default=0.0) + 2 * _PADDING, len(self.lines) * self.size * LINE_HEIGHT + 2 * _PADDING


def box_text(style: Mapping[str, Any], usual: str, layer: Callable[[], Any]) -> BoxText:
    """Return the text in a layer's box.

    Args:
        style: of the layer.
        usual: what stands there where the style says nothing.
        layer: returns the layer as Keras has it, for ``box_text_callable``.

    Raises:
        OptionError: a value that cannot be honoured.
    """
    text = usual if style.get("box_text") is None else str(style["box_text"])
    name_of = style.get("box_text_callable")
    if callable(name_of) and style.get("box_text") is None and (own := name_of(layer())) is not None:
        text = str(own)
    if not style.get("box_text_enabled", True):
        text = ""
    align, valign = style.get("box_text_align") or "center", style.get("box_text_valign") or "middle"
    if align not in _ACROSS:
        raise unknown_choice("box_text_align", align, _ACROSS)
    if valign not in _DOWN:
        raise unknown_choice("box_text_valign", valign, _DOWN)
    color = style.get("box_text_color")
    return BoxText(
        tuple(text.split("\n")) if text else (),
        _size(style),
        None if color is None else opaque_color("box_text_color in styles", color),
        align,
        valign,
    )


def _size(style: Mapping[str, Any]) -> float:
    font = style.get("box_text_font")
    of_font = _USUAL_SIZE if font is None else own_font_size("box_text_font in styles", font)
    size = style.get("box_text_font_size")
    return number_of("box_text_font_size in styles", size) if size else of_font


def sizes_of(texts: Mapping[str, BoxText], styles: Mapping[str, Mapping[str, Any]]) -> dict[str, tuple[float, float]]:
    """Return width and height of each box: all are as large as the largest text, but for those that have their own.

    Args:
        texts: by the id of a node.
        styles: of the nodes that have one.

    Raises:
        OptionError: a size is no pair of numbers.
    """
    rooms = [text.room for text in texts.values()]
    usual = max((width for width, _ in rooms), default=0.0), max((height for _, height in rooms), default=0.0)
    return {name: _own_size(styles.get(name, {}), usual) for name in texts}


def _own_size(style: Mapping[str, Any], usual: tuple[float, float]) -> tuple[float, float]:
    size = _pair("box_size", style.get("box_size")) or usual
    least = _pair("box_min_size", style.get("box_min_size")) or (0.0, 0.0)
    return max(size[0], least[0]), max(size[1], least[1])


def _pair(name: str, value: Any) -> tuple[float, float] | None:
    if value is None:
        return None
    if not isinstance(value, Sequence) or isinstance(value, str) or len(value) != 2:
        raise OptionError(f"{name} in styles is a width and a height in pixels, such as (120, 40), not {value!r}")
    width, height = (number_of(f"{name} in styles", side) for side in value)
    return width, height


def with_box_texts(scene: Scene, texts: Mapping[str, BoxText]) -> Scene:
    """Return a scene with texts in its boxes.

    Args:
        scene: of boxes named after nodes.
        texts: by the id of a node.
    """
    shapes = (_written(shape, texts[shape.id]) if shape.id in texts else shape for shape in scene.shapes)
    return replace(scene, shapes=tuple(shapes))


def _written(shape: Shape, text: BoxText) -> Shape:
    step = text.size * LINE_HEIGHT
    block, inner = step * len(text.lines), shape.height / 2 - _PADDING
    top = {"top": -inner, "middle": -block / 2, "bottom": inner - block}[text.valign]
    side = shape.width / 2 - _PADDING
    x = {"left": -side, "center": 0.0, "right": side}[text.align]
    color = text.color or most_readable(shape.fill, "#000000", WHITE)
    labels = (
        Label(line, x, top + step * (index + 0.5), text.size, anchor=_ACROSS[text.align], color=color)
        for index, line in enumerate(text.lines)
    )
    return replace(shape, labels=(*shape.labels, *labels))
