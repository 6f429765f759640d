"""The table of trainings in the hand: a page to look at and to save."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from dotnet_viz.display.notebook import Page, framed_page, mime_bundle
from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.files.output import check_output, write_output
from dotnet_viz.files.paths import is_file, is_folder
from dotnet_viz.formatting import format_count
from dotnet_viz.measures.training.run_summary import RunSummary
from dotnet_viz.reporting.other_pages.runs.sparklines import HEIGHT, WIDTH
from dotnet_viz.reporting.other_pages.runs.table import RunTableData, example_filter, table_of_runs
from dotnet_viz.reporting.templating.environment import make_environment, page_digests, render
from dotnet_viz.reporting.versions import package_version
from dotnet_viz.runtime.cached import cached_property
from dotnet_viz.translation.translate import current_language, in_language, translate

TEMPLATE = "runs.html"
SUFFIXES = (".html",)
PAGES = ("report.html", "live.html")
"""What a row links to: the first of these files that stands in the folder of the log."""
MAX_RUNS = 10_000


@dataclass(frozen=True)
class RunTable(Page):
    """Trainings in a table that can be sorted, filtered and grouped, each with a small curve and its settings.

    Args:
        runs: in a few numbers each.
        title: heading of the page.
        language: of the page; that of the moment unless it is given.
    """

    runs: tuple[RunSummary, ...]
    title: str = ""
    language: str = field(default_factory=current_language)

    @cached_property
    def table(self) -> RunTableData:
        """The columns and rows."""
        with in_language(self.language):
            return table_of_runs(self.runs)

    @property
    def html(self) -> str:
        """The page, with links as seen from the present folder."""
        return self._page(Path())

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the page; its rows link to the reports in the folders of the runs.

        Args:
            path: an ``.html`` file.

        Returns:
            The path.

        Raises:
            OptionError: another suffix.
            OutputError: the file cannot be written.
        """
        check_table_target(path)
        return write_output(path, self._page(Path(path).parent))

    def _page(self, folder: Path) -> str:
        with in_language(self.language):
            return self._rendered(folder)

    def _rendered(self, folder: Path) -> str:
        environment = make_environment()
        values = {
            "heading": self.title or translate("Training runs"),
            "table": self.table,
            "example": example_filter(),
            "links": [_link(run, folder) for run in self.runs],
            "size": {"width": WIDTH, "height": HEIGHT},
            "digests": page_digests(environment, "browse.js"),
            "version": package_version(),
        }
        return render(environment, TEMPLATE, values)

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, str]:
        """Return what a notebook shows: the page in a frame of its own, so that its style stays inside."""
        framed = framed_page(self.html, self.title or "runs", "70vh")
        return mime_bundle({"text/html": framed, "text/plain": repr(self)}, include, exclude)

    def __repr__(self) -> str:
        return f"<RunTable of {format_count(len(self.runs), 'run')}>"


def make_run_table(runs: Iterable[RunSummary], title: str = "") -> RunTable:
    """Return the table of some trainings.

    Args:
        runs: in a few numbers each; at least one, at most 10,000.
        title: heading of the page.

    Raises:
        OptionError: there is no run, or too many.
    """
    found: list[RunSummary] = []
    for run in runs:
        if len(found) == MAX_RUNS:
            raise OptionError(f"there are more than {MAX_RUNS:,} runs, which a page cannot hold; name a folder of fewer")
        found.append(run)
    if not found:
        raise OptionError("there is no run to list; name at least one")
    return RunTable(tuple(found), title)


def check_table_target(path: str | os.PathLike[str]) -> None:
    """Raise early, before many logs are read, where the page could not be written anyway.

    Args:
        path: as for :meth:`RunTable.save`.

    Raises:
        OptionError: the suffix is not ``.html``.
        OutputError: nothing can be written there.
    """
    if Path(path).suffix.lower() not in SUFFIXES:
        raise unknown_choice("format of a table of runs", Path(path).suffix, SUFFIXES)
    check_output(path)


def _link(run: RunSummary, folder: Path) -> str:
    """Return the address of a run's page as seen from a folder, empty where it has none."""
    if run.log is None:
        return ""
    place = run.log if is_folder(run.log) else run.log.parent
    page = next((place / name for name in PAGES if is_file(place / name)), None)
    if page is None:
        return ""
    try:
        return quote(Path(os.path.relpath(page, folder)).as_posix())
    except ValueError:  # on another drive
        return page.absolute().as_uri()
