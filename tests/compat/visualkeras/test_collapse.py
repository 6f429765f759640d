from __future__ import annotations

from typing import Any

import pytest

from dotnet_viz.compat.visualkeras.collapse import collapse_rules, collapsed
from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Edge, Graph
from tests.diagrams.block_graphs import node, sized_chain, skip_graph


def rule(selector: Any, count: int = 2, kind: str = "layer", **more: Any) -> dict[str, Any]:
    return {"kind": kind, "selector": selector, "repeat_count": count, **more}


def test_a_run_of_layers_is_one_with_the_output_of_the_last() -> None:
    graph = sized_chain(("Dense", (None, 1)), ("ReLU", (None, 2)), ("ReLU", (None, 3)), ("ReLU", (None, 4)), ("Add", (None, 5)))
    found = collapsed(graph, collapse_rules([rule("ReLU", 3)]))
    assert [(node.id, node.outputs[0].shape) for node in found.graph.nodes] == [
        ("n0", (None, 1)),
        ("n1", (None, 4)),
        ("n4", (None, 5)),
    ]
    assert [(edge.source, edge.target) for edge in found.graph.edges] == [("n0", "n1"), ("n1", "n4")]
    assert found.notes == {"n1": ("3×", True)}


def test_blocks_are_collapsed_as_a_whole() -> None:
    graph = sized_chain(*[("Conv2D", (None, 8, 8, 4)), ("ReLU", (None, 8, 8, 4))] * 3, ("Dense", (None, 2)))
    found = collapsed(
        graph, collapse_rules([rule(["Conv2D", "ReLU"], 2, "block", label="3 blocks", annotation_position="below")])
    )
    assert [node.id for node in found.graph.nodes] == ["n0", "n1", "n6"]
    assert found.notes == {"n0": ("3 blocks", False)}


def test_too_few_and_branches_are_left_as_they_are() -> None:
    graph = sized_chain(("ReLU", (None, 1)), ("ReLU", (None, 1)), ("Dense", (None, 1)))
    assert collapsed(graph, collapse_rules([rule("ReLU", 3)])).graph == graph
    skip = skip_graph()
    assert collapsed(skip, collapse_rules([rule("Conv2D", 3)])).graph == skip
    tail = Graph("m", "Functional", (*skip.nodes, node("c", "ReLU", (None, 1))), (*skip.edges, Edge("add", 0, "c", 0)))
    assert len(collapsed(tail, collapse_rules([rule("Conv2D", 2)])).graph.nodes) == 4


def test_names_and_classes_select() -> None:
    class ReLU:
        """As Keras names its own."""

    assert collapse_rules([rule(ReLU)])[0].pattern == ("ReLU",)
    graph = sized_chain(("ReLU", (None, 1)), ("ReLU", (None, 1)))
    assert len(collapsed(graph, collapse_rules([rule(["n0", "n1"], 2, "block")])).graph.nodes) == 2


@pytest.mark.parametrize(
    ("rules", "error", "words"),
    [
        ("text", TypeError, "must be a list"),
        ({"kind": "layer"}, TypeError, "must be a list"),
        ([1], TypeError, "must be a mapping"),
        ([{"kind": "layer", "repeat_count": 2}], ValueError, "needs 'selector'"),
        ([rule("a", kind="other")], ValueError, "unknown kind"),
        ([rule(["a"])], TypeError, "selector of a rule for a layer"),
        ([rule("a", kind="block")], TypeError, "selector of a rule for a block"),
        ([rule(["a"], kind="block")], ValueError, "at least two"),
        ([rule("a", 1)], ValueError, "repeat_count must be a whole number of at least 2"),
        ([rule("a", annotation_position="left")], ValueError, "annotation_position"),
        ([rule("a", label=9)], TypeError, "label"),
        ([rule("a", labl="x")], ValueError, "did you mean 'label'"),
    ],
)
def test_what_is_no_rule_is_reported(rules: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words) as caught:
        collapse_rules(rules)
    assert isinstance(caught.value, OptionError)
