"""What sections of a report read: what was given, and what is measured of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dotnet_viz.diagrams.annotations.annotate import Annotations, annotations_of
from dotnet_viz.diagrams.annotations.options import AnnotationOptions
from dotnet_viz.measures.diagnostics import CheckResult
from dotnet_viz.reporting.conditions.result import ConditionResult, condition_results, finding_result
from dotnet_viz.reporting.given.report_input import ReportInput
from dotnet_viz.reporting.measured.model import Measurements
from dotnet_viz.reporting.measured.quantities import (
    Quantities,
    finding_quantities,
    metric_quantities,
    model_quantities,
    training_quantities,
)
from dotnet_viz.reporting.measured.results import evaluations_of, model_check, training_check
from dotnet_viz.reporting.versions import file_digest
from dotnet_viz.runtime.background import in_background
from dotnet_viz.runtime.cached import cached_property
from dotnet_viz.translation.translate import ENGLISH, in_language

if TYPE_CHECKING:
    from concurrent.futures import Future

    from dotnet_viz.evaluation.base import OutputEvaluation
    from dotnet_viz.measures.comparison import Comparison
    from dotnet_viz.measures.data.summary import DataSummary
    from dotnet_viz.measures.evaluation.evaluate import Evaluation
    from dotnet_viz.measures.evaluation.slices.weak_spots import WeakSpots
    from dotnet_viz.reporting.baseline.changes import BaselineChanges
    from dotnet_viz.reporting.baseline.reported_model import BaselineModel
    from dotnet_viz.reporting.given.inputs import GivenInputs


@dataclass(frozen=True)
class ReportContext(ReportInput):
    """What sections read: what was given, as :class:`~dotnet_viz.reporting.given.report_input.ReportInput` has it, and what is
    measured of it, each once and only where a section asks for it.

    Example:
        >>> from dotnet_viz.graph import Graph, Layer, Node
        >>> context = ReportContext(Graph("digits", "Sequential", (Node("n0", Layer("d", "d", "Dense")),)))
        >>> context.heading, context.quantities["layers"].value
        ('digits', 1)
    """

    @cached_property
    def measurements(self) -> Measurements | None:
        """What several sections read of the model, each part measured once; ``None`` without a model."""
        return None if self.graph is None else Measurements(self.graph, self.input_shape)

    @cached_property
    def digest_of_file(self) -> Future[str | None]:
        """The SHA-256 of the model's file, taken while other work goes on; ``None`` for a model that was in memory."""
        origin = None if self.graph is None else self.graph.origin
        return in_background(lambda: None if origin is None else origin.sha256 or file_digest(origin.file))

    @cached_property
    def annotations(self) -> Annotations | None:
        """What numbers of layers add to pictures; ``None`` without any. A layer that the model does not have is an error."""
        given = AnnotationOptions(overlay=self.overlay)
        return None if self.graph is None or not self.overlay else annotations_of(self.graph, given)

    @cached_property
    def data_summary(self) -> DataSummary | None:
        """The numbers on the data; ``None`` without data.

        Raises:
            VizError: the data cannot be understood.
        """
        if self.data is None:
            return None
        from dotnet_viz.reporting.given.data_summary import describe_data

        x, y = self.data
        return describe_data(x, y, training=self.training_data, measured=self.measured, feature_names=self.feature_names)

    @cached_property
    def given_inputs(self) -> GivenInputs | None:
        """The inputs that the model is run on; ``None`` without any."""
        if self.inputs is None:
            return None
        from dotnet_viz.reporting.given.inputs import GivenInputs

        # The model of a training's log is its graph, which can be run where it is dense.
        model = self.graph if self.is_graph_of_run or self.model is None else self.model
        return GivenInputs(model, self.inputs, self.targets)

    @cached_property
    def measured(self) -> Evaluation | None:
        """The evaluation: the one that was given, or made once from the data; ``None`` without either.

        Raises:
            VizError: the model cannot predict, or the data does not fit it.
        """
        if self.evaluation is not None or self.data is None or self.data[1] is None:
            return self.evaluation
        from dotnet_viz.measures.evaluation.evaluate import evaluate

        x, y = self.data
        return evaluate(self.model, x, y, task=self.task, class_names=self.class_names, mask=self.mask, ignore=self.ignore)

    @property
    def is_reconstruction(self) -> bool:
        """Whether the answers of the data are the samples themselves, as of an autoencoder."""
        if self.data is None or not (hasattr(self.data[0], "shape") and hasattr(self.data[1], "shape")):
            return False
        from dotnet_viz.datasets.tensors import is_same_start

        return is_same_start(*self.data)

    @cached_property
    def evaluations(self) -> tuple[OutputEvaluation, ...]:
        """The evaluation of each output; empty without data."""
        return evaluations_of(self.measured)

    @cached_property
    def weak_spots(self) -> tuple[WeakSpots, ...]:
        """The slices of the data where the model does worst, for each output; empty without data."""
        if self.measured is None:
            return ()
        from dotnet_viz.measures.evaluation.slices.of_result import weak_spots_of

        samples = None if self.data is None else self.data[0]
        outputs = self.measured.outputs
        return tuple(weak_spots_of(result, samples, self.feature_names) for result in outputs)

    @cached_property
    def model_check(self) -> CheckResult | None:
        """What the checks of the model have found; ``None`` without a model."""
        model = self.measurements
        return None if model is None else model_check(model, self.run if self.is_graph_of_run else None)

    @cached_property
    def training_check(self) -> CheckResult | None:
        """What the checks of the training have found; ``None`` where nothing of it was logged."""
        return training_check(self.run)

    @property
    def checks(self) -> tuple[CheckResult, ...]:
        """What the checks of the model and of its training have found."""
        return tuple(result for result in (self.model_check, self.training_check) if result is not None)

    @cached_property
    def quantities(self) -> Quantities:
        """The numbers of the report by name, which conditions are on."""
        model = self.measurements
        return {
            **({} if model is None else model_quantities(model.summary)),
            **metric_quantities(self.evaluations),
            **training_quantities(self.run),
            **finding_quantities(self.checks),
            **self._drift,
        }

    @property
    def _drift(self) -> Quantities:
        if self.baseline is None:
            return {}
        from dotnet_viz.reporting.baseline.changes import drift_quantities

        return drift_quantities(self.comparison, is_finite=self.measurements is None or self.measurements.is_finite)

    @cached_property
    def comparison(self) -> Comparison | None:
        """The layers and weights of the baseline and of the model; ``None`` where one of them is not known."""
        if self.baseline is None or self.graph is None:
            return None
        from dotnet_viz.measures.comparison import compare_graphs
        from dotnet_viz.reporting.baseline.reported_model import compare_reported

        if self.baseline.reported is not None and self.reported is not None:
            return compare_reported(self.baseline.reported, self.reported)
        return None if self.baseline.graph is None else compare_graphs(self.baseline.graph, self.graph)

    @cached_property
    def reported(self) -> BaselineModel | None:
        """The model as a report knows it, to be compared with another report; ``None`` without a model."""
        if self.measurements is None:
            return None
        from dotnet_viz.reporting.baseline.reported_model import summarised_model

        return summarised_model(self.measurements)

    @cached_property
    def changes(self) -> BaselineChanges | None:
        """What differs from the baseline; ``None`` without one."""
        if self.baseline is None:
            return None
        from dotnet_viz.reporting.baseline.answers import answers_digest
        from dotnet_viz.reporting.baseline.baseline import findings_in_brief
        from dotnet_viz.reporting.baseline.changes import changes_since

        return changes_since(
            self.baseline,
            self.quantities,
            findings_in_brief(self.checks),
            self.evaluations,
            [answers_digest(one.answers) for one in self.evaluations],
            self.comparison,
            None if self.baseline.reported is None else self.reported,
        )

    @cached_property
    def condition_results(self) -> tuple[ConditionResult, ...]:
        """Whether each condition holds, in English, as programs and the command take it.

        Raises:
            OptionError: one cannot be checked.
        """
        return self._checked_conditions(ENGLISH)

    @cached_property
    def translated_conditions(self) -> tuple[ConditionResult, ...]:
        """The same in the language of the report, for its pages."""
        return self._checked_conditions(self.language)

    def _checked_conditions(self, language: str | None) -> tuple[ConditionResult, ...]:
        before = None if self.baseline is None else self.baseline.quantities
        quantities, checks = self.quantities, self.checks  # kept for the pages, with notes in their language
        with in_language(language):
            found = condition_results(self.conditions, quantities, before)
            return found if self.fail_on is None else (*found, finding_result(self.fail_on, checks))
