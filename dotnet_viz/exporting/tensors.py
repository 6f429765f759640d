"""Which tensors of a model are written, and under which names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np

from dotnet_viz.errors import UnsupportedInputError, unknown_choice
from dotnet_viz.graph import CHUNK_VALUES, Array, Graph, Layer, Weight

_UNSAFE = re.compile(r"[^\w.#+-]+", re.ASCII)
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_LONGEST = 120


@dataclass(frozen=True)
class Tensor:
    """A weight to write.

    Args:
        layer: id of its layer.
        weight: itself.
        parts: the name that it has in files: one part for each model around it, its layer and itself. They are made of
            letters, digits and ``._-#+``, and lead nowhere.
    """

    layer: str
    weight: Weight
    parts: tuple[str, ...]

    @property
    def dtype(self) -> np.dtype[np.generic]:
        """Of the values as they are read."""
        return next((values.dtype for values in self.weight.chunks(1)), np.dtype(np.float32))

    def chunks(self) -> Iterator[Array]:
        """Yield the values in order, flat, a million at a time."""
        return self.weight.chunks(CHUNK_VALUES)


def tensors_of(graph: Graph, layers: Sequence[str] | None = None) -> tuple[Tensor, ...]:
    """Return the weights of a model, each variable once.

    Args:
        graph: with the values of its weights.
        layers: names or ids of the layers whose weights are wanted; ``None`` for all. The name of a nested model stands for
            all that is in it.

    Raises:
        OptionError: there is no layer of such a name.
        UnsupportedInputError: the layers have no weights, or no values of them are known.
    """
    wanted = list(graph.layers) if layers is None else _named(graph, layers)
    there = {f"{layer.id}/{weight.name}" for layer in wanted for weight in layer.weights}
    found = [(layer, weight) for layer in wanted for weight in layer.weights if weight.shared_with not in there]
    readable = [(layer, weight) for layer, weight in found if weight.has_values]
    if not readable:
        of_what = "the model" if layers is None else f"{', '.join(map(repr, layers))} of the model"
        lacks = (
            "the values of no weight are known" if found else "there are no weights; weights= (--weights) gives those of a file"
        )
        raise UnsupportedInputError(f"{of_what} {graph.name!r} has nothing to export: {lacks}")
    taken: set[str] = set()
    return tuple(Tensor(layer.id, weight, _unique(_parts(layer, weight), taken)) for layer, weight in readable)


def _named(graph: Graph, names: Sequence[str]) -> list[Layer]:
    found: dict[str, Layer] = {}
    for name in names:
        own = [layer for layer in graph.layers if layer.id == name] or [la for la in graph.layers if la.name == name]
        if not own:
            raise unknown_choice("layer", name, dict.fromkeys(layer.id for layer in graph.layers))
        inside = [layer for layer in graph.layers if any(layer.id.startswith(f"{outer.id}/") for outer in own)]
        found |= {layer.id: layer for layer in (*own, *inside)}
    return [layer for layer in graph.layers if layer.id in found]


def _parts(layer: Layer, weight: Weight) -> tuple[str, ...]:
    return tuple(_safe(part) for part in (*layer.id.split("/"), *weight.name.split("/")))


def _safe(part: str) -> str:
    """Return a name that every file system takes and that is no way to another folder."""
    text = _UNSAFE.sub("_", part)[:_LONGEST].rstrip(".") or "_"
    return f"_{text}" if text.startswith((".", "-")) or _RESERVED.fullmatch(text) else text


def _unique(parts: tuple[str, ...], taken: set[str]) -> tuple[str, ...]:
    """Return a name that none before has, in capitals or not, with dots or slashes between its parts."""
    shown = _shortened(parts)
    for number in count(2):
        key = ".".join(shown).casefold()
        if key not in taken:
            taken.add(key)
            return shown
        shown = (*_shortened(parts)[:-1], f"{_shortened(parts)[-1]}#{number}")
    raise AssertionError


def _shortened(parts: Collection[str]) -> tuple[str, ...]:
    """Return parts that make a name of a file together: the last ones, where all are longer than file systems take."""
    kept = list(parts)
    while len(kept) > 1 and sum(map(len, kept)) + len(kept) > 2 * _LONGEST:
        kept.pop(0)
    return tuple(kept)
