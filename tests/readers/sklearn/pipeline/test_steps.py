"""What each kind of estimator looks like in a graph."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn.base import BaseEstimator, TransformerMixin, clone
from sklearn.compose import ColumnTransformer
from sklearn.decomposition import PCA
from sklearn.ensemble import RandomForestClassifier, StackingClassifier, VotingClassifier
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import GridSearchCV
from sklearn.multiclass import OneVsRestClassifier
from sklearn.multioutput import MultiOutputClassifier, MultiOutputRegressor
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import FeatureUnion, Pipeline, make_pipeline, make_union
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, PolynomialFeatures, StandardScaler
from sklearn.tree import DecisionTreeClassifier

import dotnet_viz as dv
from dotnet_viz.graph import Graph
from dotnet_viz.readers.sklearn.pipeline import can_read, read

GENERATOR = np.random.default_rng(0)
NUMBERS = GENERATOR.normal(size=(60, 3))
X = np.column_stack([NUMBERS, GENERATOR.integers(0, 4, 60)])
Y = (NUMBERS[:, 0] > 0).astype(int)

PREPARE = ColumnTransformer(
    [("numbers", make_pipeline(StandardScaler(), PCA(2)), [0, 1]), ("kinds", OneHotEncoder(), [3])], remainder="drop"
)


def rows(graph: Graph) -> list[tuple[str, str, str]]:
    return [(node.layer.id, node.layer.kind, str(node.output())) for node in graph.nodes]


def test_a_pipeline_is_its_steps_with_the_columns_between_them() -> None:
    graph = read(make_pipeline(PolynomialFeatures(2, include_bias=False), Ridge()).fit(NUMBERS, Y))
    assert rows(graph) == [
        ("input", "InputLayer", "(None, 3)"),
        ("polynomialfeatures", "PolynomialFeatures", "(None, 9)"),
        ("ridge", "Dense", "(None, 1)"),
    ]
    assert graph.layer("polynomialfeatures").config["feature_names"][3] == "x0^2"
    assert graph.layer("polynomialfeatures").config["degree"] == 2
    assert graph.layer("ridge").parameter_count == 10


def test_a_column_transformer_has_a_branch_for_each_group_of_columns() -> None:
    graph = read(Pipeline([("prepare", PREPARE), ("forest", RandomForestClassifier(5))]).fit(X, Y))
    shapes = {name: shape for name, _, shape in rows(graph)}
    assert shapes["prepare/columns of numbers"] == "(None, 2)"
    assert shapes["prepare/numbers"] == shapes["prepare/numbers/pca"] == "(None, 2)"
    assert shapes["prepare/kinds"] == "(None, 4)"
    assert shapes["prepare"] == shapes["prepare/joined"] == "(None, 6)"
    assert shapes["forest"] == "(None, 2)"
    assert graph.notes == ("columns that ColumnTransformer drops: 1 column",)
    arriving = [edge for edge in graph.leaf_edges() if graph.node(edge.target).layer.name == "joined"]
    assert [graph.node(edge.source).layer.name for edge in arriving] == ["pca", "kinds"]


def test_columns_have_the_names_of_the_table() -> None:
    pandas = pytest.importorskip("pandas")
    table = pandas.DataFrame({"age": NUMBERS[:, 0], "height": NUMBERS[:, 1], "city": list("abc") * 20})
    transformer = ColumnTransformer([("scaled", MinMaxScaler(), ["age", "height"])], remainder="passthrough").fit(table)
    graph = read(transformer)
    assert [node.layer.name for node in graph.nodes] == [
        "input",
        "age, height",
        "scaled",
        "city",
        "joined",
    ]
    assert graph.layer("joined").config["feature_names"] == ["scaled__age", "scaled__height", "remainder__city"]


def test_a_feature_union_joins_what_its_transformers_make() -> None:
    union: FeatureUnion = make_union(StandardScaler(), PCA(2)).fit(NUMBERS)
    assert [(name, shape) for name, _, shape in rows(read(union))] == [
        ("input", "(None, 3)"),
        ("standardscaler", "(None, 3)"),
        ("pca", "(None, 2)"),
        ("joined", "(None, 5)"),
    ]


def test_ensembles_of_several_kinds_have_a_branch_for_each_estimator() -> None:
    members: list[tuple[str, Any]] = [("tree", DecisionTreeClassifier()), ("logistic", LogisticRegression())]
    voting = read(VotingClassifier(members).fit(NUMBERS, Y))
    assert [layer.kind for layer in voting.layers] == ["InputLayer", "DecisionTreeClassifier", "Dense", "Vote"]
    stacking = read(StackingClassifier(members, passthrough=True).fit(NUMBERS, Y))
    assert rows(stacking)[-2:] == [("joined", "JoinedColumns", "(None, 5)"), ("final_estimator", "Dense", "(None, 1)")]
    joined = next(node.id for node in stacking.nodes if node.layer.name == "joined")
    assert [stacking.node(edge.source).layer.name for edge in stacking.edges if edge.target == joined] == [
        "tree",
        "logistic",
        "input",
    ]


def test_a_network_at_the_end_has_its_layers_in_a_frame() -> None:
    graph = read(make_pipeline(StandardScaler(), MLPClassifier((4, 3), max_iter=5, tol=10.0)).fit(NUMBERS, Y))
    assert [layer.id for layer in graph.layers][2:] == [
        "mlpclassifier",
        "mlpclassifier/hidden_1",
        "mlpclassifier/hidden_2",
        "mlpclassifier/output",
    ]
    assert graph.parameter_count == 3 * 4 + 4 + 4 * 3 + 3 + 3 + 1


def test_a_search_stands_for_the_best_estimator() -> None:
    search = GridSearchCV(make_pipeline(StandardScaler(), LogisticRegression()), {"logisticregression__C": [0.5]}).fit(
        NUMBERS, Y
    )
    graph = dv.read(search)
    assert [layer.name for layer in graph.layers] == ["input", "standardscaler", "logisticregression"]
    assert graph.notes == ("the best estimator that GridSearchCV found: logisticregression__C=0.5",)


def test_what_is_not_fitted_has_unknown_columns() -> None:
    graph = read(make_pipeline(clone(PREPARE), None, "passthrough", RandomForestClassifier()))
    shapes = {name: shape for name, _, shape in rows(graph)}
    assert shapes["input"] == "(None, None)"
    assert shapes["randomforestclassifier"] == "(None, None)"
    assert "columntransformer/kinds" in shapes


def test_somebodys_own_transformer_is_a_layer_whose_columns_may_be_unknown() -> None:
    class Doubled(TransformerMixin, BaseEstimator):  # type: ignore[misc]
        def fit(self, x: Any, y: Any = None) -> Doubled:
            return self

        def transform(self, x: Any) -> Any:
            return np.hstack([x, x])

        def get_feature_names_out(self, names: Any = None) -> Any:
            raise RuntimeError("no names")

    graph = read(make_pipeline(Doubled(), DecisionTreeClassifier()).fit(NUMBERS, Y))
    assert rows(graph)[1] == ("doubled", "Doubled", "(None, None)")


@pytest.mark.parametrize("style", ["plot-model", "blocks", "ann", "neurons", "layered", "lenet"])
def test_every_style_of_layers_draws_a_pipeline(style: str) -> None:
    pipeline = Pipeline([("prepare", PREPARE), ("forest", RandomForestClassifier(5))]).fit(X, Y)
    assert dv.draw(pipeline, style=style).svg.startswith("<svg")


def test_weights_behind_a_scaler_belong_to_the_inputs() -> None:
    pipeline = make_pipeline(StandardScaler(), LogisticRegression()).fit(NUMBERS, Y)
    picture = dv.coefficients(pipeline, feature_names=["age", "height", "weight"])
    assert "height" in picture.svg
    assert "3 inputs" in dv.weight_graph(pipeline).svg


def test_only_estimators_are_read() -> None:
    assert can_read(PCA())
    assert not can_read(object())
    assert not can_read([np.ones((2, 2))])


def test_linear_estimators_of_one_output_each_are_the_units_of_one_layer() -> None:
    classes = np.array(["a", "b", "c"])[X[:, 3].astype(int) % 3]
    fitted = OneVsRestClassifier(LogisticRegression()).fit(NUMBERS, classes)
    layer = read(fitted).layer("onevsrestclassifier")
    kernel, bias = layer.weight("kernel"), layer.weight("bias")
    assert kernel is not None
    assert bias is not None
    np.testing.assert_array_equal(kernel.array, np.hstack([one.coef_.T for one in fitted.estimators_]))
    np.testing.assert_array_equal(bias.array, np.concatenate([one.intercept_ for one in fitted.estimators_]))
    assert (layer.activation, layer.config["class_names"]) == ("sigmoid", ["a", "b", "c"])
    targets = read(MultiOutputRegressor(Ridge()).fit(NUMBERS, NUMBERS[:, :2]))
    assert [str(node.output()) for node in targets.nodes] == ["(None, 3)", "(None, 2)"]


def test_other_estimators_of_several_outputs_are_branches() -> None:
    targets = np.column_stack([Y, X[:, 3].astype(int)])
    graph = read(MultiOutputClassifier(LogisticRegression()).fit(NUMBERS, targets))
    assert [layer.name for layer in graph.layers] == ["input", "output 0", "output 1", "joined"]
    networks = OneVsRestClassifier(MLPClassifier((2,), max_iter=1, tol=10.0)).fit(NUMBERS, X[:, 3].astype(int))
    assert [node.layer.name for node in read(networks).children(None)] == ["input", "0", "1", "2", "3", "joined"]
    unfitted = read(OneVsRestClassifier(LogisticRegression()))
    assert [layer.kind for layer in unfitted.layers] == ["InputLayer", "OneVsRestClassifier"]


def test_names_of_features_and_classes_are_those_of_units() -> None:
    pandas = pytest.importorskip("pandas")
    table = pandas.DataFrame(NUMBERS, columns=["age", "height", "income"])
    network = make_pipeline(StandardScaler(), MLPClassifier((2,), max_iter=1, tol=10.0)).fit(table, X[:, 3].astype(int))
    names = [shape.name for shape in dv.weight_graph(network).scene.shapes]
    assert names[:3] == ["age", "height", "income"]
    assert names[-4:] == ["0", "1", "2", "3"]
    two = [shape.name for shape in dv.weight_graph(LogisticRegression().fit(table, Y)).scene.shapes]
    assert two == ["age", "height", "income", "1"]
    given = dv.weight_graph(network, feature_names=["x", "y", "z"]).scene.shapes
    assert [shape.name for shape in given][:3] == ["x", "y", "z"]


def test_coefficients_of_a_scaled_pipeline_are_of_standardised_features() -> None:
    fitted = make_pipeline(StandardScaler(), Ridge()).fit(NUMBERS, Y)
    assert "standardised are for a change of one standard deviation" in dv.coefficients(fitted).scene.notes[-1]
    for plain in (Ridge(), make_pipeline(StandardScaler(with_std=False), Ridge()), make_pipeline(MinMaxScaler(), Ridge())):
        assert "standardised" not in " ".join(dv.coefficients(plain.fit(NUMBERS, Y)).scene.notes)
