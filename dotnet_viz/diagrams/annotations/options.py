"""The options of every picture of layers that add something to it."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class AnnotationOptions:
    """What is added to a picture; :func:`dotnet_viz.draw` says what each option takes.

    Example:
        >>> AnnotationOptions(highlight=["dense"]).given
        ('highlight',)
    """

    overlay: object = None
    color_by: str | None = None
    highlight: object = None
    groups: object = None
    captions: object = None
    record: object = None
    images: object = None

    @property
    def given(self) -> tuple[str, ...]:
        """Names of those that are given."""
        return tuple(item.name for item in fields(self) if getattr(self, item.name) is not None)
