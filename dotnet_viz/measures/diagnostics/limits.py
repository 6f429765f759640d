"""The limits that count, where users changed some."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Protocol

from dotnet_viz.arguments import mapping_in
from dotnet_viz.errors import OptionError, unknown_choice


class Limited(Protocol):
    """A check, as far as its limit goes."""

    @property
    def id(self) -> str:
        """Its name."""

    @property
    def threshold(self) -> float | None:
        """Its usual limit; ``None`` where it has none."""


def limits_of(checks: Iterable[Limited], changed: Mapping[str, float]) -> dict[str, float]:
    """Return the limit of each check that has one.

    Args:
        checks: all there are.
        changed: limits that replace the usual ones, by the check's id.

    Raises:
        OptionError: there is no such check, or a limit is not a number.
    """
    limits = {check.id: check.threshold for check in checks if check.threshold is not None}
    for name, value in mapping_in("thresholds", changed).items():
        if name not in limits:
            raise unknown_choice("threshold", name, limits)
        given: object = value
        if isinstance(given, bool) or not isinstance(given, (int, float)) or math.isnan(given):
            raise OptionError(f"the threshold {name!r} must be a number, not {value!r}")
        limits[name] = float(value)
    return limits
