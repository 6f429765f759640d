"""Where the groups of HDF5 data lie, which shows the order in which they were written."""

from __future__ import annotations


def add_position(positions: dict[str, int], group: str, address: int) -> None:
    """Note how far into the data a group reaches, and those that it is in: the highest address of what is in it, in bytes.

    What is written later lies behind, except where HDF5 fills gaps that it has left. That brings single objects forward and
    none back, so that the last one of a group shows best when it was written.

    Args:
        positions: of groups, by their paths.
        group: the path of the one that has the object, or that is it; empty for the root, which is left out.
        address: of the object.

    Example:
        >>> positions = {"a": 96}
        >>> add_position(positions, "a/vars", 64)
        >>> positions
        {'a': 96, 'a/vars': 64}
    """
    while group and positions.get(group, -1) < address:  # else what it is in reaches as far already
        positions[group] = address
        group = group.rpartition("/")[0]
