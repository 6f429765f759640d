"""Panels of all layers as one scene: in rows, in the order of the forward pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.diagrams.passage.images import Images, images_of, input_images
from dotnet_viz.diagrams.passage.options import PassageOptions
from dotnet_viz.diagrams.passage.panel import TITLE_SIZE, ImagePanel, blanked, panel_of
from dotnet_viz.explain.activations.places import Place
from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_count
from dotnet_viz.graph.layer_kinds import class_kind
from dotnet_viz.scales.colormaps import RangeScale
from dotnet_viz.scene import Label, Raster, Scene, Shape
from dotnet_viz.translation.translate import mark, translate

ROOM = 980.0
"""Width of a row of panels, in CSS pixels, where no other is asked for."""

_STEP = 20.0
_GAP = 12.0
_UNCHANGED = ("input", "reshaping", "regularization")
_WITH_TIME = ("recurrent", "embedding", "attention")

_SCALES = {
    (True, False): mark("each layer has a scale of its own"),
    (False, False): mark("all layers share one scale"),
    (True, True): mark("each layer has a scale of its own, the same in all frames"),
    (False, True): mark("all layers share one scale, the same in all frames"),
}


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


def passage_scene(passage: Passage, options: PassageOptions, room: float = ROOM) -> Scene:
    """Return the picture of a passage.

    Args:
        passage: what each layer returned.
        options: what is drawn of it, and how.
        room: width of a row of panels, in CSS pixels.
    """
    return passage_scenes([passage], options, room)[0]


def passage_scenes(passages: Sequence[Passage], options: PassageOptions, room: float = ROOM) -> list[Scene]:
    """Return a picture of each of several passages through one model: of all the same channels, on one scale, in one place.

    Args:
        passages: of the same inputs and layers, at least one.
        options: what is drawn of them, and how.
        room: width of a row of panels, in CSS pixels.
    """
    first = passages[0]
    frames, notes = _all_images(passages, options)
    scales = _scales(frames, len(first.inputs), options)
    shared = scales[-1] if options.scaling_per == "model" and len(scales) > len(first.inputs) else None
    return [
        Scene(
            title=translate("Passage through {model}", model=one_line(first.model)),
            description=translate(
                "What an input becomes in {layers}, each as an image.",
                layers=format_count(len(row) - len(first.inputs), "layer"),
            ),
            **_parts(row, room),
            legends=() if shared is None else (shared.legend(),),
            notes=tuple(_notes(passage, options, notes, are_several=len(passages) > 1)),
            layout="given",
        )
        for passage, row in zip(passages, _panels(frames, scales, has_bars=options.scaling_per == "layer"), strict=True)
    ]


def step_scenes(passage: Passage, options: PassageOptions, blank: str) -> list[tuple[str, Scene]]:
    """Return a picture for each layer in the order of the forward pass, in which those behind it are blank, with its name.

    Args:
        passage: what each layer returned.
        options: what is drawn of it, and how.
        blank: colour of images that are not there yet, as ``#rrggbb``.
    """
    (row,), _ = _all_images([passage], options)
    (panels,) = _panels([row], _scales([row], len(passage.inputs), options), has_bars=options.scaling_per == "layer")
    whole = passage_scene(passage, options)
    return [(one.name, replace(whole, **_step(panels, number, blank))) for number, one in enumerate(row)]


def _step(panels: Sequence[ImagePanel], number: int, blank: str) -> dict[str, Any]:
    newest = replace(panels[number], shape=replace(panels[number].shape, stroke="accent", stroke_width=2.0))
    behind = (blanked(panel, blank) for panel in panels[number + 1 :])
    parts = _parts([*panels[:number], newest, *behind])
    # Names are in every step and come first, so that an animation finds each text of a step in the next one.
    return {**parts, "labels": tuple(sorted(parts["labels"], key=lambda label: label.size != TITLE_SIZE))}


def layer_scenes(passage: Passage, options: PassageOptions, zoom: float = 3.0) -> Iterator[Scene]:
    """Yield a picture of each layer alone, larger.

    Args:
        passage: what each layer returned.
        options: what is drawn of it, and how.
        zoom: how much larger.
    """
    (row,), _ = _all_images([passage], options)
    for number, (one, scale) in enumerate(zip(row, _scales([row], len(passage.inputs), options), strict=True)):
        panel = panel_of(one, number, scale, has_bar=True, zoom=zoom)
        yield Scene(title=one.name, description=one.about, **_parts([panel]), layout="given", show_title=False)


def _all_images(passages: Sequence[Passage], options: PassageOptions) -> tuple[list[list[Images]], tuple[str, ...]]:
    """Return the images of each passage, inputs first, and notes."""
    first = passages[0]
    outputs, notes = _drawn(first, options)
    kinds = [class_kind(place.kind) for place in first.outputs]
    has_time = any(kind.family in _WITH_TIME or (kind.family == "convolution" and kind.rank == 1) for kind in kinds)
    inputs = [input_images(name, values, has_time=has_time) for name, values in first.inputs.items()]
    last = list(first.outputs)[-1:]
    layers = [
        images_of(place, [one.outputs[place] for one in passages], options, has_time=has_time, is_last=[place] == last)
        for place, values in outputs
        if values.size
    ]
    return [[*inputs, *(layer[number] for layer in layers)] for number in range(len(passages))], notes


def _drawn(passage: Passage, options: PassageOptions) -> tuple[list[tuple[Place, NDArray[Any]]], tuple[str, ...]]:
    """Return the layers that are drawn, and in words which are not."""
    every = list(passage.outputs.items())
    if passage.is_chosen:
        return every, ()
    own = [item for item, before in zip(every, [None, *every], strict=False) if before is None or not _hands_on(item, before)]
    kept = [item for item in own if class_kind(item[0].kind).family not in _UNCHANGED] or every
    notes = []
    if len(kept) < len(every):
        count = len(every) - len(kept)
        notes.append(
            translate(
                "not drawn: {count} layer that only hands on or rearranges values",
                "not drawn: {count} layers that only hand on or rearrange values",
                count=count,
            )
        )
    limit = options.max_layers
    if limit is not None and len(kept) > limit:
        text = mark("{drawn} of {layers} are drawn, evenly chosen")
        notes.append(translate(text, drawn=limit, layers=format_count(len(kept), "layer")))
        kept = [kept[round(index * (len(kept) - 1) / max(limit - 1, 1))] for index in range(limit)]
    return kept, tuple(notes)


def _hands_on(item: tuple[Place, NDArray[Any]], before: tuple[Place, NDArray[Any]]) -> bool:
    """Whether a layer returns what the layer inside it, which was the last one, returned: a wrapper does."""
    (place, values), (inner, same) = item, before
    return inner.layer.startswith(f"{place.layer}/") and values.shape == same.shape and np.array_equal(values, same)


def _scales(frames: Sequence[Sequence[Images]], inputs: int, options: PassageOptions) -> list[RangeScale | None]:
    """Return the scale of each panel in all frames; inputs are grey, or have colours of their own."""
    columns = list(zip(*frames, strict=True))
    values = [[table for images in column for table in images.values] for column in columns]
    found = [
        None if column[0].is_color else RangeScale.of(tables, "gray", "input")
        for column, tables in zip(columns[:inputs], values, strict=False)
    ]
    if options.scaling_per == "layer":
        return [*found, *(RangeScale.of(tables, options.colormap) for tables in values[inputs:])]
    shared = RangeScale.of((table for tables in values[inputs:] for table in tables), options.colormap)
    return [*found, *(shared for _ in values[inputs:])]


def _panels(
    frames: Sequence[Sequence[Images]], scales: Sequence[RangeScale | None], *, has_bars: bool
) -> list[list[ImagePanel]]:  # fmt: skip
    """Return the panels of each frame; those of one layer are equally wide in all."""

    def row(images: Sequence[Images], widths: Sequence[float]) -> list[ImagePanel]:
        return [
            panel_of(one, number, scale, has_bar=has_bars, least_width=width)
            for number, (one, scale, width) in enumerate(zip(images, scales, widths, strict=True))
        ]

    found = [row(images, [0.0] * len(scales)) for images in frames]
    widths = [max(panel.width for panel in column) for column in zip(*found, strict=True)]
    if all(panel.width == width for panels in found for panel, width in zip(panels, widths, strict=True)):
        return found
    return [row(images, widths) for images in frames]


def _parts(panels: Sequence[ImagePanel], room: float = ROOM) -> dict[str, Any]:
    """Return the panels in rows, all of a row as high as the highest."""
    shapes: list[Shape] = []
    rasters: list[Raster] = []
    labels: list[Label] = []
    y = 0.0
    for row in _balanced_rows(panels, room):
        high = max(panel.height for panel in row)
        x = 0.0
        for panel in row:
            shapes.append(replace(panel.shape, x=x + panel.width / 2, y=y + high / 2, height=round(high, 2)))
            rasters += [replace(raster, x=raster.x + x, y=raster.y + y) for raster in panel.rasters]
            labels += [replace(label, x=label.x + x, y=label.y + y) for label in panel.labels]
            x += panel.width + _GAP
        y += high + _GAP
    return {"shapes": tuple(shapes), "rasters": tuple(rasters), "labels": tuple(labels)}


def _balanced_rows(panels: Sequence[ImagePanel], room: float) -> list[list[ImagePanel]]:
    """Return as few rows as there is room for, as narrow as that many can be."""
    rows = list(_rows(panels, room))
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


def _notes(passage: Passage, options: PassageOptions, notes: Sequence[str], *, are_several: bool) -> Iterator[str]:
    if passage.note:
        yield passage.note
    yield translate(_SCALES[options.scaling_per == "layer", are_several])
    yield from notes
