from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.charts.attribution.numbers import MOST_POSITIONS
from dotnet_viz.charts.data import ChartData
from dotnet_viz.reporting.chart_numbers import chart_numbers
from tests.explain.attribution import references

pytestmark = pytest.mark.keras


def network(shape: tuple[int, ...], *inner: Any) -> Any:
    import keras

    layers = keras.layers
    return references.fixed_weights(
        keras.Sequential([keras.Input(shape), *inner, layers.Flatten(), layers.Dense(3, activation="softmax", name="class")])
    )


def convolutional(shape: tuple[int, ...], kind: str = "Conv2D") -> Any:
    import keras

    return network(shape, getattr(keras.layers, kind)(4, 3, activation="relu", padding="same", name="conv"))


def sample(*shape: int) -> np.ndarray:
    return np.random.default_rng(2).random((1, *shape)).astype("float32")


def numbers(found: Any) -> dict[str, Any]:
    assert isinstance(found.data, ChartData)
    return found.data.to_dict()


def test_a_grid_has_the_share_of_each_part_of_the_map_that_is_drawn() -> None:
    found = dv.gradcam(convolutional((12, 28, 3)), sample(12, 28, 3), 1)
    data = numbers(found)
    assert data["y"] == ["0–1", "2–3", "4–5", "6–7", "8–9", "10–11"]
    heads = [name for name in data if name.startswith("x ")]
    assert heads == ["x 0–3", "x 4–7", "x 8–11", "x 12–15", "x 16–19", "x 20–23", "x 24–27"]
    shares = np.array([data[head] for head in heads]).T
    assert found.values.any()
    np.testing.assert_allclose(shares.sum(), 1, atol=0.02)
    drawn = found.values.astype(float)
    np.testing.assert_allclose(shares[1, 2], drawn[2:4, 8:12].sum() / drawn.sum(), atol=0.0006)
    np.testing.assert_allclose(shares[5, 6], drawn[10:12, 24:28].sum() / drawn.sum(), atol=0.0006)
    assert data["method"] == "Grad-CAM"
    assert "share of the attribution" in data["cells"]


def test_each_target_has_a_grid_of_its_own_and_a_page_has_all_rows() -> None:
    found = dv.gradcam(convolutional((16, 16, 1)), sample(16, 16, 1), [0, 2])
    table = chart_numbers(found)
    assert table is not None
    assert [row[0] for row in table.rows] == ["0"] * 8 + ["2"] * 8
    assert table.row_count == len(table.rows)
    assert len(table.columns) == 2 + 8


def test_of_a_volume_the_slices_that_are_drawn_have_grids() -> None:
    model = convolutional((9, 6, 6, 1), "Conv3D")
    found = dv.gradcam(model, sample(9, 6, 6, 1), 1)
    data = numbers(found)
    assert len(set(data["slice"])) == 5
    drawn = found.values.astype(float)
    first = data["slice"][0]
    np.testing.assert_allclose([data[f"x {place}"][0] for place in range(6)], drawn[first, 0] / drawn.sum(), atol=0.0006)


def test_features_have_their_names_values_and_attributions() -> None:
    import keras

    from dotnet_viz.charts.attribution.layout import Appearance
    from dotnet_viz.charts.attribution.numbers import attribution_data

    x = sample(4)
    found = dv.attribution(network((4,), keras.layers.Dense(5, activation="relu")), x, 1, method="saliency")
    data = numbers(found)
    assert data["position"] == [0, 1, 2, 3]
    assert data["attribution"] == found.values.tolist()
    assert data["value"] == x[0].tolist()
    named = attribution_data(found.explained, Appearance(feature_names=("age", "b", "c", "d"))).to_dict()
    assert named["feature"] == ["age", "b", "c", "d"]
    assert "position" not in named
    other = attribution_data(found.explained, Appearance(feature_names=("age", "b"))).to_dict()
    assert "feature" not in other  # of another input


def test_a_long_signal_is_in_ranges_that_together_are_the_whole_map() -> None:
    found = dv.attribution(convolutional((500, 2), "Conv1D"), sample(500, 2), 1, method="saliency")
    data = numbers(found)
    assert len(data["position"]) == MOST_POSITIONS
    assert (data["position"][0], data["position"][-1]) == ("0–7", "492–499")
    np.testing.assert_allclose(sum(data["share"]), 1, atol=0.035)
    assert max(data["highest"]) == found.values.max() == 1
    np.testing.assert_allclose(data["highest"][0], found.values[:8].max())


def test_a_short_signal_has_each_channel_that_is_drawn() -> None:
    x = sample(20, 2)
    data = numbers(dv.attribution(convolutional((20, 2), "Conv1D"), x, 1, method="saliency"))
    assert data["value 1"] == x[0, :, 1].tolist()
    assert len(data["attribution"]) == 20


def test_words_have_the_number_of_their_colour_and_padding_has_none() -> None:
    import keras

    layers = keras.layers
    text = references.fixed_weights(
        keras.Sequential([keras.Input((5,), dtype="int32"), layers.Embedding(9, 4), layers.Flatten(),
                          layers.Dense(3, activation="softmax")])
    )  # fmt: skip
    found = dv.attribution(text, np.array([[1, 2, 3, 0, 0]]), 1, method="integrated-gradients", tokens=["a", "<b>", "c"])
    data = numbers(found)
    assert data["word"] == ["a", "<b>", "c"]
    assert found.signed is not None
    np.testing.assert_allclose(data["attribution"], (found.signed / np.abs(found.signed).max())[:3])
    assert min(data["attribution"]) >= -1


def test_the_areas_of_the_checks_are_there_where_the_curves_are_drawn() -> None:
    found = dv.gradcam(convolutional((8, 8, 1)), sample(8, 8, 1), 1, check=True)
    [faithful] = found.faithfulness()
    data = numbers(found)
    assert (data["insertion area"], data["deletion area"]) == (faithful.insertion_area, faithful.deletion_area)
    several = numbers(dv.gradcam(convolutional((8, 8, 1)), sample(8, 8, 1), [0, 1], check=True))
    assert "0: insertion area" in several
    assert "1: deletion area" in several


@pytest.mark.parametrize(("split", "words"), [("whitespace", ["Good", "film!"]), ("character", ["1", "2", "3", "4"])])
def test_a_text_that_the_model_cuts_has_its_words_or_where_these_are_not_known_the_positions(
    split: str, words: list[str]
) -> None:
    import keras

    layers = keras.layers
    cut = layers.TextVectorization(vocabulary=["good", "film"], output_sequence_length=4, split=split)
    reader = keras.Sequential(
        [keras.Input((1,), dtype="string"), cut, layers.Embedding(9, 4), layers.GlobalAveragePooling1D(), layers.Dense(1)]
    )
    data = numbers(dv.attribution(reader, ["Good film!"], method="integrated-gradients"))
    assert data["word"] == words
