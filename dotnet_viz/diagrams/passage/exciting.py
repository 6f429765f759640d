"""The inputs that excite units most: a row of images for each unit, the strongest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from numpy.typing import NDArray

from dotnet_viz.diagrams.passage.images import input_images
from dotnet_viz.explain.activations.statistics import LayerStatistics
from dotnet_viz.fonts import one_line, text_width
from dotnet_viz.formatting import format_count, format_number
from dotnet_viz.scales.colormaps import RangeScale
from dotnet_viz.scene import Label, Raster, Scene
from dotnet_viz.translation.translate import translate

_ROOM, _GAP, _LINE = 56.0, 8.0, 13.0


def exciting_scene(
    layer: LayerStatistics, units: Sequence[int], sample: Callable[[int], NDArray[Any]], model: str
) -> Scene:  # fmt: skip
    """Return the picture.

    Args:
        layer: which samples excite its units most.
        units: positions of the units that are drawn.
        sample: returns an input by its number.
        model: name of the model.
    """
    rasters, labels = _rows(layer, units, sample)
    drawn, total = len(units), layer.units
    notes = [translate("{drawn} of {units} are drawn", drawn=drawn, units=format_count(total, "unit"))] if drawn < total else []
    return Scene(
        title=translate("Inputs that excite {layer} of {model} most", layer=one_line(layer.name), model=one_line(model)),
        description=translate(
            "For {units}, the samples with the largest activations, the largest first.", units=format_count(drawn, "unit")
        ),
        rasters=tuple(rasters),
        labels=tuple(labels),
        notes=(
            translate(
                "below each input the largest activation of the unit, of {samples}",
                samples=format_count(layer.samples, "sample"),
            ),
            *notes,
        ),
        layout="given",
    )


def _rows(
    layer: LayerStatistics, units: Sequence[int], sample: Callable[[int], NDArray[Any]]
) -> tuple[list[Raster], list[Label]]:
    """Return the images of all units in rows, and the texts at them."""
    rasters: list[Raster] = []
    labels: list[Label] = []
    y = 0.0
    left = max(text_width(_unit(unit), 11.0, bold=True) for unit in units) + _GAP
    for unit in units:
        x, high = left, 0.0
        for number, value in zip(layer.top_inputs[unit].tolist(), layer.top_values[unit].tolist(), strict=True):
            raster, label = _image(sample(number), translate("sample {number}", number=number), format_number(value, 3), x, y)
            rasters += raster
            labels.append(label)
            width = max(sum(one.width for one in raster[:1]), text_width(label.text, label.size))
            high = max(high, max(one.y + one.height for one in raster) - y)
            x += width + _GAP
        labels.append(Label(_unit(unit), 0.0, y + high / 2, 11.0, bold=True, anchor="start"))
        y += high + _LINE + _GAP
    return rasters, labels


def _unit(number: int) -> str:
    return translate("unit {number}", number=number)


def _image(values: NDArray[Any], name: str, text: str, x: float, y: float) -> tuple[list[Raster], Label]:
    images = input_images(name, values, has_time=False)
    scale = None if images.is_color else RangeScale.of(images.values, "gray", "input")
    rows = len(images.values) if images.is_lines else images.values[0].shape[0]
    columns = images.values[0].shape[1]
    cell = max(1.0, _ROOM // max(rows, columns))
    found = []
    for index, table in enumerate(images.values):
        colors = (table * 255).round().astype("uint8") if scale is None else scale.colors(table)
        high = max(cell, 12.0) if images.is_lines and rows == 1 else cell
        top = y + index * high if images.is_lines else y
        found.append(Raster(name, colors, x, top, table.shape[1] * cell, table.shape[0] * high, f"{name}: {text}"))
    bottom = max(one.y + one.height for one in found)
    return found, Label(text, x + columns * cell / 2, bottom + _LINE / 2, 9.0, color="muted")
