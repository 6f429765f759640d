from __future__ import annotations

from itertools import pairwise

import pytest

from dotnet_viz.renderers.mermaid.columns import PAGE, columns_of
from dotnet_viz.scene import Cluster, Connection, Label, Scene, Shape


def chain(count: int, direction: str = "TB", skips: tuple[tuple[int, int], ...] = (), frame: tuple[int, int] = (0, 0)) -> Scene:
    """Return a chain of boxes of four lines of text, with lines that skip some, and a frame around some."""
    labels = tuple(Label(text, y=y) for y, text in enumerate(("name", "Conv2D", "(28, 28, 1)", "100 parameters")))
    shapes = tuple(
        Shape(f"n{number}", "layer", 60, 30, labels=labels, cluster="frame" if number in range(*frame) else None)
        for number in range(count)
    )
    ends = [*pairwise(range(count)), *skips]
    lines = tuple(Connection(f"n{start}", f"n{end}") for start, end in ends)
    clusters = (Cluster("frame", "frame", Label("inner")),) if frame[1] else ()
    return Scene("chain", shapes=shapes, connections=lines, clusters=clusters, direction=direction)


@pytest.mark.parametrize("direction", ["TB", "LR"])
def test_what_fits_a_page_is_not_cut(direction: str) -> None:
    columns = columns_of(chain(6, direction))
    assert (len(columns.members), columns.cuts) == (1, ())


@pytest.mark.parametrize(("direction", "along"), [("TB", 1), ("LR", 0)])
def test_a_longer_chain_goes_on_in_parts_that_fit(direction: str, along: int) -> None:
    columns = columns_of(chain(30, direction))
    assert len(columns.members) > 1
    assert len(columns.cuts) == len(columns.members) - 1
    assert columns.size[along] <= PAGE[along]
    assert frozenset().union(*columns.members) == {f"n{number}" for number in range(30)}


def test_it_is_cut_where_one_line_passes() -> None:
    skips = tuple((number, number + 2) for number in range(0, 18, 3))
    columns = columns_of(chain(18, skips=skips))
    assert len(columns.cuts) == len(columns.members) - 1 > 0
    assert {(line.source, line.target) for line in columns.cuts} <= {(f"n{end}", f"n{end + 1}") for _, end in skips}


def test_where_one_line_never_passes_alone_some_are_cut() -> None:
    columns = columns_of(chain(30, skips=tuple((number, number + 2) for number in range(28))))
    assert columns.zoom >= 1
    assert len(columns.cuts) > len(columns.members) - 1


def test_a_frame_stays_whole() -> None:
    columns = columns_of(chain(30, frame=(8, 18)))
    assert sum("frame" in part for part in columns.members) == 1
    assert not any(f"n{number}" in part for part in columns.members for number in range(8, 18))
