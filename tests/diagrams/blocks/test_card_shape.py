from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.diagrams.blocks.card_shape import MAX_WIDTH, MOST_LINES, Card
from dotnet_viz.fonts import LINE_HEIGHT
from dotnet_viz.geometry.parts import label_box

WORDS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), max_size=12).map(" → ".join)


@given(WORDS, st.sampled_from(["", "× 12", "× 3 side by side"]), st.lists(WORDS, max_size=3), WORDS)
def test_no_text_leaves_its_card_or_meets_another(title: str, badge: str, lines: list[str], fact: str) -> None:
    shape = Card(title, badge, tuple(lines), (fact,)).shape("a", "a")
    boxes = [label_box(label) for label in shape.labels if label.text]
    for box in boxes:
        assert box.left >= -shape.width / 2
        assert box.right <= shape.width / 2
        assert box.top >= -shape.height / 2
        assert box.bottom <= shape.height / 2
    for number, one in enumerate(boxes):
        for two in boxes[number + 1 :]:
            apart = (
                min(one.right, two.right) <= max(one.left, two.left)
                or min(one.bottom, two.bottom) <= max(one.top, two.top) + 0.02
            )
            assert apart


def test_a_long_line_is_broken_before_an_arrow() -> None:
    line = " → ".join(f"Conv2D 3×3, {number}00" for number in range(10))
    labels = Card("a", lines=(line,)).shape("a", "a").labels[1:]
    assert len(labels) > 1
    assert all(label.text.startswith("→ ") for label in labels[1:])
    assert " ".join(label.text for label in labels) == line


def test_very_many_lines_end_with_their_number() -> None:
    card = Card("a", lines=tuple(f"line {number}" for number in range(20))).shape("a", "a")
    assert card.labels[-1].text == f"… and {20 - MOST_LINES} more lines"


def test_a_card_is_as_high_as_its_lines() -> None:
    small, large = (Card("a", lines=("b",) * count).shape("a", "a") for count in (1, 3))
    assert abs(large.height - small.height - 2 * 11 * LINE_HEIGHT) < 0.02
    assert Card("x" * 500).shape("a", "a").width <= MAX_WIDTH + 30
