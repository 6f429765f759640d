"""The command ``dotnet-viz``.

Exit codes: 0 all went well, 1 something was found (differences, problems), 2 an error.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence

from dotnet_viz import __version__
from dotnet_viz.cli.commands import add_commands
from dotnet_viz.cli.saying import telling_warnings
from dotnet_viz.errors import VizError

EPILOG = """\
examples:
  dotnet-viz draw model.keras -o model.svg                  the architecture
  dotnet-viz draw model.keras -o weights.svg --style weight-graph
  dotnet-viz report model.keras -o report.html              or .pdf, or a folder for both
  dotnet-viz summary model.keras                            --json for scripts
  dotnet-viz check model.keras                              faults in weights and structure
  dotnet-viz diff v1.keras v2.keras                         what changed, or -o diff.html, .svg, .md ...
  dotnet-viz git-setup                                      git diff shows models as text

A model is a .keras or .h5 file of Keras 2.15 or later, or an .npz of weight matrices.
Reading one runs nothing that is in it and needs neither Keras nor TensorFlow.
"""


def build_parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser of the command line.

    Args:
        words: what was written after the command's name; of a command that is not among them the flags are left out.
    """
    parser = argparse.ArgumentParser(
        prog="dotnet-viz",
        description="Turns trained neural networks into pictures and reports.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"dotnet-viz {__version__}")
    add_commands(parser, words)
    return parser


def run_process() -> int:
    """Run the command as a process of its own, and return the exit code."""
    # A model is many objects that all live until the end: looking through them for garbage again and again finds none.
    gc.set_threshold(100_000)
    return main()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: the words after the command's name; ``None`` takes those of the process.

    Returns:
        The exit code.
    """
    words = sys.argv[1:] if arguments is None else list(arguments)
    parsed = build_parser(words).parse_args(words)
    try:
        with telling_warnings(quiet=parsed.quiet):
            return int(parsed.run(parsed))
    except VizError as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        return _fail("interrupted")
    except BrokenPipeError:
        # The reader of our output went away; Python would complain again while it shuts down.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("DOTNET_VIZ_DEBUG"):
            raise
        return _fail(f"internal error, {type(error).__name__}: {error} (set DOTNET_VIZ_DEBUG=1 to see where)")


def _fail(message: str) -> int:
    line = "".join(character if character.isprintable() else " " for character in message)
    sys.stderr.write(f"dotnet-viz: error: {line}\n")
    return 2
