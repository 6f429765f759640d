"""The command ``dotnet-viz``.

Exit codes: 0 all went well, 1 something was found (differences, problems), 2 an error.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from io import TextIOWrapper

from dotnet_viz import __version__
from dotnet_viz.cli.command import HELP
from dotnet_viz.cli.commands import command_of
from dotnet_viz.cli.parsing import asks_for_help, parse, split, style_in
from dotnet_viz.cli.terminal.output import print_error, print_text, silence, warnings_in_one_line
from dotnet_viz.errors import VizError
from dotnet_viz.runtime.collector import OBJECTS_BETWEEN_COLLECTIONS
from dotnet_viz.translation.audience import COMMAND, speaking_to

_GRACE = 2.0
"""Seconds to clean up in, once the process is asked to end."""


def main(words: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        words: what was written after the command's name; ``None`` takes the words of the process.

    Returns:
        The exit code.
    """
    try:
        return _run(sys.argv[1:] if words is None else list(words))
    except VizError as error:
        print_error(str(error))
    except KeyboardInterrupt:
        print_error("interrupted")
    except BrokenPipeError:
        # The reader of our output went away; Python would complain again while it shuts down.
        silence(sys.stdout)
        return 0
    except Exception as error:
        if os.environ.get("DOTNET_VIZ_DEBUG"):
            raise
        print_error(f"internal error, {type(error).__name__}: {error} (set DOTNET_VIZ_DEBUG=1 to see where)")
    return 2


def run_process() -> int:
    """Run the command as a process of its own, and return the exit code."""
    signal.signal(signal.SIGTERM, _end_soon)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupt)
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    if sys.argv[1:2] == ["draw"]:  # a thread for each processor takes longer to start than all that a picture has for them
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Where a command runs a model, TensorFlow would print what it thinks of this machine; errors of the model are exceptions.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ["MPLBACKEND"] = "agg"  # nothing opens a window, and matplotlib cannot be imported where a wrong one is named
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # what a terminal cannot show is a question mark, for what rich prints too
            stream.reconfigure(errors="replace")
    return main()


def _end_soon(*_: object) -> None:
    """End by an exception, which passes through what removes temporary folders; soon, even if a library swallows it."""
    code = 128 + signal.SIGTERM
    _set_last_resort(code)
    sys.exit(code)


def _interrupt(*_: object) -> None:
    """Be interrupted by an exception, as :func:`_end_soon`; who asks twice does not wait for anything."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _set_last_resort(2)
    raise KeyboardInterrupt


def _set_last_resort(code: int) -> None:
    last_resort = threading.Timer(_GRACE, os._exit, (code,))
    last_resort.daemon = True
    last_resort.start()


def _run(words: list[str]) -> int:
    if words[:1] == ["help"]:
        words = [*words[1:], "--help"]
    if words[:1] == ["--version"]:
        print_text(f"dotnet-viz {__version__}\n")
        return 0
    if not words or words[0] in HELP.names:
        from dotnet_viz.cli.help_text import main_help

        (print_text if words else sys.stderr.write)(main_help(short=not words))
        return 0 if words else 2
    if words[0] == "limits" and (len(words) == 1 or asks_for_help(words[1:])):
        from dotnet_viz.cli.help_text import limits_help

        print_text(limits_help())
        return 0
    command = command_of(words[0])
    if asks_for_help(words[1:]):
        from dotnet_viz.cli.help_text import command_help

        print_text(command_help(command, style_in(command, split(words[1:])[0])))
        return 0
    words, limits = _limits(words)
    arguments = parse(command, words[1:])
    with warnings_in_one_line(quiet=arguments.quiet), limits, speaking_to(COMMAND):
        return command.run(arguments)


def _limits(words: list[str]) -> tuple[list[str], AbstractContextManager[object]]:
    """Return the words without flags of limits, and the limits."""
    if not any(word.startswith("--max") for word in words):
        return words, nullcontext()
    from dotnet_viz.cli.flags.limits import without_limits

    rest, limits = without_limits(words)
    return rest, limits or nullcontext()
