"""The style sheet of one picture: what very many of its parts have in common, and the colours for dark screens.

Every rule names the picture's id, so that two pictures in one page leave each other alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from dotnet_viz.renderers.common.corners import RULE_WIDTH
from dotnet_viz.renderers.themes.theme import Theme, light_dark
from dotnet_viz.renderers.themes.theme_colors import ThemeColors
from dotnet_viz.scene import Shape

BOX_CLASS = "dv-box"
RULE_CLASS = "dv-rule"
SMALL_CLASS = "dv-small"
CELLS_CLASS = "dv-cells"
IN_LIGHT_CLASS = "dv-in-light"
IN_DARK_CLASS = "dv-in-dark"
"""Of what is there twice: shown where the reader's system, or the page around the picture, is light or dark."""
SMALL_SIZE = 11.0

_NONE: Mapping[tuple[str, str, str], str] = MappingProxyType({})
# A rule is longer than the attributes of this many shapes.
_LEAST = 3


class BoxAppearance(NamedTuple):
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
    appearances = Counter(appearance_of(shape) for shape in shapes if not shape.faces and shape.negative is None).most_common(1)
    return appearances[0][0] if appearances and appearances[0][1] > _LEAST else None


def style_sheet(
    theme: Theme,
    prefix: str,
    appearance: BoxAppearance | None,
    rules: Mapping[tuple[str, str, str], str] = _NONE,
    *,
    has_images: bool = False,
) -> str:
    """Return the ``<style>`` element of a picture.

    Args:
        theme: the colours of roles.
        prefix: the picture's id.
        appearance: of shapes of the class :data:`BOX_CLASS`.
        rules: classes of single colours by what they paint, the light colour and the dark one, see
            :class:`~dotnet_viz.renderers.svg.elements.Painter`.
        has_images: whether cells are pictures, of the class :data:`CELLS_CLASS`.
    """
    sheet = "".join(_scoped(prefix, _rules(theme.tones, appearance)))
    if has_images:
        sheet += "".join(_scoped(prefix, [(CELLS_CLASS, "image-rendering:pixelated")]))
    if theme.dark_tones is None:
        return f"<style>{sheet}</style>"
    if theme.by_page:
        # What a browser does not know leaves the colours above; those of roles stand once in the page.
        both = [*_rules(theme.tones, appearance, theme.dark_tones)]
        both += [(name, f"{part}:{light_dark(light, late)}") for (part, light, late), name in rules.items()]
        return f"<style>{sheet}{''.join(_scoped(prefix, both))}</style>"
    single = [(name, f"{part}:{late}") for (part, _, late), name in rules.items()]
    single += [(IN_LIGHT_CLASS, "display:none"), (IN_DARK_CLASS, "display:inline")] if has_images else []
    inside = "".join(_scoped(prefix, (*_rules(theme.dark_tones, appearance), *_roles(theme.dark_tones.colors), *single)))
    return f"<style>{sheet}@media (prefers-color-scheme:dark){{{inside}}}</style>"


def _scoped(prefix: str, rules: Iterable[tuple[str, str]]) -> Iterator[str]:
    return (f"#{prefix} .{name}{{{declarations}}}" for name, declarations in rules)


def _rules(tones: ThemeColors, appearance: BoxAppearance | None, dark: ThemeColors | None = None) -> Iterator[tuple[str, str]]:
    """Yield what classes look like; with dark colours too, those of both follow the page."""

    def shown(of: Callable[[ThemeColors], str]) -> str:
        return of(tones) if dark is None else light_dark(of(tones), of(dark))

    yield SMALL_CLASS, f"fill:{shown(lambda each: each.colors['muted'])};font-size:{SMALL_SIZE:g}px"
    if appearance is not None:
        fill = shown(lambda each: each.inside(appearance.fill, appearance.stroke, appearance.stroke_width))
        stroke = shown(lambda each: each.outline(each.border(appearance.fill, appearance.stroke)))
        yield BOX_CLASS, f"fill:{fill};stroke:{stroke};stroke-width:{appearance.stroke_width:g}"
        yield RULE_CLASS, f"stroke:{stroke};stroke-width:{RULE_WIDTH:g}"


def _roles(colors: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for role, color in colors.items():
        yield f"dv-fill-{role}", f"fill:{color}"
        yield f"dv-stroke-{role}", f"stroke:{color}"
