"""What layers of two models have of parameters, operations, memory and exact zeros, as bars before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dotnet_viz.diagrams.common.bar_table import BarSizes
from dotnet_viz.diagrams.common.measured_rows import (
    TITLES,
    MeasuredRow,
    check_measures,
    layer_rows,
    measures_shown,
    notes_on_bars,
    summed,
)
from dotnet_viz.diagrams.diff.bar_pairs import PairColumn, PairRow, PairTable, signed_percent
from dotnet_viz.diagrams.diff.cards import fold_title, names_of, tooltip_of
from dotnet_viz.diagrams.diff.change_styles import APPEARANCES, key_of
from dotnet_viz.diagrams.diff.folding import MOST_BOXES, PAGE_BOXES, PAGE_PARTS
from dotnet_viz.diagrams.diff.rows import SideRow, side_rows
from dotnet_viz.diagrams.options import check_options, option
from dotnet_viz.measures.comparison.comparison import Comparison
from dotnet_viz.measures.comparison.entries import MEANINGS, Entry, entries_in_words, entries_of
from dotnet_viz.measures.comparison.texts.wording import description_of, in_common, no_differences, title_of
from dotnet_viz.measures.cost.measure import measure_cost
from dotnet_viz.scene import KeyEntry, KeyLegend, Scene
from dotnet_viz.translation.translate import translate

_USUAL_SIZES = BarSizes(250.0)
_Measured = Mapping[str, MeasuredRow]
_Sides = tuple[MeasuredRow | None, MeasuredRow | None]


@dataclass(frozen=True)
class BarChanges:
    """What each layer needs before and after, as bars.

    Args:
        measures: what is shown, each in a column: ``"parameters"``, ``"macs"`` and ``"flops"`` of a sample, ``"memory"`` of the
            activations of a sample, ``"sparsity"``: the share of exact zeros among the weights; ``None`` for parameters, FLOPs
            and memory.
        log_lengths: draw bars as long as the logarithm of the numbers, so that small ones are visible.
        fold: draw consecutive layers without a change as one row.
        context: number of layers around each change that are not folded.

    Raises:
        OptionError: an unknown measure, or a ``context`` below 0.

    Command:
        dotnet-viz diff old.keras new.keras -o diff.svg --style bars
        dotnet-viz diff old.keras new.keras -o d.svg --style bars --measures sparsity

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> from dotnet_viz.measures.comparison import compare_graphs
        >>> found = compare_graphs(read([np.ones((3, 2))]), read([np.ones((3, 4))]))
        >>> [shape.name for shape in BarChanges(measures=["parameters"]).build(found).shapes]
        ['~  dense_1: 6', '~  dense_1: 12 · +100 %']
    """

    measures: Sequence[str] | None = None
    log_lengths: bool = False
    fold: bool = True
    context: int = option(1, least=0)

    def __post_init__(self) -> None:
        check_options(self)
        check_measures(self.measures)

    def smaller(self, comparison: Comparison, room: tuple[float, float]) -> Iterator[Scene]:
        """Yield ever smaller pictures, of which the first that has room on a page is drawn.

        Args:
            comparison: of the models.
            room: width and height of the page in CSS pixels, at a size at which texts can be read.
        """
        narrow = BarSizes(160.0, 60.0)
        stacked = BarSizes(min(170.0, room[0] * 0.4), min(120.0, room[0] / 4), is_stacked=True)
        measured = self._measured(comparison)
        yield self._usual(comparison, measured)
        for most in PAGE_BOXES:
            rows = side_rows(comparison, fold=True, context=0, most=most)
            yield from (self._scene(comparison, rows, measured, sizes) for sizes in (_USUAL_SIZES, narrow, stacked))
        for parts in PAGE_PARTS:
            rows = side_rows(comparison, parts=parts)
            yield from (self._scene(comparison, rows, measured, sizes) for sizes in (narrow, stacked))

    def build(self, comparison: Comparison) -> Scene:
        """Return the picture, with positions."""
        return self._usual(comparison, self._measured(comparison))

    def _measured(self, comparison: Comparison) -> tuple[_Measured, _Measured]:
        """Return what each layer has before and after, which does not change with the size of the picture."""
        zeros = "sparsity" in measures_shown(self.measures)
        before, after = comparison.before, comparison.after
        return layer_rows(before, measure_cost(before), zeros=zeros), layer_rows(after, measure_cost(after), zeros=zeros)

    def _usual(self, comparison: Comparison, measured: tuple[_Measured, _Measured]) -> Scene:
        rows = side_rows(comparison, fold=self.fold, context=self.context, most=MOST_BOXES)
        return self._scene(comparison, rows, measured, _USUAL_SIZES)

    def _scene(
        self, comparison: Comparison, rows: Sequence[SideRow], measured: tuple[_Measured, _Measured], sizes: BarSizes
    ) -> Scene:
        shown = measures_shown(self.measures)
        pairs = [_sides(row, *measured) for row in rows]
        before, after = (summed("", list(side.values())) for side in measured)
        columns = [self._column(name, pairs, _total(name, before, after)) for name in shown]
        table = PairTable([_row(row) for row in rows], columns, sizes)
        return Scene(
            title=title_of(comparison),
            description=description_of(comparison),
            shapes=tuple(table.bars()),
            labels=tuple(table.labels()),
            legends=(key_of(Counter(entry.sort for entry in entries_of(comparison))), _key()) if comparison else (),
            notes=tuple(_notes(comparison, shown, is_log=self.log_lengths)),
            layout="given",
        )

    def _column(self, measure: str, pairs: Sequence[_Sides], total: str) -> PairColumn:
        is_share = measure == "sparsity"
        return PairColumn(
            translate(TITLES[measure]),
            total,
            [tuple(None if row is None else row.value(measure) for row in pair) for pair in pairs],  # type: ignore[misc]  # two
            [tuple("" if row is None else row.text(measure) for row in pair) for pair in pairs],  # type: ignore[misc]
            is_log=self.log_lengths and not is_share,
            most=1.0 if is_share else None,
        )


def _sides(row: SideRow, before: _Measured, after: _Measured) -> _Sides:
    """Return what a row has of each side; of one that stands for a layer of one model only, nothing of the other."""
    old = [entry.before.id for entry in row.on_left if entry.before is not None]
    new = [entry.after.id for entry in row.on_right if entry.after is not None]
    return _summed(old, before), _summed(new, after)


def _summed(names: Sequence[str], measured: _Measured) -> MeasuredRow | None:
    found = [measured[name] for name in names if name in measured]
    return summed("", found) if found else None


def _row(row: SideRow) -> PairRow:
    entry = row.entries[0]
    if row.is_fold:
        sort = entry.sort if len({one.sort for one in row.entries}) == 1 and entry.sort in ("added", "removed") else "same"
        names = names_of(row.entries)
        if row.rows:
            return PairRow(names, entries_in_words(row.entries), sort, "", fold_title(row.entries))
        return PairRow(fold_title(row.entries), names, sort, "", names)
    name = f"{entry.sign}  {entry.layer.name or translate('(no name)')}"
    return PairRow(name, " · ".join(_about(entry)), entry.sort, entry.mark, tooltip_of(entry))


def _about(entry: Entry) -> Iterator[str]:
    yield entry.layer.kind
    if entry.renamed and entry.before is not None:
        yield translate("was {name}", name=entry.before.name)
    elif entry.sort != "same":
        yield translate(MEANINGS[entry.sort])


def _total(measure: str, before: MeasuredRow, after: MeasuredRow) -> str:
    words, values = [side.text(measure) for side in (before, after)], (before.value(measure), after.value(measure))
    if words[0] == words[1]:
        return words[0]
    change = "" if measure == "sparsity" or not values[0] or values[1] is None else signed_percent(values[1] / values[0] - 1)
    return " → ".join(words) + (f" · {change}" if change else "")


def _key() -> KeyLegend:
    plain = APPEARANCES["same"]
    return KeyLegend(
        translate("bars"),
        (
            KeyEntry(translate("upper: before"), "paper", plain.stroke),
            KeyEntry(translate("lower: after"), plain.tint, plain.stroke),
            KeyEntry(translate("one bar: equal, or in one model only"), plain.tint, plain.stroke),
        ),
    )


def _notes(comparison: Comparison, shown: Sequence[str], *, is_log: bool) -> Iterator[str]:
    if not comparison:
        yield no_differences(comparison)
    if nothing := in_common(comparison):
        yield nothing
    yield from notes_on_bars(shown, is_log=is_log)
    if comparison.ignored:
        yield translate("Ignored: {names}.", names=", ".join(comparison.ignored))
