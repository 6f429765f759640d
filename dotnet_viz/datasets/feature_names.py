"""What the columns of samples are called: as in their table, or as in the one that the model was fitted with."""

from __future__ import annotations

from typing import Any

import numpy as np

from dotnet_viz.datasets.model_inputs import input_spec
from dotnet_viz.datasets.tensors import is_frame


def known_feature_names(x: Any, model: Any) -> tuple[str, ...] | None:
    """Return the names of the inputs of a model, in the order in which it takes them, as far as samples or model say more.

    Args:
        x: samples: a frame, an array of rows, or one row.
        model: that takes them; one of scikit-learn that was fitted with a frame knows its inputs, whatever the order of others.

    Returns:
        ``None`` where there are none, or another number than the samples have columns; and where both know them, which pictures
        of the model and tables of the data then name by themselves.

    Example:
        >>> class Fitted:
        ...     feature_names_in_ = ["age", "height"]
        >>> known_feature_names(np.zeros((3, 2)), Fitted()), known_feature_names(np.zeros((3, 4)), Fitted())
        (('age', 'height'), None)
    """
    names = input_spec(model).columns
    if is_frame(x):
        return None if names else tuple(map(str, x.columns))
    if not names or isinstance(x, dict):
        return None
    shape = np.shape(x)
    return names if 1 <= len(shape) <= 2 and shape[-1] == len(names) else None
