"""What somebody else needs to get the same: versions, seed, file and its digest."""

from __future__ import annotations

from pathlib import PurePath

from dotnet_viz.formatting import format_bytes
from dotnet_viz.graph import Origin
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.section import Fact, SectionData
from dotnet_viz.reporting.versions import software_versions


def build(context: ReportContext) -> SectionData:
    """Return versions and origin; never a host's name, a user's name or the path of a folder."""
    data = {"origin": _origin(context), "software": _software(context)}
    return SectionData("reproducibility", "Reproducibility", data)


def _origin(context: ReportContext) -> tuple[Fact, ...]:
    facts = [] if context.graph is None else _model_origin(context.graph.origin, context.digest_of_file.result())
    if context.seed is not None:
        facts.append(Fact("Seed", str(context.seed)))
    if context.date is not None:
        facts.append(Fact("Date", context.date))
    return tuple(facts)


def _model_origin(origin: Origin, digest: str | None) -> list[Fact]:
    facts = []
    if origin.path is not None:
        # A path may have been written on another system: both kinds of slash part folders.
        facts.append(Fact("File", PurePath(origin.path.replace("\\", "/")).name))
    if origin.file_size is not None:
        facts.append(Fact("Size of the file", format_bytes(origin.file_size)))
    if digest is not None:
        facts.append(Fact("SHA-256 of the file", digest))
    if origin.made_with:
        facts.append(Fact("Made with", origin.made_with))
    return facts


def _software(context: ReportContext) -> tuple[Fact, ...]:
    return tuple(Fact(name, version) for name, version in software_versions(context.model).items())
