from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dotnet_viz.errors import EngineError, OptionError
from dotnet_viz.reporting.other_pages.many import parallel
from dotnet_viz.reporting.other_pages.many.parallel import results_of
from dotnet_viz.translation.audience import COMMAND, PYTHON, speaking_to, spelled

pytest.importorskip("joblib")


def square(number: int) -> int:
    if number < 0:
        os._exit(3)
    return number * number


def lost(number: int, reason: str) -> int:
    assert "ended" in reason
    return -1


def test_every_result_has_its_position() -> None:
    assert dict(results_of(square, [3, 1, 2], lost, jobs=1)) == {0: 9, 1: 1, 2: 4}
    assert dict(results_of(square, [3, 1, 2], lost, jobs=2)) == {0: 9, 1: 1, 2: 4}
    assert dict(results_of(square, [], lost)) == {}


def named_option(name: str) -> str:
    return spelled(f"{name}=", f"--{name}")


@pytest.mark.parametrize(("audience", "option"), [(PYTHON, "layout="), (COMMAND, "--layout")])
def test_errors_of_other_processes_speak_to_who_asked(audience: str, option: str) -> None:
    with speaking_to(audience):
        assert dict(results_of(named_option, ["layout", "layout"], lambda name, reason: reason, jobs=2)) == {
            0: option,
            1: option,
        }


def test_what_ends_its_process_is_found_and_the_others_go_on() -> None:
    numbers = [1, 2, -1, 3, 4, 5, 6, 7, 8, 9, -1, 10]
    found = dict(results_of(square, numbers, lost, jobs=2))
    assert [found[position] for position in range(len(numbers))] == [-1 if n < 0 else n * n for n in numbers]


def test_what_cannot_be_handed_over_is_an_error_that_says_so() -> None:
    with pytest.raises(OptionError, match="use one job"):
        list(results_of(type, [threading.Lock(), threading.Lock()], lambda item, reason: None, jobs=2))


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    distributed = pytest.importorskip("distributed", reason="needs Dask: pip install 'dotnet_viz[dask]'")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as found:
        yield found


def test_workers_of_dask_do_it_too(cluster: Any) -> None:
    assert dict(results_of(square, [3, 1, 2], lost, scheduler=cluster.scheduler_address)) == {0: 9, 1: 1, 2: 4}


def test_a_scheduler_that_does_not_answer_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="needs Dask: pip install 'dotnet_viz[dask]'")
    monkeypatch.setattr(parallel, "_CONNECTING", 0.5)
    with pytest.raises(EngineError, match=r"no scheduler of Dask answers at 'tcp://127\.0\.0\.1:9'"):
        list(results_of(square, [1, 2], lost, scheduler="tcp://127.0.0.1:9"))
    with pytest.raises(EngineError, match="no scheduler"):
        list(results_of(square, [1, 2], lost, scheduler="nonsense://x"))


def test_an_address_that_dask_trips_over_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed", reason="needs Dask: pip install 'dotnet_viz[dask]'")

    def trips(address: str, **_: object) -> None:
        raise AssertionError(address * 0)

    monkeypatch.setattr(distributed, "Client", trips)
    with pytest.raises(EngineError, match=r"answers at 'ucx://\\x1b:1': AssertionError$"):
        list(results_of(square, [1, 2], lost, scheduler="ucx://\x1b:1"))


def folder_of(_item: int) -> str:
    return str(Path.cwd())


def test_processes_that_are_used_again_work_in_the_folder_of_today(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("joblib")
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        found = {result for _, result in results_of(folder_of, [1, 2, 3], lambda _item, reason: reason, jobs=2)}
        assert found == {str((tmp_path / name).resolve())}
