"""From what was measured to the evaluation that a user holds."""

from __future__ import annotations

from typing import Any

from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.evaluation.classification import ClassificationEvaluation
from dotnet_viz.evaluation.regression import RegressionEvaluation
from dotnet_viz.evaluation.segmentation import SegmentationEvaluation
from dotnet_viz.evaluation.sequences import SequenceRegressionEvaluation, TokenClassificationEvaluation
from dotnet_viz.measures.evaluation.classifiers.classification import Classification
from dotnet_viz.measures.evaluation.evaluate import Evaluation, Result
from dotnet_viz.measures.evaluation.intervals.bootstrap import draws_of
from dotnet_viz.measures.evaluation.segmentation import Segmentation
from dotnet_viz.measures.evaluation.sequences import SequenceRegression, TokenClassification

AnyEvaluation = ClassificationEvaluation | RegressionEvaluation | SegmentationEvaluation


def evaluation_of(
    measured: Evaluation,
    *,
    output: int | str | None = None,
    positive: int | str | None = None,
    samples: Any = None,
    intervals: bool | int = False,
    theme: str = "light",
) -> AnyEvaluation:
    """Return the evaluation of one output.

    Args:
        measured: the results of all outputs.
        output: index or name of the one to take; ``None`` for the only one.
        positive: name or index of the class that curves of two classes are of; ``None`` for the second.
        samples: what was predicted, to show the worst examples.
        intervals: number of draws for confidence intervals, ``True`` for as many as are usual, ``False`` for none.
        theme: of its charts.

    Raises:
        OptionError: several outputs of which none is chosen, or an output or class that there is not.
    """
    result = _chosen(measured.outputs, output)
    if isinstance(result, Classification):
        draws = draws_of(intervals, result.predictions)
        if isinstance(result, TokenClassification):
            evaluation: ClassificationEvaluation = TokenClassificationEvaluation(result, theme, samples, draws)
        else:
            evaluation = ClassificationEvaluation(result, theme, samples, draws)
        return evaluation if positive is None else evaluation.with_positive(positive)
    draws = draws_of(intervals)
    if isinstance(result, Segmentation):
        return SegmentationEvaluation(result, theme, samples, draws)
    if isinstance(result, SequenceRegression):
        return SequenceRegressionEvaluation(result, theme, samples, draws)
    return RegressionEvaluation(result, theme, samples, draws)


def _chosen(results: tuple[Result, ...], output: int | str | None) -> Result:
    names = [result.name or "output" for result in results]
    if output is None:
        if len(results) > 1:
            raise OptionError(f"the model has {len(results)} outputs ({', '.join(names)}); choose one: output={names[0]!r}")
        return results[0]
    if isinstance(output, str):
        if output not in names:
            raise unknown_choice("output", output, names)
        return results[names.index(output)]
    if not -len(results) <= output < len(results):
        raise OptionError(f"there is no output {output}; the model has {len(results)}: {', '.join(names)}")
    return results[output]
