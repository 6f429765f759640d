"""Checks of the metrics of a training: losses that break, rise, stand still or part from one another."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dotnet_viz.formatting import format_count, format_list, format_number, format_percent
from dotnet_viz.measures.diagnostics.finding import Finding
from dotnet_viz.measures.diagnostics.sources import AUTO_TRAINER, UMLAUT
from dotnet_viz.measures.training.findings.enough import (
    ACCURACIES,
    FEWEST_EPOCHS,
    both_losses,
    few_changes,
    few_epochs,
    few_for_a_trend,
    finite_values,
    no_loss,
    no_validation,
    not_ended,
)
from dotnet_viz.measures.training.findings.run_check import RunCheck, has_converged, metric
from dotnet_viz.measures.training.run import Doubles, TrainingRun
from dotnet_viz.translation.translate import translate

_DROP = 0.03
_NOISE = ("GaussianNoise", "MixUp", "CutMix")


def find_large_loss(run: TrainingRun, limit: float) -> Iterator[Finding]:
    """Yield a loss that has grown beyond a limit and beyond ten times its first value.

    Args:
        run: of a training.
        limit: threshold of the check, in the unit of the observed value.
    """
    loss = metric(run, "loss")
    if loss is None:
        return
    bad = np.isfinite(loss.values) & (loss.values > limit) & (loss.values > 10 * loss.values[0])
    if not bad.any():
        return
    index = int(np.argmax(bad))
    epoch, value = int(loss.positions[index]), float(loss.values[index])
    first = format_number(float(loss.values[0]))
    message = translate(
        "the training loss has grown from {first} to {value} in epoch {epoch}",
        first=first,
        value=format_number(value),
        epoch=epoch,
    )
    fix = translate(
        "train with a lower learning rate, or scale inputs and targets to about 1; clip gradients (clipnorm of the optimizer)"
    )
    yield Finding("loss-exploding", "error", "loss", None, message, value, limit, AUTO_TRAINER, fix, epoch)


def find_loss_that_does_not_fall(run: TrainingRun, limit: float) -> Iterator[Finding]:
    """Yield a training loss that never came below its first value by a share.

    Args:
        run: of a training.
        limit: threshold of the check, in the unit of the observed value.
    """
    loss = finite_values(run, "loss")
    if loss is None or loss[0] <= 0 or loss[-1] > 10 * loss[0]:  # an exploding one has its own check
        return
    fall = float(1 - loss.min() / loss[0])
    if fall >= limit:
        return
    message = translate(
        "the training loss has fallen by {fall} in {epochs}",
        fall=format_percent(max(fall, 0.0)),
        epochs=format_count(loss.size, "epoch"),
    )
    fix = translate(
        "check that labels belong to inputs and the loss to the last activation; try a tenth and ten times the learning rate"
    )
    epoch = _last_epoch(run, "loss")
    yield Finding("loss-not-falling", "warning", "loss", None, message, fall, limit, AUTO_TRAINER, fix, epoch)


def find_oscillation(run: TrainingRun, limit: float) -> Iterator[Finding]:
    """Yield a training accuracy that drops by 0.03 or more in a share of the epochs; without one, a loss that rises so.

    The source counts accuracies. A loss counts by its own range from the first to the lowest value.

    Args:
        run: of a training.
        limit: threshold of the check, in the unit of the observed value.
    """
    for name in ACCURACIES:
        values = finite_values(run, name)
        if values is not None:
            yield from _oscillation(run, name, -np.diff(values), limit)
            return
    loss = finite_values(run, "loss")
    if loss is not None and loss[0] > loss.min():
        yield from _oscillation(run, "loss", np.diff(loss) / float(loss[0] - loss.min()), limit)


def _oscillation(run: TrainingRun, name: str, worse: Doubles, limit: float) -> Iterator[Finding]:
    share = float(np.mean(worse >= _DROP))
    if share < limit:
        return
    message = translate(
        "the training {name} gets worse by {drop} or more in {share} of the epochs",
        name=name,
        drop=f"{_DROP:g}",
        share=format_percent(share),
    )
    fix = translate("lower the learning rate, let it decay, or take larger batches")
    yield Finding("oscillation", "warning", name, None, message, share, limit, AUTO_TRAINER, fix, _last_epoch(run, name))


def find_overfitting(run: TrainingRun, limit: float) -> Iterator[Finding]:
    """Yield a validation loss that has risen by a share since its best epoch while the training loss went on falling.

    Args:
        run: of a training.
        limit: threshold of the check, in the unit of the observed value.
    """
    both = both_losses(run)
    if both is None:
        return
    train, held_out = both.training, both.validation
    best = int(np.argmin(held_out))
    since = held_out.size - 1 - best
    rise = float(np.median(held_out[-3:]) / held_out[best] - 1) if held_out[best] > 0 else 0.0
    if since < 3 or rise < limit or train[-1] >= train[best]:
        return
    epoch = int(both.epochs[best])
    message = translate(
        "the validation loss has risen by {rise} since epoch {epoch}; the training loss fell on",
        rise=format_percent(rise),
        epoch=epoch,
    )
    fix = translate(
        "keep the weights of epoch {epoch} (EarlyStopping with restore_best_weights=True); "
        "more data, augmentation, dropout or a smaller model",
        epoch=epoch,
    )
    yield Finding("overfitting", "warning", "val_loss", None, message, rise, limit, UMLAUT, fix, epoch)


def find_plateau(run: TrainingRun, limit: float) -> Iterator[Finding]:
    """Yield a training loss that fell before and has changed by less than a share in the last fifth of the epochs.

    Args:
        run: of a training.
        limit: threshold of the check, in the unit of the observed value.
    """
    loss = finite_values(run, "loss")
    if loss is None:
        return
    tail = loss[-max(FEWEST_EPOCHS, loss.size // 5) :]
    fall = float(loss[0] - loss.min())
    change = float(tail.max() - tail.min()) / fall if fall > 0 else 0.0
    if fall <= 0.05 * abs(loss[0]) or change >= limit:
        return
    epochs = format_count(tail.size, "epoch")
    message = translate(
        "the training loss has changed by {change} of its whole fall in the last {epochs}",
        change=format_percent(change),
        epochs=epochs,
    )
    fix = translate("stop here, or lower the learning rate once the loss stands still (ReduceLROnPlateau)")
    epoch = _last_epoch(run, "loss") - tail.size + 1
    yield Finding("plateau", "hint", "loss", None, message, change, limit, AUTO_TRAINER, fix, epoch)


def find_loss_that_is_still_falling(run: TrainingRun, limit: float) -> Iterator[Finding]:
    """Yield a training that ended while its loss fell, in every one of the last epochs, by a share over as many more.

    Args:
        run: of a training.
        limit: threshold of the check, in the unit of the observed value.
    """
    loss = finite_values(run, "loss")
    if loss is None or has_converged(run) or loss[-1] <= 0:
        return
    tail = loss[-loss.size // 2 :]
    fall = float(tail[0] - tail[-1]) / float(tail[0])
    held_out = finite_values(run, "val_loss")
    if fall < limit or (np.diff(tail) >= 0).any() or (held_out is not None and held_out[-1] > 1.02 * held_out.min()):
        return
    message = translate(
        "the training loss still fell when training ended: by {fall} in the second half of the epochs",
        fall=format_percent(fall),
    )
    fix = translate("train for more epochs, or raise the learning rate")
    yield Finding("still-falling", "hint", "loss", None, message, fall, limit, AUTO_TRAINER, fix, _last_epoch(run, "loss"))


def find_better_validation(run: TrainingRun, limit: float) -> Iterator[Finding]:
    """Yield a validation loss below the training loss in more than a share of the epochs, with what may be the reason.

    Args:
        run: of a training.
        limit: threshold of the check, in the unit of the observed value.
    """
    both = both_losses(run)
    if both is None:
        return
    is_better = both.validation < 0.98 * both.training
    share = float(np.mean(is_better))
    if share <= limit:
        return
    message = translate(
        "the validation loss is lower than the training loss in {share} of the epochs: {reason}",
        share=format_percent(share),
        reason=_reason(run),
    )
    fix = translate("evaluate both on the trained model (model.evaluate) before they are compared")
    epoch = int(both.epochs[np.argmax(is_better)])
    yield Finding("validation-better", "hint", "val_loss", None, message, share, limit, UMLAUT, fix, epoch)


def _reason(run: TrainingRun) -> str:
    graph = run.load_graph()
    kinds = {layer.kind for layer in graph.layers} if graph is not None else set()
    in_training = sorted(kind for kind in kinds if "Dropout" in kind or kind.startswith("Random") or kind in _NOISE)
    if in_training:
        return translate(
            "in training alone there is {in_training}, which makes it harder", in_training=format_list(in_training)
        )
    return translate(
        "a training value is the mean over an epoch in which the model got better, and has dropout and other noise in it;"
        " or the validation data is easier"
    )


def _last_epoch(run: TrainingRun, name: str) -> int:
    curve = metric(run, name)
    return 0 if curve is None else int(curve.positions[-1])


CHECKS = (
    RunCheck("loss-exploding", "a training loss that grows without bound", find_large_loss, "metrics", 1e3, no_loss),
    RunCheck(
        "loss-not-falling",
        "a training loss that stays where it began",
        find_loss_that_does_not_fall,
        "metrics",
        0.01,
        few_epochs,
    ),
    RunCheck("oscillation", "a training metric that goes up and down", find_oscillation, "metrics", 0.2, few_changes),
    RunCheck(
        "overfitting",
        "a validation loss that rises while the training loss falls",
        find_overfitting,
        "metrics",
        0.1,
        no_validation,
    ),
    RunCheck("plateau", "a training loss that no longer changes", find_plateau, "metrics", 0.001, few_for_a_trend),
    RunCheck("still-falling", "a training that ended too early", find_loss_that_is_still_falling, "metrics", 0.2, not_ended),
    RunCheck(
        "validation-better", "a validation loss below the training loss", find_better_validation, "metrics", 0.6, no_validation
    ),
)
