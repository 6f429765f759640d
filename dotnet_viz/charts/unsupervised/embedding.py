"""Rows as points in two dimensions, by class."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.data import ChartData
from dotnet_viz.charts.style import name_for, plain_ticks
from dotnet_viz.charts.unsupervised.points import KEY_ROOM, draw_points, group_column
from dotnet_viz.formatting import format_clauses, format_count
from dotnet_viz.measures.unsupervised.embedding import Embedding
from dotnet_viz.measures.unsupervised.rows import Numbers, RowClasses
from dotnet_viz.translation.translate import mark, translate

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_NAMES = {"pca": mark("principal components"), "tsne": "t-SNE", "umap": "UMAP"}
_SIZE = 460.0


def embedding_chart(
    found: Embedding, rows: NDArray[np.intp], total: int, groups: RowClasses | Numbers | None = None, *, what: str = "rows"
) -> Chart:
    """Draw rows as points, near ones near to each other.

    Args:
        found: the points.
        rows: which row each is; shape (points,).
        total: number of all rows.
        groups: class or amount of each point; ``None`` for none.
        what: is drawn, such as ``"activations of dense_1"``.
    """
    count = format_count(total, "row")
    if len(rows) != total:
        count = translate("{part} of {total} rows, evenly taken", part=format_count(len(rows)), total=format_count(total))
    remark = format_clauses([count, *found.notes])

    def paint(figure: Figure) -> None:
        axes = figure.add_subplot()
        draw_points(axes, found.points, groups)
        axes.set_xlabel(f"{found.axes[0]}\n{remark}" if found.method == "pca" else remark)
        if found.method == "pca":
            axes.set_ylabel(found.axes[1])
            axes.grid()
            plain_ticks(axes.xaxis)
            plain_ticks(axes.yaxis)
            return
        # Positions have no unit here: what is near counts alone.
        axes.set(xticks=[], yticks=[])
        axes.set_aspect("equal", adjustable="datalim")

    size = _SIZE + (KEY_ROOM if groups is not None else 0.0), _SIZE
    shown = translate(what)
    title = translate(
        "{what} by {method}", what=name_for(shown[:1].upper() + shown[1:], _SIZE), method=translate(_NAMES[found.method])
    )
    by = (
        translate(", in {classes}", classes=format_count(len(groups.names), "class", "classes"))
        if isinstance(groups, RowClasses)
        else ""
    )
    columns = {"row": rows, "x": found.points[:, 0], "y": found.points[:, 1], **group_column(groups)}
    facts = {"method": found.method, "axes": found.axes, "rows": total, "notes": found.notes}
    return draw_chart(title, f"{title}: {count}{by}.", size, paint, ChartData(columns, facts))
