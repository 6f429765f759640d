"""The SVG that matplotlib writes of a figure, drawn once."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Any

from dotnet_viz.charts.style import POINTS_PER_INCH
from dotnet_viz.charts.svg.labels import wrap_labels

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def svg_of(figure: Figure) -> str:
    """Return a figure as SVG: the bytes of its ``savefig``, in four fifths of the time.

    ``savefig`` draws everything twice where a figure has a layout, the first time only to have it laid out; here the layout is
    asked for alone. Only labels of axes that ``savefig`` would let the edge cut are set in more lines.

    Args:
        figure: with a layout; it has none afterwards, and no ground.
    """
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    canvas: Any = FigureCanvasSVG(figure)
    figure.set_facecolor("none")
    layout, dpi = figure.get_layout_engine(), figure.dpi
    if layout is not None:
        figure.dpi = POINTS_PER_INCH  # as it is drawn in
        layout.execute(figure)
        if wrap_labels(figure):
            layout.execute(figure)
        figure.set_layout_engine("none")
        figure.dpi = dpi
    stream = StringIO()
    canvas.print_svg(stream, metadata={"Date": None, "Creator": None})
    return stream.getvalue()
