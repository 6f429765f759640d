"""A whole comparison: what :func:`dotnet_viz.compare` returns."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from dotnet_viz.display.notebook import mime_bundle
from dotnet_viz.measures.comparison.differences import Differences
from dotnet_viz.measures.comparison.texts.as_json import comparison_to_dict
from dotnet_viz.measures.comparison.texts.count import changes_of
from dotnet_viz.measures.comparison.texts.notebook import comparison_html, comparison_line
from dotnet_viz.measures.comparison.texts.text import format_comparison
from dotnet_viz.measures.summary.columns import safe


class Comparison(Differences):
    """The differences between two models; false where there are none. ``str()`` of it is a readable text.

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
        """Every single change, an added or removed nested model once; consequences are not changes."""
        return changes_of(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the comparison as plain JSON values."""
        return comparison_to_dict(self)

    def __str__(self) -> str:
        return format_comparison(self)

    def __repr__(self) -> str:
        return f"<Comparison of {safe(comparison_line(self))}>"

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> Mapping[str, str]:
        return mime_bundle({"text/html": comparison_html(self), "text/plain": str(self)}, include, exclude)
