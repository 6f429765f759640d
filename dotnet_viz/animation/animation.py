"""What a user holds: pictures in a row that show themselves as a player and save themselves in formats that move."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from dotnet_viz.animation.encoders import ENCODERS, encode
from dotnet_viz.animation.frames import Frames
from dotnet_viz.display.notebook import Page, harmless, mime_bundle
from dotnet_viz.drawing import check_target
from dotnet_viz.files.output import write_output
from dotnet_viz.formatting import format_count, format_number
from dotnet_viz.renderers.common.escape import xml_attribute

_NOTEBOOK_HEIGHT = 720


class Animation(Frames, Page):
    """Pictures of one size that follow each other; :class:`~dotnet_viz.animation.frames.Frames` says what it is made of.

    Example:
        >>> from dotnet_viz.animation.frames import Frame
        >>> from dotnet_viz.drawing import Drawing
        >>> from dotnet_viz.scene import Scene, Shape
        >>> pictures = [Drawing(Scene("one", shapes=(Shape("a", "a", size, 30),))) for size in (40, 50)]
        >>> animation = Animation("growth", tuple(Frame(picture, "") for picture in pictures), fps=2, hold=1)
        >>> animation, animation.durations
        (<Animation: growth, 2 frames, 1.5 s>, (500, 1000))
    """

    @property
    def formats(self) -> tuple[str, ...]:
        """The suffixes, without the dot, that :meth:`save` takes."""
        return tuple(ENCODERS)

    @property
    def description(self) -> str:
        """One line that says what it shows."""
        seconds = format_number(sum(self.durations) / 1000, 3)
        return f"{type(self).__name__}: {self.title}, {format_count(len(self.frames), 'frame')}, {seconds} s"

    def to_format(self, name: str, **options: Any) -> str | bytes:
        """Return the content of a file of a format.

        Args:
            name: one of :attr:`formats`.
            options: for the format: ``max_bytes`` for all, ``scale`` for those of pixels, ``quality`` for lossy ones.

        Raises:
            OptionError: an unknown format or option, or the file would be larger than ``max_bytes`` in any size.
            MissingDependencyError: what writes the format is not installed.
        """
        return encode(self, name, **options)

    def save(self, path: str | os.PathLike[str], **options: Any) -> Path:
        """Write the animation; the suffix of the path says the format.

        Args:
            path: where to, such as ``"learning.gif"``.
            options: for the format, see :meth:`to_format`.

        Returns:
            The path.

        Raises:
            OptionError: an unknown suffix or option.
            OutputError: the file cannot be written.
            MissingDependencyError: what writes the format is not installed.
        """
        suffix = check_target(path, self.formats)
        return write_output(path, self.to_format(suffix, **options))

    @property
    def html(self) -> str:
        """A page that plays it: with buttons, a slider and keys."""
        return str(self.to_format("html"))

    def __repr__(self) -> str:
        return f"<{harmless(self.description)}>"

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> Mapping[str, str]:
        frame = (
            f"<iframe srcdoc={xml_attribute(self.html)} title={xml_attribute(self.description)} "
            f'sandbox="allow-scripts" style="width:100%;height:{_NOTEBOOK_HEIGHT}px;border:0"></iframe>'
        )
        return mime_bundle({"text/html": frame, "text/plain": repr(self)}, include, exclude)
