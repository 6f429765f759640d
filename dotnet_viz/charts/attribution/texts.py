"""Words of a text, each on the colour of its part in the attribution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.charts.attribution.layout import Appearance
from dotnet_viz.charts.style import INK, PIXELS_PER_POINT, TEXT_SIZE
from dotnet_viz.colors import WHITE, hex_color, most_readable
from dotnet_viz.errors import ShapeError
from dotnet_viz.explain.attribution.explain import ExplainedMap
from dotnet_viz.fonts import one_line, shorten, text_width

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LINE = 24.0
_GAP = 7.0
_SIZE = TEXT_SIZE + 1
_WIDEST = 240.0


def words_of(one: ExplainedMap, appearance: Appearance) -> list[str]:
    """Return the word at each position: those of the user, else those that the model makes of a text, else the tokens' numbers.

    A text that the model cuts in a way of its own has the numbers of the positions.

    Args:
        one: a map.
        appearance: has the words.

    Raises:
        ShapeError: there are more or fewer words than positions.
    """
    length = len(one.map.values)
    if appearance.tokens is None:
        given = [str(value) for value in one.input.values.reshape(-1)[:length]]
        if len(given) == length and not one.input.words:
            return given
        words = one.input.words[:length] or tuple(str(position + 1) for position in range(length))
        return [*words, *[""] * (length - len(words))]
    if len(appearance.tokens) > length:
        raise ShapeError(f"{len(appearance.tokens)} tokens are given, and the input has {length} positions")
    return [*appearance.tokens, *[""] * (length - len(appearance.tokens))]


def word_values(one: ExplainedMap) -> NDArray[Any]:
    """Return what the colour of each word stands for: from −1 to 1 where attributions have signs, else from 0 to 1.

    Args:
        one: a map.
    """
    signed = one.map.signed
    return one.map.values if signed is None else signed / (float(np.abs(signed).max()) or 1.0)


def placed_words(words: list[str], width: float) -> tuple[list[tuple[int, str, float, float]], float]:
    """Return each word with its position, in lines of a width, and the height of all.

    Args:
        words: empty ones, which stand for padding, are left out.
        width: of a line, in CSS pixels.

    Example:
        >>> [(index, word, y) for index, word, _, y in placed_words(["a", "", "b"], 12)[0]]
        [(0, 'a', 0.0), (2, 'b', 24.0)]
    """
    found, x, y = [], 0.0, 0.0
    for index, word in enumerate(words):
        if not word:
            continue
        text = shorten(one_line(word), _SIZE * PIXELS_PER_POINT, _WIDEST)
        size = text_width(text, _SIZE * PIXELS_PER_POINT)
        if x and x + size > width:
            x, y = 0.0, y + LINE
        found.append((index, text, x, y))
        x += size + _GAP
    return found, y + LINE


def draw_words(axes: Axes, one: ExplainedMap, appearance: Appearance, width: float) -> Any:
    """Draw a text in lines and return what its colour bar is made from.

    Signed attributions are blue where a word speaks for the target and red where it speaks against it.

    Args:
        axes: where.
        one: a map.
        appearance: colours and words.
        width: of a line, in CSS pixels.
    """
    from matplotlib.cm import ScalarMappable
    from matplotlib.colors import Normalize

    words, height = placed_words(words_of(one, appearance), width)
    values = word_values(one)
    is_signed = one.map.signed is not None
    scale = ScalarMappable(Normalize(-1 if is_signed else 0, 1), "RdBu" if is_signed else appearance.colormap)
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    for index, word, x, y in words:
        red, green, blue, _ = scale.to_rgba(values[index : index + 1])[0]
        back = hex_color(np.array([red, green, blue]) * 255)
        axes.text(
            x + 3, y + LINE / 2, word, fontsize=_SIZE, va="center_baseline", color=most_readable(back, INK, WHITE),
            bbox={"facecolor": back, "edgecolor": "none", "boxstyle": "square,pad=0.2"},
        )  # fmt: skip
    return scale
