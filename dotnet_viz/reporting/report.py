"""A report in the hand: a page to look at, and files to save."""

from __future__ import annotations

import os
from collections.abc import Collection
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dotnet_viz.display.notebook import FramedPage, Page, mime_bundle
from dotnet_viz.errors import OptionError, OutputError, unknown_choice
from dotnet_viz.files.output import check_output, make_folder, write_output
from dotnet_viz.files.paths import exists, is_folder
from dotnet_viz.progress import Progress, silent
from dotnet_viz.reporting.appendix import appendix_of
from dotnet_viz.reporting.conditions.result import ConditionResult
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.documents.notebook_card import notebook_card
from dotnet_viz.reporting.file_names import FILE_NAME
from dotnet_viz.reporting.request.checkable_conditions import check_conditions_of
from dotnet_viz.reporting.request.chosen_sections import build_sections
from dotnet_viz.reporting.section import SectionData
from dotnet_viz.runtime.cached import cached_property
from dotnet_viz.runtime.collector import fewer_collections
from dotnet_viz.translation.page_texts import for_readers

if TYPE_CHECKING:
    from dotnet_viz.reporting.documents.pdf import PrintedReport

SUFFIXES = (".html", ".pdf", ".json", ".md")
IN_FOLDERS = (".html", ".pdf", ".json")


@dataclass(frozen=True)
class Report(Page):
    """Sections that have been built, as a page, as a PDF, as data and as Markdown.

    Args:
        context: what they were built from.
        sections: in their order; those without input are not among them.
    """

    context: ReportContext
    sections: tuple[SectionData, ...]

    @cached_property
    def html(self) -> str:
        """The report as one HTML document."""
        from dotnet_viz.reporting.documents.html import render_html

        with fewer_collections():
            return render_html(self.context, self.sections)

    @cached_property
    def pdf(self) -> bytes:
        """The report as a PDF file."""
        with fewer_collections():
            return self._printed.to_bytes()

    @cached_property
    def _printed(self) -> PrintedReport:
        from dotnet_viz.reporting.documents.pdf import PrintedReport

        with fewer_collections():
            return PrintedReport(self.context, self.sections)

    @cached_property
    def _document(self) -> dict[str, Any]:
        from dotnet_viz.reporting.documents.report_json.document import report_document

        with for_readers(self.context.language):
            return report_document(self.context, self.sections)

    @cached_property
    def json(self) -> str:
        """Everything that the report says as JSON, as ``docs/report-json.md`` describes it."""
        from dotnet_viz.reporting.documents.report_json.plain import json_text

        return json_text(self._document)

    @cached_property
    def markdown(self) -> str:
        """The most important of the report as Markdown for a pull request."""
        from dotnet_viz.reporting.documents.markdown import report_markdown

        with for_readers(self.context.language):
            return report_markdown(self.context, self.sections)

    def to_dict(self) -> dict[str, Any]:
        """Return everything that the report says as plain JSON values; a number that is NaN or infinite is ``None``."""
        return deepcopy(self._document)

    @property
    def conditions(self) -> tuple[ConditionResult, ...]:
        """Whether each condition that was asked for holds."""
        return self.context.condition_results

    @property
    def passed(self) -> bool:
        """Whether all conditions hold; true where there are none."""
        return all(result.passed for result in self.conditions)

    def save(self, path: str | os.PathLike[str], *more: str | os.PathLike[str]) -> Path | tuple[Path, ...]:
        """Write the report; nothing is written unless all of it could be made.

        Args:
            path: ``.html``, ``.pdf``, ``.json`` or ``.md``, or a folder (one that exists, or a name without suffix), which gets
                ``report.html``, ``report.pdf`` and ``report.json``.
            more: other files or folders that it is written to as well.

        Returns:
            The file's path, or the paths of all files for a folder or several targets.

        Raises:
            OptionError: an unknown suffix.
            OutputError: nothing can be written there.
        """
        targets = (path, *more)
        for target in targets:
            check_report_target(target)
        formats = {target: IN_FOLDERS if is_report_folder(target) else (Path(target).suffix.lower(),) for target in targets}
        wanted = {suffix for suffixes in formats.values() for suffix in suffixes}
        if ".pdf" in wanted:
            _ = self._printed  # pages are printed while the other forms are made
        contents = {suffix: self._content(suffix) for suffix in sorted(wanted, key=lambda suffix: suffix == ".pdf")}
        written: list[Path] = []
        for target, suffixes in formats.items():
            if is_report_folder(target):
                folder = make_folder(target)
                written += [write_output(folder / f"{FILE_NAME}{suffix}", contents[suffix]) for suffix in suffixes]
            else:
                written.append(write_output(target, contents[suffixes[0]]))
        return tuple(written) if more or is_report_folder(path) else written[0]

    def _content(self, suffix: str) -> str | bytes:
        if suffix in (".html", ".pdf"):
            return self.html if suffix == ".html" else self.pdf
        return self.json if suffix == ".json" else self.markdown

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, str]:
        """Return what a notebook shows: a small card. :meth:`show` shows the whole page."""
        return mime_bundle({"text/html": notebook_card(self.context), "text/plain": repr(self)}, include, exclude)

    @property
    def _displayed(self) -> FramedPage:
        return FramedPage(self.html, self.context.heading)

    def __repr__(self) -> str:
        return f"Report({self.context.heading!r}, sections: {', '.join(section.id for section in self.sections)})"


