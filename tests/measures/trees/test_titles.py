from __future__ import annotations

from dotnet_viz.measures.trees.titles import iteration_title, tree_title
from dotnet_viz.translation.translate import in_language


def test_titles_are_in_the_language_that_is_written() -> None:
    assert tree_title(0, 2000, "Forest") == "Tree 1 of 2,000 of Forest"
    with in_language("es"):
        assert not tree_title(0, 20, "Forest").startswith("Tree")
        assert not iteration_title(0, 20, "Booster").startswith("Iteration")
