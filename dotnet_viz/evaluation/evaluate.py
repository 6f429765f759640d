"""From what was measured to the evaluation that a user holds."""

from __future__ import annotations

from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.evaluation.classification import ClassificationEvaluation
from dotnet_viz.evaluation.regression import RegressionEvaluation
from dotnet_viz.measures.evaluation.classification import Classification
from dotnet_viz.measures.evaluation.evaluate import Evaluation, Result


def evaluation_of(
    measured: Evaluation, output: int | str | None = None, theme: str = "light"
) -> ClassificationEvaluation | RegressionEvaluation:
    """Return the evaluation of one output.

    Args:
        measured: the results of all outputs.
        output: index or name of the one to take; ``None`` for the only one.
        theme: of its charts.

    Raises:
        OptionError: several outputs of which none is chosen, or one that there is not.
    """
    result = _chosen(measured.outputs, output)
    if isinstance(result, Classification):
        return ClassificationEvaluation(result, theme)
    return RegressionEvaluation(result, theme)


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
