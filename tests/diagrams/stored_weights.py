"""Weights that are read as from a file, and know how often."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from dotnet_viz.graph import Array, Weight


@dataclass
class Stored:
    """Values as a file gives them: in chunks of a length of its own, and it counts how often it is asked."""

    array: Array
    length: int = 7
    reads: list[str] = field(default_factory=list)

    def read(self) -> Array:
        self.reads.append("whole")
        return self.array

    def chunks(self, max_values: int) -> Iterator[Array]:
        self.reads.append("chunks")
        flat = self.array.reshape(-1)
        for start in count(0, min(self.length, max_values)):
            if start >= flat.size:
                return
            yield flat[start : start + min(self.length, max_values)]


def stored(array: Array, length: int = 7) -> tuple[Weight, Stored]:
    source = Stored(array, length)
    return Weight("kernel", "kernel", array.shape, array.dtype.name, source=source), source
