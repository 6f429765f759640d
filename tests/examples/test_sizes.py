from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from examples import sizes
from tests.conftest import DATA

CNN = DATA / "models" / "cnn-28x28.keras"


def made(**values: Any) -> sizes.Measured:
    fields: dict[str, Any] = {
        "style": "ann", "model": "one", "size": (400.0, 300.0), "smallest": 12.0, "faults": (),
        "contrast": {"light": 7.0, "dark": 5.0}, "seconds": 0.1,
    }  # fmt: skip
    return sizes.Measured(**fields | values)


@pytest.mark.parametrize(
    ("size", "paper", "points"),
    [
        ((400.0, 300.0), "page", 9.0),
        ((2 * 17 / 2.54 * 96, 10.0), "page", 4.5),
        ((10.0, 3 * 24 / 2.54 * 96), "page", 3.0),
        ((17 / 2.54 * 96, 10.0), "column", 4.5),
        ((17 / 2.54 * 96, 10.0), "slide", 9.0),
    ],
)
def test_a_picture_is_made_as_small_as_its_paper_and_no_larger(size: tuple[float, float], paper: str, points: float) -> None:
    assert made(size=size).points_on(paper) == pytest.approx(points)


def test_colours_are_measured_in_both_themes_and_for_every_eye() -> None:
    class Page:
        def set_content(self, _: str) -> None: ...

        def evaluate(self, script: str, *_: object) -> object:
            return [] if "through" in script else 9.0

    def draw(theme: str, fit: str | None = None) -> dv.Drawing:
        return dv.draw(CNN, style="layered", theme=theme, fit=fit)

    one = sizes.measure(Page(), "layered", "cnn", draw)
    cells = {name: cell(one) for name, cell in sizes.COLUMNS.items()}
    assert min(float(cells["shapes, light"]), float(cells["shapes, dark"])) >= 3
    assert float(cells["ΔE, unlabelled"]) >= float(cells["ΔE"]) >= 20
    assert sizes.COLUMNS["ΔE"](made()) == sizes.COLUMNS["ΔE, unlabelled"](made()) == ""


def test_faults_are_counted_by_kind() -> None:
    cells = {name: cell(made(faults=("text over text: a | b", "line a b through c"))) for name, cell in sizes.COLUMNS.items()}
    assert (cells["overlaps"], cells["cut"], cells["crossed"]) == ("1", "0", "1")


def test_a_model_that_a_style_does_not_draw_has_an_empty_row() -> None:
    lines = sizes.table([("ann", "one", made()), ("ann", "two", None)]).splitlines()
    assert next(line for line in lines if line.startswith("| one")).count(" 9.0 ") == 2
    assert set(next(line for line in lines if line.startswith("| two")).removeprefix("| two")) == {"|", " "}


@pytest.mark.browser
def test_a_picture_is_measured_as_it_is(page: Any) -> None:
    graph = dv.read([np.ones((3, 2))])
    one = sizes.measure(page, "plot-model", "small", lambda theme, fit=None: dv.draw(graph, theme=theme, fit=fit))
    assert one.smallest == 11
    assert one.faults == ()
    assert min(one.contrast.values()) >= 4.5
    assert one.size == (dv.draw(graph).width, dv.draw(graph).height)
