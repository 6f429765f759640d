"""``dotnet-viz diff``: what changed between two models, or over a row of them."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dotnet_viz import api
from dotnet_viz.cli.coloring import CHOICES, colored, wants_color
from dotnet_viz.cli.saying import names, say
from dotnet_viz.drawing import check_target
from dotnet_viz.errors import OptionError
from dotnet_viz.keras_format.folder import model_files
from dotnet_viz.measures.comparison.ignoring import read_ignored
from dotnet_viz.outputs import write_output
from dotnet_viz.progress import TerminalProgress

if TYPE_CHECKING:
    from dotnet_viz.measures.comparison import Comparison, Evolution

ONE_MODEL = False
DESCRIPTION = (
    "Tells what changed between two models: layers, settings, connections, weights. More than two models, or one folder of"
    " them, are told as a history. A model is a file, or REVISION:PATH of git, such as HEAD~1:model.keras."
)
STYLES = ("merged", "side-by-side", "weights")
PICTURES = ("svg", "png", "pdf", "dot", "gv", "mmd")
FORMATS = (*PICTURES, "html", "md", "json")
HISTORY_FORMATS = ("svg", "png", "pdf", "json", "txt")


def configure(command: argparse.ArgumentParser) -> None:
    """Add the command's flags."""
    command.add_argument("models", nargs="+", metavar="MODEL", help="two models, several, or a folder of checkpoints")
    command.add_argument("-o", "--output", metavar="FILE", help=f"write instead: {' '.join(f'.{name}' for name in FORMATS)}")
    command.add_argument("--style", choices=STYLES, default="merged", help="of the picture (default: merged)")
    command.add_argument("--ignore", type=names, action="extend", default=[], metavar="A,B,...",
                         help="leave out: weights, names, training, order, config.FIELD ...")  # fmt: skip
    command.add_argument("--map", action="append", default=[], metavar="OLD=NEW", help="these layers are one; may be repeated")
    command.add_argument("--exit-code", action="store_true", help="exit with 1 where anything differs")
    command.add_argument("--all", action="store_true", help="list every layer, however many")
    command.add_argument("--json", action="store_true", help="print JSON for scripts")
    command.add_argument("--color", choices=CHOICES, default="auto", help="default: only in a terminal")
    command.add_argument("--context", type=int, metavar="N", help="layers around each change that a picture does not fold")
    command.add_argument("--no-fold", action="store_true", help="fold nothing in a picture")
    command.add_argument("--show", metavar="WORD", help="of --style weights: change, before or after")
    command.add_argument("--max-neurons", metavar="N|all", help="of --style weights: neurons drawn of each column")
    command.add_argument("--engine", choices=("wasm", "dot"), default="wasm", help="Graphviz inside, or the system's dot")
    command.add_argument("--theme", choices=("light", "dark", "auto"), default="light", help="of the picture")
    command.set_defaults(run=run_diff)


def run_diff(arguments: argparse.Namespace) -> int:
    """Tell what changed and return 1 where something did and ``--exit-code`` was given."""
    models = _models(arguments.models)
    read_ignored(arguments.ignore)
    options = _style_options(arguments)
    if len(models) > 2:
        return _history(arguments, models)
    suffix = check_target(arguments.output, FORMATS) if arguments.output else None
    with TerminalProgress(arguments.quiet) as progress:
        found = api.compare(*models, mapping=_mapping(arguments.map), ignore=arguments.ignore, progress=progress)
        content = None if suffix is None else _content(found, suffix, arguments, options)
        if content is not None:
            progress(f"writing {arguments.output}")
            write_output(arguments.output, content)
    say(arguments, f"{arguments.output}\n" if suffix else _text(found, arguments))
    return 1 if found and arguments.exit_code else 0


def _models(given: list[str]) -> tuple[str, ...]:
    if len(given) == 1 and Path(given[0]).is_dir():
        return model_files(given[0])
    if len(given) < 2:
        raise OptionError(f"two models are needed to compare, or a folder of them; only {given[0]!r} was given")
    return tuple(given)


def _mapping(given: list[str]) -> dict[str, str]:
    pairs = [text.partition("=") for text in given]
    for text, (old, equals, new) in zip(given, pairs, strict=True):
        if not (old and equals and new):
            raise OptionError(f"--map takes OLD=NEW, names of a layer before and after, not {text!r}")
    return {old: new for old, _, new in pairs}


def _style_options(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return the options of the picture's style; a flag of another style is an error."""
    found: dict[str, Any] = {}
    if arguments.context is not None:
        found["context"] = arguments.context
    if arguments.no_fold:
        found["fold"] = False
    if arguments.show is not None:
        found["show"] = arguments.show
    if arguments.max_neurons is not None:
        found["max_neurons"] = _count(arguments.max_neurons)
    own = {"weights": {"show", "max_neurons"}}.get(arguments.style, {"context", "fold"})
    for name in found:
        if name not in own:
            flag = {"fold": "no-fold"}.get(name, name.replace("_", "-"))
            raise OptionError(f"--{flag} is no option of --style {arguments.style}")
    if found or arguments.style != "merged":
        from dotnet_viz.diagrams import difference_style_of

        difference_style_of(arguments.style, found)  # a wrong value is told before any file is read
    return found


def _count(text: str) -> int | None:
    if text == "all":
        return None
    if not text.isdecimal():
        raise OptionError(f"--max-neurons takes a number or 'all', not {text!r}")
    return int(text)


def _content(found: Comparison, suffix: str, arguments: argparse.Namespace, options: dict[str, Any]) -> str | bytes:
    if suffix == "json":
        return _json(found.to_dict())
    drawing = api.diff(found, style=arguments.style, engine=arguments.engine, theme=arguments.theme, **options)
    if suffix == "md":
        from dotnet_viz.reporting.comparison import comparison_markdown

        return comparison_markdown(found, drawing)
    if suffix == "html":
        from dotnet_viz.reporting.comparison import comparison_page

        return comparison_page(found, drawing)
    return drawing.to_format(suffix)


def _text(found: Comparison, arguments: argparse.Namespace) -> str:
    if arguments.json:
        return _json(found.to_dict())
    from dotnet_viz.measures.comparison.text import comparison_lines

    lines = comparison_lines(found, all_layers=arguments.all)
    return (colored(lines) if wants_color(arguments.color) else "\n".join(line.text for line in lines)) + "\n"


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, indent=2, ensure_ascii=True, allow_nan=False) + "\n"


def _history(arguments: argparse.Namespace, models: tuple[str, ...]) -> int:
    """Tell a row of models: tables, JSON, or the curves of the drift."""
    if arguments.map:
        raise OptionError("--map is for two models; of more, layers are matched by themselves")
    suffix = check_target(arguments.output, HISTORY_FORMATS) if arguments.output else None
    with TerminalProgress(arguments.quiet) as progress:
        found = api.evolution(models, ignore=arguments.ignore, progress=progress)
        if suffix is not None:
            write_output(arguments.output, _history_content(found, suffix))
    text = _json(found.to_dict()) if arguments.json else f"{found}\n"
    say(arguments, f"{arguments.output}\n" if suffix else text)
    return 1 if arguments.exit_code and found else 0


def _history_content(found: Evolution, suffix: str) -> str | bytes:
    if suffix == "json":
        return _json(found.to_dict())
    return f"{found}\n" if suffix == "txt" else api.drift(found).to_format(suffix)
