"""SHAP values in the hand: numbers, tables, a file, and the pictures of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dotnet_viz.charts.chart import Chart
from dotnet_viz.charts.explanations.shap.arrays import ShapArrays
from dotnet_viz.charts.themes import check_theme
from dotnet_viz.errors import OptionError

_SHOWN_OUTPUTS = 3


@dataclass(frozen=True, eq=False, repr=False)
class ShapExplanation(ShapArrays):
    """What each feature adds to the output of a model, for some samples: ``.values``, and pictures of them.

    In a notebook it shows itself: as a waterfall of one sample, a beeswarm of several, an image or a text.

    Args:
        numbers: the SHAP values.
        theme: colours of paper and text of the pictures: ``"light"``, ``"dark"``, ``"auto"`` or ``"print"``.

    Raises:
        OptionError: an unknown theme.
    """

    theme: str = "light"

    def __post_init__(self) -> None:
        check_theme(self.theme)

    def waterfall(
        self, sample: int = 0, *, output: int | str | None = None, max_features: int = 10, title: str | None = None
    ) -> Chart:
        """Draw how the features of one sample lead from E[f(x)] to f(x), one after the other.

        Args:
            sample: its position.
            output: index or name; ``None`` for the second of two classes, else the one that is predicted.
            max_features: how many features are shown by themselves; the others share the last row.
            title: heading over it; ``None`` for none.

        Raises:
            OptionError: no such sample or output, or the values are of no table.
        """
        from dotnet_viz.charts.explanations.shap.waterfall import waterfall_chart

        row = self._sample(sample, "table", "waterfall")
        return self._presented(waterfall_chart(self.numbers, row, self._output(output, row), max_features), title)

    def force(
        self, sample: int = 0, *, output: int | str | None = None, max_features: int = 10, title: str | None = None
    ) -> Chart:
        """Draw what raises and what lowers the output of one sample, side by side on one line.

        Args:
            sample: its position.
            output: as :meth:`waterfall` takes it.
            max_features: how many features are shown by themselves; the others share a part on each side.
            title: heading over it; ``None`` for none.

        Raises:
            OptionError: no such sample or output, or the values are of no table.
        """
        from dotnet_viz.charts.explanations.shap.force import force_chart

        row = self._sample(sample, "table", "force")
        return self._presented(force_chart(self.numbers, row, self._output(output, row), max_features), title)

    def beeswarm(self, *, output: int | str | None = None, max_features: int = 10, title: str | None = None) -> Chart:
        """Draw the SHAP values of all samples as dots, a row for each feature, coloured by the feature's value.

        Args:
            output: index or name; ``None`` for the second of two classes, else the one that is predicted most often.
            max_features: how many features have a row; the sum of the others is the last row.
            title: heading over it; ``None`` for none.

        Raises:
            OptionError: no such output, or the values are of no table.
        """
        from dotnet_viz.charts.explanations.shap.beeswarm import beeswarm_chart

        self._check_kind("table", "beeswarm")
        return self._presented(beeswarm_chart(self.numbers, self._output(output), max_features), title)

    def bar(self, *, output: int | str | None = None, max_features: int = 10, title: str | None = None) -> Chart:
        """Draw the mean magnitude of the SHAP values of each feature; of three outputs and more all in one bar.

        Args:
            output: index or name; ``None`` for the second of two classes, else for all, of which the eight largest are shown.
            max_features: how many features have a bar; the others share the last one, which is their sum.
            title: heading over it; ``None`` for none.

        Raises:
            OptionError: no such output, or the values are of no table.
        """
        from dotnet_viz.charts.explanations.shap.bar import bar_chart, largest_outputs

        self._check_kind("table", "bar")
        is_all = output is None and len(self.numbers.output_names) > 2
        outputs = largest_outputs(self.numbers).tolist() if is_all else [self._output(output)]
        return self._presented(bar_chart(self.numbers, outputs, max_features), title)

    def dependence(
        self,
        feature: str | int,
        *,
        interaction: str | int | None = "auto",
        output: int | str | None = None,
        title: str | None = None,
    ) -> Chart:
        """Draw what a feature adds over the feature's own value, a dot for each sample, coloured by another feature.

        Args:
            feature: its name or position.
            interaction: name or position of the other feature; ``"auto"`` for the one that SHAP guesses to interact most,
                ``None`` for none.
            output: as :meth:`beeswarm` takes it.
            title: heading over it; ``None`` for none.

        Raises:
            OptionError: no such feature or output, or the values are of no table.
        """
        from dotnet_viz.charts.explanations.shap.dependence import dependence_chart
        from dotnet_viz.explain.libraries.shap.interactions import strongest_interaction

        self._check_kind("table", "dependence")
        index, chosen = self._feature(feature), self._output(output)
        if interaction == "auto" and "auto" not in self.feature_names:
            other = strongest_interaction(self.numbers, index, chosen)
        else:
            other = None if interaction is None else self._feature(interaction)
        return self._presented(dependence_chart(self.numbers, index, other, chosen), title)

    def heatmap(
        self, *, output: int | str | None = None, max_features: int = 10, order: str = "similarity", title: str | None = None
    ) -> Chart:
        """Draw the SHAP values of all samples as colours, a column for each sample, with f(x) above.

        Args:
            output: as :meth:`beeswarm` takes it.
            max_features: how many features have a row; the sum of the others is the last row.
            order: of the samples: ``"similarity"`` of their SHAP values, ``"output"`` or ``"given"``.
            title: heading over it; ``None`` for none.

        Raises:
            OptionError: no such output or order, or the values are of no table.
        """
        from dotnet_viz.charts.explanations.shap.heatmap import heatmap_chart

        self._check_kind("table", "heatmap")
        return self._presented(heatmap_chart(self.numbers, self._output(output), max_features, order), title)

    def decision(
        self,
        samples: int | Sequence[int] | None = None,
        *,
        output: int | str | None = None,
        max_features: int = 10,
        title: str | None = None,
    ) -> Chart:
        """Draw a line for each sample from E[f(x)] at the bottom to f(x) at the top, feature by feature.

        Args:
            samples: positions, or one; ``None`` for all.
            output: as :meth:`beeswarm` takes it.
            max_features: how many features have a row; the others share the lowest one.
            title: heading over it; ``None`` for none.

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
        return self._presented(decision_chart(self.numbers, rows, self._output(output), max_features), title)

    def image(self, sample: int = 0, *, outputs: Any = None, title: str | None = None) -> Chart:
        """Draw an image beside the SHAP values of its pixels.

        Args:
            sample: its position.
            outputs: names or indices of outputs, or one; ``None`` for the three largest.
            title: heading over it; ``None`` for none.

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
        return self._presented(image_chart(self.numbers, row, chosen), title)

    def text(self, sample: int = 0, *, output: int | str | None = None, title: str | None = None) -> Chart:
        """Draw a text whose words have the colours of their SHAP values.

        Args:
            sample: its position.
            output: as :meth:`waterfall` takes it.
            title: heading over it; ``None`` for none.

        Raises:
            OptionError: no such sample or output, or the values are of no texts.
        """
        from dotnet_viz.charts.explanations.shap.text import text_chart

        row = self._sample(sample, "text", "text")
        return self._presented(text_chart(self.numbers, row, self._output(output, row)), title)

    def _presented(self, chart: Chart, title: str | None) -> Chart:
        return chart.presented(self.theme, title, None)

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
