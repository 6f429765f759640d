"""Small pieces of SVG: numbers, colours by theme, elements, lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dotnet_viz.fonts import one_line, text_width
from dotnet_viz.renderers.quoting import xml_attribute, xml_text
from dotnet_viz.renderers.themes import Theme, readable
from dotnet_viz.scene import ROLES, Label

# From the vertical middle of capital letters down to the line they stand on, as part of the font size.
_BASELINE = 0.36
_PATCH = 2.0
_PREFIX = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


def number(value: float) -> str:
    """Return a coordinate with at most two decimals.

    Example:
        >>> number(3.0), number(-0.001), number(1234.567)
        ('3', '0', '1234.57')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@dataclass(frozen=True)
class Painter:
    """Writes colours: as attributes, and as classes where a style sheet may change them."""

    theme: Theme

    def color(self, color: str) -> str:
        """Return ``"#rrggbb"`` of a colour or role."""
        return self.theme.colors[color] if color in ROLES else color

    def paint(self, *classes: str, fill: str | None = None, stroke: str | None = None) -> str:
        """Return the attributes of an element with these classes and colours or roles, with a space before."""
        names = [*classes, *self._themed("fill", fill), *self._themed("stroke", stroke)]
        return (
            (f' class="{" ".join(names)}"' if names else "")
            + (f' fill="{self.color(fill)}"' if fill else "")
            + (f' stroke="{self.color(stroke)}"' if stroke else "")
        )

    def text_color(self, color: str, background: str | None) -> str:
        """Return the colour of text on a background of a fixed colour, or the role if the background has none."""
        if background is None or background in ROLES or color not in ROLES:
            return color
        return readable(color, background)

    def style(self, scope: str) -> Iterator[str]:
        """Yield the style sheet that follows the reader's setting, for one picture only."""
        if self.theme.dark is None:
            return
        rules = "".join(
            f"#{scope} .dv-{part}-{role}{{{part}:{color}}}"
            for role, color in self.theme.dark.items()
            for part in ("fill", "stroke")
        )
        yield f"<style>@media (prefers-color-scheme:dark){{{rules}}}</style>"

    def _themed(self, part: str, color: str | None) -> list[str]:
        return [f"dv-{part}-{color}"] if self.theme.dark is not None and color in ROLES else []


def element(tag: str, attributes: str, children: Iterable[str] = ()) -> str:
    """Return an element; ``attributes`` starts with a space."""
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


def text_element(label: Label, x: float, y: float, painter: Painter, background: str | None = None) -> str:
    """Return a line of text.

    Args:
        label: text, size, weight, anchor and colour.
        x: where the anchor stands.
        y: vertical middle of the text.
        painter: the colours.
        background: colour of the shape it stands on; ``None`` for the paper.
    """
    if not label.text:
        return ""
    color = painter.text_color(label.color, background)
    places = attributes({"x": x, "y": y + _BASELINE * label.size, "font-size": label.size})
    anchor = "" if label.anchor == "start" else f' text-anchor="{label.anchor}"'
    weight = ' font-weight="bold"' if label.bold else ""
    text = one_line(label.text)
    space = ' xml:space="preserve"' if "  " in text or text != text.strip() else ""
    return f"<text{painter.paint('dv-text', fill=color)}{places}{anchor}{weight}{space}>{xml_text(text)}</text>"


def backed_text(label: Label, x: float, y: float, painter: Painter, background: str) -> str:
    """Return a line of text on a patch of the colour around it, so that no line runs through it."""
    if not label.text:
        return ""
    width = text_width(label.text, label.size, label.bold)
    left = x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor] - _PATCH
    height = label.size * 1.25
    place = attributes({"x": left, "y": y - height / 2, "width": width + 2 * _PATCH, "height": height})
    return f"<rect{painter.paint(fill=background)}{place}/>" + text_element(label, x, y, painter, background)


def is_prefix(text: str) -> bool:
    """Whether ids may start with this text."""
    return _PREFIX.fullmatch(text) is not None
