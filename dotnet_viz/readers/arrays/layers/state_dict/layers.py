"""The layers that modules of PyTorch are, in the classes, names and axes that Keras has for them.

Source of names and shapes: the ``Variables`` sections of https://docs.pytorch.org/docs/stable/nn.html.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dotnet_viz.errors import ShapeError
from dotnet_viz.keras_format.variables import Variable, VariableTree
from dotnet_viz.keras_format.weights.subclassed import UNKNOWN_CLASS
from dotnet_viz.keras_format.weights_only.layers import StoredLayer
from dotnet_viz.readers.arrays.layers.state_dict.groups import Module
from dotnet_viz.readers.arrays.layers.state_dict.orientation import units_first
from dotnet_viz.readers.arrays.layers.state_dict.recurrent import recurrent_layers
from dotnet_viz.readers.arrays.layers.weight_array import WeightArray
from dotnet_viz.translation.translate import mark

_EMBEDDING = re.compile(r"(^|[._])(\w*emb\w*|wte|wpe|tokens?)($|[._\d])", re.IGNORECASE)
_TRANSPOSED = re.compile(r"trans|deconv|upconv|up_conv|convt", re.IGNORECASE)
_GROUPS = re.compile(r"(^|[._])(gn|group_?norm)\d*($|[._])", re.IGNORECASE)


@dataclass
class Reading:
    """What is known while modules are read in their order, and what had to be assumed.

    Args:
        units_first: whether matrices have a row for each unit where their bias does not show it.
        is_stated: whether that is what the user said, so that nothing else is taken from a bias.
        channels: that the convolution before returns; ``None`` where that is not known.
        following: the module that comes next, ``None`` behind the last.
        notes: names of layers by what was assumed of them.
    """

    units_first: bool
    is_stated: bool = False
    channels: int | None = None
    following: Module | None = None
    notes: dict[str, list[str]] = field(default_factory=dict)

    def assume(self, sentence: str, name: str) -> None:
        """Keep that something was assumed of a layer.

        Args:
            sentence: what was assumed, with ``{names}`` in the place of the layers.
            name: of the layer.
        """
        self.notes.setdefault(sentence, []).append(name)


def layers_of(module: Module, reading: Reading) -> Iterator[StoredLayer]:
    """Yield the layers of one module: one for each layer of recurrent ones, one for each parameter of no known module.

    Args:
        module: with tensors.
        reading: what is known, which is kept up to date.

    Raises:
        ShapeError: tensors of the module do not fit each other.
    """
    own, name = module.tensors, module.name or "model"
    if any(role.startswith("weight_ih") for role in own):
        yield from recurrent_layers(name, own)
        reading.channels = None
        return
    for accepts, make in _MODULES:
        if accepts(own, name) and own.keys() <= _KNOWN_ROLES:
            layer = make(name, own, reading)
            reading.channels = _channels(layer, reading.channels)
            yield layer
            return
    if own.keys() & {"weight", "bias"} or (len(own) > 1 and module.name):
        yield StoredLayer(name, UNKNOWN_CLASS, VariableTree(own=tuple(each.variable(role) for role, each in own.items())))
        return
    for role, tensor in own.items():
        path = f"{module.name}.{role}".lstrip(".")
        yield StoredLayer(path, "Variable", VariableTree(own=(tensor.variable(role),)))


_KNOWN_ROLES = frozenset(
    {"weight", "bias", "running_mean", "running_var", "in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias"}
    | {"q_proj_weight", "k_proj_weight", "v_proj_weight", "bias_k", "bias_v"}
)


def _rank(own: Mapping[str, WeightArray]) -> int:
    return len(own["weight"].shape) if "weight" in own else 0


def _channels(layer: StoredLayer, before: int | None) -> int | None:
    """Return how many channels a convolution returns, and keep them through a normalization."""
    if "filters" in layer.config or "depth_multiplier" in layer.config:
        return int(layer.config.get("filters", 0)) or None
    return before if layer.kind.endswith("Normalization") else None


def _normalization(name: str, own: Mapping[str, WeightArray], _reading: Reading) -> StoredLayer:
    names = (("weight", "gamma"), ("bias", "beta"), ("running_mean", "moving_mean"), ("running_var", "moving_variance"))
    variables = [own[role].variable(ours, trainable=role in ("weight", "bias")) for role, ours in names if role in own]
    if len({variable.shape for variable in variables}) > 1:
        raise ShapeError(f"{name!r} has tensors of different shapes: {', '.join(str(each.shape) for each in own.values())}")
    if "running_mean" in own:
        kind = "BatchNormalization"
    elif "bias" not in own:
        kind, variables = "RMSNormalization", [own["weight"].variable("scale")]
    else:
        kind = "GroupNormalization" if _GROUPS.search(name) else "LayerNormalization"
    config = {"scale": "weight" in own, "center": "bias" in own} if kind != "RMSNormalization" else {}
    return StoredLayer(name, kind, VariableTree(own=tuple(variables)), config)


def _dense(name: str, own: Mapping[str, WeightArray], reading: Reading) -> StoredLayer:
    shown = units_first(Module(name, own))
    is_units_first = reading.units_first if shown is None or reading.is_stated else shown
    kernel = own["weight"].rearranged((1, 0)) if is_units_first else own["weight"]
    bias = own.get("bias")
    if bias is not None and bias.shape != kernel.shape[1:]:
        axes = "(units, inputs)" if is_units_first else "(inputs, units)"
        raise ShapeError(
            f"the bias of {name!r} has shape {bias.shape}, but its weight {own['weight'].shape}, taken as {axes}, has"
            f" {kernel.shape[1]:,} units; layout={'keras' if is_units_first else 'torch'!r} takes it the other way"
        )
    config = {"units": kernel.shape[1], "use_bias": bias is not None}
    return StoredLayer(name, "Dense", VariableTree(own=_kernel_and_bias(kernel, bias)), config)


def _kernel_and_bias(kernel: WeightArray, bias: WeightArray | None, role: str = "kernel") -> tuple[Variable, ...]:
    return (kernel.variable(role), *(() if bias is None else (bias.variable("bias"),)))


def _embedding(name: str, own: Mapping[str, WeightArray], _reading: Reading) -> StoredLayer:
    table = own["weight"]
    config = {"input_dim": table.shape[0], "output_dim": table.shape[1]}
    return StoredLayer(name, "Embedding", VariableTree(own=(table.variable("embeddings"),)), config)


def _convolution(name: str, own: Mapping[str, WeightArray], reading: Reading) -> StoredLayer:
    weight, bias = own["weight"], own.get("bias")
    rank = len(weight.shape) - 2
    space = tuple(range(2, rank + 2))
    first, second = weight.shape[:2]
    config: dict[str, Any] = {"kernel_size": list(weight.shape[2:]), "use_bias": bias is not None}
    if reading.is_stated and not reading.units_first:
        config |= {"kernel_size": list(weight.shape[:rank]), "filters": weight.shape[-1]}
        return StoredLayer(name, f"Conv{rank}D", VariableTree(own=_kernel_and_bias(weight, bias)), config)
    if _is_transposed(name, weight, bias, reading):
        config["filters"] = second
        kernel = weight.rearranged((*space, 1, 0))
        return StoredLayer(name, f"Conv{rank}DTranspose", VariableTree(own=_kernel_and_bias(kernel, bias)), config)
    if bias is not None and bias.shape != (first,):
        raise ShapeError(f"the bias of {name!r} has shape {bias.shape}, but its weight {weight.shape} is of {first:,} filters")
    if rank < 3 and second == 1 < first == reading.channels:
        kernel = weight.rearranged((*space, 0, 1))
        own_variables = _kernel_and_bias(kernel, bias, "depthwise_kernel")
        return StoredLayer(
            name,
            f"DepthwiseConv{rank}D",
            VariableTree(own=own_variables),
            {**config, "depth_multiplier": 1, "filters": first},
        )
    kernel = weight.rearranged((*space, 1, 0))
    return StoredLayer(name, f"Conv{rank}D", VariableTree(own=_kernel_and_bias(kernel, bias)), {**config, "filters": first})


def _is_transposed(name: str, weight: WeightArray, bias: WeightArray | None, reading: Reading) -> bool:
    """Whether the first axis of a kernel is that of inputs: by the bias or what follows, else by the name, which is noted."""
    first, second = weight.shape[:2]
    after = reading.following.tensors.get("running_mean") if reading.following is not None else None
    shown = bias if bias is not None else after
    if shown is not None and (shown.shape == (first,)) != (shown.shape == (second,)):
        return shown.shape == (second,)
    is_named = _TRANSPOSED.search(name) is not None
    if is_named:
        reading.assume(mark("Taken as transposed convolutions by their names, which their shapes do not prove: {names}."), name)
    elif first == second:
        reading.assume(
            mark("Taken as ordinary convolutions; by their shapes they could be transposed ones as well: {names}."),
            name,
        )
    return is_named


def _attention(name: str, own: Mapping[str, WeightArray], reading: Reading) -> StoredLayer:
    """Return attention with a part each for queries, keys and values, which PyTorch keeps in one matrix."""
    whole, bias = own.get("in_proj_weight"), own.get("in_proj_bias")
    children = {}
    for index, part in enumerate(("query", "key", "value")):
        if whole is not None:
            size = whole.shape[0] // 3
            kernel = whole.rearranged((1, 0), rows=(slice(index * size, (index + 1) * size),))
        else:
            kernel = own[f"{part[0]}_proj_weight"].rearranged((1, 0))
        size = kernel.shape[1]
        own_bias = None if bias is None else bias.rearranged(rows=(slice(index * size, (index + 1) * size),))
        children[part] = VariableTree(part, _kernel_and_bias(kernel, own_bias))
    if "out_proj.weight" in own:
        output = own["out_proj.weight"].rearranged((1, 0))
        children["attention_output"] = VariableTree("attention_output", _kernel_and_bias(output, own.get("out_proj.bias")))
    extra = tuple(own[role].variable(role) for role in ("bias_k", "bias_v") if role in own)
    reading.assume(mark("Attention whose number of heads is not among the weights: {names}."), name)
    return StoredLayer(name, "MultiHeadAttention", VariableTree(own=extra, children=children), {"use_bias": bias is not None})


def _is_attention(own: Mapping[str, WeightArray], _name: str) -> bool:
    separate = {"q_proj_weight", "k_proj_weight", "v_proj_weight"} <= own.keys()
    whole = own.get("in_proj_weight")
    return separate or (whole is not None and len(whole.shape) == 2 and whole.shape[0] % 3 == 0)


def _is_normalization(own: Mapping[str, WeightArray], name: str) -> bool:
    if "running_mean" in own:
        return True
    if "weight" not in own or own.keys() - {"weight", "bias"} or not own["weight"].shape:
        return False
    is_pair = "bias" in own and own["bias"].shape == own["weight"].shape
    return is_pair or (_rank(own) == 1 and "norm" in name.lower().rpartition(".")[2])


_Accepts = Callable[[Mapping[str, WeightArray], str], bool]
_Make = Callable[[str, Mapping[str, WeightArray], Reading], StoredLayer]
_MODULES: tuple[tuple[_Accepts, _Make], ...] = (
    (_is_attention, _attention),
    (_is_normalization, _normalization),
    (lambda own, name: _rank(own) == 2 and "bias" not in own and _EMBEDDING.search(name) is not None, _embedding),
    (lambda own, _name: _rank(own) == 2, _dense),
    (lambda own, _name: 3 <= _rank(own) <= 5, _convolution),
)
"""What makes a module one of a kind, and how its layer is made; the first that accepts a module makes it."""
