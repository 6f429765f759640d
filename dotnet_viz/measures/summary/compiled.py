"""How a model was compiled and what its optimizer keeps, in words: the same ones in summaries, reports and pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_bytes, format_count, format_date, format_items, format_number
from dotnet_viz.measures.summary.numbers import CompileSummary, OptimizerSummary
from dotnet_viz.translation.translate import mark, translate

LONGEST = 300
"""Characters of one fact; what is longer loses its end."""
# Said by the optimizer's name, said as the learning rate, or of how it runs, not of what it does.
_NOT_LISTED = frozenset({"name", "learning_rate", "jit_compile", "is_legacy_optimizer"})


def compile_summary(training: Any) -> CompileSummary | None:
    """Return what the author compiled with, ``None`` where nothing of it is stored.

    Args:
        training: ``compile_config`` or ``training_config`` as Keras stores it.

    Example:
        >>> adam = {"class_name": "Adam", "config": {"learning_rate": 0.001, "beta_1": 0.9, "clipnorm": None}}
        >>> found = compile_summary({"optimizer": adam, "loss": "mse", "metrics": ["mae", None]})
        >>> found.optimizer, found.learning_rate, found.optimizer_settings, found.loss, found.metrics
        ('Adam', 0.001, {'beta_1': 0.9}, 'mse', ('mae',))
    """
    if not isinstance(training, Mapping):
        return None
    optimizer = training.get("optimizer", training.get("optimizer_config"))
    config = optimizer.get("config") if isinstance(optimizer, Mapping) else None
    config = config if isinstance(config, Mapping) else {}
    found = CompileSummary(
        optimizer=_named(optimizer),
        learning_rate=_learning_rate(config.get("learning_rate")),
        optimizer_settings={str(key): value for key, value in config.items() if key not in _NOT_LISTED and _is_on(key, config)},
        loss=_named(training.get("loss")),
        metrics=tuple(_names(training.get("metrics"))),
        weighted_metrics=tuple(_names(training.get("weighted_metrics"))),
    )
    return found if any((found.optimizer, found.loss, found.metrics, found.weighted_metrics)) else None


def compile_facts(compiled: CompileSummary | None, optimizer: OptimizerSummary | None) -> Iterator[tuple[str, str]]:
    """Yield what a model was compiled with and what its optimizer keeps: what it is called, and its value in words.

    Args:
        compiled: how it was compiled; ``None`` where that is not stored.
        optimizer: what the optimizer keeps; ``None`` where that is not stored.
    """
    facts = [] if compiled is None else _compiled(compiled)
    if optimizer is not None:
        facts.append((mark("Optimizer state"), _state(optimizer, compiled)))
    for name, value in facts:
        text = one_line(value)
        if text:
            yield name, text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def date_in_words(date: str | None) -> str:
    """Return when a file was saved, as a reader writes it; empty where that is not known.

    Args:
        date: as ISO 8601 writes it.

    Example:
        >>> date_in_words("2026-11-28T21:33:09")
        '2026-11-28 21:33:09'
    """
    return format_date(date or "")


def _compiled(compiled: CompileSummary) -> list[tuple[str, str]]:
    rate = compiled.learning_rate
    words = "" if rate is None else format_number(rate) if isinstance(rate, float) else _with_settings(rate)
    return [
        (mark("Optimizer"), _optimizer(compiled.optimizer, words)),
        (mark("Settings of the optimizer"), _pairs(compiled.optimizer_settings)),
        (mark("Loss"), compiled.loss),
        (mark("Metrics"), format_items(compiled.metrics)),
        (mark("Weighted metrics"), format_items(compiled.weighted_metrics)),
    ]


def _optimizer(name: str, rate: str) -> str:
    if not name or not rate:
        return name or rate
    return translate("{optimizer}, learning rate {rate}", optimizer=name, rate=rate)


def _state(optimizer: OptimizerSummary, compiled: CompileSummary | None) -> str:
    size = "" if optimizer.variable_bytes is None else f", {format_bytes(optimizer.variable_bytes)}"
    parts = [f"{format_count(len(optimizer.variables), 'variable')}{size}"]
    if optimizer.iterations is not None:
        parts.append(translate("after {steps}", steps=format_count(optimizer.iterations, "step")))
    stated = None if compiled is None else compiled.learning_rate
    # A schedule is stated, and what has no settings in the file, such as an optimizer that was given by its name, is not.
    if optimizer.learning_rate is not None and stated is None:
        parts.append(translate("learning rate {rate}", rate=format_number(optimizer.learning_rate)))
    return format_items(parts)


def _learning_rate(stored: Any) -> float | Mapping[str, Any] | None:
    if isinstance(stored, bool) or not isinstance(stored, int | float | Mapping):
        return None
    if isinstance(stored, Mapping):
        return stored
    try:
        return float(stored)
    except OverflowError:  # a whole number of hundreds of digits
        return None


def _is_on(key: Any, config: Mapping[Any, Any]) -> bool:
    """Return whether a setting does anything: what is none, no or zero does not, nor what only averaging of weights uses."""
    value = config[key]
    if str(key).startswith("ema_") and not config.get("use_ema"):
        return False
    return bool(value) if isinstance(value, bool | int | float | str | list | dict) else value is not None


def _with_settings(stored: Mapping[str, Any]) -> str:
    config = stored.get("config")
    settings = {key: value for key, value in config.items() if key != "name"} if isinstance(config, Mapping) else {}
    inside = _pairs({key: value for key, value in settings.items() if _is_on(key, settings)})
    return f"{_named(stored)} ({inside})" if inside else _named(stored)


def _pairs(settings: Mapping[str, Any]) -> str:
    return format_items(f"{key} {_setting(value)}" for key, value in settings.items())


def _setting(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return format_number(float(value)) if isinstance(value, float) else format_count(value)
    if isinstance(value, Mapping) and "class_name" in value:
        return _with_settings(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"({', '.join(map(_setting, value))})"
    return str(value)


def _named(stored: Any) -> str:
    return format_items(_names(stored))


def _names(stored: Any) -> Iterator[str]:
    """Yield the names of stored losses, metrics or optimizers: of a word, an object, or a collection of such."""
    if isinstance(stored, Mapping) and "class_name" in stored:
        yield _object_name(stored)
    elif isinstance(stored, Mapping):
        yield from (f"{key}: {name}" for key, value in stored.items() if (name := _named(value)))
    elif isinstance(stored, Sequence) and not isinstance(stored, str):
        for item in stored:
            yield from _names(item)
    elif stored is not None and not isinstance(stored, bool):
        yield str(stored)


def _object_name(stored: Mapping[str, Any]) -> str:
    config = stored.get("config")
    name = config if isinstance(config, str) else stored["class_name"]
    inner = config.get("fn") if isinstance(config, Mapping) else None
    return _named(inner) if inner is not None and str(name).endswith("Wrapper") else str(name)
