"""Which tensors of a ``state_dict`` belong to one module, by their names."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import takewhile

from dotnet_viz.readers.arrays.layers.weight_array import WeightArray

_ONLY_TORCH = ("running_mean", "running_var", "num_batches_tracked", "in_proj_weight", "weight_ih_l0", "weight_ih")
_ONLY_KERAS = ("kernel", "gamma", "moving_mean", "embeddings", "recurrent_kernel", "depthwise_kernel")
COUNTER = "num_batches_tracked"


@dataclass(frozen=True)
class Module:
    """A module with tensors of its own.

    Args:
        name: its path, such as ``"features.0"``; empty for the model itself.
        tensors: by the names of its attributes.
    """

    name: str
    tensors: Mapping[str, WeightArray]


def is_state_dict(names: Collection[str]) -> bool:
    """Return whether names are those that PyTorch gives: with dots, and roles that Keras does not have.

    Args:
        names: of arrays.

    Example:
        >>> is_state_dict(["fc.weight", "fc.bias"]), is_state_dict(["fc/kernel"]), is_state_dict(["fc_weight"])
        (True, False, False)
    """
    roles = {name.rpartition(".")[2] for name in names}
    if any(name.rpartition("/")[2].split(":")[0] in _ONLY_KERAS or "/" in name for name in names):
        return False
    return "weight" in roles or any(role in roles for role in _ONLY_TORCH)


def modules_of(tensors: Mapping[str, WeightArray]) -> list[Module]:
    """Return the modules of a ``state_dict`` in its order, without the counters of batches and what all names begin with.

    Args:
        tensors: by name.
    """
    names = [name for name in tensors if name.rpartition(".")[2] != COUNTER]
    paths = [name.rpartition(".")[0].split(".") for name in names]
    shared = [parts[0] for parts in takewhile(lambda parts: len(set(parts)) == 1, zip(*paths, strict=False))]
    # A module that all others are in keeps the last part of its name.
    start = len(".".join(shared[:-1] if shared in paths else shared))
    groups: dict[str, dict[str, WeightArray]] = {}
    for name in names:
        module, _, role = name[start:].lstrip(".").rpartition(".")
        groups.setdefault(module, {})[role] = tensors[name]
    return _with_projections([Module(name, group) for name, group in groups.items()])


def _with_projections(modules: list[Module]) -> list[Module]:
    """Return modules in which attention has the tensors of its output, which is a module in PyTorch."""
    outputs = {
        f"{module.name}.out_proj".lstrip("."): module.name
        for module in modules
        if module.tensors.keys() & {"in_proj_weight", "q_proj_weight"}
    }
    inside = {outputs[module.name]: module.tensors for module in modules if module.name in outputs}
    return [
        Module(module.name, {**module.tensors, **{f"out_proj.{role}": t for role, t in inside.get(module.name, {}).items()}})
        for module in modules
        if module.name not in outputs
    ]
