"""The functions that report one model in numbers and words."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from inspect import signature
from typing import TYPE_CHECKING, Any

from dotnet_viz.api.reading import graph_and_run, read, run_in
from dotnet_viz.api.reports.baselines import baseline_in
from dotnet_viz.arguments import DATA_OPTIONS, check_options, names_in, text_in
from dotnet_viz.errors import OptionError
from dotnet_viz.progress import Progress, silent

if TYPE_CHECKING:
    import datetime as dt

    from dotnet_viz.measures.cost.input_shapes import InputShapes
    from dotnet_viz.measures.diagnostics import CheckResult
    from dotnet_viz.measures.summary.summary import Summary
    from dotnet_viz.reporting.card.card import ModelCard
    from dotnet_viz.reporting.report import Report
    from dotnet_viz.reporting.request.chosen_sections import SectionChoice


def summary(
    model: object, *, input_shape: InputShapes = None, statistics: bool = False, expand_wrappers: bool = False
) -> Summary:
    """Return a table of a model's layers with output shapes, numbers of parameters, dtypes, operations and sizes in bytes.

    ``print`` it, or take ``.to_dict()``. Operations (MACs and FLOPs) and the memory of activations are those of one sample.

    Args:
        model: anything that :func:`read` takes.
        input_shape: sizes of one sample, for a model whose inputs have sizes that vary: a shape without the batch axis such
            as ``(224, 224, 3)``; for several inputs a sequence of shapes, or a mapping from their names.
        statistics: also read the values of the weights, for the mean, standard deviation, minimum, maximum and share of zeros
            of each.
        expand_wrappers: also list the layers inside wrappers (``TimeDistributed``, ``Bidirectional`` ...) and custom layers.

    Raises:
        OptionError: the model has no such input, or one of another shape.

    Example:
        >>> import numpy as np
        >>> summary([np.ones((3, 2)), np.ones((2, 1))]).parameter_count
        8
    """
    from dotnet_viz.measures.summary.summary import summarise

    graph = read(model)
    if expand_wrappers:
        from dotnet_viz.keras_format.wrappers.expand import expand_wrappers as opened

        graph = opened(graph)
    return summarise(graph, input_shape, statistics=statistics)


def check(
    model: object, *, ignore: Iterable[str] = (), thresholds: Mapping[str, float] | None = None, spectra: str = "auto"
) -> CheckResult:
    """Check the weights and the structure of a model for faults, such as NaN, dead units and layers without effect.

    Args:
        model: anything that :func:`read` takes; or the path of a training log, or a ``TrainingRun``, which is checked
            with the model that it has.
        ignore: ids of checks that do not run, such as ``("dead-rows",)``; those of trainings have no effect on a model.
        thresholds: limits by id of the check, instead of the defaults, such as ``{"variance-high": 20}``.
        spectra: ``"auto"`` computes singular values of kernels that take little time, ``"all"`` of every kernel.

    Returns:
        The findings, each with its source and a fix. ``print`` them; the result is true where there are any.

    Raises:
        OptionError: an unknown check, or a check without a threshold.

    Example:
        >>> import numpy as np
        >>> check([np.zeros((3, 2))]).findings[0].check
        'all-zero'
    """
    from dotnet_viz.measures.diagnostics import check_graph

    if (run := run_in(model)) is not None:
        from dotnet_viz.measures.training.findings.with_model import check_run_with_model

        return check_run_with_model(run, ignore=ignore, thresholds=thresholds, spectra=spectra)
    names = names_in("ignore", ignore, ordered=False)
    if names or thresholds:
        from dotnet_viz.measures.training.findings.with_model import split_options

        _, of_model = split_options(names, thresholds)
        names, thresholds = of_model.ignore, of_model.thresholds
    return check_graph(read(model), ignore=names, thresholds=thresholds, spectra=spectra)


def report(  # noqa: PLR0913 - each is a word that users know
    model: object,
    *,
    history: object = None,
    data: Any = None,
    target: str | Sequence[str] | None = None,
    max_samples: int | None = None,
    predictions: tuple[Any, Any] | str | os.PathLike[str] | None = None,
    training_data: Any = None,
    inputs: Any = None,
    targets: Any = None,
    check_explanations: bool = False,
    shap: bool = False,
    task: str | None = None,
    mask: Any = None,
    ignore: Any = None,
    title: str | None = None,
    class_names: Iterable[str] | None = None,
    feature_names: Iterable[str] | None = None,
    input_shape: InputShapes = None,
    overlay: object = None,
    seed: int | None = None,
    date: str | dt.date | None = None,
    card: ModelCard | Mapping[str, Any] | str | os.PathLike[str] | None = None,
    sections: Sequence[SectionChoice] | str | None = None,
    templates: str | os.PathLike[str] | None = None,
    theme: Mapping[str, Any] | str | os.PathLike[str] | None = None,
    logo: str | os.PathLike[str] | None = None,
    pdf_engine: str = "auto",
    language: str | None = None,
    baseline: Any = None,
    conditions: str | Iterable[str] | None = None,
    fail_on: str | None = None,
    progress: Progress = silent,
    **unknown: Any,
) -> Report:
    """Make a report on a model's architecture, weights, training and evaluation; sections without input are left out.

    Args:
        model: anything that :func:`read` takes; with ``data`` a live model, which can predict, or a ``.keras`` or ``.h5``
            file, which Keras loads in its safe mode. Or the path of a training log, such as the folder of a run, or a
            ``TrainingRun``: the model and its last weights are those of the log then, as far as it has them.
        history: what ``model.fit`` returned, a dict of lists, or the path of a training log.
        data: samples and labels to evaluate the model on: arrays or tensors ``(x, y)``, samples first; a ``tf.data.Dataset``,
            torch ``DataLoader`` or ``Dataset``, ``keras.utils.PyDataset``, generator or iterator of batches or samples; a frame
            of pandas or polars; a dict of arrays; or the path of a ``.npz`` or ``.csv`` file. Without labels the report shows
            the data, and what the layers return for them.
        target: name of the labels, where ``data`` is a frame, a table or a dict.
        max_samples: samples of ``data`` at most, the first ones; ``None`` takes arrays whole, and up to 10,000 samples or
            512 MiB of what is made piece by piece. The report says what was left out.
        predictions: what was predicted elsewhere, which is evaluated without running the model; ``data`` beside it must be the
            same samples: a pair ``(y_true, y_score)``, or a file, as :func:`~dotnet_viz.api.evaluating.evaluate` takes it.
        training_data: the samples of the training, or a pair ``(x, y)``, or anything that ``data`` takes: the report then says
            how many samples of ``data`` are among them.
        inputs: samples that the model is run on, as :func:`~dotnet_viz.api.explaining.activations.activations` takes them:
            the report then has what the layers return for them, and what decides the answers for the first of them. The model
            is live, a ``.keras`` or ``.h5`` file, which Keras loads, or dense layers; the log of its training is then the
            ``history``.
        targets: the true answers for ``inputs``; ``None`` takes those of ``data`` where its first samples are the inputs.
        shap: also explain an estimator of scikit-learn by its SHAP values on ``data``, which needs the library ``shap``.
        check_explanations: also compare each attribution with those of the model with shuffled weights, which takes longer.
        task: as in :func:`~dotnet_viz.api.evaluating.evaluate`; ``None`` derives it from the data.
        mask: true for each pixel or step of ``y`` in ``data`` that counts; ``None`` for all.
        ignore: the value of ``y`` in ``data`` that stands for no answer, such as 255 or -100; ``None`` for none.
        title: heading of the report; ``None`` for the name in the model card, or else the model's.
        class_names: names of the outputs, in order: a sequence or a one-dimensional array.
        feature_names: names of the inputs, in order; ``None`` for those of a table, or of what the model was fitted with.
        input_shape: sizes of one sample, for a model whose inputs have sizes that vary, as in :func:`summary`: operations and
            memory are then those of it.
        overlay: a number for each layer, as :func:`~dotnet_viz.api.pictures.one_model.draw` takes it: it colours the
            picture of the architecture, is written on its layers, and is a column of the table of layers.
        seed: random seed of the training, printed in the report.
        date: date to print, a text or a ``datetime.date``; ``None`` prints none, so that the same input gives the same bytes.
        card: model card that the report has as a section: a dict with the keys of :class:`~dotnet_viz.ModelCard`, one of these,
            or a YAML file with the same keys; what the model, its data and evaluation say is filled in, see :func:`model_card`.
        sections: which sections the report has, in this order: names, such as ``"evaluation"``, functions that build sections
            of your own, and ``...`` for all that are not named; ``None`` for all. Those without input are left out.
        templates: folder of Jinja2 templates: those of your own sections, and those that replace the package's by name.
        theme: colours of the page by name, such as ``{"accent": "#a01030", "dark": {"accent": "#ff8090"}}``, or a ``.css``
            file.
        logo: picture above the heading: the path of a PNG, JPEG, GIF, WebP or SVG file, which is put into the page.
        pdf_engine: what makes the PDF: ``"auto"``, ``"plutoprint"``, ``"weasyprint"`` or ``"chromium"``.
        language: of the texts: ``"en"``, ``"es"``, ``"pt_BR"``, ``"ru"`` or ``"zh_CN"``, also without the country; ``None`` for
            that of :func:`~dotnet_viz.translation.translate.in_language`, or English. Names and errors stay as they are.
        baseline: a model or training to compare with: anything that ``model`` can be, a ``report.json``, the folder of a
            report, or a report. A live model, or a ``.keras`` or ``.h5`` file, is evaluated on ``data`` too.
        conditions: that the model has to meet, such as ``"accuracy>=0.9"``, ``"min(recall)>=0.8"``, ``"size<=10MB"`` or
            ``"accuracy>=baseline-0.01"``; ``.passed`` of the report is whether all hold.
        fail_on: the least severity of a finding that must not be: ``"error"``, ``"warning"`` or ``"hint"``.
        progress: is called with the name of each step as it begins.
        unknown: no other option is taken; the error names the one that was meant.

    Raises:
        OptionError: a condition cannot be checked; a training log is given as the model, and a history besides; or there is no
            such ``target``.
        UnsupportedInputError: ``data`` is given with a model that cannot predict, or there is no such option.
        ShapeError: ``data`` or ``inputs`` do not fit to the model, or ``targets`` not to them.
        MissingDependencyError: ``inputs`` or ``data`` are given with a model file, and Keras or its backend is not installed.
        VizError: the model, history or data cannot be read.

    Example:
        >>> import numpy as np
        >>> report([np.ones((3, 2))], title="A small one").html.count("<h1")
        1
    """
    from dotnet_viz.diagrams.annotations.colors.overlays import read_overlays
    from dotnet_viz.measures.training.sources import run_of
    from dotnet_viz.reporting.card.card_file import model_card_of
    from dotnet_viz.reporting.conditions.condition import parse_conditions
    from dotnet_viz.reporting.context import ReportContext
    from dotnet_viz.reporting.given.data import check_options_of_data, feature_names_in, training_samples
    from dotnet_viz.reporting.given.inputs import answers_of
    from dotnet_viz.reporting.given.samples import given_samples
    from dotnet_viz.reporting.own_style.style import own_style
    from dotnet_viz.reporting.report import build_report
    from dotnet_viz.reporting.request.checkable_conditions import check_conditions_of
    from dotnet_viz.reporting.request.chosen_sections import chosen_sections
    from dotnet_viz.translation.page_texts import for_readers

    check_options("report", unknown, synonyms=DATA_OPTIONS, options=signature(report).parameters if unknown else ())
    with for_readers(language):
        required = parse_conditions(conditions)
        stated, style = model_card_of(card), own_style(theme, logo)
        numbers = () if overlay is None else read_overlays(overlay)
        chosen = None if sections is None else chosen_sections(sections, templates)
        progress("reading the model")
        graph, run = graph_and_run(model)
        if run is not None and history is not None:
            raise OptionError(f"{run.name!r} is a training log itself; a report has one history")
        check_options_of_data(data, target=target, max_samples=max_samples, training_data=training_data)
        names = None if class_names is None else names_in("class_names", class_names)
        answers: dict[str, Any] = {"task": task, "class_names": names, "mask": mask, "ignore": ignore}
        given = given_samples(
            model, data, predictions, inputs, target=target, max_samples=max_samples, progress=progress, **answers
        )
        context = ReportContext(
            graph=graph,
            model=given.model,
            run=run if history is None else run_of(history),
            is_graph_of_run=run is not None,
            data=given.pair,
            data_source=given.source,
            data_notes=given.notes,
            evaluation=given.evaluation,
            training_data=training_samples(training_data),
            inputs=given.inputs,
            targets=answers_of(given.inputs, given.pair) if targets is None else targets,
            check_explanations=check_explanations,
            shap=shap,
            task=task,
            mask=mask,
            ignore=ignore,
            title=None if title is None else text_in("title", title),
            class_names=names,
            feature_names=feature_names_in(feature_names, given.data, given.inputs, given.model, graph),
            input_shape=input_shape,
            overlay=numbers,
            seed=seed,
            date=None if date is None else text_in("date", date),
            card=stated,
            sections=chosen,
            templates=templates,
            style=style,
            pdf_engine=pdf_engine,
            language=language,
            conditions=required,
            fail_on=fail_on,
        )
        _ = context.annotations  # names that no layer has should be an error before anything is measured
        check_conditions_of(context, has_baseline=baseline is not None)
        if baseline is not None:
            found = baseline_in(baseline, given.pair if predictions is None else None, progress, **answers)
            context = replace(context, baseline=found)
        if context.given_inputs is not None:
            context.given_inputs.check()
        return build_report(context, progress)
