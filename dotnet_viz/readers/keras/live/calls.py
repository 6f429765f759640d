"""The calls of a model's layers: walked from its outputs back to its inputs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Protocol

from dotnet_viz.graph import Shape, TensorSpec
from dotnet_viz.keras_format.config.inbound_nodes import read_call
from dotnet_viz.keras_format.config.names import snake_case
from dotnet_viz.keras_format.config.records import Call, TensorReference
from dotnet_viz.readers.keras.live.objects import constant, history, is_tensor, nodes, shape_of
from dotnet_viz.traversal import depth_first_order


class Ends(Protocol):
    """What has symbolic tensors going in and coming out."""

    @property
    def inputs(self) -> Sequence[Any]:
        """The tensors where data enters."""

    @property
    def outputs(self) -> Sequence[Any]:
        """The tensors that come out."""


class Calls:
    """The calls of the layers between some tensors, numbered from 0 for each layer.

    A layer may have calls that belong to other models; only those on a path from the inputs to the
    outputs are taken.

    Args:
        ends: the symbolic tensors between which to look; ``None`` where there are none yet.
        batch: the size that stands for a batch of any size; ``None`` where none does.
    """

    def __init__(self, ends: Ends | None, batch: int | None = None) -> None:
        self._batch = batch
        self._used: dict[int, list[int]] = {}
        self.operations: list[Any] = []
        if ends is not None:
            self._collect(ends)

    def _collect(self, ends: Ends) -> None:
        used: dict[int, set[int]] = {}
        for tensor in ends.inputs:
            operation, index, _ = history(tensor)
            self._note(used, operation, index)
        entries = {id(tensor) for tensor in ends.inputs}
        self._walk(ends.outputs, entries, used)
        self._used = {key: sorted(indices) for key, indices in used.items()}

    def _walk(self, outputs: Sequence[Any], entries: set[int], used: dict[int, set[int]]) -> None:
        """Visit what a call needs before the call itself."""
        met: dict[tuple[int, int], tuple[Any, int]] = {}

        def calls_of(tensors: Sequence[Any]) -> list[tuple[int, int]]:
            found = [history(tensor)[:2] for tensor in tensors if id(tensor) not in entries]
            met.update({(id(operation), index): (operation, index) for operation, index in found})
            return [(id(operation), index) for operation, index in found]

        def sources(call: tuple[int, int]) -> list[tuple[int, int]]:
            operation, index = met[call]
            return calls_of(nodes(operation)[index].input_tensors)

        for call in depth_first_order(calls_of(outputs), sources):
            self._note(used, *met[call])

    def _note(self, used: dict[int, set[int]], operation: Any, index: int) -> None:
        if id(operation) not in used:
            self.operations.append(operation)
        used.setdefault(id(operation), set()).add(index)

    def uses(self, operation: Any) -> bool:
        """Whether there is a call of a layer."""
        return id(operation) in self._used

    def indices(self, operation: Any) -> list[int]:
        """Return the numbers of a layer's calls among all calls that Keras knows of it."""
        return self._used.get(id(operation), [])

    def of(self, operation: Any) -> tuple[Call, ...]:
        """Return the calls of a layer or an operation."""
        found = nodes(operation)
        return tuple(self._call(found[index]) for index in self.indices(operation)) or (Call(),)

    def _call(self, node: Any) -> Call:
        outputs = tuple(self._spec(tensor) for tensor in node.outputs)
        arguments = node.arguments
        if not node.input_tensors and not self._is_called_on_constants(node):
            return Call(outputs=outputs)
        written = {"args": self._written(arguments.args), "kwargs": self._written(arguments.kwargs)}
        call = read_call(written, lambda _name: False)
        return Call(call.tensors, call.constants, outputs)

    def _is_called_on_constants(self, _node: Any) -> bool:
        return False

    def _spec(self, tensor: Any) -> TensorSpec:
        return TensorSpec(self._shape(tensor), str(tensor.dtype))

    def _shape(self, tensor: Any) -> Shape | None:
        shape = shape_of(tensor)
        return (None, *shape[1:]) if shape and self._batch is not None and shape[0] == self._batch else shape

    def _written(self, value: Any) -> Any:
        if is_tensor(value):
            return self._reference(value)
        if isinstance(value, (list, tuple)):
            return [self._written(item) for item in value]
        if isinstance(value, dict):
            return {key: self._written(item) for key, item in value.items()}
        return value if value is None or isinstance(value, (bool, int, float, str)) else self._constant(value)

    def _constant(self, value: Any) -> Any:
        return constant(value)

    def _name(self, operation: Any) -> str:
        return str(operation.name)

    def _reference(self, tensor: Any) -> TensorReference:
        operation, index, number = history(tensor)
        return TensorReference(self._name(operation), self.indices(operation).index(index), number, self._spec(tensor))

    def ends(self, tensors: Any) -> tuple[TensorReference, ...]:
        """Return the tensors where data enters or leaves."""
        return tuple(self._reference(tensor) for tensor in tensors)


