"""Settings as Keras 1 called them, in the words of today.

Source: ``keras/legacy/interfaces.py`` of Keras 2.0, which converted calls in the same way.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dotnet_viz.graph.layer_kinds import class_kind

_NAMES = {
    "nb_filter": "filters",
    "border_mode": "padding",
    "subsample": "strides",
    "subsample_length": "strides",
    "stride": "strides",
    "pool_length": "pool_size",
    "length": "size",
    "bias": "use_bias",
    "init": "kernel_initializer",
    "inner_init": "recurrent_initializer",
    "inner_activation": "recurrent_activation",
    "W_regularizer": "kernel_regularizer",
    "b_regularizer": "bias_regularizer",
    "W_constraint": "kernel_constraint",
    "b_constraint": "bias_constraint",
    "p": "rate",
    "sigma": "stddev",
    "atrous_rate": "dilation_rate",
}
_ORDERINGS = {"th": "channels_first", "tf": "channels_last"}
_SIGNS = frozenset({"nb_filter", "border_mode", "dim_ordering", "nb_row", "inner_init", "W_regularizer", "input_dtype"})
_KERNEL = ("kernel_dim1", "kernel_dim2", "kernel_dim3")


def settings_of_today(kind: str, config: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings of a layer with the names and values of today; those of Keras 2 and 3 are left as they are.

    Args:
        kind: class name of the layer, that of today.
        config: as it was written.

    Example:
        >>> settings_of_today("Conv2D", {"nb_filter": 8, "nb_row": 3, "nb_col": 5, "dim_ordering": "th"})
        {'filters': 8, 'kernel_size': [3, 5], 'data_format': 'channels_first'}
        >>> settings_of_today("Dense", {"units": 3})
        {'units': 3}
    """
    has_units = kind == "Dense" or class_kind(kind).family == "recurrent"
    is_dense_like = has_units and {"output_dim", "init"} <= config.keys()
    if not is_dense_like and _SIGNS.isdisjoint(config) and not (kind == "Dropout" and "p" in config):
        return dict(config)
    found = {_NAMES.get(key, key): value for key, value in config.items()}
    if is_dense_like:
        found["units"] = found.pop("output_dim")
    sizes = [found.pop(key) for key in ("nb_row", "nb_col", "filter_length", *_KERNEL) if key in found]
    written = {key: value for key, value in found.items() if key not in ("dim_ordering", "input_dtype")}
    if sizes:
        written["kernel_size"] = sizes
    if config.get("dim_ordering") in _ORDERINGS:
        written["data_format"] = _ORDERINGS[config["dim_ordering"]]
    return written
