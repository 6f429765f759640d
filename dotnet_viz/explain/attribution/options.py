"""Settings of the methods of attribution."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from dotnet_viz.arguments import whole_number
from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.translation.translate import mark, translate

CLASS_ACTIVATION_MAPS = ("gradcam", "gradcam++", "score-cam")
METHODS = (*CLASS_ACTIVATION_MAPS, "saliency", "smoothgrad", "integrated-gradients", "guided-backprop", "occlusion")

_PROPER = {"gradcam": "Grad-CAM", "gradcam++": "Grad-CAM++", "score-cam": "Score-CAM", "smoothgrad": "SmoothGrad"}
_WORDS = {
    "saliency": mark("saliency"),
    "integrated-gradients": mark("integrated gradients"),
    "guided-backprop": mark("guided backpropagation"),
    "occlusion": mark("occlusion"),
}


def method_in_words(method: str) -> str:
    """Return a method as its authors or a text write it, in the language that is written.

    Args:
        method: one of :data:`METHODS`.

    Example:
        >>> method_in_words("gradcam"), method_in_words("integrated-gradients")
        ('Grad-CAM', 'integrated gradients')
    """
    return _PROPER.get(method) or translate(_WORDS.get(method, method))


@dataclass(frozen=True)
class AttributionOptions:
    """Settings of the methods, each of which uses its own.

    Args:
        steps: points of the path of integrated gradients.
        samples: noisy copies of the input for SmoothGrad.
        noise: their standard deviation, as a share of the range of the input's values.
        seed: of the noise.
        baseline: the input of integrated gradients that means nothing, and what occlusion covers with; a number or an array.
        window: length of the square that occlusion covers; ``None`` for about an eighth of the input.
        stride: of this square; ``None`` for half of it.
        max_channels: of Score-CAM, those with the largest activations; ``None`` for all, as each costs a forward pass.
        logits: whether a last softmax or sigmoid is left out of the score.

    Raises:
        OptionError: a value that an option cannot take.
    """

    steps: int = 50
    samples: int = 25
    noise: float = 0.15
    seed: int = 0
    baseline: Any = 0.0
    window: int | None = None
    stride: int | None = None
    max_channels: int | None = 256
    logits: bool = True

    def __post_init__(self) -> None:
        for name in ("steps", "samples", "window", "stride", "max_channels"):
            number = getattr(self, name)
            if number is None and name in ("window", "stride", "max_channels"):
                continue
            if isinstance(number, bool) or not isinstance(number, (int, np.integer)) or number < 1:
                raise OptionError(f"{name} must be a whole number from 1, not {number!r}")
        whole_number("seed", self.seed, least=0)
        noise: Any = self.noise
        if not isinstance(noise, (int, float, np.number)) or not noise > 0:
            raise OptionError(f"noise must be a share above 0, such as 0.15, not {self.noise!r}")

    @classmethod
    def of(cls, **given: Any) -> AttributionOptions:
        """Return the options that keywords give.

        Raises:
            OptionError: an unknown option.

        Example:
            >>> AttributionOptions.of(steps=10).steps
            10
        """
        names = [one.name for one in fields(cls)]
        for name in given:
            if name not in names:
                raise unknown_choice("option", name, names)
        return cls(**given)


def check_method(method: str) -> str:
    """Return the name of a method as it is listed.

    Args:
        method: as a user wrote it; ``_`` is as good as ``-``.

    Raises:
        OptionError: there is no such method.

    Example:
        >>> check_method("integrated_gradients")
        'integrated-gradients'
    """
    name = str(method).replace("_", "-").lower()
    if name not in METHODS:
        raise unknown_choice("method", method, METHODS)
    return name
