"""SHAP values of any model, by the explainer that fits it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from dotnet_viz.errors import OptionError
from dotnet_viz.explain.library_state import kept_state
from dotnet_viz.explain.live_model import is_live, is_model_file, load_live
from dotnet_viz.explain.prediction import Prediction, output_names, prediction_of
from dotnet_viz.explain.samples import Samples, read_samples
from dotnet_viz.explain.shap.masking import explain_images, explain_table, explain_texts
from dotnet_viz.explain.shap.networks import explain_gradients, why_no_gradients
from dotnet_viz.explain.shap.pipeline import LastStep, last_step
from dotnet_viz.explain.shap.request import Request, shap_library
from dotnet_viz.explain.shap.structure import ExplainerResult, explain_linear, explain_tree, is_linear, is_tree
from dotnet_viz.explain.shap.values import ShapValues

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
        x: samples, as :func:`~dotnet_viz.explain.samples.read_samples` takes them.
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
        samples = read_samples(x, background, feature_names, _input_axes(subject))
        np.random.seed(request.seed)
        prediction = prediction_of(subject, samples)
        if samples.kind == "table":
            found = _of_table(shap, subject, samples, prediction, request)
        else:
            found = _of_parts(shap, subject, samples, prediction, request)
    return replace(found, output_names=output_names(found.base_values.shape[1], class_names, _classes(subject, prediction)))


def _input_axes(model: Any) -> int | None:
    inputs = getattr(model, "inputs", None) if is_live(model) else None
    return len(inputs[0].shape) if inputs and len(inputs) == 1 else None


def _classes(model: Any, prediction: Prediction) -> tuple[str, ...] | None:
    if prediction.classes is not None or not hasattr(model, "classes_") or np.ndim(model.classes_) != 1:
        return prediction.classes
    return tuple(map(str, model.classes_))


def _of_table(shap: Any, model: Any, samples: Samples, prediction: Prediction, request: Request) -> ShapValues:
    if request.explainer == "auto":
        if is_live(model):
            name = "permutation" if why_no_gradients(model) else "gradient"
            return _of_table(shap, model, samples, prediction, replace(request, explainer=name))
        return _by_structure(shap, model, samples) or _of_table(
            shap, model, samples, prediction, replace(request, explainer="permutation")
        )
    if request.explainer in ("tree", "linear"):
        return _of_last_step(shap, last_step(model, samples), samples, request.explainer)
    if request.explainer in ("gradient", "deep"):
        found = explain_gradients(shap, model, samples, prediction, request)
    else:
        found = explain_table(shap, samples, prediction, request)
    return _table_values(found, samples, request.explainer)


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
        note = f"of the pipeline's last step, whose columns are the input's after: {before}"
        return _table_values(replace(found, notes=(*found.notes, note)), samples, name)
    note = f"of the pipeline's last step: its columns come from: {before}"
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
    if samples.kind == "text":
        found, words = explain_texts(shap, samples, prediction, request)
    elif name in ("gradient", "deep"):
        found = explain_gradients(shap, model, samples, prediction, request)
    else:
        found = explain_images(shap, samples, prediction, request)
    arrays = (found.values, found.base_values, found.predictions, samples.numbers)
    return ShapValues(samples.kind, *arrays, (), (), name, found.space, words=words, notes=found.notes)


def _has_gradients(model: Any, samples: Samples) -> bool:
    several = samples.background is not None or len(samples) > 1
    return is_live(model) and several and not why_no_gradients(model)
