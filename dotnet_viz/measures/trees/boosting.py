"""What trees of boosting have in common: each is for one class, and their values are added up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dotnet_viz.formatting import format_count
from dotnet_viz.measures.trees.choice import Choice
from dotnet_viz.translation.translate import translate


@dataclass(frozen=True)
class BoostedOutput:
    """Which of the trees in each iteration is read, and for which class its score speaks.

    Args:
        classes: all classes, or none for a regression.
        trees: trees in an iteration.
        position: which of them.
    """

    classes: tuple[str, ...]
    trees: int
    position: int

    @classmethod
    def chosen(cls, choice: Choice, labels: Sequence[Any] | None, trees: int) -> BoostedOutput:
        """Return the output that a user asked for.

        Args:
            choice: which output, and names of classes.
            labels: the classes that the model knows; ``None`` for a regression.
            trees: trees in an iteration; one of two classes speaks for the second.

        Raises:
            OptionError: there is no such output, or another number of names than classes.
        """
        classes = () if labels is None else choice.classes(len(labels), labels)
        return cls(classes, trees, choice.output_position(trees, classes if trees > 1 else classes[-1:]))

    @property
    def class_names(self) -> tuple[str, ...]:
        """The class for which the score of a tree speaks, as a tuple of one; empty for a regression."""
        if not self.classes:
            return ()
        return (self.classes[self.position],) if self.trees > 1 else (self.classes[-1],)

    def notes(self, iterations: int, value: str | None = None) -> tuple[str, ...]:
        """Return what a reader of one tree should know.

        Args:
            iterations: how many there are.
            value: what the value of a leaf is, in the language that is written; ``None`` for a step as it is added up.
        """
        summed = translate("the only tree")
        if iterations > 1:
            summed = translate("the prediction is the sum of {trees}", trees=format_count(iterations, "tree"))
        speaks = self.class_names
        about = translate("; positive values speak for {class_name}", class_name=speaks[0]) if speaks else ""
        each = ""
        if self.trees > 1 and speaks:
            each = translate(", of which each class has its own: this one is that of {class_name}", class_name=speaks[0])
        value = translate("a leaf's value is its step, learning rate included") if value is None else value
        return (f"{summed}{each}; {value}{about}",)
