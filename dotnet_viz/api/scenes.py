"""The pictures of one model before layout: of the style that was asked for, with what is added to them and their title."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import Field, replace
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from dotnet_viz.errors import OptionError

if TYPE_CHECKING:
    from dotnet_viz.diagrams import Style
    from dotnet_viz.diagrams.annotations.annotate import Annotations
    from dotnet_viz.diagrams.annotations.options import AnnotationOptions
    from dotnet_viz.diagrams.common.smaller import Pictures
    from dotnet_viz.fitting.paper import Paper
    from dotnet_viz.graph import Graph
    from dotnet_viz.layouts import MostSize
    from dotnet_viz.scene import Scene

TEXT_SIZE = 11.0
"""Pixels of the smallest text of most styles."""

_Chosen = TypeVar("_Chosen")
_Subject_contra = TypeVar("_Subject_contra", contravariant=True)


class _Builds(Protocol[_Subject_contra]):
    def build(self, subject: _Subject_contra, /) -> Scene: ...


def annotated_details(inside: Callable[[], Mapping[str, Scene]], added: Annotations | None) -> Mapping[str, Scene]:
    """Return the pictures of the insides of shapes, by the shape's id.

    Args:
        inside: returns them.
        added: to each; ``None`` for nothing.
    """
    return {name: scene if added is None else added.on(scene) for name, scene in inside().items()}


def images_of(model: object, graph: Graph, images: object, x: object) -> object:
    """Return the images of layers: those that are given, and for the others what they return for an input.

    Args:
        model: as the user gave it.
        graph: of the model.
        images: of layers; ``None`` for none.
        x: the input; ``None`` for none.

    Raises:
        VizError: the model cannot be run, or the input does not fit.
    """
    if x is None:
        return images
    from dotnet_viz.api.inputs import activations
    from dotnet_viz.diagrams.annotations.images import with_inputs

    found = with_inputs(activations(model, x, max_samples=1), graph)
    return {**found, **images} if isinstance(images, Mapping) else found if images is None else images


def annotated(style: Style, graph: Graph, options: AnnotationOptions) -> tuple[Style, Annotations | None]:
    """Return the style, and what options add to its pictures of a model; ``None`` where that is nothing.

    Args:
        style: its options.
        graph: the model.
        options: what is added.

    Raises:
        OptionError: see :func:`draw`.
    """
    if not options.given:
        return style, None
    from dotnet_viz.diagrams import STYLES
    from dotnet_viz.diagrams.annotations.annotate import annotations_of, check_style
    from dotnet_viz.diagrams.options import takes_of

    own = getattr(style, "__dataclass_fields__", {}).get("color_by")
    if own is not None and takes_of(own).has_choice(options.color_by):
        style, options = replace(style, color_by=options.color_by), replace(options, color_by=None)  # type: ignore[type-var]
    check_style(STYLES.name_of_class(type(style)), options)
    return style, annotations_of(graph, options) if options.given else None


def scenes_for(style: _Builds[_Subject_contra], subject: _Subject_contra, paper: Paper) -> Iterator[Scene]:
    """Return the pictures of a style, from the fullest to the smallest; a style that knows none has one.

    Args:
        style: its options.
        subject: the model, or the comparison of two for a style of differences.
        paper: what they are made for.
    """
    smaller: Callable[[_Subject_contra, tuple[float, float]], Iterator[Scene]] | None = getattr(style, "smaller", None)
    return iter([style.build(subject)]) if smaller is None else smaller(subject, paper.room(TEXT_SIZE))


def with_text_size(style: _Chosen, subject: Any, text_size: float | None) -> _Chosen:
    """Return the style with texts of a size: one that knows none has shapes that do not grow where it is drawn larger.

    Args:
        style: its options.
        subject: the model, or the comparison of two for a style of differences.
        text_size: of its smallest text in points; ``None`` for that of the style.
    """
    declared: Mapping[str, Field[Any]] = getattr(style, "__dataclass_fields__", {})
    if text_size is None:
        return style
    chosen: Any = style
    if "text_size" in declared:
        return cast("_Chosen", replace(chosen, text_size=text_size))
    from dotnet_viz.diagrams.options import has_lengths, with_shorter_shapes
    from dotnet_viz.fitting.text_size import text_zoom

    if not has_lengths(chosen):
        return style
    return cast("_Chosen", with_shorter_shapes(chosen, text_zoom(chosen.build(subject), text_size)))


def pictures_for_page(style: Style, graph: Graph) -> Pictures | None:
    """Return what makes a picture and smaller ones for a page; ``None`` where a style or its options know none.

    Args:
        style: its options.
        graph: the model.
    """
    found: Callable[[Graph], Pictures | None] | None = getattr(style, "pictures_for_page", None)
    return None if found is None else found(graph)


def page_instead(
    pictures: Pictures,
    again: Callable[[], Pictures | None],
    engine: str,
    finished: Callable[[Scene], Scene],
    text_size: float | None,
) -> Callable[[Scene, MostSize], Scene | None]:
    """Return what makes a picture for a page in the place of one that is too large.

    Args:
        pictures: those of the model, whose numbers are held until the usual one has its places.
        again: makes them once more for a drawing in other colours.
        engine: layout engine.
        finished: gives a scene what was asked for.
        text_size: of its smallest text in points; ``None`` for that of the style.
    """
    waiting = [pictures]

    def instead(large: Scene, most: MostSize) -> Scene | None:
        kept = waiting.pop() if waiting else None
        if most.has(large):
            return large
        from dotnet_viz.fitting.fitted import soonest_fitted
        from dotnet_viz.fitting.paper import PAPERS
        from dotnet_viz.fitting.text_size import limit_at, text_zoom, with_text
        from dotnet_viz.fitting.usual_size import MOST_SIZE, made_for_page

        size, zoom = large.size or (0.0, 0.0), text_zoom(large, text_size)
        note = made_for_page(size[0] * zoom, size[1] * zoom)

        def noted(scene: Scene) -> Scene:
            return finished(replace(scene, notes=(*scene.notes, note)))

        paper = with_text(PAPERS["page"], text_size)
        found = again() if kept is None else kept
        rows = (soonest_fitted(row, paper, engine=engine, finished=noted) for row in (() if found is None else found.smaller()))
        fitted = next((one for one in rows if one is not None), None)
        if fitted is None:
            return None
        limit = MOST_SIZE if text_size is None else limit_at(MOST_SIZE, fitted.zoom)
        return fitted.placed if limit.has(fitted.placed) else None

    return instead


def titled(scene: Scene, title: str | None) -> Scene:
    """Return a scene with another title.

    Args:
        scene: a picture.
        title: one line; ``None`` leaves the picture's own, and ``""`` draws none, so that only screen readers have it.

    Raises:
        OptionError: it is no text.
    """
    if title is None:
        return scene
    if not isinstance(title, str):
        raise OptionError(f"title must be a text, or None, not {title!r}")
    return replace(scene, title=title) if title.strip() else replace(scene, show_title=False)
