from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dotnet_viz.diagrams.weight_histograms.style import WeightHistograms
from dotnet_viz.errors import OptionError, UnsupportedInputError
from dotnet_viz.graph import Layer, Weight
from dotnet_viz.layouts import place
from dotnet_viz.measures.weights import quantiles as module
from dotnet_viz.measures.weights.quantiles import FINE_BINS, distribution_of
from dotnet_viz.readers import read
from dotnet_viz.scene import Scene
from tests.builders import chain, dense_chain, dense_layer, input_layer
from tests.conftest import DATA
from tests.diagrams.view_checks import assert_reads_well

CNN = DATA / "models" / "cnn-28x28.keras"


def counted(scene: Scene, number: int = 0) -> int:
    """Return the sum of the counts of a weight's bars."""
    bins = [shape for shape in scene.shapes if shape.kind == "bin" and shape.id.startswith(f"w{number}-")]
    return sum(int(shape.name.split()[0].replace(",", "")) for shape in bins)


def texts(scene: Scene) -> set[str]:
    return {label.text for label in scene.labels}


@pytest.mark.parametrize("form", ["histograms", "ridgelines"])
@pytest.mark.parametrize("graph", [dense_chain(5, 4, 3), read(CNN)], ids=["dense", "cnn"])
def test_every_weight_has_its_bars_and_nothing_overlaps(form: str, graph: Any) -> None:
    scene = WeightHistograms(form=form).build(graph)
    sizes = [weight.size for layer in graph.layers for weight in layer.weights]
    for number, size in enumerate(sizes):
        assert counted(scene, number) == pytest.approx(size, rel=0.05, abs=3)
    assert_reads_well(place(scene))


def test_numbers_are_reported() -> None:
    scene = WeightHistograms(bins=2).build(chain([dense_layer("d", np.array([[0.0, 1.0], [2.0, 5.0]]))]))
    assert {"4 values, 25 % zero", "mean 2, deviation 1.871"} <= texts(scene)
    assert [shape.name for shape in scene.shapes if shape.kind == "bin"] == [
        "2 from 0 to 2.5",
        "1 from 2.5 to 5",
        "1 exactly zero",
    ]
    assert any(
        shape.kind == "quantiles" and shape.name == "5 %: 0, 25 %: 0, 50 %: 1, 75 %: 2, 95 %: 5" for shape in scene.shapes
    )


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 3000), st.integers(0, 9))
def test_quantiles_are_at_most_a_fine_bin_away(size: int, seed: int) -> None:
    monkeypatch = pytest.MonkeyPatch()
    values = np.random.default_rng(seed).standard_t(3, size=size)
    distribution = distribution_of(Layer("d", "d", "Dense"), Weight.from_array("kernel", values))
    parts = np.array([0.05, 0.25, 0.5, 0.75, 0.95])
    true = np.quantile(values, parts, method="inverted_cdf")
    assert (distribution.quantiles(parts) == true).all()
    monkeypatch.setattr(module, "EXACT_VALUES", 0)  # as if the weight were large
    found = distribution.quantiles(parts)
    monkeypatch.undo()
    assert np.abs(found - true).max() <= (values.max() - values.min()) / FINE_BINS * 1.001


@pytest.mark.parametrize("form", ["histograms", "ridgelines"])
@pytest.mark.parametrize("value", [0.0, 7.0, -1e300, 5e-324])
def test_equal_weights_are_one_bar(form: str, value: float) -> None:
    scene = WeightHistograms(form=form).build(chain([dense_layer("d", np.full((3, 2), value))]))
    assert [shape.name.split()[0] for shape in scene.shapes if shape.kind == "bin"] == ["6"]
    assert any(text.startswith("all equal to") for text in texts(scene))
    assert_reads_well(place(scene))


@pytest.mark.parametrize("form", ["histograms", "ridgelines"])
def test_what_is_not_finite_is_left_out_and_reported(form: str) -> None:
    broken = np.ones((3, 4))
    broken[0] = (np.nan, np.inf, -np.inf, 2.0)
    nothing = np.full((2, 2), np.nan)
    scene = WeightHistograms(form=form).build(chain([dense_layer("some", broken), dense_layer("none", nothing)]))
    assert counted(scene) == 9
    assert {"1 NaN, 2 infinite", "4 NaN", "no finite value"} <= texts(scene)
    assert_reads_well(place(scene))


