"""Whatever is asked about a model, its numbers are the same ones, and are written in the same way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

import dotnet_viz as dv
from dotnet_viz.diagrams import STYLES
from dotnet_viz.formatting import format_bytes
from dotnet_viz.graph import Graph
from dotnet_viz.measures.comparison.texts.stable_text import model_text
from dotnet_viz.reporting.other_pages.comparison import comparison_markdown, comparison_page, evolution_markdown

# Two inputs, a layer that is called twice, and a nested model with an input of its own.
FILE = Path(__file__).parent / "data" / "models" / "multi.keras"
COUNTS = {"layers": {"8"}, "parameters": {"8,212"}}
WEIGHTS, STORED = "32.1 KiB", format_bytes(FILE.stat().st_size)
ROWS = "8 layers, 3 inputs and 1 nested model"

# Of these the description is of one layer alone.
OF_ONE_LAYER = {"filters", "weight-matrix", "coefficients"}


@pytest.fixture(scope="module")
def graph() -> Graph:
    return dv.read(str(FILE))


def counts(text: str) -> dict[str, set[str]]:
    """Return the numbers that stand before "layers" and "parameters"."""
    found = {f"{noun}s": set(re.findall(rf"(?<![\d,.])([\d,]+) {noun}s?\b", text)) for noun in ("layer", "parameter")}
    return {noun: numbers for noun, numbers in found.items() if numbers}


def words(page: str) -> str:
    """Return what a reader sees of a page, without its pictures."""
    body = re.sub(r"<(style|script|svg|head)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_the_summary_says_what_its_table_lists(graph: Graph) -> None:
    told = dv.summary(graph)
    text = str(told)
    assert f"Layers: 8 (the rows above: {ROWS})" in text
    assert f"Parameters: 8,212 ({WEIGHTS})" in text
    assert f"file {STORED}" in text
    table = text.split("\n\n")[1].splitlines()[2:]
    assert len(table) == len(told.layers) == 8 + 3 + 1
    assert (told.layer_count, told.parameter_count) == (graph.layer_count, graph.parameter_count) == (8, 8212)


def test_the_check_looks_at_as_many_layers(graph: Graph) -> None:
    result = dv.check(graph)
    assert result.layers == 8
    assert counts(str(result).splitlines()[0]) == {"layers": {"8"}}


def test_the_report_agrees_with_itself_and_with_the_summary(graph: Graph) -> None:
    page = dv.report(graph).html
    text = words(page)
    assert "has 8 layers with 8,212 parameters, all of them trainable." in text
    assert counts(text) == COUNTS
    assert f"Size of the weights {WEIGHTS} " in text
    assert f"Size of the file {STORED} " in text
    assert "Layers 8 Inputs" in text
    table = page.partition(f"<caption>{ROWS}, in the order of the model</caption>")[2].partition("</tbody>")[0]
    assert table.count('<th scope="row"') == 8 + 3 + 1


def test_the_text_of_one_model_agrees(graph: Graph) -> None:
    text = model_text(graph)
    assert text.splitlines()[1] == "8 layers, 8,212 parameters, 8,212 to be trained"
    kinds = re.findall(r"^ +\S+: (\w+)", text.partition("\nlayers\n")[2].partition("\n\n")[0], flags=re.MULTILINE)
    assert len(kinds) == 8 + 3 + 1
    assert (kinds.count("InputLayer"), kinds.count("Sequential")) == (3, 1)


@pytest.mark.parametrize("style", [name for name in STYLES if name not in OF_ONE_LAYER])
def test_the_description_of_every_picture_agrees(style: str, graph: Graph) -> None:
    scene = dv.draw(graph, style=style).scene
    assert counts(scene.description) == COUNTS
    assert set(counts(" ".join(scene.notes))) <= {"layers"}  # such as "2 more layers with weights"


@pytest.mark.parametrize("style", ["plot-model", "blocks"])
def test_opened_wrappers_do_not_make_the_model_larger(style: str) -> None:
    path = FILE.with_name("rnn.keras")
    described = [dv.draw(str(path), style=style, expand_wrappers=opened).scene.description for opened in (False, True)]
    assert counts(described[0]) == counts(described[1]) == {"layers": {"5"}, "parameters": {"4,303"}}


@pytest.fixture(scope="module")
def found(graph: Graph) -> dv.Comparison:
    return dv.compare(graph, _without_last(graph))


def test_a_comparison_has_the_same_counts_of_each_side(found: dv.Comparison) -> None:
    text, markdown, page = str(found), comparison_markdown(found), words(comparison_page(found, dv.diff(found)))
    assert f"8 → 7 (−1) layers, 8,212 → 3,409 (−4,803) parameters, {WEIGHTS} → 13.3 KiB" in text
    assert f"**1 layer removed.** 8,212 → 3,409 parameters (−4,803), 8 → 7 layers, {WEIGHTS} → 13.3 KiB." in markdown
    assert f"8 layers, 8,212 parameters, {WEIGHTS}, Keras 3.15.1" in page
    assert "7 layers, 3,409 parameters, 13.3 KiB, Keras 3.15.1" in page
    labels = [label.text for label in dv.diff(found, style="side-by-side").scene.labels]
    assert labels == ["before: 8 layers, 8,212 parameters", "after: 7 layers, 3,409 parameters"]
    for style in ("merged", "side-by-side", "bars"):
        assert "layers 8 → 7, parameters 8,212 → 3,409" in dv.diff(found, style=style).scene.description


def test_a_row_of_models_has_the_same_counts(graph: Graph) -> None:
    row = dv.evolution([graph, _without_last(graph)])
    assert re.search(r"1  .* 8 +8,212\n +2  .* 7 +3,409  1 removed", str(row))
    assert "| 1 | 8 | 8,212 |" in evolution_markdown(row)


def test_each_layer_of_a_comparison_counts_once(graph: Graph) -> None:
    """Tiles, filter, rows and legend of a page are about the same layers, and so is the text."""
    renamed = {"o1": "first", "shared": "both", "enc": "encoder"}
    other = dv.compare(graph, _renamed(_without_last(graph), renamed))
    summary, sorts = other.summary, ("removed", "renamed", "same")
    assert [getattr(summary, sort) for sort in sorts] == [1, 3, 8]
    assert sum(getattr(summary, sort) for sort in sorts) == len(graph.layers)
    page, text = words(comparison_page(other, dv.diff(other))), str(other)
    assert "removed 1 settings changed 0 another name only 2 layers and 1 nested model the same 5 layers and 3 inputs" in page
    assert "removed (1)" in page
    assert "another name only (3)" in page
    assert "5 layers and 3 inputs are the same and not listed." in page
    assert re.search(r"≡ another name only +3  ≡≡≡  \(2 layers and 1 nested model\)", text)
    assert re.search(r"= the same +8  =+  \(5 layers and 3 inputs\)", text)
    assert "\n2 layers and 1 nested model renamed, nothing else" in text
    for style in ("merged", "side-by-side", "bars"):
        legend = dv.diff(other, style=style).scene.legends[0]
        texts = [entry.text for entry in getattr(legend, "entries", ())]
        assert {"−  removed (1)", "≡  another name only (3)", "=  the same (8)"} <= set(texts)


def test_percentages_and_sizes_are_written_alike() -> None:
    """One change of 12.5 %, one kernel of 4 by 2, wherever they are told."""
    import numpy as np

    kernels = [np.full((4, 2), value, np.float32) for value in (1.0, 1.125)]
    other = dv.compare([kernels[0]], [kernels[1]])
    told = [str(other), comparison_markdown(other), words(comparison_page(other, dv.diff(other)))]
    told.append(str(dv.evolution([[kernel] for kernel in kernels])))
    told.append(" ".join(label.text for shape in dv.diff(other).scene.shapes for label in shape.labels))
    told.append(dv.drift(other).alternative)
    assert all("12.5 %" in text for text in told)
    assert "4×2" in dv.draw([kernels[0]], style="weight-matrix").scene.title
    assert "4×2" in words(dv.report([kernels[0]]).html)


def _without_last(graph: Graph) -> Graph:
    """Return the model without its last layer, ``o2``."""
    (last,) = graph.calls("o2")
    nodes = tuple(node for node in graph.nodes if node != last)
    edges = tuple(edge for edge in graph.edges if edge.target != last.id)
    return replace(graph, nodes=nodes, edges=edges, outputs=graph.outputs[:1])


def _renamed(graph: Graph, names: Mapping[str, str]) -> Graph:
    layers = {layer.id: replace(layer, name=names.get(layer.name, layer.name)) for layer in graph.layers}
    return replace(graph, nodes=tuple(replace(node, layer=layers[node.layer.id]) for node in graph.nodes))
