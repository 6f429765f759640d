"""The colour of each family of layers.

The colours differ in lightness too, so that they stay apart in grey print and for colour-blind readers (a test
holds them apart under the three kinds of colour blindness of Machado, Oliveira and Fernandes, 2009). The class
name always stands in the box, so colour is never the only sign.
"""

from __future__ import annotations

from collections.abc import Mapping

from dotnet_viz.translation.translate import mark

FAMILY_COLORS: Mapping[str, str] = {
    mark("input"): "#e1ecf9",
    mark("dense"): "#0b4f80",
    mark("convolution"): "#d9844f",
    mark("pooling"): "#6a42b0",
    mark("recurrent"): "#08734f",
    mark("attention"): "#f47cc4",
    mark("normalization"): "#edcf63",
    mark("regularization"): "#5c2e00",
    mark("activation"): "#3fc1e3",
    mark("merging"): "#d9e37f",
    mark("reshaping"): "#858990",
    mark("preprocessing"): "#36009c",
    mark("math"): "#840654",
    mark("model"): "#252a32",
    mark("other"): "#c1c4c9",
}
"""Fill colour of each family, in the order in which a key lists them."""
