from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.charts.evaluation.overlay import COLORS, class_color, overlay_chart
from dotnet_viz.charts.themes import in_theme
from dotnet_viz.errors import OptionError, ShapeError
from dotnet_viz.measures.evaluation.segmentation import Segmentation, measure_segmentation

TRUE = np.zeros((3, 20, 30), dtype=int)
TRUE[:, 5:15, 5:15], TRUE[:, 8:12, 18:26] = 1, 2


def shifted(*steps: int) -> Segmentation:
    chosen = np.stack([np.roll(mask, step, axis=1) for mask, step in zip(TRUE, steps, strict=True)])
    return measure_segmentation("", chosen, TRUE, class_names=["background", "cat", "dog"])


def test_the_worst_images_come_first_with_their_iou() -> None:
    found = shifted(0, 3, 1)
    chart = overlay_chart(found, np.zeros((3, 20, 30, 3)), count=2)
    assert chart.to_dict()["image"] == [1, 2]
    assert chart.to_dict()["iou"] == pytest.approx(found.image_iou[[1, 2]])
    assert "image 1: IoU" in chart.svg
    assert "image 0" not in chart.svg


def test_classes_have_a_name_and_a_number_besides_their_colour() -> None:
    svg = overlay_chart(shifted(0, 3, 1), count=1).svg
    for text in ("1 cat", "2 dog", "truth", "prediction", "errors", "right", "wrong"):
        assert text in svg.replace("  ", " ")
    # In truth, in the prediction.
    assert svg.count(">2</text>") == 2


def test_images_are_shown_where_there_are_some() -> None:
    assert ">image</text>" in overlay_chart(shifted(0, 3, 1), np.zeros((3, 40, 60)), count=1).svg
    assert ">image</text>" not in overlay_chart(shifted(0, 3, 1), count=1).svg
    with pytest.raises(ShapeError, match="images must have the shape"):
        overlay_chart(shifted(0, 3, 1), np.zeros((2, 20, 30)))
    with pytest.raises(OptionError, match="count"):
        overlay_chart(shifted(0, 3, 1), count=0)


def test_of_two_classes_misses_and_false_alarms_differ_and_pixels_without_a_class_are_named() -> None:
    kept = np.ones(TRUE.shape, dtype=bool)
    kept[:, :3] = False
    found = measure_segmentation("", np.roll(TRUE > 0, 2, axis=2), TRUE > 0, kept)
    svg = overlay_chart(found).svg
    assert all(text in svg for text in ("missed", "false alarm", "no true class"))


def test_colours_of_classes_are_those_of_the_pixels_in_both_themes() -> None:
    assert all(in_theme(f"<svg>{color}</svg>", "dark").count(color) == 1 for color in COLORS)
    names = [str(index) for index in range(len(COLORS) + 2)]
    assert len({class_color(index, names) for index in range(len(COLORS) + 1)}) == len(COLORS) + 1


def test_large_images_are_drawn_small_and_the_same_each_time() -> None:
    random = np.random.default_rng(0)
    true = np.kron(random.integers(0, 3, (1, 8, 8)), np.ones((1, 128, 64), dtype=int))
    found = measure_segmentation("", np.roll(true, 9, axis=1), true)
    image = random.random((1, 1024, 512, 3))
    chart = overlay_chart(found, image)
    assert len(chart.svg) < 200_000
    assert chart.svg == overlay_chart(found, image).svg


def test_volumes_have_no_overlay() -> None:
    volumes = np.stack([TRUE, TRUE], axis=1)
    with pytest.raises(OptionError, match="slices"):
        overlay_chart(measure_segmentation("", volumes, volumes))
