"""Architectures in families: those that have most of their layers, settings and connections in common.

The distance of two architectures is the part of their features that they do not share (one minus the similarity of Ruzicka,
which is that of Jaccard for counts). Families come from a clustering by average distances (UPGMA).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.measures.families.architecture import ArchitectureFeatures
from dotnet_viz.runtime.cached import cached_property

FAMILY_DISTANCE = 0.5
"""Architectures in a family have on average at least half of their features in common."""
MAX_ARCHITECTURES = 2000
"""Of more than this the first ones are compared with one another: the others are families of their own."""

_COLUMNS = 1024


@dataclass(frozen=True)
class FamilyMerge:
    """Two groups of architectures that become one.

    Args:
        left: number of the first group: an architecture's position, or that of an earlier merge behind these.
        right: of the second group.
        distance: of the two, from 0 to 1.
    """

    left: int
    right: int
    distance: float


@dataclass(frozen=True)
class Families:
    """Models by architecture, and architectures by family.

    Args:
        architecture_of_model: for each model the position of its architecture.
        models: for each architecture the positions of its models; architectures stand in the order of their first models.
        family_of_architecture: for each architecture the number of its family, from 0 in the order of first models.
        merges: how the architectures come together, nearest first: one fewer than architectures that were compared.
    """

    architecture_of_model: tuple[int, ...]
    models: tuple[tuple[int, ...], ...]
    family_of_architecture: tuple[int, ...]
    merges: tuple[FamilyMerge, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What each architecture is called: the number of its family and a letter, such as ``"2b"``."""
        seen: Counter[int] = Counter()
        names = []
        for family in self.family_of_architecture:
            names.append(f"{family + 1}{_letters(seen[family])}")
            seen[family] += 1
        return tuple(names)


def families_of(architectures: Sequence[ArchitectureFeatures]) -> Families:
    """Return which models are alike.

    Args:
        architectures: of the models.

    Example:
        >>> one, two = ArchitectureFeatures("1", {"a": 4, "b": 1}), ArchitectureFeatures("2", {"a": 4, "c": 1})
        >>> other = ArchitectureFeatures("3", {"d": 5})
        >>> found = families_of([one, two, one, other])
        >>> found.models, found.family_of_architecture, found.names
        (((0, 2), (1,), (3,)), (0, 0, 1), ('1a', '1b', '2a'))
    """
    groups: dict[str, list[int]] = {}
    for position, architecture in enumerate(architectures):
        groups.setdefault(architecture.digest, []).append(position)
    index = {digest: number for number, digest in enumerate(groups)}
    distinct = [architectures[positions[0]] for positions in groups.values()]
    merges = _merges(distinct[:MAX_ARCHITECTURES])
    return Families(
        tuple(index[architecture.digest] for architecture in architectures),
        tuple(map(tuple, groups.values())),
        _families(len(distinct), merges, min(len(distinct), MAX_ARCHITECTURES)),
        merges,
    )


def _merges(architectures: Sequence[ArchitectureFeatures]) -> tuple[FamilyMerge, ...]:
    if len(architectures) < 2:
        return ()
    from scipy.cluster.hierarchy import linkage

    rows = linkage(_distances(architectures), "average")
    return tuple(FamilyMerge(int(left), int(right), min(1.0, float(distance))) for left, right, distance, _ in rows)


def _distances(architectures: Sequence[ArchitectureFeatures]) -> NDArray[np.float64]:
    """Return the distance of each pair, as ``pdist`` orders them: 1 - sum of minima / sum of maxima."""
    from scipy.spatial.distance import pdist

    counts = _table([architecture.features for architecture in architectures])
    sums = counts.sum(axis=1)
    apart = pdist(counts, "cityblock")
    first, second = np.triu_indices(len(counts), 1)
    return np.asarray(2 * apart / np.maximum(sums[first] + sums[second] + apart, 1e-12))


def _table(features: Sequence[Mapping[str, int]]) -> NDArray[np.float64]:
    """Return a row of counts for each architecture; more features than columns share columns by their digests."""
    names = sorted({name for each in features for name in each})
    if len(names) <= _COLUMNS:
        column = {name: number for number, name in enumerate(names)}
    else:
        column = {name: int(name, 16) % _COLUMNS for name in names}
    table = np.zeros((len(features), min(len(names), _COLUMNS)))
    for row, each in enumerate(features):
        for name, count in each.items():
            table[row, column[name]] += count
    return table


def _families(count: int, merges: Sequence[FamilyMerge], compared: int) -> tuple[int, ...]:
    """Return the family of each architecture: those that came together within the distance of a family."""
    above = list(range(compared + len(merges)))
    for number, merge in enumerate(merges):
        if merge.distance <= FAMILY_DISTANCE:
            above[merge.left] = above[merge.right] = compared + number
    tops = []
    for start in range(count):
        top = start if start < compared else -start
        while top >= 0 and above[top] != top:
            top = above[top]
        tops.append(top)
    order = {top: number for number, top in enumerate(dict.fromkeys(tops))}
    return tuple(order[top] for top in tops)


def _letters(number: int) -> str:
    """Return a, b, ... z, aa, ab, ... for 0, 1, ..."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text
