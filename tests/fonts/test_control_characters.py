from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.fonts import one_line


@given(st.text())
def test_one_line_has_no_breaks_and_no_control_characters(text: str) -> None:
    line = one_line(text)
    assert "\n" not in line
    assert len(line.splitlines()) <= 1
    assert all(ord(character) >= 32 and ord(character) != 127 for character in line)
