from __future__ import annotations

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.errors import OptionError, UnsupportedInputError
from dotnet_viz.scene import Legend

RANDOM = np.random.default_rng(6)
LAYERS = [
    (RANDOM.standard_normal((16, 5)), np.array([0, 0, -99.0, 0, 0]), "relu"),
    (RANDOM.standard_normal((5, 3)), None, "softmax"),
]
X = RANDOM.standard_normal((40, 16))


def test_histograms_name_layers_and_dead_units() -> None:
    chart = dv.activation_histograms(LAYERS, X)
    assert chart.alternative == "Histograms of the activations of 2 layers over 40 samples; 1 layer has dead units."
    assert all(text in chart.svg for text in ("dense_1", "dense_2", "1 of 5 dead"))


def test_the_inputs_that_excite_a_unit_are_drawn_strongest_first() -> None:
    scene = dv.exciting_inputs(LAYERS, X, "dense_1", units=[1], top=4).scene
    strongest = np.argsort(-dv.activations(LAYERS, X)["dense_1"][:, 1], kind="stable")[:4]
    assert [raster.name for raster in scene.rasters] == [f"sample {number}" for number in strongest]
    assert scene.notes[-1] == "1 of 5 units are drawn"
    square = dv.exciting_inputs(LAYERS, X, "dense_1", units=[1], top=1, image_shape=(4, 4)).scene.rasters[0]
    assert square.colors.shape == (4, 4, 3)
    with pytest.raises(OptionError, match="unit 5 is none of the 5 units"):
        dv.exciting_inputs(LAYERS, X, "dense_1", units=[5])
    assert (
        dv.exciting_inputs(LAYERS, X, "dense_1", units=1, top=4).svg
        == dv.exciting_inputs(LAYERS, X, "dense_1", units=[1], top=4).svg
    )
    with pytest.raises(OptionError, match="top must be a whole number of at least 1, not 0"):
        dv.exciting_inputs(LAYERS, X, "dense_1", top=0)
    with pytest.raises(UnsupportedInputError, match="samples of an array"):
        dv.exciting_inputs(LAYERS, iter(X), "dense_1")


def test_the_architecture_has_the_colours_of_the_activations() -> None:
    scene = dv.activation_diagram(LAYERS, X).scene
    found = dv.activations(LAYERS, X)
    sizes = {name: float(np.sqrt(np.square(values).mean())) for name, values in found.items()}
    (legend,) = scene.legends
    assert isinstance(legend, Legend)
    fills = {shape.name: shape.fill for shape in scene.shapes}
    largest = max(sizes, key=sizes.__getitem__)
    assert fills[largest] == legend.stops[-1][1]
    assert fills["input"] == "panel"
