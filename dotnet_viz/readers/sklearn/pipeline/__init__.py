"""scikit-learn's pipelines and whatever estimators have no weights to draw: one layer a step, one branch a group of columns."""

from __future__ import annotations

from typing import Any

from dotnet_viz.graph import Graph, Origin, Port
from dotnet_viz.readers.sklearn.estimator import fitted_estimator, is_estimator, version
from dotnet_viz.readers.sklearn.pipeline.step_graph import StepGraph
from dotnet_viz.readers.sklearn.pipeline.steps import add_steps
from dotnet_viz.readers.sklearn.pipeline.table_columns import input_columns


def can_read(source: object) -> bool:
    """Whether this is an estimator or transformer of scikit-learn, or inherits from one; scikit-learn is not imported."""
    return is_estimator(source)


def read(source: Any) -> Graph:
    """Return the graph of an estimator: each step of a pipeline is a layer, or a nested model where it has steps itself.

    A tensor's shape is (samples, columns): the columns that go into a step and come out of it, as far as its fitted
    attributes state them. The config of a layer has the parameters of the step, and ``feature_names`` where the names
    of its columns are known. A ``ColumnTransformer`` or ``FeatureUnion`` has a branch for each of its transformers, a
    voting or stacking ensemble one for each of its estimators; a search stands for the best estimator that it found.
    Linear estimators and networks at the end are the dense layers that they are.

    Args:
        source: the estimator; where it is not fitted, its steps are known and its columns are not.

    Example:
        >>> from sklearn.pipeline import make_pipeline
        >>> from sklearn.preprocessing import StandardScaler
        >>> from sklearn.tree import DecisionTreeRegressor
        >>> graph = read(make_pipeline(StandardScaler(), DecisionTreeRegressor()).fit([[0.0, 1.0], [1.0, 0.0]], [1.0, 2.0]))
        >>> [(layer.name, str(graph.calls(layer.id)[0].output())) for layer in graph.layers]
        [('input', '(None, 2)'), ('standardscaler', '(None, 2)'), ('decisiontreeregressor', '(None, 1)')]
    """
    estimator, found_by = fitted_estimator(source)
    steps = StepGraph()
    columns = input_columns(estimator)
    table = steps.add("input", "InputLayer", [], columns)
    last = add_steps(steps, estimator, table)
    return Graph(
        name=type(estimator).__name__,
        kind=type(estimator).__name__,
        nodes=steps.nodes,
        edges=steps.edges,
        inputs=(Port(steps.nodes[0].id),),
        outputs=() if last.port is None else (last.port,),
        origin=Origin("sklearn", framework="scikit-learn", framework_version=version()),
        notes=(*found_by, *steps.notes),
    )
