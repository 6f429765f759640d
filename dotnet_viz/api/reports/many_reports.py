"""The function that reports on many models, each in a file of its own, and lists them in one page."""

from __future__ import annotations

import inspect
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dotnet_viz.api.reading import is_path, read
from dotnet_viz.api.reports.one_report import report
from dotnet_viz.arguments import DATA_OPTIONS, check_options, text_in, whole_number
from dotnet_viz.errors import OptionError, UnsupportedInputError
from dotnet_viz.progress import Progress, silent

if TYPE_CHECKING:
    from dotnet_viz.reporting.other_pages.many.drifts import GivenBaseline, Known
    from dotnet_viz.reporting.other_pages.many.facts import ReportedModel
    from dotnet_viz.reporting.other_pages.many.index import ReportIndex
    from dotnet_viz.reporting.other_pages.many.outcome import ReportTask

_OF_ONE = ("model", "history", "overlay", "predictions", "title", "progress", "unknown")
"""What belongs to one report alone."""


def reports(
    models: object,
    folder: str | os.PathLike[str],
    *,
    jobs: int | None = None,
    scheduler: str | None = None,
    pdf: bool = False,
    remake: bool = False,
    title: str = "",
    progress: Progress = silent,
    **options: Any,
) -> ReportIndex:
    """Make a report on each of many models, and a page that lists, sorts, filters and compares them.

    A report that is in the folder already is kept where its model, the options and this package are the same, so what was
    interrupted goes on where it was. A model that cannot be read is noted in the page, and is not the end of the others.

    Args:
        models: a sequence of what :func:`report` takes, or a mapping from names to these; paths of folders stand for the
            models and the trainings in them. A model whose folder has no other one gets the training log in that folder as its
            history.
        folder: where each report goes, into a folder of its own, beside ``index.html`` and ``index.json``.
        jobs: processes at the same time; ``None`` for as many as there are cores. Models that are no paths are reported on in
            this process, one after the other.
        scheduler: address of a cluster of Dask, such as ``"tcp://10.0.0.1:8786"``, whose workers make the reports. They have to
            see the same files at the same paths.
        pdf: whether each report is a PDF too.
        remake: whether reports are made anew that could be kept.
        title: heading of the page.
        progress: is called with the number of reports that are done.
        **options: of :func:`report`, the same for all: ``data``, ``class_names``, ``seed`` ...

    Returns:
        The page, with what is known of each model in ``models`` and of those without a report in ``failed``.

    Raises:
        OptionError: there is no model, ``jobs`` is not a whole number, ``title`` is no text, or a condition is none.
        UnsupportedInputError: there is no such option, or it belongs to one report alone.
        MissingFileError: there is nothing at a path of a folder.
        MissingDependencyError: joblib is not installed and several processes are wanted, or Dask for a scheduler.
        EngineError: the scheduler does not answer.
        OutputError: nothing can be written into the folder.

    Example:
        >>> import numpy as np, tempfile
        >>> found = reports({"small": [np.ones((3, 2))], "large": [np.ones((9, 5))]}, tempfile.mkdtemp())
        >>> found, [model.facts.parameters for model in found.models]
        (<ReportIndex of 2 models>, [6, 45])
    """
    from dotnet_viz.reporting.other_pages.many.folders import folder_names
    from dotnet_viz.reporting.other_pages.many.index import make_index
    from dotnet_viz.reporting.other_pages.many.index_files import check_index_target
    from dotnet_viz.reporting.other_pages.many.outcome import ReportTask
    from dotnet_viz.reporting.other_pages.many.records import options_digest
    from dotnet_viz.translation.translate import current_language

    _check(options, jobs)
    heading = text_in("title", title)
    target = check_index_target(folder)
    progress("looking for models")
    named = _named(models, target)
    options.setdefault("language", current_language())  # of this process; the others have their own
    digest = options_digest({**options, "pdf": pdf})
    names = folder_names([source for source, _ in named])
    tasks = [
        ReportTask(model, source, target.absolute() / name, options, digest, pdf, remake)
        for (source, model), name in zip(named, names, strict=True)
    ]
    made = list(_make(tasks, jobs, scheduler, progress))
    index = make_index(made, target, heading, options["language"])
    if (unchanged := _unchanged(index, options)) is not None:
        return replace(index, all_models=unchanged)
    from dotnet_viz.reporting.other_pages.many.drifts import given_baseline
    from dotnet_viz.reporting.other_pages.many.index_files import known_drifts

    progress("comparing weights")
    baseline = given_baseline(options.get("baseline"), read)
    compared = _with_drifts(made, [model for _, model in named], baseline, known_drifts(target), jobs, scheduler)
    index = replace(index, all_models=tuple(compared))
    index.write()
    return index


def _unchanged(index: ReportIndex, options: Mapping[str, Any]) -> tuple[ReportedModel, ...] | None:
    """Return the models with their drifts where all reports were there, and their index too; ``None`` where it is made anew."""
    from dotnet_viz.files.git_revision import is_revision
    from dotnet_viz.reporting.other_pages.many.index_files import index_key, unchanged_index

    # What a name in a repository stands for may be another file by now.
    if not all(model.was_kept for model in index.all_models) or is_revision(options.get("baseline")):
        return None
    key = index_key(index.all_models, index.title, index.language)
    return unchanged_index(index.folder, index.all_models, key)


