"""SHAP values of any model, by the explainer that fits it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from dotnet_viz.datasets.feature_names import known_feature_names
from dotnet_viz.errors import OptionError
from dotnet_viz.explain.libraries.library_state import kept_state
from dotnet_viz.explain.libraries.prediction import Prediction, output_names, prediction_of
from dotnet_viz.explain.libraries.reading import read_samples
from dotnet_viz.explain.libraries.samples import Samples
from dotnet_viz.explain.libraries.shap.masking import explain_images, explain_table, explain_texts
from dotnet_viz.explain.libraries.shap.networks import explain_gradients, why_no_gradients
from dotnet_viz.explain.libraries.shap.outputs import choose_outputs
from dotnet_viz.explain.libraries.shap.pipeline import LastStep, last_step
from dotnet_viz.explain.libraries.shap.request import Request, shap_library
from dotnet_viz.explain.libraries.shap.structure import ExplainerResult, explain_linear, explain_tree, is_linear, is_tree
from dotnet_viz.explain.libraries.shap.values import ShapValues
from dotnet_viz.explain.live.live_model import is_live, is_model_file, load_live
from dotnet_viz.translation.translate import translate

# A sum that misses the model's output by more than this share of its range is not the model's. SHAP's explainer of trees misses
# single samples by less, where a value is next to a threshold.
_NEAR = 0.02


def shap_values(
    model: Any,
    x: Any,
    request: Request,
    *,
    background: Any = None,
    feature_names: Sequence[str] | None = None,
    class_names: Sequence[str] | None = None,
) -> ShapValues:
    """Return the SHAP values of a model for some samples; what the library changes in the process is put back.

    Args:
        model: a live Keras model or its file, a fitted estimator, or a function.
        x: samples, as :func:`~dotnet_viz.explain.libraries.samples.read_samples` takes them.
        request: explainer, seed and number of runs.
        background: samples that say what is usual.
        feature_names: of the columns.
        class_names: of the outputs.

    Raises:
        VizError: the model or the samples cannot be explained; the message says what can.
    """
    with kept_state():
        shap = shap_library()
        subject = load_live(model) if is_model_file(model) else model
    with kept_state():  # again, now that the library and what it imports are there
        samples = read_samples(
            x, background, known_feature_names(x, subject) if feature_names is None else feature_names, _input_axes(subject)
        )
        if samples.kind == "text" and background is not None:
            raise OptionError("texts take no background=: what is usual for a word is that it is hidden")
        request = replace(request, class_names=class_names)
        np.random.seed(request.seed)
        prediction = prediction_of(subject, samples)
        if samples.kind == "table":
            return _of_table(shap, subject, samples, prediction, request)
        return _of_parts(shap, subject, samples, prediction, request)


def _input_axes(model: Any) -> int | None:
    inputs = getattr(model, "inputs", None) if is_live(model) else None
    return len(inputs[0].shape) if inputs and len(inputs) == 1 else None


def _of_table(shap: Any, model: Any, samples: Samples, prediction: Prediction, request: Request) -> ShapValues:
    if request.explainer == "auto":
        if is_live(model):
            name = "permutation" if why_no_gradients(model) else "gradient"
            return _of_table(shap, model, samples, prediction, replace(request, explainer=name))
        exact = _by_structure(shap, model, samples)
        if exact is None:
            return _of_table(shap, model, samples, prediction, replace(request, explainer="permutation"))
        return _named(exact, prediction, request)
    if request.explainer in ("tree", "linear"):
        found = _of_last_step(shap, last_step(model, samples), samples, request.explainer)
        return _named(found, prediction, request)
    chosen = choose_outputs(prediction, samples, request, are_costly=is_live(model))
    if request.explainer in ("gradient", "deep"):
        result = explain_gradients(shap, model, samples, chosen, request)
    else:
        result = explain_table(shap, samples, chosen.prediction, request)
    notes = (*result.notes, *chosen.notes)
    return replace(_table_values(result, samples, request.explainer), output_names=chosen.names, notes=notes)


def _named(found: ShapValues, prediction: Prediction, request: Request) -> ShapValues:
    """Return values with the names of their outputs, of the one that is asked for alone."""
    named = replace(found, output_names=output_names(found.base_values.shape[1], request.class_names, prediction.classes))
    chosen = named.output_index(request.output)
    return named if chosen is None else named.with_output(chosen)


def _by_structure(shap: Any, model: Any, samples: Samples) -> ShapValues | None:
    """Return exact values of trees and linear models, also at the end of a pipeline that keeps columns; ``None`` of others."""
    step = last_step(model, samples)
    if samples.has_categories and not step.steps:
        return None
    if not step.keeps_columns:
        return None
    for name, fits in (("linear", is_linear(step.estimator)), ("tree", is_tree(shap, step.estimator))):
        if not fits:
            continue
        found = _of_last_step(shap, step, samples, name)
        span = float(np.ptp(found.predictions)) + float(np.abs(found.predictions).max())
        if found.additivity_error <= _NEAR * max(span, 1e-12):
            return found
    return None


def _of_last_step(shap: Any, step: LastStep, samples: Samples, name: str) -> ShapValues:
    explain = explain_tree if name == "tree" else explain_linear
    found = explain(shap, step.estimator, step.samples)
    if not step.steps:
        return _table_values(found, samples, name)
    before = ", ".join(step.steps)
    if step.keeps_columns:
        note = translate("of the pipeline's last step, whose columns are the input's after: {steps}", steps=before)
        return _table_values(replace(found, notes=(*found.notes, note)), samples, name)
    note = translate("of the pipeline's last step: its columns come from: {steps}", steps=before)
    return _table_values(replace(found, notes=(*found.notes, note)), step.samples, name)


def _table_values(found: ExplainerResult, samples: Samples, explainer: str) -> ShapValues:
    return ShapValues(
        "table",
        found.values if found.values.ndim == 3 else found.values[..., np.newaxis],
        found.base_values,
        found.predictions,
        samples.numbers,
        samples.names,
        (),
        explainer,
        found.space,
        samples.displayed(),
        notes=found.notes,
    )


def _of_parts(shap: Any, model: Any, samples: Samples, prediction: Prediction, request: Request) -> ShapValues:
    """Return values of images or texts."""
    name = request.explainer
    if name == "auto":
        name = "gradient" if samples.kind == "image" and _has_gradients(model, samples) else "partition"
    fitting = ("permutation", "partition") if samples.kind == "text" else ("permutation", "partition", "gradient", "deep")
    if name not in fitting:
        raise OptionError(f"the explainer {name!r} takes tables; {samples.kind}s are explained by: {', '.join(fitting)}")
    request = replace(request, explainer=name)
    words: tuple[tuple[str, ...], ...] = ()
    chosen = choose_outputs(prediction, samples, request, are_costly=True)
    if samples.kind == "text":
        found, words = explain_texts(shap, samples, chosen.prediction, request)
    elif name in ("gradient", "deep"):
        found = explain_gradients(shap, model, samples, chosen, request)
    else:
        found = explain_images(shap, samples, chosen.prediction, request)
    arrays = (found.values, found.base_values, found.predictions, samples.numbers)
    notes = (*found.notes, *chosen.notes)
    return ShapValues(samples.kind, *arrays, (), chosen.names, name, found.space, words=words, notes=notes)


def _has_gradients(model: Any, samples: Samples) -> bool:
    several = samples.background is not None or len(samples) > 1
    return is_live(model) and several and not why_no_gradients(model)
