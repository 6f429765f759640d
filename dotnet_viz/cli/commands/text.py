"""``dotnet-viz text``: a model as stable text, which git diff shows in place of "binary files differ"."""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

from dotnet_viz.api import reading
from dotnet_viz.cli.command import MODEL, Command
from dotnet_viz.cli.flags.flag import Flag, choice
from dotnet_viz.cli.flags.weights import LAYOUT, WEIGHTS, given_model
from dotnet_viz.cli.terminal.output import print_text
from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.paths import is_file
from dotnet_viz.measures.comparison.texts.stable_text import NAMES, model_text
from dotnet_viz.measures.summary.columns import safe

_PIECE = 1 << 20


def run_text(arguments: argparse.Namespace) -> int:
    """Print a model; of a file that is none, its size and digest, since git would stop at an error."""
    try:
        text = model_text(reading.read(given_model(arguments)), names=arguments.names)
    except UnreadableFileError as error:
        path = Path(arguments.model)
        if arguments.strict or not is_file(path):
            raise
        text = _unreadable(path, error)
    print_text(text, quiet=arguments.quiet)
    return 0


def _unreadable(path: Path, error: UnreadableFileError) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        for piece in iter(lambda: stream.read(_PIECE), b""):
            digest.update(piece)
    # Git hands over a copy under a name of its own, which says nothing and is another one every time.
    reason = str(error)
    for name in (repr(str(path)), str(path), path.name):
        reason = reason.replace(name, "the file")
    return f"no model that can be read: {safe(reason)}\n{path.stat().st_size:,} bytes, SHA-256 {digest.hexdigest()}\n"


COMMAND = Command(
    name="text",
    usage="MODEL [options]",
    about="Prints a model as text that is the same for the same model, whatever its file is called: one line for each layer,"
    " each setting of the training and each weight. Made for git, see: dotnet-viz git-setup --help",
    operands=MODEL,
    flags=(
        WEIGHTS,
        LAYOUT,
        Flag(("--names",), "names that Keras made without their numbers, or all as they are saved", choice(NAMES), NAMES[0]),
        Flag(("--strict",), "exit with 2 where the file is no model, instead of printing that it is none"),
    ),
    examples=(
        ("text model.keras", ""),
        ("text model.keras --names as-saved", "conv2d_11 instead of conv2d"),
        ("text model.keras --strict > model.txt", ""),
    ),
    run=run_text,
)
