from __future__ import annotations

import lzma
import re
from collections import Counter
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given

import dotnet_viz as dv
from dotnet_viz.diagrams import style_of
from dotnet_viz.diagrams.blocks.style import PAGE_HEIGHT, Blocks
from dotnet_viz.drawing import Drawing
from dotnet_viz.errors import OptionError
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, Weight
from dotnet_viz.scene import KeyLegend, Scene, Shape
from tests.builders import chain, nested_graph
from tests.conftest import DATA
from tests.diagrams.attention_graphs import encoder_decoder
from tests.effort import growth
from tests.measures.graph_strategies import RESIDUAL, graphs, repeated
from tests.measures.structure.test_blocks import skipping_chain


def texts(shape: Shape) -> list[str]:
    return [label.text for label in shape.labels]


def layer_total(scene: Scene) -> int:
    """Return how many layers, inputs and operations the cards tell; a card that tells none stands for one."""
    total = 0
    for shape in scene.shapes:
        badge, facts = re.match(r"× (\d+)", " ".join(texts(shape)[1:2])), texts(shape)[-1]
        copies = int(badge[1]) if badge and not facts.endswith("in all") else 1
        counts = re.findall(r"([\d,]+) (?:layer|input|operation)", facts.split(" · ")[-1])
        total += (sum(int(count.replace(",", "")) for count in counts) or 1) * copies
    return total


@given(graphs())
def test_the_numbers_of_layers_on_the_cards_add_up(graph: Graph) -> None:
    assert layer_total(Blocks().build(graph)) == len(graph.nodes)


@given(graphs())
def test_shown_layer_by_layer_a_picture_has_every_layer_and_every_edge(graph: Graph) -> None:
    scene = Blocks(unfold=["all"]).build(graph)
    assert sorted(shape.id for shape in scene.shapes) == sorted(node.id for node in graph.nodes)
    drawn = Counter((line.source, line.target) for line in scene.connections)
    assert drawn == Counter((edge.source, edge.target) for edge in graph.edges)


def test_a_card_tells_names_count_content_sizes_parameters_and_layers() -> None:
    drawing = dv.architecture(DATA / "models" / "transformer.keras", style="blocks")
    block = drawing.scene.shapes[2]
    assert texts(block)[:2] == ["multi_head_attention … layer_normalization_7", "× 4"]
    assert " ".join(texts(block)[2:-1]) == (
        "MultiHeadAttention 4 heads × 16 → Add (skip) → LayerNormalization → Dense 256, gelu → Dense 64 → Add (skip) → "
        "LayerNormalization"
    )
    # That most are of dense layers would take another line.
    assert texts(block)[-1] == "64×64 → 64×64 · each 49,984 parameters · 5 layers and 2 operations"
    assert block.kind == "block"
    assert "multi_head_attention … multi_head_attention_3: MultiHeadAttention 4 heads × 16" in block.tooltip


def two_branches(*, older: int) -> Graph:
    """Return input a and input b -> embed -> lstm; a layer joins lstm with the node at position ``older``."""
    kinds = ["InputLayer", "InputLayer", "Embedding", "Dropout", "LSTM", "Dropout", "Concatenate", "Dense"]
    nodes = tuple(Node(f"n{i}", Layer(f"l{i}", f"l{i}", kind)) for i, kind in enumerate(kinds))
    pairs = [(1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 7)]
    edges = (*(Edge(f"n{one}", 0, f"n{other}", 0) for one, other in pairs), Edge(f"n{older}", 0, "n6", 1))
    return Graph("two", "Functional", nodes, edges, (Port("n0"), Port("n1")), (Port("n7"),))


def test_what_joins_another_branch_stands_in_no_branch() -> None:
    scene = Blocks().build(two_branches(older=0))
    joining = next(shape for shape in scene.shapes if any("Concatenate" in text for text in texts(shape)))
    assert not any("LSTM" in text or "skip" in text for text in texts(joining))
    assert {line.source for line in scene.connections if line.target == joining.id} == {"n0", "n2"}


def test_layers_that_some_cards_list_and_others_do_not_are_named() -> None:
    scene = Blocks(detail="short").build(encoder_decoder())
    cards = [" ".join(texts(shape)[1:]) for shape in scene.shapes if "layers" in " ".join(texts(shape))]
    assert {"MultiHeadAttention" in card for card in cards} == {True, False}
    assert scene.notes[-1] == "Listed on some cards only: MultiHeadAttention (detail='full' lists them on all)."
    assert Blocks(detail="full").build(encoder_decoder()).notes == ()


