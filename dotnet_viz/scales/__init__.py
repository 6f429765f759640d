"""Numbers to colours, widths and legends: scales of weights, maps of other numbers, and the palettes they take."""

from __future__ import annotations

from dotnet_viz.scales.value_range import ValueRange
from dotnet_viz.scales.weight_scale import (
    NEGATIVE,
    NOT_A_NUMBER,
    POSITIVE,
    TRANSFORMS,
    WeightScale,
)

__all__ = ["NEGATIVE", "NOT_A_NUMBER", "POSITIVE", "TRANSFORMS", "ValueRange", "WeightScale"]