def _check(options: Mapping[str, Any], jobs: int | None) -> None:
    """Raise for options that are none, and for those that cannot be the same for several models."""
    from dotnet_viz.datasets.files import check_data_files
    from dotnet_viz.reporting.conditions.condition import parse_conditions

    own = inspect.signature(report).parameters
    for name in options:
        if name in _OF_ONE:
            raise UnsupportedInputError(f"{name} belongs to one model, and reports takes what is the same for all")
    check_options("reports", {name: value for name, value in options.items() if name not in own}, synonyms=DATA_OPTIONS)
    for name, value in options.items():
        if isinstance(value, Iterator):
            raise UnsupportedInputError(f"{name} can be read once only, and every model needs it; give arrays, or a path")
    if jobs is not None:
        whole_number("jobs", jobs)
    check_data_files(options.get("data"))
    parse_conditions(options.get("conditions", ()))


def _named(models: object, folder: Path) -> list[tuple[str, Any]]:
    """Return each model with what it is called: paths by themselves, and objects by their names."""
    from dotnet_viz.reporting.other_pages.many.sources import model_sources

    if isinstance(models, Mapping):
        twice = [name for name, count in Counter(map(str, models)).items() if count > 1]
        if twice:
            raise OptionError(f"two models are called {twice[0]!r}; give each a name of its own")
        return [(str(name), os.fspath(model) if is_path(model) else model) for name, model in models.items()]
    given = [models] if is_path(models) else list(models) if isinstance(models, Iterable) else [models]
    paths = model_sources([model for model in given if is_path(model)], folder)
    names: Counter[str] = Counter()
    objects = []
    for model in given:
        if not is_path(model):
            name = str(getattr(model, "name", "") or type(model).__name__)
            names[name] += 1
            objects.append((name if names[name] == 1 else f"{name} ({names[name]})", model))
    if not paths and not objects:
        raise OptionError("there is no model to report on; give at least one")
    return [*((path, path) for path in paths), *objects]


def _make(tasks: Sequence[ReportTask], jobs: int | None, scheduler: str | None, progress: Progress) -> Iterator[ReportedModel]:
    """Yield the models in their order, once all are finished: paths by several processes, objects by this one."""
    from dotnet_viz.progress import progress_bar
    from dotnet_viz.reporting.other_pages.many.index_imports import import_ahead
    from dotnet_viz.reporting.other_pages.many.outcome import kept_report, lost_report, make_report
    from dotnet_viz.reporting.other_pages.many.parallel import results_of
    from dotnet_viz.reporting.other_pages.many.sources import is_file_source

    work = partial(make_report, report)
    found = {position: kept for position, task in enumerate(tasks) if (kept := kept_report(task)) is not None}
    progress(progress_bar(len(found), len(tasks), "report"))
    of_paths = [position for position, task in enumerate(tasks) if position not in found and is_file_source(task.model)]
    others_work = scheduler is not None or (jobs != 1 and len(of_paths) > 1)
    for number, made in results_of(work, [tasks[p] for p in of_paths], lost_report, jobs=jobs, scheduler=scheduler):
        found[of_paths[number]] = made
        progress(progress_bar(len(found), len(tasks), "report"))
        if others_work:
            import_ahead()
    if of_paths and others_work:
        import_ahead().join()
    for position, task in enumerate(tasks):
        if position not in found:
            found[position] = work(task)
            progress(progress_bar(len(found), len(tasks), "report"))
    yield from (found[position] for position in range(len(tasks)))


def _with_drifts(
    made: Sequence[ReportedModel],
    models: Sequence[Any],
    baseline: GivenBaseline | None,
    known: Known,
    jobs: int | None,
    scheduler: str | None,
) -> list[ReportedModel]:
    """Return the models with the distances of their weights from those of the first model of the same architecture."""
    from dotnet_viz.measures.families.families import families_of
    from dotnet_viz.reporting.other_pages.many.drifts import drift_tasks, measure_drifts, no_drifts
    from dotnet_viz.reporting.other_pages.many.parallel import results_of

    positions = [position for position, one in enumerate(made) if one.facts is not None and one.facts.architecture is not None]
    chosen = [made[position] for position in positions]
    families = families_of([one.facts.architecture for one in chosen if one.facts and one.facts.architecture])
    compared, tasks = drift_tasks(chosen, [models[position] for position in positions], families, baseline, known)
    work = partial(measure_drifts, read)
    of_paths = [task for task in tasks if task.is_of_paths]
    of_objects = [task for task in tasks if not task.is_of_paths]
    drifts: dict[int, float | None] = {}
    for _, found in results_of(work, of_paths, no_drifts, jobs=jobs, scheduler=scheduler):
        drifts |= found
    for task in of_objects:
        drifts |= work(task)
    result = list(made)
    for number, position in enumerate(positions):
        one = compared[number]
        result[position] = replace(one, drift=drifts.get(number, one.drift))
    return result
