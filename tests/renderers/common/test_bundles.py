from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.renderers.common.bundles import line_ends, total_length
from dotnet_viz.scene import Bundle, Scene, Shape


def two(form: str) -> Scene:
    shapes = (Shape("a", "a", 20, 20, form=form, x=0.0, y=0.0), Shape("b", "b", 20, 20, form=form, x=100.0, y=100.0))
    one = np.zeros(1, dtype=np.intp)
    bundle = Bundle(
        "w", ("a",), ("b",), one, one, np.ones(1), np.ones(1), np.zeros((1, 3), dtype=np.uint8), np.zeros(1, dtype=bool)
    )
    return Scene("two", shapes=shapes, bundles=(bundle,))


@pytest.mark.parametrize(("form", "reach"), [("box", 10.0), ("circle", 10.0 / 2**0.5)])
def test_lines_leave_the_outline(form: str, reach: float) -> None:
    scene = two(form)
    (ends,) = line_ends(scene, scene.bundles[0])
    assert ends.tolist() == pytest.approx([reach, reach, 100 - reach, 100 - reach])
    assert total_length(scene) == pytest.approx((100 - 2 * reach) * 2**0.5)
