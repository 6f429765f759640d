"""Rows of data as the numbers that trees compare."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import OptionError, UnsupportedInputError


def numbers_of(x: Any, category_names: Mapping[int, Sequence[str]] | None = None) -> NDArray[np.float64]:
    """Return rows as numbers; categories become their positions.

    Args:
        x: array, list of rows, sparse matrix or table; one row alone is one row.
        category_names: for each feature, the names of its categories in the order of the training.

    Raises:
        OptionError: a column of texts whose categories are not known.
        UnsupportedInputError: no rows.
    """
    if hasattr(x, "toarray"):
        return np.asarray(x.toarray(), dtype=np.float64)
    if hasattr(x, "iloc") and hasattr(x, "columns"):
        columns = [_column(x.iloc[:, index], (category_names or {}).get(index)) for index in range(x.shape[1])]
        return np.column_stack(columns) if columns else np.zeros((len(x), 0))
    try:
        table = np.asarray(x, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise UnsupportedInputError(
            f"rows of features must be numbers, or a table with columns of categories: {error}"
        ) from None
    if table.ndim not in (1, 2):
        raise UnsupportedInputError(f"rows of features must be a table of shape (rows, features), not {table.shape}")
    return table.reshape(1, -1) if table.ndim == 1 else table


def _column(values: Any, names: Sequence[str] | None) -> NDArray[np.float64]:
    """Return a column of a table as numbers."""
    if hasattr(values, "cat"):
        if names is None:
            codes = np.asarray(values.cat.codes, dtype=np.float64)
            return np.where(codes < 0, np.nan, codes)
        values = values.astype(object)
    try:
        if names is None:
            return np.asarray(values.to_numpy(dtype=np.float64, na_value=np.nan))
    except (TypeError, ValueError):
        raise OptionError(f"the column {values.name!r} holds texts, and the trees know no categories of it") from None
    position = {name: float(index) for index, name in enumerate(names)}
    missing = values.isna().to_numpy()
    # A category that the training had not is none of the known ones, which is not the same as a missing value.
    found = [np.nan if gone else position.get(str(value), -1.0) for value, gone in zip(values, missing, strict=True)]
    return np.array(found, dtype=np.float64)


Prepare = Callable[[Any], NDArray[np.float64]]
