"""``dv.evaluate`` with models of Keras, data sets and streams."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_iris
from sklearn.ensemble import RandomForestClassifier

import dotnet_viz as dv
from dotnet_viz.errors import OptionError, ShapeError, UnsupportedInputError
from dotnet_viz.evaluation.regression import RegressionEvaluation
from dotnet_viz.evaluation.segmentation import SegmentationEvaluation
from dotnet_viz.evaluation.sequences import TokenClassificationEvaluation


class _Stream:
    """Batches of samples with their labels, as a data set of TensorFlow has them."""

    def __init__(self, x: Any, y: Any, size: int, length: int = -2) -> None:
        self.x, self.y, self.size, self.length = x, y, size, length

    def __iter__(self) -> Any:
        for start in range(0, len(self.x), self.size):
            yield self.x[start : start + self.size], self.y[start : start + self.size]

    def cardinality(self) -> int:
        return self.length


def test_a_stream_of_batches_is_evaluated_as_its_arrays() -> None:
    iris = load_iris()
    model = RandomForestClassifier(10, random_state=0).fit(iris.data[::2], iris.target[::2])
    whole = dv.evaluate(model, iris.data, iris.target).to_dict()
    assert dv.evaluate(model, _Stream(iris.data, iris.target, 32)).to_dict() == whole
    assert dv.evaluate(model, iter(_Stream(iris.data, iris.target, 40))).to_dict() == whole
    endless = dv.evaluate(model, _Stream(iris.data, iris.target, 32, length=-1), max_samples=70)
    assert endless.notes[0] == "Data: _Stream: the first 70 samples of a data set without end."
    assert endless.result.samples == 70
    with pytest.raises(ShapeError, match="no batches"):
        dv.evaluate(model, iter([]))
    with pytest.raises(UnsupportedInputError, match="without answers"):
        dv.evaluate(model, iter([iris.data[:3, :1]]))


@pytest.mark.keras
def test_keras_models_of_one_and_of_several_outputs_and_data_sets() -> None:
    import keras
    import tensorflow as tf

    keras.utils.set_random_seed(0)
    x = np.random.default_rng(0).normal(size=(40, 5)).astype("float32")
    y = (x[:, 0] > 0).astype(int)
    start = keras.Input((5,))
    kind = keras.layers.Dense(3, activation="softmax", name="kind")(start)
    size = keras.layers.Dense(1, name="size")(start)
    model, two = keras.Model(start, kind), keras.Model(start, [kind, size])
    whole = dv.evaluate(model, x, y).to_dict()
    streamed = dv.evaluate(model, tf.data.Dataset.from_tensor_slices((x, y)).batch(16)).to_dict()
    assert streamed["confusion_matrix"] == whole["confusion_matrix"]
    with pytest.raises(OptionError, match=r"2 outputs.*choose one: output="):
        dv.evaluate(two, x, [y, x[:, 0]])
    for chosen in (1, -1, two.output_names[1]):
        assert isinstance(dv.evaluate(two, x, [y, x[:, 0]], output=chosen), RegressionEvaluation)
    with pytest.raises(OptionError, match="output"):
        dv.evaluate(two, x, [y, x[:, 0]], output=2)


@pytest.mark.keras
def test_keras_models_of_pixels_and_of_steps() -> None:
    import keras

    keras.utils.set_random_seed(0)
    random = np.random.default_rng(0)
    image = keras.Input((8, 8, 1))
    wide = keras.layers.Conv2D(4, 3, padding="same", activation="relu")(image)
    deep = keras.layers.UpSampling2D()(keras.layers.MaxPooling2D()(wide))
    unet = keras.Model(image, keras.layers.Conv2D(3, 1, activation="softmax")(keras.layers.Concatenate()([wide, deep])))
    x, masks = random.random((6, 8, 8, 1)), random.integers(0, 3, (6, 8, 8))
    found = dv.evaluate(unet, x, masks)
    assert isinstance(found, SegmentationEvaluation)
    assert ">image</text>" in found.overlay().svg
    assert found.scores["pixel_accuracy"] == pytest.approx((unet.predict(x, verbose=0).argmax(axis=-1) == masks).mean())

    words = keras.Input((5,))
    states = keras.layers.LSTM(4, return_sequences=True)(keras.layers.Embedding(9, 3, mask_zero=True)(words))
    tagger = keras.Model(words, keras.layers.Dense(3, activation="softmax")(states))
    tokens = random.integers(1, 9, (10, 5))
    tokens[np.arange(5) >= random.integers(2, 6, 10)[:, np.newaxis]] = 0
    tags = tokens % 3
    masked = dv.evaluate(tagger, tokens, tags, mask=tokens != 0)
    assert isinstance(masked, TokenClassificationEvaluation)
    assert masked.result.samples == (tokens != 0).sum()
    with pytest.raises(ShapeError, match="mask has the shape"):
        dv.evaluate(tagger, tokens, tags, mask=np.ones((10, 4)))
    two = keras.Model(words, [states, tagger(words)])
    by_name = dv.evaluate(two, tokens, [random.random((10, 5, 4)), tags], output=1, mask={two.output_names[1]: tokens != 0})
    assert by_name.to_dict()["samples"] == masked.result.samples
    with pytest.raises(OptionError, match="dict by their names"):
        dv.evaluate(two, tokens, [random.random((10, 5, 4)), tags], output=1, mask=tokens != 0)
