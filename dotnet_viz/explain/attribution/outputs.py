"""What a model returns for a sample: which of its outputs is meant, and which class it predicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.explain.attribution.gradients import Values


@dataclass(frozen=True, eq=False)
class ModelOutput:
    """What a model returns for the sample.

    Args:
        names: of all its outputs.
        number: which of them is explained.
        values: of this one, its axis of samples included.
        layer: that computes it, ``None`` where it is not known.
        channels_first: whether its classes are the first axis behind the samples.
    """

    names: tuple[str, ...]
    number: int
    values: Values
    layer: Any = None
    channels_first: bool = False

    @property
    def class_axis(self) -> int:
        """The axis of classes or units."""
        return 1 if self.channels_first else self.values.ndim - 1

    @property
    def activation(self) -> str:
        """Name of the activation that computes it; empty where there is none or it is not known."""
        if type(self.layer).__name__ == "Softmax":
            return "softmax"
        activation = getattr(self.layer, "activation", None)
        return str(getattr(activation, "__name__", "")) if activation is not None else ""

    @property
    def is_binary(self) -> bool:
        """Whether it is the probability of one of two classes."""
        return self.values.shape[self.class_axis] == 1 and "sigmoid" in self.activation

    @property
    def classes(self) -> int:
        """How many classes, or units, it has."""
        return 2 if self.is_binary else int(self.values.shape[self.class_axis])


def output_number(output: int | str | None, names: Sequence[str], what: str = "output") -> int:
    """Return which output, or input, a user means.

    Args:
        output: its index or name; ``None`` for the first.
        names: of all outputs.
        what: they are called in messages.

    Raises:
        OptionError: there is no such output.

    Example:
        >>> output_number("age", ["class", "age"]), output_number(None, ["class", "age"])
        (1, 0)
    """
    if output is None:
        return 0
    if isinstance(output, str):
        if output not in names:
            raise unknown_choice(what, output, names)
        return list(names).index(output)
    if isinstance(output, bool) or not isinstance(output, (int, np.integer)):
        raise OptionError(f"{what} must be an index or a name, not {output!r}")
    if not -len(names) <= output < len(names):
        raise OptionError(f"there is no {what} {output}; the model has {len(names)}: {', '.join(names)}")
    return int(output) % len(names)


def predicted_class(output: ModelOutput, position: Sequence[int] | None = None) -> int:
    """Return the class that a model predicts: the largest output, or the side of 0.5 of a sigmoid.

    Args:
        output: of the model for the sample.
        position: in an output with positions; ``None`` for the class that most positions have.

    Raises:
        OptionError: there is no such position.
    """
    values = np.moveaxis(output.values[0], output.class_axis - 1, -1)
    if position is not None:
        values = values[position_in(position, values.shape[:-1])]
    if output.is_binary:
        return int(np.mean(values >= 0.5) >= 0.5)
    classes = values.reshape(-1, values.shape[-1]).argmax(axis=1)
    return int(np.bincount(classes).argmax())


def position_in(position: Sequence[int], shape: tuple[int, ...]) -> tuple[int, ...]:
    """Return a position in an output with positions, such as a row and a column.

    Args:
        position: that a user means.
        shape: of the positions; empty for an output without any.

    Raises:
        OptionError: there is no such position.
    """
    given = tuple(int(part) for part in position)
    if not shape:
        raise OptionError(f"position is {position!r}, and the output has no positions: leave it out")
    if len(given) != len(shape) or any(not 0 <= part < size for part, size in zip(given, shape, strict=False)):
        raise OptionError(f"position must be {len(shape)} whole numbers within {shape}, not {position!r}")
    return given
