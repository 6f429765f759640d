"""Bars before and after: as long as the numbers are, with what was added, removed, changed and renamed told apart."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.errors import OptionError
from dotnet_viz.layouts import place
from dotnet_viz.scene import KeyLegend, Scene
from tests.comparison_builders import Step, block_steps, chain_steps, changed, compared, inserted, removed
from tests.diagrams.view_checks import assert_reads_well

EDITED = inserted(
    removed(changed(block_steps(2), "stem", config={"units": 8}), "b1one"), "b0one", Step("x", "BatchNormalization")
)


def built(**options: Any) -> Scene:
    return dv.BarChanges(**options).build(compared(block_steps(2), EDITED, ignore="weights"))


def texts(scene: Scene) -> list[str]:
    return [label.text for label in scene.labels]


def test_a_changed_layer_has_a_bar_of_each_model_and_says_how_much_it_grew() -> None:
    found = dv.BarChanges(measures=["parameters"]).build(dv.compare([np.ones((3, 2))], [np.ones((3, 4))]))
    old, new = found.shapes
    assert new.width == 2 * old.width
    assert (old.fill, new.fill != "paper", old.stroke) == ("paper", True, new.stroke)
    assert {"6", "12 · +100 %", "6 → 12 · +100 %"} <= set(texts(found))


def test_sorts_are_distinct_names_by_signs_and_outlines() -> None:
    scene = built(measures=["memory"], fold=False)
    names = [text for text in texts(scene) if text[:2] in ("+ ", "− ", "~ ")]
    assert {name[0] for name in names} == {"+", "−", "~"}
    outlines = {shape.mark: (shape.stroke, shape.dashed) for shape in scene.shapes}
    assert outlines["removed"][1] != outlines["added"][1]
    key = scene.legends[0]
    assert isinstance(key, KeyLegend)
    assert any(entry.text.startswith("−  removed") for entry in key.entries)
    assert_reads_well(place(scene))


def test_what_is_equal_is_one_row_with_the_sums_of_its_layers() -> None:
    long = compared(chain_steps(20), changed(chain_steps(20), "d10", activation="relu"), ignore="weights")
    folded, whole = (dv.BarChanges(measures=["parameters"], fold=fold).build(long) for fold in (True, False))
    assert len(folded.shapes) < len(whole.shapes)
    assert any("unchanged" in text for text in texts(folded))
    totals = [scene.labels[-1 - list(reversed(texts(scene))).index("Parameters") + 1].text for scene in (folded, whole)]
    assert totals[0] == totals[1] != "", "the sum of each model, folded or not"


def test_zeros_are_shares_and_have_no_growth() -> None:
    kernel = np.ones((4, 4))
    kernel[:, 0] = 0.0
    scene = dv.BarChanges(measures=["sparsity"]).build(dv.compare([np.ones((4, 4))], [kernel]))
    assert "25 %" in texts(scene)
    assert not any("+" in text for text in texts(scene))


def test_a_page_has_room_for_long_models() -> None:
    long = compared(chain_steps(60), changed(chain_steps(60), "d10", activation="relu"), ignore="weights")
    drawing = dv.diff(long, style="bars", fit="page")
    assert drawing.width <= 643
    assert drawing.height <= 908


@pytest.mark.parametrize(("options", "message"), [({"measures": []}, "measures names none"), ({"measures": ["x"]}, "unknown")])
def test_what_is_no_measure_is_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        dv.BarChanges(**options)
