"""``show`` of visualkeras: a view by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from dotnet_viz.compat.visualkeras.functional import functional_view
from dotnet_viz.compat.visualkeras.graph import graph_view
from dotnet_viz.compat.visualkeras.layered import layered_view
from dotnet_viz.compat.visualkeras.lenet import lenet_view
from dotnet_viz.errors import unknown_choice

if TYPE_CHECKING:
    from PIL.Image import Image

_VIEWS: Mapping[str, Callable[..., Any]] = {
    "layered": layered_view,
    "layers": layered_view,
    "graph": graph_view,
    "graph_view": graph_view,
    "functional": functional_view,
    "functional_view": functional_view,
    "func": functional_view,
    "lenet": lenet_view,
    "lenet_view": lenet_view,
    "lenet_style": lenet_view,
}


def show(model: object, *, mode: str = "layered", preset: str | None = None, options: Any = None, **overrides: Any) -> Image:
    """Draw a model in one of the views.

    Args:
        model: anything that :func:`dotnet_viz.read` takes.
        mode: ``"layered"``, ``"graph"``, ``"functional"`` or ``"lenet"``.
        preset: name of a preset of that view.
        options: an options object of that view, or a mapping; over the preset.
        overrides: arguments of the view, over both.

    Returns:
        The picture.

    Raises:
        OptionError: an unknown mode, preset or option, or a value that cannot be honoured.
    """
    name = str(mode).strip().lower()
    if name not in _VIEWS:
        raise unknown_choice("mode", mode, ("layered", "graph", "functional", "lenet"))
    return _VIEWS[name](model, preset=preset, options=options, **overrides)  # type: ignore[no-any-return]
