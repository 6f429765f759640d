"""Arrows of one model beside another."""

from __future__ import annotations

import itertools

from dotnet_viz.diagrams.diff.flow_lines import flow_lines
from dotnet_viz.scene import Connection, Shape
from tests.comparison_builders import block_steps, model


def lines(outside: int) -> tuple[list[Connection], dict[str, Shape]]:
    graph = model(block_steps(2))
    shapes = {
        f"box{number}": Shape(f"box{number}", layer.id, 80, 30, x=0.0, y=60.0 * number)
        for number, layer in enumerate(graph.layers)
    }
    owners = {layer.id: f"box{number}" for number, layer in enumerate(graph.layers)}
    return list(flow_lines(graph, owners, shapes, outside)), shapes


def test_neighbours_are_joined_straight_and_others_around_the_boxes() -> None:
    found, shapes = lines(1)
    assert len(found) == 12
    for line in found:
        if int(line.target[3:]) == int(line.source[3:]) + 1:
            assert {x for x, _ in line.points} == {0.0}
        else:
            assert max(x for x, _ in line.points) > 40 + 10
            assert min(x for x, _ in line.points) >= 40
    assert shapes


def test_lines_of_one_lane_do_not_meet() -> None:
    found, _ = lines(-1)
    spans: dict[float, list[tuple[float, float]]] = {}
    for line in found:
        far = min(x for x, _ in line.points)
        if far < -40:
            heights = [y for x, y in line.points if x == far]
            spans.setdefault(far, []).append((min(heights), max(heights)))
    assert spans
    for track in spans.values():
        ordered = sorted(track)
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(ordered))
