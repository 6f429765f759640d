"""What the model is, in one paragraph and its key numbers."""

from __future__ import annotations

from typing import Any

from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_bytes, format_count, format_items, format_number, format_sentences
from dotnet_viz.graph import Graph
from dotnet_viz.graph.estimators import is_estimator_without_weights, is_linear_estimator
from dotnet_viz.measures.cost.cost import format_bound
from dotnet_viz.measures.summary.compiled import compile_facts, date_in_words
from dotnet_viz.measures.summary.summary import Summary
from dotnet_viz.measures.training.run import TrainingRun
from dotnet_viz.measures.training.text import run_sentence
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.section import Fact, SectionData
from dotnet_viz.reporting.statements.estimators import settings_of, size_in_words, tree_facts
from dotnet_viz.reporting.statements.model_size import states_what_is_trained
from dotnet_viz.reporting.statements.tensors import MAX_LISTED, shapes_in_words, tensors_in_words
from dotnet_viz.translation.translate import mark, retold, translate

_SOURCES = {
    "keras-model": mark("a live Keras model"),
    "sklearn": mark("a live scikit-learn estimator"),
    "arrays": mark("arrays in memory"),
    "keras-folder": mark("the folder of a Keras model"),
    "saved-model": mark("the folder of a SavedModel"),
    "tfjs": mark("a model.json of TensorFlow.js"),
    "json-text": mark("the JSON text of a model"),
    "config": mark("the configuration of a model"),
}

_SIZE = mark("The {kind} model{name} has {layers} with {parameters}.")
_SIZE_OF_LINEAR = mark("The linear model {kind}{name} has {parameters}.")
_ESTIMATOR = mark("The estimator {kind} is no neural network.")
_ESTIMATOR_OF_SIZE = mark("The estimator {kind} has {size}; it is no neural network.")


def build(context: ReportContext) -> SectionData:
    """Return the overview of the model, or of the training where there is no model."""
    model = context.measurements
    if model is None:
        return SectionData("overview", "Overview", _training(context.run))
    if is_estimator_without_weights(model.graph):
        return SectionData("overview", "Overview", _estimator(context, model.graph))
    data = {
        "paragraph": _paragraph(model.graph, model.summary, context.run if context.is_graph_of_run else None),
        "key_numbers": _key_numbers(model.graph, model.summary),
        "settings": (),
        "compiled": tuple(Fact(name, value) for name, value in compile_facts(model.summary.compiled, model.summary.optimizer)),
        "notes": tuple(map(retold, model.summary.notes)),
    }
    return SectionData("overview", "Overview", data)


def _estimator(context: ReportContext, graph: Graph) -> dict[str, Any]:
    """Return what a forest or a pipeline is: it has no layers or parameters to count."""
    size = size_in_words(context, graph)
    words = _ESTIMATOR_OF_SIZE if size else _ESTIMATOR
    sentences = [translate(words, kind=graph.kind, size=size), *_tensors(graph), _source(graph)]
    facts = [
        (mark("Inputs"), shapes_in_words(graph, graph.inputs)),
        (mark("Outputs"), shapes_in_words(graph, graph.outputs)),
        (mark("Made with"), graph.origin.made_with),
    ]
    return {
        "paragraph": format_sentences(sentences),
        "key_numbers": (*tree_facts(context), *(Fact(title, value) for title, value in facts if value)),
        "settings": settings_of(graph),
        "compiled": (),
        "notes": tuple(map(retold, graph.notes)),
    }


def _training(run: TrainingRun | None) -> dict[str, Any]:
    """Return what the log of a training says of it, where it says nothing of the model."""
    if run is None:
        return {"paragraph": "", "key_numbers": (), "settings": (), "compiled": (), "notes": ()}
    metrics = sorted(() if run.history is None else run.history.metrics, key=lambda metric: metric.name != "loss")
    best = [
        Fact(
            translate("Best {metric}", metric=one_line(metric.name)),
            translate("{value} in epoch {epoch}", value=format_number(metric.best_value), epoch=metric.best_epoch),
        )
        for metric in metrics[:MAX_LISTED]
        if metric.best_value is not None
    ]
    alone = translate("The log says nothing of the model, so that this report is on the training alone.")
    paragraph = format_sentences([run_sentence(run), alone])
    return {"paragraph": paragraph, "key_numbers": tuple(best), "settings": (), "compiled": (), "notes": ()}


