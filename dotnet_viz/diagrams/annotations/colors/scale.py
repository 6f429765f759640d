"""Colours of the numbers of layers, with the colour bar that explains them: from end to end, around zero, or logarithmic."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from dotnet_viz.diagrams.common.texts.remarks import value_text
from dotnet_viz.diagrams.common.values.value_scale import odd_value_notes
from dotnet_viz.scales.colormaps import RangeScale
from dotnet_viz.scene import Legend
from dotnet_viz.translation.translate import translate

SEQUENTIAL, DIVERGING = "viridis", "RdBu"
NO_VALUE = "#b4b9c1"
"""Fill of layers without a number."""

_LOG_RATIO = 300.0
_WHOLE = re.compile(r"[.,]0(?= )")


@dataclass(frozen=True)
class LayerScale:
    """Colours between the smallest and the largest number.

    Args:
        title: what the numbers are.
        bar: the colours, of the numbers or of their logarithms.
        is_log: whether ``bar`` is of logarithms.
        form: how numbers are written; see :class:`~dotnet_viz.graph.Remark`.
        unit: of the numbers.
        notes: of the legend.

    Example:
        >>> scale = LayerScale.of([1.0, 5000.0, 20.0], "parameters", "count")
        >>> scale.is_log, [text for _, text in scale.legend().ticks]
        (True, ['1', '10', '100', '1,000'])
        >>> [text for _, text in LayerScale.of([-0.3, 0.1], "change").legend().ticks]
        ['−0.2', '0', '0.2']
    """

    title: str
    bar: RangeScale
    is_log: bool = False
    form: str = "number"
    unit: str = ""
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, values: Iterable[float], title: str, form: str = "number", unit: str = "") -> LayerScale:
        """Return the scale of some numbers, of which some may be infinite or NaN.

        Args:
            values: of the layers that are drawn.
            title: what they are.
            form: how they are written.
            unit: of the numbers.
        """
        numbers = list(values)
        finite = [value for value in numbers if math.isfinite(value)]
        above = [value for value in finite if value > 0]
        is_log = bool(above) and min(finite) >= 0 and max(above) >= _LOG_RATIO * min(above)
        known = [math.log10(value) for value in above] if is_log else finite
        is_diverging = bool(finite) and min(finite) < 0 < max(finite)
        bar = RangeScale.of([np.array(known)], DIVERGING if is_diverging else SEQUENTIAL, title)
        notes = [translate("colours grow with the logarithm")] if is_log else []
        if is_log and len(above) < len(finite):
            notes.append(translate("0: the colour of the smallest"))
        notes += odd_value_notes(has_infinite=any(map(math.isinf, numbers)), has_nan=any(map(math.isnan, numbers)))
        return cls(title, bar, is_log, form, unit, tuple(notes))

    def colors(self, values: Iterable[float]) -> list[str]:
        """Return the colour of each number, as ``"#rrggbb"``; of those beyond the ends that of the end."""
        return self.bar.hex_colors([self._position(value) for value in values])

    def _position(self, value: float) -> float:
        if not self.is_log or not math.isfinite(value):
            return value
        return math.log10(value) if value > 0 else self.bar.low

    def legend(self, *, is_partial: bool = False) -> Legend:
        """Return the colour bar, with round numbers along it.

        Args:
            is_partial: whether some layers have no number.
        """
        notes = (*self.notes, *((translate("grey: no value"),) if is_partial else ()))
        title = f"{self.title} ({self.unit})" if self.unit else self.title
        return replace(self.bar.legend(), title=title, ticks=tuple(self._ticks()), notes=notes, is_of_surfaces=True)

    def _ticks(self) -> Iterator[tuple[float, str]]:
        for position in self.bar.round_values(whole=self.is_log):
            yield self.bar.offset(position), self._tick(position)

    def _tick(self, position: float) -> str:
        text = value_text(10**position if self.is_log else position, self.form)
        return _WHOLE.sub("", text) if self.form == "magnitude" else text
