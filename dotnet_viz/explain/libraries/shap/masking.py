"""Explainers that ask any model again and again while parts of a sample are hidden."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import OptionError
from dotnet_viz.explain.libraries.prediction import Prediction
from dotnet_viz.explain.libraries.samples import Samples
from dotnet_viz.explain.libraries.shap.request import BACKGROUND_ROWS, Request
from dotnet_viz.explain.libraries.shap.structure import ExplainerResult, needed_background, sampled_note, with_outputs
from dotnet_viz.translation.translate import translate

_EVALUATIONS = 500
_MOST_EXACT = 15
_SPLIT = r"\W+"


def explain_table(shap: Any, samples: Samples, prediction: Prediction, request: Request) -> ExplainerResult:
    """Return values of a table from runs of the model in which columns are those of background rows.

    Args:
        shap: the library.
        samples: a table.
        prediction: how the model is asked.
        request: explainer, seed and number of runs.

    Raises:
        OptionError: there is no background for one sample, or too few runs are allowed.
    """
    background, features = needed_background(samples), samples.numbers.shape[1]
    notes = _background_note(background, given=samples.background is not None)
    if request.explainer == "kernel":
        kept = shap.utils.sample(background, BACKGROUND_ROWS, random_state=0)
        runs: Any = request.max_evaluations or "auto"
        explainer = shap.KernelExplainer(prediction.predict, kept)
        values = explainer.shap_values(samples.numbers, nsamples=runs, silent=True)
        base = np.tile(np.ravel(explainer.expected_value).astype(np.float64), (len(samples), 1))
        return ExplainerResult(np.asarray(values), base, prediction.predict(samples.numbers), prediction.space, notes)
    if request.explainer == "exact" and features > _MOST_EXACT:
        raise OptionError(
            f"the explainer 'exact' needs 2 to the {features} runs of the model for {features} features; take 'permutation'"
        )
    runs = _runs(request, features)
    explainer = _masking_explainer(shap, request, prediction.predict, background)
    explanation = explainer(samples.numbers, max_evals=runs, silent=True)
    values, base = with_outputs(explanation)
    return ExplainerResult(values, base, prediction.predict(samples.numbers), prediction.space, notes)


def _masking_explainer(shap: Any, request: Request, predict: Callable[[Any], Any], background: NDArray[Any]) -> Any:
    if request.explainer == "exact":
        return shap.ExactExplainer(predict, shap.maskers.Independent(background))
    if request.explainer == "partition":
        return shap.PartitionExplainer(predict, shap.maskers.Partition(background))
    return shap.PermutationExplainer(predict, shap.maskers.Independent(background), seed=request.seed)


def _runs(request: Request, features: int) -> int:
    """Return how many runs each sample takes: those that were asked for, or enough for one order of all features."""
    fewest = 2 * features + 1 if request.explainer == "permutation" else 1
    if request.max_evaluations is None:
        return max(_EVALUATIONS, fewest) if request.explainer != "exact" else max(_EVALUATIONS, 1 << features)
    if request.max_evaluations < fewest:
        raise OptionError(
            f"max_evaluations is {request.max_evaluations:,}, and {features:,} features need at least {fewest:,}: "
            "each is hidden and shown once"
        )
    return request.max_evaluations


def _background_note(background: NDArray[Any], *, given: bool) -> tuple[str, ...]:
    if not given:
        return (translate("background: the explained samples themselves"),)
    return sampled_note(background)


def explain_images(shap: Any, samples: Samples, prediction: Prediction, request: Request) -> ExplainerResult:
    """Return values of each pixel from runs of the model in which parts of the image are hidden.

    A hidden part shows the mean image of the background, or without one the mean colour of the explained images.

    Args:
        shap: the library.
        samples: images or signals; shape (samples, height, width[, channels]).
        prediction: how the model is asked.
        request: explainer, seed and number of runs.
    """
    numbers = samples.numbers if samples.numbers.ndim == 4 else samples.numbers[..., np.newaxis]
    if numbers.ndim != 4:
        raise OptionError(f"samples of the shape {samples.numbers.shape} are neither a table nor images nor texts")
    if samples.background is not None:
        hidden, note = (
            samples.background.mean(axis=0).reshape(numbers.shape[1:]),
            translate("hidden parts: the mean of the background"),
        )
    else:
        mean = numbers.mean(axis=(0, 1, 2))
        hidden, note = np.broadcast_to(mean, numbers.shape[1:]).copy(), translate("hidden parts: the mean colour")
    inner = samples.numbers.shape[1:]

    def predict(x: Any) -> NDArray[np.float64]:
        return prediction.predict(np.asarray(x).reshape(-1, *inner))

    masker = shap.maskers.Image(hidden)
    if request.explainer == "permutation":
        explainer = shap.PermutationExplainer(predict, masker, seed=request.seed)
        runs = _runs(request, int(np.prod(numbers.shape[1:])))
    else:
        explainer, runs = shap.PartitionExplainer(predict, masker), request.max_evaluations or _EVALUATIONS
    explanation = explainer(numbers, max_evals=runs, batch_size=64, silent=True)
    values, base = with_outputs(explanation)
    values = values if samples.numbers.ndim == 4 else values[:, :, :, 0]
    return ExplainerResult(values, base, prediction.predict(samples.numbers), prediction.space, (note,))


def explain_texts(
    shap: Any, samples: Samples, prediction: Prediction, request: Request
) -> tuple[ExplainerResult, tuple[tuple[str, ...], ...]]:
    """Return values of each word from runs of the model in which words are hidden by dots, and the words of each text.

    Args:
        shap: the library.
        samples: texts.
        prediction: how the model is asked.
        request: explainer, seed and number of runs.
    """
    masker = shap.maskers.Text(_SPLIT)
    words = tuple(tuple(masker.data_transform(text)[0]) for text in samples.texts)
    found = [_explain_text(shap, masker, text, len(words[row]), prediction, request) for row, text in enumerate(samples.texts)]
    longest = max(map(len, words))
    values = np.stack([np.pad(one, ((0, longest - len(one)), (0, 0))) for one, _ in found])
    base = np.stack([one for _, one in found])
    notes = (translate("hidden words: {text}", text=masker.mask_token),)
    return ExplainerResult(values, base, prediction.predict(list(samples.texts)), prediction.space, notes), words


def _explain_text(
    shap: Any, masker: Any, text: str, words: int, prediction: Prediction, request: Request
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    if words == 1:  # SHAP makes a tree of parts, which one word has not
        hidden = prediction.predict(list(masker(np.zeros(1, dtype=bool), text)[0]))[0]
        return (prediction.predict([text])[0] - hidden)[np.newaxis], hidden
    if request.explainer == "permutation":
        explainer, runs = shap.PermutationExplainer(prediction.predict, masker, seed=request.seed), _runs(request, words)
    else:
        explainer, runs = shap.PartitionExplainer(prediction.predict, masker), request.max_evaluations or _EVALUATIONS
    values, base = with_outputs(explainer([text], max_evals=runs, batch_size=64, silent=True))
    return values[0].reshape(words, -1), base[0]
