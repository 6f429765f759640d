from __future__ import annotations

import pytest

from dotnet_viz.errors import VizWarning
from dotnet_viz.layouts import place
from dotnet_viz.layouts.graphviz import place as graphviz_place
from dotnet_viz.layouts.graphviz.effort import MOST_PLACES, places_on_ranks
from dotnet_viz.scene import Connection, Scene, Shape


def woven(count: int, reach: int, every: int) -> Scene:
    shapes = tuple(Shape(f"s{number}", "", 30, 15) for number in range(count))
    steps = [Connection(f"s{number}", f"s{number + 1}") for number in range(count - 1)]
    skips = [Connection(f"s{number}", f"s{number + reach}") for number in range(0, count - reach, every)]
    return Scene("woven", shapes=shapes, connections=(*steps, *skips))


def test_a_graph_that_is_hopeless_for_graphviz_stands_in_rows_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*given: object) -> None:
        raise AssertionError("Graphviz was asked")

    monkeypatch.setattr(graphviz_place, "run_engine", never)
    scene = woven(1000, 400, 2)
    assert places_on_ranks(scene) > MOST_PLACES
    with pytest.warns(VizWarning, match="too many for it"):
        placed = place(scene)
    assert placed.is_placed
    assert placed.notes[0].startswith("Placed in rows")


def test_late_inputs_and_circles_are_little_work() -> None:
    chain = woven(600, 700, 1)
    late = tuple(Shape(f"c{number}", "", 30, 15) for number in range(600))
    feeding = tuple(Connection(f"c{number}", f"s{number}") for number in range(600))
    assert places_on_ranks(Scene("late", shapes=(*chain.shapes, *late), connections=(*chain.connections, *feeding))) < 1300
    back = Connection("s9", "s0")
    assert places_on_ranks(Scene("back", shapes=chain.shapes, connections=(*chain.connections, back))) < 700
