"""The pictures of a style before layout, of one model or of the differences between two."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import Field, replace
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

if TYPE_CHECKING:
    from dotnet_viz.fitting.paper import Paper
    from dotnet_viz.scene import Scene

TEXT_SIZE = 11.0
"""Pixels of the smallest text of most styles."""

_Chosen = TypeVar("_Chosen")
_Subject_contra = TypeVar("_Subject_contra", contravariant=True)


class _Builds(Protocol[_Subject_contra]):
    def build(self, subject: _Subject_contra, /) -> Scene: ...


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
