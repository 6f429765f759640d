"""Families of models for the index of many reports: the tree as a picture, and the same in words with links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dotnet_viz.diagrams.family_tree import TreeLeaf, family_tree
from dotnet_viz.drawing import Drawing
from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_count, format_list, format_sentences
from dotnet_viz.measures.families.collapse import collapse
from dotnet_viz.measures.families.families import FAMILY_DISTANCE, MAX_ARCHITECTURES, Families
from dotnet_viz.reporting.other_pages.many.facts import ReportedModel
from dotnet_viz.reporting.section import Figure, figure
from dotnet_viz.translation.translate import mark, translate

MOST_LEAVES = 30
MOST_FAMILIES = 100
MOST_ARCHITECTURES = 20
MOST_MODELS = 12

_SHARES = mark("How much of their layers, settings and connections architectures have in common, on average.")
_LINES = mark("Solid lines join those of a family, which is at least half.")


@dataclass(frozen=True)
class ArchitectureGroup:
    """The models of one architecture.

    Args:
        name: such as ``"2b"``.
        detail: how large it is, in words.
        models: the first of its models.
        more: how many others there are.
    """

    name: str
    detail: str
    models: tuple[ReportedModel, ...]
    more: int


@dataclass(frozen=True)
class FamilyGroup:
    """A family.

    Args:
        name: its number.
        count: of its models, in words.
        architectures: the first of its architectures.
        more: how many others there are.
    """

    name: str
    count: str
    architectures: tuple[ArchitectureGroup, ...]
    more: int


def family_groups(models: Sequence[ReportedModel], families: Families, compared: Sequence[int]) -> tuple[FamilyGroup, ...]:
    """Return the families in words, the first hundred of them.

    Args:
        models: those that have a report.
        families: of those that have an architecture.
        compared: positions of these.
    """
    members: dict[int, list[int]] = {}
    for architecture, family in enumerate(families.family_of_architecture):
        members.setdefault(family, []).append(architecture)
    found = []
    for family, architectures in list(members.items())[:MOST_FAMILIES]:
        count = sum(len(families.models[each]) for each in architectures)
        shown = tuple(_architecture(models, families, compared, each) for each in architectures[:MOST_ARCHITECTURES])
        more = len(architectures) - len(shown)
        found.append(FamilyGroup(str(family + 1), format_count(count, "model"), shown, more))
    return tuple(found)


def family_picture(models: Sequence[ReportedModel], families: Families, compared: Sequence[int]) -> Figure | None:
    """Return the tree of the architectures; ``None`` where there are fewer than two.

    Args:
        models: those that have a report.
        families: of those that have an architecture.
        compared: positions of these.
    """
    if len(families.models) < 2:
        return None
    groups = collapse(len(families.models), families.merges, MOST_LEAVES)
    leaves = [_leaf(models, families, compared, members) for members in groups.members]
    scene = family_tree(leaves, groups.merges, FAMILY_DISTANCE, translate("Families of architectures"))
    return figure(Drawing(scene, theme="auto"), "families", 1, _caption(len(families.models)), "wide")


def _caption(count: int) -> str:
    sentences = [translate(_SHARES), translate(_LINES)]
    if count > MOST_LEAVES:
        sentences.append(translate("The nearest of {all} are drawn as one.", all=format_count(count, "architecture")))
    if count > MAX_ARCHITECTURES:
        sentences.append(translate("Only the first {count} are compared.", count=MAX_ARCHITECTURES))
    return format_sentences(sentences)


def _architecture(
    models: Sequence[ReportedModel], families: Families, compared: Sequence[int], number: int
) -> ArchitectureGroup:
    positions = families.models[number]
    shown = tuple(models[compared[position]] for position in positions[:MOST_MODELS])
    return ArchitectureGroup(families.names[number], _size(shown[0]), shown, len(positions) - len(shown))


def _leaf(models: Sequence[ReportedModel], families: Families, compared: Sequence[int], members: Sequence[int]) -> TreeLeaf:
    positions = [position for member in members for position in families.models[member]]
    first = models[compared[families.models[members[0]][0]]]
    names = [families.names[member] for member in members]
    title = "" if first.facts is None else one_line(first.facts.name)
    several = format_count(len(positions), "model")
    if len(members) == 1:
        return TreeLeaf(
            f"{names[0]}  {title}", f"{_size(first)} · {several}", format_list(_sources(models, compared, positions))
        )
    name = f"{names[0]} … {names[-1]}  {title}"
    return TreeLeaf(name, f"{format_count(len(members), 'architecture')} · {several}", format_list(names[:MOST_MODELS]))


def _sources(models: Sequence[ReportedModel], compared: Sequence[int], positions: Sequence[int]) -> list[str]:
    return [one_line(models[compared[position]].source) for position in positions[:MOST_MODELS]]


def _size(model: ReportedModel) -> str:
    if model.facts is None:
        return ""
    return f"{format_count(model.facts.layers, 'layer')} · {format_count(model.facts.parameters, 'parameter')}"
