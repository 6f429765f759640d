"""Measures how every style draws twelve models: the size of its texts on paper, and what overlaps. ``make sizes`` runs it.

The table that it writes, ``docs/sizes.md``, says for each picture how large its smallest text is when the picture is placed on
a page, in a column and on a slide: as it comes, and with ``fit``. Overlaps, crossings and contrast are measured in Chromium.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import numpy as np

from examples import gallery_models
from examples.color_vision import least_difference
from examples.contrast import is_shape
from examples.contrast import measured as measured_parts

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "sizes.md"
PAPERS = {"page": (17.0, 24.0), "column": (8.5, 24.0), "slide": (33.9, 19.0)}
"""Width and height in cm of the papers that pictures are placed on."""

_CENTIMETRE = 96 / 2.54
_POINT = 0.75
_MOST_SHAPES = 1000
_MOST_TEXTS = 300
"""Texts of a picture whose contrast is measured, evenly taken from all."""

_INTRODUCTION = """\
# Sizes of pictures

Written by `python -m examples.sizes`. Each row is one picture as it is drawn without options; sizes in cm are those of the
picture itself. The next columns say how large its smallest text is, in points, when it is made as large as a page of
17 × 24 cm, a column of 8.5 × 24 cm or a slide of 33.9 × 19 cm allows, but no larger than it is. Then come faults that
Chromium measures (texts over other texts, cut texts, lines through texts and shapes), and the lowest contrast of a text
with what is behind it, in the light and in the dark theme. "Shapes" is the lowest contrast of a shape, frame or line: of its
inside or its outline, whichever is seen better, with what is behind its middle. Solids that stand over one another are told
apart by their shades, and measured on the paper. "ΔE" is the smallest CIEDE2000 difference between the colours of two layers
of different families that a line joins, to the eye that tells them apart worst (usual, or one of the three kinds of colour
blindness); "ΔE, unlabelled" is the same without pairs that both have a text in them, which says what they are. Without a
number there are no such layers with colours. The last columns are of the pictures that `fit` makes for each paper: the size
of their smallest text, and the faults of all three. A line without numbers is a style that does not draw the model.
"""


@dataclass(frozen=True)
class Measured:
    """One picture, measured.

    Args:
        style: of the picture.
        model: its name in the table.
        size: width and height in CSS pixels.
        smallest: font size of the smallest text in CSS pixels.
        faults: one line each, as ``tests/overlaps.js`` writes them.
        contrast: the lowest by theme.
        shapes: the lowest contrast of a shape, frame or line, by theme; without pictures of more than :data:`_MOST_SHAPES`.
        difference: the smallest one between the colours of two layers that follow one another; ``None`` without colours.
        unlabelled: the same, of layers that are not both labelled inside.
        seconds: that drawing took.
        fitted: size of the smallest text in points of the picture that is made for each of :data:`PAPERS`.
        fitted_faults: how many faults those three have.
    """

    style: str
    model: str
    size: tuple[float, float]
    smallest: float
    faults: tuple[str, ...]
    contrast: Mapping[str, float]
    seconds: float
    shapes: Mapping[str, float] = field(default_factory=dict)
    difference: float | None = None
    unlabelled: float | None = None
    fitted: Mapping[str, float] = field(default_factory=dict)
    fitted_faults: int = 0

    def points_on(self, paper: str) -> float:
        """Return the size of the smallest text in points where the picture is on a paper.

        Args:
            paper: one of :data:`PAPERS`.
        """
        room = (side * _CENTIMETRE for side in PAPERS[paper])
        scale = min(1.0, *(most / side for most, side in zip(room, self.size, strict=True)))
        return self.smallest * scale * _POINT

    def count(self, *words: str) -> int:
        """Return how many faults have one of some words in them."""
        return sum(any(word in fault for word in words) for fault in self.faults)


def _centimetres(one: Measured) -> str:
    return " × ".join(f"{side / _CENTIMETRE:.1f}" for side in one.size)


def _points(size: float | None) -> str:
    return "" if size is None else f"{size + 1e-6:.1f}"


def _ratio(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"


COLUMNS: Mapping[str, Callable[[Measured], str]] = {
    "size in cm": _centimetres,
    **{f"pt on a {paper}": lambda one, paper=paper: f"{one.points_on(paper):.1f}" for paper in PAPERS},  # type: ignore[misc]
    "overlaps": lambda one: str(one.count("text over text", "leaves its frame", "outside of its box")),
    "cut": lambda one: str(one.count("outside of the picture")),
    "crossed": lambda one: str(one.count("through")),
    "contrast, light": lambda one: f"{one.contrast['light']:.1f}",
    "contrast, dark": lambda one: f"{one.contrast['dark']:.1f}",
    "shapes, light": lambda one: _ratio(one.shapes.get("light")),
    "shapes, dark": lambda one: _ratio(one.shapes.get("dark")),
    "ΔE": lambda one: _ratio(one.difference),
    "ΔE, unlabelled": lambda one: _ratio(one.unlabelled),
    "seconds": lambda one: f"{one.seconds:.1f}",
    **{f"pt with fit={paper}": lambda one, paper=paper: _points(one.fitted.get(paper)) for paper in PAPERS},  # type: ignore[misc]
    "faults with fit": lambda one: str(one.fitted_faults) if one.fitted else "",
}
"""What the table says of each picture, by heading."""


def _chain(_: ModuleType) -> Any:
    """Return the weights of a network of 3,000 dense layers."""
    random = np.random.default_rng(0)
    return [random.normal(size=(3, 3)) for _ in range(3000)]


def _nasnet(keras: ModuleType) -> Any:
    """Return NASNetLarge (Zoph et al., 2018) without the values of its weights."""
    from dotnet_viz.readers import read

    return read(keras.applications.NASNetLarge(weights=None), values=False, details=False)


def _two_lstms(keras: ModuleType) -> Any:
    layers = keras.layers
    rows = [
        keras.Input((40, 16), name="words"),
        layers.LSTM(24, return_sequences=True, name="lstm_1"),
        layers.LSTM(12, name="lstm_2"),
        layers.Dense(3, activation="softmax", name="label"),
    ]
    return keras.Sequential(rows, name="two_lstms")


MODELS: Mapping[str, Callable[[ModuleType], Any]] = {
    "iris": gallery_models.iris_logistic,
    "digits MLP": gallery_models.digits_mlp,
    "digits CNN": gallery_models.digits_cnn,
    "LeNet-5": gallery_models.lenet,
    "two LSTMs": _two_lstms,
    "multi-input": gallery_models.two_texts,
    "U-Net": gallery_models.unet,
    "transformer": gallery_models.transformer,
    "VGG16": gallery_models.vgg16,
    "ResNet50": gallery_models.resnet50,
    "NASNetLarge": _nasnet,
    "3,000 layers": _chain,
}


_SIZES = """() => {
  const texts = [...document.querySelectorAll("svg text")].filter((text) => text.getBoundingClientRect().width > 0);
  return Math.min(...texts.map((text) => parseFloat(getComputedStyle(text).fontSize)));
}"""
# The lowest contrast of some texts with what is drawn behind their middles.
_CONTRAST = """(most) => {
  const channel = (part) => { const c = part / 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
  const luminance = (color) => {
    const [r, g, b] = color.match(/[\\d.]+/g).map(Number);
    return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  };
  const texts = [...document.querySelectorAll("svg text")], step = Math.max(1, Math.ceil(texts.length / most));
  let lowest = 21;
  texts.filter((_, number) => number % step === 0).forEach((text) => {
    const box = text.getBoundingClientRect();
    window.scrollTo(box.left + window.scrollX - 200, box.top + window.scrollY - 200);
    const now = text.getBoundingClientRect();
    const behind = document.elementsFromPoint(now.left + now.width / 2, now.top + now.height / 2)
      .find((item) => item instanceof SVGGeometryElement && getComputedStyle(item).fill !== "none");
    if (!behind) return;
    const one = luminance(getComputedStyle(text).fill), other = luminance(getComputedStyle(behind).fill);
    lowest = Math.min(lowest, (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05));
  });
  return lowest;
}"""


def _overlaps() -> str:
    source = (ROOT / "tests" / "overlaps.js").read_text(encoding="utf-8")
    return source[source.index("() =>") :]


def measure(page: Any, style: str, model: str, draw: Callable[..., Any]) -> Measured:
    """Return what a browser measures of a picture.

    Args:
        page: of Chromium.
        style: of the picture.
        model: its name in the table.
        draw: returns the drawing in a theme, and made for a paper with ``fit=``.
    """
    start = time.perf_counter()
    drawing = draw("light")
    svg = drawing.svg
    seconds = time.perf_counter() - start
    page.set_content(f"<!DOCTYPE html><body style='margin:0'>{svg}")
    smallest, faults = page.evaluate(_SIZES), page.evaluate(_overlaps())
    contrast = {"light": page.evaluate(_CONTRAST, _MOST_TEXTS)}
    page.set_content(f"<!DOCTYPE html><body style='margin:0'>{draw('dark').svg}")
    contrast["dark"] = page.evaluate(_CONTRAST, _MOST_TEXTS)
    fitted, fitted_faults = {}, 0
    for paper in PAPERS:
        made = draw("light", fit=paper)
        page.set_content(f"<!DOCTYPE html><body style='margin:0'>{made.svg}")
        fitted[paper] = page.evaluate(_SIZES) * made.drawn_size.zoom * _POINT
        fitted_faults += len(page.evaluate(_overlaps()))
    size = drawing.width, drawing.height
    return Measured(
        style, model, size, smallest, tuple(faults), contrast, seconds,
        shapes=_shapes(drawing.placed), difference=least_difference(drawing.placed),
        unlabelled=least_difference(drawing.placed, with_named=False), fitted=fitted, fitted_faults=fitted_faults,
    )  # fmt: skip


def _shapes(scene: Any) -> Mapping[str, float]:
    if len(scene.shapes) > _MOST_SHAPES:
        return {}
    found = {theme: [part.ratio for part in measured_parts(scene, theme) if is_shape(part)] for theme in ("light", "dark")}
    return {theme: min(ratios) for theme, ratios in found.items() if ratios}


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def table(rows: Sequence[tuple[str, str, Measured | None]]) -> str:
    """Return the measured pictures as Markdown, a table for each style.

    Args:
        rows: style, model, and what was measured; ``None`` where the style does not draw the model.
    """
    lines = [_INTRODUCTION]
    for style in dict.fromkeys(style for style, _, _ in rows):
        lines += [f"## {style}\n", _row(["model", *COLUMNS]), _row(["---"] * (len(COLUMNS) + 1))]
        for _, model, one in (row for row in rows if row[0] == style):
            cells = [""] * len(COLUMNS) if one is None else [cell(one) for cell in COLUMNS.values()]
            lines.append(_row([model, *cells]))
        lines.append("")
    return "\n".join(lines)


def _draw(graph: Any, style: str, theme: str, fit: str | None = None) -> Any:
    import dotnet_viz as dv

    return dv.draw(graph, style=style, theme=theme, fit=fit)


def measured(page: Any, graphs: Mapping[str, Any], styles: Sequence[str]) -> Iterator[tuple[str, str, Measured | None]]:
    """Yield what is measured of each model in each style.

    Args:
        page: of Chromium.
        graphs: models by name.
        styles: in which they are drawn.
    """
    import dotnet_viz as dv

    for style in styles:
        for name, graph in graphs.items():
            print(f"{style}: {name}", file=sys.stderr, flush=True)
            try:
                one = measure(page, style, name, partial(_draw, graph, style))
            except dv.VizError as error:
                print(f"  {error}", file=sys.stderr)
                one = None
            yield style, name, one


def main(styles: Sequence[str] = ()) -> None:
    """Write the table, or print that of some styles.

    Args:
        styles: those that are measured; none for all.
    """
    import keras
    from playwright.sync_api import sync_playwright

    import dotnet_viz as dv
    from dotnet_viz.diagrams import STYLES
    from tests.conftest import CHROMIUM_FLAGS, chromium

    graphs = {}
    for name, make in MODELS.items():
        keras.utils.set_random_seed(gallery_models.SEED)
        keras.utils.clear_session(free_memory=False)
        graphs[name] = dv.read(make(keras))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        text = table(list(measured(browser.new_page(), graphs, styles or list(STYLES))))
        browser.close()
    if styles:
        print(text)
    else:
        TARGET.write_text(text, encoding="utf-8")
        print(TARGET.relative_to(ROOT))


if __name__ == "__main__":
    main(sys.argv[1:])
