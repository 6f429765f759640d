"""Images below the colours of what their pixels add."""

from __future__ import annotations

import numpy as np

from dotnet_viz.charts.explanations.pixels import color_limit, image_pixels, overlay, panel_height, shrunk


def test_pixels_that_add_nothing_show_the_image_and_others_their_sign() -> None:
    image = image_pixels(np.zeros((1, 3)))
    found = overlay(image, np.array([[0.0, 1.0, -1.0]]), 1.0)
    assert np.ptp(found[0, 0]) == 0  # grey
    assert found[0, 1, 2] > found[0, 1, 0]
    assert found[0, 2, 0] > found[0, 2, 2]


def test_large_images_are_shown_as_means_over_areas() -> None:
    image = np.zeros((424, 848, 3))
    image[:, ::2] = 1.0
    small = image_pixels(image)
    assert small.shape == (106, 212, 3)
    np.testing.assert_allclose(small, 0.5)
    assert shrunk(np.ones((10, 10))).shape == (10, 10)


def test_limits_and_sizes() -> None:
    assert color_limit(np.zeros(4)) == 1.0
    assert color_limit(np.array([-2.0, 1.0])) > 1.9
    assert panel_height((10, 10)) == 170.0
    assert panel_height((10, 1000)) == 50.0
