from __future__ import annotations

import struct

import pytest

from dotnet_viz.errors import UnsafeFileError
from dotnet_viz.keras_format.hdf5.trees import Trees


def node(level: int, *children: int, kind: int = 0, key: int = 8, rank: int = 16) -> bytes:
    """Return a node that names others."""
    body = b"".join(bytes(key) + struct.pack("<Q", child) for child in children)
    size = 24 + 2 * rank * 8 + (2 * rank + 1) * key
    return (struct.pack("<4sBBHQQ", b"TREE", kind, level, len(children), 0, 0) + body).ljust(size, b"\0")


def test_a_sound_tree_is_taken_as_often_as_it_is_read() -> None:
    trees = Trees(32)
    for _ in range(2):
        trees.check(node(2, 1000, 2000), 500)
        trees.check(node(1, 3000, 4000), 1000)
        trees.check(node(1, 5000), 2000)
        trees.check(node(0, 7000, 8000), 3000)


@pytest.mark.parametrize("level", [1, 2, 255])
def test_a_node_that_names_itself_is_refused(level: int) -> None:
    with pytest.raises(UnsafeFileError, match="level"):
        Trees(32).check(node(level, 500), 500)


def test_two_nodes_that_name_each_other_are_refused() -> None:
    trees = Trees(32)
    trees.check(node(2, 1000), 500)
    with pytest.raises(UnsafeFileError, match="level"):
        trees.check(node(1, 500), 1000)


def test_what_is_named_twice_is_refused() -> None:
    with pytest.raises(UnsafeFileError, match="two paths"):
        Trees(32).check(node(1, 1000, 1000), 500)
    trees = Trees(32)
    trees.check(node(1, 1000), 500)
    with pytest.raises(UnsafeFileError, match="two paths"):
        trees.check(node(1, 1000), 600)


@pytest.mark.parametrize("rank", [1, 8, 32, 100])
@pytest.mark.parametrize("axes", [1, 2, 4])
def test_trees_of_chunks_have_keys_as_long_as_they_have_axes(axes: int, rank: int) -> None:
    chunks = node(1, 1000, 1000, kind=1, key=16 + 8 * axes, rank=rank)
    with pytest.raises(UnsafeFileError, match="two paths"):
        Trees(rank).check(chunks, 500)
    Trees(rank).check(node(0, 1000, 1000, kind=1, key=16 + 8 * axes, rank=rank), 500)


def test_a_node_that_counts_more_than_it_has_room_for_is_read_to_its_end() -> None:
    full = bytearray(node(1, *range(1000, 33_000, 1000)))
    full[6:8] = b"\xff\xff"
    Trees(32).check(bytes(full), 500)
    Trees(32).check(bytes(full[:24]), 500)
