"""Every object of an HDF5 file, reached by hard links alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from dotnet_viz.errors import UnsafeFileError
from dotnet_viz.files.limits import active, exceeded

if TYPE_CHECKING:
    import h5py

MAX_DEPTH = 100
_FEW_REPEATS = 1000


def walk(opened: h5py.File, check: Callable[[int], None] | None = None) -> Iterator[tuple[str, Any, int]]:
    """Yield the path, low-level id and address of every object; what is in a group that is linked twice comes once.

    Args:
        opened: the file.
        check: is given the address of each object before anything of it is read.

    Raises:
        UnsafeFileError: a link is soft or external, groups are nested more than 100 deep, or most links lead to what was
            there already: groups that share their links take time by the square of their number;
            or there are more objects than the limits say.
    """
    import h5py

    root = h5py.h5g.open(opened.id, b"/")
    pending: list[tuple[str, Any, int]] = [("", root, 0)]
    seen = {_address(root)}
    links, places = 0, set[int]()
    if check is not None:
        check(_address(root))
    while pending:
        prefix, group, depth = pending.pop()
        inner: list[tuple[str, Any, int]] = []
        found_links = _hard_links(group, prefix)
        links += len(found_links)
        places.update(address for _, address in found_links)
        _check_count(links, len(places))
        for name, address in found_links:
            path = prefix + name.decode("utf-8", "surrogateescape")
            found = h5py.h5o.open(group, name)
            if check is not None:
                check(address)
            if isinstance(found, h5py.h5g.GroupID):
                if address in seen:
                    continue
                seen.add(address)
                inner.append((_nested(path), found, depth + 1))
            yield path, found, address
        pending.extend(reversed(inner))


def _check_count(links: int, places: int) -> None:
    if places > active().hdf5_objects:
        raise exceeded("hdf5_objects", f"this HDF5 data has more than {active().hdf5_objects:,} groups and arrays")
    if links > 2 * places + _FEW_REPEATS:
        raise UnsafeFileError(f"{links:,} links in this HDF5 data lead to only {places:,} places; refused")


def _hard_links(group: Any, prefix: str) -> list[tuple[bytes, int]]:
    """Return the names of links, in order, and the addresses that they lead to."""
    import h5py

    links: list[tuple[bytes, int, int]] = []
    # In the order of names, HDF5 makes a table of as many links as a damaged file says that there are, and fills it with more.
    group.links.iterate(lambda name, info: links.append((name, info.type, info.u)), order=h5py.h5.ITER_NATIVE, info=True)
    for name, kind, _ in links:
        if kind != h5py.h5l.TYPE_HARD:
            raise link_error(prefix + name.decode("utf-8", "replace"))
    return sorted((name, address) for name, _, address in links)


def _nested(path: str) -> str:
    if path.count("/") >= MAX_DEPTH:
        raise UnsafeFileError(f"the HDF5 groups are nested more than {MAX_DEPTH} deep; refused, since no model is")
    return f"{path}/"


def _address(group: Any) -> int:
    import h5py

    return int(h5py.h5g.get_objinfo(group).objno[0])


def link_error(path: str) -> UnsafeFileError:
    """Make the error for a link that is not a hard one."""
    return UnsafeFileError(f"{path!r} is a soft or external link; refused, since a model file holds its own weights")