class TracedCalls(Calls):
    """The calls that a traced forward pass made.

    Args:
        ends: the symbolic tensors of the pass.
        variables: the model's own variables, which operations may take.
        tracked: the ids of the layers that belong to the model; other calls were made in between.
        batch: the size that stands for a batch of any size; ``None`` where none does.
        guessed: whether the dtype of the inputs was only assumed.
    """

    def __init__(self, ends: Ends, variables: Sequence[Any], tracked: set[int], batch: int | None, guessed: bool) -> None:
        super().__init__(ends, batch)
        self._guessed = {id(tensor) for tensor in ends.inputs} if guessed else set()
        self.names = _Names()
        layers = [operation for operation in self.operations if id(operation) in tracked]
        inputs = [operation for operation in self.operations if is_input(operation)]
        for value in (*layers, *variables, *inputs):
            self.names.add(value, str(value.name))
        for operation in self.operations:
            if id(operation) not in tracked and not is_input(operation):  # named by Keras, with numbers that count up
                self.names.add(operation, snake_case(kind_of(operation).removeprefix("tf.").replace(".", "_")))
        self._variables = {id(variable) for variable in variables}

    def _is_called_on_constants(self, node: Any) -> bool:
        return not is_input(node.operation)

    def _name(self, operation: Any) -> str:
        return self.names.of(operation)

    def _spec(self, tensor: Any) -> TensorSpec:
        return TensorSpec(self._shape(tensor), None if id(tensor) in self._guessed else str(tensor.dtype))

    def _constant(self, value: Any) -> Any:
        if id(value) in self._variables:
            return TensorReference(self.names.of(value), 0, 0)
        shape, dtype = getattr(value, "shape", None), getattr(value, "dtype", None)
        if shape is not None and dtype is not None:  # its values would fill the graph
            sizes = tuple(None if size == self._batch else size for size in shape)
            return f"{getattr(dtype, 'name', dtype)} tensor of shape {sizes}"
        return constant(value)


class _Names:
    """A name for each object, none twice: the second ``a`` becomes ``a#2``, as in the ids of a graph's layers."""

    def __init__(self) -> None:
        self._names: dict[int, str] = {}
        self._titles: dict[int, str] = {}

    def add(self, value: Any, wanted: str) -> None:
        """Give an object the name that it wants, or one close to it."""
        self._names[id(value)] = free_name(wanted, set(self._names.values()))
        self._titles[id(value)] = wanted

    def of(self, value: Any) -> str:
        """Return the name of an object."""
        return self._names[id(value)]

    def title(self, value: Any) -> str:
        """Return the name that an object wanted."""
        return self._titles[id(value)]


def free_name(wanted: str, taken: Collection[str]) -> str:
    """Return a name that is not taken yet: the wanted one, or that with a number.

    Args:
        wanted: the name to start from.
        taken: names that are in use.

    Example:
        >>> free_name("a", {"a", "a#2"})
        'a#3'
    """
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}#{number}"
    return name


def is_input(operation: Any) -> bool:
    """Whether an operation is where data enters."""
    return type(operation).__name__ == "InputLayer"


def kind_of(operation: Any) -> str:
    """Return the name of an operation's class, or of the function that it stands for."""
    return str(getattr(operation, "function_name", type(operation).__name__))
