"""SHAP values in the hand: numbers, tables, a file, and the pictures of them."""

from __future__ import annotations

import io
import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.charts.chart import Chart
from dotnet_viz.charts.data import ChartData, plain
from dotnet_viz.charts.themes import THEMES
from dotnet_viz.drawing import check_target
from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.explain.shap.values import ShapValues
from dotnet_viz.explain.whole_numbers import position_of
from dotnet_viz.files.output import write_output
from dotnet_viz.formatting import format_count

if TYPE_CHECKING:
    from pandas import DataFrame

_SHOWN_OUTPUTS = 3


@dataclass(frozen=True, eq=False, repr=False)
class ShapExplanation:
    """What each feature adds to the output of a model, for some samples: ``.values``, and pictures of them.

    In a notebook it shows itself: as a waterfall of one sample, a beeswarm of several, an image or a text.

    Args:
        numbers: the SHAP values.
        theme: colours of paper and text of the pictures: ``"light"`` or ``"dark"``.

    Raises:
        OptionError: an unknown theme.
    """

    numbers: ShapValues = field(repr=False)
    theme: str = "light"

    def __post_init__(self) -> None:
        if self.theme not in THEMES:
            raise unknown_choice("theme of charts", self.theme, THEMES)

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

    def waterfall(self, sample: int = 0, *, output: int | str | None = None, max_features: int = 10) -> Chart:
        """Draw how the features of one sample lead from E[f(x)] to f(x), one after the other.

        Args:
            sample: its position.
            output: index or name; ``None`` for the second of two classes, else the one that is predicted.
            max_features: how many features are shown by themselves; the others share the last row.

        Raises:
            OptionError: no such sample or output, or the values are of no table.
        """
        from dotnet_viz.charts.explanations.shap.waterfall import waterfall_chart

        row = self._sample(sample, "table", "waterfall")
        return self._themed(waterfall_chart(self.numbers, row, self._output(output, row), max_features))

    def force(self, sample: int = 0, *, output: int | str | None = None, max_features: int = 10) -> Chart:
        """Draw what raises and what lowers the output of one sample, side by side on one line.

        Args:
            sample: its position.
            output: as :meth:`waterfall` takes it.
            max_features: how many features are shown by themselves; the others share a part on each side.

        Raises:
            OptionError: no such sample or output, or the values are of no table.
        """
        from dotnet_viz.charts.explanations.shap.force import force_chart

        row = self._sample(sample, "table", "force")
        return self._themed(force_chart(self.numbers, row, self._output(output, row), max_features))

    def beeswarm(self, *, output: int | str | None = None, max_features: int = 10) -> Chart:
        """Draw the SHAP values of all samples as dots, a row for each feature, coloured by the feature's value.

        Args:
            output: index or name; ``None`` for the second of two classes, else the one that is predicted most often.
            max_features: how many features have a row; the sum of the others is the last row.

        Raises:
            OptionError: no such output, or the values are of no table.
        """
        from dotnet_viz.charts.explanations.shap.beeswarm import beeswarm_chart

        self._check_kind("table", "beeswarm")
        return self._themed(beeswarm_chart(self.numbers, self._output(output), max_features))

    def bar(self, *, output: int | str | None = None, max_features: int = 10) -> Chart:
        """Draw the mean magnitude of the SHAP values of each feature; of three outputs and more all in one bar.

        Args:
            output: index or name; ``None`` for the second of two classes, else for all, of which the eight largest are shown.
            max_features: how many features have a bar; the others share the last one, which is their sum.

        Raises:
            OptionError: no such output, or the values are of no table.
        """
        from dotnet_viz.charts.explanations.shap.bar import bar_chart, largest_outputs

        self._check_kind("table", "bar")
        is_all = output is None and len(self.numbers.output_names) > 2
        outputs = largest_outputs(self.numbers).tolist() if is_all else [self._output(output)]
        return self._themed(bar_chart(self.numbers, outputs, max_features))

    def dependence(
        self, feature: str | int, *, interaction: str | int | None = "auto", output: int | str | None = None
    ) -> Chart:  # fmt: skip
        """Draw what a feature adds over the feature's own value, a dot for each sample, coloured by another feature.

        Args:
            feature: its name or position.
            interaction: name or position of the other feature; ``"auto"`` for the one that SHAP guesses to interact most,
                ``None`` for none.
            output: as :meth:`beeswarm` takes it.

        Raises:
            OptionError: no such feature or output, or the values are of no table.
        """
        from dotnet_viz.charts.explanations.shap.dependence import dependence_chart
        from dotnet_viz.explain.shap.interactions import strongest_interaction

        self._check_kind("table", "dependence")
        index, chosen = self._feature(feature), self._output(output)
        if interaction == "auto" and "auto" not in self.feature_names:
            other = strongest_interaction(self.numbers, index, chosen)
        else:
            other = None if interaction is None else self._feature(interaction)
        return self._themed(dependence_chart(self.numbers, index, other, chosen))

    def heatmap(self, *, output: int | str | None = None, max_features: int = 10, order: str = "similarity") -> Chart:
        """Draw the SHAP values of all samples as colours, a column for each sample, with f(x) above.

        Args:
            output: as :meth:`beeswarm` takes it.
            max_features: how many features have a row; the sum of the others is the last row.
            order: of the samples: ``"similarity"`` of their SHAP values, ``"output"`` or ``"given"``.

        Raises:
            OptionError: no such output or order, or the values are of no table.
        """
        from dotnet_viz.charts.explanations.shap.heatmap import heatmap_chart

        self._check_kind("table", "heatmap")
        return self._themed(heatmap_chart(self.numbers, self._output(output), max_features, order))

    def decision(
        self, samples: int | Sequence[int] | None = None, *, output: int | str | None = None, max_features: int = 10
    ) -> Chart:  # fmt: skip
        """Draw a line for each sample from E[f(x)] at the bottom to f(x) at the top, feature by feature.

        Args:
            samples: positions, or one; ``None`` for all.
            output: as :meth:`beeswarm` takes it.
            max_features: how many features have a row; the others share the lowest one.

        Raises:
            OptionError: no such sample or output, or the values are of no table.
        """
        from dotnet_viz.arguments import positions_in
        from dotnet_viz.charts.explanations.shap.decision import decision_chart

        self._check_kind("table", "decision")
        given = range(len(self.numbers)) if samples is None else positions_in("samples", samples)
        rows = [self._sample(row, "table", "decision") for row in given]
        if not rows:
            raise OptionError("samples names none; None stands for all")
        return self._themed(decision_chart(self.numbers, rows, self._output(output), max_features))

    def image(self, sample: int = 0, *, outputs: Any = None) -> Chart:
        """Draw an image beside the SHAP values of its pixels.

        Args:
            sample: its position.
            outputs: names or indices of outputs, or one; ``None`` for the three largest.

        Raises:
            OptionError: no such sample or output, or the values are of no images.
        """
        from dotnet_viz.charts.explanations.shap.image import image_chart

        row = self._sample(sample, "image", "image")
        if outputs is None:
            chosen = np.argsort(-self.numbers.predictions[row], kind="stable")[:_SHOWN_OUTPUTS].tolist()
        else:
            given = [outputs] if isinstance(outputs, str | int) else list(outputs)
            chosen = [self._output(one, row) for one in given]
        return self._themed(image_chart(self.numbers, row, chosen))

    def text(self, sample: int = 0, *, output: int | str | None = None) -> Chart:
        """Draw a text whose words have the colours of their SHAP values.

        Args:
            sample: its position.
            output: as :meth:`waterfall` takes it.

        Raises:
            OptionError: no such sample or output, or the values are of no texts.
        """
        from dotnet_viz.charts.explanations.shap.text import text_chart

        row = self._sample(sample, "text", "text")
        return self._themed(text_chart(self.numbers, row, self._output(output, row)))

    def _themed(self, chart: Chart) -> Chart:
        return chart.with_theme(self.theme)

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

    @property
    def picture(self) -> Chart:
        """The picture that shows most at a glance: a waterfall of one sample, a beeswarm of several, an image or a text."""
        if self.numbers.kind == "table":
            return self.waterfall(0) if len(self) == 1 else self.beeswarm()
        return self.image(0) if self.numbers.kind == "image" else self.text(0)

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> Mapping[str, str]:
        return self.picture._repr_mimebundle_(include, exclude)


def explanation_of(values: ShapValues, output: int | str | None, theme: str) -> ShapExplanation:
    """Return SHAP values in the hand, of one output where one is asked for.

    Args:
        values: the numbers.
        output: index or name; ``None`` for all.
        theme: ``"light"`` or ``"dark"``.

    Raises:
        OptionError: an unknown output or theme.
    """
    chosen = values.output_index(output)
    return ShapExplanation(values if chosen is None else replace(values.with_output(chosen)), theme)
