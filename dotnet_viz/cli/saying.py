"""What a command prints."""

from __future__ import annotations

import argparse
import sys


def say(arguments: argparse.Namespace, text: str) -> None:
    """Print a text, unless ``--quiet`` was given; what the terminal cannot show becomes a question mark."""
    if not arguments.quiet:
        encoding = sys.stdout.encoding or "utf-8"
        sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
        sys.stdout.flush()
