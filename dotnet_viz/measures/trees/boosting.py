"""What trees of boosting have in common: each is for one class, and their values are added up."""

from __future__ import annotations

from collections.abc import Sequence

from dotnet_viz.formatting import format_count


def score_class(classes: Sequence[str], outputs: int, output: int) -> tuple[str, ...]:
    """Return the class for which the score of a tree speaks, as a tuple of one; empty for a regression.

    Args:
        classes: all classes, or none.
        outputs: trees in an iteration.
        output: which of them.
    """
    if not classes:
        return ()
    return (classes[output],) if outputs > 1 else (classes[-1],)


def boosting_notes(iterations: int, classes: Sequence[str], outputs: int, output: int, value: str) -> tuple[str, ...]:
    """Return what a reader of one boosted tree should know.

    Args:
        iterations: how many there are.
        classes: all classes, or none.
        outputs: trees in an iteration.
        output: which of them it is.
        value: what the value of a leaf is.
    """
    summed = f"the prediction is the sum of {format_count(iterations, 'tree')}" if iterations > 1 else "the only tree"
    speaks = score_class(classes, outputs, output)
    about = f"; positive values speak for {speaks[0]}" if speaks else ""
    each = f", of which each class has its own: this one is that of {speaks[0]}" if outputs > 1 and speaks else ""
    return (f"{summed}{each}; {value}{about}",)
