"""How much of a layer a weight graph draws, in a sentence that says which part it is."""

from __future__ import annotations

from typing import Any

from dotnet_viz.diagrams.units.kernels import KERNEL_NORM, WEIGHT
from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_count, format_number, format_percent
from dotnet_viz.scene import Omission
from dotnet_viz.translation.translate import mark, mark_plural, retold, translate

_SMALLEST = mark_plural(
    "{layer}: {drawn} of {all} {things} drawn ({share} of the total magnitude); the {count} smallest, below {least},"
    " is left out",
    "{layer}: {drawn} of {all} {things} drawn ({share} of the total magnitude); the {count} smallest, below {least},"
    " are left out",
)
_BETWEEN = mark(
    "{layer}: {drawn} of {all} {things} drawn ({share} of the total magnitude): those between {sources} and {targets}"
)
_PART = mark("{layer}: {drawn} of {all} {things} drawn, {share} of the magnitude")
_LARGEST_BETWEEN = mark(
    "{layer}: {drawn} of {all} {things} drawn ({share} of the total magnitude): the largest, from {least} on, between"
    " {sources} and {targets}"
)
_NONE = mark("{layer}: none of {all} {things} is large enough to be drawn")
_INPUTS = mark_plural("{shown} of {count} input", "{shown} of {count} inputs")
_NEURONS = mark_plural("{shown} of {count} neuron", "{shown} of {count} neurons")
_THINGS = {
    WEIGHT: (mark("weights"), mark("nonzero weights")),
    KERNEL_NORM: (mark("kernels"), mark("nonzero kernels")),
    "contribution": (mark("contributions"), mark("nonzero contributions")),
    "relevance": (mark("contributions"), mark("nonzero contributions")),
}
_PAIRS = (mark("pairs"), mark("nonzero pairs"))


def omission_in_words(item: Omission, measure: str, *, zeros: int = 0, is_short: bool = False) -> str:
    """Return in words what a picture shows of a layer.

    Args:
        item: in numbers.
        measure: what the lines are.
        zeros: how many numbers of the layer are exactly zero, which are not counted.
        is_short: whether to leave out between which units those stand that are drawn, which captions say too.

    Example:
        >>> print(omission_in_words(Omission("d", 57, 64, 0.98, (16, 16), (4, 4), 0.2), WEIGHT))
        d: 57 of 64 weights drawn (98 % of the total magnitude); the 7 smallest, below 0.2, are left out
        >>> print(omission_in_words(Omission("d", 24, 64, 0.6, (6, 16), (4, 4)), WEIGHT))
        d: 24 of 64 weights drawn (60 % of the total magnitude): those between 6 of 16 inputs and 4 neurons
    """
    (sources, all_sources), (targets, all_targets) = item.sources or (0, 0), item.targets or (0, 0)
    values: dict[str, Any] = {
        "layer": one_line(retold(item.name)),
        "drawn": format_count(item.drawn),
        "all": format_count(item.total),
        "things": translate(_THINGS.get(measure, _PAIRS)[zeros > 0]),
        "share": format_percent(item.share or 0.0),
        "least": "" if item.least is None else format_number(item.least),
    }
    if (sources, targets) != (all_sources, all_targets):
        if is_short and item.least is None:
            return translate(_PART, **values)
        return translate(
            _BETWEEN if item.least is None else _LARGEST_BETWEEN,
            sources=_part(sources, all_sources, _INPUTS, "input"),
            targets=_part(targets, all_targets, _NEURONS, "neuron"),
            **values,
        )
    if item.least is None:
        return translate(_NONE, **values)
    return translate(*_SMALLEST, count=item.total - item.drawn, **values)


def _part(shown: int, count: int, of_count: tuple[str, str], what: str) -> str:
    return format_count(count, what) if shown == count else translate(*of_count, count=count, shown=format_count(shown))
