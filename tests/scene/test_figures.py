from __future__ import annotations

from dataclasses import replace

import pytest

from dotnet_viz.scene import Cluster, Connection, Label, Shape, changed


def test_forms_with_corners_have_them_within_their_size() -> None:
    for form in ("triangle", "hexagon", "octagon"):
        corners = Shape("a", "a", 30, 20, form=form).corners
        assert max(abs(x) for x, _ in corners) == 15
        assert max(abs(y) for _, y in corners) == 10
    assert Shape("a", "a", 30, 20).corners == ()
    assert Shape("a", "a", 30, 20, form="polygon", points=((0, 0), (1, 1))).corners == ((0, 0), (1, 1))


@pytest.mark.parametrize(
    ("part", "values"),
    [
        (Shape("a", "a", 3, 2), {"x": 1.0, "labels": (Label("l"),)}),
        (Connection("a", "b"), {"points": ((0.0, 0.0),) * 4}),
        (Label("text"), {"x": 3.0, "anchor": "end"}),
        (Cluster("c", "c", Label("c")), {"box": (0.0, 0.0, 1.0, 1.0)}),
    ],
)
def test_a_changed_part_is_what_replace_gives(part: Shape, values: dict[str, object]) -> None:
    before = replace(part)
    assert changed(part, **values) == replace(part, **values)  # type: ignore[arg-type]
    assert part == before
