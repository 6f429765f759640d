"""Checks of single weights: broken, empty, constant and dead values, and how far they vary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dotnet_viz.formatting import format_count, format_number
from dotnet_viz.measures.diagnostics.finding import Finding
from dotnet_viz.measures.diagnostics.sources import DEEP_CHECKER, DEEP_DIAGNOSIS, NEURALINT, Source
from dotnet_viz.measures.diagnostics.subject import Check, CheckSubject, ScannedWeight, no_sound_kernel
from dotnet_viz.translation.translate import translate

FEWEST_VALUES = 10


def find_not_finite(subject: CheckSubject) -> Iterator[Finding]:
    """Yield weights that hold NaN or infinite values."""
    for item in subject.weights:
        numbers = item.statistics
        count = numbers.nan_count + numbers.infinite_count
        if count:
            message = translate(
                "{nan} NaN and {infinite} infinite of {count} value",
                "{nan} NaN and {infinite} infinite of {count} values",
                count=numbers.count,
                nan=format_count(numbers.nan_count),
                infinite=format_count(numbers.infinite_count),
            )
            fix = translate(
                "go back to the last checkpoint without them, then train with a lower learning rate or clipped gradients"
            )
            yield _finding(item, "not-finite", "error", message, count, None, fix, source=DEEP_DIAGNOSIS)


def find_all_zero(subject: CheckSubject) -> Iterator[Finding]:
    """Yield kernels in which every value is zero."""
    for item in _finite_kernels(subject.weights):
        if item.largest == 0:
            message, fix = _zero_coefficients() if item.layer.id in subject.coefficient_layers else _zero_kernel()
            yield _finding(item, "all-zero", "error", message, 0.0, None, fix, source=DEEP_DIAGNOSIS)


def _zero_kernel() -> tuple[str, str]:
    return (
        translate("every value is zero, so the layer lets nothing through"),
        translate("use a random initialiser, or look for what has zeroed the layer (too much weight decay, pruning)"),
    )


def _zero_coefficients() -> tuple[str, str]:
    return (
        translate("every coefficient is zero, so the answer is the same whatever goes in"),
        translate("lower the penalty on the coefficients, or look whether the features say anything of the target"),
    )


def find_constant(subject: CheckSubject) -> Iterator[Finding]:
    """Yield trainable kernels whose values are all equal, though the layer has several units."""
    for item in _finite_kernels(subject.network_weights):
        numbers = item.statistics
        several = item.samples is not None and item.samples.axes.columns > 1
        if numbers.minimum == numbers.maximum != 0 and item.weight.trainable and several and numbers.minimum is not None:
            message = translate(
                "every value is {minimum}: all units compute the same and learn the same",
                minimum=format_number(numbers.minimum),
            )
            fix = translate("use a random initialiser, such as GlorotUniform")
            yield _finding(item, "constant", "error", message, numbers.minimum, None, fix, source=NEURALINT)


def find_dead_columns(subject: CheckSubject) -> Iterator[Finding]:
    """Yield kernels with units that no input reaches."""
    limit = subject.thresholds["dead-columns"]
    for item in subject.kernels:
        dead, total = (item.dead.units, item.dead.all_units) if item.dead else (0, 1)
        if total > 1 and dead / total > limit:
            message = translate(
                "{dead} of {total} units have no weight to speak of: they ignore all inputs",
                dead=format_count(dead),
                total=format_count(total),
            )
            fix = translate("lower the weight decay or the learning rate, or remove those units")
            yield _finding(item, "dead-columns", "warning", message, dead / total, limit, fix, source=DEEP_CHECKER)


def find_dead_rows(subject: CheckSubject) -> Iterator[Finding]:
    """Yield kernels with inputs that reach no unit."""
    limit = subject.thresholds["dead-rows"]
    for item in subject.kernels:
        dead, total = (item.dead.inputs, item.dead.all_inputs) if item.dead else (0, 1)
        if item.weight.role == "embeddings" and dead == 1:
            continue  # it is the padding's
        if total > 1 and dead / total > limit:
            message = translate(
                "{dead} of {inputs} have no weight to speak of: nothing is made of them",
                dead=format_count(dead),
                inputs=format_count(total, "input"),
            )
            fix = translate("usual for inputs that never vary, such as the border of images; otherwise lower the weight decay")
            yield _finding(item, "dead-rows", "hint", message, dead / total, limit, fix, source=DEEP_CHECKER)


def find_variance_low(subject: CheckSubject) -> Iterator[Finding]:
    """Yield kernels whose values hardly vary."""
    limit = subject.thresholds["variance-low"]
    for item, variance in _variances(subject):
        if variance < limit:
            message = translate(
                "the values hardly vary (variance {variance}, below {limit}): signals fade from layer to layer",
                variance=format_number(variance),
                limit=format_number(limit),
            )
            fix = translate("use Glorot's or He's initialiser, lower the weight decay, or normalise between the layers")
            yield _finding(item, "variance-low", "warning", message, variance, limit, fix, source=DEEP_DIAGNOSIS)


def find_variance_high(subject: CheckSubject) -> Iterator[Finding]:
    """Yield kernels whose values vary widely."""
    limit = subject.thresholds["variance-high"]
    for item, variance in _variances(subject):
        if variance > limit:
            message = translate(
                "the values vary widely (variance {variance}, above {limit}): outputs and gradients blow up",
                variance=format_number(variance),
                limit=format_number(limit),
            )
            fix = translate("scale the inputs, lower the learning rate, clip gradients or add weight decay")
            yield _finding(item, "variance-high", "warning", message, variance, limit, fix, source=DEEP_DIAGNOSIS)


def _finite_kernels(weights: Iterable[ScannedWeight]) -> Iterator[ScannedWeight]:
    for item in weights:
        if item.is_kernel and item.is_finite and not item.weight.role.startswith("lora_"):  # one of LoRA's starts at zero
            yield item


def _variances(subject: CheckSubject) -> Iterator[tuple[ScannedWeight, float]]:
    for item in subject.kernels:
        deviation = item.statistics.standard_deviation
        if deviation is not None and item.statistics.count >= FEWEST_VALUES:
            yield item, deviation * deviation


def _lacks_finite_kernels(subject: CheckSubject) -> str:
    return "" if any(_finite_kernels(subject.weights)) else no_sound_kernel(subject)


def _lacks_network_kernels(subject: CheckSubject) -> str:
    return "" if any(_finite_kernels(subject.network_weights)) else no_sound_kernel(subject)


def _lacks_many_values(subject: CheckSubject) -> str:
    if any(True for _ in _variances(subject)):
        return ""
    return translate("no kernel has {count} values or more", count=FEWEST_VALUES)


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
    Check("not-finite", "values that are NaN or infinite", find_not_finite, needs="values", scope="models"),
    Check("all-zero", "kernels of zeros only", find_all_zero, None, "values", "models", _lacks_finite_kernels),
    Check("constant", "kernels of one value only", find_constant, needs="values", lacks=_lacks_network_kernels),
    Check("dead-columns", "units whose weights are all zero, as a share", find_dead_columns, 0.0, "kernels"),
    Check("dead-rows", "inputs whose weights are all zero, as a share", find_dead_rows, 0.0, "kernels"),
    Check("variance-low", "kernels that hardly vary", find_variance_low, 1e-5, "kernels", lacks=_lacks_many_values),
    Check("variance-high", "kernels that vary widely", find_variance_high, 10.0, "kernels", lacks=_lacks_many_values),
)
