"""Segmented images: what is true, what was predicted, and where both differ, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.arguments import whole_number
from dotnet_viz.charts.attribution.images import grey
from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.data import ChartData
from dotnet_viz.charts.evaluation.errors import checked_images, scaled_pixels
from dotnet_viz.charts.style import TEXT_SIZE, name_for
from dotnet_viz.colors import rgb
from dotnet_viz.errors import OptionError
from dotnet_viz.formatting import format_count, format_percent
from dotnet_viz.measures.evaluation.inputs.masks import LEFT_OUT, Masks
from dotnet_viz.measures.evaluation.inputs.predictions import NO_CLASS
from dotnet_viz.measures.evaluation.segmentation import Segmentation
from dotnet_viz.translation.translate import mark, translate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLORS = (
    "#0173b2", "#e69f00", "#029e73", "#cc78bc", "#56b5ea", "#d45f01", "#f0e442", "#5b2a86", "#a0c75b", "#7f3b08",
)  # fmt: skip
"""Of classes, those of Okabe and Ito first: none is replaced by a theme, since pixels are not either."""

_BACKGROUND = "#bdbdbd"
_BACKGROUND_NAMES = ("0", "background", "unlabeled", "unlabelled", "void", "other")
_RIGHT, _WRONG, _MISSED, _MISSED_LIGHT = "#d9d9d9", "#a3171f", "#123f8c", "#7f9fdb"
_PANEL = 150.0
_PIXELS = 150
_LEGEND = 150.0
_LISTED = 20
_NUMBER = 5.0
"""Half of the width of a number, in CSS pixels."""

_GREYS = 12
_IMAGE_SHARE = 0.4

Pixels = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class _Example:
    """One image as it is drawn, with as many pixels as are seen."""

    index: int
    iou: float
    image: Pixels | None
    true: Masks
    chosen: Masks


def overlay_chart(result: Segmentation, images: Any = None, *, count: int = 4) -> Chart:
    """Draw images beside the true and the predicted classes of their pixels and the errors, those with the smallest IoU first.

    Classes have a colour and a number, which stands where their region is widest. Of two classes, missed pixels and false
    alarms have colours of their own; pixels without a true class are striped.

    Args:
        result: of segmented images.
        images: shape (images, height, width) or (images, height, width, channels); ``None`` draws masks alone.
        count: how many at most.

    Raises:
        ShapeError: not one image for each mask.
        OptionError: a count below 1, or volumes, which are no images.

    Example:
        >>> from dotnet_viz.measures.evaluation.segmentation import measure_segmentation
        >>> true = np.zeros((2, 8, 8), dtype=int); true[:, :, 4:] = 1
        >>> found = measure_segmentation("", np.roll(true, 1, axis=2), true)
        >>> overlay_chart(found, count=1).to_dict()["image"]
        [0]
    """
    whole_number("count", count)
    if result.masks.true.ndim != 3:
        raise OptionError("an overlay shows images of two axes, and these masks have more; evaluate slices of them to see some")
    examples = _examples(result, images, count)
    shown = _shown_classes(examples)
    heads = (*((mark("image"),) if images is not None else ()), mark("truth"), mark("prediction"), mark("errors"))
    height = _PANEL * min(max(result.masks.true.shape[1] / result.masks.true.shape[2], 0.4), 2.0)

    def paint(figure: Figure) -> None:
        rows = figure.subplots(len(examples), len(heads), squeeze=False)
        for row, example in zip(rows, examples, strict=True):
            _paint_row(row, example, result.class_names, heads, is_first=example is examples[0])
        _legend(figure, result.class_names, shown, examples)

    size = (len(heads) * (_PANEL + 8) + _LEGEND, len(examples) * (height + 24) + 24)
    columns = {"image": [one.index for one in examples], "iou": [one.iou for one in examples]}
    return draw_chart(translate("Truth and prediction"), _sentence(result, examples), size, paint, ChartData(columns))


def _examples(result: Segmentation, images: Any, count: int) -> tuple[_Example, ...]:
    iou = result.image_iou
    order = np.argsort(np.nan_to_num(iou, nan=2.0), kind="stable")[:count]
    array = None if images is None else checked_images(images, result.samples)
    pixels = [None] * len(order) if array is None else scaled_pixels(array[order])
    true, chosen = result.masks.true, result.masks.chosen
    rows, columns = _kept_lines(true.shape[1]), _kept_lines(true.shape[2])
    return tuple(
        _Example(int(index), float(iou[index]), None if image is None else _resized(image, len(rows), len(columns)),
                 true[index][np.ix_(rows, columns)], chosen[index][np.ix_(rows, columns)])
        for index, image in zip(order, pixels, strict=True)
    )  # fmt: skip


def _kept_lines(count: int) -> NDArray[np.intp]:
    """Return the rows or columns of a mask that are drawn: all, or evenly spaced ones."""
    kept = min(count, _PIXELS)
    return np.asarray((np.arange(kept) + 0.5) * count / kept, dtype=np.intp)


def _resized(image: Pixels, height: int, width: int) -> Pixels:
    """Return an image of another size: the means of what falls on each pixel, or the nearest one."""
    lines = []
    for axis, wanted in ((0, height), (1, width)):
        starts = np.asarray(np.arange(wanted) * image.shape[axis] / wanted, dtype=np.intp)
        lines.append(starts)
    if image.shape[0] <= height or image.shape[1] <= width:
        return np.asarray(image[np.ix_(lines[0], lines[1])])
    sums = np.add.reduceat(np.add.reduceat(image, lines[0], axis=0), lines[1], axis=1)
    sizes = np.outer(np.diff(lines[0], append=image.shape[0]), np.diff(lines[1], append=image.shape[1]))
    return np.asarray(sums / sizes[..., np.newaxis])


def _paint_row(
    row: Sequence[Axes], example: _Example, names: Sequence[str], heads: Sequence[str], *, is_first: bool
) -> None:  # fmt: skip
    panels: dict[str, Pixels] = {
        "truth": _colored(example.true, example.image, names),
        "prediction": _colored(example.chosen, example.image, names),
        "errors": _errors(example, len(names)),
    }
    if example.image is not None:
        panels["image"] = example.image
    for axes, head in zip(row, heads, strict=True):
        axes.imshow(panels[head], interpolation="nearest")
        axes.set_axis_off()
        if is_first:
            place: dict[str, Any] = {"xycoords": "axes fraction", "textcoords": "offset points"}
            axes.annotate(translate(head), (0.5, 1), (0, 17), ha="center", va="bottom", fontweight="bold", **place)
        if head in ("truth", "prediction"):
            _number_regions(axes, example.true if head == "truth" else example.chosen)
    title = translate("image {number}: IoU {share}", number=example.index, share=format_percent(example.iou))
    if np.isnan(example.iou):
        title = translate("image {number}: no pixel has a true class", number=example.index)
    row[0].set_title(title, fontweight="normal", fontsize=TEXT_SIZE, loc="left", pad=3)


def class_color(index: int, names: Sequence[str]) -> str:
    """Return the colour of a class; beyond ten they are repeated, and the numbers tell classes apart.

    Args:
        index: of the class.
        names: of all classes.
    """
    has_background = names[0].lower() in _BACKGROUND_NAMES
    if index == 0 and has_background:
        return _BACKGROUND
    return COLORS[(index - has_background) % len(COLORS)]


def _colored(mask: Masks, image: Pixels | None, names: Sequence[str]) -> Pixels:
    """Return classes in their colours, over the brightness of the image; stripes where there is no class."""
    table = np.array([rgb(class_color(index, names)) for index in range(len(names))]) / 255
    colors = table[np.maximum(mask, 0)]
    if image is not None:
        # Few greys keep the picture small.
        shades = np.round(grey(image) * _GREYS) / _GREYS
        colors = colors * (1 - _IMAGE_SHARE) + shades * _IMAGE_SHARE
    return np.where((mask < 0)[..., np.newaxis], _stripes(mask.shape), colors)


def _errors(example: _Example, count: int) -> Pixels:
    true, chosen = example.true, example.chosen
    colors = np.full((*true.shape, 3), np.array(rgb(_RIGHT)) / 255)
    colors[true != chosen] = np.array(rgb(_WRONG)) / 255
    if count == 2:
        missed, light = (true == 1) & (chosen != 1), _stripes(true.shape) == 1
        colors[missed] = np.where(light, np.array(rgb(_MISSED_LIGHT)), np.array(rgb(_MISSED)))[missed] / 255
    left_out = true == LEFT_OUT
    colors[left_out] = _stripes(true.shape)[left_out]
    return colors


def _stripes(shape: tuple[int, ...]) -> Pixels:
    width = max(min(shape) // 30, 1)
    dark = (np.add.outer(np.arange(shape[0]), np.arange(shape[1])) // width) % 3 == 0
    return np.where(dark[..., np.newaxis], 0.45, 1.0) * np.ones(3)


def _number_regions(axes: Axes, mask: Masks) -> None:
    """Write the number of each class where its region is widest, or beside it where there is no room."""
    from scipy.ndimage import distance_transform_edt

    scale = _PANEL / max(mask.shape)
    for index in np.unique(mask[mask >= 0]).tolist():
        padded = np.pad(mask == index, 1)
        distance = distance_transform_edt(padded)[1:-1, 1:-1]
        y, x = (int(place) for place in np.unravel_index(int(distance.argmax()), distance.shape))
        radius, shift = float(distance[y, x]), 0.0
        if radius * scale < _NUMBER:
            shift = (radius + _NUMBER / scale + 1) * (1 if x < mask.shape[1] / 2 else -1)
        box = {"facecolor": "#ffffff", "edgecolor": "none", "boxstyle": "round,pad=0.12"}
        axes.text(x + shift, y, str(index), color="#000000", fontsize=TEXT_SIZE - 2, ha="center", va="center", bbox=box)


def _shown_classes(examples: Sequence[_Example]) -> list[int]:
    """Return the classes that occur, of many the largest ones."""
    occurring, counts = np.unique(np.concatenate([part.ravel() for one in examples for part in (one.true, one.chosen)]),
                                  return_counts=True)  # fmt: skip
    counts, occurring = counts[occurring >= 0], occurring[occurring >= 0]
    return sorted(occurring[np.argsort(-counts, kind="stable")][:_LISTED].tolist())


def _legend(figure: Figure, names: Sequence[str], shown: Sequence[int], examples: Sequence[_Example]) -> None:
    from matplotlib.patches import Patch

    def entry(color: str, text: str, hatch: str = "") -> Patch:
        label = name_for(text, _LEGEND - 40, TEXT_SIZE - 1)
        return Patch(facecolor=color, edgecolor="#808080", linewidth=0.5, label=label, hatch=hatch)

    entries = [entry(class_color(index, names), _label(index, names)) for index in shown]
    occurring = {int(index) for one in examples for part in (one.true, one.chosen) for index in np.unique(part)}
    hidden = len({index for index in occurring if index >= 0} - set(shown))
    if hidden:
        entries.append(entry("none", format_count(hidden, "other class", "other classes")))
    entries.append(entry(_RIGHT, translate("right")))
    if len(names) == 2:
        entries += [entry(_MISSED_LIGHT, translate("missed"), "////"), entry(_WRONG, translate("false alarm"))]
    else:
        entries.append(entry(_WRONG, translate("wrong")))
    if any((one.true == LEFT_OUT).any() for one in examples):
        entries.append(entry("#ffffff", translate("no true class"), "////"))
    elif any((one.chosen == NO_CLASS).any() for one in examples):
        entries.append(entry("#ffffff", translate("no number"), "////"))
    figure.legend(handles=entries, loc="outside right upper", fontsize=TEXT_SIZE - 1, handlelength=1.4, handleheight=1.0)


def _label(index: int, names: Sequence[str]) -> str:
    return names[index] if names[index] == str(index) else f"{index}  {names[index]}"


def _sentence(result: Segmentation, examples: Sequence[_Example]) -> str:
    first = examples[0]
    share = (
        translate("no true class") if np.isnan(first.iou) else translate("an IoU of {share}", share=format_percent(first.iou))
    )
    return translate(
        "{shown} of {images} with the true and the predicted classes of their pixels; the worst is image {worst} with {share}.",
        shown=format_count(len(examples)),
        images=format_count(result.samples, "image"),
        worst=first.index,
        share=share,
    )
