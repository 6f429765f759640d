from __future__ import annotations

import pytest

from dotnet_viz.graph.layer_kinds.words import in_words


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
