from __future__ import annotations

from dotnet_viz.compat.visualkeras.figures.class_colors import COLORS, class_colors


def test_classes_behind_the_last_colour_have_another_each() -> None:
    kinds = [f"k{number}" for number in range(len(COLORS) + 2)]
    others = {kind: f"#0000{number:02x}" for number, kind in enumerate(kinds)}
    found = class_colors(kinds, others)
    assert list(found.values()) == [*COLORS, others[kinds[-2]], others[kinds[-1]]]


def test_classes_with_a_colour_of_their_own_take_none() -> None:
    assert class_colors(["a", "b", "a", "c"], {}, ["b"]) == {"a": COLORS[0], "c": COLORS[1]}
