from __future__ import annotations

from dotnet_viz.layouts.frame.text import stack, stack_height
from dotnet_viz.scene import Label


def test_stacked_lines_stand_below_each_other() -> None:
    first, second = stack(["a", "b"], 5.0, 10.0, Label("", size=10, bold=True))
    assert (first.x, first.bold, second.text) == (5.0, True, "b")
    assert second.y - first.y == stack_height(1, 10)
    assert first.y - 10.0 == stack_height(1, 10) / 2
