"""Decision boundaries and confusion matrices over the epochs of a training."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz import readers
from dotnet_viz.errors import OptionError, ShapeError
from dotnet_viz.graph import Graph
from dotnet_viz.measures.training.run import TrainingRun
from dotnet_viz.scene import Scene
from tests.animation.trainings import EPOCHS, learnt, rings, run


def model() -> Graph:
    state = learnt()[0][0]
    graph = readers.read(
        [(state["hidden/kernel"], state["hidden/bias"], "relu"), (state["ring/kernel"], state["ring/bias"], "sigmoid")]
    )
    names = iter(("hidden", "ring"))
    nodes = []
    for node in graph.nodes:
        own = next(names) if node.layer.weights else node.layer.id
        nodes.append(replace(node, layer=replace(node.layer, id=own, name=own)))
    return replace(graph, nodes=tuple(nodes))


def training() -> TrainingRun:
    return run(load_graph=model)


def scenes(style: object) -> list[Scene]:
    return [frame.picture.scene for frame in dv.animate(training(), style=style).frames]  # type: ignore[arg-type, attr-defined]


def test_the_boundary_moves_until_all_points_are_right() -> None:
    x, y = rings()
    found = scenes(dv.DecisionBoundary(x, y, class_names=["inner", "outer"], resolution=20))
    texts = [next(label.text for label in scene.labels if label.text.endswith("of the points right")) for scene in found]
    assert len(found) == EPOCHS + 1
    assert texts[0] != "100 % of the points right"
    assert texts[-1] == "100 % of the points right"
    colors = found[-1].rasters[0].colors.astype(int)
    # Blue, the colour of the first class, in the middle; red at the border.
    assert colors[10, 10, 2] > colors[10, 10, 0]
    assert colors[0, 0, 0] > colors[0, 0, 2]
    assert len({scene.size for scene in found}) == 1


def test_the_counts_of_a_confusion_matrix_are_those_of_the_predictions() -> None:
    x, y = rings()
    found = scenes(dv.ConfusionMatrix(x, y))
    for scene in found:
        numbers = [int(label.text) for label in scene.labels if label.text.isdigit() and label.color.startswith("#")]
        assert sum(numbers) == len(y)
    assert any(label.text == "100 % of 120 samples right" for label in found[-1].labels)


def test_answers_may_be_rows_with_a_1() -> None:
    x, y = rings()
    one = dv.ConfusionMatrix(x, np.eye(2)[y]).build(model())
    assert [label.text for label in one.labels] == [label.text for label in dv.ConfusionMatrix(x, y).build(model()).labels]


def test_data_that_do_not_fit_are_refused_before_anything_is_drawn() -> None:
    with pytest.raises(ShapeError, match=r"points of shape \(points, 2\), not \(4, 3\)"):
        dv.DecisionBoundary(np.ones((4, 3)), [0, 1, 0, 1])
    with pytest.raises(ShapeError, match="there are 4 samples and 3 answers"):
        dv.ConfusionMatrix(np.ones((4, 3)), [0, 1, 0])
    with pytest.raises(OptionError, match="answers must be classes"):
        dv.ConfusionMatrix(np.ones((2, 3)), [0.5, 1.0])
    with pytest.raises(OptionError, match="class_names has 1 names, but there are 2 classes"):
        dv.ConfusionMatrix(np.ones((1, 2)), [0], class_names=["a"]).build(model())
