"""The few samples on which gradients and activations are looked at in every epoch, always the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from dotnet_viz.errors import OptionError

SAMPLES = 32


@dataclass(frozen=True, eq=False)
class FixedBatch:
    """Samples, their answers and weights, as tensors of the backend.

    Args:
        x: one tensor, or a list or dict of them.
        y: likewise; ``None`` where there are no answers.
        sample_weight: likewise; ``None`` where there are none.
    """

    x: Any
    y: Any
    sample_weight: Any


def check_data(data: Any) -> None:
    """Refuse what is no pair or triple of arrays.

    Args:
        data: as :class:`~dotnet_viz.training.callback.ReportCallback` takes it.

    Raises:
        OptionError: it is something else.
    """
    if data is not None and not (isinstance(data, (tuple, list)) and len(data) in (2, 3)):
        raise OptionError(
            f"data must be arrays (x, y) or (x, y, sample_weight), not {type(data).__name__!r}; of a data set or generator give"
            " one batch, as in data=next(iter(dataset)); where there are no answers, (x, None)"
        )
    if data is not None and _is_empty(data[0]):
        raise OptionError("data has no samples; give at least one, preferably some hundred of validation")


def _is_empty(x: Any) -> bool:
    """Whether there is no first sample; inputs may be one array, or a list or dict of them."""
    while isinstance(x, (Mapping, list, tuple)) and x:
        x = next(iter(x.values() if isinstance(x, Mapping) else x))
    shape = getattr(x, "shape", ())
    return bool(shape[0] == 0) if shape else isinstance(x, (Mapping, list, tuple))


def fixed_batch(data: Any, samples: int) -> FixedBatch:
    """Return the first samples as tensors.

    Args:
        data: ``(x, y)`` or ``(x, y, sample_weight)``.
        samples: how many at most.
    """
    x, y, *weights = data
    weight = weights[0] if weights else None
    return FixedBatch(*(None if part is None else _tensors(part, samples) for part in (x, y, weight)))


def _tensors(value: Any, samples: int) -> Any:
    import keras

    if isinstance(value, (list, tuple)) and value and np.isscalar(value[0]):
        value = np.asarray(value)
    return keras.tree.map_structure(lambda part: _tensor(part, samples), value)


def _tensor(value: Any, samples: int) -> Any:
    import keras

    first = value[:samples]
    if hasattr(first, "to_numpy"):
        first = first.to_numpy()
    dtype = keras.config.floatx() if isinstance(first, np.ndarray) and first.dtype.kind == "f" else None
    return keras.ops.convert_to_tensor(first, dtype=dtype)
