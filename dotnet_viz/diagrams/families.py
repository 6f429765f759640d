"""Families of layers, by class name, and the colour of each.

The colours are Okabe and Ito's (2008), which stay apart for colour-blind readers; the class name always
stands in the box, so colour is never the only sign.
"""

from __future__ import annotations

from collections.abc import Mapping

from dotnet_viz.graph import Layer

FAMILY_COLORS: Mapping[str, str] = {
    "input": "#666666",
    "dense": "#0072b2",
    "convolution": "#d55e00",
    "pooling": "#7a5195",
    "recurrent": "#009e73",
    "attention": "#cc79a7",
    "normalization": "#8a6d00",
    "regularization": "#a0522d",
    "activation": "#2b7a78",
    "other": "#777777",
}

_ENDINGS = (
    ("InputLayer", "input"),
    ("BatchNormalization", "normalization"),
    ("Normalization", "normalization"),
    ("Dense", "dense"),
    ("Embedding", "dense"),
    ("Attention", "attention"),
    ("Dropout", "regularization"),
    ("Dropout1D", "regularization"),
    ("Dropout2D", "regularization"),
    ("Dropout3D", "regularization"),
    ("GaussianNoise", "regularization"),
    ("LSTM", "recurrent"),
    ("GRU", "recurrent"),
    ("RNN", "recurrent"),
    ("Bidirectional", "recurrent"),
    ("Cell", "recurrent"),
    ("Activation", "activation"),
    ("ReLU", "activation"),
    ("ELU", "activation"),
    ("Softmax", "activation"),
)


def family(layer: Layer) -> str:
    """Return the family of a layer, one of :data:`FAMILY_COLORS`.

    Example:
        >>> family(Layer("c", "c", "SeparableConv2D")), family(Layer("m", "m", "MyLayer"))
        ('convolution', 'other')
    """
    if "Conv" in layer.kind:
        return "convolution"
    if "Pool" in layer.kind:
        return "pooling"
    return next((name for ending, name in _ENDINGS if layer.kind.endswith(ending)), "other")
