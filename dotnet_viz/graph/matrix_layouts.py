"""What ``layout`` may be: which axes matrices have in arrays without an architecture."""

from __future__ import annotations

from dotnet_viz.errors import unknown_choice

LAYOUTS = ("auto", "torch", "keras")


def check_layout(layout: str) -> None:
    """Refuse any other word.

    Raises:
        OptionError: it is none of ``LAYOUTS``.
    """
    if layout not in LAYOUTS:
        raise unknown_choice("layout", layout, LAYOUTS)
