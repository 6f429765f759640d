"""How each sort of difference is drawn."""

from __future__ import annotations

from dotnet_viz.colors import contrast
from dotnet_viz.diagrams.diff.change_styles import APPEARANCES, key_of
from dotnet_viz.measures.comparison.entries import SIGNS
from dotnet_viz.renderers.themes.theme import DARK, LIGHT, readable
from dotnet_viz.scene import ROLES, KeyEntry


def test_every_sort_has_an_appearance_and_no_two_are_distinguished_by_colour_alone() -> None:
    assert list(APPEARANCES) == list(SIGNS)
    loud = [appearance for sort, appearance in APPEARANCES.items() if sort in ("added", "removed", "changed", "moved")]
    assert len({appearance.stroke for appearance in loud}) == 4
    assert {appearance.dashed for appearance in loud} == {True, False}


def test_text_on_each_head_can_be_read_and_each_outline_seen() -> None:
    for appearance in APPEARANCES.values():
        if appearance.tint not in ROLES:
            assert contrast(readable("ink", appearance.tint), appearance.tint) >= 4.5
            assert min(contrast(appearance.stroke, LIGHT["paper"]), 3.0) == 3.0
            assert contrast(appearance.stroke, DARK["paper"]) >= 2.0


def test_the_key_lists_what_occurs_only() -> None:
    key = key_of({"added": 1, "same": 1200}, [KeyEntry("line")])
    assert [entry.text for entry in key.entries] == ["+  added (1)", "=  the same (1,200)", "line"]
