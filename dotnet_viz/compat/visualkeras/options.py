"""Option objects and presets of visualkeras."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, field, fields, make_dataclass
from typing import Any, ClassVar

from dotnet_viz.compat.visualkeras.defaults import FUNCTIONAL_DEFAULTS, GRAPH_DEFAULTS, LAYERED_DEFAULTS, LENET_DEFAULTS
from dotnet_viz.compat.visualkeras.texts import LAYERED_TEXT_CALLABLES
from dotnet_viz.errors import unknown_choice

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
]


class _ViewOptions:
    _view = ""
    _defaults: Mapping[str, Any] = {}
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    def __init_subclass__(cls) -> None:
        # As the original's are: dataclasses.replace, fields and asdict take them.
        parts = [(name, Any, field(default=value)) for name, value in cls._defaults.items()]
        cls.__dataclass_fields__ = {part.name: part for part in fields(make_dataclass(cls.__name__, parts))}

    def __init__(self, **options: Any) -> None:
        for name in options:
            if name not in self._defaults:
                raise unknown_choice(f"option of {self._view}:", name, self._defaults)
        self.__dict__.update({**self._defaults, **options})

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"{type(self).__name__} has no option {name!r}; it has: {', '.join(self._defaults)}")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self.__dict__ == other.__dict__

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        changed = (f"{name}={value!r}" for name, value in self.__dict__.items() if value != self._defaults[name])
        return f"{type(self).__name__.replace('View', '')}({', '.join(changed)})"

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
        >>> GraphOptions(node_size=20)
        GraphOptions(node_size=20)
    """

    _view = "graph_view"
    _defaults = GRAPH_DEFAULTS


class FunctionalViewOptions(_ViewOptions):
    """The options of ``functional_view`` as one object.

    Raises:
        OptionError: there is no such option.

    Example:
        >>> FunctionalOptions(draw_volume=True).draw_volume
        True
    """

    _view = "functional_view"
    _defaults = FUNCTIONAL_DEFAULTS


class LenetViewOptions(_ViewOptions):
    """The options of ``lenet_view`` as one object.

    Raises:
        OptionError: there is no such option.

    Example:
        >>> LenetOptions(map_spacing=3).map_spacing
        3
    """

    _view = "lenet_view"
    _defaults = LENET_DEFAULTS


# The names of visualkeras.
LayeredOptions = LayeredViewOptions
GraphOptions = GraphViewOptions
FunctionalOptions = FunctionalViewOptions
LenetOptions = LenetViewOptions

# Those of the released version 0.2 that the development version has no longer are kept: "flat" and "detailed".
LAYERED_PRESETS: dict[str, Any] = {
    "default": LayeredOptions(),
    "compact": LayeredOptions(spacing=6, padding=6),
    "presentation": LayeredOptions(
        spacing=18, padding=20, connector_width=2, text_callable=LAYERED_TEXT_CALLABLES["name_shape"], legend=True
    ),
    "flat": LayeredOptions(draw_volume=False, draw_funnel=False, shade_step=0),
}
GRAPH_PRESETS: dict[str, Any] = {
    "default": GraphOptions(),
    "compact": GraphOptions(layer_spacing=180, node_size=40),
    "presentation": GraphOptions(layer_spacing=300, node_size=60, connector_width=2),
    "detailed": GraphOptions(
        node_size=60, connector_width=2, layer_spacing=180, node_spacing=40, padding=40, ellipsize_after=8
    ),
}
FUNCTIONAL_PRESETS: dict[str, Any] = {
    "default": FunctionalOptions(),
    "compact": FunctionalOptions(column_spacing=60, row_spacing=30, connector_width=1, component_spacing=60),
    "presentation": FunctionalOptions(
        column_spacing=120, row_spacing=50, component_spacing=100, text_callable=LAYERED_TEXT_CALLABLES["name_shape"]
    ),
}
LENET_PRESETS: dict[str, Any] = {
    "default": LenetOptions(),
    "compact": LenetOptions(layer_spacing=28, map_spacing=3, max_xy=180, padding=15),
    "presentation": LenetOptions(layer_spacing=55, map_spacing=5, max_xy=260, connector_width=2),
}
