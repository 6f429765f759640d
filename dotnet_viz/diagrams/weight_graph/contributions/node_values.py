"""What goes into the calls of a graph's layers and comes out, from a pass of the model that the graph was read from."""

from __future__ import annotations

from typing import Any

from dotnet_viz.diagrams.weight_graph.contributions.line_values import NodeValues
from dotnet_viz.explain.activations.batches import first_samples
from dotnet_viz.explain.activations.forward_pass import forward_pass
from dotnet_viz.explain.activations.places import call_names
from dotnet_viz.graph import Graph
from dotnet_viz.graph.channel_axis import nodes_with_channels_first


def node_values(model: object, graph: Graph, x: Any) -> NodeValues:
    """Return what goes into the calls of a graph's layers and comes out, for the first sample.

    Args:
        model: what :func:`~dotnet_viz.explain.activations.forward_pass.forward_pass` takes.
        graph: of the model.
        x: inputs, see :func:`~dotnet_viz.explain.activations.batches.batches`.

    Raises:
        VizError: the model cannot be run, or the inputs do not fit.
    """
    runner = forward_pass(model)
    batch = first_samples(x, runner.input_shapes, runner.input_names)
    given: dict[str, Any] = {}
    returned: dict[str, Any] = {}
    runner.run(
        batch,
        lambda place, values: returned.__setitem__(place.name, values[0]),
        take_input=lambda place, values: given.__setitem__(place.name, values[0]),
    )
    names = call_names([(node.id, node.layer.id) for node in graph.nodes])
    return NodeValues(
        {node: given[name] for node, name in names.items() if name in given},
        {node: returned[name] for node, name in names.items() if name in returned},
        nodes_with_channels_first(graph),
    )
