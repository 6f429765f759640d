"""Results of a model in the form that Hugging Face reads them from a card: the key ``model-index``."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from contextlib import suppress
from numbers import Real
from typing import Any

from dotnet_viz.errors import OptionError
from dotnet_viz.renderers.common.escape import without_unwriteable

ModelIndex = tuple[Mapping[str, Any], ...]
"""Models with their results, each with ``task``, ``dataset`` and ``metrics``
(https://huggingface.co/docs/hub/model-cards#evaluation-results)."""

_MAX_DEPTH = 10
_LAYOUT = (
    "model_index is a list of {name, results}, each result {task: {type}, dataset: {type, name}, metrics: [{type, value}]}"
)


def checked_index(given: Any) -> ModelIndex:
    """Return results as plain values, with a number as the value of each metric.

    Args:
        given: a list of mappings as Hugging Face has them.

    Raises:
        OptionError: it is no such list, or something that Hugging Face needs is missing; the message names the place.

    Example:
        >>> result = {"task": {"type": "t"}, "dataset": {"type": "d", "name": "d"}, "metrics": [{"type": "f1", "value": "0.5"}]}
        >>> checked_index([{"name": "m", "results": [result]}])[0]["results"][0]["metrics"][0]["value"]
        0.5
    """
    models = _plain(given)
    for place, model in _mappings(models, "model_index"):
        _text(model, place, "name")
        for result_place, result in _mappings(model.get("results"), f"{place}.results"):
            for part, keys in (("task", ("type",)), ("dataset", ("type", "name"))):
                for key in keys:
                    _text(result.get(part), f"{result_place}.{part}", key)
            for metric_place, metric in _mappings(result.get("metrics"), f"{result_place}.metrics"):
                _text(metric, metric_place, "type")
                metric["value"] = _number(metric.get("value"), f"{metric_place}.value")
    return tuple(models)


def _mappings(given: Any, place: str) -> list[tuple[str, dict[str, Any]]]:
    if not isinstance(given, list) or not given or not all(isinstance(item, dict) for item in given):
        raise OptionError(f"{place} must be a list of mappings; {_LAYOUT}")
    return [(f"{place}[{position}]", item) for position, item in enumerate(given)]


def _text(given: Any, place: str, key: str) -> None:
    if not isinstance(given, dict) or not isinstance(given.get(key), str) or not given[key].strip():
        raise OptionError(f"{place} has no {key!r}; {_LAYOUT}")


def _number(given: Any, place: str) -> Any:
    """Return a metric's value as a number where it is one; Hugging Face takes texts and lists too."""
    if isinstance(given, str):
        with suppress(ValueError):
            return float(given) if math.isfinite(float(given)) else given
    if given is None or isinstance(given, bool):
        raise OptionError(f"{place} must be the result, such as 0.97, not {given!r}")
    return given


def _plain(given: Any, depth: int = 0) -> Any:
    """Return values of any library as those that YAML has, one-line texts without characters that a file cannot carry."""
    if depth > _MAX_DEPTH:
        raise OptionError(f"model_index has values within values, more than {_MAX_DEPTH} deep; {_LAYOUT}")
    if given is None or isinstance(given, bool | int):
        return given
    if isinstance(given, Real):
        return float(given) if math.isfinite(given) else str(float(given))
    if isinstance(given, Mapping):
        return {str(_plain(key, depth + 1)): _plain(value, depth + 1) for key, value in given.items()}
    if isinstance(given, Sequence) and not isinstance(given, str | bytes):
        return [_plain(value, depth + 1) for value in given]
    return " ".join(without_unwriteable(str(given)).split())
