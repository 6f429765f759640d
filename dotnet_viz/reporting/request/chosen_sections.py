"""Which sections a report is asked for, in which order: the package's, those of other packages and a user's own."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import EllipsisType, ModuleType
from typing import TYPE_CHECKING, Any, TypeAlias

from dotnet_viz.errors import MissingDependencyError, OptionError, SectionError, VizError, first_line, unknown_choice
from dotnet_viz.progress import Progress, silent
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.request.known_sections import INPUTS_OF, SECTIONS, SectionBuilder, section_builder
from dotnet_viz.reporting.section import SectionData
from dotnet_viz.reporting.templating.environment import check_template_folder
from dotnet_viz.runtime.installed import entry_points_of
from dotnet_viz.translation.translate import in_language

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

ENTRY_POINTS = "dotnet_viz.sections"
"""Group of entry points by which another package adds a section: a function ``build(context)``, or a module that has one."""
REST = "..."
APPENDIX = "appendix"
_NAMES_FILE = "reproducibility"
"""The section that names the file by its digest."""
_BEFORE = ("model_card", _NAMES_FILE)
"""Sections of other packages come before the first of these that there is."""
_ID = re.compile(r"[a-z][a-z0-9_-]*")
_TAKEN = (APPENDIX, "content")
"""Anchors that every page has."""

SectionChoice: TypeAlias = "str | SectionBuilder | ModuleType | EllipsisType"
"""A section's name, what builds one, or ``...`` for all that are not named."""


@dataclass(frozen=True)
class ChosenSection:
    """A section that a report is asked for.

    Args:
        name: that it is called by.
        load: imports what builds it.
        is_own: whether it is another package's or the user's, so that its errors are named.
        inputs: what in the context it is built from; it is not even imported where all of it is missing.
    """

    name: str
    load: Callable[[], SectionBuilder]
    is_own: bool = False
    inputs: tuple[str, ...] = ()

    def build(self, context: ReportContext) -> SectionData | None:
        """Build the section; ``None`` where it has no input.

        Raises:
            VizError: names or data do not fit the model.
            SectionError: a section of the user's own failed, or is none.
        """
        if self.inputs and not any(_is_given(getattr(context, name)) for name in self.inputs):
            return None
        builder = self.load()
        if not self.is_own:
            return builder(context)
        try:
            found: Any = builder(context)
        except VizError:
            raise
        except Exception as error:
            raise SectionError(f"the section {self.name!r} failed with {type(error).__name__}: {first_line(error)}") from error
        if fault := _fault(found):
            raise SectionError(f"the section {self.name!r} {fault}")
        checked: SectionData | None = found
        return checked


def _is_given(value: object) -> bool:
    return value is not None and value is not False


def _fault(found: Any) -> str:
    """Return what is wrong with what a section of the user's own returned; empty where nothing is."""
    if found is None:
        return ""
    if not isinstance(found, SectionData):
        return f"returned {type(found).__name__!r}, not a SectionData or None"
    given: dict[str, Any] = vars(found)  # what types promise, users may not keep
    if not (isinstance(given["id"], str) and _ID.fullmatch(given["id"])) or given["id"] in _TAKEN:
        rule = "lower-case letters, digits, - and _, begins with a letter"
        return f"has the id {given['id']!r}; one is made of {rule} and is none of {', '.join(_TAKEN)}"
    for name, kind in (("title", str), ("data", Mapping), ("appendix", tuple)):
        if not isinstance(given[name], kind):
            return f"has {type(given[name]).__name__!r} as its {name}, which must be a {kind.__name__.lower()}"
    if not isinstance(given["templates"], str | os.PathLike | None):
        return f"has {type(given['templates']).__name__!r} as its templates, which must be the path of a folder"
    return ""


