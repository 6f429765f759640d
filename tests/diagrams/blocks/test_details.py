from __future__ import annotations

from dotnet_viz.diagrams.blocks.cards import block_shape
from dotnet_viz.diagrams.blocks.details import inside
from dotnet_viz.diagrams.blocks.hierarchy import block_views
from dotnet_viz.diagrams.blocks.options import BlocksOptions
from tests.builders import nested_graph
from tests.measures.graph_strategies import RESIDUAL, repeated


def test_the_layers_of_the_first_copy_and_what_feeds_them() -> None:
    graph = repeated(RESIDUAL, 5)
    scene = inside(graph, block_views(graph)[0][1], block_shape)
    assert scene.title == "block0 … block4 × 5"
    assert [shape.id for shape in scene.shapes] == ["n0-0-from", "n1", "n2", "n3", "n4", "n5"]
    assert [(line.source, line.target, line.dashed) for line in scene.connections][:2] == [
        ("n0-0-from", "n1", True),
        ("n0-0-from", "n5", True),
    ]
    assert len(scene.connections) == 6
    assert scene.notes == ("The first of 5 copies.",)
    assert "in the other copies: block1_ReLU_8, block2_ReLU_13, block3_ReLU_18, block4_ReLU_23" in scene.shapes[3].tooltip


def test_a_nested_model_opens_to_its_layers() -> None:
    graph = nested_graph()
    views, _ = block_views(graph, BlocksOptions(expand_nested=False))
    scene = inside(graph, views[1], block_shape)
    assert [shape.name for shape in scene.shapes] == ["inner", "dense"]
    assert [(line.source, line.target) for line in scene.connections] == [("n2", "n3")]
    assert scene.notes == ()
