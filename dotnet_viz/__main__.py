"""``python -m dotnet_viz`` is the command ``dotnet-viz``."""

import sys

from dotnet_viz.cli import run_process

if __name__ == "__main__":
    sys.exit(run_process())
