"""What a report is made from, as it is given: checked for what contradicts itself, and not read yet."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dotnet_viz.diagrams.annotations.colors.overlays import Overlay
from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.graph import Graph
from dotnet_viz.measures.cost.input_shapes import InputShapes
from dotnet_viz.measures.evaluation.inputs.targets import TASKS
from dotnet_viz.measures.severities import SEVERITIES
from dotnet_viz.renderers.pdf import ENGINES
from dotnet_viz.reporting.conditions.condition import Condition
from dotnet_viz.translation.translate import current_language, language_code, translate

if TYPE_CHECKING:
    from dotnet_viz.measures.evaluation.evaluate import Evaluation
    from dotnet_viz.measures.training.run import TrainingRun
    from dotnet_viz.reporting.baseline.baseline import Baseline
    from dotnet_viz.reporting.card.card import ModelCard
    from dotnet_viz.reporting.own_style.style import OwnStyle


@dataclass(frozen=True)
class ReportInput:
    """What a user gives for a report; a section whose part is missing here is left out.

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
            :func:`~dotnet_viz.reporting.request.chosen_sections.chosen_sections` returns them; ``None`` for all.
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
        >>> ReportInput(Graph("digits", "Sequential", (Node("n0", Layer("d", "d", "Dense")),))).heading
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
