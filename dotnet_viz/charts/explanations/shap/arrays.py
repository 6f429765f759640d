"""SHAP values as arrays, tables and a file."""

from __future__ import annotations

import io
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.charts.data import ChartData, plain
from dotnet_viz.drawing import check_target
from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.explain.libraries.shap.values import ShapValues
from dotnet_viz.explain.libraries.whole_numbers import position_of
from dotnet_viz.files.output import write_output
from dotnet_viz.formatting import format_count

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, eq=False, repr=False)
class ShapArrays:
    """What each feature adds to the output of a model, for some samples, as arrays and tables.

    Args:
        numbers: the SHAP values.
    """

    numbers: ShapValues = field(repr=False)

    @property
    def values(self) -> NDArray[np.float64]:
        """The SHAP values; shape (samples, features[, outputs]), of images (samples, height, width[, channels][, outputs])."""
        return self._squeezed(self.numbers.values)

    @property
    def base_values(self) -> NDArray[np.float64]:
        """The output that is expected before anything is known of a sample, E[f(x)]; shape (samples[, outputs])."""
        return self._squeezed(self.numbers.base_values)

    @property
    def predictions(self) -> NDArray[np.float64]:
        """The model's own output, f(x), in the space of the values; shape (samples[, outputs])."""
        return self._squeezed(self.numbers.predictions)

    @property
    def data(self) -> NDArray[Any]:
        """The samples; of a table with categories their words."""
        return self.numbers.data if self.numbers.displayed is None else self.numbers.displayed

    @property
    def feature_names(self) -> tuple[str, ...]:
        """Names of the columns of a table."""
        return self.numbers.feature_names

    @property
    def output_names(self) -> tuple[str, ...]:
        """Names of the outputs."""
        return self.numbers.output_names

    @property
    def words(self) -> tuple[tuple[str, ...], ...]:
        """The words of each text."""
        return self.numbers.words

    @property
    def explainer(self) -> str:
        """What computed the values, such as ``"tree"``."""
        return self.numbers.explainer

    @property
    def space(self) -> str:
        """What the outputs are, such as ``"log-odds"``."""
        return self.numbers.space

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader should know."""
        return self.numbers.notes

    @property
    def additivity_error(self) -> float:
        """The largest difference between f(x) and E[f(x)] with all SHAP values of a sample."""
        return self.numbers.additivity_error

    def __len__(self) -> int:
        return len(self.numbers)

    def __repr__(self) -> str:
        found = self.numbers
        what = {"table": "sample", "image": "image", "text": "text"}[found.kind]
        outputs = "" if len(found.output_names) == 1 else f", {format_count(len(found.output_names), 'output')}"
        return f"<SHAP values of {format_count(len(found), what)}{outputs}, by the explainer {found.explainer!r}>"

    def _squeezed(self, array: NDArray[np.float64]) -> NDArray[np.float64]:
        return array[..., 0] if len(self.numbers.output_names) == 1 else array

    def to_dict(self) -> dict[str, Any]:
        """Return all numbers as lists, and what they are of, as plain Python values."""
        found = {name: plain(array) for name, array in self.numbers.arrays().items() if name not in ("words", "displayed")}
        found |= {"values": self.values.tolist(), "base_values": self.base_values.tolist()}
        found |= {"predictions": self.predictions.tolist(), "data": plain(self.data), "words": plain(self.words)}
        return found | {"notes": list(self.notes), "additivity_error": self.additivity_error}

    def to_frame(self, output: int | str | None = None) -> DataFrame:
        """Return the SHAP values as a frame of pandas: of tables a row for each sample, of texts a row for each word.

        Args:
            output: index or name; ``None`` for all, one below the other, with a column ``output``.

        Raises:
            MissingDependencyError: pandas is not installed.
            OptionError: an unknown output, or the values are of images.
        """
        found = self.numbers
        if found.kind == "image":
            raise OptionError("SHAP values of images are no table: take .values, or .image(0).to_frame()")
        chosen = found.output_index(output)
        outputs = range(len(found.output_names)) if chosen is None else [chosen]
        columns: dict[str, list[Any]] = {}
        for index in outputs:
            for name, column in self._columns(index).items():
                columns.setdefault(name, []).extend(column)
        if len(outputs) == 1:
            del columns["output"]
        facts = {"explainer": found.explainer, "space": found.space, "additivity_error": found.additivity_error}
        return ChartData(columns, facts).to_frame()

    def _columns(self, output: int) -> dict[str, Any]:
        found = self.numbers
        if found.kind == "text":
            rows = [(sample, word) for sample, words in enumerate(found.words) for word in words]
            added = [found.values[sample, : len(words), output] for sample, words in enumerate(found.words)]
            return {
                "output": [found.output_names[output]] * len(rows),
                "sample": [sample for sample, _ in rows],
                "word": [word for _, word in rows],
                "shap_value": np.concatenate(added).tolist(),
            }
        count = len(found)
        columns: dict[str, Any] = {"output": [found.output_names[output]] * count, "sample": list(range(count))}
        columns |= {name: found.values[:, index, output].tolist() for index, name in enumerate(found.feature_names)}
        return columns | {
            "base_value": found.base_values[:, output].tolist(),
            "prediction": found.predictions[:, output].tolist(),
        }

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write all arrays to a ``.npz`` file, which ``numpy.load`` reads.

        Args:
            path: of the file.

        Returns:
            The path.

        Raises:
            OptionError: another suffix.
            OutputError: the file cannot be written.
        """
        check_target(path, ("npz",))
        stream = io.BytesIO()
        np.savez_compressed(stream, **self.numbers.arrays())  # type: ignore[arg-type]
        return write_output(path, stream.getvalue())

    def _check_kind(self, kind: str, picture: str) -> None:
        if self.numbers.kind != kind:
            own = {"table": ".waterfall(0) or .beeswarm()", "image": ".image(0)", "text": ".text(0)"}[self.numbers.kind]
            raise OptionError(
                f"{picture!r} is a picture of {kind}s, and these SHAP values are of {self.numbers.kind}s: take {own}"
            )

    def _sample(self, sample: int, kind: str, picture: str) -> int:
        self._check_kind(kind, picture)
        return position_of("sample", sample, len(self.numbers))

    def _feature(self, feature: str | int) -> int:
        names = self.feature_names
        if isinstance(feature, str):
            if feature not in names:
                raise unknown_choice("feature", feature, names)
            return names.index(feature)
        return position_of("feature", feature, len(names))

    def _output(self, output: int | str | None, sample: int | None = None) -> int:
        """Return the output that a picture shows: as asked for, the second of two, or the predicted one."""
        chosen = self.numbers.output_index(output)
        if chosen is not None:
            return chosen
        predictions = self.numbers.predictions
        if predictions.shape[1] == 2:
            return 1
        if sample is not None:
            return int(predictions[sample].argmax())
        return int(np.bincount(predictions.argmax(axis=1)).argmax())
