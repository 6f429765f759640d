"""The worst examples: images with what they are and what they were taken for, or rows of a table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.charts.attribution.images import pixels_of
from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.data import ChartData
from dotnet_viz.charts.style import GRID, INK, MUTED, PIXELS_PER_POINT, TEXT_SIZE, VALIDATION, name_for
from dotnet_viz.errors import ShapeError
from dotnet_viz.fonts import one_line, text_width
from dotnet_viz.formatting import format_count, format_number, format_percent
from dotnet_viz.measures.evaluation.samples import is_images, rows_of
from dotnet_viz.measures.evaluation.worst import WrongPrediction
from dotnet_viz.translation.translate import mark, translate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLUMNS = 6
"""Most columns of a table that a row of the worst examples shows; fewer where their names are long."""

_HEADS = (mark("true"), mark("predicted"), mark("probability"))
"""Of the columns between the number of an example and its values."""

_ACROSS = 6
_TILE = (130.0, 178.0)
_LINE = 20.0
# Width of a table that can still be read on paper, in CSS pixels.
_PAGE = 780.0


def error_chart(
    examples: Sequence[WrongPrediction], shown: Any, errors: int, samples: int, names: Sequence[str] | None = None
) -> Chart:
    """Draw wrong predictions as images where the samples are images, else as rows of a table.

    Args:
        examples: the worst ones, in order.
        shown: the samples; ``None`` or what is neither leaves their values out.
        errors: how many predictions are wrong.
        samples: how many there are.
        names: of the columns of a table; ``None`` for those that it has itself.
    """
    if is_images(shown, samples):
        return error_images_chart(examples, shown, errors, samples)
    values, own = rows_of(shown, samples)
    fitting = names is not None and len(names) == len(own)
    return error_rows_chart(examples, values, names if fitting and names is not None else own, errors, samples)


def error_images_chart(examples: Sequence[WrongPrediction], images: Any, errors: int, samples: int) -> Chart:
    """Draw wrong predictions as images, each with its true and its predicted class.

    Args:
        examples: the worst ones, in order.
        images: of all samples, shape (samples, height, width) or (samples, height, width, channels).
        errors: how many predictions are wrong.
        samples: how many there are.

    Raises:
        ShapeError: no images, or not one for each sample.
    """
    array = checked_images(images, samples)
    across = min(_ACROSS, max(len(examples), 1))
    down = max(-(-len(examples) // across), 1)
    pixels = scaled_pixels(array[[example.index for example in examples]]) if examples else []

    def paint(figure: Figure) -> None:
        if not examples:
            _say_none(figure.add_subplot())
            return
        panels: list[Axes] = list(np.ravel(figure.subplots(down, across, squeeze=False)))
        for axes in panels:
            axes.set_axis_off()
        for axes, example, image in zip(panels, examples, pixels, strict=False):
            axes.imshow(image, interpolation="nearest" if max(image.shape[:2]) < 64 else "antialiased")
            axes.set_title("\n".join(_caption(example)), fontsize=TEXT_SIZE - 1.5, fontweight="normal", loc="left", pad=3)

    size = (max(across * _TILE[0], 240.0), down * _TILE[1] if examples else 60.0)
    return draw_chart(translate("Worst examples"), _sentence(examples, errors, samples), size, paint, _data(examples))


def error_rows_chart(
    examples: Sequence[WrongPrediction], rows: Any, names: Sequence[str], errors: int, samples: int, what: str = mark("sample")
) -> Chart:
    """Draw wrong predictions as rows of a table: sample, true and predicted class, probability, and values of the sample.

    Args:
        examples: the worst ones, in order.
        rows: values of all samples, shape (samples, columns); ``None`` for none.
        names: of the columns.
        errors: how many predictions are wrong.
        samples: how many there are.
        what: a prediction is of.

    Raises:
        ShapeError: not one row for each sample.
    """
    values = None if rows is None else np.asarray(rows)
    if values is not None and (values.ndim != 2 or len(values) != samples):
        raise ShapeError(f"rows must have the shape ({samples:,}, columns), not {values.shape}")
    table, widths = _table(examples, values, names, what)
    columns = max(0, len(widths) - len(_HEADS) - 1)
    left_out = ""
    if len(names) > columns:
        left_out = translate("{shown} of {all} columns", shown=columns, all=format_count(len(names)))
    lines = len(examples) + (2.4 if left_out else 1.6)

    def paint(figure: Figure) -> None:
        axes = figure.add_subplot()
        if not examples:
            _say_none(axes)
            return
        axes.set_axis_off()
        axes.set_xlim(0, sum(widths))
        axes.set_ylim(lines * _LINE, -2)
        _paint_table(axes, table, widths)
        if left_out:
            axes.text(4, (len(examples) + 1.7) * _LINE, left_out, color=MUTED, fontsize=TEXT_SIZE, va="center")

    size = (max(sum(widths), 240.0), lines * _LINE if examples else 60.0)
    chart_data = _data(examples, {} if values is None else _columns(values, names, examples), what)
    return draw_chart(translate("Worst examples"), _sentence(examples, errors, samples), size, paint, chart_data)


def _table(
    examples: Sequence[WrongPrediction], values: NDArray[Any] | None, names: Sequence[str], what: str
) -> tuple[list[list[str]], list[float]]:
    """Return the texts of the rows, heads first, and the widths of the columns, of as many as fit a page."""
    rows = [[*map(translate, (what, *_HEADS)), *names[:COLUMNS]]]
    for example in examples:
        answer = example.predicted or translate("no number")
        rows.append([format_count(example.index), example.true, answer, _probability(example), *_values(values, example)])
    widths = [_width([row[position] for row in rows]) for position in range(len(rows[0]))]
    shown = _fitting(widths)
    return [row[:shown] for row in rows], widths[:shown]


def _paint_table(axes: Axes, lines: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
    starts = np.concatenate([[0.0], np.cumsum(widths)])
    for row, line in enumerate(lines):
        y = (row + 0.5) * _LINE
        for column, text in enumerate(line):
            is_number = column == 0 or column > 2
            x = starts[column + 1] - 8 if is_number else starts[column] + 4
            color = VALIDATION if row and column == 2 else INK
            name = name_for(text, widths[column] - 8, bold=row == 0)
            axes.text(
                x, y, name, ha="right" if is_number else "left", va="center", color=color,
                fontsize=TEXT_SIZE, fontweight="bold" if row == 0 else "normal",
            )  # fmt: skip
        axes.axhline((row + 1) * _LINE, color=MUTED if row == 0 else GRID, linewidth=0.8)


def _width(texts: Sequence[str]) -> float:
    widest = max(text_width(one_line(text)[:60], TEXT_SIZE * PIXELS_PER_POINT, bold=True) for text in texts)
    return float(min(widest, 150.0)) + 20


def _fitting(widths: Sequence[float]) -> int:
    """Return how many columns fit a page: those that every table has, the first value, and what has room after it."""
    return next((count for count in range(6, len(widths) + 1) if sum(widths[:count]) > _PAGE), len(widths) + 1) - 1


def _values(values: NDArray[Any] | None, example: WrongPrediction) -> list[str]:
    if values is None:
        return []
    return [format_number(float(value)) if _is_number(value) else str(value) for value in values[example.index][:COLUMNS]]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | np.number) and not isinstance(value, bool)


def _probability(example: WrongPrediction) -> str:
    if math.isnan(example.predicted_probability):
        return "–"
    return format_percent(example.predicted_probability)


def _caption(example: WrongPrediction) -> tuple[str, str, str]:
    room = _TILE[0] - 14
    share = "" if math.isnan(example.predicted_probability) else f" ({format_percent(example.predicted_probability)})"
    left = room - text_width(share, (TEXT_SIZE - 1.5) * PIXELS_PER_POINT)
    answer = example.predicted or translate("no number")
    predicted = name_for(translate("predicted: {answer}", answer=answer), left, TEXT_SIZE - 1.5)
    true = name_for(translate("true: {answer}", answer=example.true), room, TEXT_SIZE - 1.5)
    return translate("sample {number}", number=example.index), true, f"{predicted}{share}"


def checked_images(images: Any, samples: int) -> NDArray[Any]:
    """Return images as an array.

    Args:
        images: shape (samples, height, width) or (samples, height, width, channels).
        samples: how many there must be.

    Raises:
        ShapeError: no images, or not one for each sample.
    """
    array = np.asarray(images)
    if array.ndim not in (3, 4) or len(array) != samples:
        shape = f"({samples:,}, height, width)"
        raise ShapeError(f"images must have the shape {shape}, or that with channels at its end, not {array.shape}")
    if not np.issubdtype(array.dtype, np.number) and array.dtype != bool:
        raise ShapeError(f"images must be numbers, not {array.dtype}")
    return array


def scaled_pixels(images: NDArray[Any]) -> list[NDArray[np.float64]]:
    """Return pixels of all images on one scale: bytes and shares as they are, others from the smallest to the largest."""
    found = np.nan_to_num(images.astype(np.float64))
    low, high = float(found.min()), float(found.max())
    is_plain = (low >= 0 and high <= 1) or images.dtype == np.uint8
    scaled = found if is_plain else (found - min(low, 0.0)) / ((high - min(low, 0.0)) or 1.0)
    channel_axis = 2 if images.ndim == 4 else None
    # Bytes are recognised by their range, so an image of dark bytes alone would be taken for shares.
    return [pixels_of(image / 255 if images.dtype == np.uint8 else image, channel_axis) for image in scaled]


def _say_none(axes: Axes) -> None:
    axes.set_axis_off()
    axes.text(0.5, 0.5, translate("no prediction is wrong"), transform=axes.transAxes, ha="center", va="center", color=MUTED)


def _sentence(examples: Sequence[WrongPrediction], errors: int, samples: int) -> str:
    if not examples:
        return translate("All {predictions} are right.", predictions=format_count(samples, "prediction"))
    first = examples[0]
    return translate(
        "{examples} of {wrong_predictions}; the worst is sample {index}, {true} taken for {value}.",
        examples=format_count(len(examples)),
        wrong_predictions=format_count(errors, "wrong prediction"),
        index=first.index,
        true=first.true,
        value=first.predicted or translate("no class"),
    )


def _data(
    examples: Sequence[WrongPrediction], more: dict[str, Any] | None = None, what: str = mark("sample")
) -> ChartData:  # fmt: skip
    columns: dict[str, Any] = {
        what: np.array([example.index for example in examples], dtype=np.int64),
        "true": np.array([example.true for example in examples], dtype=object),
        "predicted": np.array([example.predicted for example in examples], dtype=object),
        "true_probability": np.array([example.true_probability for example in examples], dtype=float),
        "predicted_probability": np.array([example.predicted_probability for example in examples], dtype=float),
        "loss": np.array([example.loss for example in examples], dtype=float),
    }
    return ChartData({**columns, **(more or {})})


def _columns(values: NDArray[Any], names: Sequence[str], examples: Sequence[WrongPrediction]) -> dict[str, Any]:
    chosen = values[[example.index for example in examples]] if examples else values[:0]
    # Columns without names are "column 0" already.
    heads = [str(name) if str(name).startswith("column ") else f"column {name}" for name in names]
    return {head: chosen[:, position] for position, head in enumerate(heads)}
