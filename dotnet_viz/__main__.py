"""``python -m dotnet_viz`` is the command ``dotnet-viz``."""

import sys


def run() -> int:
    """Run the command, and return the exit code; who interrupts it while it is imported gets no traceback either."""
    try:
        from dotnet_viz.cli import run_process
    except KeyboardInterrupt:
        if sys.stderr is not None:
            sys.stderr.write("dotnet-viz: error: interrupted\n")
        return 2
    return run_process()


if __name__ == "__main__":
    sys.exit(run())
