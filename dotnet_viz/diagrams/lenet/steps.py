"""The tensors of a model that are worth a figure of their own: layers that keep a tensor's shape join the one before.

An activation, a dropout or a normalisation is written below the feature maps that it works on, as papers do. A tensor that
leaves the model as it is has a figure of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dotnet_viz.diagrams.common.graphs.flat_graph import FlatGraph
from dotnet_viz.diagrams.common.texts.layer_facts import output_shape
from dotnet_viz.graph import Edge, Node, Shape
from dotnet_viz.graph.layer_kinds import changes_values_only, family_of

_KEEPING = frozenset({"regularization", "activation", "normalization"})


@dataclass(frozen=True)
class Step:
    """A tensor and the layers that made it.

    Args:
        node: the layer that gave the tensor its shape.
        joined: layers behind it that keep the shape, in order.
    """

    node: Node
    joined: tuple[Node, ...] = ()

    @property
    def shape(self) -> Shape | None:
        """The tensor's shape, ``None`` where it is not known."""
        return output_shape(self.node)


@dataclass(frozen=True)
class Steps:
    """All steps of a model.

    Args:
        steps: by the id of their node, in order.
        edges: between the nodes of steps.
        owner: the step that each drawn node belongs to.
    """

    steps: dict[str, Step]
    edges: tuple[Edge, ...]
    owner: dict[str, str]


def steps_of(flat: FlatGraph) -> Steps:
    """Return the steps of a model.

    Args:
        flat: what is drawn of it.

    Example:
        >>> from dotnet_viz.diagrams.common.graphs.flat_graph import flattened
        >>> from dotnet_viz.graph import Graph, Layer, TensorSpec
        >>> spec = (TensorSpec((None, 8, 8, 4)),)
        >>> nodes = Node("n0", Layer("c", "c", "Conv2D"), (), spec), Node("n1", Layer("r", "r", "ReLU"), spec, spec)
        >>> steps = steps_of(flattened(Graph("m", "Sequential", nodes, (Edge("n0", 0, "n1", 0),)))).steps
        >>> [(name, len(step.joined)) for name, step in steps.items()]
        [('n0', 1)]
    """
    feeding, fed = flat.before(), flat.after()
    owner: dict[str, str] = {}
    steps: dict[str, Step] = {}
    for node in flat.nodes:
        source = feeding[node.id][0] if len(feeding[node.id]) == 1 else None
        is_alone = source in owner and len(fed[source]) == 1 and flat.frames.get(node.id) == flat.frames.get(source)
        if source is not None and is_alone and source not in flat.outputs and _keeps(node):
            owner[node.id] = owner[source]
            step = steps[owner[source]]
            steps[step.node.id] = replace(step, joined=(*step.joined, node))
        else:
            owner[node.id] = node.id
            steps[node.id] = Step(node)
    edges = (replace(edge, source=owner[edge.source], target=owner[edge.target]) for edge in flat.edges)
    return Steps(steps, tuple(edge for edge in edges if edge.source != edge.target), owner)


def _keeps(node: Node) -> bool:
    """Whether a layer treats every value by itself, so that its tensor looks like the one that enters it."""
    family = family_of(node.layer)
    return family in _KEEPING or (changes_values_only(node) and family != "input")
