"""Pictures of differences between two models: with what is added to them, in the size that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from dotnet_viz.api.pictures.scenes import scenes_for, with_text_size
from dotnet_viz.errors import OptionError

if TYPE_CHECKING:
    from dotnet_viz.api.pictures.presentation import Presentation
    from dotnet_viz.diagrams import DifferenceStyle
    from dotnet_viz.diagrams.annotations.options import AnnotationOptions
    from dotnet_viz.drawing import Drawing
    from dotnet_viz.fitting.drawn_size import DrawnSize
    from dotnet_viz.fitting.paper import Paper
    from dotnet_viz.measures.comparison import Comparison
    from dotnet_viz.scene import Scene

_REFUSED = {
    "groups": "frames around layers cannot be drawn where the layers of two models stand among each other",
    "layer_range": "a part of one model has no counterpart in the other; what is equal is folded already",
    "images": "its boxes have no faces that images could stand on",
    "x": "its boxes have no faces that images could stand on",
}
_ON_BOXES = ("merged", "side-by-side")


def check_options(options: Mapping[str, Any]) -> None:
    """Raise where an option of pictures of one model is given, with the reason.

    Args:
        options: of a picture of differences that are not its own.

    Raises:
        OptionError: see above.

    Example:
        >>> check_options({"groups": []})
        Traceback (most recent call last):
        ...
        dotnet_viz.errors.OptionError: a picture of differences takes no groups: frames around layers cannot be drawn where \
the layers of two models stand among each other; dv.draw draws each model with it
    """
    for name, reason in _REFUSED.items():
        if name in options:
            raise OptionError(f"a picture of differences takes no {name}: {reason}; dv.draw draws each model with it")


def drawn_difference(
    style: DifferenceStyle,
    comparison: Comparison,
    wanted: AnnotationOptions,
    presentation: Presentation,
    size: DrawnSize,
    paper: Paper | None,
    engine: str,
) -> Drawing:
    """Return the picture of a comparison.

    Args:
        style: options of a style of differences.
        comparison: of two models.
        wanted: what is added.
        presentation: title and paper.
        size: that was asked for.
        paper: what it is made for; ``None`` for its own size.
        engine: of the layout.

    Raises:
        OptionError: see :func:`dotnet_viz.diff`.
    """
    from dotnet_viz.drawing import Drawing

    shown, on = _added(style, comparison, wanted)
    style = with_text_size(style, shown, size.text_size)

    def finished(scene: Scene) -> Scene:
        return presentation.of(on(scene))

    drawing = partial(Drawing, engine=engine, theme=presentation.theme)
    if paper is None:
        from dotnet_viz.fitting.usual_size import MOST_SIZE_OF_DIFFERENCES

        scene = finished(style.build(shown))
        return drawing(scene, drawn_size=size, is_limited=True, most=MOST_SIZE_OF_DIFFERENCES)
    from dotnet_viz.fitting.fitted import fitted

    found = fitted(scenes_for(style, shown, paper), paper, engine=engine, finished=finished)
    return drawing(found.scene, drawn_size=found.drawn_size(size, paper), fitted=found.placed)


def _added(
    style: DifferenceStyle, comparison: Comparison, wanted: AnnotationOptions
) -> tuple[Comparison, Callable[[Scene], Scene]]:
    """Return the comparison with what is written beside its layers, and what changes the finished picture."""
    from dotnet_viz.diagrams import DIFFERENCE_STYLES

    if not wanted.given:
        return comparison, lambda scene: scene
    name = DIFFERENCE_STYLES.name_of_class(type(style))
    what = " and ".join(wanted.given)
    if name == "weight-change-graph":
        return _on_columns(style, comparison, wanted)
    if name and name not in _ON_BOXES:
        raise OptionError(
            f"style {name!r} of differences has no boxes of layers, so there is no place for {what}; choose one of: "
            + ", ".join(_ON_BOXES)
        )
    from dotnet_viz.diagrams.annotations.two_models import added_to_both

    added = added_to_both(comparison, wanted, shared=name != "side-by-side")
    return added.comparison, added.on


def _on_columns(style: Any, comparison: Comparison, wanted: AnnotationOptions) -> tuple[Comparison, Callable[[Scene], Scene]]:
    """Return the same for the columns of a weight graph, which are the layers of one of the models."""
    from dotnet_viz.diagrams.annotations.annotate import annotations_of

    if wanted.overlay is not None or wanted.color_by is not None:
        raise OptionError(
            "style 'weight-change-graph' has the changes of biases as colours of its circles; overlay and color_by"
            f" are for: {', '.join(_ON_BOXES)}"
        )
    side = "before" if style.show == "before" else "after"
    added = annotations_of(getattr(comparison, side), wanted)
    shown = replace(comparison, before=added.graph) if side == "before" else replace(comparison, after=added.graph)
    return shown, added.on
