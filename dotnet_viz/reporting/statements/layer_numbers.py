"""The numbers that a user gave for layers, as the table of layers and ``report.json`` have them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dotnet_viz.diagrams.annotations.annotate import Annotations
from dotnet_viz.diagrams.annotations.colors.overlays import Overlay
from dotnet_viz.diagrams.common.texts.remarks import joined_text, joined_value
from dotnet_viz.graph import Remark
from dotnet_viz.reporting.section import NO_BREAK, Cell, ColumnHead


class LayerNumbers:
    """Columns of numbers, each with one for some of the layers.

    Args:
        given: the numbers, in the order of the columns.
        added: the same on the graph of the model; ``None`` without numbers.
    """

    def __init__(self, given: Iterable[Overlay], added: Annotations | None) -> None:
        self._units = {one.title: one.unit for one in given}
        # By the title and the layer, the numbers of its calls, which are counted from 1.
        self._found: dict[str, dict[str, dict[int, Remark]]] = {title: {} for title in self._units}
        self._calls: dict[str, int] = {}
        for node in () if added is None else added.graph.nodes:
            call = self._calls[node.layer.id] = self._calls.get(node.layer.id, 0) + 1
            for remark in node.remarks:
                self._found[remark.label].setdefault(node.layer.id, {})[call] = remark

    @property
    def heads(self) -> tuple[ColumnHead, ...]:
        """The heads of the columns, in the order in which they were given."""
        return tuple(ColumnHead(title, numeric=True) for title in self._found)

    def cells(self, layer: str) -> tuple[Cell, ...]:
        """Return the cells of a layer; of several calls the mean, and the ends where they differ.

        Args:
            layer: its id.
        """
        return tuple(_cell(list(column.get(layer, {}).values())) for column in self._found.values())

    def as_json(self) -> list[dict[str, Any]]:
        """Return each column with the number of each layer, or of each call (``"dense#2"``) where these differ."""
        return [
            {"title": title, "unit": self._units[title], "values": dict(self._values(column))}
            for title, column in self._found.items()
        ]

    def _values(self, column: Mapping[str, Mapping[int, Remark]]) -> Iterator[tuple[str, float | None]]:
        for layer, remarks in column.items():
            if len({remark.text for remark in remarks.values()}) == 1 and len(remarks) == self._calls[layer]:
                yield layer, next(iter(remarks.values())).value
            else:
                yield from ((f"{layer}#{call}", remark.value) for call, remark in remarks.items())


def _cell(remarks: list[Remark]) -> Cell:
    values = [remark.value for remark in remarks if remark.value is not None]
    if not values:
        return Cell("–")
    return Cell(joined_text(remarks).replace(" ", NO_BREAK), joined_value(values, adds_up=False))