def test_what_all_blocks_of_a_decoder_look_at_comes_out_of_the_encoder() -> None:
    """With the decoder's first attention in one card, the second one seemed to look at what the first returns."""
    scene = Blocks(detail="full").build(encoder_decoder())
    looking = [shape.id for shape in scene.shapes if texts(shape)[-1].startswith("10×16, 10×16")]
    encoding = [shape.id for shape in scene.shapes if texts(shape)[0] == "layernormalization_n15"]
    assert [line.target for line in scene.connections if line.source in encoding] == looking
    assert len(looking) == 2


def test_a_skip_to_the_same_branch_stays_in_it() -> None:
    scene = Blocks().build(two_branches(older=1))
    assert any("LSTM → Dropout → Concatenate (skip)" in " ".join(texts(shape)) for shape in scene.shapes)


def test_a_picture_says_what_its_cards_leave_out_and_what_outlines_mean() -> None:
    scene = dv.architecture(stored(DATA / "graphs" / "ResNet50.json.xz"), style="blocks").scene
    assert scene.notes[-1] == ("Not listed on the cards: BatchNormalization, ZeroPadding2D, relu (detail='full' lists them).")
    (key,) = scene.legends
    assert isinstance(key, KeyLegend)
    assert [entry.text for entry in key.entries] == ["input", "dense", "convolution", "thick: repeated"]
    assert {shape.stroke for shape in scene.shapes} == {entry.stroke for entry in key.entries[:-1]}
    assert not Blocks(detail="full").build(two_branches(older=0)).notes


def test_a_card_whose_layers_are_of_several_families_names_that_of_its_outline() -> None:
    """So the outline is read without its colour, as in grey print; else the classes of the layers say it."""
    wide, narrow = (Weight("kernel", "kernel", (size, 4), "float32") for size in (99, 9))
    for first, other, most in ((wide, narrow, "dense"), (narrow, wide, "recurrent")):
        layers = [Layer("d", "d", "Dense", weights=(first,)), Layer("l", "l", "LSTM", weights=(other,))]
        scene = Blocks().build(chain(layers))
        assert texts(scene.shapes[0])[-1].endswith(f" · 2 layers · most: {most}")
    alike = [Layer(name, name, "Dense", weights=(wide,)) for name in "ab"]
    assert "most" not in texts(Blocks().build(chain(alike)).shapes[0])[-1]


def test_a_card_of_an_embedding_before_a_recurrent_layer_says_that_most_is_the_embedding() -> None:
    wide, narrow = (Weight("kernel", "kernel", (size, 4), "float32") for size in (99, 9))
    layers = [Layer("e", "e", "Embedding", weights=(wide,)), Layer("l", "l", "LSTM", weights=(narrow,))]
    assert texts(Blocks().build(chain(layers)).shapes[0])[-1].endswith(" · most: Embedding")


def test_titles_of_cards_that_are_cut_differ() -> None:
    name = "a_module_with_a_name_of_many_words_that_no_card_has_room_for_of_which_{}_is_one_and_another_goes_on_for_long_{}"
    layers = [Layer(f"{name}{place}".format(place, place % 2), name.format(place, 0), "InputLayer") for place in (1, 2, 3)]
    nodes = tuple(Node(f"n{place}", layer) for place, layer in enumerate(layers))
    titles = [texts(shape)[0] for shape in Blocks().build(Graph("m", "Functional", nodes)).shapes]
    assert len(set(titles)) == 3
    assert all("…" in title for title in titles)


def test_the_key_draws_thick_what_is_drawn_thick() -> None:
    scene = Blocks().build(repeated(RESIDUAL, 5))
    (key,) = [legend for legend in scene.legends if isinstance(legend, KeyLegend)]
    assert key.entries[-1].text == "thick: repeated"
    assert {shape.stroke_width for shape in scene.shapes} == {entry.stroke_width for entry in key.entries}


