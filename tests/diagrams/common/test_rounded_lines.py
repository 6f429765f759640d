from __future__ import annotations

from dotnet_viz.diagrams.common.rounded_lines import rounded


def test_corners_are_rounded() -> None:
    assert len(rounded([(0, 0), (50, 0), (50, 50)])) == 10
