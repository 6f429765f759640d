"""The index of many reports in the hand: a page that lists and compares models, and the same as JSON."""

from __future__ import annotations

import itertools
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from dotnet_viz.display.notebook import FramedPage, Page, mime_bundle
from dotnet_viz.display.table import TextTable, result_html
from dotnet_viz.files.output import write_output
from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_count
from dotnet_viz.measures.families.families import FAMILY_DISTANCE, Families, families_of
from dotnet_viz.reporting.file_names import FILE_NAME
from dotnet_viz.reporting.other_pages.many.facts import ReportedModel
from dotnet_viz.reporting.other_pages.many.index_files import DATA, FORMAT, PAGE, VERSION, check_index_target, index_key
from dotnet_viz.reporting.versions import package_version
from dotnet_viz.runtime.cached import cached_property
from dotnet_viz.translation.translate import current_language, in_language, language_code, translate

if TYPE_CHECKING:
    from dotnet_viz.reporting.other_pages.many.families import FamilyGroup
    from dotnet_viz.reporting.other_pages.many.table import ModelTable

TEMPLATE = "models.html"
_MOST_SHOWN = 20


@dataclass(frozen=True)
class ReportIndex(Page):
    """Models with reports, in a table that can be sorted, filtered and grouped, and in a tree by likeness.

    Args:
        all_models: in the order in which they were given, those without a report among them.
        folder: that the reports are in.
        title: heading of the page.
        language: of the page; that of the moment unless it is given.
    """

    all_models: tuple[ReportedModel, ...]
    folder: Path
    title: str = ""
    language: str = field(default_factory=current_language)

    @property
    def path(self) -> Path:
        """The page."""
        return self.folder / PAGE

    @cached_property
    def models(self) -> tuple[ReportedModel, ...]:
        """The models that have a report."""
        return tuple(model for model in self.all_models if model.facts is not None)

    @cached_property
    def failed(self) -> tuple[ReportedModel, ...]:
        """The models that have none, each with its ``error``."""
        return tuple(model for model in self.all_models if model.facts is None)

    @cached_property
    def shared_path(self) -> str:
        """What the paths of all models with a report have in common, such as ``"runs/*/model.keras"``; empty for nothing."""
        before, after = self._shared_parts
        return "/".join((*before, "*", *after)) if any(before) or after else ""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What each model with a report is called: the part of its path that others do not have."""
        before, after = map(len, self._shared_parts)
        parts = [model.source.split("/") for model in self.models]
        return tuple(one_line("/".join(own[before : len(own) - after])) for own in parts)

    @cached_property
    def _shared_parts(self) -> tuple[Sequence[str], Sequence[str]]:
        """The first and the last parts of the paths that all models have."""
        parts = [model.source.split("/") for model in self.models]
        if len(parts) < 2:
            return (), ()
        before = _same([own[:-1] for own in parts])
        after = _same([own[: len(before) : -1] for own in parts])
        return before, after[::-1]

    @cached_property
    def families(self) -> Families:
        """Which architectures there are, and which are alike; positions are those of :attr:`compared`."""
        return families_of([each for position in self.compared if (each := _architecture(self.models[position])) is not None])

    @cached_property
    def compared(self) -> tuple[int, ...]:
        """Positions in ``models`` of those that have an architecture, and are no training alone."""
        return tuple(position for position, model in enumerate(self.models) if _architecture(model) is not None)

    @cached_property
    def architectures(self) -> Mapping[int, str]:
        """What the architecture of a model is called, such as ``"2b"``, by the position of the model."""
        names = self.families.names
        return {
            position: names[architecture]
            for position, architecture in zip(self.compared, self.families.architecture_of_model, strict=True)
        }

    @cached_property
    def table(self) -> ModelTable:
        """The columns and rows."""
        from dotnet_viz.reporting.other_pages.many.table import table_of_models

        with in_language(self.language):
            return table_of_models(self.models, self.architectures)

    @cached_property
    def groups(self) -> tuple[FamilyGroup, ...]:
        """The families, each with its architectures and their models."""
        from dotnet_viz.reporting.other_pages.many.families import family_groups

        with in_language(self.language):
            return family_groups(self.models, self.families, self.compared)

    @cached_property
    def html(self) -> str:
        """The page; its links lead into the folders beside it."""
        with in_language(self.language):
            return self._rendered()

    def _rendered(self) -> str:
        from dotnet_viz.reporting.other_pages.many.families import family_picture
        from dotnet_viz.reporting.other_pages.many.table import example_filter
        from dotnet_viz.reporting.templating.environment import make_environment, page_digests, render

        environment = make_environment()
        values = {
            "heading": self.title or translate("Model reports"),
            "models": self.models,
            "failed": self.failed,
            "table": self.table,
            "example": example_filter(),
            "links": [(_link(model, "html"), _link(model, "pdf") if model.has_pdf else "") for model in self.models],
            "names": self.names,
            "name_of": {model.source: name for model, name in zip(self.models, self.names, strict=True)},
            "shared_path": self.shared_path,
            "link_of": {model.source: _link(model, "html") for model in self.models},
            "groups": self.groups,
            "tree": family_picture(self.models, self.families, self.compared),
            "digests": page_digests(environment, "browse.js"),
            "version": package_version(),
        }
        return render(environment, TEMPLATE, values)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain JSON values, see ``docs/many-models.md``."""
        names = self.architectures
        return {
            "format": FORMAT,
            "version": VERSION,
            "made_by": f"dotnet_viz {package_version()}",
            "title": self.title,
            "models": [
                {
                    "source": model.source,
                    "report": f"{model.folder}/{FILE_NAME}.html",
                    "data": f"{model.folder}/{FILE_NAME}.json",
                    "pdf": f"{model.folder}/{FILE_NAME}.pdf" if model.has_pdf else None,
                    "content": model.content or None,
                    "architecture_name": names.get(position),
                    "baseline": model.baseline or None,
                    "baseline_content": model.baseline_content or None,
                    "drift": model.drift,
                    **_plain(model),
                }
                for position, model in enumerate(self.models)
            ],
            "failed": [{"source": model.source, "error": model.error} for model in self.failed],
            "architectures": [
                {"name": name, "family": family + 1, "models": [self.models[self.compared[number]].source for number in models]}
                for name, family, models in zip(
                    self.families.names, self.families.family_of_architecture, self.families.models, strict=True
                )
            ],
            "merges": [[merge.left, merge.right, round(merge.distance, 6)] for merge in self.families.merges],
            "family_distance": FAMILY_DISTANCE,
        }

    def write(self) -> Path:
        """Write ``index.html`` and ``index.json`` beside the folders of the reports.

        Returns:
            The path of the page.

        Raises:
            OutputError: they cannot be written.
        """
        check_index_target(self.folder)
        page = write_output(self.path, self.html)
        own = {"key": index_key(self.all_models, self.title, self.language) or None, "page_size": page.stat().st_size}
        text = json.dumps({**self.to_dict(), **own}, indent=1, ensure_ascii=True, allow_nan=False)
        # The data say what both were made of, so they come last.
        write_output(self.folder / DATA, f"{text}\n")
        return page

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, str]:
        """Return what a notebook shows: the first rows of the table, which is small."""
        with in_language(self.language):
            return mime_bundle({"text/html": self._notebook_table(), "text/plain": repr(self)}, include, exclude)

    def _notebook_table(self) -> str:
        table = self.table
        rows = [(name, *(cell.text for cell in row)) for name, row in zip(self.names, table.rows, strict=True)]
        numbers = [column.title for column in table.columns if column.numeric]
        heads = (translate("Model"), *(column.title for column in table.columns))
        shown = TextTable(heads, rows[:_MOST_SHOWN], numbers=numbers, what=translate("models"))
        more = (
            [translate("and {count} more", "and {count} more", count=len(rows) - _MOST_SHOWN)]
            if len(rows) > _MOST_SHOWN
            else []
        )
        without = [f"{model.source}: {model.error}" for model in self.failed[:_MOST_SHOWN]]
        whole = translate("{path} has everything, and links to the reports; show() shows it here.", path=self.path)
        return result_html(self._heading, [shown, *more, *without, whole])

    @property
    def _displayed(self) -> FramedPage:
        return FramedPage(self.html, self.title or "models")

    @property
    def _heading(self) -> str:
        models = format_count(len(self.all_models), "model")
        if not self.failed:
            return models
        return translate("{models}, {failed} without a report", models=models, failed=format_count(len(self.failed)))

    def __repr__(self) -> str:
        return f"<ReportIndex of {self._heading}>"


def make_index(models: Sequence[ReportedModel], folder: Path, title: str = "", language: str | None = None) -> ReportIndex:
    """Return the index of some models.

    Args:
        models: with their reports, or why they have none.
        folder: that the reports are in.
        title: heading of the page.
        language: of the page; ``None`` for that of the moment.

    Raises:
        OptionError: texts are not translated into it.
    """
    code = current_language() if language is None else language_code(language)
    return ReportIndex(tuple(models), folder, one_line(title), code)


def _same(lists: Sequence[Sequence[str]]) -> list[str]:
    """Return what all lists begin with."""
    return [names[0] for names in itertools.takewhile(lambda names: len(set(names)) == 1, zip(*lists, strict=False))]


def _architecture(model: ReportedModel) -> Any:
    return None if model.facts is None else model.facts.architecture


def _plain(model: ReportedModel) -> dict[str, Any]:
    """Return the facts of a model without the features that are only compared."""
    if model.facts is None:
        return {}
    plain = model.facts.to_dict()
    return {item.name: plain[item.name] for item in fields(model.facts) if item.name != "architecture"}


def _link(model: ReportedModel, suffix: str) -> str:
    return quote(f"{model.folder}/{FILE_NAME}.{suffix}")
