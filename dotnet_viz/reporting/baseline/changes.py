"""What differs between the model of a report and its baseline: numbers, findings, layers and weights."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dotnet_viz.errors import VizError
from dotnet_viz.evaluation.base import OutputEvaluation
from dotnet_viz.evaluation.comparison import EvaluationComparison
from dotnet_viz.graph.estimators import is_estimator_without_weights
from dotnet_viz.measures.comparison import Comparison
from dotnet_viz.measures.comparison.weights.changes import LayerWeightChange, WeightDifferences
from dotnet_viz.measures.evaluation.classifiers.classification import Classification
from dotnet_viz.measures.evaluation.intervals.bootstrap import draws_of
from dotnet_viz.measures.evaluation.intervals.paired import MeasureDifference
from dotnet_viz.reporting.baseline.baseline import Baseline, FindingInBrief
from dotnet_viz.reporting.baseline.reported_model import BaselineModel, WeightNumbers, changed_weights
from dotnet_viz.reporting.measured.quantities import Quantities, Quantity, better_value, output_prefixes, quantity_of
from dotnet_viz.translation.translate import translate


@dataclass(frozen=True)
class QuantityChange:
    """A number of both models.

    Args:
        name: of the quantity.
        before: of the baseline.
        after: of the model of the report.
        low: lower end of the 95 % interval of the difference; ``None`` where it is not known.
        high: its upper end.
    """

    name: str
    before: Quantity
    after: Quantity
    low: float | None = None
    high: float | None = None

    @property
    def difference(self) -> float | None:
        """The number of the model less that of the baseline; ``None`` where one of them is not known."""
        if self.before.value is None or self.after.value is None:
            return None
        return self.after.value - self.before.value

    @property
    def is_beyond_chance(self) -> bool | None:
        """Whether the interval does not contain 0; ``None`` without an interval."""
        if self.low is None or self.high is None or math.isnan(self.low) or math.isnan(self.high):
            return None
        return self.low > 0 or self.high < 0

    @property
    def verdict(self) -> str:
        """``"better"``, ``"worse"``, ``"same"``, or ``"other"`` where neither is better or it is not known."""
        if self.before.value == self.after.value:
            return "same"
        better, difference = better_value(self.name), self.difference
        if better is None or difference is None or math.isnan(difference):
            return "other"
        return "better" if (difference > 0) == (better == "higher") else "worse"


@dataclass(frozen=True, eq=False)
class BaselineChanges:
    """What differs between a model and its baseline.

    Args:
        baseline: the other model.
        quantities: the numbers that either has, those of the model first.
        evaluations: both models on the same samples, for each output; empty where the baseline was not run on them.
        is_same_data: whether the metrics of both are of the same true answers; ``None`` where that is not known.
        comparison: of the layers and weights; ``None`` where only the report of the baseline is known.
        new_findings: that the baseline has not.
        fixed_findings: that the baseline alone has.
        changed_weights: whose statistics differ, that of the baseline first; of a baseline that is a report.
    """

    baseline: Baseline
    quantities: tuple[QuantityChange, ...]
    evaluations: tuple[EvaluationComparison, ...] = ()
    is_same_data: bool | None = None
    comparison: Comparison | None = field(default=None, repr=False)
    new_findings: tuple[FindingInBrief, ...] = ()
    fixed_findings: tuple[FindingInBrief, ...] = ()
    changed_weights: tuple[tuple[WeightNumbers, WeightNumbers], ...] = ()

    @property
    def are_networks(self) -> bool:
        """Whether both models have layers and weights to compare; trees and forests have none."""
        both = () if self.comparison is None else (self.comparison.before, self.comparison.after)
        return not any(map(is_estimator_without_weights, both))

    def of(self, name: str) -> QuantityChange | None:
        """Return the change of a quantity; ``None`` where neither model has it.

        Args:
            name: of the quantity.
        """
        return next((change for change in self.quantities if change.name == name), None)


def changes_since(
    baseline: Baseline,
    quantities: Quantities,
    findings: Sequence[FindingInBrief],
    evaluations: Sequence[OutputEvaluation] = (),
    answers: Sequence[str] = (),
    comparison: Comparison | None = None,
    reported: BaselineModel | None = None,
) -> BaselineChanges:
    """Return what differs between a model and its baseline.

    Args:
        baseline: the other model.
        quantities: of the model.
        findings: of its checks.
        evaluations: of each of its outputs.
        answers: digests of the true answers of each output.
        comparison: of both graphs, the baseline first; ``None`` where it has none.
        reported: what the report on the model knows of it; ``None`` where the baseline is no report.
    """
    compared = tuple(_compared_outputs(baseline, evaluations))
    intervals = _intervals(compared, evaluations)
    names = dict.fromkeys([*quantities, *baseline.quantities])
    unknown = Quantity(None)
    changes = (
        QuantityChange(name, baseline.quantities.get(name, unknown), quantities.get(name, unknown), *intervals.get(name, ()))
        for name in names
    )
    renamed = {} if comparison is None else {match.before.id: match.after.id for match in comparison.layers.matches}
    old = {(one.check, renamed.get(one.layer, one.layer), one.weight): one for one in baseline.findings}
    new = {(one.check, one.layer, one.weight): one for one in findings}
    is_same = list(baseline.answers) == list(answers) if baseline.answers and answers else None
    return BaselineChanges(
        baseline=baseline,
        quantities=tuple(changes),
        evaluations=compared,
        is_same_data=is_same,
        comparison=comparison,
        new_findings=tuple(one for key, one in new.items() if key not in old),
        fixed_findings=tuple(one for key, one in old.items() if key not in new),
        changed_weights=changed_weights(baseline.reported, reported, comparison),
    )


def drift_quantities(comparison: Comparison | None, *, is_finite: bool = True) -> dict[str, Quantity]:
    """Return how far the weights are from those of the baseline: of all together, and of the layer that changed most.

    Args:
        comparison: of both models; ``None`` where the weights of one are not known.
        is_finite: whether all weights of the model are numbers; if not, and they changed, there is no number for how far.

    Example:
        >>> import numpy as np
        >>> import dotnet_viz as dv
        >>> found = drift_quantities(dv.compare([np.ones((2, 2))], [np.full((2, 2), 1.5)]))
        >>> {name: drift.value for name, drift in found.items()}
        {'drift': 0.5, 'max(drift)': 0.5}
    """
    weights = WeightDifferences(note="the weights of the baseline are not known") if comparison is None else comparison.weights
    layers = [layer for layer in (*weights.changed, *weights.unchanged) if layer.compared]
    if not layers:
        reason = weights.note or "no weights of both models have the same shape"
        return {name: Quantity(None, "share", reason) for name in ("drift", "max(drift)")}
    if weights.changed and not is_finite:
        return {name: Quantity(math.nan, "share") for name in ("drift", "max(drift)")}
    # What was zero before has changed without bound.
    of_layers = [math.inf if layer.relative_change is None else layer.relative_change for layer in layers]
    return {"drift": Quantity(_drift(layers), "share"), "max(drift)": Quantity(max(of_layers), "share")}


def _drift(layers: Sequence[LayerWeightChange]) -> float:
    """Return the norm of all differences, divided by the norm of all first values."""
    changed = before = 0.0
    for weight in (weight for layer in layers for weight in layer.compared):
        one, other = (math.nan if norm is None else norm for norm in (weight.before_norm, weight.after_norm))
        # What was zero before has no relative change, and has changed by all that it is now.
        changed += (other if weight.relative_change is None else weight.relative_change * one) ** 2
        before += one**2
    return math.sqrt(changed / before) if before else math.inf if changed else 0.0


def _compared_outputs(baseline: Baseline, evaluations: Sequence[OutputEvaluation]) -> Iterator[EvaluationComparison]:
    if len(baseline.evaluations) != len(evaluations):
        return
    for before, after in zip(baseline.evaluations, evaluations, strict=True):
        result = after.result
        draws = draws_of(intervals=True, predictions=result.predictions if isinstance(result, Classification) else None)
        try:
            yield before.compare(after, names=(translate("baseline"), translate("this model")), draws=draws)
        except VizError:  # other classes or answers than the baseline has: numbers stand side by side without intervals
            return


def _intervals(
    compared: Sequence[EvaluationComparison], evaluations: Sequence[OutputEvaluation]
) -> Mapping[str, tuple[float, float]]:
    """Return the intervals of differences by the names of the quantities."""
    found: dict[str, tuple[float, float]] = {}
    for prefix, comparison in zip(output_prefixes(evaluations), compared, strict=False):
        for one in comparison.differences:
            found.update({f"{prefix}{name}": (one.low, one.high) for name in _names(one, comparison.differences)})
    return found


def _names(one: MeasureDifference, others: Sequence[MeasureDifference]) -> Iterator[str]:
    """Yield the names of the quantities that a difference is of."""
    measure = one.measure.lower().replace(" ", "_").replace("²", "2")
    if one.of == "all":
        yield measure
    elif one.of in ("macro average", "weighted average"):
        yield f"{measure}_{one.of.partition(' ')[0]}"
    else:
        yield quantity_of(one.of, measure)
        if measure in ("roc_auc", "average_precision") and sum(other.measure == one.measure for other in others) == 1:
            yield measure
