"""``python -m dotnet_viz`` is the command ``dotnet-viz``."""

import os
import signal
import sys
from contextlib import suppress

INTERRUPTED = "dotnet-viz: error: interrupted\n"


def run() -> int:
    """Run the command, and return the exit code; who interrupts it while it is imported gets one line and no traceback."""
    waits = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if waits:
        signal.signal(signal.SIGINT, _end_at_once)
    try:
        from dotnet_viz.cli import run_process

        if waits:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        return run_process()
    except KeyboardInterrupt:  # between two lines here
        return _say_interrupted()
    finally:
        if waits:  # nothing is left to do: an interruption of what the interpreter does at its end has nothing to tell
            signal.signal(signal.SIGINT, signal.SIG_DFL)


def _end_at_once(*_: object) -> None:
    """End without an exception, which libraries that are being imported would swallow or turn into others."""
    os._exit(_say_interrupted())


def _say_interrupted() -> int:
    with suppress(OSError):
        os.write(2, INTERRUPTED.encode())
    return 2


if __name__ == "__main__":
    sys.exit(run())
