"""SVG as ``.svgz``, which browsers and drawing programs open like the file that is in it."""

from __future__ import annotations

import gzip


def svgz(svg: str) -> bytes:
    """Return an SVG document compressed, without a date or a name, so that the same picture has the same bytes.

    Args:
        svg: the document.

    Example:
        >>> gzip.decompress(svgz("<svg/>"))
        b'<svg/>'
    """
    packed = bytearray(gzip.compress(svg.encode("utf-8", "replace"), 9, mtime=0))
    packed[9] = 255  # the system that made it, which Python versions fill differently
    return bytes(packed)
