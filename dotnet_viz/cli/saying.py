"""What a command takes and prints in words."""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from dotnet_viz.errors import VizWarning


def say(arguments: argparse.Namespace, text: str) -> None:
    """Print a text, unless ``--quiet`` was given; what the terminal cannot show becomes a question mark."""
    if not arguments.quiet:
        encoding = sys.stdout.encoding or "utf-8"
        sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
        sys.stdout.flush()


@contextmanager
def telling_warnings(*, quiet: bool) -> Iterator[None]:
    """Tell warnings of this package in one line each, without the place in the code; with ``quiet`` not at all."""

    def show(message: Warning | str, category: type[Warning], *place: Any, **more: Any) -> None:
        if not issubclass(category, VizWarning):
            usual(message, category, *place, **more)
        elif not quiet:
            sys.stderr.write(f"dotnet-viz: {message}\n")

    with warnings.catch_warnings():
        usual = warnings.showwarning
        warnings.simplefilter("always", VizWarning)
        warnings.showwarning = show
        yield


def names(text: str) -> list[str]:
    """Read ``"cat,dog"`` as two names."""
    return [part.strip() for part in text.split(",")]
