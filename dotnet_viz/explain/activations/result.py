"""Activations as users get them: arrays by layer, and statistics by layer."""

from __future__ import annotations

import io
import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.display.notebook import mime_bundle
from dotnet_viz.display.table import TextTable, result_html
from dotnet_viz.errors import OutputError, UnknownLayerError, near_miss
from dotnet_viz.explain.activations.places import Place
from dotnet_viz.explain.activations.statistics import Collected, LayerStatistics
from dotnet_viz.files.output import check_output, write_output
from dotnet_viz.formatting import format_count, format_number, format_percent
from dotnet_viz.runtime.cached import cached_property

Values = NDArray[Any]


class Activations(Mapping[str, Values]):
    """What every call of every layer returned, by its name, in the order of the forward pass.

    Args:
        arrays: the place of each and the array, samples first.
        inputs: of the model, by name.
    """

    def __init__(self, arrays: Mapping[Place, Values], inputs: Mapping[str, Values]) -> None:
        self._arrays = {place.name: values for place, values in arrays.items()}
        self.places: tuple[Place, ...] = tuple(arrays)
        self.inputs = dict(inputs)

    def __getitem__(self, name: str) -> Values:
        if name not in self._arrays:
            raise _unknown(name, self._arrays)
        return self._arrays[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._arrays)

    def __len__(self) -> int:
        return len(self._arrays)

    @property
    def samples(self) -> int:
        """How many samples went through the model."""
        return max((len(values) for values in self.inputs.values()), default=0)

    @cached_property
    def statistics(self) -> ActivationStatistics:
        """Statistics of each array."""
        found = []
        for place in self.places:
            collected = Collected(place, top=1)
            collected.add(self._arrays[place.name])
            found.append(collected.result())
        return ActivationStatistics(found, self.samples)

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the arrays into a ``.npz`` file, which ``numpy.load`` reads, under their names.

        Args:
            path: of the file.

        Raises:
            OutputError: the path does not end in ``.npz``, or cannot be written.
        """
        if Path(path).suffix.lower() != ".npz":
            raise OutputError(f"activations are written as .npz, not {Path(path).suffix!r}; dv.pattern_passage draws them")
        check_output(path)
        stream = io.BytesIO()
        np.savez(stream, **self._arrays)  # type: ignore[arg-type]  # a name of a layer is no other argument's
        return write_output(path, stream.getvalue())

    def __repr__(self) -> str:
        return f"<Activations: {format_count(len(self), 'array')} of {format_count(self.samples, 'sample')}>"

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> Mapping[str, str]:
        return mime_bundle({"text/html": self.statistics.to_html(), "text/plain": repr(self)}, include, exclude)


class ActivationStatistics(Mapping[str, LayerStatistics]):
    """Statistics of what each call of each layer returned, by its name, in the order of the forward pass.

    Args:
        layers: in their order.
        samples: how many samples went through the model.
    """

    def __init__(self, layers: Collection[LayerStatistics], samples: int) -> None:
        self._layers = {one.name: one for one in layers}
        self.samples = samples

    def __getitem__(self, name: str) -> LayerStatistics:
        if name not in self._layers:
            raise _unknown(name, self._layers)
        return self._layers[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._layers)

    def __len__(self) -> int:
        return len(self._layers)

    @property
    def dead_units(self) -> dict[str, tuple[int, ...]]:
        """Positions of dead units by layer, without layers that have none."""
        return {name: one.dead_units for name, one in self._layers.items() if one.dead_units}

    @property
    def saturated_units(self) -> dict[str, tuple[int, ...]]:
        """Positions of saturated units by layer, without layers that have none."""
        return {name: one.saturated_units for name, one in self._layers.items() if one.saturated_units}

    def to_html(self) -> str:
        """Return a table with a row for each layer, as a piece of a page."""
        heads = ("layer", "class", "shape", "mean", "std", "smallest", "largest", "zeros", "dead", "saturated")
        rows = [_row(one) for one in self._layers.values()]
        heading = f"Activations of {format_count(self.samples, 'sample')}"
        return result_html(heading, [TextTable(heads, rows, numbers=heads[3:], what="layers")])

    def __str__(self) -> str:
        return "\n".join(f"{one.name}: {_in_words(one)}" for one in self._layers.values())

    def __repr__(self) -> str:
        return f"<ActivationStatistics: {format_count(len(self), 'layer')}, {format_count(self.samples, 'sample')}>"

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> Mapping[str, str]:
        return mime_bundle({"text/html": self.to_html(), "text/plain": str(self)}, include, exclude)


def _row(one: LayerStatistics) -> tuple[str, ...]:
    numbers = (one.mean, one.standard_deviation, one.smallest, one.largest)
    shape = "×".join("?" if size is None else str(size) for size in one.shape)
    counts = [str(len(found)) if found else "" for found in (one.dead_units, one.saturated_units)]
    return (one.name, one.place.kind, shape, *map(format_number, numbers), format_percent(one.zero_share), *counts)


def _in_words(one: LayerStatistics) -> str:
    mean, deviation, smallest, largest = map(format_number, (one.mean, one.standard_deviation, one.smallest, one.largest))
    found = (one.dead_units, "dead"), (one.saturated_units, "saturated")
    unhealthy = [f"{len(units)} of {format_count(one.units, 'unit')} {word}" for units, word in found if units]
    return ", ".join((f"mean {mean}, std {deviation}, from {smallest} to {largest}", *unhealthy))


def _unknown(name: object, known: Mapping[str, Any]) -> UnknownLayerError:
    return UnknownLayerError(f"there is no array {name!r}; there are: {', '.join(list(known)[:20])}{near_miss(name, known)}")
