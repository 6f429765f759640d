"""What stands beside a row of cells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dotnet_viz.diagrams.unrolled.captions import box_text, caption_texts, words_of
from dotnet_viz.diagrams.unrolled.rows import StepRow
from dotnet_viz.graph import Layer, Node, Remark
from tests.diagrams.recurrent_graphs import call

CELL = StepRow(Node("n0", Layer("r", "memory", "LSTM", config={"units": 6})), "cell", 0, 0, 9)


def said(row: StepRow, room: float = 190.0) -> list[str]:
    return [text for text, _, _ in caption_texts(row, room)]


def test_a_cell_has_its_name_and_what_it_returns() -> None:
    assert words_of(CELL) == "LSTM 6"
    assert said(CELL) == ["memory", "LSTM 6 · last output"]
    assert said(replace(CELL, form="whole")) == []


def test_what_a_cell_returns_goes_on_in_a_line_of_its_own_where_it_is_narrow() -> None:
    assert said(CELL, 70.0) == ["memory", "LSTM 6", "last output"]


@pytest.mark.parametrize(
    ("room", "lines"),
    [(400.0, ["3 ms · frozen · masked by embed"]), (90.0, ["3 ms", "frozen · mas…d by embed"])],
)
def test_remarks_are_below_in_one_line_or_two(room: float, lines: list[str]) -> None:
    texts = ("3 ms", "frozen", "masked by embed")
    remarks = tuple(Remark(text, str(index)) for index, text in enumerate(texts))
    row = replace(CELL, node=replace(CELL.node, remarks=remarks))
    assert len(said(row, room)) == 2 + len(lines)
    assert said(row, 400.0 if room > 100 else room)[2] == lines[0]


def test_an_input_with_a_long_name_keeps_all_of_it() -> None:
    node = call("input_layer_12", "InputLayer", [], (None, 4))
    row = StepRow(node, "whole", 0, 0, None)
    assert box_text(row, 400.0) == "input_layer_12 · InputLayer"
    assert box_text(row, 120.0) == "input_layer_12"
