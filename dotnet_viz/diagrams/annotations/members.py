"""Which calls of layers each shape of a finished picture stands for, in any style."""

from __future__ import annotations

from collections.abc import Mapping

from dotnet_viz.graph import Graph
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
        self._known = {node.id for node in graph.nodes}
        self._inside: dict[str, list[str]] = {}
        for node in graph.nodes:
            for outer in graph.around(node.id):
                self._inside.setdefault(outer.id, []).append(node.id)

    def of(self, scene: Scene, shape: Shape) -> tuple[str, ...]:
        """Return the ids of the calls that a shape stands for, those inside a closed nested model included.

        Args:
            scene: the picture.
            shape: one of its shapes.
        """
        own = shape.group or shape.id
        listed = scene.members.get(shape.id) or scene.members.get(own) or (own,)
        found = [name for call in listed for name in (call, *self._inside.get(call, ())) if name in self._known]
        return tuple(dict.fromkeys(found))

    def filled(self, scene: Scene) -> Mapping[str, tuple[str, ...]]:
        """Return the calls behind each shape that has the colour of a layer, by the shape's id.

        Args:
            scene: the picture.
        """
        shapes = (shape for shape in scene.shapes if shape.form not in _WITHOUT_FILL and shape.kind not in NOT_FILLED)
        return {shape.id: calls for shape in shapes if (calls := self.of(scene, shape))}
