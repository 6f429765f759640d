"""Small pieces of SVG: numbers, colours by theme, elements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dotnet_viz.renderers.escape import xml_attribute, xml_text
from dotnet_viz.renderers.svg.stylesheet import BOX_CLASS, RULE_CLASS, RULE_WIDTH, BoxAppearance, appearance_of
from dotnet_viz.renderers.themes import WARNING, WARNING_CLASS, Theme, readable
from dotnet_viz.scene import ROLES, Shape

DASHES = ' stroke-dasharray="5 3"'
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
    """Writes colours: as attributes, and as classes where a style sheet may change them.

    Args:
        theme: the colours of roles.
        prefix: what the ids of the picture start with.
        appearance: of shapes for which the style sheet has a rule.
    """

    theme: Theme
    prefix: str = "dv"
    appearance: BoxAppearance | None = None

    def id(self, part: str) -> str:
        """Return the id attribute of a part of the picture, with a space before."""
        return f" id={xml_attribute(f'{self.prefix}_{part}')}"

    def color(self, color: str) -> str:
        """Return ``"#rrggbb"`` of a colour or role."""
        return self.theme.colors[color] if color in ROLES else color

    def paint(self, *classes: str, fill: str | None = None, stroke: str | None = None) -> str:
        """Return the attributes of an element with these classes and colours or roles, with a space before.

        Args:
            *classes: names of CSS classes.
            fill: a colour as ``#rrggbb`` or a role; ``None`` writes no attribute.
            stroke: colour or role of the outline; ``None`` writes no attribute.
        """
        names = [*classes, *self._themed("fill", fill), *self._themed("stroke", stroke)]
        return (
            (f' class="{" ".join(names)}"' if names else "")
            + (f' fill="{self.color(fill)}"' if fill else "")
            + (f' stroke="{self.color(stroke)}"' if stroke else "")
        )

    def text_color(self, color: str, background: str | None) -> str:
        """Return the colour of text on a background of a fixed colour, or the role if the background has none.

        Args:
            color: a colour as ``#rrggbb`` or a role.
            background: colour or role behind the text; ``None`` where there is none.
        """
        if background is None or background in ROLES or color not in ROLES:
            return color
        best = readable(color, background)
        # A colour that the theme has anyway need not be written again, unless it changes with the reader's setting.
        return color if self.theme.dark is None and best == self.color(color) else best

    def text_classes(self, color: str, background: str | None) -> tuple[str, ...]:
        """Return the class of a text whose fixed colour could not be read on the paper of both themes; see :meth:`text_color`.

        Args:
            color: a colour as ``#rrggbb`` or a role.
            background: colour or role behind the text; ``None`` where there is none.
        """
        on_paper = background is None or background in ROLES
        return (WARNING_CLASS,) if self.theme.by_page and on_paper and color == WARNING[0] else ()

    def figure(self, shape: Shape) -> str:
        """Return the attributes of a shape's outline and inside."""
        dashes = DASHES if shape.dashed else ""
        if appearance_of(shape) == self.appearance:
            return self.paint(BOX_CLASS) + dashes
        width = attributes({"stroke-width": shape.stroke_width}) if shape.stroke_width != 1 else ""
        return self.paint(fill=shape.fill, stroke=shape.stroke) + width + dashes

    def rule(self, shape: Shape) -> str:
        """Return the attributes of a line across a shape."""
        if appearance_of(shape) == self.appearance:
            return self.paint(RULE_CLASS)
        return self.paint(stroke=shape.stroke) + attributes({"stroke-width": RULE_WIDTH})

    def _themed(self, part: str, color: str | None) -> list[str]:
        return [f"dv-{part}-{color}"] if self.theme.dark is not None and color in ROLES else []


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
