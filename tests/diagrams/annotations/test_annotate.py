from __future__ import annotations

import math
from typing import Any

import pytest

import dotnet_viz as dv
from dotnet_viz.colors import contrast, is_hex_color
from dotnet_viz.diagrams import STYLES
from dotnet_viz.diagrams.annotations.annotate import SHOWING_LAYERS
from dotnet_viz.diagrams.annotations.colors.coloring import MIXED_COLOR
from dotnet_viz.diagrams.annotations.colors.measured import NO_WEIGHTS
from dotnet_viz.diagrams.annotations.colors.scale import NO_VALUE
from dotnet_viz.diagrams.annotations.members import Members
from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Graph
from dotnet_viz.renderers.themes.shades import pale
from dotnet_viz.scene import Legend, Scene
from tests.builders import dense_chain, nested_graph
from tests.conftest import DATA

CNN = dv.read(DATA / "models" / "cnn-28x28.keras")
NAMES = [layer.name for layer in CNN.layers]
CONVOLUTIONS = {"conv2d_14": 3.25, "conv2d_15": 9.75}
NUMBERS = {"latency (ms)": {**CONVOLUTIONS, "input_layer_4": 0.5, "dense_9": 1.0, "dense_10": 2.0}}
OTHERS = sorted(set(STYLES) - set(SHOWING_LAYERS))


def texts(scene: Scene) -> str:
    found = [label.text for shape in scene.shapes for label in shape.labels]
    found += [label.text for label in scene.labels]
    found += [line.text for caption in scene.captions for line in caption.lines]
    return "\n".join(found + [cluster.label.text for cluster in scene.clusters])


def fills(scene: Scene, graph: Graph, name: str) -> set[str]:
    """Return the colours of the shapes that stand for a layer alone or with others."""
    members = Members(graph)
    calls = {node.id for node in graph.nodes if node.layer.name == name}
    return {
        shape.fill
        for shape in scene.shapes
        if shape.id in members.filled(scene) and not calls.isdisjoint(members.of(scene, shape))
    }


def bar(scene: Scene) -> Legend:
    return next(legend for legend in scene.legends if isinstance(legend, Legend))


@pytest.mark.parametrize("style", SHOWING_LAYERS)
def test_numbers_colour_their_layers_and_stand_on_them(style: str) -> None:
    scene = dv.draw(CNN, style=style, overlay=NUMBERS).scene
    first, second, dense = (fills(scene, CNN, name) for name in ("conv2d_14", "conv2d_15", "dense_9"))
    assert len(first) == len(second) == 1
    assert first != second
    assert first != dense
    for text in ("3.25 ms", "9.75 ms"):
        assert text in texts(scene)
    assert bar(scene).title == "latency (ms)"


@pytest.mark.parametrize("style", ["plot-model", "layered", "neurons", "ann", "lenet"])
def test_layers_without_a_number_are_grey_and_the_legend_says_so(style: str) -> None:
    scene = dv.draw(CNN, style=style, overlay={"conv2d_14": 1.0, "conv2d_15": 2.0}).scene
    assert fills(scene, CNN, "max_pooling2d_8") == {NO_VALUE}
    assert "grey: no value" in bar(scene).notes
    whole = dv.draw(CNN, style=style, overlay=dict.fromkeys(NAMES, 1.0)).scene
    assert "grey: no value" not in bar(whole).notes


@pytest.mark.parametrize("style", SHOWING_LAYERS)
def test_texts_can_be_read_on_their_colours(style: str) -> None:
    scene = dv.draw(CNN, style=style, overlay={name: float(number) for number, name in enumerate(NAMES)}).scene
    for shape in scene.shapes:
        for label in shape.labels:
            inside = abs(label.x) <= shape.width / 2 and abs(label.y) <= shape.height / 2
            if inside and is_hex_color(shape.fill) and shape.form not in ("area", "ellipsis"):
                color = label.color if is_hex_color(label.color) else "#1b1f24"
                assert contrast(color, shape.fill) >= 4.5, (shape.name, label)


