"""Small pieces of SVG: numbers, colours by theme, elements."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.colors import hex_colors
from dotnet_viz.renderers.common.corners import RULE_WIDTH
from dotnet_viz.renderers.common.escape import xml_attribute, xml_text
from dotnet_viz.renderers.svg.stylesheet import BOX_CLASS, RULE_CLASS, BoxAppearance, appearance_of
from dotnet_viz.renderers.themes.shades import faded_into_dark
from dotnet_viz.renderers.themes.theme import Theme
from dotnet_viz.renderers.themes.theme_colors import ThemeColors
from dotnet_viz.scene import ROLES, Shape

DASHES = ' stroke-dasharray="5 3"'
_STEP = 16
_Pair = tuple[str, str, str]
_PREFIX = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


def number(value: float) -> str:
    """Return a coordinate with at most two decimals.

    Example:
        >>> number(3.0), number(-0.001), number(1234.567)
        ('3', '0', '1234.57')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def tenths(value: float) -> str:
    """Return a coordinate with at most one decimal.

    Example:
        >>> tenths(3.0), tenths(-0.04), tenths(1234.56)
        ('3', '0', '1234.6')
    """
    text = f"{value:.1f}"
    if text[-1] != "0":
        return text
    return "0" if text == "-0.0" else text[:-2]


