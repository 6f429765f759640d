from __future__ import annotations

from dotnet_viz.renderers.mermaid.sizes import GAP, box_size, ranked_size
from dotnet_viz.scene import Connection


def test_a_long_line_goes_on_in_the_next() -> None:
    short, long = box_size(["name"]), box_size(["a line of text that is longer than Mermaid makes a box"])
    assert long[0] > short[0]
    assert long[1] > short[1]
    assert box_size(["word " * 100])[0] == box_size(["word " * 50])[0]


def test_ranks_follow_one_another_and_boxes_of_one_stand_side_by_side() -> None:
    sizes = dict.fromkeys("abcd", (100.0, 40.0))
    lines = [Connection("a", "b"), Connection("a", "c"), Connection("b", "d"), Connection("c", "d"), Connection("a", "d")]
    assert ranked_size(sizes, lines, across=False) == (200 + GAP, 120 + 2 * GAP)
    assert ranked_size(sizes, lines, across=True) == (300 + 2 * GAP, 80 + GAP)
