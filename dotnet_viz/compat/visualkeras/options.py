"""Option objects, presets and named texts of visualkeras."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dotnet_viz.compat.visualkeras.graph import DEFAULTS as GRAPH_DEFAULTS
from dotnet_viz.compat.visualkeras.graph import PRESETS as GRAPH_PRESETS
from dotnet_viz.compat.visualkeras.presets import LAYERED_DEFAULTS, LAYERED_PRESETS, LAYERED_TEXT_CALLABLES
from dotnet_viz.errors import unknown_choice

__all__ = ["GRAPH_PRESETS", "LAYERED_PRESETS", "LAYERED_TEXT_CALLABLES", "GraphOptions", "LayeredOptions"]


class _ViewOptions:
    _view = ""
    _defaults: Mapping[str, Any] = {}

    def __init__(self, **options: Any) -> None:
        for name in options:
            if name not in self._defaults:
                raise unknown_choice(f"option of {self._view}:", name, self._defaults)
        self.__dict__.update({**self._defaults, **options})

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"{type(self).__name__} has no option {name!r}; it has: {', '.join(self._defaults)}")

    def to_kwargs(self) -> dict[str, Any]:
        """Return the options as arguments of the view."""
        return {name: self.__dict__[name] for name in self._defaults}


class LayeredViewOptions(_ViewOptions):
    """The options of ``layered_view`` as one object.

    Raises:
        OptionError: there is no such option.

    Example:
        >>> LayeredOptions(spacing=20).to_kwargs()["spacing"]
        20
    """

    _view = "layered_view"
    _defaults = LAYERED_DEFAULTS


class GraphViewOptions(_ViewOptions):
    """The options of ``graph_view`` as one object.

    Raises:
        OptionError: there is no such option.

    Example:
        >>> GraphOptions(node_size=20).node_size
        20
    """

    _view = "graph_view"
    _defaults = GRAPH_DEFAULTS


LayeredOptions = LayeredViewOptions
GraphOptions = GraphViewOptions
