"""No picture has an English word or number in another language but the names of the model and of its data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.animation.views.confusion_matrix import ConfusionMatrix
from dotnet_viz.animation.views.decision_boundary import DecisionBoundary
from dotnet_viz.charts.drift import drift_over_depth, drift_over_models
from dotnet_viz.charts.explanations.lime.chart import lime_chart
from dotnet_viz.charts.training.curves import run_curves
from dotnet_viz.charts.training.histograms import histograms_over_epochs
from dotnet_viz.charts.training.panels import CurveOptions
from dotnet_viz.charts.training.tensors import tensors_over_epochs
from dotnet_viz.diagrams import STYLES
from dotnet_viz.diagrams.family_tree import TreeLeaf, family_tree
from dotnet_viz.drawing import Drawing
from dotnet_viz.explain.libraries.lime.values import LimeValues
from dotnet_viz.graph import Graph, Layer, Weight
from dotnet_viz.graph.layer_kinds.settings import settings_in_words
from dotnet_viz.measures.comparison import compare_graphs, evolve
from dotnet_viz.measures.families.families import FamilyMerge
from dotnet_viz.measures.training.tensor_tables import tensor_tables
from dotnet_viz.translation import translate
from tests.builders import chain, dense_chain, input_layer, nested_graph
from tests.charts.training.builders import course, watched
from tests.diagrams.attention_graphs import encoder
from tests.diagrams.recurrent_graphs import stacked
from tests.shap_values_builder import image_values, table_values, text_values
from tests.translation.pseudo_language import english_in, pseudo_catalogue

CLASSES = ["cls_a", "cls_b", "cls_c"]
FEATURES = [f"feat_{index}" for index in range(30)]


@pytest.fixture(autouse=True)
def _pseudo_language(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    found = pseudo_catalogue()
    monkeypatch.setattr(translate, "catalogue", lambda code: found)
    with dv.in_language("es"):
        yield


def _convolution() -> Graph:
    random = np.random.default_rng(0)
    weights = (Weight.from_array("kernel", random.normal(size=(3, 3, 20, 70)).astype("float32")),)
    layers = [
        input_layer(),
        Layer("conv_0", "conv_0", "Conv2D", weights=weights),
        Layer("pool_0", "pool_0", "MaxPooling2D"),
        Layer("drop_0", "drop_0", "Dropout"),
        Layer("heads_0", "heads_0", "MultiHeadAttention"),
    ]
    return chain(layers, "net_c")


MODELS: dict[str, Callable[[], Graph]] = {
    "dense": lambda: dense_chain(40, 30, 3),
    "nested": nested_graph,
    "convolution": _convolution,
    "large": lambda: dense_chain(1500, 1200, 2),
    "recurrent": lambda: stacked(9, settings=False),
    "attention": lambda: encoder(2, settings=False),
    "linear": lambda: dense_chain(30, 12),
}
OPTIONS: dict[str, dict[str, Any]] = {
    "plot-model": {"model": "nested", "show_dtype": True, "show_parameters": True, "show_trainable": True},
    "bars": {"model": "nested", "measures": ["parameters", "flops", "memory", "sparsity"]},
    "transformer": {"model": "attention"},
    "unrolled": {"model": "recurrent"},
    "blocks": {"model": "nested"},
    "layered": {"model": "dense", "legend": True, "index_ignore": [0]},
    "lenet": {"model": "convolution"},
    "ann": {"model": "convolution"},
    "neurons": {"model": "dense", "max_neurons": 4},
    "weight-graph": {"model": "dense", "max_neurons": 4, "bias": "node", "left_out": "sum"},
    "weight-histograms": {"model": "dense"},
    "weight-matrix": {"model": "large", "cluster": "both"},
    "filters": {"model": "convolution", "order": "norm"},
    "coefficients": {"model": "linear"},
}
"""A model for each style, with options that bring much text into its picture."""


def _names(graph: Graph) -> set[str]:
    found = {graph.name, graph.kind}
    for layer in graph.layers:
        found |= {
            layer.name,
            layer.kind,
            str(layer.activation),
            *(weight.name for weight in layer.weights),
        }
        found |= {weight.dtype for weight in layer.weights}
    # Options are written as in the code, whatever the language around them.
    return found | {"fold=False", "max_cells="} | {str(spec.dtype) for node in graph.nodes for spec in node.outputs}


def test_every_style_has_a_case() -> None:
    assert set(OPTIONS) == set(STYLES)


@pytest.mark.parametrize("style", sorted(OPTIONS))
def test_a_style_has_no_english_text(style: str) -> None:
    options = dict(OPTIONS[style])
    graph = MODELS[options.pop("model")]()
    drawing = dv.draw(graph, style=style, **options)
    assert english_in(drawing.svg, _names(graph) | set(map(str, options.values())) - {"sum"}) == []


@pytest.mark.parametrize(
    ("kind", "config"),
    [
        ("Conv2D", {"kernel_size": [3, 3], "filters": 70, "strides": [2, 2], "dilation_rate": [2, 2], "groups": 2}),
        ("MultiHeadAttention", {"num_heads": 4, "key_dim": 8}),
        ("GroupQueryAttention", {"num_query_heads": 4, "head_dim": 8, "num_key_value_heads": 2}),
        ("Dropout", {"rate": 0.2}),
        ("Dense", {"units": 5}),
        ("RepeatVector", {"n": 3}),
        ("UpSampling2D", {"size": [2, 2]}),
        ("ZeroPadding2D", {"padding": [1, 1]}),
        ("Reshape", {"target_shape": [2, 2]}),
    ],
)
def test_settings_of_a_layer_are_no_english_words(kind: str, config: dict[str, Any]) -> None:
    words = settings_in_words(Layer("l", "l", kind, config=config))
    assert words
    assert [text for text in words if english_in(f"<text>{text}</text>")] == []


def test_neurons_left_out_have_no_english_text() -> None:
    graph = MODELS["dense"]()
    assert english_in(dv.draw(graph, style="ann", max_neurons=4).svg, _names(graph)) == []


def test_matrices_and_filters_in_order_have_no_english_text() -> None:
    matrix, filters = MODELS["dense"](), MODELS["convolution"]()
    assert english_in(dv.draw(matrix, style="weight-matrix", cluster="both").svg, _names(matrix)) == []
    assert english_in(dv.draw(filters, style="filters").svg, _names(filters)) == []


def test_a_tree_has_no_english_text() -> None:
    random = np.random.default_rng(0)
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

    x = random.normal(size=(120, 4))
    y = (x[:, 0] > 0).astype(int) + (x[:, 1] > 0)
    given: dict[str, Any] = {"feature_names": FEATURES[:4]}
    trees = (
        dv.tree(DecisionTreeClassifier(max_depth=4, random_state=0).fit(x, y), data=(x, y), class_names=CLASSES, **given),
        dv.tree(DecisionTreeClassifier(max_depth=3, random_state=0).fit(x, y), sample=x[0], class_names=CLASSES, **given),
        dv.tree(DecisionTreeRegressor(max_depth=4, random_state=0).fit(x, x[:, 0]), data=(x, x[:, 0]), max_depth=2, **given),
        dv.tree(RandomForestClassifier(5, random_state=0).fit(x, y), class_names=CLASSES, **given),
    )
    names = [*FEATURES, *CLASSES, "DecisionTreeClassifier", "DecisionTreeRegressor", "gini", "squared error", "max_depth",
             "max_nodes"]  # fmt: skip
    for tree in trees:
        assert [text for text in english_in(tree.svg, names) if "RandomForest" not in text] == []


def test_a_tree_of_architectures_has_no_english_text() -> None:
    scene = family_tree([TreeLeaf("net_a"), TreeLeaf("net_b")], [FamilyMerge(0, 1, 0.25)], 0.5, "")
    assert english_in(Drawing(scene).svg, ["net_a", "net_b"]) == []


def _check(charts: dict[str, Any], names: list[str]) -> None:
    found = {name: english_in(chart.svg, names) for name, chart in charts.items()}
    assert {name: texts for name, texts in found.items() if texts} == {}


def test_charts_of_classifications_have_no_english_text() -> None:
    random = np.random.default_rng(0)
    truth = random.integers(0, 3, 90)
    scores = random.dirichlet(np.ones(3), 90) * 0.4 + 0.6 * np.eye(3)[truth] * random.random((90, 1))
    scores /= scores.sum(axis=1, keepdims=True)
    found: Any = dv.evaluate(predictions=(truth, scores), class_names=CLASSES, intervals=50)
    two: Any = dv.evaluate(predictions=(truth > 0, scores[:, 1:].sum(axis=1)), class_names=CLASSES[:2], positive="cls_b")
    column = random.normal(size=90)
    _check(
        {**found.charts(), "slices": found.errors_by_slice(column, name="feat_a"), "top": found.top_k()}, [*CLASSES, "feat_a"]
    )
    _check({**two.charts(), "thresholds": two.thresholds(false_negative_cost=3)}, CLASSES)


def test_charts_of_amounts_have_no_english_text() -> None:
    random = np.random.default_rng(0)
    truth = random.normal(size=80)
    found: Any = dv.evaluate(predictions=(truth, truth + random.normal(size=80) / 3), intervals=50)
    slices = found.errors_by_slice(random.normal(size=80), name="feat_a")
    ends = found.prediction_intervals(truth - 1, truth + 0.1, level=0.9)
    _check({**found.charts(), "slices": slices, "ends": ends}, ["feat_a"])


@pytest.mark.shap
@pytest.mark.parametrize("outputs", [1, 3])
def test_charts_of_shap_values_have_no_english_text(outputs: int) -> None:
    from dotnet_viz.charts.explanations.shap.explanation import ShapExplanation

    values = table_values(samples=25, features=8, outputs=outputs, feature_names=tuple(FEATURES[:8]))
    if outputs > 1:
        values = table_values(samples=25, features=8, outputs=3, feature_names=tuple(FEATURES[:8]), output_names=tuple(CLASSES))
    found = ShapExplanation(values)
    given: dict[str, Any] = {"output": "cls_b"} if outputs > 1 else {}
    charts = {
        "bar": found.bar(max_features=3),
        "beeswarm": found.beeswarm(max_features=3, **given),
        "decision": found.decision(max_features=3, **given),
        "one decision": found.decision(samples=[2], max_features=3, **given),
        "dependence": found.dependence("feat_0", **given),
        "force": found.force(0, **given),
        "heatmap": found.heatmap(max_features=3, **given),
        "waterfall": found.waterfall(0, max_features=3, **given),
    }
    _check(charts, [*FEATURES, *CLASSES, "SHAP", "tree"])


def test_explained_images_and_texts_have_no_english_text() -> None:
    from dotnet_viz.charts.explanations.shap.explanation import ShapExplanation

    names = [f"class {index}" for index in range(4)]
    _check({"image": ShapExplanation(image_values()).image(0)}, [*names, "partition"])
    _check({"text": ShapExplanation(text_values()).text(0)}, ["good", "film", "partition"])


def test_charts_of_lime_have_no_english_text() -> None:
    fields: dict[str, Any] = {
        "kind": "table", "names": ("feat_0", "feat_1"), "weights": np.array([0.3, -0.1]), "indices": np.array([1, 0]),
        "intercept": 0.4, "local_prediction": 0.6, "prediction": 0.75, "score": 0.5, "output_name": "cls_a",
        "space": "probability", "samples": 5000,
    }  # fmt: skip
    _check({"table": lime_chart(LimeValues(**fields))}, ["feat_0", "feat_1", "cls_a"])


def test_charts_of_trainings_have_no_english_text() -> None:
    charts = {
        "curves": run_curves([course("run_7")], CurveOptions(smoothing=0.5, scale="log")),
        "runs": run_curves([course("run_7"), course("run_8", speed=0.6)], CurveOptions()),
        "histograms": histograms_over_epochs(watched().histograms[0]),
        **{table.title: tensors_over_epochs(table) for table in tensor_tables(watched().statistics)},
    }
    layers = [f"dense_{index}" for index in range(3)]
    _check(charts, ["run_7", "run_8", "loss", "accuracy", "learning_rate", *layers, "kernel", "bias"])


def test_charts_of_estimators_have_no_english_text() -> None:
    random = np.random.default_rng(0)
    from sklearn.linear_model import LinearRegression, LogisticRegression

    x = random.normal(size=(80, 4))
    y = (x[:, 0] + 0.3 * random.normal(size=80) > 0).astype(int)
    model, line = LogisticRegression().fit(x, y), LinearRegression().fit(x, x[:, 1])
    given: dict[str, Any] = {"feature_names": FEATURES[:4]}
    pictures: dict[str, Any] = {
        "importances": dv.importances(model, x, y, **given),
        "coefficients": dv.importances(line, x, x[:, 1], method="built-in", **given),
        "dependence": dv.partial_dependence(line, x, ["feat_0", ("feat_0", "feat_1")], **given),
        "learning": dv.learning_curve(LogisticRegression(), x, y, sizes=[0.6, 1.0]),
        "validation": dv.validation_curve(LogisticRegression(), x, y, "C", [0.01, 0.1, 1.0]),
        "pca": dv.pca(x, y, feature_names=FEATURES[:4]),
        "clusters": dv.clusters(x, [0, 1] * 40),
    }
    _check(pictures, [*FEATURES, "LogisticRegression", "accuracy"])


def test_pictures_of_differences_have_no_english_text() -> None:
    before = dense_chain(4, 3, 2)
    _check(
        {
            **{f"same {style}": dv.diff(before, before, style=style) for style in ("merged", "side-by-side")},
            **{style: dv.diff(before, dense_chain(4, 5, 6, 2), style=style) for style in ("merged", "side-by-side")},
        },
        [*_names(before), "dense_2", "units"],
    )


def test_frames_of_animations_have_no_english_text() -> None:
    x, y = np.random.default_rng(0).normal(size=(30, 2)), np.arange(30) % 2
    graph = dense_chain(2, 3, 2)
    scenes = {
        "confusion": ConfusionMatrix(x, y).build(graph),
        "boundary": DecisionBoundary(x, y).build(graph),
    }
    _check({name: Drawing(scene) for name, scene in scenes.items()}, [graph.name])


def test_charts_of_differences_have_no_english_text() -> None:
    before, after = dense_chain(4, 3, 2), dense_chain(4, 3, 2, seed=1)
    charts = {
        "depth": drift_over_depth(compare_graphs(before, after)),
        "models": drift_over_models(evolve([before, after])),
    }
    _check(charts, ["dense_0", "dense_1"])
