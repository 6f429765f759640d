"""Trained neural networks as pictures and reports.

The names are those of :mod:`dotnet_viz.public`. Each is imported when it is first used, so that importing the package costs
next to nothing.
"""

from __future__ import annotations

from dotnet_viz.deferred import homes

__version__ = "0.1.0"

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dotnet_viz.public import *
else:
    # Editors and type checkers see the imports above, and so know a name that is none.
    _HOMES = homes("dotnet_viz.public")
    __all__ = ["__version__"]
    __all__ += list(_HOMES)

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = _HOMES[name].load()
        return value

    def __dir__() -> list[str]:
        return sorted(__all__)
