from __future__ import annotations

from pathlib import Path

from dotnet_viz.keras_format.hdf5.file import StoredFile
from dotnet_viz.keras_format.hdf5.listing import open_listed
from tests.weights_files import values, write_objects


def test_groups_lie_in_the_order_in_which_they_were_written(tmp_path: Path) -> None:
    path = write_objects(tmp_path / "w.h5", {name: [values(2, 2)] for name in ("z", "a", "m")})
    with open_listed(StoredFile(path)) as listing:
        found = listing.positions
    assert found["z"] < found["a"] < found["m"]
    assert found.keys() == {"z", "a", "m", "z/vars", "a/vars", "m/vars"}
