"""What ``dotnet-viz diff`` writes, by the ending of the file."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dotnet_viz.api import differences
from dotnet_viz.cli.flags.pictures import title_of
from dotnet_viz.cli.flags.themes import theme_of

if TYPE_CHECKING:
    from dotnet_viz.measures.comparison import Comparison, Evolution

# All of a picture but .txt, which is left to the text that the command prints.
FORMATS = (
    *("svg", "png", "pdf", "dot", "gv", "mmd", "html", "md", "json"),
    *("pptx", "drawio", "excalidraw", "tex", "tikz", "eps", "svgz", "d2", "puml", "graphml", "gexf", "jpg", "webp", "gif"),
)
HISTORY_FORMATS = ("svg", "png", "pdf", "html", "md", "json")


def comparison_content(
    found: Comparison, suffix: str, arguments: argparse.Namespace, options: Mapping[str, Any]
) -> str | bytes:
    """Return the content of a file on two models.

    Args:
        found: what differs.
        suffix: one of :data:`FORMATS`.
        arguments: with ``style``, ``engine`` and ``theme`` of the picture.
        options: of the style.
    """
    if suffix == "json":
        return written_json(found)
    theme = theme_of(arguments.theme, arguments.output)
    drawing = differences.diff(
        found, style=arguments.style, engine=arguments.engine, theme=theme, background=arguments.background, **options
    )
    if suffix == "md":
        from dotnet_viz.reporting.other_pages.comparison import comparison_markdown

        return comparison_markdown(found, drawing)
    if suffix == "html":
        from dotnet_viz.reporting.other_pages.comparison import comparison_page

        return comparison_page(found, drawing)
    return drawing.to_format(suffix)


def history_content(found: Evolution, suffix: str, arguments: argparse.Namespace) -> str | bytes:
    """Return the content of a file on a row of models.

    Args:
        found: how they developed.
        suffix: one of :data:`HISTORY_FORMATS`.
        arguments: with ``theme`` and ``output``.
    """
    if suffix == "json":
        return written_json(found)
    if suffix == "md":
        from dotnet_viz.reporting.other_pages.comparison import evolution_markdown

        return evolution_markdown(found)
    if suffix == "html":
        from dotnet_viz.reporting.other_pages.comparison import evolution_page

        return evolution_page(found, differences.drift(found, title=""))
    theme = theme_of(arguments.theme, arguments.output)
    return differences.drift(found, theme=theme, title=title_of(arguments), background=arguments.background).to_format(suffix)


def written_json(found: Comparison | Evolution) -> str:
    """Return a comparison or a history as JSON text."""
    return json.dumps(found.to_dict(), indent=2, ensure_ascii=True, allow_nan=False) + "\n"
