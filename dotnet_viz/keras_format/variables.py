"""The variables of a layer as its file or its object holds them: a tree of own values and of parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from dotnet_viz.errors import UnsafeFileError
from dotnet_viz.graph import WeightSource
from dotnet_viz.natural_order import natural_key

MAX_DEPTH = 64

Value = TypeVar("Value")


@dataclass(frozen=True)
class Variable:
    """One variable.

    Args:
        shape: sizes of the axes.
        dtype: name of the dtype as stored.
        source: where the values are; ``None`` where only the shape was wanted.
        name: its own name such as ``"kernel"``; ``None`` where only its number is known.
        trainable: ``None`` where the source does not state it.
        is_undecided: whether settings that cannot be matched with it may keep it from training.
    """

    shape: tuple[int, ...]
    dtype: str
    source: WeightSource | None
    name: str | None = None
    trainable: bool | None = None
    is_undecided: bool = False


@dataclass(frozen=True)
class VariableTree:
    """An object with variables and the objects inside it, by the attribute that holds them.

    Args:
        name: the object's name where the source states it.
        own: its variables in Keras' order.
        children: the objects inside.
        is_container: whether this is only a list or a dict of objects.
        is_known: whether the source states which variables these are; without, others may belong here.
        lora_scaling: what the product of LoRA's factors is multiplied by; ``None`` where the source does not tell.
        kind: class of a quantised layer of Keras; ``None`` for others, and where the source does not tell.
        settings: of such a layer, as far as its values depend on them.
    """

    name: str | None = None
    own: tuple[Variable, ...] = ()
    children: Mapping[str, VariableTree] = field(default_factory=dict)
    is_container: bool = False
    is_known: bool = True
    lora_scaling: float | None = None
    kind: str | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether there is no variable anywhere inside."""
        return not self.own and all(child.is_empty for child in self.children.values())

    def descendant(self, name: str) -> VariableTree | None:
        """Return the object of a name that is an attribute, or in a list or dict that is one; ``None`` where there is none."""
        for child in self.children.values():
            found = child if child.name == name else child.descendant(name) if child.is_container else None
            if found is not None:
                return found
        return None

    def undecided(self) -> VariableTree:
        """Return the same, with settings that may keep any variable from training."""
        own = tuple(replace(variable, is_undecided=True) for variable in self.own)
        return replace(self, own=own, children={key: child.undecided() for key, child in self.children.items()})

    def without(self, trees: Collection[VariableTree]) -> VariableTree:
        """Return the same without some objects in it, as :meth:`descendant` found them."""
        kept = {
            key: child.without(trees) if child.is_container else child
            for key, child in self.children.items()
            if not any(child is tree for tree in trees)
        }
        return replace(self, children=kept)


EMPTY = VariableTree()
AMBIGUOUS = VariableTree(is_known=False)
"""In the place of variables whose layer is not known."""


def tree_of_paths(variables: Mapping[str, Variable], names: Mapping[str, str | None]) -> VariableTree:
    """Arrange the variables of a ``.keras`` weights file by their paths.

    Args:
        variables: by path, such as ``"layers/dense/vars/0"``.
        names: names of objects by the path of their ``vars`` group, ``None`` where it has none.

    Raises:
        UnsafeFileError: a path has more than 64 parts, which no model has.
    """
    if not variables and not names:
        return EMPTY
    root: dict[str, Any] = {}
    for path in (*variables, *names):
        if path.count("/") >= MAX_DEPTH:
            raise UnsafeFileError(
                f"the weights file nests {path[:60]!r}... more than {MAX_DEPTH} deep; refused, since no model does"
            )
    for path, variable in variables.items():
        _place(root, path.split("/"), variable)
    for path, name in names.items():
        group = _descend(root, path.split("/")[:-1])
        group.setdefault("\0vars", {})
        group["\0name"] = name
    return _freeze(root)


def with_slashes(paths: Mapping[str, Value]) -> dict[str, Value]:
    r"""Return what stands under paths of a weights file with one kind of slash in them.

    Keras 2.13 to 2.15 joins the names of objects with backslashes on Windows; no name has one itself. Where two paths
    become one, both are left as they are.

    Example:
        >>> with_slashes({r"layers\dense/vars/0": 1, "a/b": 2})
        {'layers/dense/vars/0': 1, 'a/b': 2}
    """
    changed = {path: path.replace("\\", "/") for path in paths}
    counts = Counter(changed.values())
    return {changed[path] if counts[changed[path]] == 1 else path: value for path, value in paths.items()}


def _place(root: dict[str, Any], parts: list[str], variable: Variable) -> None:
    index = len(parts) - 2 if len(parts) > 1 and parts[-2] == "vars" else len(parts) - 1
    group = _descend(root, parts[:index])
    group.setdefault("\0vars", {})["/".join(parts[index:]).removeprefix("vars/")] = variable


def _descend(root: dict[str, Any], parts: list[str]) -> dict[str, Any]:
    for part in parts:
        root = root.setdefault(part, {})
    return root


def _freeze(group: dict[str, Any]) -> VariableTree:
    own = group.get("\0vars", {})
    children = {key: _freeze(group[key]) for key in sorted(group, key=natural_key) if not key.startswith("\0")}
    return VariableTree(
        name=group.get("\0name"),
        own=tuple(_named(own[key], key) for key in sorted(own, key=natural_key)),
        children=children,
        is_container="\0vars" not in group and "\0name" not in group,
    )


def _named(variable: Variable, key: str) -> Variable:
    if key.isdigit():
        return variable
    return Variable(variable.shape, variable.dtype, variable.source, key, variable.trainable)
