from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dotnet_viz.scene import Connection, Label, Scene, Shape
from examples.color_vision import VISIONS, ciede2000, difference, lab, least_difference
from tests.scene_builders import box


# Of the data that Sharma, Wu and Dalal (2005) published for those who write the formula anew.
@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0011), 7.2195),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((50.0, 2.5, 0.0), (58.0, 24.0, 15.0), 19.4535),
        ((22.7233, 20.0904, -46.694), (23.0331, 14.973, -42.5619), 2.0373),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_differences_are_those_that_were_published(one: list[float], other: list[float], expected: float) -> None:
    assert ciede2000(np.array(one), np.array(other)) == pytest.approx(expected, abs=1e-4)


def test_red_and_green_are_alike_to_those_who_cannot_tell_them_apart() -> None:
    apart = {vision: ciede2000(lab("#c03030", vision), lab("#707000", vision)) for vision in VISIONS}
    assert min(apart["protanopia"], apart["deuteranopia"]) == difference("#c03030", "#707000") < apart["usual"] / 2


def colored(name: str, fill: str, kind: str) -> Shape:
    return replace(box(name), fill=fill, kind=kind)


def test_neighbours_are_what_a_line_joins() -> None:
    shapes = (colored("a", "#000000", "Dense"), colored("b", "#ffffff", "Conv2D"), colored("c", "#fefefe", "Dropout"))
    assert least_difference(Scene("one", shapes=shapes)) is None
    joined = Scene("one", shapes=shapes, connections=(Connection("a", "b"),))
    assert least_difference(joined) == pytest.approx(100, abs=1e-3)
    assert 0 < (least_difference(replace(joined, connections=(Connection("a", "b"), Connection("b", "c")))) or 0) < 1


def test_classes_of_one_family_may_look_alike_and_unknown_ones_may_not() -> None:
    def of_kinds(*kinds: str) -> float | None:
        shapes = tuple(colored(name, fill, kind) for name, fill, kind in zip("ab", ("#ffffff", "#fefefe"), kinds, strict=True))
        return least_difference(Scene("one", shapes=shapes, connections=(Connection("a", "b"),)))

    assert of_kinds("Add", "Concatenate") is None
    assert of_kinds("Add", "Dense") is not None
    assert of_kinds("Mine", "Yours") is not None


def test_a_text_inside_both_says_what_they_are() -> None:
    named = (colored("a", "#ffffff", "Dense"), colored("b", "#fefefe", "Conv2D"))
    below = replace(named[1], labels=(Label("b", 0.0, named[1].height),))
    for shapes, counts in ((named, False), ((named[0], below), True)):
        scene = Scene("one", shapes=shapes, connections=(Connection("a", "b"),))
        assert least_difference(scene) is not None
        assert (least_difference(scene, with_named=False) is not None) == counts
