"""The check for values that are not finite: the first one, and where it is."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dotnet_viz.formatting import format_count
from dotnet_viz.measures.diagnostics.finding import Finding
from dotnet_viz.measures.diagnostics.sources import AUTO_TRAINER, DEEP_DIAGNOSIS
from dotnet_viz.measures.training.findings.run_check import (
    RunCheck,
    layer_and_weight,
    metric,
)
from dotnet_viz.measures.training.run import TensorStatistics, TrainingRun
from dotnet_viz.translation.translate import translate

_NOT_FINITE = "NaN or infinity"
_FORWARD = ("activations", "weights", "gradients", "updates")


def find_not_finite(run: TrainingRun, _limit: float) -> Iterator[Finding]:
    """Yield the first tensor with NaN or infinite values; without statistics of tensors, the first such loss.

    Of tensors of the same epoch, activations come first, in the order of the model: what is behind them follows from them.

    Args:
        run: of a training.
        _limit: not used; every check has one.
    """
    fix = translate("lower the learning rate, clip gradients, and look for log(0), division by 0 and NaN in the data")
    broken = [(epoch, _FORWARD.index(one.quantity), index) for index, one in enumerate(run.statistics)
              if (epoch := _first_broken(one)) is not None]  # fmt: skip
    if broken:
        epoch, _, index = min(broken)
        one = run.statistics[index]
        layer, weight = (one.tensor, None) if one.quantity == "activations" else layer_and_weight(one.tensor)
        count = sum(other == epoch for other, _, _ in broken)
        message = translate(
            "NaN or infinity first in epoch {epoch}, in its {quantity}, of {tensors} then",
            epoch=epoch,
            quantity=one.quantity,
            tensors=format_count(count, "tensor"),
        )
        yield Finding("training-not-finite", "error", layer, weight, message, _NOT_FINITE, None, DEEP_DIAGNOSIS, fix, epoch)
        return
    for name in ("loss", "val_loss"):
        curve = metric(run, name)
        if curve is not None and not np.isfinite(curve.values).all():
            epoch = int(curve.positions[np.argmin(np.isfinite(curve.values))])
            message = translate("it is NaN or infinite first in epoch {epoch}", epoch=epoch)
            yield Finding("training-not-finite", "error", name, None, message, _NOT_FINITE, None, AUTO_TRAINER, fix, epoch)
            return


def _first_broken(one: TensorStatistics) -> int | None:
    counts = [one.values[name] for name in ("nan_count", "infinite_count") if name in one.values]
    bad = np.nan_to_num(np.sum(counts, axis=0)) > 0 if counts else np.zeros(1, bool)
    return int(one.epochs[np.argmax(bad)]) if bad.any() else None


CHECKS = (RunCheck("training-not-finite", "the first NaN or infinity, and where it is", find_not_finite, "any"),)
