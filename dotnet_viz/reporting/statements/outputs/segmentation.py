"""What a report says of segmented images."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dotnet_viz.charts.chart import Chart
from dotnet_viz.charts.evaluation.confusion import confusion_chart
from dotnet_viz.charts.evaluation.overlay import overlay_chart
from dotnet_viz.charts.evaluation.regions import image_chart, region_chart
from dotnet_viz.formatting import format_count, format_percent
from dotnet_viz.measures.evaluation.samples import is_images
from dotnet_viz.measures.evaluation.segmentation import RegionScore, Segmentation
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.section import Cell, ColumnHead, Fact, Table, count_cell, number_cell, share_cell, text_cell
from dotnet_viz.translation.translate import mark

PIXELS = mark("Each pixel has the class with the largest output; regions are compared over all images together.")

_COLUMNS = (
    ColumnHead("Class"),
    *(ColumnHead(name, numeric=True) for name in (mark("IoU"), mark("Dice"), mark("True pixels"), mark("Predicted pixels"))),
)


def segmentation_facts(result: Segmentation) -> tuple[Fact, ...]:
    """Return the results in short.

    Args:
        result: of segmented images.
    """
    scores = result.scores
    return (
        Fact("Mean IoU", format_percent(scores["mean_iou"])),
        Fact("Mean Dice", format_percent(scores["mean_dice"])),
        Fact("Pixels that are right", format_percent(scores["pixel_accuracy"])),
        Fact("Images", format_count(result.samples)),
        Fact("Classes", format_count(len(result.class_names))),
    )


def segmentation_charts(result: Segmentation, context: ReportContext) -> Iterator[tuple[Chart, str, str]]:
    """Yield the charts with their captions and layouts.

    Args:
        result: of segmented images.
        context: with the images, where the report has them.
    """
    yield region_chart(result), mark("Intersection over union of the true and the predicted region of each class."), "chart"
    yield image_chart(result), mark("How many images have each mean IoU."), "chart"
    caption = mark(
        "Confusion matrix of pixels: rows are true classes, columns predicted ones. A cell's depth is its share of the row; "
        "blue is right, red is wrong."
    )
    yield confusion_chart(result), caption, "wide"
    if result.masks.true.ndim == 3:
        samples = None if context.data is None else context.data[0]
        images = samples if is_images(samples, result.samples) else None
        yield (
            overlay_chart(result, images),
            mark("The images with the smallest mean IoU, and where prediction and truth differ."),
            "wide",
        )


def region_table(result: Segmentation) -> Table:
    """Return the measures of each class.

    Args:
        result: of segmented images.
    """
    return Table("IoU and Dice of each class", _COLUMNS, tuple(_row(score) for score in result.classes))


def _row(score: RegionScore) -> tuple[Cell, ...]:
    shares = (number_cell(None),) * 2 if np.isnan(score.iou) else (share_cell(score.iou), share_cell(score.dice))
    return (text_cell(score.name), *shares, count_cell(score.true_pixels), count_cell(score.predicted_pixels))
