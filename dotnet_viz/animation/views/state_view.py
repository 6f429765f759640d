"""A picture of one state of a network, by styles that make one of each of several."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from dotnet_viz.graph import Graph
from dotnet_viz.scene import Scene


class StateView(ABC):
    """What the styles that ask a network about samples have in common."""

    @abstractmethod
    def build_frames(self, graphs: Sequence[Graph]) -> list[Scene]:
        """Return a picture of each state of a network.

        Args:
            graphs: the network at each time, at least one.
        """

    def build(self, graph: Graph) -> Scene:
        """Return the picture of one state of a network.

        Args:
            graph: see :meth:`build_frames`.
        """
        return self.build_frames([graph])[0]
