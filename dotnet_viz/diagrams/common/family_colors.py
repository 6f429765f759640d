"""Families of layers, by class name, and the colour of each.

The colours differ in lightness too, so that they stay apart in grey print and for colour-blind readers (a test
holds them apart under the three kinds of colour blindness of Machado, Oliveira and Fernandes, 2009). The class
name always stands in the box, so colour is never the only sign.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from dotnet_viz.graph import Layer

FAMILY_COLORS: Mapping[str, str] = {
    "input": "#e1ecf9",
    "dense": "#0b4f80",
    "convolution": "#d9844f",
    "pooling": "#6a42b0",
    "recurrent": "#08734f",
    "attention": "#f47cc4",
    "normalization": "#edcf63",
    "regularization": "#5c2e00",
    "activation": "#3fc1e3",
    "merging": "#d9e37f",
    "reshaping": "#858990",
    "model": "#252a32",
    "other": "#c1c4c9",
}
"""Fill colour of each family, in the order in which a key lists them."""

_PARTS = (("Conv", "convolution"), ("Pool", "pooling"))
_NAMES: Mapping[str, tuple[str, ...]] = {
    "input": ("InputLayer",),
    "dense": ("Dense", "Embedding"),
    "attention": ("Attention",),
    "recurrent": ("LSTM", "GRU", "RNN", "Bidirectional", "Cell"),
    "normalization": ("Normalization",),
    "regularization": ("Dropout", "Dropout1D", "Dropout2D", "Dropout3D", "GaussianNoise", "ActivityRegularization"),
    "activation": ("Activation", "ReLU", "Relu", "ELU", "Softmax", "Sigmoid", "Tanh"),
    "merging": ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate", "Dot", "Stack"),
    "reshaping": (
        *("Flatten", "Reshape", "Permute", "RepeatVector", "Transpose", "Squeeze", "ExpandDims", "Split", "GetItem"),
        *(f"{word}{size}D" for word in ("ZeroPadding", "Cropping", "UpSampling") for size in (1, 2, 3)),
    ),
}
_FAMILY_BY_ENDING = {ending: name for name, endings in _NAMES.items() for ending in endings}


def family(layer: Layer) -> str:
    """Return the family of a layer, one of :data:`FAMILY_COLORS`.

    Example:
        >>> family(Layer("c", "c", "SeparableConv2D")), family(Layer("m", "m", "MyLayer"))
        ('convolution', 'other')
    """
    return _family_of_kind(layer.kind, layer.category == "model")


@lru_cache(maxsize=1024)
def _family_of_kind(kind: str, is_model: bool) -> str:
    if is_model:
        return "model"
    for part, name in _PARTS:
        if part in kind:
            return name
    endings = (name for ending, name in _FAMILY_BY_ENDING.items() if kind.endswith(ending))
    return next(endings, "other")
