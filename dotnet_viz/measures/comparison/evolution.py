"""Successive models, such as the checkpoints of a training: the changes of each step, and the drift of weights."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from dotnet_viz.display.notebook import mime_bundle
from dotnet_viz.display.table import TextTable, result_html
from dotnet_viz.errors import OptionError
from dotnet_viz.formatting import format_count, format_items, format_percent
from dotnet_viz.graph import Graph
from dotnet_viz.measures.comparison.compare import compare_graphs
from dotnet_viz.measures.comparison.differences import ComparisonSummary, Differences, Side
from dotnet_viz.measures.comparison.texts.as_json import plain_values
from dotnet_viz.measures.comparison.texts.count import side_of
from dotnet_viz.measures.summary.columns import clip, display_width, padded, safe
from dotnet_viz.progress import Progress, silent
from dotnet_viz.translation.translate import mark, translate

SHOWN = 20
VERSION = 1
_NAME = 30
_CHANGED = {
    "added": mark("{count} added"),
    "removed": mark("{count} removed"),
    "changed": mark("{count} changed"),
    "moved": mark("{count} moved"),
    "rewired": mark("{count} rewired"),
    "resized": mark("{count} resized"),
    "renamed": mark("{count} renamed"),
}

_HEADS = (mark("Model"), mark("Layers"), mark("Parameters"), mark("What changed since the one before"))


@dataclass(frozen=True)
class LayerDrift:
    """The relative change of the weights of one layer.

    Args:
        id: of the layer in the last model that has it.
        kind: its class.
        steps: relative change from each model to the next; ``None`` where its values could not be compared.
        from_first: relative change from the first model to each later one.
    """

    id: str
    kind: str
    steps: tuple[float | None, ...]
    from_first: tuple[float | None, ...]


@dataclass(frozen=True)
class Evolution:
    """The changes over successive models. ``str()`` of it is a table.

    Args:
        models: numbers of layers and parameters of each, in their order.
        steps: number of differences of each sort from each model to the next.
        layers: the drift of each layer with weights, in the order of the last model.
    """

    models: tuple[Side, ...]
    steps: tuple[ComparisonSummary, ...]
    layers: tuple[LayerDrift, ...]

    def __bool__(self) -> bool:
        """Whether any step changed anything."""
        sorts = ("added", "removed", "changed", "resized", "moved", "renamed", "connections", "weights", "training")
        return any(getattr(step, sort) for step in self.steps for sort in sorts)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        plain: dict[str, Any] = plain_values({"version": VERSION, **asdict(self)})
        return plain

    def __str__(self) -> str:
        return format_evolution(self)

    def __repr__(self) -> str:
        return f"<Evolution of {safe(_line(self))}>"

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> Mapping[str, str]:
        return mime_bundle({"text/html": evolution_html(self), "text/plain": str(self)}, include, exclude)


def evolve(graphs: Sequence[Graph], *, ignore: str | Sequence[str] = (), progress: Progress = silent) -> Evolution:
    """Compare successive models.

    Values of two models are read at a time, in pieces.

    Args:
        graphs: at least two models, in their order.
        ignore: what is left out; see :func:`~dotnet_viz.measures.comparison.compare.compare_graphs`.
        progress: is called with the name of each step as it begins.

    Raises:
        OptionError: fewer than two models, or an unknown word to ignore.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> found = evolve([read([np.full((2, 2), value)]) for value in (1.0, 1.5, 1.5)])
        >>> found.layers[0].steps, found.layers[0].from_first
        ((0.5, 0.0), (0.5, 0.5))
    """
    if len(graphs) < 2:
        raise OptionError(f"a row of models needs at least 2 of them, not {len(graphs)}")
    steps, totals = [], []
    for number in range(1, len(graphs)):
        progress(f"comparing model {number + 1} of {len(graphs)}")
        step = compare_graphs(graphs[number - 1], graphs[number], ignore=ignore)
        steps.append(step)
        # From the first model to the second is that step itself.
        totals.append(step if number == 1 else compare_graphs(graphs[0], graphs[number], ignore=ignore))
    return Evolution(
        models=tuple(side_of(graph) for graph in graphs),
        steps=tuple(step.summary for step in steps),
        layers=tuple(_drifts(graphs[-1], steps, totals)),
    )


def _drifts(last: Graph, steps: Sequence[Differences], totals: Sequence[Differences]) -> Iterator[LayerDrift]:
    by_step = [_changes(step) for step in steps]
    by_total = [_changes(total) for total in totals]
    back = [{match.after.id: match.before.id for match in step.layers.matches} for step in steps]
    for layer in last.layers:
        if not layer.weights:
            continue
        names = _names(layer.id, back)
        yield LayerDrift(
            layer.id,
            layer.kind,
            tuple(changes.get(name) if name else None for changes, name in zip(by_step, names, strict=True)),
            tuple(changes.get(name) if name else None for changes, name in zip(by_total, names, strict=True)),
        )


def _names(last: str, back: Sequence[Mapping[str, str]]) -> list[str | None]:
    """Return the id that a layer of the last model has after each step; ``None`` where it was not there yet."""
    names: list[str | None] = [last]
    for partners in reversed(back[1:]):
        name = names[0]
        names.insert(0, None if name is None else partners.get(name))
    return names


def _changes(comparison: Differences) -> dict[str, float | None]:
    weights = comparison.weights
    return {change.match.after.id: change.relative_change for change in (*weights.changed, *weights.unchanged)}


def format_evolution(evolution: Evolution) -> str:
    """Return two tables: the models, and the change of each layer since the first model.

    Args:
        evolution: of at least two models.
    """
    return "\n".join([*_model_table(evolution), "", *_layer_table(evolution)])


def _model_table(evolution: Evolution) -> Iterator[str]:
    width = max(8, *(min(_NAME, display_width(safe(side.source))) for side in evolution.models))
    yield f"  #  {'model':{width}}  {'layers':>6}  {'parameters':>12}  what changed since the one before"
    for number, side in enumerate(evolution.models):
        name = clip(safe(side.source), width)
        change = "" if number == 0 else step_phrase(evolution, number - 1)
        layers, parameters = format_count(side.layer_count), format_count(side.parameter_count)
        yield f"{number + 1:>3}  {padded(name, width)}  {layers:>6}  {parameters:>12}  {change}".rstrip()


def step_phrase(evolution: Evolution, number: int) -> str:
    """Return the changes of one step in words.

    Args:
        evolution: of at least two models.
        number: of the step, counted from 0.
    """
    step = evolution.steps[number]
    parts = [translate(_CHANGED[name], count=getattr(step, name)) for name in _CHANGED if getattr(step, name)]
    if step.weights:
        changes = [layer.steps[number] or 0.0 for layer in evolution.layers]
        strongest = max(range(len(changes)), key=lambda index: changes[index])
        most = f"{safe(evolution.layers[strongest].id)} {format_percent(changes[strongest])}"
        layers = format_count(step.weights, "layer")
        several = translate("weights of {layers}, most {layer}", layers=layers, layer=most)
        parts.append(several if step.weights > 1 else translate("weights of {layer}", layer=most))
    return format_items(parts) or translate("nothing")


def _layer_table(evolution: Evolution) -> Iterator[str]:
    if not evolution.layers:
        return
    count = len(evolution.models)
    width = max(5, *(min(_NAME, display_width(safe(layer.id))) for layer in evolution.layers))
    yield "change of weights since the first model"
    yield f"  {'layer':{width}}" + "".join(f"  {f'#{number}':>8}" for number in range(2, count + 1))
    for layer in evolution.layers[:SHOWN]:
        name = clip(safe(layer.id), width)
        cells = map(_percent, layer.from_first)
        yield f"  {padded(name, width)}" + "".join(f"  {cell:>8}" for cell in cells)
    if len(evolution.layers) > SHOWN:
        yield f"    and {format_count(len(evolution.layers) - SHOWN, 'more layer')} (--json has every one)"


def evolution_html(evolution: Evolution) -> str:
    """Return the two tables as HTML for a notebook.

    Args:
        evolution: of at least two models.
    """
    models = [
        (
            str(number + 1),
            side.source,
            format_count(side.layer_count),
            format_count(side.parameter_count),
            step_phrase(evolution, number - 1) if number else "",
        )
        for number, side in enumerate(evolution.models)
    ]
    heads = ("#", *map(translate, _HEADS))
    later = tuple(f"#{number}" for number in range(2, len(models) + 1))
    drifts = [(layer.id, *map(_percent, layer.from_first)) for layer in evolution.layers]
    parts: list[TextTable | str] = [
        TextTable(heads, models, numbers=heads[2:4], wrapped=heads[4:], what="models"),
        translate("change of weights since the first model:"),
        TextTable((translate("Layer"), *later), drifts, numbers=later, what="layers"),
    ]
    return result_html(_line(evolution), parts if drifts else parts[:1])


def _line(evolution: Evolution) -> str:
    first, last = evolution.models[0].source, evolution.models[-1].source
    models = format_count(len(evolution.models), "model")
    return translate("{models}, {first} to {last}", models=models, first=first, last=last)


def _percent(change: float | None) -> str:
    return "–" if change is None else format_percent(change)