def chosen_sections(sections: Any = None, templates: str | os.PathLike[str] | None = None) -> tuple[ChosenSection, ...]:
    """Return the sections of a report in their order; what builds them is not imported yet.

    Args:
        sections: a sequence of :data:`SectionChoice`, or one of these; ``None`` for all.
        templates: the user's folder of templates, where ``sections/notes.html`` alone is a section ``notes`` too.

    Raises:
        OptionError: there is no such section, or one is there twice.
        TemplateError: a section is not one of the package's, and there is no such folder.

    Example:
        >>> [section.name for section in chosen_sections(("evaluation", "overview"))]
        ['evaluation', 'overview']
        >>> chosen_sections(("overveiw",))
        Traceback (most recent call last):
        ...
        dotnet_viz.errors.OptionError: unknown section 'overveiw'... (did you mean 'overview'?)
    """
    known = {section.name: section for section in _all_sections()}
    if sections is None:
        return tuple(known.values())
    given = (sections,) if isinstance(sections, str) or callable(sections) or isinstance(sections, ModuleType) else sections
    if not isinstance(given, Sequence) or isinstance(given, bytes):
        raise OptionError(f"sections must be a sequence of names and builders, such as ('overview', ...), not {given!r}")
    chosen = [_chosen(one, known, templates) for one in given]
    names = [REST if one is None else one.name for one in chosen]
    for name in (REST, *known):
        if names.count(name) > 1:
            raise OptionError(f"sections name {name!r} twice")
    rest = [section for name, section in known.items() if name not in names]
    found = [section for one in chosen for section in (rest if one is None else [one])]
    if APPENDIX in names[:-1]:
        raise OptionError("the appendix is always last, where sections hand something over to it; leave it out of sections=")
    if not found:
        raise OptionError("sections is empty; name at least one")
    return tuple(section for section in found if section.name != APPENDIX)


def build_sections(context: ReportContext, progress: Progress = silent) -> list[SectionData]:
    """Build the sections that a report is asked for and has input for.

    Args:
        context: what to report on.
        progress: is called with the name of each section as it begins.

    Raises:
        OptionError: two sections have the same id, or none has input.
        SectionError: a section of the user's own failed, or is none.
        VizError: names or data do not fit the model.
    """
    built: dict[str, SectionData] = {}
    chosen = chosen_sections(None, context.templates) if context.sections is None else context.sections
    if any(section.name == _NAMES_FILE for section in chosen):
        _ = context.digest_of_file  # is taken while sections are built
    for section in chosen:
        progress(f"report: {section.name.replace('_', ' ')}")
        with in_language(context.language):
            found = section.build(context)
        if found is not None and found.id in built:
            raise OptionError(f"two sections have the id {found.id!r}; the second is {section.name!r}")
        if found is not None:
            built[found.id] = found
    if not built:
        raise OptionError(f"there is nothing to show in {', '.join(section.name for section in chosen)}; give what they need")
    return list(built.values())


def _all_sections() -> list[ChosenSection]:
    own = [ChosenSection(name, partial(section_builder, name), inputs=inputs) for name, inputs in INPUTS_OF.items()]
    foreign = [ChosenSection(entry.name, partial(_load, entry), is_own=True) for entry in entry_points_of(ENTRY_POINTS)]
    place = min((SECTIONS.index(name) for name in _BEFORE if name in SECTIONS), default=len(own))
    return [*own[:place], *(section for section in foreign if section.name not in SECTIONS), *own[place:]]


def _load(entry: EntryPoint) -> SectionBuilder:
    try:
        found = entry.load()
        builder: SectionBuilder = getattr(found, "build", found)
    except Exception as error:
        advice = "repair or uninstall its package, or name the other sections by sections="
        raise MissingDependencyError(
            f"the section {entry.name!r} ({entry.value}) cannot be imported: {first_line(error)}; {advice}"
        ) from error
    return builder


def _chosen(given: Any, known: dict[str, ChosenSection], templates: str | os.PathLike[str] | None) -> ChosenSection | None:
    """Return a section that was named or given; ``None`` for all others."""
    if given is ... or given == REST:
        return None
    if isinstance(given, str):
        name = given.strip().replace("-", "_")
        if name in known:
            return known[name]
        if name == APPENDIX:
            return ChosenSection(APPENDIX, lambda: lambda _: None)
        if name not in _templates_alone(templates):
            raise unknown_choice("section", given, [*known, *(one for one in _templates_alone(templates) if one not in known)])
        return ChosenSection(name, lambda: partial(_of_template, name), is_own=True)
    builder = getattr(given, "build", given)
    if isinstance(given, type) or not callable(builder):
        raise OptionError(f"a section is given by its name or by a function of the context that builds it, not by {given!r}")
    return ChosenSection(getattr(given, "__name__", type(given).__name__), lambda: builder, is_own=True)


def _templates_alone(templates: str | os.PathLike[str] | None) -> list[str]:
    """Return the names of the sections that the user's folder has templates of.

    Raises:
        TemplateError: there is no such folder.
    """
    if templates is None:
        return []
    check_template_folder(templates)
    return sorted(path.stem for path in Path(templates, "sections").glob("*.html") if _ID.fullmatch(path.stem))


def _of_template(name: str, context: ReportContext) -> SectionData:
    """Return a section that is a template alone, which may name what the page's frame names, such as ``heading``."""
    words = name.replace("_", " ").replace("-", " ")
    return SectionData(name, words[0].upper() + words[1:])
