"""The colours that visualkeras gives to classes of layers, in the order in which these occur."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import chain

COLORS = (
    "#ffd166", "#ef476f", "#06d6a0", "#118ab2", "#073b4c", "#ffadad", "#caffbf", "#9bf6ff", "#a0c4ff", "#bdb2ff",
)  # fmt: skip


def class_colors(kinds: Iterable[str], others: Mapping[str, str], colored: Collection[str] = ()) -> dict[str, str]:
    """Return a colour for each class; where there are more classes than colours, those behind take another.

    Args:
        kinds: classes in the order of the layers, each as often as it occurs.
        others: a colour by class for those that are left without.
        colored: classes with a colour of their own, which need none.

    Example:
        >>> class_colors(["Conv2D", "Dense", "Conv2D"], {})
        {'Conv2D': '#ffd166', 'Dense': '#ef476f'}
    """
    needed = [kind for kind in dict.fromkeys(kinds) if kind not in colored]
    rest = (others[kind] for kind in needed[len(COLORS) :])
    return dict(zip(needed, chain(COLORS, rest), strict=False))
