"""What pictures of explanations share: arrows whose direction is the sign, captions, titles and colour bars."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.charts.explanations.sheet import LINE, SMALL, TEXT, Points, Sheet
from dotnet_viz.charts.style import INK, MUTED
from dotnet_viz.colors import hex_color, rgb
from dotnet_viz.fonts import one_line, shorten
from dotnet_viz.fonts.wrapping import wrap
from dotnet_viz.formatting import format_number, format_sentences
from dotnet_viz.scales import NEGATIVE, POSITIVE
from dotnet_viz.scales.palettes import palette
from dotnet_viz.translation.translate import translate

EDGE = 16.0
TITLE = 40.0
_HEAD = 6.0


def sign_color(value: float) -> str:
    """Return the colour of a number's sign: blue for positive ones, red for negative ones."""
    return NEGATIVE if value < 0 else POSITIVE


def signed(value: float) -> str:
    """Return a number with its sign, in three digits.

    Example:
        >>> signed(0.12345), signed(-2.0), signed(0.0)
        ('+0.123', '−2', '0')
    """
    text = format_number(value, 3)
    return f"+{text}" if value > 0 else text


def arrow(start: float, end: float, middle: float, height: float) -> Points:
    """Return the corners of a bar that ends in a point, so that its direction is seen without colour.

    Args:
        start: pixel where it begins.
        end: pixel of its point, left or right of it.
        middle: pixel of its vertical middle.
        height: of the bar.
    """
    head = float(np.clip(end - start, -_HEAD, _HEAD))
    top, bottom = middle - height / 2, middle + height / 2
    return [(start, top), (end - head, top), (end, middle), (end - head, bottom), (start, bottom)]


def chevron(start: float, end: float, middle: float, height: float) -> Points:
    """Return an arrow with a notch at its start, so that it fits to one before it.

    Args:
        start: pixel where it begins.
        end: pixel of its point, left or right of it.
        middle: pixel of its vertical middle.
        height: of the bar.
    """
    return [*arrow(start, end, middle, height), (start + float(np.clip(end - start, -_HEAD, _HEAD)), middle)]


def draw_title(sheet: Sheet, title: str, subtitle: str = "") -> None:
    """Write the title at the top, and a line below it.

    Args:
        sheet: where.
        title: what the picture shows.
        subtitle: what else should be known of it.
    """
    sheet.text(EDGE, 18, shorten(one_line(title), TEXT + 1, sheet.width - 2 * EDGE, bold=True), size=TEXT + 1, bold=True)
    if subtitle:
        sheet.text(EDGE, 36, shorten(one_line(subtitle), SMALL, sheet.width - 2 * EDGE), size=SMALL, color=MUTED)


def sentence_lines(sentences: Sequence[str], width: float) -> list[str]:
    """Return a caption of sentences in lines.

    Args:
        sentences: of which each starts after a full stop.
        width: of the picture.
    """
    text = format_sentences(
        sentence if sentence.endswith((".", "。")) else translate("{sentence}.", sentence=sentence)
        for sentence in sentences
        if sentence
    )
    return wrap(text, SMALL, width - 2 * EDGE) if text else []


def draw_caption(sheet: Sheet, lines: Sequence[str]) -> None:
    """Write a caption at the bottom.

    Args:
        sheet: where.
        lines: from the top.
    """
    top = sheet.height - EDGE / 2 - len(lines) * LINE
    for index, line in enumerate(lines):
        sheet.text(EDGE, top + (index + 0.5) * LINE, line, size=SMALL, color=MUTED)


def diverging(values: NDArray[np.float64], limit: float) -> NDArray[np.float64]:
    """Return red, green and blue, from 0 to 1, of signed numbers; shape (..., 3).

    Args:
        values: any numbers; NaN is grey.
        limit: the magnitude of the full colours.
    """
    stops = np.array([rgb(stop) for stop in palette("RdBu").stops], np.float64) / 255
    share = np.clip(np.nan_to_num(values / (limit or 1.0)), -1, 1) / 2 + 0.5
    positions = np.linspace(0, 1, len(stops))
    return np.stack([np.interp(share, positions, stops[:, part]) for part in range(3)], axis=-1)


def diverging_color(value: float, limit: float) -> str:
    """Return the colour of one signed number as ``#rrggbb``.

    Args:
        value: the number.
        limit: the magnitude of the full colours.
    """
    return hex_color(diverging(np.array([value]), limit)[0] * 255)


def draw_color_bar(
    sheet: Sheet, colors: NDArray[np.float64], box: tuple[float, float, float, float], ends: tuple[str, str]
) -> None:
    """Draw an upright colour bar with a text at either end.

    Args:
        sheet: where.
        colors: from the bottom to the top; shape (colours, 3).
        box: left, top, width and height.
        ends: the texts at the bottom and at the top.
    """
    left, top, width, height = box
    sheet.image(colors[::-1, np.newaxis], left, top, width, height)
    sheet.text(left + width / 2, top + height + 10, ends[0], size=SMALL, anchor="middle", color=INK)
    sheet.text(left + width / 2, top - 9, ends[1], size=SMALL, anchor="middle", color=INK)
