"""The evaluation of segmented images."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.charts.chart import Chart
from dotnet_viz.charts.evaluation.confusion import confusion_chart
from dotnet_viz.charts.evaluation.overlay import overlay_chart
from dotnet_viz.charts.evaluation.regions import image_chart, region_chart
from dotnet_viz.display.table import TextTable
from dotnet_viz.evaluation.base import OutputEvaluation
from dotnet_viz.evaluation.words import ends_in_words, score_in_words
from dotnet_viz.formatting import format_count, format_number, format_percent
from dotnet_viz.measures.evaluation.intervals.bootstrap import Interval, bootstrap_measures
from dotnet_viz.measures.evaluation.intervals.weighted_measures import Weighted
from dotnet_viz.measures.evaluation.samples import is_images
from dotnet_viz.measures.evaluation.segmentation import Segmentation
from dotnet_viz.runtime.cached import cached_property
from dotnet_viz.translation.translate import mark, translate

_HEADS = (mark("class"), "IoU", "Dice", mark("true pixels"), mark("predicted pixels"))


class SegmentationEvaluation(OutputEvaluation):
    """How well one output separates the pixels of images into classes.

    Args:
        result: what was measured.
        theme: of its charts: ``"light"``, ``"dark"``, ``"auto"`` or ``"print"``.
        samples: the images that were segmented, to be shown; ``None`` where they are not there.
        draws: how often images are drawn again for confidence intervals; 0 for none.
    """

    result: Segmentation

    @property
    def heading(self) -> str:
        """What was evaluated, in one line."""
        found = translate(
            "mean IoU {share} on {images} in {classes}",
            share=format_percent(self.scores["mean_iou"]),
            images=format_count(self.result.samples, "image"),
            classes=format_count(len(self.class_names), "class", "classes"),
        )
        return self._headed(translate("Segmentation"), found)

    @property
    def class_names(self) -> tuple[str, ...]:
        """Names of the classes, in the order of their numbers."""
        return self.result.class_names

    @property
    def notes(self) -> tuple[str, ...]:
        """What was inferred from the data, or left out."""
        few = "Intervals draw whole images, and there is one only." if self._draws and self.result.samples == 1 else ""
        return (*self.result.notes, *([few] if few else []))

    @cached_property
    def scores(self) -> dict[str, float]:
        """Single numbers: ``"pixel_accuracy"``, ``"mean_iou"``, ``"mean_dice"`` and ``"frequency_weighted_iou"``."""
        return self.result.scores

    @property
    def image_iou(self) -> NDArray[np.float64]:
        """Mean IoU of each image, over the classes that it has in truth or prediction; shape (images,)."""
        return self.result.image_iou

    @property
    def answers(self) -> NDArray[Any]:
        """Number of the true class of each pixel, -1 where it has none; shape (images, height, width)."""
        return self.result.masks.true

    @property
    def is_right(self) -> None:
        """Images are not right or wrong."""

    def weighted_measures(self) -> list[Weighted]:
        """Return a function that measures the predictions when each image counts a number of times."""
        return self.result.weighted_measures()

    @cached_property
    def intervals(self) -> tuple[Interval, ...]:
        """Confidence intervals (95 %) by bootstrap of whole images, where they were asked for."""
        return bootstrap_measures(self.weighted_measures(), self.result.samples, self._draws) if self._draws else ()

    @property
    def tables(self) -> tuple[TextTable, ...]:
        """Single numbers, with their intervals where there are any, and measures of each class."""
        ends = {one.measure: ends_in_words(one) for one in self.intervals if one.of == "all"}
        rows = [(score_in_words(name), format_number(value), ends.get(name, "")) for name, value in self.scores.items()]
        heads = tuple(map(translate, ("measure", "value", "95 % interval")[: 3 if self.intervals else 2]))
        classes = [
            (score.name, *(("–", "–") if np.isnan(score.iou) else (format_percent(score.iou), format_percent(score.dice))),
             format_count(score.true_pixels), format_count(score.predicted_pixels))
            for score in self.result.classes
        ]  # fmt: skip
        columns = tuple(map(translate, _HEADS))
        return (
            TextTable(heads, [row[: len(heads)] for row in rows], numbers=heads[1:]),
            TextTable(columns, classes, numbers=columns[1:], what=mark("classes")),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return its numbers as plain Python."""
        result = self.result
        return self._plain(
            {
                "task": "segmentation",
                "output": result.name,
                "predictions": result.masks.score_kind,
                "images": result.samples,
                "pixels": result.pixels,
                "scores": self.scores,
                "classes": [asdict(score) for score in result.classes],
                "image_iou": self.image_iou,
                "confusion_matrix": result.confusion,
                "intervals": [asdict(one) for one in self.intervals],
                "notes": self.notes,
            }
        )

    def charts(self) -> Mapping[str, Chart]:
        """Return every chart that these predictions allow, by the name of its method, with its default options."""
        if not self.result.pixels:
            return {}
        found = {
            "per_class": self.per_class(),
            "per_image": self.per_image(),
            "confusion_matrix": self.confusion_matrix(),
        }
        return found | ({"overlay": self.overlay()} if self.result.masks.true.ndim == 3 else {})

    def per_class(self, *, title: str | None = None) -> Chart:
        """Draw the IoU and the Dice of each class, with intervals where they were asked for.

        Args:
            title: heading over the chart; ``None`` for that of the evaluation, and ``""`` for none.
        """
        ends = {(one.of, one.measure): (one.low, one.high) for one in self.intervals}
        return self._themed(region_chart(self.result, ends), title)

    def per_image(self, *, title: str | None = None) -> Chart:
        """Draw how many images have each mean IoU; its ``to_frame()`` has a row for each image.

        Args:
            title: heading over the chart; ``None`` for that of the evaluation, and ``""`` for none.
        """
        return self._themed(image_chart(self.result), title)

    def confusion_matrix(
        self, *, normalize: str | None = None, sort: str = "classes", max_classes: int | None = 30, title: str | None = None
    ) -> Chart:
        """Draw pixels of which class are taken for which: a row for each true class, a column for each predicted one.

        Args:
            normalize: ``"true"`` shows shares of the true class, ``"pred"`` of the predicted one, ``"all"`` of all pixels;
                ``None`` shows counts, and in up to 12 classes shares of the true class below.
            sort: ``"classes"`` for their own order, ``"errors"`` for the most errors first, ``"confusion"`` to place classes
                next to each other that are taken for each other.
            max_classes: most classes with a row of their own, those that are confused most; ``None`` for all.
            title: heading over the chart; ``None`` for that of the evaluation, and ``""`` for none.

        Raises:
            OptionError: an unknown option.
        """
        return self._themed(confusion_chart(self.result, normalize=normalize, sort=sort, max_classes=max_classes), title)

    def overlay(self, images: Any = None, *, count: int = 4, title: str | None = None) -> Chart:
        """Draw images beside the true and the predicted classes of their pixels and the errors, the worst ones first.

        Args:
            images: shape (images, height, width) or (images, height, width, channels); ``None`` takes the samples that were
                evaluated where they are images, and else draws masks alone.
            count: how many at most.
            title: heading over the chart; ``None`` for that of the evaluation, and ``""`` for none.

        Returns:
            A chart whose ``to_frame()`` has the index and the IoU of each image.

        Raises:
            ShapeError: not one image for each mask.
            OptionError: a count below 1, or masks of volumes.
        """
        if images is None and is_images(self._samples, self.result.samples):
            images = self._samples
        return self._themed(overlay_chart(self.result, images, count=count), title)
