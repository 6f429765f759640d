"""What a template names and there is not: an error that says what there is instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from jinja2 import StrictUndefined

from dotnet_viz.errors import near_miss

_LISTED = 20


class UndefinedName(StrictUndefined):
    """A name that is not there, of which any use is an error."""

    @property
    def _undefined_message(self) -> str:
        known = _names_of(self._undefined_obj)
        if not known or not isinstance(self._undefined_name, str):
            return str(super()._undefined_message)
        owner = type(self._undefined_obj).__name__
        more = f" and {len(known) - _LISTED} more" if len(known) > _LISTED else ""
        near = near_miss(self._undefined_name, known)
        return f"{owner!r} has no {self._undefined_name!r}; it has: {', '.join(known[:_LISTED])}{more}{near}"


def _names_of(value: Any) -> list[str]:
    """Return what a template can name of a value: fields and properties, or keys; nothing where it has neither."""
    if isinstance(value, Mapping):
        return [str(key) for key in value]
    if not is_dataclass(value):
        return []
    kind = value if isinstance(value, type) else type(value)
    properties = [name for name, found in vars(kind).items() if isinstance(found, property) and not name.startswith("_")]
    return [*(field.name for field in fields(kind)), *properties]
