"""The two forms of Graphviz: as WebAssembly inside this process, or the system's ``dot``.

Both take the text of a bare graph and return what Graphviz's ``json0`` format gives for it.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any, cast

from dotnet_viz.errors import EngineError, unknown_choice
from dotnet_viz.files.paths import reason_of
from dotnet_viz.layouts.graphviz.failures import LastingEngineError

if TYPE_CHECKING:
    import subprocess

DEFAULT_ENGINE = "wasm"
MAX_OUTPUT_BYTES = 256 << 20
"""Of what Graphviz prints; a graph of 5,000 layers has 10 MiB."""
_LEAST_OUTPUT, _OUTPUT_A_BYTE = 8 << 20, 200
"""What it may print of any graph, and more for each byte of the graph, of which it prints thirty as a rule."""
_LEAST_SECONDS, _BYTES_A_SECOND = 5.0, 1000
"""What a program gets for any graph, and for each kilobyte of it; those of a thousand layers take a second."""
_PIECE = 1 << 16


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
    return graphviz_output(source, "json0", timeout)


def graphviz_output(source: str, form: str, timeout: float) -> bytes:
    """Return a graph in one of Graphviz's own output formats, laid out by the engine ``"wasm"`` where there is one.

    Args:
        source: the graph as DOT text; HTML-like labels are not drawn.
        form: name of a format of text, such as ``"xdot"`` or ``"plain"``.
        timeout: seconds after which the engine is stopped.

    Raises:
        EngineError: Graphviz refused the graph or the format, crashed, or took too long.

    Example:
        >>> graphviz_output("digraph { a -> b }", "plain", 10.0).split()[:2]
        [b'graph', b'1']
    """
    from dotnet_viz.layouts.graphviz.wasm import graphviz_text, is_installed

    if not is_installed() and shutil.which("dot"):
        return _run_dot(source, timeout, form)
    return graphviz_text(source, timeout, form)


def _run_dot(source: str, timeout: float, form: str = "json0") -> bytes:
    import subprocess

    with tempfile.TemporaryFile() as graph:
        graph.write(source.encode())
        graph.seek(0)
        try:
            # In a group of its own, so that what it starts ends with it.
            process = subprocess.Popen(  # noqa: S603 - a format of this package
                ["dot", f"-T{form}"],  # noqa: S607
                stdin=graph,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            raise EngineError(f"the program 'dot' cannot be run: {reason_of(error)}") from error
        output = _output(process, source, timeout)
    if process.returncode < 0:
        raise EngineError(f"the program 'dot' was killed by signal {-process.returncode}")
    if process.returncode > 0:
        raise EngineError(f"the program 'dot' failed with exit code {process.returncode}")
    return output


def _output(process: subprocess.Popen[bytes], source: str, timeout: float) -> bytes:
    """Return what a process prints; it is ended, with all that it started, once it takes too long or prints too much."""
    from subprocess import TimeoutExpired

    seconds = min(timeout, _LEAST_SECONDS + len(source) / _BYTES_A_SECOND)
    most = min(MAX_OUTPUT_BYTES, _LEAST_OUTPUT + _OUTPUT_A_BYTE * len(source))
    output = bytearray()
    stream = cast("IO[bytes]", process.stdout)
    reader = threading.Thread(target=_read, args=(stream, output, most), daemon=True)
    end = time.monotonic() + seconds
    try:
        reader.start()
        reader.join(seconds)
        if len(output) > most:
            raise EngineError(f"the program 'dot' printed more than {most >> 20} MiB and was stopped")
        process.wait(max(0.0, end - time.monotonic()))
    except TimeoutExpired:
        # What takes far longer than any program needs for a graph as small hangs.
        kind = LastingEngineError if seconds < timeout else EngineError
        raise kind(f"the program 'dot' did not finish within {seconds:.3g} s and was stopped") from None
    finally:
        _end(process)
        reader.join()
        stream.close()
    return bytes(output)


def _read(stream: IO[bytes], output: bytearray, most: int) -> None:
    """Take over what is printed, piece by piece, and no more than a piece above the most."""
    for piece in iter(lambda: stream.read(_PIECE), b""):
        output += piece
        if len(output) > most:
            return


def _end(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


ENGINES: dict[str, Callable[[str, float], bytes]] = {"wasm": _run_wasm, "dot": _run_dot}
