"""Pieces of pictures of distributions: words on the numbers, colours of roles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dotnet_viz.diagrams.common.values.histogram_bars import QUANTILES, ZERO_COLOR, ZERO_WORDS
from dotnet_viz.formatting import format_count, format_number, format_percent
from dotnet_viz.measures.weights.quantiles import WeightDistribution
from dotnet_viz.scene import KeyEntry, KeyLegend
from dotnet_viz.translation.translate import mark, translate

WARNING = "#c2410c"

# Tol's bright qualitative colours, which colour-blind readers can distinguish.
_COLORS: Mapping[str, str] = {
    "kernel": "#4477aa",
    "bias": "#ee6677",
    "scale": "#228833",
    "shift": "#ccbb44",
    "statistics": "#999999",
    "other": "#aa3377",
}
_GROUPS: Mapping[str, str] = {
    "bias": "bias",
    "gamma": "scale",
    "scale": "scale",
    "beta": "shift",
    **dict.fromkeys(("moving_mean", "moving_variance", "mean", "variance", "count"), "statistics"),
}
_WORDS: Mapping[str, str] = {
    "kernel": mark("kernels and embeddings"),
    "bias": mark("biases"),
    "scale": mark("gamma (scale)"),
    "shift": mark("beta (shift)"),
    "statistics": mark("statistics, not trained"),
    "other": mark("other weights"),
}
_FINITE_EQUAL = mark("all finite values equal to {value}")
_ALL_EQUAL = mark("all equal to {value}")


def group_of(distribution: WeightDistribution) -> str:
    """Return what kind of weight it is, one of the keys of the colours."""
    role = distribution.weight.role
    return "kernel" if role.endswith(("kernel", "embeddings")) else _GROUPS.get(role, "other")


def color_of(distribution: WeightDistribution) -> str:
    """Return the colour of a weight's bars."""
    return _COLORS[group_of(distribution)]


def groups_in_order(distributions: Iterable[WeightDistribution]) -> list[str]:
    """Return the kinds of weights that there are, kernels first."""
    found = {group_of(distribution) for distribution in distributions}
    return [group for group in _COLORS if group in found]


def group_words(group: str) -> str:
    """Return a kind of weights in words."""
    return translate(_WORDS[group])


def role_key(distributions: Sequence[WeightDistribution]) -> KeyLegend:
    """Return the key to the colours that occur."""
    entries = [KeyEntry(translate(_WORDS[group]), _COLORS[group], _COLORS[group]) for group in groups_in_order(distributions)]
    if any(distribution.zeros for distribution in distributions):
        entries.append(KeyEntry(translate(ZERO_WORDS), ZERO_COLOR, ZERO_COLOR))
    return KeyLegend(translate("kind of weight"), tuple(entries))


def quantiles_of(distribution: WeightDistribution) -> tuple[float, ...]:
    """Return the quantiles that a strip shows; none where no value is finite."""
    return () if distribution.is_empty else tuple(distribution.quantiles(QUANTILES).tolist())


def lines_of(distribution: WeightDistribution) -> list[tuple[str, str]]:
    """Return the numbers on a weight in words, each with its colour."""
    lines = [(text, "muted") for text in facts(distribution)]
    return lines + ([(broken(distribution), WARNING)] if broken(distribution) else [])


def facts(distribution: WeightDistribution) -> Iterator[str]:
    """Yield the numbers on a weight in words, without those on values that are not finite."""
    numbers = distribution.numbers
    yield f"{format_count(numbers.count, 'value')}{_zeros(numbers.zero_share, numbers.count)}"
    if distribution.is_empty or numbers.mean is None or numbers.standard_deviation is None:
        yield translate("no finite value")
    elif distribution.is_constant:
        yield translate(_FINITE_EQUAL if broken(distribution) else _ALL_EQUAL, value=format_number(distribution.limits[0]))
    else:
        yield translate(
            "mean {mean}, deviation {deviation}",
            mean=format_number(numbers.mean),
            deviation=format_number(numbers.standard_deviation),
        )


def _zeros(share: float, count: int) -> str:
    """Return how many values are zero: their share, or their number where the share would be tiny."""
    if not 0 < share < 1:
        return ""
    return translate(", {zeros} zero", zeros=format_percent(share) if share >= 0.001 else format_count(round(share * count)))


def broken(distribution: WeightDistribution) -> str:
    """Return how many values are not finite, empty if all are."""
    numbers = distribution.numbers
    parts = [translate("{values} NaN", values=format_count(numbers.nan_count))] if numbers.nan_count else []
    parts += [translate("{values} infinite", values=format_count(numbers.infinite_count))] if numbers.infinite_count else []
    return ", ".join(parts)
