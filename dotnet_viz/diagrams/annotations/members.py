"""Which calls of layers each shape of a finished picture stands for, in any style."""

from __future__ import annotations

from collections.abc import Mapping

from dotnet_viz.diagrams.common.graphs.frames import opened
from dotnet_viz.graph import Graph
from dotnet_viz.runtime.cached import cached_property
from dotnet_viz.scene import Scene, Shape

NOT_FILLED = frozenset({"left-out", "caption", "window", "value", "corner", "bias", "kernel", "maps", "output", "hollow"})
"""Kinds of shapes that belong to a layer's figure but do not have its colour."""
_WITHOUT_FILL = frozenset({"area", "ellipsis"})


class Members:
    """The calls that shapes stand for.

    Args:
        graph: the whole model.

    Example:
        >>> from dotnet_viz.graph import Layer, Node
        >>> members = Members(Graph("m", "Sequential", (Node("n0", Layer("a", "a", "Dense")),)))
        >>> members.of(Scene("m"), Shape("n0-u3", "a [3]", 9, 9, group="n0"))
        ('n0',)
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._known = {node.id for node in graph.nodes}
        self._inside: dict[str, list[str]] = {}
        for node in graph.nodes:
            for outer in graph.around(node.id):
                self._inside.setdefault(outer.id, []).append(node.id)

    def of(self, scene: Scene, shape: Shape) -> tuple[str, ...]:
        """Return the ids of the calls that a shape stands for, those inside a closed nested model included.

        What is inside an opened wrapper or custom layer stands for its call, as no other one has a name in the model.

        Args:
            scene: the picture.
            shape: one of its shapes.
        """
        own = shape.group or shape.id
        listed = scene.members.get(shape.id) or scene.members.get(own) or (own,)
        calls = [call if call in self._known else self._wrappers.get(call, call) for call in listed]
        found = [name for call in calls for name in (call, *self._inside.get(call, ())) if name in self._known]
        return tuple(dict.fromkeys(found))

    @cached_property
    def _wrappers(self) -> Mapping[str, str]:
        """The call of the wrapper or custom layer around each call that is in it, by its id."""
        parents = {node.id: node.parent for node in opened(self._graph).nodes}
        found: dict[str, str] = {}
        for name in parents.keys() - self._known:
            outer = parents[name]
            while outer is not None and outer not in self._known:
                outer = parents[outer]
            if outer is not None:
                found[name] = outer
        return found

    def filled(self, scene: Scene) -> Mapping[str, tuple[str, ...]]:
        """Return the calls behind each shape that has the colour of a layer, by the shape's id.

        Args:
            scene: the picture.
        """
        shapes = (shape for shape in scene.shapes if shape.form not in _WITHOUT_FILL and shape.kind not in NOT_FILLED)
        return {shape.id: calls for shape in shapes if (calls := self.of(scene, shape))}
