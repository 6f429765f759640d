"""Output shapes of convolution, pooling, padding and resizing layers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dotnet_viz.graph import Shape

Config = Mapping[str, Any]
Rule = Callable[[Config, Sequence[Shape]], list[Shape]]
Size = int | None


def sizes(value: Any, rank: int) -> tuple[int, ...]:
    """Return one size per axis.

    Args:
        value: a number for all axes, or one for each.
        rank: number of spatial axes.
    """
    return (value,) * rank if isinstance(value, int) else tuple(value)


def _channels_first(config: Config) -> bool:
    return config.get("data_format") == "channels_first"


def _split(config: Config, shape: Shape) -> tuple[Size, Shape, Size]:
    if _channels_first(config):
        return shape[0], shape[2:], shape[1]
    return shape[0], shape[1:-1], shape[-1]


def _join(config: Config, batch: Size, spatial: Sequence[Size], channels: Size) -> list[Shape]:
    if _channels_first(config):
        return [(batch, channels, *spatial)]
    return [(batch, *spatial, channels)]


def window_size(size: Size, window: int, stride: int, padding: str, dilation: int = 1) -> Size:
    """Return the output size along one axis of a convolution or a pooling.

    Args:
        size: input size along the axis, ``None`` where it varies.
        window: size of the kernel or the pool.
        stride: step between two windows.
        padding: ``"valid"``, ``"same"`` or ``"causal"``.
        dilation: distance between two values of a window.

    Returns:
        The number of positions of the window, ``None`` where ``size`` varies.

    Example:
        >>> window_size(28, 3, 1, "valid"), window_size(28, 3, 2, "same"), window_size(None, 3, 1, "valid")
        (26, 14, None)
    """
    if size is None:
        return None
    if padding in {"same", "causal"}:
        return -(-size // stride)
    return (size - (window - 1) * dilation - 1) // stride + 1


def _windows(spatial: Shape, window: Any, stride: Any, padding: str, dilation: Any = 1) -> list[Size]:
    rank = len(spatial)
    steps = zip(spatial, sizes(window, rank), sizes(stride, rank), sizes(dilation, rank), strict=True)
    return [window_size(size, width, step, padding, dilated) for size, width, step, dilated in steps]


def _convolution(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    batch, spatial, channels = _split(config, shapes[0])
    placed = _windows(
        spatial, config["kernel_size"], config.get("strides", 1), config["padding"], config.get("dilation_rate", 1)
    )
    return _join(config, batch, placed, _filters(config, channels))


def _filters(config: Config, channels: Size) -> Size:
    if config.get("filters") is not None:
        return int(config["filters"])
    return None if channels is None else channels * int(config.get("depth_multiplier", 1))


def _transposed(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    batch, spatial, _ = _split(config, shapes[0])
    rank = len(spatial)
    padding = config.get("output_padding")
    steps = zip(
        spatial,
        sizes(config["kernel_size"], rank),
        sizes(config.get("strides", 1), rank),
        sizes(config.get("dilation_rate", 1), rank),
        sizes(padding, rank) if padding is not None else (None,) * rank,
        strict=True,
    )
    grown = [
        _grow(size, (width - 1) * dilated + 1, step, config["padding"], extra) for size, width, step, dilated, extra in steps
    ]
    return _join(config, batch, grown, int(config["filters"]))


def _grow(size: Size, width: int, step: int, padding: str, extra: int | None) -> Size:
    if size is None:
        return None
    if padding == "same":
        return size * step if extra is None else (size - 1) * step + width % 2 + extra
    return (size - 1) * step + width + (max(width, step) - width if extra is None else extra)


def _pooling(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    batch, spatial, channels = _split(config, shapes[0])
    window = config["pool_size"]
    stride = config.get("strides")
    placed = _windows(spatial, window, window if stride is None else stride, config.get("padding", "valid"))
    return _join(config, batch, placed, channels)


def _adaptive_pooling(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    batch, spatial, channels = _split(config, shapes[0])
    return _join(config, batch, sizes(config["output_size"], len(spatial)), channels)


def _global_pooling(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    batch, spatial, channels = _split(config, shapes[0])
    if config.get("keepdims"):
        return _join(config, batch, (1,) * len(spatial), channels)
    return [(batch, channels)]


def _borders(value: Any, rank: int) -> list[tuple[int, int]]:
    if rank == 1 and not isinstance(value, int):
        return [(int(value[0]), int(value[1]))]
    pairs: tuple[Any, ...] = sizes(value, rank)
    return [(pair, pair) if isinstance(pair, int) else (int(pair[0]), int(pair[1])) for pair in pairs]


def _bordered(option: str, sign: int) -> Rule:
    def rule(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
        batch, spatial, channels = _split(config, shapes[0])
        pairs = zip(spatial, _borders(config[option], len(spatial)), strict=True)
        changed = [None if size is None else size + sign * (before + after) for size, (before, after) in pairs]
        return _join(config, batch, changed, channels)

    return rule


def _upsampling(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    batch, spatial, channels = _split(config, shapes[0])
    pairs = zip(spatial, sizes(config["size"], len(spatial)), strict=True)
    return _join(config, batch, [None if size is None else size * factor for size, factor in pairs], channels)


def _resized(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    shape = shapes[0]
    first = len(shape) - (2 if _channels_first(config) else 3)
    return [(*shape[:first], int(config["height"]), int(config["width"]), *shape[first + 2 :])]


RULES: dict[str, Rule] = {
    **{f"Conv{rank}D": _convolution for rank in (1, 2, 3)},
    **{f"SeparableConv{rank}D": _convolution for rank in (1, 2)},
    **{f"DepthwiseConv{rank}D": _convolution for rank in (1, 2)},
    **{f"Conv{rank}DTranspose": _transposed for rank in (1, 2, 3)},
    **{f"{sort}Pooling{rank}D": _pooling for sort in ("Max", "Average") for rank in (1, 2, 3)},
    **{f"Adaptive{sort}Pooling{rank}D": _adaptive_pooling for sort in ("Max", "Average") for rank in (1, 2, 3)},
    **{f"Global{sort}Pooling{rank}D": _global_pooling for sort in ("Max", "Average") for rank in (1, 2, 3)},
    **{f"ZeroPadding{rank}D": _bordered("padding", 1) for rank in (1, 2, 3)},
    **{f"Cropping{rank}D": _bordered("cropping", -1) for rank in (1, 2, 3)},
    **{f"UpSampling{rank}D": _upsampling for rank in (1, 2, 3)},
    **dict.fromkeys(["Resizing", "CenterCrop", "RandomCrop"], _resized),
}
