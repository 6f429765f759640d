"""Which of several trees is read, and the names of its features and classes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from numbers import Integral
from typing import Any

from dotnet_viz.arguments import names_in
from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.formatting import format_count


@dataclass(frozen=True)
class Choice:
    """What a user asked for.

    Args:
        index: which tree; ``None`` for the one that shows most.
        output: which class or output of a model with trees for each; ``None`` for the first.
        feature_names: of the features; ``None`` for those that the model knows.
        class_names: of the classes; ``None`` for those that the model knows.
        table_names: the columns of the data, for models that know no names; ``None`` without.
        typical: returns the position of the tree that is most like a forest; ``None`` without data.
    """

    index: int | None = None
    output: object = None
    feature_names: tuple[str, ...] | None = None
    class_names: tuple[str, ...] | None = None
    table_names: tuple[str, ...] | None = None
    typical: Callable[[Any], tuple[int, str]] | None = None

    def position(self, count: int, what: str, default: int = 0) -> int:
        """Return which of ``count`` trees is read; negative numbers count from the end.

        Args:
            count: how many there are.
            what: of what they are the trees.
            default: where none was asked for.

        Raises:
            OptionError: there is no such tree.
        """
        index = default if self.index is None else self.index
        if not -count <= index < count:
            raise OptionError(
                f"index {index} is no tree of {what}, which has {format_count(count, 'tree')}, from 0 to {count - 1}"
            )
        return index % count

    def output_position(self, count: int, names: Sequence[str]) -> int:
        """Return which of ``count`` outputs is read.

        Args:
            count: how many there are.
            names: of them; may be empty.

        Raises:
            OptionError: there is no such output.
        """
        if self.output is None:
            return 0
        if str(self.output) in names:
            return list(names).index(str(self.output))
        is_whole = isinstance(self.output, Integral) and str(self.output) not in ("True", "False")
        position = int(str(self.output)) if is_whole else count
        if -count <= position < count:
            return position % count
        raise unknown_choice("output", self.output, list(names) or [str(number) for number in range(count)])

    def features(self, count: int, known: Sequence[Any] | None) -> tuple[str, ...]:
        """Return the names of ``count`` features.

        Args:
            count: how many there are.
            known: the names that the model has; ``None`` or empty for none.

        Raises:
            OptionError: another number of names.
        """
        if self.feature_names is not None:
            return checked_names("feature_names", self.feature_names, count, "feature")
        found = known if known is not None else self.table_names or ()
        names = tuple(str(name) for name in found)
        return names if len(names) == count else tuple(f"feature {index}" for index in range(count))

    def classes(self, count: int, known: Sequence[Any] | None) -> tuple[str, ...]:
        """Return the names of ``count`` classes.

        Args:
            count: how many there are.
            known: the labels that the model has; ``None`` for none.

        Raises:
            OptionError: another number of names.
        """
        if self.class_names is not None:
            return checked_names("class_names", self.class_names, count, "class", "classes")
        names = () if known is None else tuple(str(name) for name in known)
        return names if len(names) == count else tuple(f"class {index}" for index in range(count))


def checked_names(argument: str, names: Any, count: int, noun: str, plural: str = "") -> tuple[str, ...]:
    """Return names as a tuple.

    Args:
        argument: the name of the argument, for error messages.
        names: a sequence of names.
        count: how many there must be.
        noun: what they name.
        plural: of the noun, where it is not the noun with an ``s``.

    Raises:
        OptionError: another number of names.

    Example:
        >>> checked_names("class_names", ["cat", "dog"], 2, "class", "classes")
        ('cat', 'dog')
    """
    found = names_in(argument, names)
    if len(found) != count:
        raise OptionError(
            f"{argument} has {format_count(len(found), 'name')} and the model {format_count(count, noun, plural)}"
        )
    return found
