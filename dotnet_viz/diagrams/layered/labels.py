"""How blocks of a class are drawn, and the texts around them: marks, sizes of tensors, and the room that lines take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from dotnet_viz.colors import WHITE, darken, mix, seen_on
from dotnet_viz.diagrams.common.family_colors import FAMILY_COLORS
from dotnet_viz.fonts import LINE_HEIGHT, text_width
from dotnet_viz.graph import Layer
from dotnet_viz.graph.layer_kinds import family_of
from dotnet_viz.scene import Label, Point


@dataclass(frozen=True)
class Texts:
    """Lines above and below a block, from the top."""

    above: tuple[Label, ...] = ()
    below: tuple[Label, ...] = ()


def room_of(lines: Sequence[Label], gap: float, line_gap: float = 0.0) -> Point:
    """Return the width and height of lines below each other, and of the gap to the block.

    Args:
        lines: lines of text.
        gap: between the block and the text, in CSS pixels.
        line_gap: between two lines, in CSS pixels.

    Returns:
        Width and height in CSS pixels, (0, 0) without lines.
    """
    if not lines:
        return 0.0, 0.0
    width = max(text_width(line.text, line.size, line.bold) for line in lines)
    return width, gap + sum(line.size * LINE_HEIGHT for line in lines) + line_gap * (len(lines) - 1)


def heights(lines: Sequence[Label], line_gap: float = 0.0) -> list[float]:
    """Return how far the middle of each line is below the upper edge of the first.

    Args:
        lines: lines of text, from the top.
        line_gap: between two lines, in CSS pixels.

    Returns:
        One distance in CSS pixels for each line.
    """
    places, top = [], 0.0
    for line in lines:
        height = line.size * LINE_HEIGHT
        places.append(top + height / 2)
        top += height + line_gap
    return places


@dataclass(frozen=True)
class BlockAppearance:
    """How the blocks of one class are drawn.

    Args:
        fill: of their front.
        outline: of their edges.
        mark: a few letters that stand for the class.
    """

    fill: str
    outline: str
    mark: str


_TINTS = (0.0, 0.4, 0.48)
# Other shares of white come close to a family that often follows, for some readers.
_TINTS_APART: Mapping[str, Sequence[float]] = {
    "dense": (0.0, 0.4, 0.55),
    "convolution": (0.0, 0.25, 0.65),
    "pooling": (0.0, 0.2, 0.85),
    "attention": (0.0, 0.35, 0.85),
}
_OUTLINE = 0x60


def block_appearances(layers: Iterable[Layer], colors: Mapping[str, str]) -> Mapping[str, BlockAppearance]:
    """Return the appearance of each class in order: the colour of its family, lighter for the family's next classes.

    Args:
        layers: that occur.
        colors: ``"#fill"`` or ``"#fill/#outline"`` of some classes, instead.
    """
    kinds = {layer.kind: family_of(layer) for layer in layers}
    names, indices = marks(kinds), dict.fromkeys(kinds.values(), 0)
    appearances = {}
    for kind, family in kinds.items():
        tints = _TINTS_APART.get(family, _TINTS)
        fill = mix(FAMILY_COLORS[family], WHITE, tints[min(indices[family], len(tints) - 1)])
        indices[family] += 1
        own, _, outline = colors.get(kind, fill).partition("/")
        appearances[kind] = BlockAppearance(own, outline or _outline_of(own), names[kind])
    return appearances


def named_appearances(layers: Iterable[Layer], colors: Mapping[str, str]) -> Mapping[str, BlockAppearance]:
    """Return the appearance of layers that have a colour by their own name, in the order of the layers.

    Args:
        layers: that are drawn.
        colors: ``"#fill"`` or ``"#fill/#outline"`` by name, of a class or of a layer.

    Example:
        >>> named_appearances([Layer("a", "a", "Dense")], {"a": "#ff6347", "Dense": "#0b4f80"})
        {'a': BlockAppearance(fill='#ff6347', outline='#9f0300', mark='')}
    """
    found = {}
    for name in dict.fromkeys(layer.name for layer in layers if layer.name in colors):
        fill, _, outline = colors[name].partition("/")
        found[name] = BlockAppearance(fill, outline or _outline_of(fill), "")
    return found


def _outline_of(fill: str) -> str:
    return seen_on(darken(fill, _OUTLINE), WHITE)


def marks(kinds: Iterable[str]) -> Mapping[str, str]:
    """Return a short mark for each class name, all different: its capitals, and more letters where they meet.

    Example:
        >>> dict(marks(["Conv2D", "BatchNormalization", "Activation", "Add"]))
        {'Conv2D': 'C', 'BatchNormalization': 'BN', 'Activation': 'Ac', 'Add': 'Ad'}
    """
    names = list(dict.fromkeys(kinds))
    found: dict[str, str] = {}
    for name in names:
        for more in count(0):
            mark = _mark(name, more)
            if mark == _mark(name, more + 1) or all(_mark(other, more) != mark for other in names if other != name):
                found[name] = mark if mark not in found.values() else f"{mark}{len(found)}"
                break
    return found


def _mark(name: str, more: int) -> str:
    """Return a name's capitals, and a number of letters behind the last of them; the dimension comes last of all."""
    plain = name[:-2] if name[-2:] in ("1D", "2D", "3D") else name
    starts = [position for position, letter in enumerate(plain) if letter.isupper()] or [0]
    capitals = "".join(plain[position] for position in starts[:-1])
    rest = plain[starts[-1] : starts[-1] + 1 + more]
    return capitals + rest + (name[len(plain) :] if more > len(plain) else "")
