"""Numbers, groups, marks, texts, colours, papers and parts that users add to pictures, with hostile names and values."""

from __future__ import annotations

import csv
import json
import math
import random
from collections.abc import Callable, Sequence
from inspect import signature
from pathlib import Path
from typing import Any

import dotnet_viz as dv
from dotnet_viz.compat import visualkeras
from dotnet_viz.diagrams import STYLES
from dotnet_viz.diagrams.annotations.annotate import SHOWING_LAYERS
from dotnet_viz.graph import Graph
from tests.hostile.tasks.name_formats import check_formats
from tests.hostile.tasks.names import check_page, check_svg, hostile_name, named
from tests.hostile.trial import Steps, Trial, try_steps

HAS_LIMITED_ADDRESSES = False

DRAWN = tuple(name for name in sorted(STYLES) if name not in ("tree", "passage", "coefficients", "filters", "transformer"))
ODD = 0.15
"""Of the values that are no text, how many are absurd; the others are sound, so that there is a picture to look at."""
NUMBERS = (0, 1, -1.5, math.nan, math.inf, -math.inf, 1e300, 5e-324, 1e9, True, "1", "x", None, 10**400)
COLORS = ("#123", "#12345678", "red;}</style>", "url(http://x)", "rgb(1,2,3)", "", "transparent", "\0", "var(--x)")
COLOR_BY = ("family", "class", "name", "trainable", "parameters", "flops", "sparsity", "gradient", "</style>", "")
VIEWS = (visualkeras.layered_view, visualkeras.functional_view, visualkeras.lenet_view, visualkeras.graph_view)
PAPERS = (None, "page", "column", "slide", ("8cm", "5cm"), (60, 60))


def prepare(folder: Path) -> Callable[[int], tuple[str, Trial]]:
    """Return what draws the additions of a number.

    Args:
        folder: for files of numbers and texts.
    """

    def attempt(number: int) -> tuple[str, Trial]:
        rng = random.Random(number)
        graph = named(rng)
        if number % 8 == 0:
            return "visualkeras", try_steps(_views(graph, rng, folder))
        style = DRAWN[number % len(DRAWN)]
        return style, try_steps(_steps(graph, style, _additions(graph, style, rng, folder), rng))

    return attempt


def _steps(graph: Graph, style: str, given: dict[str, Any], rng: random.Random) -> Steps:
    drawing: list[Any] = []
    yield "read", lambda: drawing.append(dv.draw(graph, style=style, **given))
    # A refusal while the picture is placed is one too: the first format tells, and the others must then be sound.
    yield "read", lambda: check_svg(drawing[0].svg)
    yield "html", lambda: check_page(drawing[0].html)
    yield "formats", lambda: check_formats(drawing[0])
    yield "png", lambda: drawing[0].png(scale=0.5)
    if rng.random() < 0.2:
        yield "pdf", drawing[0].pdf


def _additions(graph: Graph, style: str, rng: random.Random, folder: Path) -> dict[str, Any]:
    names = [node.layer.name for node in graph.nodes]
    mark = rng.choice(names)
    found = {
        "overlay": lambda: _overlay(names, rng, folder),
        "groups": lambda: [(hostile_name(rng), rng.sample(names, rng.randint(1, 2))) for _ in range(rng.randint(1, 3))],
        "highlight": lambda: _some(rng, ({mark: "tomato"}, rng.sample(names, 2)), ({mark: rng.choice(COLORS)}, "x")),
        "captions": lambda: _captions(names, rng, folder),
        "color_by": lambda: _some(rng, COLOR_BY[:7], COLOR_BY),
        "background": lambda: _some(rng, ("tomato", "transparent"), COLORS),
        "theme": lambda: _some(rng, ("light", "dark", "auto", "print"), ("</style>", "")),
        "title": lambda: hostile_name(rng),
        "fit": lambda: rng.choice(PAPERS),
        "layer_range": lambda: _some(rng, ((0, 1), (1, -1)), ((names[0], names[-1]), f"{names[0]}:{names[1]}")),
    }
    refused = _OF_LAYERS if style not in SHOWING_LAYERS else set()
    taken = sorted(found.keys() - refused)
    return {name: found[name]() for name in rng.sample(taken, rng.randint(1, 4))}


_OF_LAYERS = {"overlay", "groups", "highlight", "captions", "color_by"}
"""What only styles take that show a layer as a shape."""


def _some(rng: random.Random, sound: Sequence[Any], odd: Sequence[Any]) -> Any:
    return rng.choice(odd if rng.random() < ODD else sound)


def _overlay(names: list[str], rng: random.Random, folder: Path) -> Any:
    values = {name: _some(rng, (0, 1.5, -2, math.nan), NUMBERS) for name in names}
    form = rng.choice(("mapping", "titles", "json", "csv", "csv"))
    if form == "titles":
        return {hostile_name(rng): values, hostile_name(rng): values}
    if form == "mapping":
        return values
    path = folder / f"overlay.{form}"
    if form == "json":
        path.write_text(json.dumps({hostile_name(rng): values}), encoding="utf-8")
        return path
    with path.open("w", encoding="utf-8", errors="replace", newline="") as stream:
        rows = csv.writer(stream, delimiter=rng.choice(",;\t"))
        rows.writerow(["layer", *(hostile_name(rng).replace("\0", "") for _ in range(2))])  # Python 3.10 writes no NUL
        rows.writerows([name.replace("\0", ""), value, 1] for name, value in values.items())
    return path


def _captions(names: list[str], rng: random.Random, folder: Path) -> Any:
    texts = {_some(rng, (rng.choice(names), ".*"), (hostile_name(rng),)): hostile_name(rng) for _ in range(3)}
    if rng.random() < 0.5:
        return texts
    path = folder / "captions.json"
    path.write_text(json.dumps(texts), encoding="utf-8")
    return path


def _views(graph: Graph, rng: random.Random, folder: Path) -> Steps:
    """Draw as visualkeras does, with hostile texts in what it takes."""
    view, name = rng.choice(VIEWS), rng.choice([node.layer.name for node in graph.nodes])
    found: dict[str, Any] = {
        "to_file": str(folder / f"view.{rng.choice(('png', 'svg', 'jpg', 'pdf'))}"),
        "background_fill": _some(rng, ("white", "#123"), COLORS),
        "type_ignore": _some(rng, ([], ["Dense"]), ([hostile_name(rng)],)),
        "color_map": rng.choice(({}, {"Dense": {"fill": rng.choice(COLORS)}}, {"InputLayer": {"outline": "red"}})),
        "layered_groups": [{"name": hostile_name(rng), "layers": [name], "font_size": _some(rng, (9, 20), NUMBERS)}],
        "text_callable": lambda index, layer: (hostile_name(rng), index % 2 == 0),
        "options": _some(rng, ({}, {"padding": 3}), ({hostile_name(rng): 1},)),
    }
    known = sorted(found.keys() & signature(view).parameters.keys())
    given = {key: found[key] for key in rng.sample(known, min(2, len(known)))}
    yield "read", lambda: view(graph, **given)
