"""Which group of a weights file is which layer, where the file names no layers: Keras before 3.6.

Keras calls the groups of a list of layers by class and number. What it counts depends on its version:

- up to 2.13 each layer with weights is twice in the list, so that its numbers are 0, 2, 4; one that was saved before, in
  another model or under another attribute, takes its numbers all the same, and has no group here;
- in 2.14 and 2.15 each layer has one number, and one that was saved before has none;
- since 3.0 each layer has one number, and one that was saved before takes its number too.

A layer gets a group only if every possible numbering that explains all groups gives it that one.

Source: ``saving_lib._save_container_state`` of Keras 2.12 to 3.5, and ``Functional._layer_checkpoint_dependencies`` of
Keras 2.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from dotnet_viz.keras_format.variables import AMBIGUOUS, EMPTY, VariableTree

_MOST_STATES = 1000
_VERSION = re.compile(r"(\d+)\.(\d+)")


class Numbering(Enum):
    """What the numbers of groups count."""

    TWICE = "each layer with weights twice"
    ONCE_SAVED = "each layer that is saved here"
    ONCE = "each layer"


def numberings_of(version: str | None) -> tuple[Numbering, ...]:
    """Return how a version of Keras may number groups.

    Example:
        >>> numberings_of("2.13.1")
        (<Numbering.TWICE: 'each layer with weights twice'>,)
        >>> len(numberings_of(None))
        3
    """
    found = _VERSION.match(version or "")
    if found is None:
        return tuple(Numbering)
    major, minor = int(found[1]), int(found[2])
    if major >= 3:
        return (Numbering.ONCE,)
    return (Numbering.ONCE_SAVED,) if minor >= 14 else (Numbering.TWICE,)


@dataclass(frozen=True)
class ListedLayer:
    """A layer in a list of layers of one class.

    Args:
        saved_before: whether it was saved before, in another place; ``None`` where it may have been.
        has_weights: whether it certainly has weights.
        fits: whether a group may be that of the layer, by the shapes in it.
    """

    saved_before: bool | None
    has_weights: bool
    fits: Callable[[VariableTree], bool]


def groups_of_class(group: VariableTree, name: str, other_classes: Collection[str]) -> dict[int, VariableTree]:
    """Return the groups of a class of layers by their numbers.

    Args:
        group: of a list of layers.
        name: of the class as Keras writes it in paths, such as ``"conv2d"``.
        other_classes: in the list, some of which may look like a numbered one.

    Example:
        >>> sorted(groups_of_class(VariableTree(children={"dense": EMPTY, "dense_2": EMPTY, "dropout": EMPTY}), "dense", ()))
        [0, 2]
    """
    found = {}
    for key, child in group.children.items():
        number = key[len(name) + 1 :] if key.startswith(f"{name}_") else ""
        if key == name:
            found[0] = child
        elif re.fullmatch(r"[1-9]\d{0,8}", number) and key not in other_classes:
            found[int(number)] = child
    return found


def matched_groups(
    layers: Sequence[ListedLayer],
    groups: Mapping[int, VariableTree],
    numberings: Sequence[Numbering],
    *,
    is_incomplete: bool = False,
) -> list[VariableTree]:
    """Return the group of each layer, an empty one where there is none, and ``AMBIGUOUS`` where one of several may be its own.

    Args:
        layers: of one class, in the order of the list.
        groups: of that class, by number.
        numberings: that are possible.
        is_incomplete: whether some of the layers may have been saved before, and layers may be saved behind them that
            are not in the list, as in a model with attributes of its own.

    Example:
        >>> layer = ListedLayer(False, True, lambda group: True)
        >>> first, second = VariableTree("first"), VariableTree("second")
        >>> [group.name for group in matched_groups([layer, layer], {0: first, 1: second}, [Numbering.ONCE])]
        ['first', 'second']
    """
    if not groups:
        return [EMPTY] * len(layers)
    filled = {number for number, group in groups.items() if not group.is_empty}
    for free in (False, True) if not is_incomplete else (True,):
        explanations = [_Counting(layers, groups, numbering, free, is_incomplete).choices() for numbering in numberings]
        possible = [explanation for explanation in explanations if explanation]
        if possible:
            choices = [set().union(*(explanation[index] for explanation in possible)) for index in range(len(layers))]
            return [_chosen(groups, choice, filled) for choice in choices]
    return [AMBIGUOUS if filled else EMPTY] * len(layers)


def _chosen(groups: Mapping[int, VariableTree], choice: set[int], filled: set[int]) -> VariableTree:
    if len(choice) == 1:
        return groups.get(min(choice), EMPTY)
    return AMBIGUOUS if choice & filled else EMPTY


_NONE = -1
_Move = tuple[int, int]
"""The number of the group that a layer has, or none, and the number that the next one may have."""


@dataclass(frozen=True)
class _Counting:
    """All numberings that the layers of a class can have.

    Args:
        layers: of the class.
        groups: by number.
        numbering: what the numbers count.
        free: whether any layer may have been saved before.
        more: whether groups may follow that are of no layer here.
    """

    layers: Sequence[ListedLayer]
    groups: Mapping[int, VariableTree]
    numbering: Numbering
    free: bool
    more: bool

    def choices(self) -> list[set[int]]:
        """Return for each layer the numbers of the groups that it can have; nothing where no numbering explains all groups."""
        states: list[set[int]] = [{0}]
        for layer in self.layers:
            states.append({after for number in states[-1] for _, after in self._moves(layer, number)})
            if not states[-1] or len(states[-1]) > _MOST_STATES:
                return []
        alive = {number for number in states[-1] if self.more or number > max(self.groups)}
        choices: list[set[int]] = []
        for index in range(len(self.layers) - 1, -1, -1):
            moves = [(number, move) for number in states[index] for move in self._moves(self.layers[index], number)]
            useful = [(number, chosen) for number, (chosen, after) in moves if after in alive]
            choices.append({chosen for _, chosen in useful})
            alive = {number for number, _ in useful}
        return choices[::-1] if alive else []

    def _moves(self, layer: ListedLayer, number: int) -> Iterator[_Move]:
        group = self.groups.get(number)
        if group is not None and not layer.saved_before and (not self.free or layer.fits(group)):
            yield from ((number, number + step) for step in self._steps(layer, number, group))
        if layer.saved_before is False and not self.free:
            return
        if self.numbering is Numbering.ONCE_SAVED:
            yield _NONE, number
        elif group is None:
            yield from ((_NONE, number + step) for step in self._steps(layer, number, None))

    def _steps(self, layer: ListedLayer, number: int, group: VariableTree | None) -> Iterator[int]:
        if self.numbering is not Numbering.TWICE:
            yield 1
            return
        filled = group is not None and not group.is_empty
        if not (filled or layer.has_weights):
            yield 1
        if number + 1 not in self.groups:  # the second time in the list makes no group
            yield 2
