from __future__ import annotations

import pytest

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.formats.separated import cells_of, separator_of


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


def test_a_nul_is_a_sign_like_others_and_endless_cells_are_an_error() -> None:
    assert cells_of("a\0b,c") == ["a\ufffdb", "c"]
    with pytest.raises(UnreadableFileError, match="a line of 200,000 characters is no row of a table"):
        cells_of("a" * 200_000)
