"""Versions of this package and of others, without importing any of them."""

from __future__ import annotations

import sys
from importlib import metadata


def package_version() -> str:
    """Return the version of this package, whose root module is always loaded; an import here would go upwards."""
    return str(sys.modules[__name__.partition(".")[0]].__version__)


def installed_version(name: str) -> str:
    """Return the version of an installed package, as its metadata or its loaded module says.

    Example:
        >>> installed_version("no such package")
        'unknown'
    """
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return str(getattr(sys.modules.get(name), "__version__", "unknown"))
