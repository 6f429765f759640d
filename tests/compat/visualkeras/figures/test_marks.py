from __future__ import annotations

import pytest

from dotnet_viz.compat.visualkeras.figures.marks import LayerMarks
from dotnet_viz.errors import OptionError
from tests.diagrams.graph_samples import file_graph


def test_boxes_have_one_size_and_a_layer_its_own_number_of_marks() -> None:
    model = file_graph("mlp-6-3-7")
    scene = LayerMarks(box_scale=4.0, styles={"n1": {"ellipsize_after": 2}}, node_size=10.0).build(model)
    boxes = [shape for shape in scene.shapes if shape.form == "rounded"]
    assert {(box.width, box.height) for box in boxes} == {(10.0, 40.0)}
    groups = {node.id for node in model.nodes}
    circles = {name: sum(shape.group == name and shape.form == "circle" for shape in scene.shapes) for name in groups}
    assert (circles["n1"], circles["n2"]) == (1, 7)


def test_an_option_that_is_none_is_reported() -> None:
    with pytest.raises(OptionError, match="ellipsize_after in styles must be a whole number"):
        LayerMarks(styles={"n1": {"ellipsize_after": 0.5}}).build(file_graph("mlp-6-3-7"))