def test_without_folding_every_copy_has_a_card() -> None:
    graph = repeated(RESIDUAL, 5)
    assert len(Blocks().build(graph).shapes) == 2
    unfolded = Blocks(fold=False).build(graph)
    assert len(unfolded.shapes) == 6
    between = [(line.source, line.target) for line in unfolded.connections if line.source != line.target]
    assert between == [(left.id, right.id) for left, right in zip(unfolded.shapes, unfolded.shapes[1:], strict=False)]
    assert len(unfolded.connections) - len(between) == 5


@pytest.mark.parametrize("name", ["block0 … block4", "block2_ReLU_13", "all"])
def test_a_block_is_unfolded_by_its_name_or_a_layer_in_it(name: str) -> None:
    scene = Blocks(unfold=[name]).build(repeated(RESIDUAL, 5))
    assert len(scene.shapes) == 26
    assert [cluster.label.text for cluster in scene.clusters] == ["block0 … block4 × 5"]
    assert {shape.cluster for shape in scene.shapes[1:]} == {scene.clusters[0].id}


def test_a_word_is_a_name() -> None:
    assert len(Blocks(unfold="all").build(repeated(RESIDUAL, 5)).shapes) == 26


def test_a_block_that_is_not_there_is_reported_with_those_that_are() -> None:
    with pytest.raises(OptionError, match=r"unknown block to unfold: 'blok0'; choose one of: in, block0 … block4, all"):
        Blocks(unfold=["blok0"]).build(repeated(RESIDUAL, 5))


@pytest.mark.parametrize("ignored", [False, True])
def test_channels_can_be_ignored(ignored: bool) -> None:
    narrowing = dv.read([np.ones((13 - size, 12 - size)) for size in range(11)])
    shapes = dv.architecture(narrowing, style="blocks", ignore_channels=ignored).scene.shapes
    assert any("× 11" in label.text for shape in shapes for label in shape.labels) == ignored


def test_nested_models_are_frames_or_cards() -> None:
    opened = Blocks().build(nested_graph())
    assert [cluster.label.text for cluster in opened.clusters] == ["enc · Functional"]
    assert [shape.id for shape in opened.shapes] == ["n0", "n2", "n3", "n4"]
    assert [(line.source, line.target) for line in opened.connections] == [
        ("n0", "n2"),
        ("n2", "n3"),
        ("n3", "n4"),
        ("n3", "n4"),
    ]
    closed = Blocks(expand_nested=False).build(nested_graph())
    assert [shape.id for shape in closed.shapes] == ["n0", "n1", "n4"]
    assert texts(closed.shapes[1])[-1].endswith("6 parameters · 1 layer and 1 input")


@pytest.mark.parametrize(
    ("detail", "expected"),
    [
        ("full", "MultiHeadAttention 4 heads × 16 → Add (skip) → LayerNormalization → Dense 256, gelu → Dense 64 → Add (skip)"),
        ("short", "MultiHeadAttention 4 heads × 16 → Add (skip) → Dense 256, gelu → Dense 64 → Add (skip)"),
        ("counts", "MultiHeadAttention · 2 Dense"),
    ],
)
@pytest.mark.parametrize("stages", [True, False])
def test_each_detail_tells_less(detail: str, stages: bool, expected: str) -> None:
    path = DATA / "models" / "transformer.keras"
    scene = dv.architecture(path, style="blocks", detail=detail, show_stages=stages).scene
    assert " ".join(texts(scene.shapes[2])[2:-1]).removesuffix(" → LayerNormalization") == expected


def test_parameters_can_be_left_out() -> None:
    scene = dv.architecture(DATA / "models" / "cnn-28x28.keras", style="blocks", show_parameters=False).scene
    assert not any("parameters" in text for shape in scene.shapes for text in texts(shape))


def test_wrappers_can_be_taken_apart() -> None:
    path = DATA / "models" / "rnn.keras"
    whole, apart = (dv.architecture(path, style="blocks", expand_wrappers=on).scene for on in (False, True))
    assert len(apart.shapes) > len(whole.shapes)


@pytest.mark.parametrize("rankdir", ["TB", "BT", "LR", "RL"])
def test_the_flow_runs_in_the_given_direction(rankdir: str) -> None:
    drawing = dv.architecture(DATA / "models" / "cnn-28x28.keras", style="blocks", rankdir=rankdir)
    (first_x, first_y), (last_x, last_y) = (centre(drawing.placed.shapes[place]) for place in (0, -1))
    along = (last_y - first_y) if rankdir in ("TB", "BT") else (last_x - first_x)
    assert (along > 0) == (rankdir in ("TB", "LR"))


