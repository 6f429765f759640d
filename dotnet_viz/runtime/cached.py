"""Attributes that are computed once, without a lock."""

from __future__ import annotations

import functools
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING or sys.version_info >= (3, 12):
    cached_property = functools.cached_property
else:

    class cached_property(functools.cached_property):  # noqa: N801 - the name that it stands for
        """As that of Python 3.12 and newer.

        Before, one lock was held for all instances of a class while a value was computed: a process that was forked meanwhile
        by another thread waited for it without end. Two threads may compute a value twice here; both get the same.
        """

        def __get__(self, instance: Any, owner: type | None = None) -> Any:
            """Return the value, computed where the instance does not have it yet."""
            if instance is None:
                return self
            values = instance.__dict__
            if self.attrname not in values:
                values[self.attrname] = self.func(instance)
            return values[self.attrname]
