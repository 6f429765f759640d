from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.charts.estimators.partial_dependence import dependence_chart
from dotnet_viz.errors import OptionError
from dotnet_viz.measures.importance.partial_dependence import Dependence


def line(outputs: tuple[str, ...] = ("",), *, name: str = "age", category: bool = False) -> Dependence:
    grid = np.array(["a", "b", "c"]) if category else np.array([1.0, 2.0, 3.0])
    individual = np.random.default_rng(0).random((len(outputs), 20, 3))
    values = None if category else np.linspace(0, 4, 20)
    return Dependence((name,), (grid,), individual.mean(axis=1), individual, outputs, values)


def plane() -> Dependence:
    heights = np.add.outer(np.arange(4.0), np.arange(3.0))[None]
    return Dependence(("age", "size"), (np.arange(4.0), np.arange(3.0)), heights, None, ("",), np.arange(4.0))


def test_means_and_lines_can_be_had() -> None:
    found = line()
    numbers = dependence_chart([found]).to_dict()
    assert numbers["value"] == [1.0, 2.0, 3.0]
    assert numbers["average"] == found.average[0].tolist()
    assert found.individual is not None
    assert numbers["individual"]["age"][""] == found.individual[0].tolist()


def test_a_plane_has_a_row_for_each_point() -> None:
    numbers = dependence_chart([plane()]).to_dict()
    points = list(zip(numbers["value"], numbers["second_value"], numbers["average"], strict=True))
    assert len(points) == 12
    assert (3.0, 2.0, 5.0) in points


def test_several_outputs_have_a_line_each_or_one_is_chosen() -> None:
    found = [line(("cat", "dog", "bird"))]
    assert set(dependence_chart(found).to_dict()["output"]) == {"cat", "dog", "bird"}
    assert ">dog<" in dependence_chart(found).svg
    assert set(dependence_chart(found, target="dog").to_dict()["output"]) == {"dog"}
    assert "prediction of dog" in dependence_chart(found, target=1).svg
    with pytest.raises(OptionError, match="choose one of: cat, dog, bird"):
        dependence_chart(found, target="fish")


def test_many_panels_categories_and_flat_planes_are_drawn() -> None:
    flat = Dependence(("a", "b"), (np.arange(3.0), np.array(["x", "y"])), np.ones((1, 3, 2)), None, ("",), None)
    panels = [line(), line(category=True, name="<city>"), plane(), flat]
    chart = dependence_chart(panels, centered=True, max_lines=5)
    assert "&lt;city&gt;" in chart.svg
    assert "change of prediction" in chart.svg
    assert len(chart.svg) < 200_000
    assert chart.svg == dependence_chart(panels, centered=True, max_lines=5).svg
