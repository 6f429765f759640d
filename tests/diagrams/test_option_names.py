"""One meaning has one name in every style, and a name has one meaning, one type and the same choices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import Field, fields
from inspect import cleandoc
from typing import Any

import pytest

from dotnet_viz.diagrams import DIFFERENCE_STYLES, STYLES
from dotnet_viz.diagrams.options import takes_of
from dotnet_viz.diagrams.passage.options import PassageOptions
from dotnet_viz.diagrams.tree.style import TreeDiagram

ALL: dict[str, Any] = {**STYLES, **DIFFERENCE_STYLES}
HOMES: dict[str, dict[str, Field[Any]]] = {}
for style_name, style in ALL.items():
    for declared in fields(style):
        HOMES.setdefault(declared.name, {})[style_name] = declared
SHARED = {name: homes for name, homes in HOMES.items() if len(homes) > 1}

OTHER_CHOICES = {
    "rankdir": "columns of units run across or down only",
    "order": "a filter has a norm and a sum, a coefficient a magnitude and a sign",
}
OTHER_LIMITS = {
    "max_neurons": "the style neurons gives one place to the mark of those that are left out",
}
OTHER_WORDS = {
    "rankdir": "names the choices, which differ",
    "order": "names the choices, which differ",
    "layer": "says which layer is taken where none is named, and each style draws another kind",
    "layers": "a weight graph draws few layers, histograms all, where none are named",
    "weight": "says which weight is taken where none is named, and each style draws another kind",
    "class_names": "a linear model of two classes has two names for its one output",
    "fold": "a picture folds what repeats, a difference what is the same",
}
FORMER = ("direction", "ellipsize_after", "max_planes", "colors", "captions", "spacing", "show_dimension")


def explanations(style: Any) -> dict[str, str]:
    """Return what a style's docstring says of each option."""
    lines = cleandoc(style.__doc__).partition("Args:\n")[2].partition("\n\n")[0].splitlines()
    found: dict[str, str] = {}
    for line in lines:
        name, colon, text = line.strip().partition(": ")
        if line.startswith("    ") and not line.startswith("     ") and colon:
            found[name] = text
        else:
            found[list(found)[-1]] += " " + line.strip()
    return found


def test_former_names_are_gone() -> None:
    others = {declared.name for style in (TreeDiagram, PassageOptions) for declared in fields(style)}
    assert not set(FORMER) & {*HOMES, *others}


def per_style(name: str) -> Iterator[tuple[str, Field[Any]]]:
    yield from SHARED[name].items()


@pytest.mark.parametrize("name", SHARED)
def test_a_name_has_one_type(name: str) -> None:
    assert len({str(declared.type) for declared in SHARED[name].values()}) == 1


@pytest.mark.parametrize("name", SHARED)
def test_a_name_has_the_same_choices(name: str) -> None:
    choices = {takes_of(declared).choices for _, declared in per_style(name)}
    assert (len(choices) > 1) == (name in OTHER_CHOICES), choices


@pytest.mark.parametrize("name", SHARED)
def test_a_name_has_the_same_limits(name: str) -> None:
    limits = {(takes.least, takes.above, takes.most) for _, declared in per_style(name) for takes in [takes_of(declared)]}
    assert (len(limits) > 1) == (name in OTHER_LIMITS), limits


@pytest.mark.parametrize("name", SHARED)
def test_a_name_has_the_same_explanation(name: str) -> None:
    texts = {explanations(ALL[home])[name] for home, _ in per_style(name)}
    assert (len(texts) > 1) == (name in OTHER_WORDS), texts


def test_every_option_is_explained() -> None:
    for home, style in ALL.items():
        assert set(explanations(style)) == {declared.name for declared in fields(style)}, home
