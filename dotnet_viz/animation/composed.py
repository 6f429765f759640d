"""A picture of any kind with a caption below, as large as the largest picture of an animation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol, cast

from dotnet_viz.drawing import Picture
from dotnet_viz.errors import UnsupportedInputError, unknown_choice
from dotnet_viz.fonts import FONT_FAMILY, LINE_HEIGHT, shorten
from dotnet_viz.renderers.common.escape import xml_text
from dotnet_viz.renderers.svg.elements import number
from dotnet_viz.renderers.themes.theme import LIGHT

_SIZE = 18.0
_PADDING = 8.0
_BASELINE = 0.36
_PREFIX = "dv-frame"


class _Sized(Protocol):
    """What every picture of this package has beside its face."""

    @property
    def width(self) -> float: ...
    @property
    def height(self) -> float: ...
    def svg_fragment(self, id_prefix: str) -> str: ...


@dataclass(frozen=True, eq=False, repr=False)
class ComposedPicture(Picture):
    """A picture in the middle of a larger paper, with one line below it.

    Args:
        picture: any that knows its size.
        caption: the line; empty for none.
        room: width and height for pictures, in CSS pixels.
        has_caption: whether there is room for the line.
    """

    picture: Picture
    caption: str
    room: tuple[float, float]
    has_caption: bool = field(default=True)

    def __post_init__(self) -> None:
        for name in ("width", "height", "svg_fragment"):
            if not hasattr(self.picture, name):
                raise UnsupportedInputError(f"a {type(self.picture).__name__} has no {name}, so that it cannot be a frame")

    @property
    def width(self) -> float:
        """How wide it is, in CSS pixels."""
        return self.room[0]

    @property
    def height(self) -> float:
        """How high it is, in CSS pixels."""
        return self.room[1] + (_SIZE * LINE_HEIGHT + 2 * _PADDING if self.has_caption else 0.0)

    @property
    def svg(self) -> str:
        """The picture as an SVG document."""
        inner = cast("_Sized", self.picture)
        x, y = (self.room[0] - inner.width) / 2, (self.room[1] - inner.height) / 2
        fragment = inner.svg_fragment(_PREFIX)
        placed = f'<svg x="{number(x)}" y="{number(y)}" {fragment[fragment.index("<svg ") + 5 :]}'
        size = f'width="{number(self.width)}" height="{number(self.height)}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size} '
            f'viewBox="0 0 {number(self.width)} {number(self.height)}" font-family="{FONT_FAMILY}">'
            f'<rect {size} fill="{LIGHT["paper"]}"/>{placed}{self._line()}</svg>\n'
        )

    def _line(self) -> str:
        if not self.caption:
            return ""
        y = self.room[1] + _PADDING + _SIZE * (LINE_HEIGHT / 2 + _BASELINE)
        text = xml_text(shorten(self.caption, _SIZE, self.room[0] - 2 * _PADDING, bold=True))
        return (
            f'<text id="{_PREFIX}-caption" x="{number(self.width / 2)}" y="{number(y)}" text-anchor="middle" '
            f'font-size="{_SIZE:g}" font-weight="bold" fill="{LIGHT["ink"]}">{text}</text>'
        )

    @property
    def formats(self) -> tuple[str, ...]:
        """The suffixes, without the dot, that :meth:`save` takes."""
        return ("svg", "png")

    @property
    def description(self) -> str:
        """One line that says what it shows."""
        return f"{self.picture.description} ({self.caption})" if self.caption else self.picture.description

    def to_format(self, name: str, **options: Any) -> str | bytes:
        """Return the content of a file of a format.

        Args:
            name: ``"svg"`` or ``"png"``.
            options: ``scale`` for PNG.

        Raises:
            OptionError: an unknown format.
        """
        if name == "svg":
            return self.svg
        if name == "png":
            from dotnet_viz.renderers.pixels.png import png

            return png(self.svg, self.width, self.height, **options)
        raise unknown_choice("picture format", name, self.formats)


def composed(pictures: list[Picture], captions: list[str]) -> list[ComposedPicture]:
    """Return pictures of one size.

    Args:
        pictures: of any kind and size, in order.
        captions: one for each; all empty for none.

    Raises:
        UnsupportedInputError: a picture that does not know its size.
    """
    sizes = [(getattr(picture, "width", 0.0), getattr(picture, "height", 0.0)) for picture in pictures]
    room = max(width for width, _ in sizes), max(height for _, height in sizes)
    has_caption = any(captions)
    return [ComposedPicture(*pair, room, has_caption) for pair in zip(pictures, captions, strict=True)]
