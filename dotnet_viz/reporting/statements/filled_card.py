"""What a model card is filled with: what the model, its training, its data and its evaluation say; nothing is guessed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dotnet_viz.errors import VizError
from dotnet_viz.formatting import format_bytes, format_clauses, format_count, format_items
from dotnet_viz.graph import Graph
from dotnet_viz.graph.estimators import is_estimator_without_weights, is_linear_estimator
from dotnet_viz.measures.data.table import table_of
from dotnet_viz.measures.evaluation.classifiers.classification import Classification
from dotnet_viz.measures.evaluation.regression import Regression
from dotnet_viz.measures.evaluation.segmentation import Segmentation
from dotnet_viz.measures.evaluation.sequences import SequenceRegression, TokenClassification
from dotnet_viz.measures.summary.compiled import compile_facts
from dotnet_viz.measures.training.text import progress_of
from dotnet_viz.reporting.card.card import ModelCard
from dotnet_viz.reporting.card.measured import measured_index, measures_of, results_of_groups
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.measured.model import Measurements
from dotnet_viz.reporting.statements.estimators import size_in_words
from dotnet_viz.reporting.statements.tensors import listed_tensors
from dotnet_viz.translation.translate import translate

_LIBRARIES = {"Keras": "keras", "scikit-learn": "sklearn"}
_CHANNELS = (1, 3, 4)


def filled_card(context: ReportContext) -> ModelCard:
    """Return the card of a report, with what it does not state itself as far as that is known.

    Args:
        context: of the report; its ``card`` is what the user stated.

    Raises:
        VizError: the model cannot predict, or the data does not fit it.

    Example:
        >>> from dotnet_viz.graph import Layer, Node
        >>> context = ReportContext(Graph("m", "Sequential", (Node("n0", Layer("d", "d", "Dense")),)))
        >>> filled_card(context).entries("model_details")["type"]
        'Sequential model of 1 layer'
    """
    stated = ModelCard() if context.card is None else context.card
    parts: dict[str, Any] = {"model_details": {**_model(context), **_training(context)}, **_data(context), **_analyses(context)}
    merged: dict[str, Any] = {key: {**entries, **stated.entries(key)} for key, entries in parts.items()}
    return _with_metadata(replace(stated, name=stated.name or context.heading, **merged), context)


def _with_metadata(card: ModelCard, context: ReportContext) -> ModelCard:
    found = card
    framework = None if context.graph is None else context.graph.origin.framework
    if not found.library_name and framework in _LIBRARIES:
        is_keras_2 = framework == "Keras" and (context.graph.origin.framework_version or "").startswith("2.")  # type: ignore[union-attr]
        found = replace(found, library_name="tf-keras" if is_keras_2 else _LIBRARIES[framework])
    if context.measured is None:
        return found
    if not found.pipeline_tag:
        found = replace(found, pipeline_tag=_pipeline_tag(context))
    if not found.metrics:
        found = replace(found, metrics=tuple(measures_of(context.measured)))
    dataset = found.entries("evaluation_data").get("dataset", "")
    name = " ".join((dataset if isinstance(dataset, str) else ", ".join(dataset)).split())
    entry = measured_index(context.measured, found.name or "model", name, found.pipeline_tag)
    return replace(found, model_index=(*found.results, entry)) if entry["results"] else found


def _pipeline_tag(context: ReportContext) -> str | None:
    """Return what the model does, as Hugging Face names it, where the form of its inputs leaves no doubt."""
    outputs = () if context.measured is None else context.measured.outputs
    if len(outputs) != 1 or context.graph is None or isinstance(outputs[0], TokenClassification | SequenceRegression):
        return None
    result = outputs[0]
    if isinstance(result, Segmentation):
        return "image-segmentation"
    if isinstance(result, Classification) and _takes_images(context.graph):
        return "image-classification"
    if context.graph.origin.framework == "scikit-learn":
        return "tabular-regression" if isinstance(result, Regression) else "tabular-classification"
    return None


def _takes_images(graph: Graph) -> bool:
    shapes = [graph.node(port.node).output(port.index).shape for port in graph.inputs]
    if len(shapes) != 1 or shapes[0] is None or len(shapes[0]) != 4:
        return False
    return shapes[0][-1] in _CHANNELS or shapes[0][1] in _CHANNELS


def _model(context: ReportContext) -> dict[str, str]:
    """Return what the model says of itself."""
    measured = context.measurements
    if measured is None:
        return {}
    graph, summary = measured.graph, measured.summary
    facts = {
        "type": _type(context, graph),
        "framework": graph.origin.made_with,
        "parameters": "" if is_estimator_without_weights(graph) else _parameters(measured),
        "size": format_bytes(summary.weight_bytes) if summary.weight_bytes else "",
        "inputs": listed_tensors(graph, graph.inputs),
        "outputs": listed_tensors(graph, graph.outputs),
    }
    if context.date:
        facts["date"] = context.date
    return {key: value for key, value in facts.items() if value}


def _type(context: ReportContext, graph: Graph) -> str:
    if is_estimator_without_weights(graph):
        return format_items(filter(None, (graph.kind, size_in_words(context, graph))))
    if is_linear_estimator(graph):
        return graph.kind
    return translate("{kind} model of {layers}", kind=graph.kind, layers=format_count(graph.layer_count, "layer"))


def _parameters(measured: Measurements) -> str:
    summary = measured.summary
    if summary.parameter_count is None:
        return ""
    count = format_count(summary.parameter_count)
    if not summary.non_trainable_count:
        return count
    return translate("{all}, {trainable} of them trainable", all=count, trainable=format_count(summary.trainable_count))


def _training(context: ReportContext) -> dict[str, Any]:
    """Return how the model was trained, as far as its file and the log of its training say so."""
    measured = context.measurements
    compiled = () if measured is None else compile_facts(measured.summary.compiled, None)
    facts = [f"{name}: {value}" for name, value in compiled if name in ("Optimizer", "Loss")]
    if context.run is not None:
        facts.append(translate("Trained for {progress}", progress=progress_of(context.run)))
    if context.seed is not None:
        facts.append(translate("Seed: {seed}", seed=context.seed))
    return {"training": tuple(facts)} if facts else {}


def _data(context: ReportContext) -> dict[str, dict[str, str]]:
    """Return how many samples there are."""
    found: dict[str, dict[str, str]] = {"training_data": {}, "evaluation_data": {}}
    if context.training_data is not None:
        given = context.training_data
        try:
            samples = table_of(given[0] if isinstance(given, tuple) else given).samples
        except VizError:
            return found  # its own section says what is wrong
        found["training_data"]["samples"] = format_count(samples)
    if context.measured is not None:
        found["evaluation_data"]["samples"] = format_count(context.measured.samples)
    return found


def _analyses(context: ReportContext) -> dict[str, dict[str, Any]]:
    """Return what was measured, and the results of single classes."""
    if context.measured is None:
        return {}
    groups = results_of_groups(context.measured)
    return {
        "metric_details": {"performance": format_clauses(map(translate, measures_of(context.measured).values()))},
        "quantitative_analyses": {"unitary": groups} if groups else {},
    }
