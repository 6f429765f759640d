"""The slices of the data where a model does worst: found among many, and told from noise.

A slice is all samples that meet one condition or two, such as a range of a feature or a class. The search is that of Slice
Finder (Chung, Kraska, Polyzotis, Tae and Whang, "Slice Finder: Automated Data Slicing for Model Validation", ICDE 2019,
arXiv 1807.06068): single conditions first, then pairs of those that are not weak by themselves. A slice is weak where it is
large enough, its error exceeds that of all other samples by a large enough effect, and the difference is more than chance.

What is chance is decided by Fisher's exact test of right and wrong answers and by Welch's test of amounts. Both are corrected
for the number of slices by the method of Holm ("A Simple Sequentially Rejective Multiple Test Procedure", Scandinavian Journal
of Statistics 6, 1979), half of the 5 % for single conditions and half for pairs, of which all that are possible count: the
chance that any slice is reported of a model without weak spots is at most 5 %.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.measures.evaluation.intervals.wilson import NORMAL, wilson_interval
from dotnet_viz.measures.evaluation.slices.conditions import SliceCondition
from dotnet_viz.translation.translate import translate

MIN_SAMPLES = 20
"""Samples that a slice has at least."""
MIN_EFFECT = 0.2
"""Effect size from which a difference is reported: what Cohen (1988) calls small."""
LEVEL = 0.05
MAX_PAIRED = 60
"""Conditions that pairs are made of: those with the smallest chance."""

_ALIKE = 0.7
_AT_ONCE = 50_000

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class WeakSpot:
    """A slice where the model does worse than elsewhere.

    Args:
        name: its conditions in words.
        samples: number of samples in it.
        error: share of wrong answers in it, or mean error.
        low: lower end of the 95 % interval of the error, of this slice alone.
        high: upper end.
        others: error of all other samples.
        effect: difference of both, in standard deviations.
        chance: corrected probability that a slice of a model without weak spots looks as bad.
        members: whether each sample is in it.
    """

    name: str
    samples: int
    error: float
    low: float
    high: float
    others: float
    effect: float
    chance: float
    members: NDArray[np.bool_]


@dataclass(frozen=True)
class WeakSpots:
    """What a search has found.

    Args:
        spots: the slices, worst first.
        tried: number of slices that were tried.
        samples: number of samples.
        overall: error of all samples.
        is_share: whether errors are shares of what is wrong, and not amounts.
    """

    spots: tuple[WeakSpot, ...]
    tried: int
    samples: int
    overall: float
    is_share: bool


def find_weak_spots(errors: Numbers, conditions: Sequence[SliceCondition], *, is_share: bool, most: int = 6) -> WeakSpots:
    """Return the slices of the data with the largest errors.

    Args:
        errors: of each sample: 0 or 1 for right and wrong, or an amount; shape (samples,).
        conditions: what slices are made of.
        is_share: whether they are shares of what is wrong.
        most: slices that are returned at most; of those that have most of their samples in common the worst.

    Example:
        >>> from dotnet_viz.measures.evaluation.slices.conditions import conditions_of
        >>> random = np.random.default_rng(0)
        >>> town, wrong = random.integers(0, 4, 400), random.random(400) < 0.05
        >>> wrong[(town == 2) & (random.random(400) < 0.5)] = True
        >>> found = find_weak_spots(wrong.astype(float), conditions_of({"town": town}, 400), is_share=True)
        >>> [spot.name for spot in found.spots], found.tried
        (['town = 2'], 4)
    """
    count = len(errors)
    usable = [one for one in conditions if MIN_SAMPLES <= int(one.members.sum()) <= count // 2]
    is_binary = bool(np.isin(errors, (0.0, 1.0)).all())
    single = _Groups.of([one.members for one in usable], errors, is_binary=is_binary)
    is_weak, found = _weak([(one,) for one in usable], single, errors, 2 * len(usable))
    ranked = [usable[index] for index in np.argsort(single.chances(), kind="stable") if not is_weak[index]][:MAX_PAIRED]
    pairs, double = _paired(ranked, errors, is_binary=is_binary)
    found += _weak(pairs, double, errors, len(usable) * (len(usable) - 1))[1]
    found.sort(key=lambda spot: (-spot.low, spot.name))
    overall = float(errors.mean()) if count else math.nan
    return WeakSpots(_different(found)[:most], len(usable) + len(pairs), count, overall, is_share)


@dataclass(frozen=True, eq=False)
class _Groups:
    """The errors in slices and outside of them, as sums; each array has one number for each slice.

    Args:
        counts: samples of each slice.
        sums: of their errors.
        squares: sums of the squares of their errors.
        total: samples, sum and sum of squares of all data.
        is_binary: whether errors are 0 and 1.
    """

    counts: Numbers
    sums: Numbers
    squares: Numbers
    total: tuple[float, float, float]
    is_binary: bool

    @classmethod
    def of(cls, members: Sequence[NDArray[np.bool_]], errors: Numbers, *, is_binary: bool) -> _Groups:
        """Return the sums over some slices."""
        parts = [errors[one] for one in members]
        counts, sums, squares = (
            np.array([measure(part) for part in parts], dtype=np.float64)
            for measure in (len, np.sum, lambda part: float(np.square(part).sum()))
        )
        return cls(counts, sums, squares, _totals(errors), is_binary)

    def _moments(self) -> tuple[Numbers, ...]:
        """Return number, mean and variance of the errors inside and outside of each slice."""
        found: list[Numbers] = []
        rest = tuple(whole - part for whole, part in zip(self.total, (self.counts, self.sums, self.squares), strict=True))
        for count, sum_, square in ((self.counts, self.sums, self.squares), rest):
            mean = sum_ / count
            found += [count, mean, np.maximum(square / count - mean**2, 0.0)]
        return tuple(found)

    def effects(self) -> Numbers:
        """Return by how many standard deviations each slice is worse than the rest."""
        _, inside, one, _, outside, other = self._moments()
        deviation = np.sqrt((one + other) / 2)
        certain = np.where(inside > outside, np.inf, 0.0)
        return np.where(deviation > 0, (inside - outside) / np.where(deviation > 0, deviation, 1.0), certain)

    def chances(self) -> Numbers:
        """Return the probability of errors in each slice that are as large by chance."""
        from scipy.stats import hypergeom, ttest_ind_from_stats

        if not len(self.counts):
            return np.empty(0)
        if self.is_binary:
            wrong, counts = np.rint(self.sums).astype(int), self.counts.astype(int)
            return np.asarray(hypergeom.sf(wrong - 1, int(self.total[0]), round(self.total[1]), counts))
        count, inside, one, rest, outside, other = self._moments()
        deviations = [np.sqrt(part * size / np.maximum(size - 1, 1)) for part, size in ((one, count), (other, rest))]
        with np.errstate(invalid="ignore", divide="ignore"):
            found = ttest_ind_from_stats(
                inside, deviations[0], count, outside, deviations[1], rest, equal_var=False, alternative="greater"
            ).pvalue
        return np.where(np.isnan(found), np.where(inside > outside, 0.0, 1.0), found)


def _totals(errors: Numbers) -> tuple[float, float, float]:
    return float(len(errors)), float(errors.sum()), float(np.square(errors).sum())


def _paired(
    ranked: Sequence[SliceCondition], errors: Numbers, *, is_binary: bool
) -> tuple[list[tuple[SliceCondition, SliceCondition]], _Groups]:
    """Return the pairs of conditions on different columns that enough samples meet, and the sums over them."""
    counts, sums, squares = np.zeros((3, len(ranked), len(ranked)))
    for start in range(0, len(errors), _AT_ONCE):
        part = errors[start : start + _AT_ONCE]
        table = np.array([one.members[start : start + _AT_ONCE] for one in ranked], dtype=np.float64).reshape(
            len(ranked), len(part)
        )
        counts += table @ table.T
        sums += (table * part) @ table.T
        squares += (table * np.square(part)) @ table.T
    places = [
        (first, second)
        for first, second in combinations(range(len(ranked)), 2)
        if ranked[first].column != ranked[second].column and counts[first, second] >= MIN_SAMPLES
    ]
    rows, columns = np.array(places, dtype=np.intp).reshape(-1, 2).T
    groups = _Groups(counts[rows, columns], sums[rows, columns], squares[rows, columns], _totals(errors), is_binary)
    return [(ranked[first], ranked[second]) for first, second in places], groups


def _weak(
    slices: Sequence[tuple[SliceCondition, ...]], groups: _Groups, errors: Numbers, tests: int
) -> tuple[NDArray[np.bool_], list[WeakSpot]]:
    """Return which slices are worse than the rest by enough and beyond chance, and these."""
    chances, effects = holm(groups.chances(), tests), groups.effects()
    is_weak = (chances < LEVEL) & (effects >= MIN_EFFECT)
    places = is_weak.nonzero()[0].tolist()
    found = [_spot(slices[index], errors, effects[index], chances[index], is_binary=groups.is_binary) for index in places]
    return is_weak, found


def _spot(conditions: Sequence[SliceCondition], errors: Numbers, effect: float, chance: float, *, is_binary: bool) -> WeakSpot:
    members = np.logical_and.reduce([one.members for one in conditions])
    part = errors[members]
    mean = float(part.mean())
    if is_binary:
        low, high = wilson_interval(int(part.sum()), len(part))
    else:
        half = NORMAL * float(part.std(ddof=1)) / math.sqrt(len(part))
        low, high = max(0.0, mean - half), mean + half
    names = [one.name for one in conditions]
    name = names[0] if len(names) == 1 else translate("{first} and {second}", first=names[0], second=names[1])
    return WeakSpot(name, len(part), mean, low, high, float(errors[~members].mean()), float(effect), float(chance), members)


def holm(chances: Numbers, tests: int | None = None) -> Numbers:
    """Return probabilities corrected for the number of tests, after Holm (1979).

    Args:
        chances: of each test.
        tests: how many there are with those that are left out; ``None`` for no others.

    Example:
        >>> holm(np.array([0.01, 0.04, 0.03])).tolist()
        [0.03, 0.06, 0.06]
    """
    count = len(chances) if tests is None else max(tests, len(chances))
    order = np.argsort(chances, kind="stable")
    steps = np.maximum.accumulate(chances[order] * (count - np.arange(len(chances))))
    found = np.empty(len(chances))
    found[order] = np.minimum(steps, 1.0)
    return found


def _different(spots: Sequence[WeakSpot]) -> tuple[WeakSpot, ...]:
    """Return the slices that do not have most of their samples in common with a worse one."""
    kept: list[WeakSpot] = []
    for spot in spots:
        shared = [(spot.members & other.members).sum() / (spot.members | other.members).sum() for other in kept]
        inside = [(spot.members & other.members).sum() / spot.samples for other in kept]
        if all(share < _ALIKE for share in shared) and all(share < 1 for share in inside):
            kept.append(spot)
    return tuple(kept)
