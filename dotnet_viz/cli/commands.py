"""What each word after ``dotnet-viz`` does."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from dotnet_viz import api
from dotnet_viz.cli.check import add_check
from dotnet_viz.cli.saying import say
from dotnet_viz.cli.style_options import StyleParser, chosen_options, names
from dotnet_viz.diagrams import STYLES
from dotnet_viz.drawing import check_target
from dotnet_viz.layouts import ENGINES
from dotnet_viz.progress import TerminalProgress
from dotnet_viz.renderers.themes import THEMES

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[StyleParser]  # noqa: SLF001 - argparse has no other name for it

PDF_ENGINES = ("auto", "plutoprint", "weasyprint", "chromium")


def add_commands(parser: argparse.ArgumentParser) -> None:
    """Add every command with its flags."""
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=StyleParser)
    for add in (_add_draw, _add_report, _add_summary, add_check):
        command = add(commands)
        command.add_argument("model", metavar="MODEL", help="a .keras, .h5 or .npz file")
        command.add_argument("-q", "--quiet", action="store_true", help="say nothing but errors")


def _add_draw(commands: Commands) -> StyleParser:
    command = commands.add_parser(
        "draw",
        help="draw a model's architecture or weights",
        description="Draws a model; the format comes from the ending of the output: .svg .png .pdf .html .dot .gv .mmd .md",
    )
    command.add_argument("-o", "--output", required=True, metavar="FILE", help="where to write the picture")
    command.add_argument("--style", choices=list(STYLES), default="plot-model", help="default: plot-model")
    command.add_argument("--engine", choices=list(ENGINES), default="wasm", help="Graphviz inside (wasm) or the system's dot")
    command.add_argument("--theme", choices=list(THEMES), default="light", help="auto follows the reader's choice")
    command.set_defaults(run=run_draw)
    return command


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


def _add_report(commands: Commands) -> StyleParser:
    command = commands.add_parser(
        "report",
        help="write a report on a model",
        description="Writes one self-contained HTML file, a PDF, or both where the output is a folder.",
    )
    command.add_argument("-o", "--output", required=True, metavar="FILE", help="a .html or .pdf file, or a folder")
    command.add_argument("--title", help="heading of the report (default: the model's name)")
    command.add_argument("--history", metavar="CSV", help="training history that keras.callbacks.CSVLogger wrote")
    command.add_argument("--class-names", type=names, metavar="A,B,...", help="names of the outputs")
    command.add_argument("--feature-names", type=names, metavar="A,B,...", help="names of the inputs")
    command.add_argument("--seed", type=int, metavar="N", help="the seed that training used, to be told in the report")
    command.add_argument("--date", help="a date to print; without it the same model gives the same bytes")
    command.add_argument("--templates", metavar="FOLDER", help="templates of your own that replace ours by name")
    command.add_argument("--pdf-engine", choices=PDF_ENGINES, default="auto", help="default: the first that is there")
    command.set_defaults(run=run_report)
    return command


def run_report(arguments: argparse.Namespace) -> int:
    """Write a report and print the path of each file."""
    from dotnet_viz.reporting import check_report_target

    check_report_target(arguments.output)
    with TerminalProgress(arguments.quiet) as progress:
        report = api.report(
            arguments.model,
            history=arguments.history,
            title=arguments.title,
            class_names=arguments.class_names,
            feature_names=arguments.feature_names,
            seed=arguments.seed,
            date=arguments.date,
            templates=arguments.templates,
            pdf_engine=arguments.pdf_engine,
            progress=progress,
        )
        progress("writing")
        written = report.save(arguments.output)
    for path in written if isinstance(written, tuple) else (written,):
        say(arguments, f"{path}\n")
    return 0


def _add_summary(commands: Commands) -> StyleParser:
    command = commands.add_parser(
        "summary",
        help="print a model's layers, shapes and parameters",
        description="Prints layers, shapes, parameters, dtypes, size and the Keras version that wrote the file.",
    )
    command.add_argument("--json", action="store_true", help="print JSON for scripts")
    command.set_defaults(run=run_summary)
    return command


def run_summary(arguments: argparse.Namespace) -> int:
    """Print a summary; ``--quiet`` only checks that the model can be read."""
    result = api.summary(arguments.model)
    text = json.dumps(result.to_dict(), indent=2, ensure_ascii=True) if arguments.json else str(result)
    say(arguments, text + "\n")
    return 0
