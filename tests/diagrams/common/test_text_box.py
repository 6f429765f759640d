from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.diagrams.common.text_box import TextRow, text_box
from dotnet_viz.fonts import text_width

rows = st.builds(TextRow, text=st.text(max_size=400), bold=st.booleans(), size=st.sampled_from([11.0, 12.0]))


@given(st.lists(st.lists(rows, max_size=3), min_size=1, max_size=3))
def test_all_text_is_inside_its_box_and_lines_do_not_overlap(groups: list[list[TextRow]]) -> None:
    box = text_box("a", "a", groups)
    bottom = -box.height / 2
    for label in box.labels:
        assert text_width(label.text, label.size, label.bold) <= box.width
        assert label.y - label.size / 2 >= bottom - 0.02
        bottom = label.y + label.size / 2
    assert bottom <= box.height / 2


def test_empty_groups_leave_no_line() -> None:
    assert text_box("a", "a", [[TextRow("x")], [], [TextRow("y")]]).dividers != ()
    assert len(text_box("a", "a", [[TextRow("x")], [], [TextRow("y")]]).dividers) == 1
    assert text_box("a", "a", [[TextRow("x")], []]).dividers == ()


def test_the_first_group_is_the_head() -> None:
    box = text_box("a", "a", [[TextRow("x")], [TextRow("y")], [TextRow("z")]], "#123456")
    assert (box.head_fill, len(box.dividers)) == ("#123456", 1)
    assert box.labels[0].y < box.head - box.height / 2 < box.labels[1].y
    assert box.fill == "panel"


def test_a_box_that_is_only_a_head_has_its_colour() -> None:
    box = text_box("a", "a", [[TextRow("x")], []], "#123456")
    assert (box.fill, box.head) == ("#123456", 0.0)
