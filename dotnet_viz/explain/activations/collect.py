"""Statistics of what layers return over batches of inputs, of which one is in memory at a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dotnet_viz.explain.activations.batches import Batch
from dotnet_viz.explain.activations.forward_pass import ForwardPass, run_all
from dotnet_viz.explain.activations.places import Place
from dotnet_viz.explain.activations.result import ActivationStatistics
from dotnet_viz.explain.activations.statistics import Collected


def collect_statistics(runner: ForwardPass, inputs: Iterable[Batch], top: int) -> ActivationStatistics:
    """Return statistics of what each call of each layer returns.

    Args:
        runner: of the model.
        inputs: batches, which are asked for one by one.
        top: for each unit, how many of the samples that excite it most are kept.
    """
    found: dict[Place, Collected] = {}

    def take(place: Place, values: Any) -> None:
        if place not in found:
            found[place] = Collected(place, top)
        found[place].add(values)

    samples = run_all(runner, inputs, take)
    return ActivationStatistics([one.result() for one in found.values()], samples)
