from __future__ import annotations

import math

from dotnet_viz.diagrams.common.texts.remarks import joined_value, remark_lines, value_text
from dotnet_viz.graph import Layer, Node, Remark


def nodes(*remarks: Remark) -> list[Node]:
    return [Node(f"n{number}", Layer("a", "a", "Dense"), remarks=(remark,)) for number, remark in enumerate(remarks)]


def test_numbers_are_written_in_their_forms() -> None:
    assert value_text(0.25, "share") == "25 %"
    assert value_text(1234.0, "count") == "1,234"
    assert value_text(2_500_000.0, "magnitude", "FLOPs") == "2.5 M FLOPs"
    assert [value_text(value, form) for value, form in ((math.nan, "count"), (math.inf, "magnitude"))] == ["NaN", "∞"]


def test_several_numbers_are_one_line() -> None:
    counts = nodes(*(Remark(f"{value:g}", "parameters", value, form="count", adds_up=True) for value in (3.0, 4.0)))
    assert remark_lines(counts, labelled=True) == ["parameters: 7"]
    equal = nodes(Remark("3", "loss", 3.0), Remark("3", "loss", 3.0))
    assert remark_lines(equal) == ["3"]
    broken = nodes(Remark("NaN", "loss", math.nan), Remark("NaN", "loss", math.nan))
    assert remark_lines(broken) == ["NaN"]
    assert joined_value([math.nan, 2.0], adds_up=False) == 2.0


def test_many_texts_are_cut_and_equal_ones_are_one() -> None:
    assert remark_lines(nodes(*(Remark(text) for text in "aabcd"))) == ["a", "b", "+2 more"]
    assert remark_lines(nodes(Remark("a\nb"))) == ["a", "b"]
    assert remark_lines(nodes()) == []
