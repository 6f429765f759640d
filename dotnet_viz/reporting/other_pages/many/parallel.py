"""Work on many models at the same time: on the cores of this machine, or on a cluster of Dask.

A process that crashes, as the HDF5 library can on a damaged file, takes all others of its pool with it. Those that were at work
then are done again, each on its own, so that the one is found which ends its process, and the others go on together.
"""

from __future__ import annotations

import contextlib
import os
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from dotnet_viz.errors import EngineError, MissingDependencyError, OptionError, first_line
from dotnet_viz.translation.audience import caller, speaking_to

Item = TypeVar("Item")
Result = TypeVar("Result")

_CONNECTING = 10
"""Seconds until a scheduler has to answer."""
_AHEAD = 2
"""Tasks that are handed out for each worker, so that none waits for the next."""


def results_of(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    ended: Callable[[Item, str], Result],
    *,
    jobs: int | None = None,
    scheduler: str | None = None,
) -> Iterator[tuple[int, Result]]:
    """Yield the result of each item with its position, in the order in which they are finished.

    Args:
        work: makes the result of an item; a function of a module, which raises nothing.
        items: what can be pickled.
        ended: returns the result of an item, and a reason, at which the process ended that worked on it.
        jobs: processes at the same time; ``None`` for as many as there are cores, 1 for this process alone.
        scheduler: address of a cluster of Dask, such as ``"tcp://10.0.0.1:8786"``, whose workers do it instead.

    Raises:
        MissingDependencyError: joblib, or Dask's ``distributed``, is not installed.
        OptionError: an item cannot be handed to another process.
        EngineError: the scheduler does not answer, or has no workers.
    """
    if scheduler is None and (jobs == 1 or len(items) < 2):
        yield from ((position, work(item)) for position, item in enumerate(items))
        return
    with _pool(jobs, scheduler, len(items)) as (options, workers):
        waiting = dict(enumerate(items))
        while waiting:
            yield from _until_one_crashes(work, waiting, options, workers)
            for position in list(waiting)[: _AHEAD * workers]:
                yield position, _alone(work, waiting.pop(position), ended, options)


def _until_one_crashes(
    work: Callable[[Item], Result], waiting: dict[int, Item], options: Mapping[str, Any], workers: int
) -> Iterator[tuple[int, Result]]:
    """Yield results, and take their items out of those that wait, until all are done or a process has ended."""
    try:
        for position, result in _run(work, waiting, options, workers):
            del waiting[position]
            yield position, result
    except (pickle.PicklingError, TypeError) as error:
        raise OptionError(f"the options cannot be handed to other processes ({first_line(error)}); use one job") from error
    except Exception:  # each backend has its own error for a process that ended
        return


def _alone(
    work: Callable[[Item], Result], item: Item, ended: Callable[[Item, str], Result], options: Mapping[str, Any]
) -> Result:
    try:
        return next(result for _, result in _run(work, {0: item}, options, 2))
    except Exception as error:  # each backend has its own
        stated = f"{type(error).__name__}: {first_line(error)}"
        return ended(item, f"the process that worked on it ended: it crashed, or ran out of memory ({stated})")


def _run(
    work: Callable[[Item], Result], items: Mapping[int, Item], options: Mapping[str, Any], workers: int
) -> Iterator[tuple[int, Result]]:
    from joblib import Parallel, delayed

    asked = str(Path.cwd()), caller()
    calls = (delayed(_numbered)(work, position, item, *asked) for position, item in list(items.items()))
    settings = {"batch_size": 1, "pre_dispatch": _AHEAD * workers, "return_as": "generator_unordered"}
    yield from Parallel(**settings, **options)(calls)


def _numbered(work: Callable[[Item], Result], position: int, item: Item, folder: str, audience: str) -> tuple[int, Result]:
    # A process of an earlier pool is used again, whose folder may be another: names of files are relative to this one.
    with contextlib.suppress(OSError):  # a worker of a cluster may not have it
        os.chdir(folder)
    with speaking_to(audience):
        return position, work(item)


@contextlib.contextmanager
def _pool(jobs: int | None, scheduler: str | None, most: int) -> Iterator[tuple[Mapping[str, Any], int]]:
    """Yield the settings of joblib's pool, and its number of workers."""
    try:
        import joblib
    except ImportError as error:
        raise MissingDependencyError(
            "several models at the same time need joblib: pip install 'dotnet_viz[parallel]'"
        ) from error
    if scheduler is None:
        workers = min(jobs or joblib.cpu_count(), most)
        # One process is no pool to joblib, and would have to survive what crashes.
        yield {"n_jobs": max(2, workers), "backend": "loky"}, workers
        return
    with _client(scheduler) as client, joblib.parallel_config(backend="dask"):
        workers = sum(client.nthreads().values())
        if not workers:
            raise EngineError(f"the scheduler {scheduler!r} has no workers yet; start one: dask worker {scheduler}")
        yield {"n_jobs": -1 if jobs is None else jobs}, min(workers, jobs or workers)


def _client(scheduler: str) -> Any:
    """Return a client of a cluster."""
    try:
        from distributed import Client
    except ImportError as error:
        raise MissingDependencyError("a scheduler needs Dask: pip install 'dotnet_viz[dask]'") from error
    try:
        return Client(scheduler, timeout=_CONNECTING)
    except Exception as error:  # of some addresses Dask fails in its own assertions
        raise EngineError(f"no scheduler of Dask answers at {scheduler!r}: {first_line(error)}") from error
