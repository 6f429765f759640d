"""The two forms of Graphviz: as WebAssembly inside this process, or the system's ``dot``.

Both take the text of a bare graph and return what Graphviz's ``json0`` format gives for it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from typing import Any

from dotnet_viz.errors import EngineError, unknown_choice

DEFAULT_ENGINE = "wasm"


def run_engine(name: str, source: str, timeout: float) -> dict[str, Any]:
    """Lay out a graph.

    Args:
        name: one of :data:`ENGINES`.
        source: the graph as DOT text.
        timeout: seconds after which the engine is stopped.

    Returns:
        Graphviz's JSON: ``bb``, ``objects``, ``edges``.

    Raises:
        OptionError: no such engine.
        EngineError: it is not installed, failed, took too long, or returned something else.

    Example:
        >>> run_engine("wasm", "digraph { a0 -> a1 }", 10.0)["objects"][1]["name"]
        'a1'
    """
    check_engine(name)
    output = ENGINES[name](source, timeout)
    try:
        result = json.loads(output)
    except (ValueError, RecursionError) as error:
        raise EngineError(f"the layout engine {name!r} returned {len(output)} bytes that are no JSON") from error
    if not isinstance(result, dict) or "bb" not in result:
        raise EngineError(f"the layout engine {name!r} returned no layout")
    return result


def check_engine(name: str) -> None:
    """Raise if there is no such engine, or if it needs a program that is not here.

    Raises:
        OptionError: there is none of that name.
        EngineError: it is not installed.
    """
    if name not in ENGINES:
        raise unknown_choice("layout engine", name, ENGINES)
    if name == "dot" and shutil.which("dot") is None:
        raise EngineError(
            "the program 'dot' of Graphviz is not installed; install Graphviz, or use engine='wasm', which needs nothing"
        )


def _run_wasm(source: str, timeout: float) -> bytes:
    """Run Graphviz as WebAssembly, or the system's where that package cannot be had (Python 3.10)."""
    from dotnet_viz.layouts.graphviz.wasm import graphviz_json, is_installed

    if not is_installed() and shutil.which("dot"):
        return _run_dot(source, timeout)
    return graphviz_json(source, timeout)


def _run_dot(source: str, timeout: float) -> bytes:
    import subprocess

    try:
        done = subprocess.run(
            ["dot", "-Tjson0"],  # noqa: S607
            input=source.encode(),
            capture_output=True,
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise EngineError(f"the program 'dot' did not finish within {timeout:g} s and was stopped") from error
    except OSError as error:
        raise EngineError(f"the program 'dot' cannot be run: {error.strerror or error}") from error
    if done.returncode < 0:
        raise EngineError(f"the program 'dot' was killed by signal {-done.returncode}")
    if done.returncode > 0:
        raise EngineError(f"the program 'dot' failed with exit code {done.returncode}")
    return done.stdout


ENGINES: dict[str, Callable[[str, float], bytes]] = {"wasm": _run_wasm, "dot": _run_dot}
