"""SHAP values as numbers, with what they are of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import unknown_choice
from dotnet_viz.explain.libraries.whole_numbers import position_of

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ShapValues:
    """What each feature adds to each output of a model, for some samples.

    Args:
        kind: ``"table"``, ``"image"`` or ``"text"``.
        values: the SHAP values; shape (samples, features, outputs) of a table, (samples, height, width, channels, outputs) of
            images, (samples, words of the longest text, outputs) of texts, where the values behind a shorter text are 0.
        base_values: the output that is expected before anything is known of a sample; shape (samples, outputs).
        predictions: the model's own output for each sample, in the same space; shape (samples, outputs).
        data: the samples as numbers; shape of the values without outputs. Empty for texts.
        feature_names: of a table's columns; empty for images and texts.
        output_names: of the outputs, such as classes.
        explainer: what computed them, such as ``"tree"``.
        space: what the outputs are, such as ``"log-odds"``.
        displayed: what stands for each number of a table where it is not a number, such as words of a category; else ``None``.
        words: of each text.
        notes: what a reader should know.
    """

    kind: str
    values: Numbers
    base_values: Numbers
    predictions: Numbers
    data: Numbers
    feature_names: tuple[str, ...]
    output_names: tuple[str, ...]
    explainer: str
    space: str
    displayed: NDArray[Any] | None = None
    words: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.values)

    @property
    def sums(self) -> Numbers:
        """Base value and all SHAP values together; shape (samples, outputs)."""
        inner = tuple(range(1, self.values.ndim - 1))
        found: Numbers = self.base_values + self.values.sum(axis=inner)
        return found

    @property
    def additivity_error(self) -> float:
        """The largest difference between a model's output and the sum that should be equal to it."""
        return float(np.abs(self.sums - self.predictions).max(initial=0.0))

    def output_index(self, output: int | str | None) -> int | None:
        """Return the position of an output by its name or position, and ``None`` for ``None``.

        Args:
            output: what a user asked for.

        Raises:
            OptionError: there is no such output.
        """
        return index_of_output(self.output_names, output)

    def with_output(self, output: int) -> ShapValues:
        """Return the values of one output alone.

        Args:
            output: its position.
        """
        one = slice(output, output + 1)
        return replace(
            self,
            values=self.values[..., one],
            base_values=self.base_values[:, one],
            predictions=self.predictions[:, one],
            output_names=self.output_names[one],
        )

    def shown(self, sample: int, feature: int) -> Any:
        """Return what a table has for a feature of a sample: a number, or the word of a category.

        Args:
            sample: its position.
            feature: its position.
        """
        return self.data[sample, feature] if self.displayed is None else self.displayed[sample, feature]

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return everything as arrays by name, without objects, to be written to a file."""
        found: dict[str, NDArray[Any]] = {
            "values": self.values,
            "base_values": self.base_values,
            "predictions": self.predictions,
            "data": self.data,
            "feature_names": np.array(self.feature_names, dtype=np.str_),
            "output_names": np.array(self.output_names, dtype=np.str_),
            "explainer": np.array(self.explainer),
            "space": np.array(self.space),
        }
        if self.words:
            longest = max(map(len, self.words))
            found["words"] = np.array([[*words, *[""] * (longest - len(words))] for words in self.words], dtype=np.str_)
        if self.displayed is not None:
            found["displayed"] = self.displayed.astype(np.str_)
        return found


def index_of_output(names: tuple[str, ...], output: int | str | None) -> int | None:
    """Return the position of an output; ``None`` where none is asked for and there are several.

    Args:
        names: of all outputs.
        output: name or position.

    Raises:
        OptionError: there is no such output.

    Example:
        >>> index_of_output(("no", "yes"), "yes"), index_of_output(("output",), None), index_of_output(("no", "yes"), None)
        (1, 0, None)
    """
    if output is None:
        return 0 if len(names) == 1 else None
    if not isinstance(output, str):
        return position_of("output", output, len(names))
    if output not in names:
        raise unknown_choice("output", output, names)
    return names.index(output)
