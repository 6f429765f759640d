"""``dotnet-viz diff``: what changed between two models, or over a row of them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dotnet_viz import api
from dotnet_viz.cli.coloring import CHOICES, colored, wants_color
from dotnet_viz.cli.diff_files import FORMATS, HISTORY_FORMATS, comparison_content, history_content, written_json
from dotnet_viz.cli.saying import names, say
from dotnet_viz.cli.style_options import StyleParser, chosen_options, style_name
from dotnet_viz.diagrams import DIFFERENCE_STYLES, difference_style_of
from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.files.folder import model_files
from dotnet_viz.files.output import check_output, write_output
from dotnet_viz.measures.comparison.ignore import CHOICES as DIFFERENCES
from dotnet_viz.measures.comparison.ignore import read_ignored
from dotnet_viz.progress import TerminalProgress
from dotnet_viz.renderers.themes import THEMES

if TYPE_CHECKING:
    from dotnet_viz.measures.comparison import Comparison, Evolution

ONE_MODEL = False
DESCRIPTION = (
    "Tells what changed between two models: layers, settings, connections, weights. More than two models, or one folder of"
    " them, are told as a history. A model is a file, or REVISION:PATH of git, such as HEAD~1:model.keras."
)
EPILOG = """\
examples:
  dotnet-viz diff v1.keras v2.keras                    what changed, as text
  dotnet-viz diff HEAD:model.keras model.keras         since the last commit
  dotnet-viz diff v1.keras v2.keras -o diff.html       or .svg .png .pdf .md .json .dot .mmd
  dotnet-viz diff v1.keras v2.keras --ignore weights,names --exit-code
  dotnet-viz diff checkpoints/ -o drift.svg            how far the weights went
"""


class Parser(StyleParser):
    """A parser whose styles are those of differences, and whose models may stand before, between and after flags."""

    styles = DIFFERENCE_STYLES

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse, and take words that are left over for models."""
        found, rest = super().parse_known_args(args, namespace)
        if hasattr(found, "models"):
            found.models += [word for word in rest if not word.startswith("-")]
            rest = [word for word in rest if word.startswith("-")]
        return found, rest


def configure(command: argparse.ArgumentParser) -> None:
    """Add the command's flags."""
    command.epilog = EPILOG
    command.formatter_class = argparse.RawDescriptionHelpFormatter
    command.add_argument("models", nargs="+", metavar="MODEL", help="two models, several, or a folder of checkpoints")
    endings = " ".join(f".{name}" for name in FORMATS)
    command.add_argument("-o", "--output", metavar="FILE", help=f"write a file instead of the text: {endings}")
    command.add_argument("--style", type=style_name(DIFFERENCE_STYLES), default="merged", metavar="STYLE",
                         help=f"of pictures: {', '.join(DIFFERENCE_STYLES)} (default: merged)")  # fmt: skip
    command.add_argument("--ignore", type=names, action="extend", default=[], metavar="A,B,...",
                         help=f"leave out; may be repeated: {', '.join(DIFFERENCES)}, config.FIELD")  # fmt: skip
    command.add_argument("--map", action="append", default=[], metavar="OLD=NEW", help="these layers are one; may be repeated")
    command.add_argument("--exit-code", action="store_true", help="exit with 1 where anything differs")
    command.add_argument("--all", action="store_true", help="list every layer, however many")
    command.add_argument("--json", action="store_true", help="print JSON for scripts")
    command.add_argument("--color", choices=CHOICES, default="auto", help="default: only in a terminal")
    command.add_argument("--engine", choices=("wasm", "dot"), default="wasm", help="Graphviz inside (wasm) or the system's dot")
    command.add_argument("--theme", choices=list(THEMES), help="default: light; in pages auto, as the reader chose")
    command.set_defaults(run=run_diff)


def run_diff(arguments: argparse.Namespace) -> int:
    """Tell what changed and return 1 where something did and ``--exit-code`` was given."""
    read_ignored(arguments.ignore)
    options = chosen_options(arguments, arguments.style, DIFFERENCE_STYLES)
    if options:
        difference_style_of(arguments.style, options)  # a value that it cannot take is told before any file is read
    mapping = _mapping(arguments.map)
    models = _models(arguments.models)
    if len(models) > 2:
        return _tell_history(arguments, models)
    suffix = _suffix(arguments.output, FORMATS)
    if suffix in ("md", "mmd") and arguments.style != "merged":
        raise OptionError(f"a .{suffix} file holds a Mermaid diagram, which is of --style merged, not {arguments.style}")
    with TerminalProgress(arguments.quiet) as progress:
        found = api.compare(*models, mapping=mapping, ignore=arguments.ignore, progress=progress)
        if suffix:
            progress(f"writing {arguments.output}")
            write_output(arguments.output, comparison_content(found, suffix, arguments, options))
    say(arguments, f"{arguments.output}\n" if suffix else _text(found, arguments))
    return 1 if found and arguments.exit_code else 0


def _models(given: Sequence[str]) -> tuple[str, ...]:
    if len(given) == 1 and Path(given[0]).is_dir():
        return model_files(given[0])
    if len(given) < 2:
        raise OptionError(
            f"two models are needed to compare, or a folder of them, and only {given[0]!r} was given;"
            " to compare a file with the last commit: dotnet-viz diff HEAD:model.keras model.keras"
        )
    return tuple(given)


def _mapping(given: Sequence[str]) -> dict[str, str] | None:
    pairs = [text.partition("=") for text in given]
    for text, (old, equals, new) in zip(given, pairs, strict=True):
        if not (old and equals and new):
            raise OptionError(f"--map takes OLD=NEW, names of a layer before and after, not {text!r}")
    return {old: new for old, _, new in pairs} or None


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
    from dotnet_viz.measures.comparison.text import comparison_lines

    lines = comparison_lines(found, all_layers=arguments.all)
    return (colored(lines) if wants_color(arguments.color) else "\n".join(line.text for line in lines)) + "\n"


def _tell_history(arguments: argparse.Namespace, models: Sequence[str]) -> int:
    """Tell a row of models: tables, JSON, or the curves of the drift."""
    if arguments.map:
        raise OptionError("--map is for two models; of more, layers are matched by themselves")
    suffix = _suffix(arguments.output, HISTORY_FORMATS)
    with TerminalProgress(arguments.quiet) as progress:
        found: Evolution = api.evolution(models, ignore=arguments.ignore, progress=progress)
        if suffix:
            progress(f"writing {arguments.output}")
            write_output(arguments.output, history_content(found, suffix))
    text = written_json(found) if arguments.json else f"{found}\n"
    say(arguments, f"{arguments.output}\n" if suffix else text)
    return 1 if found and arguments.exit_code else 0
