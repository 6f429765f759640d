"""Checks of single weights: broken, empty, constant and dead values, and how far they vary."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dotnet_viz.measures.diagnostics.finding import Finding
from dotnet_viz.measures.diagnostics.sources import DEEP_CHECKER, DEEP_DIAGNOSIS, NEURALINT, Source
from dotnet_viz.measures.diagnostics.subject import Check, ScannedWeight, Subject
from dotnet_viz.measures.moments import Floats

NEGLIGIBLE = 1e-6
"""A row or column is dead where nothing in it exceeds this share of the kernel's largest value."""
FEWEST_VALUES = 10


def find_not_finite(subject: Subject) -> Iterator[Finding]:
    """Yield weights that hold NaN or infinite values."""
    for item in subject.weights:
        numbers = item.statistics
        count = numbers.nan_count + numbers.infinite_count
        if count:
            message = f"{numbers.nan_count:,} values are NaN and {numbers.infinite_count:,} infinite, of {numbers.count:,}"
            fix = "go back to the last checkpoint without them, then train with a lower learning rate or clipped gradients"
            yield _finding(item, "not-finite", "error", message, count, None, fix, source=DEEP_DIAGNOSIS)


def find_all_zero(subject: Subject) -> Iterator[Finding]:
    """Yield kernels in which every value is zero."""
    for item in _finite_kernels(subject):
        if item.largest == 0:
            message = "every value is zero, so the layer lets nothing through"
            fix = "use a random initialiser, or look for what has zeroed the layer (too much weight decay, pruning)"
            yield _finding(item, "all-zero", "error", message, 0.0, None, fix, source=DEEP_DIAGNOSIS)


def find_constant(subject: Subject) -> Iterator[Finding]:
    """Yield trainable kernels whose values are all equal, though there are several units to tell apart."""
    for item in _finite_kernels(subject):
        numbers = item.statistics
        several = item.units is not None and item.units.size > 1
        if numbers.minimum == numbers.maximum != 0 and item.weight.trainable and several and numbers.minimum is not None:
            message = f"every value is {numbers.minimum:.4g}: all units compute the same and learn the same"
            fix = "use a random initialiser, such as GlorotUniform"
            yield _finding(item, "constant", "error", message, numbers.minimum, None, fix, source=NEURALINT)


def find_dead_columns(subject: Subject) -> Iterator[Finding]:
    """Yield kernels with units that no input reaches."""
    limit = subject.thresholds["dead-columns"]
    for item in subject.kernels:
        share, message = _dead(item, item.units, "units have no weight to speak of: they ignore all inputs")
        if share > limit:
            fix = "lower the weight decay or the learning rate, or remove those units"
            yield _finding(item, "dead-columns", "warning", message, share, limit, fix, source=DEEP_CHECKER)


def find_dead_rows(subject: Subject) -> Iterator[Finding]:
    """Yield kernels with inputs that reach no unit."""
    limit = subject.thresholds["dead-rows"]
    for item in subject.kernels:
        share, message = _dead(item, item.inputs, "inputs have no weight to speak of: nothing is made of them")
        if item.weight.role == "embeddings" and item.inputs is not None and share <= 1 / item.inputs.size:
            continue  # one empty row is the padding's
        if share > limit:
            fix = "usual for inputs that never vary, such as the border of images; otherwise lower the weight decay"
            yield _finding(item, "dead-rows", "hint", message, share, limit, fix, source=DEEP_CHECKER)


def find_variance_low(subject: Subject) -> Iterator[Finding]:
    """Yield kernels whose values hardly vary."""
    limit = subject.thresholds["variance-low"]
    for item, variance in _variances(subject):
        if variance < limit:
            message = f"the values hardly vary (variance {variance:.3g}, below {limit:g}): signals fade from layer to layer"
            fix = "use Glorot's or He's initialiser, lower the weight decay, or normalise between the layers"
            yield _finding(item, "variance-low", "warning", message, variance, limit, fix, source=DEEP_DIAGNOSIS)


def find_variance_high(subject: Subject) -> Iterator[Finding]:
    """Yield kernels whose values vary widely."""
    limit = subject.thresholds["variance-high"]
    for item, variance in _variances(subject):
        if variance > limit:
            message = f"the values vary widely (variance {variance:.3g}, above {limit:g}): outputs and gradients blow up"
            fix = "scale the inputs, lower the learning rate, clip gradients or add weight decay"
            yield _finding(item, "variance-high", "warning", message, variance, limit, fix, source=DEEP_DIAGNOSIS)


def _finite_kernels(subject: Subject) -> Iterator[ScannedWeight]:
    for item in subject.weights:
        if item.is_kernel and item.is_finite and not item.weight.role.startswith("lora_"):  # one of LoRA's starts at zero
            yield item


def _variances(subject: Subject) -> Iterator[tuple[ScannedWeight, float]]:
    for item in subject.kernels:
        deviation = item.statistics.standard_deviation
        if deviation is not None and item.statistics.count >= FEWEST_VALUES:
            yield item, deviation * deviation


def _dead(item: ScannedWeight, largest: Floats | None, message: str) -> tuple[float, str]:
    if largest is None or largest.size < 2:
        return 0.0, ""
    dead = int(np.count_nonzero(largest <= NEGLIGIBLE * item.largest))
    return dead / largest.size, f"{dead:,} of {largest.size:,} {message}"


def _finding(
    item: ScannedWeight,
    check: str,
    severity: str,
    message: str,
    observed: float,
    threshold: float | None,
    fix: str,
    *,
    source: Source,
) -> Finding:
    return Finding(check, severity, item.layer.id, item.weight.name, message, observed, threshold, source, fix)


CHECKS = (
    Check("not-finite", "values that are NaN or infinite", find_not_finite, needs="values"),
    Check("all-zero", "kernels of zeros only", find_all_zero, needs="values"),
    Check("constant", "kernels of one value only", find_constant, needs="values"),
    Check("dead-columns", "units whose weights are all zero, as a share", find_dead_columns, 0.0, "values"),
    Check("dead-rows", "inputs whose weights are all zero, as a share", find_dead_rows, 0.0, "values"),
    Check("variance-low", "kernels that hardly vary", find_variance_low, 1e-5, "values"),
    Check("variance-high", "kernels that vary widely", find_variance_high, 10.0, "values"),
)
