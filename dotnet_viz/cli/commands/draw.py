"""``dotnet-viz draw``: a model's architecture or weights as a picture."""

from __future__ import annotations

import argparse

from dotnet_viz.api import reading
from dotnet_viz.api.pictures import one_model
from dotnet_viz.cli.command import ENGINE, MODEL, OPEN, Command, check_open
from dotnet_viz.cli.flags.flag import FILE, LANGUAGE, Flag, choice
from dotnet_viz.cli.flags.inputs import PIXEL_RANGE
from dotnet_viz.cli.flags.pictures import INPUT, PICTURE, picture_options
from dotnet_viz.cli.flags.style_options import chosen_options, flags_in_errors
from dotnet_viz.cli.flags.themes import BACKGROUND, THEME_FLAG, theme_of
from dotnet_viz.cli.flags.weights import LAYOUT, WEIGHTS, given_model, runnable_model
from dotnet_viz.cli.terminal.output import print_path, show_in_browser
from dotnet_viz.diagrams import STYLES, style_of
from dotnet_viz.drawing import check_target
from dotnet_viz.graph import Graph
from dotnet_viz.layouts import ENGINES
from dotnet_viz.progress import TerminalProgress


def run_draw(arguments: argparse.Namespace) -> int:
    """Draw a picture and print its path."""
    check_target(arguments.output)
    check_open(arguments.output, wanted=arguments.open)
    of_picture = picture_options(arguments)
    with TerminalProgress(arguments.quiet) as progress, flags_in_errors(STYLES[arguments.style]):
        style = style_of(arguments.style, chosen_options(arguments))
        progress(f"reading {arguments.model}")
        model = runnable_model(arguments) if arguments.input is not None else given_model(arguments)
        graph = reading.read(model)
        progress(f"drawing {len(graph.nodes)} nodes")
        drawing = one_model.draw(
            model if arguments.input is not None else graph,
            style=style,
            engine=arguments.engine,
            theme=theme_of(arguments.theme, arguments.output),
            background=arguments.background,
            statistics=arguments.statistics,
            language=arguments.language,
            x=_input(arguments, graph),
            **{**of_picture, "record": one_model.record_for(arguments.model, arguments.record, arguments.color_by)},
        )
        written = drawing.save(arguments.output)
    print_path(written, quiet=arguments.quiet)
    show_in_browser(written, wanted=arguments.open, quiet=arguments.quiet)
    return 0


def _input(arguments: argparse.Namespace, graph: Graph) -> object:
    """Return what the model is run on; ``None`` where no input is asked for."""
    if arguments.input is None:
        return None
    from dotnet_viz.explain.input_files import read_model_inputs

    return read_model_inputs(graph, arguments.input, arguments.pixel_range)


COMMAND = Command(
    name="draw",
    usage="MODEL -o FILE [--style STYLE] [options]",
    about="Draws a model: its layers, its weights or its feature maps. The ending of FILE is the format: .svg .png .pdf,"
    " .html to zoom in and search, .pptx .drawio .excalidraw to go on drawing, .tex .tikz .eps for papers, .dot for Graphviz,"
    " .md .mmd for Mermaid, .d2 .puml, .graphml .gexf, .txt, and .jpg .webp .gif .svgz.",
    operands=MODEL,
    flags=(
        WEIGHTS,
        LAYOUT,
        Flag(("-o", "--output"), "where to write the picture", FILE, required=True),
        OPEN,
        THEME_FLAG,
        BACKGROUND,
        Flag(("--language",), "language of titles, legends and notes; without it English", LANGUAGE),
        *PICTURE,
        INPUT,
        PIXEL_RANGE,
        Flag(("--engine",), ENGINE, choice(ENGINES), "wasm"),
        Flag(("--statistics",), "HTML with the statistics of each weight; not given, up to 10,000,000 values", negatable=True),
    ),
    examples=(
        ("draw model.keras -o model.svg", "layers, shapes, parameters"),
        ("draw model.keras -o model.html --open", "to zoom and search in"),
        ("draw model.keras -o model.png --style blocks --theme dark", ""),
        ("draw HEAD~1:model.keras -o old.svg", "as it was in git"),
        ("draw --style layered --help", "the options of a style"),
    ),
    run=run_draw,
    styles=STYLES,
    default_style="plot-model",
)
