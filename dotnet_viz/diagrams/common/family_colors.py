"""The colour of each family of layers.

The colours differ in lightness too, so that they stay apart in grey print and for colour-blind readers. A test holds them
apart under the three kinds of colour blindness of Machado, Oliveira and Fernandes (2009): families that often follow one
another by a CIEDE2000 difference of 20, all others by 9. The class name or a mark always stands at the layer, so colour is
never the only sign.
"""

from __future__ import annotations

from collections.abc import Mapping

from dotnet_viz.translation.translate import mark

FAMILY_COLORS: Mapping[str, str] = {
    mark("input"): "#f4e6f7",
    mark("dense"): "#00355c",
    mark("convolution"): "#b16839",
    mark("pooling"): "#6e3ee0",
    mark("recurrent"): "#007a5b",
    mark("attention"): "#e64c7c",
    mark("normalization"): "#d9b400",
    mark("regularization"): "#5c3005",
    mark("activation"): "#26aeed",
    mark("merging"): "#deffc4",
    mark("reshaping"): "#8b8f93",
    mark("preprocessing"): "#5e339d",
    mark("math"): "#87073f",
    mark("model"): "#13161b",
    mark("other"): "#bec1c9",
}
"""Fill colour of each family, in the order in which a key lists them."""