def build_report(context: ReportContext, progress: Progress = silent) -> Report:
    """Build every section that has input, and the appendix of what they hand over.

    Args:
        context: what to report on.
        progress: is called with the title of each section as it begins.

    Raises:
        OptionError: there is no such section, two have the same id, or none has input.
        VizError: names or data do not fit the model, or a condition cannot be checked.

    Example:
        >>> from dotnet_viz.graph import Graph, Layer, Node
        >>> report = build_report(ReportContext(Graph("m", "Sequential", (Node("n0", Layer("d", "d", "Dense")),))))
        >>> [section.id for section in report.sections]
        ['summary', 'overview', 'architecture', 'diagnostics', 'reproducibility']
    """
    # What is measured is kept with its notes and reasons, so all of it is in the language of the pages.
    with for_readers(context.language), fewer_collections():
        check_conditions_of(context, has_baseline=context.baseline is not None)
        if context.conditions or context.fail_on:
            # What cannot be checked should be an error before pictures are drawn.
            progress("report: conditions")
            _ = context.condition_results
        sections = build_sections(context, progress)
        appendix = appendix_of(sections)
    return Report(context, (*sections, *(() if appendix is None else (appendix,))))


def is_report_folder(path: str | os.PathLike[str]) -> bool:
    """Whether a report's target is a folder: one that exists, or a name without suffix."""
    return is_folder(path) or os.fspath(path).endswith(("/", os.sep)) or not Path(path).suffix


def check_report_target(path: str | os.PathLike[str]) -> None:
    """Raise early, before long work, where a report could not be written anyway.

    Args:
        path: as for :meth:`Report.save`.

    Raises:
        OptionError: an unknown suffix.
        OutputError: nothing can be written there.
    """
    target = Path(path)
    if str(path) == "-":
        raise OptionError(f"a report is not written to a terminal or a pipe; name a folder, or a file: {', '.join(SUFFIXES)}")
    if not is_report_folder(path):
        if target.suffix.lower() not in SUFFIXES:
            raise unknown_choice("report format", target.suffix, (*SUFFIXES, "a folder for all but .md"))
        check_output(target)
        return
    if exists(target) and not is_folder(target):
        raise OutputError(
            f"cannot write into {str(target)!r}: it is a file; name a folder, or a file that ends in {', '.join(SUFFIXES)}"
        )
    if is_folder(target):
        for suffix in IN_FOLDERS:
            check_output(target / f"{FILE_NAME}{suffix}")
        return
    above = next((parent for parent in target.absolute().parents if exists(parent)), None)
    if above is None or not is_folder(above) or not os.access(above, os.W_OK | os.X_OK):
        raise OutputError(f"cannot create the folder {str(target)!r}: {str(above)!r} is not a writeable folder")
