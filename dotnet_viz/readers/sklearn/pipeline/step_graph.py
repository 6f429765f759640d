"""A graph of steps that is built in the order of the data: layers, and frames around those of one estimator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from dotnet_viz.graph import Edge, Layer, Node, Port
from dotnet_viz.readers.sklearn.pipeline.table_columns import TableColumns


class StepGraph:
    """The nodes, edges and notes so far.

    Example:
        >>> steps = StepGraph()
        >>> table = steps.add("input", "InputLayer", [], TableColumns(count=3))
        >>> def add(inside: TableColumns) -> TableColumns:
        ...     return steps.add("scaler", "StandardScaler", [inside], TableColumns(count=3))
        >>> steps.add_frame("scale", "Pipeline", table, add).port
        Port(node='n1', index=0)
        >>> [(node.id, node.layer.id, node.parent) for node in steps.nodes]
        [('n0', 'input', None), ('n1', 'scale', None), ('n2', 'scale/scaler', 'n1')]
        >>> steps.nodes[1].entries, steps.edges
        ((Port(node='n2', index=0),), (Edge(source='n0', source_port=0, target='n1', target_port=0),))
    """

    def __init__(self) -> None:
        self._nodes: list[Node] = []
        self._edges: list[Edge] = []
        self._frames: list[int] = []
        self._notes: list[str] = []

    @property
    def nodes(self) -> tuple[Node, ...]:
        """All nodes, the inner ones after the frame that they are in."""
        return tuple(self._nodes)

    @property
    def edges(self) -> tuple[Edge, ...]:
        """All edges."""
        return tuple(self._edges)

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences on what is not in the graph."""
        return tuple(self._notes)

    def note(self, *sentences: str) -> None:
        """Add sentences on what is not in the graph."""
        self._notes += sentences

    def add(
        self, name: str, kind: str, given: list[TableColumns], result: TableColumns, config: Mapping[str, Any] | None = None
    ) -> TableColumns:
        """Add a layer with one call.

        Args:
            name: of the step.
            kind: its class.
            given: the tables that go in, in order.
            result: the columns that come out.
            config: its parameters, as plain JSON values.

        Returns:
            The columns that come out, from the new node.
        """
        named = {} if result.names is None else {"feature_names": list(result.names)}
        return self.add_layer(Layer("", name, kind, trainable=None, config={**(config or {}), **named}), given, result)

    def add_layer(self, layer: Layer, given: list[TableColumns], result: TableColumns) -> TableColumns:
        """Add a layer that is complete but for its id; see :meth:`add`.

        Args:
            layer: the layer.
            given: the tables that go in, in order.
            result: the columns that come out.
        """
        node_id = f"n{len(self._nodes)}"
        around = [self._nodes[index] for index in self._frames]
        layer = replace(layer, id=self._free_id("/".join([*(node.layer.name for node in around), layer.name])))
        self._nodes.append(Node(node_id, layer, (), (result.spec,), around[-1].id if around else None))
        for number, table in enumerate(given):
            if table.port is not None:
                self._connect(table.port, node_id, number)
        return replace(result, port=Port(node_id))

    def add_frame(self, name: str, kind: str, given: TableColumns, add: Callable[[TableColumns], TableColumns]) -> TableColumns:
        """Add a nested model; where nothing is added inside, there is none.

        Args:
            name: of the step.
            kind: its class.
            given: the table that goes in.
            add: adds what is inside, given that table, and returns what comes out.
        """
        index = len(self._nodes)
        outside = self.add_layer(Layer("", name, kind, "model", trainable=None), [given], TableColumns())
        self._frames.append(index)
        result = add(given)
        self._frames.pop()
        node = self._nodes[index]
        if len(self._nodes) == index + 1 or result.port is None:
            del self._nodes[index:]
            self._edges = [edge for edge in self._edges if edge.target != node.id]
            return result
        self._nodes[index] = replace(node, exits=(result.port,), outputs=(result.spec,))
        return replace(result, port=outside.port)

    def add_entry(self, given: TableColumns) -> TableColumns:
        """Return a table that several steps may take: inside a frame the columns that go into it, else those that are given.

        Args:
            given: the table that goes in.
        """
        return self.add("columns", "InputLayer", [given], given) if self._frames else given

    def _connect(self, port: Port, target: str, number: int) -> None:
        """Draw an edge from a port; where it is outside the frame, the frame's input arrives at the target."""
        source = next(node for node in self._nodes if node.id == port.node)
        if self._frames and source.parent != self._nodes[self._frames[-1]].id:
            frame = self._frames[-1]
            self._nodes[frame] = replace(self._nodes[frame], entries=(Port(target, number),))
        else:
            self._edges.append(Edge(port.node, port.index, target, number))

    def _free_id(self, wanted: str) -> str:
        taken = {node.layer.id for node in self._nodes}
        number, found = 1, wanted
        while found in taken:
            number += 1
            found = f"{wanted}_{number}"
        return found
