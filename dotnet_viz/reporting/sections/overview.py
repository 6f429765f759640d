"""What the model is, in one paragraph and its key numbers."""

from __future__ import annotations

from typing import Any

from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_bytes, format_count, format_number
from dotnet_viz.graph import Graph
from dotnet_viz.measures.cost.cost import format_bound
from dotnet_viz.measures.summary.compiled import compile_facts, date_in_words
from dotnet_viz.measures.summary.summary import Summary
from dotnet_viz.measures.training.run import TrainingRun
from dotnet_viz.measures.training.text import run_sentence
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.section import Fact, SectionData
from dotnet_viz.reporting.tensor_words import MAX_LISTED, shapes_in_words, tensors_in_words

_SOURCES = {
    "keras-model": "a live Keras model",
    "sklearn": "a live scikit-learn estimator",
    "arrays": "arrays in memory",
    "keras-folder": "the folder of a Keras model",
    "saved-model": "the folder of a SavedModel",
    "tfjs": "a model.json of TensorFlow.js",
    "json-text": "the JSON text of a model",
    "config": "the configuration of a model",
}


def build(context: ReportContext) -> SectionData:
    """Return the overview of the model, or of the training where there is no model."""
    model = context.measurements
    if model is None:
        return SectionData("overview", "Overview", _training(context.run))
    data = {
        "paragraph": _paragraph(model.graph, model.summary, context.run if context.is_graph_of_run else None),
        "key_numbers": _key_numbers(model.graph, model.summary),
        "compiled": tuple(Fact(name, value) for name, value in compile_facts(model.summary.compiled, model.summary.optimizer)),
        "notes": model.summary.notes,
    }
    return SectionData("overview", "Overview", data)


def _training(run: TrainingRun | None) -> dict[str, Any]:
    """Return what the log of a training says of it, where it says nothing of the model."""
    if run is None:
        return {"paragraph": "", "key_numbers": (), "compiled": (), "notes": ()}
    metrics = sorted(() if run.history is None else run.history.metrics, key=lambda metric: metric.name != "loss")
    best = [
        Fact(f"Best {one_line(metric.name)}", f"{format_number(metric.best_value)} in epoch {metric.best_epoch}")
        for metric in metrics[:MAX_LISTED]
        if metric.best_value is not None
    ]
    paragraph = f"{run_sentence(run)} The log says nothing of the model, so that this report is on the training alone."
    return {"paragraph": paragraph, "key_numbers": tuple(best), "compiled": (), "notes": ()}


def _paragraph(graph: Graph, summary: Summary, run: TrainingRun | None) -> str:
    trained = "all" if summary.non_trainable_count == 0 else format_count(summary.trainable_count)
    parameters = f"{format_count(summary.parameter_count, 'parameter')}, {trained} of them trainable"
    if summary.parameter_count == 0:
        parameters = "no parameters"
    if summary.parameter_count is None:
        parameters = "an unknown number of parameters"
    name = f" {one_line(graph.name)}" if graph.name not in ("", graph.kind) else ""
    sentences = [f"The {graph.kind} model{name} has {format_count(graph.layer_count, 'layer')} with {parameters}."]
    if graph.inputs and graph.outputs:
        sentences.append(
            f"It takes {tensors_in_words(graph, graph.inputs)} and returns {tensors_in_words(graph, graph.outputs)}."
        )
    return " ".join([*sentences, _source(graph) if run is None else _log(run)])


def _log(run: TrainingRun) -> str:
    """Return which log the model was read from, and as of when its weights are."""
    weights = f", with the weights after epoch {run.snapshot_epochs[-1]}" if run.snapshot_epochs else ""
    return f"It was read from the log of the training {one_line(run.name)}{weights}."


def _source(graph: Graph) -> str:
    unknown = "memory" if graph.origin.path is None else f"a .{graph.origin.format} file"
    source = _SOURCES.get(graph.origin.format, unknown)
    is_known = graph.origin.framework_version and graph.origin.path
    written = f", written by {graph.origin.made_with}" if is_known else ""
    return f"It was read from {source}{written}."


def _key_numbers(graph: Graph, summary: Summary) -> tuple[Fact, ...]:
    facts = [
        ("Parameters", format_count(summary.parameter_count)),
        ("Trainable", "" if summary.parameter_count == 0 else format_count(summary.trainable_count)),
        ("Size of the weights", format_bytes(summary.weight_bytes) if summary.weight_bytes else ""),
        ("Layers", format_count(graph.layer_count)),
        ("Inputs", shapes_in_words(graph, graph.inputs)),
        ("Outputs", shapes_in_words(graph, graph.outputs)),
        *_costs(summary),
        ("Weights stored as", ", ".join(item.dtype for item in summary.dtypes)),
        ("Made with", graph.origin.made_with),
        ("Saved", date_in_words(summary.date_saved)),
    ]
    return tuple(Fact(name, value) for name, value in facts if value)


def _costs(summary: Summary) -> list[tuple[str, str]]:
    """Return what one sample costs; nothing where nothing of it is known."""
    cost, memory = summary.cost, summary.activation_memory
    counts = (("MACs per sample", cost.macs), ("FLOPs per sample", cost.flops))
    facts = [(name, format_bound(count, is_complete=cost.is_complete)) for name, count in counts]
    bound = "" if memory.is_complete else "≥ "
    kept = [("Activation memory", f"{bound}{format_bytes(memory.total)}")] if memory.total else []
    return [*(facts if cost.flops else []), *kept]
