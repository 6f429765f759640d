from __future__ import annotations

import pytest

from dotnet_viz.files.separated import cells_of, separator_of


@pytest.mark.parametrize(
    ("line", "separator"),
    [("a,b;c,d", ","), ("a;b", ";"), ("a\tb", "\t"), ("a", ","), ('"a;b;c",d', ","), ('"a\tb\tc";d', ";"), ('"a,b', ",")],
)
def test_quoted_signs_separate_nothing(line: str, separator: str) -> None:
    assert separator_of(line) == separator


def test_cells_have_no_quotes() -> None:
    assert cells_of('epoch;"a;b"; c ') == ["epoch", "a;b", "c"]
    assert cells_of("a|b", (",", "|")) == ["a", "b"]
    assert cells_of("") == []