def test_a_scale_shows_no_families_beside_it_but_what_outlines_mean() -> None:
    scene = dv.draw(CNN, overlay=NUMBERS).scene
    assert [type(legend) for legend in scene.legends] == [Legend]
    blocks = dv.draw(CNN, style="blocks", overlay=NUMBERS).scene
    assert [legend.title for legend in blocks.legends] == ["latency (ms)", "most parameters"]
    marks = dv.draw(CNN, style="layered", caption="mark", overlay=NUMBERS).scene
    assert [type(legend) for legend in marks.legends] == [Legend]
    assert any(note.startswith("Layers: ") and "Conv2D (C)" in note for note in marks.notes)


def test_numbers_that_are_none_are_drawn() -> None:
    scene = dv.draw(CNN, overlay={**CONVOLUTIONS, "dense_9": math.nan, "dense_10": math.inf}).scene
    assert fills(scene, CNN, "dense_9") == {"#e08214"}
    assert fills(scene, CNN, "dense_10") == fills(scene, CNN, "conv2d_15")
    assert "value: NaN" in texts(scene)
    assert "value: ∞" in texts(scene)


def test_cards_of_several_layers_show_the_mean_of_numbers_and_the_sum_of_counts() -> None:
    model = dense_chain(*[8] * 10)
    values = {f"dense_{number}": float(number) for number in range(9)}
    scene = dv.draw(model, style="blocks", overlay={"loss": values}).scene
    assert "loss: mean 4, 0 to 8" in texts(scene)
    scene = dv.draw(model, style="blocks", color_by="parameters").scene
    assert f"parameters: {9 * 72}" in texts(scene)


@pytest.mark.parametrize("style", ["plot-model", "layered", "neurons", "ann", "lenet", "blocks"])
def test_pictures_that_fit_show_what_their_boxes_stand_for(style: str) -> None:
    model = dense_chain(*[8] * 200)
    values = {f"dense_{number}": float(number) for number in range(199)}
    drawing = dv.draw(model, style=style, overlay={"loss": values}, fit="column")
    inside = {call for calls in drawing.scene.members.values() for call in calls}
    assert len(inside) > 100
    assert "mean" in texts(drawing.scene)
    ends = [text for _, text in bar(drawing.scene).ticks]
    assert ends
    assert bar(drawing.scene).title == "loss"


def test_every_row_of_a_table_is_written_and_the_first_colours() -> None:
    both = {"loss": CONVOLUTIONS, "time (s)": {"conv2d_14": 0.5}}
    scene = dv.draw(CNN, overlay=both).scene
    assert bar(scene).title == "loss"
    for text in ("loss: 3.25", "time: 0.5 s"):
        assert text in texts(scene)


def test_layers_of_nested_models_have_paths_and_closed_ones_show_what_is_inside() -> None:
    graph = nested_graph()
    opened = dv.draw(graph, overlay={"enc/dense": 3.0, "add": 1.0}).scene
    assert "value: 3" in texts(opened)
    closed = dv.draw(graph, overlay={"enc/dense": 3.0, "add": 1.0}, expand_nested=False).scene
    assert fills(closed, graph, "enc") == fills(opened, graph, "dense")
    assert NO_VALUE not in fills(closed, graph, "enc")
    framed = dv.draw(graph, overlay={"enc": 3.0}).scene
    assert framed.clusters[0].label.text == "enc · Functional · 3"


def test_a_part_of_the_model_takes_the_numbers_of_all() -> None:
    scene = dv.draw(CNN, overlay=NUMBERS, layer_range=("conv2d_14", "conv2d_14"), groups=[("g", ["dense_9"])]).scene
    assert "latency: 3.25 ms" in texts(scene)
    assert not scene.clusters


