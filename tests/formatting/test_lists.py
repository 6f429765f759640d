from __future__ import annotations

from dotnet_viz.formatting import format_list


def test_lists_are_read_aloud() -> None:
    assert format_list([]) == ""
    assert format_list(["a", "b"]) == "a and b"
