from __future__ import annotations

from dotnet_viz.diagrams.family_tree import TreeLeaf, family_tree
from dotnet_viz.drawing import Drawing
from dotnet_viz.measures.families.families import FamilyMerge


def test_what_has_less_in_common_is_joined_further_left() -> None:
    leaves = [TreeLeaf("a", "small"), TreeLeaf("b"), TreeLeaf("c")]
    scene = family_tree(leaves, [FamilyMerge(0, 1, 0.1), FamilyMerge(3, 2, 0.8)], 0.5, "Tree")
    joins = [shape for shape in scene.shapes if shape.kind == "join"]
    assert [join.name for join in joins] == ["90 % in common", "20 % in common"]
    assert (joins[0].x or 0) > (joins[1].x or 0)
    assert [line.dashed for line in scene.connections] == [False, False, True, True]


def test_a_very_long_name_is_cut_and_escaped() -> None:
    drawing = Drawing(family_tree([TreeLeaf("<b>" + "x" * 500), TreeLeaf("b")], [FamilyMerge(0, 1, 0.5)], 0.5, "Tree"))
    assert "<b>" not in drawing.svg
    assert drawing.width < 800
