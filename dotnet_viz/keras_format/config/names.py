"""How Keras makes names: class names in snake case, numbered where they repeat."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dotnet_viz.translation.sentences import sentence

_LONGEST = 1000


def snake_case(class_name: str) -> str:
    """Return the name that Keras derives from a class name.

    Example:
        >>> snake_case("MaxPooling2D"), snake_case("ReLU"), snake_case("LSTMCell")
        ('max_pooling2d', 're_lu', 'lstm_cell')
    """
    word = re.sub(r"\W+", "", class_name[:_LONGEST])  # a file may name a class of megabytes
    word = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", word)
    return re.sub("([a-z])([A-Z])", r"\1_\2", word).lower()


def numbered(names: Iterable[str]) -> list[str]:
    """Number the names that repeat, as Keras names the members of a list in a weights file.

    Example:
        >>> numbered(["dense", "conv2d", "dense"])
        ['dense', 'conv2d', 'dense_1']
    """
    seen: dict[str, int] = {}
    result = []
    for name in names:
        count = seen.get(name, -1) + 1
        seen[name] = count
        result.append(f"{name}_{count}" if count else name)
    return result


def listed(names: Sequence[str], at_most: int = 8) -> str:
    """Return the first names in one line, and the number of the rest.

    Args:
        names: the names in order.
        at_most: the largest number of names to show.

    Example:
        >>> listed(["a", "b", "c", "d"], at_most=2)
        'a, b and 2 more'
    """
    rest = len(names) - at_most
    shown = ", ".join(names[:at_most])
    return sentence("{names} and {count} more", count=rest, names=shown) if rest > 0 else shown
