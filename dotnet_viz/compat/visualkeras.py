"""The module ``visualkeras``: ``import dotnet_viz.compat.visualkeras as visualkeras`` is enough for its two views.

It has ``layered_view``, ``graph_view``, their option objects, presets and named texts, and ``show`` for both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from dotnet_viz.compat.visualkeras_graph import DEFAULTS as GRAPH_DEFAULTS
from dotnet_viz.compat.visualkeras_graph import PRESETS as GRAPH_PRESETS
from dotnet_viz.compat.visualkeras_graph import graph_view
from dotnet_viz.compat.visualkeras_layered import layered_view
from dotnet_viz.compat.visualkeras_presets import LAYERED_DEFAULTS, LAYERED_PRESETS, LAYERED_TEXT_CALLABLES
from dotnet_viz.errors import unknown_choice

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = [
    "GRAPH_PRESETS",
    "LAYERED_PRESETS",
    "LAYERED_TEXT_CALLABLES",
    "GraphOptions",
    "LayeredOptions",
    "graph_view",
    "layered_view",
    "show",
]

_VIEWS: Mapping[str, Callable[..., Any]] = {
    "layered": layered_view,
    "layers": layered_view,
    "graph": graph_view,
    "graph_view": graph_view,
}


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
    """The options of :func:`layered_view` as one object.

    Raises:
        OptionError: there is no such option.

    Example:
        >>> LayeredOptions(spacing=20).to_kwargs()["spacing"]
        20
    """

    _view = "layered_view"
    _defaults = LAYERED_DEFAULTS


class GraphViewOptions(_ViewOptions):
    """The options of :func:`graph_view` as one object.

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


def show(model: object, *, mode: str = "layered", preset: str | None = None, options: Any = None, **overrides: Any) -> Image:
    """Draw a model in one of the views.

    Args:
        model: anything that :func:`dotnet_viz.read` takes.
        mode: ``"layered"`` or ``"graph"``.
        preset: name of a preset of that view.
        options: :class:`LayeredOptions`, :class:`GraphOptions` or a mapping; over the preset.
        overrides: arguments of the view, over both.

    Returns:
        The picture.

    Raises:
        OptionError: an unknown mode, preset or option, or a value that cannot be honoured.
    """
    name = str(mode).strip().lower()
    if name not in _VIEWS:
        raise unknown_choice("mode", mode, ("layered", "graph"))
    return _VIEWS[name](model, preset=preset, options=options, **overrides)  # type: ignore[no-any-return]
