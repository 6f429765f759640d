"""The result of all checks of a model: what :func:`dotnet_viz.check` returns."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict
from typing import Any

from dotnet_viz.display.notebook import mime_bundle
from dotnet_viz.measures.diagnostics.finding import Findings
from dotnet_viz.measures.diagnostics.notebook import result_table
from dotnet_viz.measures.diagnostics.text import result_line, result_text, visible


class CheckResult(Findings):
    """The results of all checks of a model; true where there are findings. ``str()`` of it is a readable text.

    Its fields are those of :class:`~dotnet_viz.measures.diagnostics.finding.Findings`: ``findings``, the ids of the
    ``checks`` that ran, what was ``skipped`` and why, and the ``spectra`` and ``statistics`` of the weights.

    Example:
        >>> import dotnet_viz as dv, numpy as np
        >>> result = dv.check([np.zeros((3, 2))])
        >>> bool(result), result.findings[0].check, result.to_dict()["counts"]["error"]
        (True, 'all-zero', 1)
    """

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain JSON values; numbers that are not finite become words."""
        plain = _plain(asdict(self))
        for numbers in plain["statistics"]:
            del numbers["histogram"]
        if self.epochs is None:
            for part in (plain, *plain["findings"]):
                del part["epochs" if part is plain else "epoch"]
        return {"name": self.name, "counts": dict(self.counts()), **plain}

    def __str__(self) -> str:
        return result_text(self)

    def __repr__(self) -> str:
        return f"<CheckResult of {visible(result_line(self))}>"

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> Mapping[str, str]:
        return mime_bundle({"text/html": result_table(self), "text/plain": str(self)}, include, exclude)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, float) and not abs(value) < float("inf"):
        return str(value)
    return value
