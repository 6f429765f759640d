from __future__ import annotations

from collections import Counter

import pytest

from dotnet_viz.errors import GraphError
from dotnet_viz.fonts import one_line
from dotnet_viz.renderers.primitives.figures import Bezier, Line, Text
from dotnet_viz.renderers.primitives.groups import figure_groups
from dotnet_viz.renderers.primitives.size import count_lines
from dotnet_viz.scene import Scene
from tests.renderers.every_style import STYLES, placed
from tests.scene_builders import nested


@pytest.mark.parametrize("style", [*STYLES, "nested"])
def test_every_text_and_line_is_among_the_figures(style: str) -> None:
    scene = placed(style)
    groups = list(figure_groups(scene))
    drawn = Counter(figure.text for group in groups for figure in group.figures if isinstance(figure, Text))
    labels = [label for shape in scene.shapes for label in shape.labels] + list(scene.labels)
    texts = [label.text for label in labels] + [cluster.label.text for cluster in scene.clusters]
    texts += [line.label for line in scene.connections]
    assert drawn == Counter(one_line(text) for text in texts if text)
    straight = sum(isinstance(figure, Line) for group in groups if group.kind in ("bundle", "mesh") for figure in group.figures)
    assert straight == count_lines(scene)
    curves = [
        figure for group in groups if group.kind == "connection" for figure in group.figures if isinstance(figure, Bezier)
    ]
    assert len(curves) == sum(1 + len(line.strands) for line in scene.connections if line.points)


def test_shapes_stand_in_drawing_order_over_lines() -> None:
    kinds = [group.kind for group in figure_groups(placed("nested"))]
    assert kinds[0] == "paper"
    assert (
        kinds.index("frame") < kinds.index("connection") < kinds.index("caption") < kinds.index("shape") < kinds.index("text")
    )


def test_a_scene_without_places_is_refused() -> None:
    with pytest.raises(GraphError, match="no places"):
        list(figure_groups(nested()))
    with pytest.raises(GraphError, match="no places"):
        list(figure_groups(Scene("x")))
