"""The model in ``report.json``: its layers, shapes, parameters, cost, weights, and the file that it was read from."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from dotnet_viz.graph import Origin
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.versions import file_digest

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
        "source": {**_source(model.graph.origin), **of_file},
        "notes": notes,
        "layers": layers,
        "weights": [one.statistics for one in model.weights],
    }


def _source(origin: Origin) -> dict[str, Any]:
    # A path may have been written on another system: both kinds of slash part folders.
    name = None if origin.path is None else PurePath(origin.path.replace("\\", "/")).name
    return {"file": name, "sha256": origin.sha256 or file_digest(origin.file)}
