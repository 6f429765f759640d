"""Where the groups of HDF5 data lie, which shows the order in which they were written."""

from __future__ import annotations

from dotnet_viz.keras_format.hdf5.file import StoredFile, objects_of, opened


def group_positions(file: StoredFile) -> dict[str, int]:
    """Return how far into the data each group reaches, by its path: the highest address of what is in it, in bytes.

    What is written later lies behind, except where HDF5 fills gaps that it has left. That brings single objects forward and
    none back, so that the last one of a group shows best when it was written.

    Args:
        file: where the HDF5 bytes are.

    Raises:
        MissingFileError: there is no such file.
        UnreadableFileError: this is not HDF5, or it is damaged.
        UnsafeFileError: it has links other than hard ones, or groups nested too deep.
    """
    import h5py

    highest: dict[str, int] = {}
    with opened(file) as source:
        for path, found in objects_of(source):
            address = int(h5py.h5g.get_objinfo(found).objno[0])
            group = path if isinstance(found, h5py.h5g.GroupID) else path.rpartition("/")[0]
            while group:
                highest[group] = max(address, highest.get(group, 0))
                group = group.rpartition("/")[0]
    return highest
