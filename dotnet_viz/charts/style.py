"""The appearance of charts: one sheet of matplotlib settings, whatever the user's own settings are."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from dotnet_viz.fonts import FAMILY, one_line, shorten
from dotnet_viz.formatting import format_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

INK = "#1a1a1a"
MUTED = "#555555"
GRID = "#dddddd"
TRAIN = "#2166ac"
VALIDATION = "#b35806"
NEUTRAL = "#8c8c8c"
ON_PALE = "#010101"
"""Of text on pale cells, which dark paper makes dark."""
BLANK = "#fefefe"
"""Where the paper of any theme is to be seen: between cells and bars, inside hollow marks, around lines on colours."""
SERIES_COLORS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8a6100", "#56b4e9", "#7c3aad", "#1a1a1a")
"""Of several things in one chart: those of Okabe and Ito, darker where they are lines on white."""
SERIES_MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
"""Tell the same things apart without colour."""

TEXT_SIZE = 9.0
PIXELS_PER_INCH = 96.0
POINTS_PER_INCH = 72.0
PIXELS_PER_POINT = PIXELS_PER_INCH / POINTS_PER_INCH

_SETTINGS: dict[Any, Any] = {
    "font.family": ["sans-serif"],
    "font.sans-serif": [FAMILY],
    "font.size": TEXT_SIZE,
    "axes.titlesize": TEXT_SIZE + 1,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "grid.color": GRID,
    "grid.linewidth": 0.6,
    "text.color": INK,
    "text.parse_math": False,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "legend.frameon": False,
    "legend.handlelength": 3.0,
    "lines.linewidth": 1.6,
    "svg.fonttype": "none",
    "svg.hashsalt": "dotnet_viz",
    "figure.facecolor": "none",
    "savefig.facecolor": "none",
    "axes.facecolor": "none",
}

# matplotlib's settings belong to the whole process, so two threads may not change them at once.
_LOCK = threading.RLock()


@contextmanager
def chart_style() -> Iterator[None]:
    """Draw with the package's own settings; the user's come back afterwards."""
    import matplotlib as mpl

    with _LOCK, mpl.rc_context(), warnings.catch_warnings():
        # Characters that the font lacks stay text in the SVG, where another font stands in.
        warnings.filterwarnings("ignore", message="Glyph", category=UserWarning)
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)
        yield


def plain_ticks(axis: Axis, *, whole: bool = False, count: int = 5) -> None:
    """Give an axis few ticks, written with a real minus and without an offset.

    Args:
        axis: the axis.
        whole: whether only whole numbers make sense on it.
        count: about how many ticks at most.
    """
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axis.set_major_locator(MaxNLocator(nbins=count, steps=[1, 2, 2.5, 5, 10], integer=whole, min_n_ticks=1 if whole else 2))
    axis.set_major_formatter(FuncFormatter(lambda value, _: tick_text(value)))


def logarithmic(axes: Axes) -> None:
    """Make the y axis logarithmic, with ticks at few powers of ten and no mathematical markup."""
    from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

    axes.set_yscale("log")
    axes.yaxis.set_major_locator(LogLocator(numticks=6))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: tick_text(value)))
    axes.yaxis.set_minor_formatter(NullFormatter())


def tick_text(value: float) -> str:
    """Return a tick's number without the last digits that steps in binary fractions gather.

    Example:
        >>> tick_text(12000.0), tick_text(0.1 + 0.2)
        ('12,000', '0.3')
    """
    return format_number(round(float(value), 12))


def name_for(text: str, width: float, size: float = TEXT_SIZE, bold: bool = False) -> str:
    """Return a user's name as one harmless line of at most ``width`` pixels.

    Args:
        text: the name.
        width: room in CSS pixels.
        size: font size in points.
        bold: whether it is set in bold.
    """
    return shorten(one_line(text), size * PIXELS_PER_POINT, width, bold)
