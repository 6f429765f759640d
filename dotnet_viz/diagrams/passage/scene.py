"""Panels of all layers as one scene: in rows, in the order of the forward pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from numpy.typing import NDArray

from dotnet_viz.colormaps import RangeScale
from dotnet_viz.diagrams.passage.images import Images, images_of, input_images
from dotnet_viz.diagrams.passage.options import PassageOptions
from dotnet_viz.diagrams.passage.panel import ImagePanel, panel_of
from dotnet_viz.explain.activations.places import Place
from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_count
from dotnet_viz.graph.layer_kinds import class_kind
from dotnet_viz.scene import Label, Raster, Scene, Shape

_ROOM, _STEP = 980.0, 20.0
_GAP = 12.0
_UNCHANGED = ("input", "reshaping", "regularization")
_WITH_TIME = ("recurrent", "embedding", "attention")


@dataclass(frozen=True, eq=False)
class Passage:
    """What one input becomes in a model.

    Args:
        model: name of the model.
        inputs: one sample of each input, by name.
        outputs: what each layer returned for it.
        is_chosen: whether the layers were named by the user, and none of them should be left out.
        note: what is to be said of the input, such as its number.
    """

    model: str
    inputs: Mapping[str, NDArray[Any]]
    outputs: Mapping[Place, NDArray[Any]]
    is_chosen: bool = False
    note: str = ""


def passage_scene(passage: Passage, options: PassageOptions) -> Scene:
    """Return the picture of a passage.

    Args:
        passage: what each layer returned.
        options: what is drawn of it, and how.
    """
    images, notes = _all_images(passage, options)
    scales = _scales(images, options)
    panels = [
        panel_of(one, number, scale, has_bar=options.scaling_per == "layer") for number, (one, scale) in enumerate(scales)
    ]
    shared = next((scale for one, scale in scales if scale is not None and one.name not in passage.inputs), None)
    return Scene(
        title=f"Passage through {one_line(passage.model)}",
        description=f"What an input becomes in {format_count(len(panels) - len(passage.inputs), 'layer')}, each as an image.",
        **_parts(panels),
        legends=(shared.legend(),) if options.scaling_per == "model" and shared is not None else (),
        notes=tuple(_notes(passage, options, notes)),
        layout="given",
    )


def layer_scenes(passage: Passage, options: PassageOptions, zoom: float = 3.0) -> Iterator[Scene]:
    """Yield a picture of each layer alone, larger.

    Args:
        passage: what each layer returned.
        options: what is drawn of it, and how.
        zoom: how much larger.
    """
    images, _ = _all_images(passage, options)
    for number, (one, scale) in enumerate(_scales(images, options)):
        panel = panel_of(one, number, scale, has_bar=True, zoom=zoom)
        yield Scene(title=one.name, description=one.about, **_parts([panel]), layout="given", show_title=False)


def _all_images(passage: Passage, options: PassageOptions) -> tuple[list[Images], tuple[str, ...]]:
    outputs, notes = _drawn(passage, options)
    kinds = [class_kind(place.kind) for place in passage.outputs]
    has_time = any(kind.family in _WITH_TIME or (kind.family == "convolution" and kind.rank == 1) for kind in kinds)
    found = [input_images(name, values, has_time=has_time) for name, values in passage.inputs.items()]
    last = list(passage.outputs)[-1:] if outputs else []
    found += [
        images_of(place, values, options, has_time=has_time, is_last=[place] == last)
        for place, values in outputs
        if values.size
    ]
    return found, notes


def _drawn(passage: Passage, options: PassageOptions) -> tuple[list[tuple[Place, NDArray[Any]]], tuple[str, ...]]:
    """Return the layers that are drawn, and in words which are not."""
    every = list(passage.outputs.items())
    if passage.is_chosen:
        return every, ()
    kept = [item for item in every if class_kind(item[0].kind).family not in _UNCHANGED] or every
    notes = []
    if len(kept) < len(every):
        count = len(every) - len(kept)
        does = "hands on or rearranges" if count == 1 else "hand on or rearrange"
        notes.append(f"not drawn: {format_count(count, 'layer')} that only {does} values")
    limit = options.max_layers
    if limit is not None and len(kept) > limit:
        notes.append(f"{limit} of {format_count(len(kept), 'layer')} are drawn, evenly chosen")
        kept = [kept[round(index * (len(kept) - 1) / max(limit - 1, 1))] for index in range(limit)]
    return kept, tuple(notes)


def _scales(images: Sequence[Images], options: PassageOptions) -> list[tuple[Images, RangeScale | None]]:
    """Return the images with their scales; inputs are grey, or have colours of their own."""
    layers = [one for one in images if not one.about.startswith("input")]
    shared = RangeScale.of((values for one in layers for values in one.values), options.colormap)
    found: list[tuple[Images, RangeScale | None]] = []
    for one in images:
        if one.is_color:
            found.append((one, None))
        elif one not in layers:
            found.append((one, RangeScale.of(one.values, "gray", "input")))
        else:
            found.append((one, shared if options.scaling_per == "model" else RangeScale.of(one.values, options.colormap)))
    return found


def _parts(panels: Sequence[ImagePanel]) -> dict[str, Any]:
    """Return the panels in rows, all of a row as high as the highest."""
    shapes: list[Shape] = []
    rasters: list[Raster] = []
    labels: list[Label] = []
    y = 0.0
    for row in _balanced_rows(panels):
        high = max(panel.height for panel in row)
        x = 0.0
        for panel in row:
            shapes.append(replace(panel.shape, x=x + panel.width / 2, y=y + high / 2, height=round(high, 2)))
            rasters += [replace(raster, x=raster.x + x, y=raster.y + y) for raster in panel.rasters]
            labels += [replace(label, x=label.x + x, y=label.y + y) for label in panel.labels]
            x += panel.width + _GAP
        y += high + _GAP
    return {"shapes": tuple(shapes), "rasters": tuple(rasters), "labels": tuple(labels)}


def _balanced_rows(panels: Sequence[ImagePanel]) -> list[list[ImagePanel]]:
    """Return as few rows as there is room for, as narrow as that many can be."""
    rows, room = list(_rows(panels, _ROOM)), _ROOM
    while len(narrower := list(_rows(panels, room))) == len(rows) and room > 0:
        rows, room = narrower, room - _STEP
    return rows


def _rows(panels: Sequence[ImagePanel], room: float) -> Iterator[list[ImagePanel]]:
    row: list[ImagePanel] = []
    for panel in panels:
        if row and sum(one.width + _GAP for one in row) + panel.width > room:
            yield row
            row = []
        row.append(panel)
    if row:
        yield row


def _notes(passage: Passage, options: PassageOptions, notes: Sequence[str]) -> Iterator[str]:
    if passage.note:
        yield passage.note
    yield "each layer has a scale of its own" if options.scaling_per == "layer" else "all layers share one scale"
    yield from notes
