"""``dotnet-viz draw``: a model's architecture or weights as a picture."""

from __future__ import annotations

import argparse

from dotnet_viz.api import pictures, reading
from dotnet_viz.cli.command import ENGINE, MODEL, OPEN, Command, check_open
from dotnet_viz.cli.flags import FILE, LANGUAGE, Flag, choice
from dotnet_viz.cli.model_weights import LAYOUT, WEIGHTS, given_model
from dotnet_viz.cli.picture_flags import PICTURE, picture_options
from dotnet_viz.cli.style_options import chosen_options, flags_in_errors
from dotnet_viz.cli.terminal import print_path, show_in_browser
from dotnet_viz.cli.themes import BACKGROUND, THEME_FLAG, theme_of
from dotnet_viz.diagrams import STYLES, style_of
from dotnet_viz.drawing import check_target
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
        graph = reading.read(given_model(arguments))
        progress(f"drawing {len(graph.nodes)} nodes")
        drawing = pictures.draw(
            graph,
            style=style,
            engine=arguments.engine,
            theme=theme_of(arguments.theme, arguments.output),
            background=arguments.background,
            statistics=arguments.statistics,
            language=arguments.language,
            **of_picture,
        )
        written = drawing.save(arguments.output)
    print_path(written, quiet=arguments.quiet)
    show_in_browser(written, wanted=arguments.open, quiet=arguments.quiet)
    return 0


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
