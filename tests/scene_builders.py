"""Small scenes for tests of layouts, renderers and drawings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from dotnet_viz.scales import WeightScale
from dotnet_viz.scene import Bundle, Caption, Cluster, Connection, Label, Legend, Scene, Shape

AWKWARD_TEXTS = (
    "a&b",
    "x_<b>",
    '"q"',
    "{|}",
    r"\N",
    r"\G \E \T \H \L \l \r \n",
    "<lambda>",
    "<b>bold</b>",
    "two\nlines",
    "😀 emoji",
    "层_中文",
    "",
    "trailing backslash \\",
    'backslash and quote \\"',
    "&amp; &lt; &#65; &eacute;",
    "  spaces  ",
    "tab\there",
    "x" * 10_000,
    "]]> --> */ ; } [label=oops]",
    "%s %d {0}",
)


def box(name: str, *, lines: Sequence[str] = (), cluster: str | None = None, rank: int | None = None) -> Shape:
    """Return a box with lines of text."""
    texts = lines or (name,)
    height = 18.0 * len(texts) + 10
    labels = tuple(Label(text, 0.0, -height / 2 + 14 + 18 * number) for number, text in enumerate(texts))
    return Shape(name, name, 120.0, height, labels=labels, cluster=cluster, rank=rank, kind="Dense")


def limit_of(legend: Legend) -> float:
    """Return the value at the right end of a linear colour bar with zero in its middle, from its last number."""
    offset, text = legend.ticks[-1]
    return float(text.replace(",", "").replace("−", "-")) / (2 * offset - 1)


def chain(count: int) -> Scene:
    """Return boxes one after the other."""
    shapes = tuple(box(f"n{number}") for number in range(count))
    lines = tuple(Connection(before.id, after.id) for before, after in pairwise(shapes))
    return Scene("A chain", shapes=shapes, connections=lines)


def nested(direction: str = "TB") -> Scene:
    """Return two clusters, one in the other, with a skip, a pair of parallel connections and a self-loop."""
    clusters = (
        Cluster("outer", "outer", Label("outer model with a caption that is wider than its boxes", bold=True)),
        Cluster("inner", "inner", Label("inner", size=11), parent="outer"),
    )
    shapes = (
        box("in"),
        box("a", cluster="outer"),
        box("b", lines=("b", "Conv2D", "(None, 3, 3)"), cluster="inner"),
        box("c", cluster="inner"),
        Shape("d", "d", 36, 36, form="circle", cluster="outer", fill="#2166ac", labels=(Label("+"),)),
        box("out"),
    )
    pairs = (("in", "a"), ("a", "b"), ("a", "b"), ("b", "c"), ("c", "d"), ("a", "d"), ("d", "out"), ("c", "c"))
    lines = tuple(Connection(start, end, label="skip" if (start, end) == ("a", "d") else "") for start, end in pairs)
    return Scene("Nested", "A model in a model.", shapes=shapes, connections=lines, clusters=clusters, direction=direction)


def neurons(sizes: Sequence[int] = (3, 4, 2), *, direction: str = "LR", seed: int = 0) -> Scene:
    """Return columns of circles with a bundle between each two, captions, a legend and a note."""
    generator = np.random.default_rng(seed)
    weights = [generator.normal(size=pair) for pair in pairwise(sizes)]
    scale = WeightScale.from_values(weights)
    columns = [_column(rank, count, last=rank == len(sizes) - 1) for rank, count in enumerate(sizes)]
    bundles = tuple(
        bundle(f"dense_{number}", columns[number], columns[number + 1], matrix, scale) for number, matrix in enumerate(weights)
    )
    captions = tuple(Caption(rank, (Label(f"layer {rank}", bold=True), Label(f"{count} of {count} neurons", size=11)))
                     for rank, count in enumerate(sizes))  # fmt: skip
    return Scene(
        "Weights",
        "Neurons in columns.",
        shapes=tuple(shape for column in columns for shape in column),
        bundles=bundles,
        captions=captions,
        legends=(scale.legend(),),
        notes=("All neurons and all weights are drawn, and this note is long enough to be broken into lines.",),
        layout="columns",
        direction=direction,
    )


def bundle(
    name: str, sources: Sequence[Shape], targets: Sequence[Shape], matrix: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    scale: WeightScale,
) -> Bundle:  # fmt: skip
    """Return one line for each entry of a matrix, weak ones first, negative ones dashed."""
    order = np.argsort(np.abs(matrix), axis=None, kind="stable")
    values = matrix.ravel()[order]
    start, end = np.unravel_index(order, matrix.shape)
    return Bundle(
        name,
        tuple(shape.id for shape in sources),
        tuple(shape.id for shape in targets),
        start,
        end,
        values,
        scale.widths(values),
        scale.colors(values),
        values < 0,
    )


def _column(rank: int, count: int, *, last: bool) -> list[Shape]:
    return [
        Shape(
            f"c{rank}n{number}",
            f"neuron {number} of {rank}",
            24.0,
            24.0,
            form="circle",
            rank=rank,
            kind="neuron",
            labels=_name(f"value {number}", rank, last=last),
        )
        for number in range(count)
    ]


def _name(text: str, rank: int, *, last: bool) -> tuple[Label, ...]:
    if rank == 0:
        return (Label(text, -17.0, 0.0, anchor="end"),)
    return (Label(text, 17.0, 0.0, anchor="start"),) if last else ()
