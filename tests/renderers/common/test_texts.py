"""What texts stand on."""

from __future__ import annotations

from dataclasses import replace

from dotnet_viz.renderers.common.texts import background_of
from dotnet_viz.scene import Label, Shape

SHAPE = Shape("a", "a", 40, 30, fill="panel", head=10.0, head_fill="accent")


def test_texts_stand_on_a_shape_its_head_or_the_paper() -> None:
    assert background_of(SHAPE, Label("middle")) == "panel"
    assert background_of(SHAPE, Label("head", 0.0, -10.0)) == "accent"
    assert background_of(SHAPE, Label("beside", 30.0)) is None
    assert background_of(replace(SHAPE, form="ellipsis"), Label("dots")) is None
