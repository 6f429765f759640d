"""A logo as a data URI, so that a report stays one file."""

from __future__ import annotations

import base64
import io
import os
from pathlib import Path

from dotnet_viz.errors import UnreadableFileError, UnsafeFileError, first_line
from dotnet_viz.files.paths import unreadable
from dotnet_viz.files.regular import check_file
from dotnet_viz.reporting.own_style.css import check_css

MAX_BYTES = 1 << 19
MAX_PIXELS = 4096
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
_SVG = "http://www.w3.org/2000/svg"
_XHTML = "http://www.w3.org/1999/xhtml"
_RUNS = ("script", "handler", "listener", "foreignobject", "iframe", "object", "embed", "audio", "video", "link", "meta")
_MOVES = ("set", "animate", "animatecolor", "animatemotion", "animatetransform", "discard")
_REFUSED = (*_RUNS, *_MOVES)
"""Elements that run, load or change something: a changed ``href`` or ``onclick`` is one that nothing looked at."""


def logo_uri(path: str | os.PathLike[str]) -> str:
    """Return a picture as a data URI, whatever its file is called.

    Args:
        path: of a PNG, JPEG, GIF, WebP or SVG file.

    Raises:
        MissingFileError: there is no such file.
        UnreadableFileError: it is no such picture.
        UnsafeFileError: it is larger than 512 KiB; or an SVG that has scripts, animations, links or entities, or loads
            something.
    """
    file = Path(path)
    if check_file(file) > MAX_BYTES:
        raise UnsafeFileError(
            f"the logo {str(file)!r} has more than 512 KiB; a smaller picture does, since it is 40 pixels high"
        )
    try:
        data = file.read_bytes()
    except OSError as error:
        raise unreadable(file, error) from error
    kind = next((kind for start, kind in _SIGNATURES if data.startswith(start)), None)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        kind = "image/webp"
    if kind is None:
        _check_svg(data, file)
        kind = "image/svg+xml"
    else:
        _check_pixels(data, file)
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"


def _check_pixels(data: bytes, file: Path) -> None:
    """Refuse a picture that is damaged, or that takes much more memory than its file."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "GIF", "WEBP")) as image:
            width, height = image.size
            if max(width, height) <= MAX_PIXELS:
                image.load()
    except Exception as error:
        raise UnreadableFileError(f"the logo {str(file)!r} is damaged: {first_line(error)}") from error
    if max(width, height) > MAX_PIXELS:
        raise UnsafeFileError(
            f"the logo {str(file)!r} has {width:,} x {height:,} pixels; {MAX_PIXELS:,} in each direction are taken"
        )


def _check_svg(data: bytes, file: Path) -> None:
    """Refuse what is no SVG, or one with more in it than a picture; as an image no browser would run or load it either.

    What makes PDF might: it has no content policy.
    """
    from xml.parsers import expat

    place = f"the logo {str(file)!r}"
    check = _SvgCheck(place)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = check.begin, check.end
    parser.CharacterDataHandler = check.text
    parser.EntityDeclHandler, parser.ProcessingInstructionHandler = check.entity, check.instruction
    try:
        parser.Parse(data, True)  # noqa: FBT003 - all of it
    except expat.ExpatError as error:
        raise UnreadableFileError(f"{place} is neither PNG, JPEG, GIF, WebP nor SVG: {error}") from error


_OWN = ("#", *(f"data:image/{form}" for form in ("png", "jpeg", "gif", "webp")))
"""How addresses begin that lead to the picture itself or to pixels in it; nothing would look at an SVG inside."""


class _SvgCheck:
    """What a parser of XML reports to."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.is_root = True
        self.style: list[str] | None = None

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        if self.is_root and (namespace, local) != (_SVG, "svg"):
            raise UnreadableFileError(f"{self.place} is neither PNG, JPEG, GIF, WebP nor SVG: it begins with <{local}>")
        self.is_root = False
        if namespace == _XHTML or local.lower() in _REFUSED:
            raise UnsafeFileError(f"{self.place} has <{local}>, which no picture needs; save it as plain SVG")
        for attribute, value in attributes.items():
            self._attribute(attribute.rpartition(" ")[2], value)
        if local == "style":
            self.style = []

    def _attribute(self, key: str, value: str) -> None:
        if key.lower().startswith("on") or key == "base":
            raise UnsafeFileError(f"{self.place} has the attribute {key!r}, which no picture needs; save it as plain SVG")
        if key.lower() in ("href", "src") and not value.strip().lower().startswith(_OWN):
            raise UnsafeFileError(f"{self.place} leads to {value[:80]!r}; put pictures into the file, leave links out")
        if "(" in value or "\\" in value:
            check_css(value, self.place)

    def end(self, name: str) -> None:
        if name.rpartition(" ")[2] == "style" and self.style is not None:
            check_css("".join(self.style), self.place)
            self.style = None

    def text(self, part: str) -> None:
        if self.style is not None:
            self.style.append(part)

    def entity(self, *_: object) -> None:
        raise UnsafeFileError(f"{self.place} declares entities; save it as plain SVG")

    def instruction(self, target: str, _: str) -> None:
        raise UnsafeFileError(f"{self.place} has <?{target}?>, which could load a style sheet; save it as plain SVG")
