"""Gradients on PyTorch: autograd that leaves the ``.grad`` of parameters alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def gradient_of(function: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, Any]]:
    """Return what computes the scores of a tensor and their gradient, ``None`` where they do not depend on it.

    Args:
        function: from a tensor, samples first, to scores.
    """
    import torch

    def scores_and_gradient(tensor: Any) -> tuple[Any, Any]:
        with torch.enable_grad():
            leaf = tensor.detach().clone().requires_grad_(True)  # noqa: FBT003 - the name of torch's own argument is positional
            scores = function(leaf)
            if not scores.requires_grad:
                return scores, None
            (gradient,) = torch.autograd.grad(scores.sum(), [leaf], allow_unused=True)
        return scores.detach(), gradient

    return scores_and_gradient
