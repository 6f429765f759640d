from __future__ import annotations

from dotnet_viz.measures.trees.boosting import BoostedOutput
from dotnet_viz.measures.trees.choice import Choice


def test_the_one_tree_of_two_classes_speaks_for_the_second() -> None:
    output = BoostedOutput.chosen(Choice(), ["ill", "well"], 1)
    assert output.class_names == ("well",)
    [note] = output.notes(3)
    assert note.startswith("the prediction is the sum of 3 trees; a leaf's value is its step, learning rate included")
    assert note.endswith("; positive values speak for well")


def test_of_several_classes_each_has_its_own_tree() -> None:
    output = BoostedOutput.chosen(Choice(output="b"), ["a", "b", "c"], 3)
    assert (output.position, output.class_names) == (1, ("b",))
    assert "this one is that of b" in output.notes(1, "a step")[0]


def test_a_regression_speaks_for_no_class() -> None:
    output = BoostedOutput.chosen(Choice(), None, 1)
    assert output.class_names == ()
    assert output.notes(1, "a step") == ("the only tree; a step",)
