"""The module ``visualkeras``: ``import dotnet_viz.compat.visualkeras as visualkeras`` is all that changes.

It has the four views, ``show`` for any of them, their option objects, presets and named texts, and ``SpacingDummyLayer``.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from dotnet_viz.compat.visualkeras.functional import functional_view
from dotnet_viz.compat.visualkeras.graph import graph_view
from dotnet_viz.compat.visualkeras.layer_utils import KIND, spacing_layer
from dotnet_viz.compat.visualkeras.layered import layered_view
from dotnet_viz.compat.visualkeras.lenet import lenet_view
from dotnet_viz.compat.visualkeras.options import (
    FUNCTIONAL_PRESETS,
    GRAPH_PRESETS,
    LAYERED_PRESETS,
    LAYERED_TEXT_CALLABLES,
    LENET_PRESETS,
    FunctionalOptions,
    GraphOptions,
    LayeredOptions,
    LenetOptions,
)
from dotnet_viz.compat.visualkeras.views import show

__all__ = [
    "FUNCTIONAL_PRESETS",
    "GRAPH_PRESETS",
    "LAYERED_PRESETS",
    "LAYERED_TEXT_CALLABLES",
    "LENET_PRESETS",
    "FunctionalOptions",
    "GraphOptions",
    "LayeredOptions",
    "LenetOptions",
    "functional_view",
    "graph_view",
    "layered_view",
    "lenet_view",
    "show",
]


# ``from visualkeras import *`` gives it too, where there is a Keras that it is a layer of.
if find_spec("keras") is not None:
    __all__ += ["SpacingDummyLayer"]


def __getattr__(name: str) -> Any:
    if name == KIND:
        return spacing_layer()
    if name == "__version__":
        from importlib.metadata import version

        return version("dotnet_viz")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}; it has: {', '.join(__dir__())}")


def __dir__() -> list[str]:
    return list(dict.fromkeys((*__all__, KIND)))
