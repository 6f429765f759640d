"""Explainers of live Keras models on TensorFlow, by gradients."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import OptionError
from dotnet_viz.explain.libraries.reasons import reason_of
from dotnet_viz.explain.libraries.samples import Samples
from dotnet_viz.explain.libraries.shap.outputs import ChosenOutputs
from dotnet_viz.explain.libraries.shap.request import BACKGROUND_ROWS, Request
from dotnet_viz.explain.libraries.shap.structure import ExplainerResult, needed_background, sampled_note
from dotnet_viz.explain.live.live_model import is_live

_SAMPLES = 200


def why_no_gradients(model: Any) -> str:
    """Return why a model has no gradients for SHAP, in the words of a message; empty where it has.

    Args:
        model: any model.
    """
    if not is_live(model):
        return "it is no live Keras model"
    import keras

    if keras.backend.backend() != "tensorflow":
        return f"SHAP has gradients of Keras on TensorFlow alone, and this is {keras.backend.backend()}"
    inputs, outputs = getattr(model, "inputs", None), getattr(model, "outputs", None)
    if not inputs or not outputs or len(inputs) != 1 or len(outputs) != 1:
        return "it needs one input and one output, known before it is run"
    if "float" not in str(inputs[0].dtype):
        return f"its input holds {inputs[0].dtype}, which has no gradient"
    return (
        ""
        if len(outputs[0].shape) <= 2
        else f"its output has the shape {tuple(outputs[0].shape)}, and one of vectors is needed"
    )


def explain_gradients(shap: Any, model: Any, samples: Samples, chosen: ChosenOutputs, request: Request) -> ExplainerResult:
    """Return expected gradients, or the values of DeepLIFT, of a model.

    Expected gradients are an estimate: their sum meets the model's output the better the more runs are allowed.

    Args:
        shap: the library.
        model: a live Keras model on TensorFlow.
        samples: what it sees.
        chosen: its outputs that are explained.
        request: names the explainer.

    Raises:
        OptionError: the model has no gradients, or the explainer does not take it.
    """
    why = why_no_gradients(model)
    if why:
        raise OptionError(f"the explainer {request.explainer!r} does not take this model: {why}; take explainer='permutation'")
    background, rows = np.asarray(needed_background(samples), np.float32), np.asarray(samples.numbers, np.float32)
    try:
        if request.explainer == "deep":
            kept = shap.utils.sample(background, BACKGROUND_ROWS, random_state=request.seed)
            values = shap.DeepExplainer(model, kept).shap_values(rows, check_additivity=False)
            values = values if chosen.is_all else values[..., list(chosen.positions)]
        else:
            kept, runs = background, request.max_evaluations or _SAMPLES
            values = _expected_gradients(shap.GradientExplainer(model, background), rows, runs, chosen, request.seed)
    except Exception as error:  # the library raises errors of many kinds, assertions among them
        raise OptionError(
            f"the explainer {request.explainer!r} does not take this model: {reason_of(error)}; take explainer='permutation'"
        ) from error
    prediction = chosen.prediction
    predictions = prediction.predict(samples.numbers)
    base = np.broadcast_to(prediction.predict(kept).mean(axis=0), predictions.shape).copy()
    found: NDArray[np.float64] = np.asarray(values, np.float64)
    found = found if found.ndim == rows.ndim + 1 else found[..., np.newaxis]
    notes = sampled_note(background) if request.explainer == "deep" else ()
    return ExplainerResult(found, base, predictions, prediction.space, notes)


def _expected_gradients(explainer: Any, rows: NDArray[Any], runs: int, chosen: ChosenOutputs, seed: int) -> Any:
    if chosen.is_all:
        return explainer.shap_values(rows, nsamples=runs, rseed=seed)
    positions = np.tile(np.array(chosen.positions), (len(rows), 1))
    values, _ = explainer.shap_values(
        rows, nsamples=runs, rseed=seed, ranked_outputs=positions, output_rank_order="custom"
    )  # fmt: skip
    return values
