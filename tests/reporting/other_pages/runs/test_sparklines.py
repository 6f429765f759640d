from __future__ import annotations

import re
from dataclasses import replace

from dotnet_viz.reporting.other_pages.runs.sparklines import HEIGHT, WIDTH, Sparklines
from tests.reporting.other_pages.runs.builders import sweep


def heights(path: str) -> list[float]:
    return [float(y) for y in re.findall(r"[ML]\d+ ([\d.]+)", path)]


def test_curves_fit_the_cell_and_have_one_scale() -> None:
    runs = sweep()
    lines = Sparklines(runs)
    drawn = [line for run in runs if (line := lines.line(run)) is not None]
    assert len(drawn) == len(runs)
    every = [y for line in drawn for y in heights(line.train) + heights(line.validation)]
    assert 0 <= min(every) < max(every) <= HEIGHT
    assert all(int(x) <= WIDTH for line in drawn for x in re.findall(r"[ML](\d+)", line.train))
    best = min(range(len(runs)), key=lambda index: runs[index].best["loss"])
    worst = max(range(len(runs)), key=lambda index: runs[index].best["loss"])
    assert min(heights(drawn[best].validation)) >= 0
    assert max(heights(drawn[best].validation)) > max(heights(drawn[worst].validation))


def test_one_bad_run_does_not_flatten_the_others() -> None:
    runs = sweep(40)
    bad = replace(runs[0], train=((1, 1e9),), validation=())
    lines = Sparklines([*runs[1:], bad])
    shown = lines.line(runs[1])
    assert shown is not None
    assert max(heights(shown.train)) - min(heights(shown.train)) > HEIGHT / 4


def test_a_run_without_the_metric_has_no_curve() -> None:
    runs = sweep(3)
    other = replace(runs[0], metric="accuracy")
    assert Sparklines([*runs, other]).line(other) is None
    nothing = replace(runs[0], metric="", train=(), validation=())
    assert Sparklines([nothing]).title == ""


def test_numbers_next_to_the_largest_ones_are_drawn() -> None:
    run = replace(sweep(1)[0], train=((1, 1.7e308), (2, -1.7e308)), validation=())
    line = Sparklines([run]).line(run)
    assert line is not None
    assert heights(line.train) == [2.0, HEIGHT - 2.0]
