"""What trees of boosting have in common: each is for one class, and their values are added up."""

from __future__ import annotations

from collections.abc import Sequence

from dotnet_viz.formatting import format_count
from dotnet_viz.translation.translate import translate


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


def iteration_title(index: int, count: int, name: str) -> str:
    """Return what a tree of a boosted model is called.

    Args:
        index: of the iteration, from 0.
        count: of the iterations.
        name: of the model's class.

    Example:
        >>> iteration_title(0, 200, "GradientBoostingClassifier")
        'Iteration 1 of 200 of GradientBoostingClassifier'
    """
    return translate("Iteration {number} of {count} of {name}", count=count, number=format_count(index + 1), name=name)


def boosting_notes(iterations: int, classes: Sequence[str], outputs: int, output: int, value: str) -> tuple[str, ...]:
    """Return what a reader of one boosted tree should know.

    Args:
        iterations: how many there are.
        classes: all classes, or none.
        outputs: trees in an iteration.
        output: which of them it is.
        value: what the value of a leaf is, in the language that is written.
    """
    trees = format_count(iterations, "tree")
    summed = translate("the prediction is the sum of {trees}", trees=trees) if iterations > 1 else translate("the only tree")
    speaks = score_class(classes, outputs, output)
    about = translate("; positive values speak for {class_name}", class_name=speaks[0]) if speaks else ""
    each = ""
    if outputs > 1 and speaks:
        each = translate(", of which each class has its own: this one is that of {class_name}", class_name=speaks[0])
    return (f"{summed}{each}; {value}{about}",)