def _paragraph(graph: Graph, summary: Summary, run: TrainingRun | None) -> str:
    count = format_count(summary.parameter_count, "parameter")
    if not states_what_is_trained(graph):
        parameters = count
    elif summary.non_trainable_count == 0:
        parameters = translate("{parameters}, all of them trainable", parameters=count)
    else:
        trained = format_count(summary.trainable_count)
        parameters = translate("{parameters}, {trained} of them trainable", parameters=count, trained=trained)
    if summary.parameter_count == 0:
        parameters = translate("no parameters")
    if summary.parameter_count is None:
        parameters = translate("an unknown number of parameters")
    name = f" {one_line(graph.name)}" if graph.name not in ("", graph.kind) else ""
    size = translate(
        _SIZE_OF_LINEAR if is_linear_estimator(graph) else _SIZE,
        kind=graph.kind,
        name=name,
        layers=format_count(graph.layer_count, "layer"),
        parameters=parameters,
    )
    return format_sentences([size, *_tensors(graph), _source(graph) if run is None else _log(run)])


def _tensors(graph: Graph) -> list[str]:
    """Return the sentence on what goes in and comes out, where that is known."""
    if not (graph.inputs and graph.outputs):
        return []
    inputs, outputs = (tensors_in_words(graph, ports) for ports in (graph.inputs, graph.outputs))
    return [translate("It takes {inputs} and returns {outputs}.", inputs=inputs, outputs=outputs)]


def _log(run: TrainingRun) -> str:
    """Return which log the model was read from, and as of when its weights are."""
    name = one_line(run.name)
    if not run.snapshot_epochs:
        return translate("It was read from the log of the training {name}.", name=name)
    return translate(
        "It was read from the log of the training {name}, with the weights after epoch {epoch}.",
        name=name,
        epoch=run.snapshot_epochs[-1],
    )


def _source(graph: Graph) -> str:
    source = translate("memory")
    if graph.origin.format in _SOURCES:
        source = translate(_SOURCES[graph.origin.format])
    elif graph.origin.path is not None:
        source = translate("a .{suffix} file", suffix=graph.origin.format)
    if graph.origin.framework_version and graph.origin.path:
        return translate("It was read from {source}, written by {tool}.", source=source, tool=graph.origin.made_with)
    return translate("It was read from {source}.", source=source)


def _key_numbers(graph: Graph, summary: Summary) -> tuple[Fact, ...]:
    facts = [
        (mark("Parameters"), format_count(summary.parameter_count)),
        (mark("Trainable"), format_count(summary.trainable_count) if states_what_is_trained(graph) else ""),
        (mark("Size of the weights"), format_bytes(summary.weight_bytes) if summary.weight_bytes else ""),
        (mark("Layers"), "" if is_linear_estimator(graph) else format_count(graph.layer_count)),
        (mark("Inputs"), shapes_in_words(graph, graph.inputs)),
        (mark("Outputs"), shapes_in_words(graph, graph.outputs)),
        *_costs(summary),
        (mark("Weights stored as"), format_items(item.dtype for item in summary.dtypes)),
        (mark("Made with"), graph.origin.made_with),
        (mark("Saved"), date_in_words(summary.date_saved)),
    ]
    return tuple(Fact(name, value) for name, value in facts if value)


def _costs(summary: Summary) -> list[tuple[str, str]]:
    """Return what one sample costs; nothing where nothing of it is known."""
    cost, memory = summary.cost, summary.activation_memory
    counts = ((mark("MACs per sample"), cost.macs), (mark("FLOPs per sample"), cost.flops))
    facts = [(name, format_bound(count, is_complete=cost.is_complete)) for name, count in counts]
    bound = "" if memory.is_complete else "≥ "
    kept = [(mark("Activation memory"), f"{bound}{format_bytes(memory.total)}")] if memory.total else []
    return [*(facts if cost.flops else []), *kept]
