"""How large a tensor is drawn: its sizes along three axes, and pixels for them by a named mode.

The x axis goes into the picture (the tensor's width), the y axis upwards (its height, or its steps) and the
z axis along the flow of the data (its channels or units).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dotnet_viz.diagrams.layered.options import LayeredOptions
from dotnet_viz.graph import Shape

# Stands in for an unknown size; such a block is marked.
UNKNOWN_SIZE = 32
# Up to this size "balanced" draws what "accurate" draws; from there on it grows with the square root.
_BALANCED_FROM = 64
_DECADE = 20.0


@dataclass(frozen=True)
class TensorSizes:
    """Sizes of one tensor without its batch axis; ``None`` where a size varies or is not known.

    Args:
        x: into the picture.
        y: upwards.
        z: along the flow.
    """

    x: int | None = 1
    y: int | None = 1
    z: int | None = 1

    @property
    def is_known(self) -> bool:
        """Whether every size is a number."""
        return None not in (self.x, self.y, self.z)


def axes_of(shape: Shape | None, *, one_dim_orientation: str = "z", channels_first: bool = False) -> TensorSizes:
    """Return the sizes of a tensor along the three axes.

    One dimension lies along ``one_dim_orientation``, of two the first is y and the second z, of three they are
    y, x and z; more than three are multiplied into z.

    Args:
        shape: with the batch axis first; ``None`` where it cannot be known.
        one_dim_orientation: ``"x"``, ``"y"`` or ``"z"``.
        channels_first: whether the channels stand behind the batch axis, not last.

    Example:
        >>> axes_of((None, 28, 14, 3))
        TensorSizes(x=14, y=28, z=3)
        >>> axes_of((None, 10), one_dim_orientation="y")
        TensorSizes(x=1, y=10, z=1)
    """
    if shape is None:
        return TensorSizes(None, None, None)
    space, channels = space_and_channels(shape, channels_first=channels_first)
    if not space:
        return TensorSizes(**{one_dim_orientation: channels})
    if len(space) == 1:
        return TensorSizes(y=space[0], z=channels)
    return TensorSizes(x=space[-1], y=space[-2], z=_product((*space[:-2], channels)))


def space_and_channels(shape: Shape, *, channels_first: bool = False) -> tuple[Shape, int | None]:
    """Return the sizes between batch and channels, and the number of channels or units; 1 for a plain number.

    Args:
        shape: shape of a tensor, the batch first.
        channels_first: whether channels come right after the batch.

    Example:
        >>> space_and_channels((None, 28, 14, 3)), space_and_channels((None, 10))
        (((28, 14), 3), ((), 10))
    """
    sizes = shape[1:]
    if not sizes:
        return (), 1
    return (sizes[1:], sizes[0]) if channels_first else (sizes[:-1], sizes[-1])


def lengths_of(tensors: Sequence[TensorSizes], options: LayeredOptions) -> list[tuple[float, float, float]]:
    """Return the lengths in pixels along x, y and z of each tensor, within the least and most that the options allow.

    The mode ``"accurate"`` is size times scale; ``"balanced"`` the same up to 64 and from there on as the square root
    grows; ``"capped"`` as accurate, but the whole model is made smaller until the largest block fits; ``"logarithmic"``
    20 times scale for each power of ten; ``"relative"`` size times ``relative_base_size``.

    Args:
        tensors: of the whole picture.
        options: the mode, the scales and the limits.

    Example:
        >>> lengths_of([TensorSizes(20, 500, 8)], LayeredOptions(sizing_mode="accurate", scale_z=2.0))
        [(20.0, 200.0, 16.0)]
    """
    sizes = [tuple(UNKNOWN_SIZE if size is None else size for size in (axes.x, axes.y, axes.z)) for axes in tensors]
    scale_xy, scale_z = _scales(sizes, options)
    curve = _CURVES[options.sizing_mode]

    def length(size: int, scale: float, least: float, most: float) -> float:
        return float(min(max(curve(size) * scale, least), most))

    return [
        (
            length(x, scale_xy, options.min_xy, options.max_xy),
            length(y, scale_xy, options.min_xy, options.max_xy),
            length(z, scale_z, options.min_z, options.max_z),
        )
        for x, y, z in sizes
    ]


def _scales(sizes: Sequence[tuple[int, ...]], options: LayeredOptions) -> tuple[float, float]:
    """Return pixels for each unit; the mode "capped" makes them smaller for all blocks, which keeps their ratios."""
    if options.sizing_mode == "relative":
        return options.relative_base_size, options.relative_base_size
    if options.sizing_mode != "capped" or not sizes:
        return options.scale_xy, options.scale_z
    largest_xy = max(max(x, y) for x, y, _ in sizes) * options.scale_xy
    largest_z = max(z for *_, z in sizes) * options.scale_z
    return (
        options.scale_xy * min(1.0, options.max_xy / max(largest_xy, 1e-9)),
        options.scale_z * min(1.0, options.max_z / max(largest_z, 1e-9)),
    )


def _balanced(size: int) -> float:
    return float(size) if size <= _BALANCED_FROM else math.sqrt(size * _BALANCED_FROM)


def _logarithmic(size: int) -> float:
    return _DECADE * math.log10(max(size, 1))


_CURVES: Mapping[str, Callable[[int], float]] = {
    "accurate": float,
    "balanced": _balanced,
    "capped": float,
    "logarithmic": _logarithmic,
    "relative": float,
}


def _product(sizes: Sequence[int | None]) -> int | None:
    known = [size for size in sizes if size is not None]
    return math.prod(known) if len(known) == len(sizes) else None
