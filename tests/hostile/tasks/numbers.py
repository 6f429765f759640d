"""Numbers that no picture has, for every size, scale, count and limit, in Python and as flags: refused at once, or harmless."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from dataclasses import fields
from inspect import signature
from pathlib import Path
from typing import Any

import dotnet_viz as dv
from dotnet_viz.cli.flags.styles import style_flags
from dotnet_viz.compat import visualkeras
from dotnet_viz.diagrams import STYLES
from dotnet_viz.files.limits import LIMIT_NAMES, flag_of
from dotnet_viz.renderers import RENDERERS
from tests.hostile.trial import Steps, Trial, try_command, try_steps
from tests.model_files import CNN, MLP

HAS_LIMITED_ADDRESSES = True

ABSURD: tuple[Any, ...] = (
    *(1e300, -1e300, math.nan, math.inf, -math.inf, 0, -1, 10**9, 1e9, 10**400, -(10**400), 1e-300, True, [1], {}, b"1"),
    *("1e300", "nan", "inf", "9" * 5000, "-1", "0", "", "1e300cm", "\0", "\u0664\u0662", "0x10", "1_0", " 1 "),
)
SIZES = ("width", "height", "dpi", "fit", "layer_range", "title")
FLAGS = ("--width", "--height", "--dpi", "--fit", "--layer-range", *map(flag_of, LIMIT_NAMES))


def prepare(folder: Path) -> Callable[[int], tuple[str, Trial]]:
    """Return what draws with an absurd number.

    Args:
        folder: for pictures.
    """
    graphs = [dv.read(str(path)) for path in (CNN, MLP)]
    options = _options()

    def attempt(number: int) -> tuple[str, Trial]:
        rng = random.Random(number)
        kind, value, graph = KINDS[number % len(KINDS)], rng.choice(ABSURD), rng.choice(graphs)
        if kind == "flags":
            style, flag = rng.choice([*((None, flag) for flag in FLAGS), *_style_flags()])
            more = [] if style is None else ["--style", style]
            words = ["draw", str(CNN), "-o", str(folder / f"{number}.svg"), *more, f"{flag}={value}"]
            return kind, try_command([word.replace("\0", "") for word in words])
        return kind, try_steps(_steps(kind, value, graph, options, rng))

    return attempt


KINDS = ("sizes", "formats", "styles", "visualkeras", "animations", "limits", "flags")


def _steps(kind: str, value: Any, graph: Any, options: list[tuple[str, str]], rng: random.Random) -> Steps:
    if kind == "sizes":
        name = rng.choice(SIZES)
        pairs: tuple[Any, ...] = (value, (value, value), (value, "8cm"))
        given: dict[str, Any] = {name: rng.choice(pairs) if name in ("fit", "layer_range") else value}
        yield "read", lambda: dv.draw(graph, **given).to_format(rng.choice(("svg", "png", "pdf", "tex")))
    elif kind == "formats":
        form, name = rng.choice([*RENDERERS]), rng.choice(("scale", "scale", "dpi"))
        yield "read", lambda: dv.draw(graph).to_format(form, **{name: value})
    elif kind == "styles":
        style, name = rng.choice(options)
        yield "read", lambda: dv.draw(graph, style=style, **{name: value}).svg
    elif kind == "visualkeras":
        view = rng.choice(_VIEWS)
        name = rng.choice([key for key, usual in signature(view).parameters.items() if type(usual.default) in (int, float)])
        yield "read", lambda: view(graph, **{name: value})
    elif kind == "animations":
        name = rng.choice(("fps", "hold", "max_width", "max_height", "frames"))
        yield "read", lambda: dv.animate([graph, graph], style="plot-model", **{name: value}).to_format("svg")
    else:
        yield "read", lambda: dv.Limits(**{rng.choice(LIMIT_NAMES): value})


def _styles() -> list[tuple[str, Any]]:
    return sorted(STYLES.items())


def _options() -> list[tuple[str, str]]:
    """Return the options of styles that are numbers."""
    return [
        (name, option.name)
        for name, style in _styles()
        for option in fields(style)
        if str(option.type).removesuffix(" | None") in ("int", "float") and name not in _OTHER_SUBJECTS
    ]


_VIEWS = (visualkeras.layered_view, visualkeras.lenet_view, visualkeras.graph_view, visualkeras.functional_view)
_OTHER_SUBJECTS = ("tree", "passage")
"""Styles of what is no network, or needs samples."""


def _style_flags() -> Iterator[tuple[str, str]]:
    for name, style in sorted(STYLES.items()):
        numbers = [flag for flag in style_flags(style) if flag.converter and flag.converter.metavar[0] in "NX"]
        yield from ((name, flag.name) for flag in numbers if name not in _OTHER_SUBJECTS)
