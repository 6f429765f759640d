"""A whole comparison: what :func:`dotnet_viz.compare` returns."""

from __future__ import annotations

from typing import Any

from dotnet_viz.measures.comparison.as_json import comparison_to_dict
from dotnet_viz.measures.comparison.count import changes_of
from dotnet_viz.measures.comparison.differences import Differences
from dotnet_viz.measures.comparison.text import format_comparison


class Comparison(Differences):
    """What differs between two models; false where nothing does. ``str()`` of it is text to read.

    Its fields are those of :class:`~dotnet_viz.measures.comparison.differences.Differences`: ``before`` and ``after`` are
    the two graphs, ``layers``, ``connections``, ``weights``, ``training`` and ``model`` what differs, ``summary`` both
    models in numbers.

    Example:
        >>> import dotnet_viz as dv, numpy as np
        >>> found = dv.compare([np.ones((3, 2))], [np.ones((3, 4))])
        >>> bool(found), [change.match.after.name for change in found.layers.changed], len(found.changes)
        (True, ['dense_1'], 1)
    """

    @property
    def changes(self) -> tuple[Any, ...]:
        """Every change on its own, an added or removed nested model once; consequences are not changes."""
        return changes_of(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the comparison as plain JSON values."""
        return comparison_to_dict(self)

    def __str__(self) -> str:
        return format_comparison(self)
