from __future__ import annotations

import pytest

from dotnet_viz.graph import Layer
from dotnet_viz.graph.layer_kinds.estimators import ESTIMATORS
from dotnet_viz.graph.layer_kinds.layers import LAYERS
from dotnet_viz.graph.layer_kinds.operations import OPERATIONS
from dotnet_viz.graph.layer_kinds.translated import TRANSLATED
from dotnet_viz.graph.layer_kinds.words import in_words, layer_in_words
from dotnet_viz.translation.translate import in_language


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("Dense", "Dense"),
        ("Conv2D", "Convolution"),
        ("Conv2DTranspose", "Transposed convolution"),
        ("GlobalMaxPooling1D", "Global max pooling"),
        ("LSTM", "LSTM"),
        ("ConvLSTM2D", "Convolutional LSTM"),
        ("LeakyReLU", "LeakyReLU"),
        ("_", "_"),
        ("", ""),
    ],
)
def test_class_names_become_words(kind: str, words: str) -> None:
    assert in_words(kind) == words


def test_words_of_layers_are_translated_and_names_of_classes_are_not() -> None:
    with in_language("ru"):
        assert [in_words(kind) for kind in ("Conv2D", "MaxPooling2D", "Dense", "LSTM", "RandomForestClassifier")] == [
            "Свёртка", "Макс-пулинг", "Dense", "LSTM", "Random forest classifier",
        ]  # fmt: skip
        wrapped = Layer("b", "b", "TimeDistributed", config={"layer": {"class_name": "Conv2D", "config": {}}})
        assert layer_in_words(wrapped) == "На каждом шаге времени свёртка"


def test_what_is_translated_are_the_words_of_a_class() -> None:
    words = {in_words(name) for name in (*LAYERS, *ESTIMATORS)} | {in_words(name, "operation") for name in OPERATIONS}
    assert words - {*LAYERS, *OPERATIONS} >= TRANSLATED
