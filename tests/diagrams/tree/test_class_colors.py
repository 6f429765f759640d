from __future__ import annotations

from dotnet_viz.colors import contrast
from dotnet_viz.diagrams.tree.class_colors import class_colors
from dotnet_viz.renderers.themes.theme import readable


def test_text_is_read_on_every_color() -> None:
    assert all(contrast(color, readable("ink", color)) >= 4.5 for color in class_colors(100))


def test_colors_of_many_classes_differ() -> None:
    assert len(set(class_colors(60))) == 60
    assert class_colors(60)[:5] == class_colors(5)
