"""Gradients on PyTorch: autograd that leaves the ``.grad`` of parameters alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch


def value_and_gradient(function: Callable[[Any], Any], tensor: Any) -> tuple[Any, Any]:
    """Return scores and their gradient, ``None`` where they do not depend on the tensor.

    Args:
        function: from the tensor to scores.
        tensor: samples first.
    """
    with torch.enable_grad():
        leaf = tensor.detach().clone().requires_grad_(True)  # noqa: FBT003 - the name of torch's own argument is positional
        scores = function(leaf)
        if not scores.requires_grad:
            return scores, None
        (gradient,) = torch.autograd.grad(scores.sum(), [leaf], allow_unused=True)
    return scores.detach(), gradient