@pytest.mark.parametrize("style", OTHERS)
@pytest.mark.parametrize(
    "option",
    [{"overlay": {"conv2d_14": 1.0}}, {"color_by": "flops"}, {"highlight": "conv2d_14"}, {"groups": {"a": "conv2d_14"}}],
)
def test_styles_without_layers_refuse_and_name_those_that_have_them(style: str, option: dict[str, Any]) -> None:
    with pytest.raises(
        OptionError, match=f"style '{style}' does not show the layers .*{next(iter(option))} has no place.*plot-model"
    ):
        dv.draw(CNN, style=style, **option)


def test_boxes_of_several_words_look_like_none_of_these() -> None:
    assert contrast(MIXED_COLOR, NO_WEIGHTS) > 1.5


@pytest.mark.parametrize("style", SHOWING_LAYERS)
def test_further_numbers_say_what_they_are(style: str) -> None:
    both = {"latency (ms)": CONVOLUTIONS, "loss": {"conv2d_14": 0.5, "dense_9": 0.25}}
    written = texts(dv.draw(CNN, style=style, overlay=both).scene)
    assert "3.25 ms" in written
    assert "loss: 0.5" in written
    assert "loss: 0.25" in written


def test_two_colourings_are_refused() -> None:
    with pytest.raises(OptionError, match="overlay and color_by both colour"):
        dv.draw(CNN, overlay=NUMBERS, color_by="flops")
    assert dv.draw(CNN, overlay=NUMBERS, color_by="none").svg


def test_texts_for_those_who_cannot_see_the_colours() -> None:
    drawing = dv.draw(CNN, style="layered", overlay=NUMBERS)
    block = next(shape for shape in drawing.scene.shapes if shape.name == "conv2d_14")
    assert block.tooltip.splitlines()[-1] == "latency: 3.25 ms"
    other = next(shape for shape in drawing.scene.shapes if shape.name == "flatten_3")
    assert other.tooltip.splitlines()[-1] == "latency: no value"


@pytest.mark.parametrize("name", ["dot", "mmd", "tikz", "d2", "txt"])
def test_other_formats_have_the_numbers(name: str) -> None:
    assert "3.25" in str(dv.draw(CNN, overlay=NUMBERS).to_format(name))


def test_pictures_without_anything_added_are_as_they_were() -> None:
    for style in SHOWING_LAYERS:
        assert dv.draw(CNN, style=style).svg == dv.draw(CNN, style=STYLES[style]()).svg


def test_words_that_a_style_knows_are_its_own() -> None:
    assert dv.draw(CNN, color_by="kind").svg == dv.draw(CNN, style=dv.PlotModel(color_by="kind")).svg
    assert dv.draw(CNN, color_by="none").svg == dv.draw(CNN, style=dv.PlotModel(color_by="none")).svg


def test_pages_list_the_numbers_of_all_layers_in_a_table() -> None:
    page = dv.draw(CNN, style="weight-graph", overlay={"loss": {"conv2d_14": 0.25}, "<time>": {"dense_9": 2}}).html
    table = page[page.index('<details class="dv-values">') :]
    table = table[: table.index("</details>")]
    assert '<th scope="col">&lt;time&gt;</th>' in table
    assert '<th scope="row">conv2d_14</th><td>Conv2D</td><td class="dv-number">0.25</td><td class="dv-number"></td>' in table
    assert table.count('scope="row"') == len(NAMES)
    for plain in (dv.draw(CNN).html, dv.draw(CNN, highlight="dense_9").html):
        assert 'dv-values"' not in plain


def test_in_print_the_colour_bar_is_as_pale_as_the_layers() -> None:
    drawing = dv.draw(CNN, overlay={"conv2d_14": 1.0, "conv2d_15": 3.0}, theme="print")
    bar_start, box_fill = pale("#440154"), fills(drawing.scene, CNN, "conv2d_14")
    assert box_fill == {"#440154"}
    assert drawing.svg.count(bar_start) >= 2
    assert "#440154" not in drawing.svg
