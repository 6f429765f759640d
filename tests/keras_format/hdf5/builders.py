"""Small HDF5 files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import h5py

from dotnet_viz.keras_format.hdf5.file import StoredFile


def make(path: Path, **datasets: Any) -> StoredFile:
    """Write a file with a dataset for each argument, and return it as it is read."""
    with h5py.File(path, "w") as file:
        for name, value in datasets.items():
            file[name] = value
    return StoredFile(path)
