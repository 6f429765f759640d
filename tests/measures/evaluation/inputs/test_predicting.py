"""What a live model predicts of texts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dotnet_viz.measures.evaluation.inputs.predicting import predict


@pytest.mark.keras
@pytest.mark.parametrize(
    "texts", [["a", "b b"], np.array(["a", "b b"]), np.array([["a"], ["b b"]], dtype=object)], ids=["list", "array", "objects"]
)
def test_a_network_that_takes_texts_is_asked_for_them(texts: Any) -> None:
    import keras

    if keras.backend.backend() != "tensorflow":
        pytest.skip("texts are tensors of TensorFlow alone")
    cut = keras.layers.TextVectorization(vocabulary=["a", "b"], output_mode="count")
    model = keras.Sequential([keras.Input((1,), dtype="string"), cut])
    assert predict(model, texts, [0, 1], 32, None).values.tolist() == [[0, 1, 0], [0, 0, 2]]
