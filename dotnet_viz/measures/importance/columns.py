"""The features of data in any form: columns of a table, columns of several inputs, or inputs as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.arguments import names_in
from dotnet_viz.datasets.feature_names import known_feature_names
from dotnet_viz.errors import OptionError, ShapeError, UnsupportedInputError, unknown_choice
from dotnet_viz.formatting import format_count


@dataclass(frozen=True)
class Feature:
    """One feature of the data.

    Args:
        name: what it is called.
        source: which of several inputs it is of: its position or name; ``None`` where there is one.
        column: position in the table; ``None`` for an input as a whole, such as images.
    """

    name: str
    source: int | str | None = None
    column: int | None = None


def as_rows(x: Any) -> Any:
    """Return data as arrays and frames of which rows can be taken.

    Args:
        x: rows of features: an array, list of rows, frame or sparse matrix; or several inputs as a list, tuple or dict.

    Raises:
        UnsupportedInputError: it has no rows.
    """
    if isinstance(x, Mapping):
        return {name: as_rows(part) for name, part in x.items()}
    if _is_several(x):
        return [as_rows(part) for part in x]
    if hasattr(x, "iloc") and hasattr(x, "columns"):
        return x
    if hasattr(x, "toarray"):
        return x.toarray()
    table = np.asarray(x)
    if table.ndim == 0:
        raise UnsupportedInputError(f"x must be rows of features, not {type(x).__name__}")
    return table


def row_count(x: Any) -> int:
    """Return how many rows data have.

    Args:
        x: as :func:`as_rows` returns them.

    Raises:
        ShapeError: several inputs of different lengths, or no rows.
    """
    parts = list(x.values()) if isinstance(x, dict) else x if isinstance(x, list) else [x]
    counts = {len(part) for part in parts}
    if len(counts) != 1 or 0 in counts:
        raise ShapeError(f"x must have rows, as many in each input, not {sorted(counts)}")
    return int(counts.pop())


def features_of(x: Any, names: Sequence[str] | None = None, model: Any = None) -> list[Feature]:
    """Return the features of data in their order.

    Args:
        x: as :func:`as_rows` returns them.
        names: of the features; ``None`` for those of a frame, else those that the model was fitted with, and numbers elsewhere.
        model: that takes them; ``None`` where none does.

    Raises:
        OptionError: another number of names.
    """
    if isinstance(x, dict):
        found = [one for name, part in x.items() for one in _features(part, name)]
    elif isinstance(x, list):
        found = [one for position, part in enumerate(x) for one in _features(part, position)]
    else:
        found = _features(x, None)
    names = known_feature_names(x, model) if names is None else names
    if names is None:
        return found
    given = names_in("feature_names", names)
    if len(given) != len(found):
        raise OptionError(f"feature_names has {format_count(len(given), 'name')} and x {format_count(len(found), 'feature')}")
    return [Feature(name, one.source, one.column) for name, one in zip(given, found, strict=True)]


def chosen_features(features: Sequence[Feature], wanted: Sequence[int | str] | int | str | None) -> list[Feature]:
    """Return some of the features, by names or positions.

    Args:
        features: all.
        wanted: names or positions; ``None`` for all.

    Raises:
        OptionError: there is no such feature.
    """
    if wanted is None:
        return list(features)
    return [find_feature(features, one) for one in ([wanted] if isinstance(wanted, (int, str)) else wanted)]


def find_feature(features: Sequence[Feature], wanted: Any) -> Feature:
    """Return one feature.

    Args:
        features: all.
        wanted: its name or position.

    Raises:
        OptionError: there is no such feature.
    """
    by_name = {one.name: one for one in reversed(features)}
    if str(wanted) in by_name and not isinstance(wanted, bool):
        return by_name[str(wanted)]
    if isinstance(wanted, (int, np.integer)) and not isinstance(wanted, bool) and -len(features) <= wanted < len(features):
        return features[int(wanted)]
    raise unknown_choice("feature", wanted, [one.name for one in features])


def shuffled(x: Any, feature: Feature, order: NDArray[np.intp]) -> Any:
    """Return data in which the values of one feature stand in another order; what is not changed is not copied.

    Args:
        x: as :func:`as_rows` returns them.
        feature: which.
        order: for each row, the row whose value it gets; shape (rows,).
    """
    if feature.source is not None:
        part = shuffled(x[feature.source], Feature(feature.name, None, feature.column), order)
        items = x.items() if isinstance(x, dict) else enumerate(x)
        changed = [(key, part if key == feature.source else old) for key, old in items]
        return dict(changed) if isinstance(x, dict) else [old for _, old in changed]
    if feature.column is None:
        return x[order]
    found = x.copy()
    if hasattr(x, "iloc"):
        column = x.iloc[order, feature.column]
        column.index = x.index
        found[x.columns[feature.column]] = column
    else:
        found[:, feature.column] = x[order, feature.column]
    return found


def without(x: Any, feature: Feature) -> Any:
    """Return a table without one of its columns.

    Args:
        x: an array or frame.
        feature: which.
    """
    if hasattr(x, "iloc"):
        return x.drop(columns=x.columns[feature.column])
    return np.delete(x, feature.column or 0, axis=1)


def _features(x: Any, source: int | str | None) -> list[Feature]:
    before = "" if source is None else f"{source}: " if isinstance(source, str) else f"input {source}: "
    if hasattr(x, "columns") and hasattr(x, "iloc"):
        return [Feature(f"{before}{name}", source, column) for column, name in enumerate(x.columns)]
    if x.ndim == 2 and (source is None or x.shape[1] > 1):
        return [Feature(f"{before}feature {column}", source, column) for column in range(x.shape[1])]
    if source is None:
        return [Feature("the input", None, None)]
    return [Feature(before.removesuffix(": "), source, None)]


def _is_several(x: Any) -> bool:
    """Whether a list or tuple holds several inputs, not rows."""
    return isinstance(x, (list, tuple)) and len(x) > 0 and all(np.ndim(part) > 0 and hasattr(part, "shape") for part in x)
