"""From the scalars of an event log to curves: Keras's tags, Lightning's with their epochs, and any other's."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from dotnet_viz.measures.training.logs.points import LogCurves, Points, count_epochs, curves_of, make_curve
from dotnet_viz.measures.training.run import Curve, Doubles, Integers
from dotnet_viz.translation.sentences import sentence

_KERAS = re.compile(r"(?P<kind>epoch|batch)_(?P<batch>.+)|evaluation_(?P<evaluation>.+)_vs_iterations")
_VALIDATION_FOLDERS = ("validation", "val", "valid", "eval")
_MOST_EPOCHS = 1 << 40
_SPEED = "steps_per_second"


@dataclass(frozen=True, eq=False)
class Scalars:
    """What was logged under one tag of one folder.

    Args:
        folder: of the event file within the run, such as ``"train"``; empty for the run's own.
        tag: such as ``"epoch_loss"``.
        steps: shape (points,).
        times: when, in seconds since 1970; shape (points,).
        values: shape (points,).
    """

    folder: str
    tag: str
    steps: Integers = field(repr=False)
    times: Doubles = field(repr=False)
    values: Doubles = field(repr=False)


def is_of_keras(item: Scalars) -> bool:
    """Return whether a tag is one of ``keras.callbacks.TensorBoard``."""
    return item.folder in ("train", "validation", "") and _KERAS.fullmatch(item.tag) is not None


def is_keras(scalars: Sequence[Scalars]) -> bool:
    """Return whether Keras's callback wrote the log: into its two folders, or a file of them that has nothing else."""
    return any(is_of_keras(item) and item.folder for item in scalars) or (bool(scalars) and all(map(is_of_keras, scalars)))


def scalar_curves(scalars: Sequence[Scalars]) -> LogCurves:
    """Return the curves of a log that Keras did not write.

    Args:
        scalars: in the order of the log. A scalar ``epoch`` says which step is in which epoch, as Lightning
            logs it, which counts both from 0.
    """
    others = [item for item in scalars if item.tag != "epoch"]
    if len(others) == len(scalars):
        return count_epochs([Points(_name(item), item.values, item.steps) for item in others])
    epoch_of = epoch_counter(scalars)
    return curves_of([Points(_name(item), item.values, item.steps + 1, epoch_of(item.steps)) for item in others])


def epoch_counter(scalars: Sequence[Scalars]) -> Callable[[Integers], Integers]:
    """Return a function from steps to epochs, counted from 1.

    Args:
        scalars: of the whole log: a scalar ``epoch`` gives them; of Keras, and where nothing does, steps are epochs.
    """
    epochs = next((item for item in scalars if item.tag == "epoch" and item.steps.size), None)
    if epochs is None:
        shift = 1 if is_keras(scalars) or any((item.steps == 0).any() for item in scalars) else 0
        return lambda steps: steps + shift
    order = np.argsort(epochs.steps, kind="stable")
    known, numbers = epochs.steps[order], np.clip(np.nan_to_num(epochs.values[order]), 0, _MOST_EPOCHS).astype(np.int64) + 1
    return lambda steps: numbers[np.minimum(np.searchsorted(known, steps), known.size - 1)]


def _name(item: Scalars) -> str:
    """Return the tag with its folder where that names the data, or holds one line of ``add_scalars``."""
    if item.folder in _VALIDATION_FOLDERS:
        return f"val_{item.tag}"
    if item.folder == "test":
        return f"test_{item.tag}"
    prefix = item.tag.replace("/", "_") + "_"
    return f"{item.tag}/{item.folder[len(prefix) :]}" if item.folder.startswith(prefix) else item.tag


def keras_curves(scalars: Sequence[Scalars]) -> tuple[tuple[Curve, ...], tuple[str, ...]]:
    """Return the curves of a log of Keras's callback, and notes.

    Where ``update_freq`` is a number, Keras writes the values of an epoch only where its last batch divides by that; the
    other epochs get those of their last logged batch and of their evaluation.

    Args:
        scalars: in the order of the log.
    """
    curves: dict[tuple[str, str], Curve] = {}
    for item in scalars:
        match = _KERAS.fullmatch(item.tag)
        if match is None:
            continue
        unit = "epoch" if match["kind"] == "epoch" else "step"
        plain = match["batch"] or match["evaluation"]
        if plain != _SPEED:
            name = f"val_{plain}" if item.folder == "validation" else plain
            curves[name, unit] = make_curve(name, unit, item.steps + (unit == "epoch"), item.values)
    length = _steps_per_epoch(scalars)
    filled = [] if length is None else [_filled(curve, curves, length) for curve in curves.values() if curve.unit == "step"]
    changed = {curve.name: curve for curve in filled if curve is not None}
    if not changed:
        return tuple(curves.values()), ()
    merged = {**{(name, "epoch"): curve for name, curve in changed.items()}, **curves}
    merged |= {(name, "epoch"): curve for name, curve in changed.items()}
    note = sentence(
        "Epochs that TensorBoard's callback left out (update_freq) have the values of their last logged batch and evaluation."
    )
    return tuple(merged.values()), (note,)


def _steps_per_epoch(scalars: Sequence[Scalars]) -> int | None:
    """Return how many batches an epoch has: by the batch before the first logged epoch, else by the evaluations."""
    by_epoch = [item for item in scalars if item.folder == "train" and item.tag.startswith("epoch_") and item.steps.size]
    by_batch = [item for item in scalars if item.tag.startswith("batch_") and item.steps.size]
    if not by_batch:
        return None
    evaluations = [item.steps for item in scalars if item.tag.startswith("evaluation_") and item.steps.size]
    if by_epoch:
        before = [item.steps[item.times <= by_epoch[0].times[0]].max(initial=0) for item in by_batch]
        batches, epochs = int(max(before)), int(by_epoch[0].steps[0]) + 1
    else:
        batches, epochs = (int(evaluations[0].min()), 1) if evaluations else (0, 1)
    length = batches // epochs
    fits = length > 0 and batches % epochs == 0 and all(not (steps % length).any() for steps in evaluations)
    return length if fits else None


def _filled(curve: Curve, curves: dict[tuple[str, str], Curve], length: int) -> Curve | None:
    """Return the curve by epoch of one by step, with what was logged by epoch; ``None`` where it adds no epoch."""
    epochs = (curve.positions + length - 1) // length
    known = curves.get((curve.name, "epoch"))
    if known is None:
        return make_curve(curve.name, "epoch", epochs, curve.values)
    if np.isin(epochs, known.positions).all():
        return None
    positions, values = np.concatenate([epochs, known.positions]), np.concatenate([curve.values, known.values])
    return make_curve(curve.name, "epoch", positions, values)


def epoch_seconds(scalars: Sequence[Scalars]) -> Curve | None:
    """Return how long each epoch took but the first, by the times at which Keras logged them; ``None`` where it did not."""
    logged = next((item for item in scalars if item.tag == "epoch_loss" and item.steps.size > 1), None)
    if logged is None or (np.diff(logged.steps) != 1).any() or (np.diff(logged.times) < 0).any():
        return None
    return Curve("seconds", "epoch", logged.steps[1:] + 1, np.diff(logged.times))
