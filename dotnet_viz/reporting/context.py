"""Everything a report is made from."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dotnet_viz.background import in_background
from dotnet_viz.cached import cached_property
from dotnet_viz.diagrams.annotations.annotate import Annotations, annotations_of
from dotnet_viz.diagrams.annotations.options import AnnotationOptions
from dotnet_viz.diagrams.annotations.overlays import Overlay
from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.graph import Graph
from dotnet_viz.measures.cost.input_shapes import InputShapes
from dotnet_viz.measures.diagnostics import CheckResult
from dotnet_viz.measures.evaluation.inputs.targets import TASKS
from dotnet_viz.measures.severities import SEVERITIES
from dotnet_viz.renderers.pdf import ENGINES
from dotnet_viz.reporting.conditions.condition import Condition
from dotnet_viz.reporting.conditions.result import ConditionResult, condition_results, finding_result
from dotnet_viz.reporting.measurements import Measurements
from dotnet_viz.reporting.quantities import (
    Quantities,
    finding_quantities,
    metric_quantities,
    model_quantities,
    training_quantities,
)
from dotnet_viz.reporting.results import evaluations_of, model_check, training_check
from dotnet_viz.reporting.versions import file_digest
from dotnet_viz.translation.translate import ENGLISH, current_language, in_language, language_code, translate

if TYPE_CHECKING:
    from concurrent.futures import Future

    from dotnet_viz.evaluation.base import OutputEvaluation
    from dotnet_viz.measures.comparison import Comparison
    from dotnet_viz.measures.data.summary import DataSummary
    from dotnet_viz.measures.evaluation.evaluate import Evaluation
    from dotnet_viz.measures.evaluation.weak_spots import WeakSpots
    from dotnet_viz.measures.training.run import TrainingRun
    from dotnet_viz.reporting.baseline.baseline import Baseline
    from dotnet_viz.reporting.baseline.changes import BaselineChanges
    from dotnet_viz.reporting.baseline.reported_model import BaselineModel
    from dotnet_viz.reporting.card.card import ModelCard
    from dotnet_viz.reporting.given.inputs import GivenInputs
    from dotnet_viz.reporting.own_style.style import OwnStyle


@dataclass(frozen=True)
class ReportContext:
    """What sections read; a section whose part is missing here is left out of the report.

    Args:
        graph: the model; ``None`` for a report on a training alone.
        model: the live model, which ``data`` is predicted with.
        run: the training.
        is_graph_of_run: whether the graph is the one that the log of the run has, with the weights of its last snapshot.
        data: samples and their answers, to evaluate the model on; the answers are ``None`` where they are not known.
        data_source: where the data are from, and how many of them were taken; empty for arrays.
        data_notes: sentences on what of them was left out.
        training_data: samples that the model was trained with, or a pair of them and their answers, to find those that are in
            ``data`` too.
        evaluation: measures that were taken before, in place of ``model`` and ``data``.
        inputs: samples that the model is run on, to show what its layers return and what decides; ``None`` for none.
        targets: their true answers, where they are known.
        check_explanations: whether attributions are compared with those of shuffled weights.
        shap: whether SHAP values of an estimator are computed on the data.
        task: one of :data:`~dotnet_viz.measures.evaluation.inputs.targets.TASKS`; ``None`` concludes it from the data.
        mask: which pixels or steps of the answers in ``data`` count; ``None`` for all.
        ignore: the answer in ``data`` that stands for none; ``None`` where there is no such value.
        title: heading of the report; ``None`` takes the name in the model card, the model's or the run's.
        class_names: names of the classes, in the order of the outputs.
        feature_names: names of the inputs, in their order.
        input_shape: sizes of one sample, for a model whose inputs have sizes that vary; costs are then those of it.
        overlay: numbers of layers, which colour the picture of the architecture and stand in the table of layers.
        seed: what training was seeded with.
        date: a date to print, as text; without one the same input gives the same bytes.
        card: what the people behind the model state of it; ``None`` for no model card.
        sections: which sections the report has, in their order, as
            :func:`~dotnet_viz.reporting.chosen_sections.chosen_sections` returns them; ``None`` for all.
        templates: folder of the user's own templates, which replace the package's by name.
        style: of the user's own, in place of that of the package or beside it; ``None`` for none.
        pdf_engine: ``"auto"``, ``"plutoprint"``, ``"weasyprint"`` or ``"chromium"``.
        baseline: the model that it is compared with.
        conditions: that the model has to meet.
        fail_on: the least severity of a finding that must not be; ``None`` for any.
        language: that texts are written in, such as ``"pt_BR"``; ``None`` for that of the moment, which is English unless set.

    Raises:
        OptionError: there is neither a model nor a training, the data is no pair, or there is no such task, PDF engine or
            language.

    Example:
        >>> from dotnet_viz.graph import Layer, Node
        >>> ReportContext(Graph("digits", "Sequential", (Node("n0", Layer("d", "d", "Dense")),))).heading
        'digits'
    """

    graph: Graph | None = None
    model: Any = None
    run: TrainingRun | None = None
    is_graph_of_run: bool = False
    data: tuple[Any, Any] | None = None
    data_source: str = ""
    data_notes: tuple[str, ...] = ()
    training_data: Any = None
    evaluation: Evaluation | None = None
    inputs: Any = None
    targets: Any = None
    check_explanations: bool = False
    shap: bool = False
    task: str | None = None
    mask: Any = None
    ignore: Any = None
    title: str | None = None
    class_names: Sequence[str] | None = None
    feature_names: Sequence[str] | None = None
    input_shape: InputShapes = None
    overlay: tuple[Overlay, ...] = ()
    seed: int | None = None
    date: str | None = None
    card: ModelCard | None = None
    sections: Any = None
    templates: str | os.PathLike[str] | None = None
    style: OwnStyle | None = None
    pdf_engine: str = "auto"
    baseline: Baseline | None = None
    conditions: tuple[Condition, ...] = ()
    fail_on: str | None = None
    language: str | None = None

    def __post_init__(self) -> None:
        if self.graph is None and self.run is None:
            raise OptionError("there is neither a model nor a training to report on")
        if self.graph is None and self.inputs is not None:
            raise OptionError("inputs need a model that is run on them, and the training's log has none; give it as the model")
        if self.graph is None and self.overlay:
            raise OptionError("overlay has numbers of layers, and the training's log has no model; give it as the model")
        if self.inputs is None and self.targets is not None:
            raise OptionError("targets are the true answers for inputs, which are not given")
        given: Any = self.data
        if given is not None and not (isinstance(given, tuple | list) and len(given) == 2):
            raise OptionError(f"data must be a pair (x, y) of samples and their answers, not {type(given).__name__!r}")
        choices = (("task", self.task, TASKS), ("PDF engine", self.pdf_engine, ENGINES), ("severity", self.fail_on, SEVERITIES))
        for what, value, known in choices:
            if value is not None and value not in known:
                raise unknown_choice(what, value, known)
        # Pages are made later than the report is, which has one language.
        object.__setattr__(self, "language", current_language() if self.language is None else language_code(self.language))

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

    @property
    def heading(self) -> str:
        """The title, or the name that the model card states, or the model's, or its class, or the run's name."""
        stated = "" if self.card is None else self.card.name
        named = stated or ("" if self.graph is None else self.graph.name or self.graph.kind)
        return self.title or named or ("" if self.run is None else self.run.name)

    @property
    def subject(self) -> str:
        """What the report is about, in a line below the heading."""
        if self.graph is not None:
            return translate("Model report · {kind}", kind=self.graph.kind)
        return (
            translate("Training report · logged by {tool}", tool=self.run.tool) if self.run is not None else translate("Report")
        )

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

    @cached_property
    def evaluations(self) -> tuple[OutputEvaluation, ...]:
        """The evaluation of each output; empty without data."""
        return evaluations_of(self.measured)

    @cached_property
    def weak_spots(self) -> tuple[WeakSpots, ...]:
        """The slices of the data where the model does worst, for each output; empty without data."""
        if self.measured is None:
            return ()
        from dotnet_viz.measures.evaluation.result_slices import weak_spots_of

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
