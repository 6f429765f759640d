"""SVG to PNG, by resvg with the font's own files."""

from __future__ import annotations

import math
import re
import struct
import warnings
import zlib

from dotnet_viz.colors import WHITE
from dotnet_viz.errors import EngineError, MissingDependencyError, VizWarning
from dotnet_viz.fonts import FAMILY, font_file, has_glyphs
from dotnet_viz.number_ranges import SCALE
from dotnet_viz.renderers.common.system_fonts import check_fonts, with_glyphs

MAX_SIDE = 16_384
MAX_PIXELS = 200_000_000


_JOINER, _KEY, _SKINS = "\u200d", "\u20e3", "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
# What follows an emoji that it makes another one with: another emoji after a joiner, a tone of skin, the frame of a key.
_REST_OF_EMOJI = re.compile(
    f'(?:(?<=[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]){_JOINER}[^\\s<>&"]\ufe0f?|[{_SKINS}]|\ufe0f?{_KEY})+'
)

# What stands before the first chunk that may follow the header: the signature, and the header with its length and checksum.
_HEADER_END = 8 + 25


def png(
    svg: str, width: float, height: float, *, scale: float = 2.0, dpi: float | None = None, paper: str | None = WHITE
) -> bytes:
    """Return a picture as PNG.

    A picture of more than :data:`MAX_SIDE` pixels a side or :data:`MAX_PIXELS` in all is made smaller until
    it fits, with a :class:`~dotnet_viz.errors.VizWarning`. Fonts of this system are used only for characters
    that DejaVu Sans lacks; what none of them has is ``�``, with a warning that names the fonts to install.
    Of emoji that are made of several, the first is drawn: resvg would draw a box for each.

    Args:
        svg: the picture.
        width: its width in CSS pixels.
        height: its height in CSS pixels.
        scale: pixels of the PNG for each CSS pixel.
        dpi: pixels in an inch that the file states, by which other programs place it; ``None`` for those at which it has
            its size in CSS pixels.
        paper: what is behind the picture, as ``#rrggbb``; ``None`` leaves it transparent.

    Raises:
        OptionError: a scale that is not above 0, or too large.
        EngineError: the picture cannot be drawn.
        MissingDependencyError: resvg_py is not installed, or the picture is in Chinese and no font of this system has it.
    """
    SCALE.checked("scale", scale)
    try:
        import resvg_py
    except ImportError as error:
        raise MissingDependencyError("PNG needs resvg_py, which is not installed: pip install resvg_py") from error
    check_fonts(svg)
    svg = with_glyphs(_of_single_emoji(svg))
    zoom = bounded_scale(width, height, scale)
    if zoom < scale:
        warnings.warn(_smaller(width, height, scale, zoom), VizWarning, stacklevel=2)
    try:
        data = resvg_py.svg_to_bytes(
            svg_string=svg,
            background=paper,
            dpi=96,
            zoom=zoom,
            skip_system_fonts=has_glyphs("".join(set(svg)).replace("\n", "")),
            font_files=[str(font_file()), str(font_file(bold=True))],
            font_family=FAMILY,
            sans_serif_family=FAMILY,
        )
    except BaseException as error:
        # What stops Rust within is no Exception.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise EngineError(f"no PNG of {width:g} x {height:g} pixels at scale {scale:g}: {error}") from error
    return with_dpi(bytes(data), (96 * scale if dpi is None else dpi) * zoom / scale)


def _of_single_emoji(svg: str) -> str:
    # Nearly no picture has one, and each of these is found sooner in megabytes than the expression finds that it is nowhere.
    return _REST_OF_EMOJI.sub("", svg) if any(sign in svg for sign in (_JOINER, _KEY, *_SKINS)) else svg


def with_dpi(data: bytes, dpi: float) -> bytes:
    """Return a PNG that states how many pixels an inch has; without it, word processors place it as if there were 96.

    Args:
        data: a PNG without a chunk ``pHYs`` (https://www.w3.org/TR/png-3/#11pHYs).
        dpi: pixels in an inch.
    """
    per_metre = round(dpi / 0.0254)
    chunk = b"pHYs" + struct.pack(">IIB", per_metre, per_metre, 1)
    physical = struct.pack(">I", 9) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return data[:_HEADER_END] + physical + data[_HEADER_END:]


def _smaller(width: float, height: float, scale: float, zoom: float) -> str:
    return (
        f"the PNG is {width * zoom:.0f} x {height * zoom:.0f} pixels, not {width * scale:.0f} x {height * scale:.0f}: "
        f"it may have {MAX_SIDE:,} a side and {MAX_PIXELS // 1_000_000} million in all; .svg and .pdf have no such limit"
    )


def bounded_scale(width: float, height: float, scale: float) -> float:
    """Return the scale, or a smaller one at which the picture is not too large.

    Args:
        width: of the picture in CSS pixels.
        height: of the picture in CSS pixels.
        scale: pixels of the PNG for each CSS pixel.

    Example:
        >>> bounded_scale(100, 100, 2.0), bounded_scale(16_384, 100, 2.0)
        (2.0, 1.0)
    """
    return min(scale, MAX_SIDE / max(width, height), math.sqrt(MAX_PIXELS / (width * height)))
