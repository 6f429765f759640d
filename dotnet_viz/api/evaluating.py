"""The function that measures how well a model predicts."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from inspect import signature
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dotnet_viz.evaluation.classification import ClassificationEvaluation
    from dotnet_viz.evaluation.regression import RegressionEvaluation
    from dotnet_viz.evaluation.segmentation import SegmentationEvaluation


def evaluate(  # noqa: PLR0913 - each is a word that users know
    model: Any = None,
    x: Any = None,
    y: Any = None,
    *,
    predictions: tuple[Any, Any] | str | os.PathLike[str] | None = None,
    target: str | Sequence[str] | None = None,
    max_samples: int | None = None,
    class_names: Iterable[Any] | None = None,
    positive: int | str | None = None,
    output: int | str | None = None,
    task: str | None = None,
    intervals: bool | int = False,
    batch_size: int = 32,
    theme: str = "light",
    title: str | None = None,
    background: str | None = None,
    width: float | str | None = None,
    height: float | str | None = None,
    dpi: float | None = None,
    mask: Any = None,
    ignore: Any = None,
    **unknown: Any,
) -> ClassificationEvaluation | RegressionEvaluation | SegmentationEvaluation:
    """Compare what a model predicts with what is true.

    Args:
        model: a live Keras model, a fitted scikit-learn estimator or ``Pipeline``, or a ``.keras`` or ``.h5`` file, which Keras
            loads in its safe mode.
        x: samples as ``model.predict`` takes them; or, without ``y``, samples and labels together: a ``tf.data.Dataset``, torch
            ``DataLoader`` or ``Dataset``, ``keras.utils.PyDataset``, generator or iterator of batches or samples, of which one
            batch is in memory at a time; a frame, a dict of arrays, or the path of a ``.npz`` or ``.csv`` file.
        y: targets: whole numbers, names, booleans or one-hot rows of classes, several ones in a row for several labels, or
            amounts; masks of images, shape (images, height, width), or labels or amounts of the steps of sequences, shape
            (sequences, steps); for several outputs a list in their order, or a dict by their names.
        predictions: in place of a model: a pair of what is true and what was predicted, the latter as probabilities, logits or
            scores of shape (samples, classes) or (samples,), as labels, or as amounts, of pixels and steps alike,
            with their axes after the first; or the path of a ``.npz`` or ``.csv`` file that has both, as ``dotnet-viz
            evaluate`` takes it.
        target: name of the labels, where ``x`` is a frame, a table or a dict.
        max_samples: samples at most, the first ones; ``None`` for all, or for 10,000 of data that might have no end, such as a
            generator. What was left out is among the notes.
        class_names: names of the classes, in the order of the columns; ``None`` for the labels themselves.
        positive: name or index of the class that curves of two classes are of; ``None`` for the second.
        output: index or name of the output to evaluate, where the model has several.
        task: ``"classification"``, ``"regression"``, ``"segmentation"``, ``"token-classification"`` or
            ``"sequence-regression"``; ``None`` infers it from the data.
        intervals: ``True`` or a number of draws adds 95 % confidence intervals of classes, by bootstrap with a fixed seed.
        batch_size: number of samples that Keras predicts at a time.
        theme: of the charts: ``"light"``, ``"dark"``, ``"auto"`` or ``"print"``.
        title: heading over the charts, such as the name of the model; ``None`` for none.
        background: of the charts: ``"transparent"``, or a colour of the paper; ``None`` for that of the theme.
        width: of each chart as SVG, PNG and PDF, see :func:`~dotnet_viz.draw`; ``None`` for its own.
        height: likewise.
        dpi: pixels per inch of a PNG, likewise.
        mask: true, or above 0, for each pixel or step of ``y`` that counts, such as those that are no padding; for several
            outputs a dict by their names; ``None`` for all.
        ignore: the value of ``y`` that stands for no answer, such as 255 in masks or -100 in sequences; ``None`` for none.
        unknown: no other option is taken; the error names the one that was meant.

    Returns:
        An evaluation with ``.summary``, ``.to_dict()`` and a method for each chart, such as ``.confusion_matrix()``. Every
        chart has its numbers in ``.to_dict()`` and, where pandas is installed, ``.to_frame()``.

    Raises:
        VizError: there is nothing to compare, shapes do not fit, ``y`` has missing values, or an unknown option.

    Example:
        >>> evaluation = evaluate(predictions=(["cat", "dog", "dog"], ["cat", "dog", "cat"]))
        >>> evaluation.confusion_matrix().to_dict()["matrix"]
        [[1, 0], [1, 1]]
    """
    from dotnet_viz.arguments import DATA_OPTIONS, DATA_WORDS, check_options, names_in
    from dotnet_viz.datasets.files import check_data_files
    from dotnet_viz.errors import OptionError
    from dotnet_viz.evaluation.evaluate import evaluation_of
    from dotnet_viz.explain.live.live_model import is_model_file, load_to_evaluate
    from dotnet_viz.fitting.drawn_size import drawn_size
    from dotnet_viz.measures.evaluation import evaluate as measures
    from dotnet_viz.measures.evaluation.inputs.agreement import check_same_samples
    from dotnet_viz.measures.evaluation.inputs.prediction_files import predictions_of

    size = drawn_size(width, height, dpi)
    if unknown:
        synonyms = {**DATA_OPTIONS, **dict.fromkeys(DATA_WORDS, "x"), "x_train": "x"}
        check_options("evaluate", unknown, synonyms=synonyms, options=signature(evaluate).parameters)
    names = None if class_names is None else names_in("class_names", class_names)
    if (model is None) == (predictions is None):
        raise OptionError("pass either a model with samples and targets, or predictions=(y_true, y_score)")
    check_data_files(x, y)
    if predictions is None:
        measured = measures.evaluate(
            load_to_evaluate(model) if is_model_file(model) else model,
            x,
            y,
            task=task,
            class_names=names,
            batch_size=batch_size,
            target=target,
            max_samples=max_samples,
            mask=mask,
            ignore=ignore,
        )
        x = measured.x
    else:
        if max_samples is not None or target is not None:
            name = "target" if max_samples is None else "max_samples"
            raise OptionError(f"{name} is for samples that a model predicts, and predictions were made already; leave it out")
        given = predictions_of(predictions)
        check_same_samples(given.true, x, y, what="x")
        x, mask = given.images if x is None else x, given.mask if mask is None else mask
        measured = measures.evaluate_predictions(
            given.true, given.predicted, task=task, class_names=names or given.class_names, mask=mask, ignore=ignore
        )
    found = evaluation_of(measured, output=output, positive=positive, samples=x, intervals=intervals, theme=theme)
    return found.presented(title, background, size)
