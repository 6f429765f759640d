"""One report of many: made, kept or not possible, and never the end of the others."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dotnet_viz.errors import VizError, VizWarning, first_line
from dotnet_viz.files.git_revision import checkout, is_revision
from dotnet_viz.files.output import make_folder, write_output
from dotnet_viz.files.paths import exists
from dotnet_viz.measures.training.logs import find_log_format, read_run
from dotnet_viz.reporting.file_names import FILE_NAME
from dotnet_viz.reporting.other_pages.many.facts import ReportedModel
from dotnet_viz.reporting.other_pages.many.records import NAME, content_digest, kept_facts, record_key, write_record
from dotnet_viz.reporting.other_pages.many.sources import is_file_source, log_beside
from dotnet_viz.translation.translate import in_language, translate

if TYPE_CHECKING:
    from dotnet_viz.reporting.report import Report

_ONE_AT_A_TIME = threading.Lock()
"""Workers of Dask have several threads, and a report takes one core whole; libraries for charts know of no threads."""


@dataclass(frozen=True)
class ReportTask:
    """A report that is wanted.

    Args:
        model: what it is on: a path, or an object that is not a path.
        source: the model in words.
        folder: where the report goes.
        options: of the report, the same for all.
        options_digest: digest of these; empty where they cannot be known again.
        with_pdf: whether a PDF is made too.
        remake: whether it is made even where it is there.
    """

    model: Any
    source: str
    folder: Path
    options: Mapping[str, Any] = field(repr=False)
    options_digest: str
    with_pdf: bool = False
    remake: bool = False

    @property
    def wanted(self) -> ReportedModel:
        """The model without its report."""
        return ReportedModel(self.source, self.folder.name)


def make_report(report: Callable[..., Report], task: ReportTask) -> ReportedModel:
    """Make a report where it is not there yet, and return what is known of the model; nothing is raised.

    Args:
        report: makes one of a model and options.
        task: what is wanted.
    """
    with _ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore", VizWarning)
        try:
            return _made_or_kept(report, task)
        except VizError as error:
            return replace(task.wanted, error=str(error))
        except Exception as error:  # a fault with one model is not the end of the others
            return replace(task.wanted, error=f"internal error, {type(error).__name__}: {first_line(error)}")


def lost_report(task: ReportTask, reason: str) -> ReportedModel:
    """Return what is known of a model whose report ended the process that made it.

    Args:
        task: what was wanted.
        reason: in words.
    """
    return replace(task.wanted, error=reason)


def kept_report(task: ReportTask) -> ReportedModel | None:
    """Return what is known of a model whose report is there already, ``None`` where it has to be made.

    Args:
        task: what is wanted.
    """
    if task.remake or not task.options_digest or not exists(task.folder / NAME):
        return None
    try:
        content = _content(task.model, _log(task.model))
    except VizError:
        return None
    key = _key(content, task)
    facts = kept_facts(task.folder, key) if key else None
    made = replace(task.wanted, facts=facts, content=content, key=key, has_pdf=task.with_pdf, was_kept=True)
    return None if facts is None else made


def _made_or_kept(report: Callable[..., Report], task: ReportTask) -> ReportedModel:
    if (kept := kept_report(task)) is not None:
        return kept
    from dotnet_viz.reporting.other_pages.many.measure import facts_of

    log = _log(task.model)
    content = _content(task.model, log)
    with in_language(task.options.get("language")):
        history, notes = _history(log)
    built = report(task.model, history=history, **task.options)
    files = _write(built, task)
    facts = facts_of(built.context, notes)
    if key := _key(content, task):
        write_record(task.folder, key, facts, files)
    return replace(task.wanted, facts=facts, content=content, key=key, has_pdf=task.with_pdf)


def _key(content: str, task: ReportTask) -> str:
    """Return what a report is made of; empty where it cannot be known again."""
    return record_key(content, task.options_digest) if content and task.options_digest else ""


def _log(model: Any) -> Path | None:
    """Return the log beside a model that is a path and no log itself."""
    if not is_file_source(model) or is_revision(model) or find_log_format(model) is not None:
        return None
    return log_beside(Path(model))


def _content(model: Any, log: Path | None) -> str:
    """Return the digest of the files that a report is made of; empty for an object."""
    if not is_file_source(model):
        return ""
    path = checkout(model) if is_revision(model) else Path(model)
    return content_digest(path, *([] if log is None else [log]))


def _history(log: Path | None) -> tuple[Path | None, tuple[str, ...]]:
    """Return the log beside a model, unless it cannot be read, and what is to be said of it then."""
    if log is None:
        return None, ()
    try:
        read_run(log)
    except VizError as error:
        return None, (translate("The training log beside it is left out: {error}.", error=error),)
    return log, ()


def _write(built: Report, task: ReportTask) -> tuple[Path, ...]:
    contents: list[tuple[str, str | bytes]] = [(f"{FILE_NAME}.html", built.html), (f"{FILE_NAME}.json", built.json)]
    contents += [(f"{FILE_NAME}.pdf", built.pdf)] if task.with_pdf else []
    make_folder(task.folder)
    for left_behind in task.folder.glob(f".{FILE_NAME}.*.tmp"):  # of a process that was killed
        left_behind.unlink(missing_ok=True)
    return tuple(write_output(task.folder / name, content) for name, content in contents)
