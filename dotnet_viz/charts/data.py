"""The numbers of a chart, as a table and as plain Python."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from dotnet_viz.errors import MissingDependencyError, ShapeError

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, eq=False)
class ChartData:
    """What a chart shows: columns of one length, and single values beside them.

    Args:
        columns: the values of each column by its name; of several curves one below the other, with a column that names them.
        facts: values that are of the whole chart or of a part of it, by name, such as areas by class.

    Raises:
        ShapeError: columns of different lengths, or one that is not one-dimensional.

    Example:
        >>> data = ChartData({"feature": ["age", "size"], "importance": np.array([0.7, 0.3])}, {"repeats": 5})
        >>> data.to_dict()
        {'feature': ['age', 'size'], 'importance': [0.7, 0.3], 'repeats': 5}
    """

    columns: Mapping[str, Any]
    facts: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        shapes = {name: np.shape(values) for name, values in self.columns.items()}
        if len(set(shapes.values())) > 1 or any(len(shape) != 1 for shape in shapes.values()):
            raise ShapeError(f"the columns of a chart must be one-dimensional and of one length, not {shapes}")

    def to_dict(self) -> dict[str, Any]:
        """Return columns as lists, and the single values, as plain Python numbers and texts."""
        return {**{name: plain(values) for name, values in self.columns.items()}, **plain(self.facts)}

    def to_frame(self) -> DataFrame:
        """Return the columns as a frame of pandas, whose ``attrs`` are the single values.

        Raises:
            MissingDependencyError: pandas is not installed.
        """
        try:
            from pandas import DataFrame
        except ImportError as error:
            raise MissingDependencyError("frames need pandas, which is not installed: pip install pandas") from error
        frame = DataFrame({name: np.asarray(values) for name, values in self.columns.items()})
        frame.attrs.update(plain(self.facts))
        return frame


def plain(value: Any) -> Any:
    """Return arrays and numbers of NumPy as lists and numbers of Python, mappings and sequences with what is in them.

    Example:
        >>> plain({"areas": np.array([0.5, 1.0]), "count": np.int64(3)})
        {'areas': [0.5, 1.0], 'count': 3}
    """
    if isinstance(value, np.ndarray | np.generic):
        return value.tolist()
    if isinstance(value, Mapping):
        return {str(name): plain(item) for name, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list | tuple) else value
