"""Both models as one diagram."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dotnet_viz import readers
from dotnet_viz.diagrams.diff.merged import Merged
from dotnet_viz.diagrams.diff.side_by_side import SideBySide
from dotnet_viz.drawing import Drawing
from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Layer
from dotnet_viz.measures.comparison import compare_graphs
from dotnet_viz.scene import KeyLegend, Scene
from tests.builders import chain, nested_graph
from tests.comparison_builders import Step, block_steps, changed, compared, inserted, removed
from tests.conftest import DATA

GOLDEN = Path(DATA) / "golden" / "difference-merged.json"


def edited() -> list[Step]:
    steps = inserted(block_steps(3), "b1one", Step("x", "BatchNormalization"))
    return removed(changed(steps, "stem", config={"units": 4, "use_bias": True}), "b2drop")


def test_the_scene_is_what_it_was() -> None:
    scene = Merged().build(compared(block_steps(3), edited(), ignore="weights")).to_dict()
    assert scene == json.loads(GOLDEN.read_text(encoding="utf-8"))


@given(st.lists(st.sampled_from([f"b{n}{p}" for n in range(3) for p in ("one", "drop", "two")]), unique=True, max_size=4))
@settings(max_examples=30, deadline=None)
def test_every_change_is_in_the_picture_once_and_folds_hold_the_rest(keys: list[str]) -> None:
    after = block_steps(3)
    for number, key in enumerate(keys):
        after = removed(after, key) if number % 2 else changed(after, key, config={"units": 4, "rate": 0.7})
    found = compared(block_steps(3), after, ignore="names,weights")
    shapes = Merged(context=0).build(found).shapes
    names = [shape.name for shape in shapes if shape.mark]
    assert len(names) == len(set(names)) == len(found.layers.removed) + len(found.layers.changed) + len(found.layers.moved)
    folded = [sum(map(int, re.findall(r"\d+", shape.name))) for shape in shapes if shape.kind == "folded"]
    assert sum(folded) + len(shapes) - len(folded) == len(found.after.nodes) + len(found.layers.removed)


def test_the_key_has_what_occurs_with_counts() -> None:
    [key] = Merged().build(compared(block_steps(3), edited(), ignore="names,weights")).legends
    assert isinstance(key, KeyLegend)
    assert [entry.text for entry in key.entries] == [
        "+  added (1)",
        "−  removed (1)",
        "~  settings changed (1)",
        "=  the same (13)",
        "line: added (3)",
        "dashed line: removed (3)",
    ]


def test_no_difference_is_said() -> None:
    graph = nested_graph()
    scene = Merged().build(compare_graphs(graph, graph))
    assert scene.notes == ("=  No differences: 1 layer, 1 operation, 2 inputs and 1 nested model are the same.",)
    assert len(scene.shapes) == 1
    assert not scene.legends


def test_options_are_checked() -> None:
    with pytest.raises(OptionError, match="context must be a whole number of at least 0, not -1"):
        Merged(context=-1)
    with pytest.raises(OptionError, match="rankdir"):
        Merged(rankdir="up")
    found = compared(block_steps(3), edited())
    assert Merged(rankdir="LR").build(found).direction == "LR"
    assert len(Merged(fold=False).build(found).shapes) > len(Merged(context=0).build(found).shapes)


def test_nested_models_with_a_change_are_frames_with_its_sign() -> None:
    outer = nested_graph()
    plain = chain([Layer("outer", "outer", "InputLayer"), Layer("add", "add", "Add", category="operation")])
    scene = Merged().build(compare_graphs(plain, outer))
    assert [cluster.label.text for cluster in scene.clusters] == ["+  enc · Functional"]
    assert {shape.name for shape in scene.shapes if shape.cluster} == {"inner", "dense"}


@pytest.mark.parametrize("suffix", ["svg", "mmd", "md", "html"])
def test_hostile_names_are_escaped_in_every_format(suffix: str) -> None:
    text = str(Drawing(hostile()).to_format(suffix))
    assert "<script>alert" not in text


def test_hostile_names_stay_within_the_quotes_of_dot() -> None:
    lines = [line for line in Drawing(hostile()).dot.splitlines() if "script" in line]
    assert lines
    for line in lines:
        before, _, table = line.rpartition("[label=<<table")
        table, _, after = table.rpartition("</table>>") if before else ("", "", line)
        assert "<script" not in table
        outside = re.sub(r'"(?:[^"\\]|\\.)*"', "", before + after)
        assert "<" not in outside
        assert '"' not in outside


def hostile() -> Scene:
    name = '"]--><script>alert(1)</script>\\n`|'
    one, other = (chain([Layer(name, name, "Dense", config={"units": units})]) for units in (1, 2))
    return Merged().build(compare_graphs(one, other))


def test_the_same_models_give_the_same_bytes() -> None:
    assert len({Drawing(Merged().build(compared(block_steps(3), edited()))).svg for _ in range(2)}) == 1


def test_removed_lines_are_dashed_and_added_ones_thick() -> None:
    lines = Merged().build(compared(block_steps(1), removed(block_steps(1), "b0drop"))).connections
    appearances = {(line.stroke, line.dashed, line.width) for line in lines}
    assert len(appearances) == 3


@pytest.mark.parametrize("style", [Merged(), Merged(fold=False), SideBySide(), SideBySide(fold=False)])
def test_models_with_nothing_in_common_are_drawn_without_lines_between_them(style: Merged | SideBySide) -> None:
    before, after = (readers.read(DATA / "models" / f"{name}.keras") for name in ("cnn-28x28", "transformer"))
    scene = style.build(compare_graphs(before, after))
    said = "The two models have nothing in common: no layer of one is a layer of the other."
    assert said in scene.notes
    assert scene.description.startswith(said)
    marks = {shape.id: shape.mark for shape in scene.shapes}
    assert set(marks.values()) == {"added", "removed"}
    assert all(marks[line.source] == marks[line.target] for line in scene.connections)
