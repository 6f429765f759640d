from __future__ import annotations

import io

import numpy as np
import pytest
from rich.console import Console

from dotnet_viz.cli.terminal.showing import show_architecture
from dotnet_viz.graph import Edge, Graph, Layer, Node
from tests.builders import chain, dense_layer, nested_graph


def shown(graph: Graph, *, fold: bool | None = None, width: int = 120) -> str:
    stream = io.StringIO()
    show_architecture(graph, Console(file=stream, width=width), fold=fold)
    return stream.getvalue()


def repeated(count: int) -> Graph:
    """Return a chain of dense layers and activations in turns."""
    kinds = ["Dense", "LayerNormalization", "Dropout"] * count
    return chain([Layer(f"l{number}", f"l{number}", kind) for number, kind in enumerate(kinds)])


def test_repeated_blocks_of_big_models_are_one_row_unless_every_layer_is_asked_for() -> None:
    folded = shown(repeated(20))
    assert "× 19" in folded
    assert folded.count("●") < 5
    assert shown(repeated(20), fold=False).count("●") >= 60
    assert shown(repeated(4)).count("●") >= 12
    assert "× 3" in shown(repeated(4), fold=True)


def test_branches_have_lines_of_their_own_that_meet_again() -> None:
    nodes = tuple(Node(f"n{number}", Layer(name, name, "Add")) for number, name in enumerate("abc"))
    edges = Edge("n0", 0, "n1", 0), Edge("n0", 0, "n2", 0), Edge("n1", 0, "n2", 1)
    lines = shown(Graph("m", "Functional", nodes, edges), fold=False).splitlines()[2:]
    assert [line.split()[0] for line in lines] == ["●", "├─╮", "●", "├─╯", "●"]


def test_nested_models_have_their_name_above_their_layers() -> None:
    text = shown(nested_graph(), fold=False)
    frame = next(node.layer.name for node in nested_graph().nodes if nested_graph().is_model(node))
    assert text.count(f"{frame} · ") == 1


@pytest.mark.parametrize("fold", [False, True])
def test_what_a_terminal_obeys_is_written_out(fold: bool) -> None:
    name = "\x1b[2Ja\u202eb[red]"
    text = shown(chain([Layer(name, name, "Dense")]), fold=fold)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "[red]" in text


def test_an_empty_model_has_its_heading() -> None:
    assert shown(Graph("nothing", "Sequential", ())).startswith("nothing · Sequential · 0 layers")


def test_facts_have_the_room_that_contents_leave() -> None:
    layers = [Layer("first", "first", "Dense"), dense_layer("second", np.ones((2, 20_000)))]
    lines = shown(chain(layers), width=100).splitlines()[2:]
    assert [line.split()[1] for line in lines] == ["first", "second"]
    assert lines[1].split("  ")[-1].endswith("40,000 parameters")
    assert all(len(line) < 60 for line in lines)
