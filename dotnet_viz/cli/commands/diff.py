"""``dotnet-viz diff``: what changed between two models, or over a row of them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dotnet_viz.api import differences
from dotnet_viz.cli.command import ENGINE, Command, Operands
from dotnet_viz.cli.diff_files import FORMATS, HISTORY_FORMATS, comparison_content, history_content, written_json
from dotnet_viz.cli.flags.flag import FILE, LANGUAGE, NAMES, PAIR, Flag, choice
from dotnet_viz.cli.flags.pictures import OF_DIFFERENCES, difference_options
from dotnet_viz.cli.flags.style_options import chosen_options, flags_in_errors
from dotnet_viz.cli.flags.themes import BACKGROUND, THEME_FLAG
from dotnet_viz.cli.flags.weights import LAYOUT, WEIGHTS, with_weights
from dotnet_viz.cli.terminal.coloring import CHOICES, colored, wants_color
from dotnet_viz.cli.terminal.output import print_path, print_text
from dotnet_viz.diagrams import DIFFERENCE_STYLES, difference_style_of
from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.files.output import check_output, write_output
from dotnet_viz.files.paths import is_folder, reachable
from dotnet_viz.measures.comparison.ignore import CHOICES as DIFFERENCES
from dotnet_viz.measures.comparison.ignore import read_ignored
from dotnet_viz.progress import TerminalProgress
from dotnet_viz.readers.folder import model_files
from dotnet_viz.translation.translate import in_language

if TYPE_CHECKING:
    from dotnet_viz.graph import Graph
    from dotnet_viz.measures.comparison import Comparison, Evolution


def run_diff(arguments: argparse.Namespace) -> int:
    """Print or write what changed and return 1 where something did and ``--exit-code`` was given."""
    # What a terminal prints is English always.
    with in_language(arguments.language if arguments.output else None):
        return _diff(arguments)


def _diff(arguments: argparse.Namespace) -> int:
    ignored = [name for names in arguments.ignore for name in names]
    read_ignored(ignored)
    options = chosen_options(arguments)
    if options:  # a value that the style does not take is an error before any file is read
        with flags_in_errors(DIFFERENCE_STYLES[arguments.style]):
            difference_style_of(arguments.style, options)
    of_picture = difference_options(arguments)
    if any(of_picture.values()) and Path(arguments.output or "a.json").suffix.lower() == ".json":
        raise OptionError(
            "a picture is in a file of another ending than .json, such as -o diff.svg; give one, or leave its flags out"
        )
    models = with_weights(_models(arguments.models), arguments.weights, arguments.layout)
    if len(models) > 2:
        return _print_history(arguments, models, ignored)
    suffix = _suffix(arguments.output, FORMATS)
    if suffix in ("md", "mmd") and arguments.style != "merged":
        raise OptionError(f"a .{suffix} file holds a Mermaid diagram, which is of --style merged, not {arguments.style}")
    with TerminalProgress(arguments.quiet) as progress:
        found = differences.compare(*models, mapping=dict(arguments.map) or None, ignore=ignored, progress=progress)
        if suffix:
            progress(f"writing {arguments.output}")
            write_output(arguments.output, comparison_content(found, suffix, arguments, options | of_picture))
    if suffix:
        print_path(arguments.output, quiet=arguments.quiet)
    else:
        print_text(_text(found, arguments), quiet=arguments.quiet)
    return 1 if found and arguments.exit_code else 0


def _models(given: Sequence[str]) -> tuple[str, ...]:
    if len(given) == 1 and is_folder(reachable(given[0])):
        return model_files(given[0])
    if len(given) < 2:
        raise OptionError(
            f"two models are needed to compare, or a folder of them, and only {given[0]!r} was given;"
            " to compare a file with the last commit: dotnet-viz diff HEAD:model.keras model.keras"
        )
    return tuple(given)


def _suffix(output: str | None, formats: Sequence[str]) -> str:
    """Return the format that a file's ending names; one that cannot be written is an error before long work."""
    if output is None:
        return ""
    suffix = Path(output).suffix.lower().lstrip(".")
    if suffix not in formats:
        raise unknown_choice("format", suffix, formats)
    check_output(output)
    return suffix


def _text(found: Comparison, arguments: argparse.Namespace) -> str:
    if arguments.json:
        return written_json(found)
    from dotnet_viz.measures.comparison.texts.text import comparison_lines

    lines = comparison_lines(found, all_layers=arguments.all)
    return (colored(lines) if wants_color(arguments.color) else "\n".join(line.text for line in lines)) + "\n"


def _print_history(arguments: argparse.Namespace, models: Sequence[str | Graph], ignored: Sequence[str]) -> int:
    """Print or write how a row of models developed: tables, JSON, or the curves of the drift."""
    if arguments.map:
        raise OptionError("--map is for two models; of more, layers are matched by themselves")
    suffix = _suffix(arguments.output, HISTORY_FORMATS)
    others = [name for name, value in difference_options(arguments).items() if value is not None and name != "title"]
    if others:
        raise OptionError(f"--{others[0].replace('_', '-')} is for the picture of two models, and here are {len(models)}")
    with TerminalProgress(arguments.quiet) as progress:
        found: Evolution = differences.evolution(models, ignore=ignored, progress=progress)
        if suffix:
            progress(f"writing {arguments.output}")
            write_output(arguments.output, history_content(found, suffix, arguments))
    if suffix:
        print_path(arguments.output, quiet=arguments.quiet)
    else:
        print_text(written_json(found) if arguments.json else f"{found}\n", quiet=arguments.quiet)
    return 1 if found and arguments.exit_code else 0


COMMAND = Command(
    name="diff",
    usage="OLD NEW [-o FILE] [--style STYLE] [options]",
    about="Prints what changed between two models: layers, settings, connections, weights. Of more than two models, or of one"
    " folder of them, it prints how they developed.",
    operands=Operands("models", "OLD NEW", "two models or more, files or REVISION:PATH of git, or a folder of checkpoints"),
    flags=(
        replace(WEIGHTS, about=f"{WEIGHTS.about}; once for each such file, in their order", repeats=True),
        LAYOUT,
        Flag(("-o", "--output"), f"write a file instead: {' '.join(f'.{name}' for name in FORMATS)}", FILE),
        Flag(
            ("--ignore",),
            f"differences to leave out, of {', '.join(DIFFERENCES)}, config.FIELD; may be repeated",
            replace(NAMES, example="weights,names"),
            repeats=True,
        ),
        Flag(("--map",), "layers of these names belong together; may be repeated", PAIR, repeats=True),
        Flag(("--exit-code",), "exit with 1 where anything differs"),
        Flag(("--all",), "list every layer, however many there are"),
        Flag(("--json",), "print JSON for scripts"),
        Flag(("--color",), "colours in the text; auto has them in a terminal only", choice(CHOICES), "auto"),
        THEME_FLAG,
        BACKGROUND,
        *OF_DIFFERENCES,
        Flag(("--language",), "language of the file; without it English", LANGUAGE),
        Flag(("--engine",), ENGINE, choice(("wasm", "dot")), "wasm"),
    ),
    examples=(
        ("diff old.keras new.keras", "what changed, as text"),
        ("diff HEAD:model.keras model.keras", "since the last commit"),
        ("diff old.keras new.keras -o diff.html", "a page; or a picture"),
        ("diff old.keras new.keras --ignore weights --exit-code", ""),
        ("diff checkpoints/ -o drift.svg", "how far weights went"),
        ("diff --style side-by-side --help", "the options of a style"),
    ),
    run=run_diff,
    styles=DIFFERENCE_STYLES,
    default_style="merged",
)
