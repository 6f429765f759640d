"""Scenes of columns with a caption each, and lines between them."""

from __future__ import annotations

import numpy as np

from dotnet_viz.scene import Bundle, Label, Scene, Shape


def column(name: str, count: int, rank: int) -> tuple[Shape, ...]:
    units = (Shape(f"{name}{number}", name, 20, 20, form="circle", rank=rank) for number in range(count))
    labels = (Label(name, 0.0, -16.0), Label("a kind of layer", 0.0, 0.0, 11))
    caption = Shape(f"{name}-caption", name, 90, 50, form="area", rank=rank, kind="caption", labels=labels)
    return (*units, caption)


def joined(source: tuple[Shape, ...], target: tuple[Shape, ...]) -> Bundle:
    starts, ends = np.meshgrid(np.arange(len(source) - 1), np.arange(len(target) - 1))
    count = starts.size
    return Bundle(
        "weights", tuple(one.id for one in source[:-1]), tuple(one.id for one in target[:-1]),
        starts.ravel().astype(np.intp), ends.ravel().astype(np.intp),
        np.ones(count), np.ones(count), np.zeros((count, 3), np.uint8), np.zeros(count, bool),
    )  # fmt: skip


def heads(*counts: int, direction: str = "LR", trunk_count: int = 6) -> Scene:
    """Return a layer that several outputs read."""
    trunk = column("trunk", trunk_count, 0)
    outputs = [column(f"out{number}", count, 1) for number, count in enumerate(counts)]
    return Scene(
        "heads",
        shapes=(*trunk, *(shape for output in outputs for shape in output)),
        bundles=tuple(joined(trunk, output) for output in outputs),
        direction=direction,
        layout="columns",
        gap=90.0,
    )
