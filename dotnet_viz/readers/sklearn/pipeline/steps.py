"""What each kind of estimator adds to a graph of steps."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from dotnet_viz.graph import Graph
from dotnet_viz.readers.sklearn import linear, mlp
from dotnet_viz.readers.sklearn.estimator import class_names, fitted_estimator, is_kind, plain_parameters
from dotnet_viz.readers.sklearn.pipeline.step_graph import StepGraph
from dotnet_viz.readers.sklearn.pipeline.table_columns import TableColumns, chosen_columns, output_columns, side_by_side
from dotnet_viz.translation.sentences import sentence


def add_steps(steps: StepGraph, estimator: Any, given: TableColumns, name: str | None = None) -> TableColumns:
    """Add an estimator with all steps inside it.

    Args:
        steps: the graph so far.
        estimator: of scikit-learn; ``None``, ``"passthrough"`` and a ``FunctionTransformer`` without a function add nothing.
        given: the columns that go in.
        name: of the step; ``None`` for the whole model, whose steps stand at the top.

    Returns:
        What comes out: the columns of a transformer, the predictions of an estimator.
    """
    if _is_passed(estimator):
        return given
    estimator, found_by = fitted_estimator(estimator)
    if name is not None:
        steps.note(*(sentence("{name}: {note}", name=repr(name), note=note) for note in found_by))
    for module, kind, add in _COMPOSITIONS:
        if is_kind(estimator, module, kind):
            return _framed(steps, estimator, given, name, add)
    if mlp.can_read(estimator) and hasattr(estimator, "coefs_"):
        return _framed(steps, mlp.read(estimator), given, name, _add_dense)
    if linear.can_read(estimator) and linear.is_fitted(estimator):
        return _add_dense(steps, linear.read(estimator), given, name)
    return _add_estimator(steps, estimator, given, name or type(estimator).__name__.lower())


def _is_passed(estimator: Any) -> bool:
    """Whether a step hands its columns on; in a fitted ``ColumnTransformer`` ``"passthrough"`` has become a transformer."""
    is_function = is_kind(estimator, "sklearn.preprocessing", "FunctionTransformer")
    return estimator is None or isinstance(estimator, str) or (is_function and estimator.func is None)


_Add = Callable[[StepGraph, Any, TableColumns], TableColumns]


def _framed(steps: StepGraph, estimator: Any, given: TableColumns, name: str | None, add: _Add) -> TableColumns:
    if name is None:
        return add(steps, estimator, given)
    kind = estimator.kind if isinstance(estimator, Graph) else type(estimator).__name__
    return steps.add_frame(name, kind, given, lambda inside: add(steps, estimator, inside))


def _add_chain(steps: StepGraph, pipeline: Any, given: TableColumns) -> TableColumns:
    for name, step in pipeline.steps:
        given = add_steps(steps, step, given, name)
    return given


def _add_column_branches(steps: StepGraph, transformer: Any, given: TableColumns) -> TableColumns:
    given = steps.add_entry(given)
    branches = []
    for name, step, chosen in getattr(transformer, "transformers_", None) or transformer.transformers:
        columns = chosen_columns(given, chosen)
        if isinstance(step, str) and step == "drop":
            if columns.count != 0:
                steps.note(
                    sentence("columns that {kind} drops: {columns}", kind=type(transformer).__name__, columns=columns.in_words)
                )
        elif columns.count != 0:
            selected = steps.add(columns.caption(name), "Columns", [given], columns)
            branches.append(add_steps(steps, step, selected, name))
    stated = output_columns(transformer, given)
    return _join(steps, branches, stated if stated.count is not None else side_by_side(branches))


def _add_union(steps: StepGraph, union: Any, given: TableColumns) -> TableColumns:
    given = steps.add_entry(given)
    branches = [add_steps(steps, step, given, name) for name, step in _kept(union.transformer_list)]
    return _join(steps, branches, side_by_side(branches))


def _add_voting(steps: StepGraph, ensemble: Any, given: TableColumns) -> TableColumns:
    branches = _add_members(steps, ensemble, steps.add_entry(given))
    return steps.add("vote", "Vote", branches, _predictions(ensemble), plain_parameters(ensemble) | class_names(ensemble))


def _add_stacking(steps: StepGraph, ensemble: Any, given: TableColumns) -> TableColumns:
    given = steps.add_entry(given)
    branches = _add_members(steps, ensemble, given)
    final = getattr(ensemble, "final_estimator_", None)
    tables = [*branches, given] if ensemble.passthrough else branches
    count = getattr(final, "n_features_in_", None)
    joined = _join(steps, tables, TableColumns(count=count))
    return joined if final is None else add_steps(steps, final, joined, "final_estimator")


def _add_members(steps: StepGraph, ensemble: Any, given: TableColumns) -> list[TableColumns]:
    fitted = getattr(ensemble, "named_estimators_", None)
    members = ensemble.estimators if fitted is None else fitted.items()
    return [add_steps(steps, member, given, name) for name, member in _kept(members)]


def _add_side_by_side(steps: StepGraph, ensemble: Any, given: TableColumns) -> TableColumns:
    """Add estimators of one output each, for a class or a target: one dense layer where all are linear, else branches."""
    members = list(getattr(ensemble, "estimators_", ()))
    names = _output_names(ensemble, len(members))
    layer = linear.side_by_side(members, names)
    kind = type(ensemble).__name__
    if layer is not None:
        steps.note(sentence("{kind} has an estimator for each output, all linear: they are the units of one layer", kind=kind))
        return steps.add_layer(replace(layer, name=kind.lower()), [given], TableColumns(count=len(members)))
    if not members:
        return _add_estimator(steps, ensemble, given, kind.lower())
    entry = steps.add_entry(given)
    branches = [add_steps(steps, member, entry, name) for name, member in zip(names, members, strict=True)]
    return _join(steps, branches, _predictions(ensemble))


def _output_names(ensemble: Any, count: int) -> list[str]:
    """Return the classes that the members are for, one for the only member of two; of targets their numbers."""
    classes = getattr(ensemble, "classes_", None)
    names = [] if classes is None or isinstance(classes, list) else [str(name) for name in classes]
    if len(names) == 2 and count == 1:
        return names[1:]
    return names if len(names) == count else [f"output {index}" for index in range(count)]


def _add_calibrated(steps: StepGraph, ensemble: Any, given: TableColumns) -> TableColumns:
    """Add the estimators whose calibrated probabilities are averaged, one for each fold."""
    calibrated = getattr(ensemble, "calibrated_classifiers_", ())
    members = [(f"fold {index}", one.estimator) for index, one in enumerate(calibrated, 1)]
    if not members:
        return _add_estimator(steps, ensemble, given, type(ensemble).__name__.lower())
    entry = steps.add_entry(given)
    branches = [add_steps(steps, member, entry, name) for name, member in members]
    return steps.add("mean", "CalibratedMean", branches, _predictions(ensemble), class_names(ensemble))


_COMPOSITIONS: tuple[tuple[str, str, _Add], ...] = (
    ("sklearn.pipeline", "Pipeline", _add_chain),
    ("sklearn.compose", "ColumnTransformer", _add_column_branches),
    ("sklearn.pipeline", "FeatureUnion", _add_union),
    ("sklearn.ensemble", "VotingClassifier", _add_voting),
    ("sklearn.ensemble", "VotingRegressor", _add_voting),
    ("sklearn.ensemble", "StackingClassifier", _add_stacking),
    ("sklearn.ensemble", "StackingRegressor", _add_stacking),
    ("sklearn.multiclass", "OneVsRestClassifier", _add_side_by_side),
    ("sklearn.multioutput", "MultiOutputRegressor", _add_side_by_side),
    ("sklearn.multioutput", "MultiOutputClassifier", _add_side_by_side),
    ("sklearn.calibration", "CalibratedClassifierCV", _add_calibrated),
)
"""Classes that hold other estimators: where each is, its name and what it adds."""


def _add_dense(steps: StepGraph, graph: Graph, given: TableColumns, name: str | None = None) -> TableColumns:
    for node in graph.nodes:
        if node.layer.kind != "InputLayer":
            layer = node.layer if name is None else replace(node.layer, name=name)
            units = (node.output().shape or (None,))[-1]
            given = steps.add_layer(layer, [given], TableColumns(count=units))
    return given


def _add_estimator(steps: StepGraph, estimator: Any, given: TableColumns, name: str) -> TableColumns:
    kind, config = type(estimator).__name__, plain_parameters(estimator)
    if hasattr(estimator, "transform") and not hasattr(estimator, "predict"):
        return steps.add(name, kind, [given], output_columns(estimator, given), config)
    return steps.add(name, kind, [given], _predictions(estimator), config | class_names(estimator))


def _join(steps: StepGraph, tables: list[TableColumns], result: TableColumns) -> TableColumns:
    if len(tables) < 2:
        return tables[0] if tables else result
    return steps.add("joined", "JoinedColumns", tables, result)


def _predictions(estimator: Any) -> TableColumns:
    """Return one column for each class of a classifier, for each target of a regressor."""
    classes = getattr(estimator, "classes_", None)
    if classes is not None and not isinstance(classes, list):
        return TableColumns(count=len(classes))
    outputs = getattr(estimator, "n_outputs_", None)
    is_fitted = getattr(estimator, "n_features_in_", None) is not None
    return TableColumns(count=int(outputs) if isinstance(outputs, int) else 1 if is_fitted else None)


def _kept(members: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    return [(name, member) for name, member in members if not (isinstance(member, str) and member == "drop")]
