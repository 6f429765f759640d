"""Trained neural networks as pictures and reports.

The names are those of :mod:`dotnet_viz.public`. Each is imported when it is first used, so that importing the package costs
next to nothing.
"""

from __future__ import annotations

__version__ = "0.1.0"

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dotnet_viz.public import *
else:
    # Editors and type checkers see the imports above, and so know a name that is none.
    _HOMES = {}

    def __getattr__(name: str) -> object:
        if not _HOMES:
            from dotnet_viz.runtime.deferred import homes

            _HOMES.update(homes("dotnet_viz.public"))
        if name == "__all__":
            return ["__version__", *_HOMES]
        if name not in _HOMES:
            from dotnet_viz.errors import near_miss

            message = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(message if name.startswith("_") else message + near_miss(name, _HOMES))
        value = globals()[name] = _HOMES[name].load()
        return value

    def __dir__() -> list[str]:
        return sorted(__getattr__("__all__"))