@dataclass(frozen=True)
class Painter:
    """Writes colours: as attributes, and as classes where a style sheet may change them.

    Args:
        theme: the colours of roles.
        prefix: what the ids of the picture start with.
        appearance: of shapes for which the style sheet has a rule.
        rules: classes of colours that are others where the reader's system is dark, by what they paint, the light colour where
            the page decides which is shown, and the dark one; filled while the picture is written.
        written: attributes that have been written, by what they were made of: a picture has few, and thousands of shapes.
    """

    theme: Theme
    prefix: str = "dv"
    appearance: BoxAppearance | None = None
    rules: dict[tuple[str, str, str], str] = field(default_factory=dict)
    written: dict[tuple[object, ...], str] = field(default_factory=dict, repr=False, compare=False)

    def id(self, part: str) -> str:
        """Return the id attribute of a part of the picture, with a space before."""
        return f" id={xml_attribute(f'{self.prefix}_{part}')}"

    def paint(self, *classes: str, fill: str | None = None, stroke: str | None = None) -> str:
        """Return the attributes of an element with these classes and colours or roles, with a space before.

        Args:
            *classes: names of CSS classes.
            fill: colour or role of a surface; ``None`` writes no attribute.
            stroke: colour or role of a line; ``None`` writes no attribute.
        """
        key = classes, fill, stroke
        if key not in self.written:
            inside = None if fill is None else self._pair(fill, ThemeColors.color)
            around = None if stroke is None else self._pair(stroke, ThemeColors.outline)
            self.written[key] = self._attributes(classes, inside, around)
        return self.written[key]

    def paint_surface(self, fill: str, stroke: str) -> str:
        """Return the attributes of a surface with an outline, which may have one colour, with a space before.

        Args:
            fill: colour or role.
            stroke: colour or role.
        """
        inside = self._pair(fill, lambda tones, color: tones.surface(color, stroke))
        return self._attributes((), inside, self._pair(stroke, ThemeColors.outline))

    def paint_line(self, *classes: str, color: str) -> str:
        """Return the attributes of what is filled in the colour of a line, with a space before.

        Args:
            *classes: names of CSS classes.
            color: colour or role.
        """
        return self._attributes(classes, self._pair(color, ThemeColors.outline), None)

    def paint_text(self, *classes: str, color: str, background: str | None, shape: Shape | None = None) -> str:
        """Return the attributes of a text, with a space before.

        Args:
            *classes: names of CSS classes.
            color: its colour or role.
            background: colour or role behind it; ``None`` for the paper.
            shape: whose inside that may be.
        """
        light = self.text_color(color, background, shape)
        if light in ROLES:
            return self._attributes(classes, (light, "", ""), None)
        dark = self.theme.dark_tones
        later = light if dark is None else dark.text_color(color, background, shape)
        return self._attributes(classes, ("", light, later), None)

    def paint_numbers(self, part: str, colors: NDArray[np.uint8]) -> tuple[list[str], list[str]]:
        """Return ``"#rrggbb"`` of the colours of numbers, and for each the name of its class; empty where it has none.

        Args:
            part: ``"fill"`` or ``"stroke"``.
            colors: red, green and blue (0 to 255); shape (n, 3).
        """
        names = hex_colors(colors)
        if self.theme.dark_tones is None:
            return names, [""] * len(names)
        # Few classes stand for many colours, which differ from them by less than can be seen.
        few = np.minimum(colors.astype(np.uint16) // _STEP * _STEP + _STEP // 2, 255).astype(np.uint8)
        pairs = zip(hex_colors(few), hex_colors(faded_into_dark(few)), strict=True)
        return names, [self._class(part, light, dark) for light, dark in pairs]

    def text_color(self, color: str, background: str | None, shape: Shape | None = None) -> str:
        """Return the colour of text on a background of a fixed colour, or the role if the background has none.

        Args:
            color: a colour as ``#rrggbb`` or a role.
            background: colour or role behind the text; ``None`` where there is none.
            shape: whose inside that may be.
        """
        if color in ROLES and (background is None or background in ROLES):
            return color
        best = self.theme.tones.text_color(color, background, shape)
        # A colour that the theme has anyway need not be written again, unless it changes with the reader's setting.
        return color if color in ROLES and self.theme.dark is None and best == self.theme.colors[color] else best

    def figure(self, shape: Shape) -> str:
        """Return the attributes of a shape's outline and inside."""
        dashes = DASHES if shape.dashed else ""
        if appearance_of(shape) == self.appearance and shape.negative is None:
            return self.paint(BOX_CLASS) + dashes
        width = attributes({"stroke-width": shape.stroke_width}) if shape.stroke_width != 1 else ""
        inside = self._pair(shape.fill, lambda tones, _: tones.shape_fill(shape))
        border = self._pair(self.theme.tones.border_of(shape), ThemeColors.outline)
        return self._attributes((), inside, border) + width + dashes

    def rule(self, shape: Shape) -> str:
        """Return the attributes of a line across a shape."""
        if appearance_of(shape) == self.appearance:
            return self.paint(RULE_CLASS)
        return self.paint(stroke=shape.stroke) + attributes({"stroke-width": RULE_WIDTH})

    def _pair(self, color: str, tone: Callable[[ThemeColors, str], str]) -> _Pair:
        """Return the role of a colour, or what it is in the light and the dark."""
        if color in ROLES:
            return color, "", ""
        light, dark = tone(self.theme.tones, color), self.theme.dark_tones
        return "", light, light if dark is None else tone(dark, color)

    def _attributes(self, classes: Sequence[str], fill: _Pair | None, stroke: _Pair | None) -> str:
        names, written = [*classes], ""
        for part, pair in (("fill", fill), ("stroke", stroke)):
            if pair is not None:
                role, light, dark = pair
                written += f' {part}="{self.theme.colors[role] if role else light}"'
                name = self._role(part, role) if role else self._class(part, light, dark)
                names += [name] if name else []
        return (f' class="{" ".join(names)}"' if names else "") + written

    def _role(self, part: str, role: str) -> str:
        return f"dv-{part}-{role}" if self.theme.dark_tones is not None else ""

    def _class(self, part: str, light: str, dark: str) -> str:
        if light == dark:
            return ""
        key = (part, light if self.theme.by_page else "", dark)
        return self.rules.setdefault(key, f"{part[0]}{len(self.rules)}")


def element(tag: str, attributes: str, children: Iterable[str] = ()) -> str:
    """Return an XML element.

    Args:
        tag: name of the element.
        attributes: text of its attributes, which starts with a space and is escaped already.
        children: text of the elements inside; without any the element is closed at once.
    """
    inside = "".join(children)
    return f"<{tag}{attributes}>{inside}</{tag}>" if inside else f"<{tag}{attributes}/>"


def attributes(values: Mapping[str, float | str]) -> str:
    """Return attributes, each with a space before; text is quoted, numbers are shortened."""
    return "".join(
        f" {name}={xml_attribute(value)}" if isinstance(value, str) else f' {name}="{number(value)}"'
        for name, value in values.items()
    )


def tooltip(text: str) -> list[str]:
    """Return the child that browsers show while the pointer rests on its parent."""
    return [f"<title>{xml_text(text)}</title>"] if text else []


def is_prefix(text: str) -> bool:
    """Whether ids may start with this text."""
    return _PREFIX.fullmatch(text) is not None
