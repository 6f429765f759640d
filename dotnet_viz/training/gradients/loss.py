"""The loss of a batch as training computes it, in a scope that no variable leaves changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dotnet_viz.explain.live.forward import call, captured_rows, fixed_seeds
from dotnet_viz.readers.keras.live.objects import inner_layers
from dotnet_viz.training.fixed_batch import FixedBatch


def batch_loss(
    model: Any, batch: FixedBatch, values: list[tuple[Any, Any]], layers: Mapping[str, Any]
) -> tuple[Any, dict[str, Any]]:
    """Return the loss of a batch in training mode, with regularization, and the outputs of some layers.

    Args:
        model: a compiled ``keras.Model``.
        batch: tensors of the backend.
        values: variables and the values to use, including all trained ones: Keras asks for their values
            where it regularizes.
        layers: whose outputs are wanted, by name.
    """
    import keras

    with keras.StatelessScope([*values, *fixed_seeds(model)], collect_losses=True), captured_rows(layers) as rows:
        try:
            predicted = call(model, batch.x, training=True)
            # The method that train_step calls: it knows older signatures of compute_loss.
            loss = model._compute_loss(batch.x, batch.y, predicted, batch.sample_weight, training=True)  # noqa: SLF001
        finally:
            for layer in (model, *inner_layers(model)):
                layer._loss_ids.clear()  # noqa: SLF001 - they would grow with every pass
    return keras.ops.sum(loss), rows


def has_loss(model: Any) -> bool:
    """Whether a model was compiled with a loss, or computes one itself."""
    import keras

    own = type(model).compute_loss is not keras.Model.compute_loss
    return own or getattr(model, "_compile_loss", None) is not None


def has_own_step(model: Any) -> bool:
    """Whether the step of training is the model's own code, so that its loss may be another."""
    import keras

    return type(model).train_step is not keras.Model.train_step
