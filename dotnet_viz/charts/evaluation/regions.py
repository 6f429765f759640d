"""How well regions of segmented images are found: by class, and image by image."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.data import ChartData
from dotnet_viz.charts.evaluation.classes import ROWS, Intervals
from dotnet_viz.charts.evaluation.rows import name_room, name_rows, value_of_all
from dotnet_viz.charts.evaluation.series import place_legend
from dotnet_viz.charts.style import BLANK, INK, MUTED, TEXT_SIZE, TRAIN, VALIDATION, plain_ticks
from dotnet_viz.formatting import format_count, format_percent
from dotnet_viz.measures.evaluation.segmentation import RegionScore, Segmentation, overlap
from dotnet_viz.translation.translate import translate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ROW = 25.0
_BINS = 20
_IMAGE_CLASSES = 40


def region_chart(result: Segmentation, intervals: Intervals | None = None) -> Chart:
    """Draw the IoU of each class as a bar and its Dice as a diamond, beside the mean IoU.

    Of more than 40 classes the 40 with the smallest IoU are drawn, and the chart says so.

    Args:
        result: of segmented images.
        intervals: low and high end by name of the class and of the measure.

    Example:
        >>> from dotnet_viz.measures.evaluation.segmentation import measure_segmentation
        >>> found = measure_segmentation("", np.array([[[0, 1, 1]]]), np.array([[[0, 0, 1]]]))
        >>> region_chart(found).to_dict()["iou"]
        [0.5, 0.5]
    """
    found = result.classes
    order = sorted(range(len(found)), key=lambda index: (np.nan_to_num(found[index].iou, nan=2.0), index))[:ROWS]
    rows = [found[index] for index in sorted(order)]
    room, mean = name_room([score.name for score in rows]), result.scores["mean_iou"]
    size = (room + 470.0, len(rows) * _ROW + 85.0)

    def paint(figure: Figure) -> None:
        axes = figure.add_subplot()
        notes = [translate("does not occur") if np.isnan(score.iou) else format_percent(score.iou) for score in rows]
        name_rows(axes, [score.name for score in rows], notes, room)
        _bars(axes, rows, intervals or {})
        if np.isfinite(mean):
            value_of_all(axes, mean, translate("mean IoU: {mean}", mean=format_percent(mean)))
        axes.set_xlim(0, 1.02)
        plain_ticks(axes.xaxis)
        axes.set_xlabel(translate("intersection over union (IoU)"))
        if len(rows) < len(found):
            text = translate(
                "the {rows} of {found} classes with the smallest IoU", rows=len(rows), found=format_count(len(found))
            )
            axes.set_title(text, fontweight="normal", color=MUTED, fontsize=TEXT_SIZE)
        place_legend(figure, axes)

    return draw_chart(translate("IoU by class"), _class_sentence(result), size, paint, _class_data(result, intervals or {}))


def image_chart(result: Segmentation) -> Chart:
    """Draw how many images have each mean IoU; the data has a row for each image.

    Args:
        result: of segmented images.
    """
    iou = result.image_iou
    known = iou[np.isfinite(iou)]

    def paint(figure: Figure) -> None:
        axes = figure.add_subplot()
        counts, edges = np.histogram(known, bins=_BINS, range=(0, 1))
        axes.bar(edges[:-1], counts, width=np.diff(edges), align="edge", color=TRAIN, edgecolor=BLANK, linewidth=0.6)
        middle = float(np.median(known))
        value_of_all(axes, middle, translate("median: {middle}", middle=format_percent(middle)))
        axes.set_xlim(0, 1)
        axes.set_xlabel(translate("mean IoU of an image"))
        axes.set_ylabel(translate("images"))
        axes.grid(axis="y")
        plain_ticks(axes.xaxis)
        plain_ticks(axes.yaxis, whole=True)
        place_legend(figure, axes)

    worst = int(np.nanargmin(iou))
    sentence = translate(
        "Mean IoU of {images}: from {min} of image {worst} to {max}.",
        images=format_count(len(known), "image"),
        min=format_percent(float(known.min())),
        worst=worst,
        max=format_percent(float(known.max())),
    )
    return draw_chart(translate("IoU by image"), sentence, (460.0, 300.0), paint, _image_data(result))


def _bars(axes: Axes, rows: list[RegionScore], intervals: Intervals) -> None:
    positions = np.arange(len(rows))
    axes.grid(axis="y", visible=False)
    axes.barh(positions, [np.nan_to_num(score.iou) for score in rows], height=0.62, color=TRAIN)
    axes.plot([], [], linestyle="none", marker="s", markersize=8, color=TRAIN, label=translate("IoU"))
    dice = [score.dice for score in rows]
    axes.plot(
        dice,
        positions,
        linestyle="none",
        marker="D",
        markersize=5,
        color=VALIDATION,
        markeredgecolor=BLANK,
        label=translate("Dice (F1)"),
    )
    label = translate("95 % interval of IoU")
    for row, score in enumerate(rows):
        ends = intervals.get((score.name, "iou"))
        if ends is not None and np.isfinite(ends).all():
            axes.plot(ends, (row, row), color=INK, linewidth=1.6, marker="|", markersize=7, label=label)
            label = ""


def _class_sentence(result: Segmentation) -> str:
    known = [score for score in result.classes if np.isfinite(score.iou)]
    worst = min(known, key=lambda score: score.iou)
    return translate(
        "IoU of {classes}, {scores} on average; it is smallest for {name}: {iou}.",
        classes=format_count(len(known), "class", "classes"),
        scores=format_percent(result.scores["mean_iou"]),
        name=worst.name,
        iou=format_percent(worst.iou),
    )


def class_columns(result: Segmentation, intervals: Intervals) -> dict[str, Any]:
    """Return the measures of each class as columns.

    Args:
        result: of segmented images.
        intervals: low and high end by name of the class and of the measure.
    """
    columns: dict[str, Any] = {"class": np.array(result.class_names, dtype=object)}
    for name in ("iou", "dice", "true_pixels", "predicted_pixels"):
        columns[name] = np.array([getattr(score, name) for score in result.classes])
    for measure in ("iou", "dice") if intervals else ():
        for end, suffix in ((0, "low"), (1, "high")):
            ends = [intervals.get((name, measure), (np.nan, np.nan))[end] for name in result.class_names]
            columns[f"{measure}_{suffix}"] = np.array(ends)
    return columns


def _class_data(result: Segmentation, intervals: Intervals) -> ChartData:
    facts: Mapping[str, Any] = result.scores
    return ChartData(class_columns(result, intervals), facts)


def _image_data(result: Segmentation) -> ChartData:
    counts = result.image_counts
    total = counts[:, 2].sum(axis=1)
    accuracy = np.where(total > 0, counts[:, 0].sum(axis=1) / np.maximum(total, 1), np.nan)
    columns = {"image": np.arange(len(counts)), "iou": result.image_iou, "pixel_accuracy": accuracy}
    if len(result.classes) <= _IMAGE_CLASSES:
        each = overlap(counts)[0]
        columns |= {f"iou {name}": each[:, index] for index, name in enumerate(result.class_names)}
    return ChartData(columns)
