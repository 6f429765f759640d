"""The colour of each family of layers.

The colours differ in lightness too, so that they stay apart in grey print and for colour-blind readers (a test
holds them apart under the three kinds of colour blindness of Machado, Oliveira and Fernandes, 2009). The class
name always stands in the box, so colour is never the only sign.
"""

from __future__ import annotations

from collections.abc import Mapping

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
    "preprocessing": "#36009c",
    "math": "#840654",
    "model": "#252a32",
    "other": "#c1c4c9",
}
"""Fill colour of each family, in the order in which a key lists them."""
