"""Labels of axes that are longer than their chart, as they are in some languages: they go on in a second line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dotnet_viz.charts.style import POINTS_PER_INCH
from dotnet_viz.fonts.wrapping import wrap

if TYPE_CHECKING:
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

# Between a label and the edge, in the units of the figure.
_MARGIN = 2.0


def wrap_labels(figure: Figure) -> bool:
    """Set labels of axes that reach beyond the edge of a figure in several lines.

    Args:
        figure: with its axes in their places.

    Returns:
        Whether there was such a label; axes then need their places anew.
    """
    wrapped = [_wrap(axis, figure) for axes in figure.get_axes() for axis in (axes.xaxis, axes.yaxis)]
    return any(wrapped)


def _wrap(axis: Axis, figure: Figure) -> bool:
    label = axis.label
    text = label.get_text()
    if not text or not axis.get_visible():
        return False
    place, along = label.get_tightbbox(), 0 if axis is axis.axes.xaxis else 1
    if place is None:
        return False
    start, end = place.min[along], place.max[along]
    edges = figure.bbox.min[along] + _MARGIN, figure.bbox.max[along] - _MARGIN
    if edges[0] <= start and end <= edges[1]:
        return False
    middle = (start + end) / 2
    room = 2 * min(middle - edges[0], edges[1] - middle)
    size = float(label.get_fontsize()) * figure.dpi / POINTS_PER_INCH
    label.set_text("\n".join(part for line in text.split("\n") for part in wrap(line, size, room)))
    return True