@pytest.mark.parametrize(("option", "value"), [("rankdir", "up"), ("detail", "most")])
def test_unknown_values_are_refused(option: str, value: str) -> None:
    with pytest.raises(OptionError, match=f"unknown {option} '{value}'"):
        style_of("blocks", {option: value})


def test_the_details_hold_the_layers_of_each_block() -> None:
    graph = repeated(RESIDUAL, 5)
    scene, details = Blocks().build(graph), Blocks().details(graph)
    assert list(details) == [shape.id for shape in scene.shapes if shape.kind == "block"] == ["n1"]
    assert [shape.name for shape in details["n1"].shapes if shape.kind] == [node.layer.name for node in graph.nodes[1:6]]


def test_large_models_become_folded_markdown() -> None:
    drawing = dv.draw(skipping_chain(800), style="plot-model")
    text = str(drawing.to_format("md"))
    assert "Shown as blocks: all 800 boxes would be more than Mermaid draws." in text
    assert "× 79" in text or "× 80" in text
    assert "%% Shown as blocks" in str(drawing.to_format("mmd"))


def test_small_models_become_markdown_as_they_are() -> None:
    text = str(dv.draw(skipping_chain(12), style="plot-model").to_format("md"))
    assert "Shown as blocks" not in text
    assert text.count("-->") == 12


def test_five_thousand_layers_are_a_small_picture() -> None:
    assert len(Drawing(Blocks().build(skipping_chain(5_001))).svg) < 20_000


def test_work_grows_with_the_number_of_layers_alone() -> None:
    assert growth(lambda count: partial(Blocks().build, skipping_chain(count)), 500) < 2.4


FAMILIES = sorted((DATA / "graphs").glob("*.json.xz"))


def stored(path: Path) -> Graph:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        return Graph.from_json(file.read())


def check_page(graph: Graph) -> list[str]:
    """Check that the reading view of a model fits a page and tells every layer; return its counts."""
    drawing = dv.architecture(graph, style="blocks")
    width, height = drawing.placed.size or (0.0, 0.0)
    assert width <= PAGE_HEIGHT * 17 / 24
    assert height <= 1.04 * PAGE_HEIGHT  # notes at the foot come on top of what is fitted
    assert min(label.size for shape in drawing.scene.shapes for label in shape.labels) >= 11
    assert layer_total(drawing.scene) == len([node for node in graph.nodes if not graph.is_model(node)])
    return [text for shape in drawing.scene.shapes for text in texts(shape) if text.startswith("× ")]


@pytest.mark.parametrize("path", FAMILIES, ids=lambda path: path.name.partition(".")[0])
def test_every_family_of_models_is_one_page(path: Path) -> None:
    check_page(stored(path))


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("ResNet50", [2, 3, 5, 2]),
        ("ResNet50V2", [2, 4, 2]),
        ("DenseNet121", [6, 12, 24, 16]),
        ("EfficientNetB0", [2, 2, 3]),
        ("MobileNetV3Small", [2, 2]),
        ("InceptionResNetV2", [10, 20, 9]),
        ("Xception", [8]),
        ("NASNetMobile", [3, 3, 3]),
    ],
)
def test_repeats_are_those_of_the_papers(name: str, counts: list[int]) -> None:
    assert check_page(stored(DATA / "graphs" / f"{name}.json.xz")) == [f"× {count}" for count in counts]


@pytest.mark.parametrize(("name", "counts"), [("DenseNet201", [6, 12, 48, 32]), ("NASNetLarge", [5, 5, 5])])
def test_the_largest_models_are_one_page(name: str, counts: list[int]) -> None:
    assert check_page(stored(DATA / "graphs" / f"{name}.json.xz")) == [f"× {count}" for count in counts]


def test_twelve_layers_of_a_transformer_are_one_page() -> None:
    attention = [("LayerNormalization", [1]), ("MultiHeadAttention", [1, 1]), ("Add", [3, 1])]
    dense = [("LayerNormalization", [1]), ("Dense", [1]), ("Dense", [1]), ("Add", [4, 1])]
    assert check_page(repeated([*attention, *dense], 12)) == ["× 12"]
