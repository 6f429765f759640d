"""What the script of the live page draws, as plain JSON values: few enough that the page stays small."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.measures.training.metric_names import base_name, better_direction, is_learning_rate
from dotnet_viz.measures.training.run import Curve, TensorHistograms, TrainingRun
from dotnet_viz.measures.training.tensor_tables import TensorTable, tensor_tables
from dotnet_viz.thinning import evenly
from dotnet_viz.translation.translate import translate

MAX_CHARTS = 24
MAX_POINTS = 600
MAX_HISTOGRAMS = 80
MAX_HISTOGRAM_EPOCHS = 24

Json = dict[str, Any]


def page_values(run: TrainingRun) -> Json:
    """Return what the script draws.

    Args:
        run: the training so far.

    Returns:
        ``charts``, ``layers`` and ``histograms``; no number in them is NaN or infinite, which JSON lacks: ``None``
        stands for these.

    Example:
        >>> run = TrainingRun("a", "test", (Curve("loss", "epoch", np.array([1, 2]), np.array([2.0, np.nan])),))
        >>> page_values(run)["charts"][0]["lines"][0]
        {'name': 'training', 'x': [1, 2], 'y': [2.0, None]}
    """
    return {
        "charts": _charts(run.curves)[:MAX_CHARTS],
        "layers": [_layers(table) for table in tensor_tables(run.statistics)],
        "histograms": [_histograms(one) for one in run.histograms[:MAX_HISTOGRAMS]],
    }


def _charts(curves: Iterable[Curve]) -> list[Json]:
    """Return a chart for each metric and unit, training and validation together, the loss first."""
    charts: dict[tuple[str, str], Json] = {}
    for curve in curves:
        if not curve.positions.size:
            continue
        name = base_name(curve.name)
        chart = charts.setdefault(
            (name, curve.unit),
            {"name": name, "unit": curve.unit, "better": _better(name), "log": False, "lines": []},
        )
        chart["lines"].append(_line("validation" if curve.name != name else "training", curve))
        chart["log"] = chart["log"] or _spans_decades(curve.values)
    return sorted(charts.values(), key=lambda chart: (chart["unit"] == "step", chart["name"] != "loss"))


def _better(name: str) -> str | None:
    return None if is_learning_rate(name) else better_direction(name)


def _line(name: str, curve: Curve) -> Json:
    chosen = evenly(curve.positions.size, MAX_POINTS)
    return {"name": name, "x": curve.positions[chosen].tolist(), "y": numbers(curve.values[chosen])}


def _spans_decades(values: NDArray[np.float64]) -> bool:
    finite = values[np.isfinite(values)]
    return bool(finite.size and finite.min() > 0 and finite.max() / 200 > finite.min())


def _layers(table: TensorTable) -> Json:
    return {
        "title": translate(table.title),
        "log": table.logarithmic,
        "share": table.is_share,
        "epochs": table.epochs.tolist(),
        "rows": [{"name": name, "values": numbers(row)} for name, row in zip(table.tensors, table.values, strict=True)],
        "leftOut": table.left_out,
    }


def _histograms(one: TensorHistograms) -> Json:
    chosen = evenly(one.epochs.size, MAX_HISTOGRAM_EPOCHS)
    return {
        "quantity": one.quantity,
        "tensor": one.tensor,
        "epochs": one.epochs[chosen].tolist(),
        "edges": [numbers(edges[[0, -1]]) for edges in one.edges[chosen]],
        "counts": [numbers(counts) for counts in one.counts[chosen]],
    }


def numbers(values: Iterable[float]) -> list[float | None]:
    """Return numbers for JSON, of six digits; ``None`` for those that JSON lacks.

    Example:
        >>> numbers([1 / 3, float("nan"), 2.0])
        [0.333333, None, 2.0]
    """
    return [float(f"{value:.6g}") if math.isfinite(value) else None for value in map(float, values)]
