"""The model in ``report.json``: its layers, shapes, parameters, cost, weights, and the file that it was read from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import Any

from dotnet_viz.graph import Origin
from dotnet_viz.measures.weights.statistics import BINS, Histogram
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.statements.layer_numbers import LayerNumbers
from dotnet_viz.translation.translate import retold

_OF_FILE = ("format", "file_size", "framework", "framework_version", "date_saved")


def model_part(context: ReportContext) -> dict[str, Any] | None:
    """Return the model in numbers; ``None`` without a model.

    Args:
        context: of the report.
    """
    model = context.measurements
    if model is None:
        return None
    numbers = model.summary.to_dict()
    numbers.pop("statistics")
    of_file = {name: numbers.pop(name) for name in _OF_FILE}
    notes, layers, optimizer = numbers.pop("notes"), numbers.pop("layers"), numbers.pop("optimizer")
    return {
        **numbers,
        # A model can have as many variables of the optimizer as weights, of which the page says nothing.
        "optimizer": None if optimizer is None else {name: value for name, value in optimizer.items() if name != "variables"},
        "source": {**_source(model.graph.origin, context.digest_of_file.result()), **of_file},
        "notes": list(map(retold, notes)),
        "layers": layers,
        "overlay": LayerNumbers(context.overlay, context.annotations).as_json(),
        "weights": [
            replace(one.statistics, histogram=coarser(one.statistics.histogram)) for one in model.weights_with_histograms
        ],
    }


def coarser(histogram: Histogram) -> Histogram:
    """Return a histogram of about forty bins, where the finer one has several in the place of each.

    Args:
        histogram: with bins of equal width.

    Example:
        >>> coarser(Histogram(tuple(range(121)), (1,) * 120)).counts[:2]
        (3, 3)
    """
    step = max(1, len(histogram.counts) // BINS)
    if step == 1 or len(histogram.counts) % step:
        return histogram
    neighbours = zip(*(histogram.counts[first::step] for first in range(step)), strict=True)
    return Histogram(histogram.edges[::step], tuple(map(sum, neighbours)))


def _source(origin: Origin, digest: str | None) -> dict[str, Any]:
    # A path may have been written on another system: both kinds of slash part folders.
    name = None if origin.path is None else PurePath(origin.path.replace("\\", "/")).name
    return {"file": name, "sha256": digest}
