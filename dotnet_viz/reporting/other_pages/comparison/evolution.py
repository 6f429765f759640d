"""A row of models as Markdown and as a page: the models, what each step changed, and the drift of the weights."""

from __future__ import annotations

from dotnet_viz.charts.chart import Chart
from dotnet_viz.formatting import format_count, format_percent
from dotnet_viz.measures.comparison.evolution import Evolution, step_phrase
from dotnet_viz.reporting.documents.markdown_parts import MOST_CHARACTERS, markdown_table
from dotnet_viz.reporting.section import Cell, ColumnHead, Table, count_cell, figure, text_cell
from dotnet_viz.reporting.templating.environment import make_environment, page_digests, render
from dotnet_viz.reporting.versions import package_version

TEMPLATE = "evolution.html"


def evolution_markdown(evolution: Evolution) -> str:
    """Return a row of models as Markdown; every name in it is escaped, and it fits a comment on GitHub.

    Args:
        evolution: of at least two models.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> from dotnet_viz.measures.comparison.evolution import evolve
        >>> found = evolve([read([np.full((2, 2), value)]) for value in (1.0, 1.5)])
        >>> print(evolution_markdown(found).splitlines()[6])
        | arrays | 1 | 1 | 4 | |
    """
    title = f"### {format_count(len(evolution.models), 'model')}"
    tables = _models(evolution), _layers(evolution)
    rows = max(len(table.rows) for table in tables)
    while True:
        text = "\n\n".join([title, *(markdown_table(table, rows) for table in tables if table.rows)]) + "\n"
        if len(text) <= MOST_CHARACTERS or rows == 0:
            return text
        rows //= 2


def evolution_page(evolution: Evolution, drift: Chart) -> str:
    """Return a row of models as a page that asks for nothing outside itself.

    Args:
        evolution: of at least two models.
        drift: the curves of their weights.

    Raises:
        TemplateError: a template names something that does not exist.
    """
    environment = make_environment()
    values = {
        "heading": format_count(len(evolution.models), "model"),
        "models": _models(evolution),
        "layers": _layers(evolution),
        "drift": figure(drift, "drift", 0, drift.alternative) if evolution.layers else None,
        "digests": page_digests(environment, "script.js"),
        "version": package_version(),
    }
    return render(environment, TEMPLATE, values)


def _models(evolution: Evolution) -> Table:
    heads = (
        ColumnHead("model"),
        ColumnHead("#", numeric=True),
        ColumnHead("layers", numeric=True),
        ColumnHead("parameters", numeric=True),
        ColumnHead("what changed since the one before"),
    )
    rows = [
        (
            text_cell(side.source),
            count_cell(number + 1),
            count_cell(side.layer_count),
            count_cell(side.parameter_count),
            text_cell(step_phrase(evolution, number - 1) if number else ""),
        )
        for number, side in enumerate(evolution.models)
    ]
    return Table("Models", heads, tuple(rows))


def _layers(evolution: Evolution) -> Table:
    columns = [ColumnHead("layer"), ColumnHead("class")]
    columns += [ColumnHead(f"#{number}", numeric=True) for number in range(2, len(evolution.models) + 1)]
    rows = [
        (text_cell(layer.id), text_cell(layer.kind), *(_share_cell(change) for change in layer.from_first))
        for layer in evolution.layers
    ]
    return Table("Change of weights since the first model", tuple(columns), tuple(rows))


def _share_cell(change: float | None) -> Cell:
    return Cell("–") if change is None else Cell(format_percent(change), change)
