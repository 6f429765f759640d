"""The style sheet of one picture: what very many of its parts have in common, and the colours for dark screens.

Every rule names the picture's id, so that two pictures in one page leave each other alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dotnet_viz.renderers.themes import Theme, light_dark
from dotnet_viz.scene import ROLES, Shape

BOX_CLASS = "dv-box"
RULE_CLASS = "dv-rule"
SMALL_CLASS = "dv-small"
CELLS_CLASS = "dv-cells"
SMALL_SIZE = 11.0
RULE_WIDTH = 0.6

# A rule is longer than the attributes of this many shapes.
_LEAST = 3


@dataclass(frozen=True)
class BoxAppearance:
    """Colours or roles and width of outline that shapes share."""

    fill: str
    stroke: str
    stroke_width: float


def appearance_of(shape: Shape) -> BoxAppearance:
    """Return the fill and outline of a shape."""
    return BoxAppearance(shape.fill, shape.stroke, shape.stroke_width)


def common_appearance(shapes: Iterable[Shape]) -> BoxAppearance | None:
    """Return the appearance that most shapes share, ``None`` if it is not worth a rule.

    Example:
        >>> common_appearance([Shape(name, name, 9, 9) for name in "abcd"])
        BoxAppearance(fill='panel', stroke='line', stroke_width=1.0)
    """
    appearances = Counter(appearance_of(shape) for shape in shapes if not shape.faces).most_common(1)
    return appearances[0][0] if appearances and appearances[0][1] > _LEAST else None


def style_sheet(theme: Theme, prefix: str, appearance: BoxAppearance | None, *, has_images: bool = False) -> str:
    """Return the ``<style>`` element of a picture.

    Args:
        theme: the colours of roles.
        prefix: the picture's id.
        appearance: of shapes of the class :data:`BOX_CLASS`.
        has_images: whether cells are pictures, of the class :data:`CELLS_CLASS`.
    """
    rules = "".join(_scoped(prefix, _rules(theme.colors, appearance)))
    if has_images:
        rules += "".join(_scoped(prefix, [(CELLS_CLASS, "image-rendering:pixelated")]))
    if theme.dark is not None and theme.by_page:
        # What a browser does not know leaves the colours above; those of roles stand once in the page.
        both = {role: light_dark(color, theme.dark[role]) for role, color in theme.colors.items()}
        rules += "".join(_scoped(prefix, _rules(both, appearance)))
    elif theme.dark is not None:
        dark = (*_rules(theme.dark, appearance), *_roles(theme.dark))
        rules += f"@media (prefers-color-scheme:dark){{{''.join(_scoped(prefix, dark))}}}"
    return f"<style>{rules}</style>"


def _scoped(prefix: str, rules: Iterable[tuple[str, str]]) -> Iterator[str]:
    return (f"#{prefix} .{name}{{{declarations}}}" for name, declarations in rules)


def _rules(colors: Mapping[str, str], appearance: BoxAppearance | None) -> Iterator[tuple[str, str]]:
    yield SMALL_CLASS, f"fill:{colors['muted']};font-size:{SMALL_SIZE:g}px"
    if appearance is not None:
        fill, stroke = (colors[color] if color in ROLES else color for color in (appearance.fill, appearance.stroke))
        yield BOX_CLASS, f"fill:{fill};stroke:{stroke};stroke-width:{appearance.stroke_width:g}"
        yield RULE_CLASS, f"stroke:{stroke};stroke-width:{RULE_WIDTH:g}"


def _roles(colors: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for role, color in colors.items():
        yield f"dv-fill-{role}", f"fill:{color}"
        yield f"dv-stroke-{role}", f"stroke:{color}"