def test_extreme_magnitudes_do_not_break_the_picture() -> None:
    scene = WeightHistograms().build(chain([dense_layer("d", np.array([[-1.7e308], [1.7e308]]))]))
    assert counted(scene) == 2
    assert_reads_well(place(scene))


def test_logarithms_raise_the_few() -> None:
    graph = chain([dense_layer("d", np.array([[0.5]] * 99 + [[1.0]]))])

    def least(scene: Scene) -> float:
        return min(shape.height for shape in scene.shapes if shape.kind == "bin")

    assert least(WeightHistograms(log_counts=True).build(graph)) > 5 * least(WeightHistograms().build(graph))


def test_ridgelines_of_a_kind_share_an_axis() -> None:
    graph = chain([dense_layer("small", np.array([[-1.0, 1.0]])), dense_layer("large", np.array([[-10.0], [10.0]]))])
    scene = WeightHistograms(form="ridgelines").build(graph)

    def ends(name: str) -> tuple[float, float]:
        places = [shape.x or 0.0 for shape in scene.shapes if shape.kind == "bin" and shape.id.startswith(name)]
        return min(places), max(places)

    assert ends("w1")[0] < ends("w0")[0] < ends("w0")[1] < ends("w1")[1]


def test_too_many_weights_are_cut_to_kernels_and_reported() -> None:
    graph = dense_chain(*[3] * 12)
    scene = WeightHistograms(max_weights=4).build(graph)
    names = [label.text for label in scene.labels if label.bold]
    assert names == ["dense_0", "dense_1", "dense_9", "dense_10"]
    assert "4 of 22 weights are drawn: the first and the last kernels" in scene.notes[-1]
    assert len(WeightHistograms(max_weights=13).build(graph).notes) == 3
    assert len([label for label in WeightHistograms(max_weights=None).build(graph).labels if label.bold]) == 22


def test_layers_and_roles_are_chosen() -> None:
    scene = WeightHistograms(layers=["dense_1"], roles=["bias"]).build(dense_chain(3, 2, 2))
    assert [label.text for label in scene.labels[:2]] == ["dense_1", "bias"]
    with pytest.raises(OptionError, match="'dense_1'"):
        WeightHistograms(layers=["dense_x"]).build(dense_chain(3, 2, 2))
    with pytest.raises(OptionError, match="kernel, bias"):
        WeightHistograms(roles=["gamma"]).build(dense_chain(3, 2))


def test_a_model_without_weights_gets_the_reason_and_what_to_use() -> None:
    with pytest.raises(UnsupportedInputError, match="plot-model"):
        WeightHistograms().build(chain([input_layer()]))


@pytest.mark.parametrize("options", [{"form": "violin"}, {"bins": 0}, {"bins": 401}, {"max_weights": 0}, {"layers": []}])
def test_bad_options_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(OptionError):
        WeightHistograms(**options)


def test_no_bar_has_values_of_both_signs_and_exact_zeros_stand_apart() -> None:
    values = np.concatenate([np.random.default_rng(0).normal(size=990), np.zeros(110)]).reshape(100, 11)
    scene = WeightHistograms().build(chain([dense_layer("d", values)]))
    bins = [shape for shape in scene.shapes if shape.kind == "bin"]
    ranges = [shape.name.split(" from ")[1].split(" to ") for shape in bins if " from " in shape.name]
    assert not any(low.startswith("−") and high not in ("0",) and not high.startswith("−") for low, high in ranges)
    (zeros,) = [shape for shape in bins if shape.name == "110 exactly zero"]
    assert zeros.fill not in {shape.fill for shape in bins if shape is not zeros}
    assert any(entry.text == "exactly zero" for entry in scene.legends[0].entries)  # type: ignore[union-attr]
    assert counted(scene) == pytest.approx(1100, abs=20)


def test_a_line_of_zeros_is_never_higher_than_the_bars() -> None:
    values = np.concatenate([np.linspace(1.0, 2.0, 50), np.zeros(950)]).reshape(100, 10)
    scene = WeightHistograms().build(chain([dense_layer("d", values)]))
    assert max(shape.height for shape in scene.shapes if shape.kind == "bin") == pytest.approx(64.0)
    assert {"1,000 values, 95 % zero"} <= texts(scene)
