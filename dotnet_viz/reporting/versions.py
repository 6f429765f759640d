"""Versions of this package and of others, without importing any of them, and the digest of a file."""

from __future__ import annotations

import hashlib
import platform
import sys
from functools import lru_cache
from pathlib import Path

from dotnet_viz.files.paths import is_file
from dotnet_viz.runtime.installed import installed_version
from dotnet_viz.translation.translate import mark

_ALWAYS = ("numpy", "matplotlib")
_OF_LIVE_MODELS = ("keras", "tf_keras", "tensorflow", "jax", "torch")
_CHUNK = 1 << 20


def package_version() -> str:
    """Return the version of this package, whose root module is always loaded; an import here would go upwards."""
    return str(sys.modules[__name__.partition(".")[0]].__version__)


def software_versions(model: object = None) -> dict[str, str]:
    """Return the versions of this package, Python and libraries, and the system; never the name of a host or user.

    Args:
        model: what is reported on. A live model runs in frameworks, which are named; what else happens to be loaded is not, so
            that the same model gives the same report in every process.
    """
    system = " ".join(part for part in (platform.system(), platform.machine()) if part)
    roots = {kind.__module__.partition(".")[0] for kind in type(model).__mro__}
    loaded = [name for name in _OF_LIVE_MODELS if name in sys.modules and not roots.isdisjoint(_OF_LIVE_MODELS)]
    return {
        mark("dotnet_viz"): package_version(),
        mark("Python"): platform.python_version(),
        **{name: installed_version(name) for name in (*_ALWAYS, *loaded)},
        mark("Platform"): system or "unknown",
    }


def file_digest(file: Path | None) -> str | None:
    """Return the SHA-256 of the file that was read, as long as it is still there; reading a model does not take it.

    Args:
        file: ``None`` for a model that was in memory.
    """
    if file is None or not is_file(file):
        return None
    found = file.stat()
    return _digest(file.absolute(), found.st_size, found.st_mtime_ns, found.st_ino)


@lru_cache(maxsize=8)
def _digest(file: Path, *_state: int) -> str:
    """Return the digest of a file that is in some state; the page and the data of a report both name it."""
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
