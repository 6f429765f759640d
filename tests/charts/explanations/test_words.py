"""Words in rows, with their numbers."""

from __future__ import annotations

from typing import Any

from dotnet_viz.charts.chart import draw_chart
from dotnet_viz.charts.explanations.sheet import Sheet
from dotnet_viz.charts.explanations.words import draw_words, placed_words
from tests.charts.reading import texts


def test_words_break_into_rows_and_leave_out_spaces() -> None:
    placed = placed_words([("good ", 0.5), ("  ", None), ("film ", 0.001), ("bad", -0.4)], 90)
    assert [word.text for word in placed] == ["good", "film", "bad"]
    assert [word.number for word in placed] == ["+0.5", "", "−0.4"]
    assert placed[-1].row > placed[0].row
    assert all(word.x + word.width <= 90 for word in placed)


def test_words_are_drawn_with_their_numbers() -> None:
    placed = placed_words([("good", 0.5), ("<b>", -0.5), ("film", None)], 300)

    def paint(figure: Any) -> None:
        draw_words(Sheet(figure, 340, 80), placed, 10, 0.5)

    assert texts(draw_chart("words", "", (340, 80), paint)) == ["good", "+0.5", "<b>", "−0.5", "film"]
