"""``dotnet-viz draw``: a model's architecture or weights as a picture."""

from __future__ import annotations

import argparse

from dotnet_viz import api
from dotnet_viz.cli.saying import say
from dotnet_viz.cli.style_options import StyleParser, chosen_options, style_name
from dotnet_viz.diagrams import STYLES
from dotnet_viz.drawing import check_target
from dotnet_viz.layouts import ENGINES
from dotnet_viz.progress import TerminalProgress
from dotnet_viz.renderers.themes import THEMES

DESCRIPTION = "Draws a model; the format comes from the ending of the output: .svg .png .pdf .html .dot .gv .mmd .md"

Parser = StyleParser


def configure(command: argparse.ArgumentParser) -> None:
    """Add the command's flags."""
    command.add_argument("-o", "--output", required=True, metavar="FILE", help="where to write the picture")
    command.add_argument("--style", type=style_name(STYLES), default="plot-model", metavar="STYLE",
                         help=f"{', '.join(STYLES)} (default: plot-model)")  # fmt: skip
    command.add_argument("--engine", choices=list(ENGINES), default="wasm", help="Graphviz inside (wasm) or the system's dot")
    command.add_argument("--theme", choices=list(THEMES), default="light", help="auto follows the reader's choice")
    command.set_defaults(run=run_draw)


def run_draw(arguments: argparse.Namespace) -> int:
    """Draw a picture and print its path."""
    check_target(arguments.output)
    options = chosen_options(arguments, arguments.style)
    with TerminalProgress(arguments.quiet) as progress:
        progress(f"reading {arguments.model}")
        graph = api.read(arguments.model)
        progress(f"drawing {len(graph.nodes)} nodes")
        drawing = api.draw(graph, style=arguments.style, engine=arguments.engine, theme=arguments.theme, **options)
        written = drawing.save(arguments.output)
    say(arguments, f"{written}\n")
    return 0
