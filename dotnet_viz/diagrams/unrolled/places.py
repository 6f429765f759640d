"""Where the rows of an unrolled model stand: found for all of them at once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from dotnet_viz.diagrams.unrolled.rows import StepRow
from dotnet_viz.scene import MARGIN, Point

ROW = 66.0
"""From one row to the next, in CSS pixels."""

BACK_ROW = 32.0
"""From cells to those beside them that run backwards, upwards, in CSS pixels."""

_CAPTION_GAP = 16.0


@dataclass(frozen=True)
class StepSizes:
    """Lengths in CSS pixels, and whether sequences stand above one another.

    Args:
        step: from one step to the next.
        cell: width of the box of a step.
        caption: width of the texts beside a row.
        is_stacked: whether sequences stand above one another.
        whole: width of the box of a layer without steps.
        margin: around the picture.
    """

    step: float = 122.0
    cell: float = 84.0
    caption: float = 190.0
    is_stacked: bool = False
    whole: float = 150.0
    margin: float = MARGIN


NARROW = StepSizes(76.0, 60.0, 104.0, is_stacked=True)
NARROWEST = StepSizes(72.0, 60.0, 84.0, is_stacked=True)


class Places:
    """Where rows and their captions stand.

    Args:
        rows: of the model.
        steps: returns how many steps of a row are drawn.
        caption: returns how wide the caption beside a row is.
        sizes: of steps, boxes and captions.
    """

    def __init__(
        self,
        rows: Iterable[StepRow],
        steps: Callable[[StepRow], int],
        caption: Callable[[StepRow], float],
        sizes: StepSizes,
    ) -> None:
        self._sizes = sizes
        segments: dict[int, list[StepRow]] = {}
        for row in sorted(rows, key=lambda row: row.segment):
            segments.setdefault(row.segment, []).append(row)
        self._with_cells = {segment for segment, own in segments.items() if any(row.form == "cell" for row in own)}
        self._widths = {segment: self._width(own, steps) for segment, own in segments.items()}
        self._beyond = {segment for segment in self._with_cells if any(row.form == "whole" for row in segments[segment])}
        self._captions = {segment: max(map(caption, own)) + _CAPTION_GAP for segment, own in segments.items()}
        self._left, self._base, self._doubled = self._lefts(), self._bases(segments), self._depths(segments)

    def of(self, row: StepRow, index: int) -> Point:
        """Return where the middle of one of the steps of a row is.

        Args:
            row: of a layer.
            index: of the step among those that are drawn.
        """
        # Rows of two directions take a half more.
        height = self._base[row.segment] + row.depth + 0.5 * bisect_left(self._doubled[row.segment], row.depth)
        return self._left[row.segment] + self._sizes.step * (index + 0.5), -ROW * height

    def of_box(self, row: StepRow) -> tuple[float, float]:
        """Return where the middle of the one box of a layer is across, and how wide it is."""
        width = self._widths[row.segment]
        is_last = row.form == "whole" and row.segment in self._with_cells
        x = self._left[row.segment] + (width - self._sizes.step / 2 if is_last else width / 2)
        return x, width - 20.0 if row.form == "wide" else self._sizes.whole

    def of_caption(self, row: StepRow) -> float:
        """Return where the caption of a row begins."""
        return 0.0 if self._sizes.is_stacked else self._left[row.segment] - self._captions[row.segment]

    def _width(self, rows: Sequence[StepRow], steps: Callable[[StepRow], int]) -> float:
        counts = [steps(row) for row in rows if row.has_steps]
        return self._sizes.step * max(counts) if counts else self._sizes.whole + 10.0

    def _lefts(self) -> dict[int, float]:
        """Return where the steps of each sequence begin."""
        if self._sizes.is_stacked:
            return dict.fromkeys(self._captions, max(self._captions.values(), default=0.0))
        left, found = 0.0, {}
        for segment, caption in self._captions.items():
            found[segment] = left + caption
            # The box of a layer without steps is wider than the last step, above which it stands.
            beyond = max(self._sizes.whole - self._sizes.step, 0.0) / 2 if segment in self._beyond else 0.0
            left += caption + self._widths[segment] + beyond + 20.0
        return found

    def _bases(self, segments: dict[int, list[StepRow]]) -> dict[int, float]:
        """Return how many rows are below those of each sequence."""
        below, found = 0.0, {}
        for segment, rows in segments.items():
            found[segment] = below if self._sizes.is_stacked else 0.0
            below += max(row.depth for row in rows) + 1 + 0.5 * sum(row.is_bidirectional for row in rows)
        return found

    def _depths(self, segments: dict[int, list[StepRow]]) -> dict[int, list[int]]:
        """Return the depths of rows of two directions: of each sequence, or of all that stand side by side."""
        depths = {segment: {row.depth for row in rows if row.is_bidirectional} for segment, rows in segments.items()}
        if self._sizes.is_stacked:
            return {segment: sorted(own) for segment, own in depths.items()}
        return dict.fromkeys(depths, sorted(set().union(*depths.values())))
