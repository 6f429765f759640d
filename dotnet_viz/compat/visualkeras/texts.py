"""Texts at layers that have names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dotnet_viz.errors import unknown_choice

TextCallable = Callable[[int, Any], tuple[str, bool]]


def _name(number: int, layer: Any) -> str:
    return getattr(layer, "name", None) or f"layer_{number}"


def _shape(layer: Any) -> str:
    """Return the sizes of a layer's first output behind the batch, and a question mark for those that vary."""
    shape = getattr(layer, "output_shape", None)
    if isinstance(shape, list) or (isinstance(shape, tuple) and shape and isinstance(shape[0], tuple)):
        shape = shape[0] if shape else None
    if not shape:
        return "?"
    return " × ".join("?" if size is None else str(size) for size in tuple(shape)[1:]) or "?"


LAYERED_TEXT_CALLABLES: dict[str, TextCallable] = {
    "name": lambda number, layer: (_name(number, layer), False),
    "type": lambda _, layer: (layer.__class__.__name__, False),
    "shape": lambda _, layer: (_shape(layer), False),
    "name_shape": lambda number, layer: (f"{_name(number, layer)}\n{_shape(layer)}", False),
    "type_name": lambda number, layer: (f"{layer.__class__.__name__}\n{_name(number, layer)}", True),
}


def named_text(text: TextCallable | str) -> TextCallable:
    r"""Return a callable that may be given by its name.

    Args:
        text: called with a number and a layer, or a name of :data:`LAYERED_TEXT_CALLABLES`.

    Raises:
        OptionError: there is none of that name.

    Example:
        >>> from types import SimpleNamespace
        >>> named_text("name_shape")(0, SimpleNamespace(name="a", output_shape=(None, 8, 8, 3)))
        ('a\n8 × 8 × 3', False)
    """
    if not isinstance(text, str):
        return text
    if text not in LAYERED_TEXT_CALLABLES:
        raise unknown_choice("text_callable", text, LAYERED_TEXT_CALLABLES)
    return LAYERED_TEXT_CALLABLES[text]
