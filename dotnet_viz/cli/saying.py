"""What a command takes and prints in words."""

from __future__ import annotations

import argparse
import sys


def say(arguments: argparse.Namespace, text: str) -> None:
    """Print a text, unless ``--quiet`` was given; what the terminal cannot show becomes a question mark."""
    if not arguments.quiet:
        encoding = sys.stdout.encoding or "utf-8"
        sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
        sys.stdout.flush()


def names(text: str) -> list[str]:
    """Read ``"cat,dog"`` as two names."""
    return [part.strip() for part in text.split(",")]
