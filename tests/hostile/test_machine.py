from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.hostile import machine
from tests.hostile.__main__ import TASKS
from tests.hostile.machine import run
from tests.hostile.near_limits import CASES
from tests.hostile.results import Results
from tests.hostile.trial import Trial

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory of processes is measured on Linux alone")


def test_damaged_files_of_every_kind_are_read_or_refused(tmp_path: Path) -> None:
    results = run(tmp_path, 150, seed=20_000)
    assert results.faults == []
    assert results.total == 150
    assert {outcome for _, outcome in results.counts} == {"read", "refused"}


SHORT_RUNS = {
    "graphs": 20,
    "names": 12,
    "additions": 13,
    "brought": 8,
    "numbers": 21,
    "places": 35,
    "settings": 2,
    "git_driver": 1,
    "kills": 4,
    "faults": 4,
}


@pytest.mark.parametrize(("task", "count"), SHORT_RUNS.items())
def test_a_short_run_of_each_task_does_no_harm(task: str, count: int, tmp_path: Path) -> None:
    results = run(tmp_path, count, task=task, seed=20_000)
    assert results.faults == []
    assert results.total == count


def test_files_near_and_far_beyond_limits_are_read_or_refused_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOTNET_VIZ_TRIAL_SECONDS", "8")  # other tests run beside it
    results = run(tmp_path, 3, task="limits", seed=3)
    assert results.faults == []
    assert {kind for kind, _ in results.counts} == {*list(CASES)[3:6]}


def test_every_task_has_a_short_run() -> None:
    assert {*SHORT_RUNS, "files", "limits", "drawings"} == {*TASKS}


def test_memory_and_open_files_do_not_grow_with_drawings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOTNET_VIZ_DRAWINGS", "40")
    results = run(tmp_path, 2, task="drawings")
    assert results.faults == []
    assert results.total == 2


def test_a_process_that_dies_or_hangs_is_a_fault_of_its_file_and_the_others_are_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "WORKER", "tests.hostile.bad_worker")
    monkeypatch.setattr(machine, "HANGS", 5.0)  # the process has to start within
    results = run(tmp_path, 5)
    assert results.faults == [("process", 1, "died: exit code 3"), ("process", 2, "hung: exit code None")]
    assert results.counts[".keras", "read"] == 3
    assert results.slowest == 0.5


def test_the_table_has_a_row_a_kind_and_names_the_faults() -> None:
    results = Results("files")
    results.add(".h5", 7, Trial("read", 0.1, 3.0))
    results.add(".h5", 8, Trial("failed", 0.1, 3.0, "draw: KeyError"))
    text = str(results)
    assert text.splitlines()[1].split() == [".h5", "2", "1", "0", "1"]
    assert "2 tried; slowest step 0.10 s; largest 3 MB" in text
    assert ".h5, seed 8: failed: draw: KeyError" in text
