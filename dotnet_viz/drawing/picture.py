"""What a user holds of any picture: displayed in notebooks, and saved in the format of a file's suffix."""

from __future__ import annotations

import os
from abc import abstractmethod
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from dotnet_viz.display.notebook import Page, harmless, mime_bundle
from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.files.output import check_output, write_output
from dotnet_viz.renderers import RENDERERS


class Picture(Page):
    """A picture as SVG and HTML, and from these as PNG and PDF."""

    @property
    @abstractmethod
    def svg(self) -> str:
        """The picture as an SVG document."""

    @property
    @abstractmethod
    def formats(self) -> tuple[str, ...]:
        """The suffixes, without the dot, that :meth:`save` takes."""

    @abstractmethod
    def to_format(self, name: str, **options: Any) -> str | bytes:
        """Return the content of a file of a format.

        Args:
            name: of the format, such as ``"svg"``.
            **options: of this format.
        """

    @property
    @abstractmethod
    def description(self) -> str:
        """What it shows, in one line."""

    @property
    def html(self) -> str:
        """The picture as a self-contained HTML page."""
        return str(self.to_format("html"))

    def png(self, scale: float | None = None) -> bytes:
        """Return the picture as PNG.

        Args:
            scale: pixels of the PNG for each CSS pixel of the picture; ``None`` for 2, or for the ``dpi`` of its
                options.
        """
        content = self.to_format("png", **({} if scale is None else {"scale": scale}))
        return content if isinstance(content, bytes) else content.encode()

    def pdf(self) -> bytes:
        """Return the picture as a PDF with one page of its size; lines and text stay vectors and text."""
        content = self.to_format("pdf")
        return content if isinstance(content, bytes) else content.encode()

    def save(self, path: str | os.PathLike[str], **options: Any) -> Path:
        """Write the picture in the format of the path's suffix.

        Args:
            path: of the file, such as ``"model.svg"``.
            options: of the format, such as ``scale=3`` or ``dpi=300`` for PNG.

        Returns:
            The path.

        Raises:
            OptionError: an unknown suffix or option.
            OutputError: the file cannot be written.
            EngineError: the picture cannot be made; no file is written.
        """
        suffix = check_target(path, self.formats)
        return write_output(path, self.to_format(suffix, **options))

    def __repr__(self) -> str:
        return f"<{harmless(self.description)}>"

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> Mapping[str, str]:
        return mime_bundle({"image/svg+xml": self.svg, "text/plain": self.description}, include, exclude)


def check_target(path: str | os.PathLike[str], formats: Collection[str] = tuple(RENDERERS)) -> str:
    """Check before long work that a picture can be written.

    Args:
        path: of the file.
        formats: the suffixes, without the dot, that can be written.

    Returns:
        The format that the path's suffix names.

    Raises:
        OptionError: an unknown suffix.
        OutputError: the folder is missing or not writeable, or the path is a folder.

    Example:
        >>> check_target("weights.SVG")
        'svg'
    """
    suffix = Path(path).suffix.lower().lstrip(".")
    if not suffix:
        listed = ", ".join(formats)
        raise OptionError(f"{os.fspath(path)!r} has no ending that names a format; give it one of: {listed}")
    if suffix not in formats:
        raise unknown_choice("picture format", suffix, formats)
    check_output(path)
    return suffix
