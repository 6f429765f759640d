from __future__ import annotations

from pathlib import Path

from dotnet_viz.renderers.themes.theme import THEMES
from examples import themes


def test_the_pictures_of_the_page_are_drawn_in_every_theme(tmp_path: Path) -> None:
    written = themes.main(tmp_path)
    names = [path.name for path in written]
    assert sorted(names) == sorted(path.name for path in themes.TARGET.glob("*.svg"))
    page = (themes.ROOT / "docs" / "themes.md").read_text(encoding="utf-8")
    assert [name for name in THEMES if f"weight-graph-{name}.svg" not in page] == []
    followed = [path.name for path in written if "prefers-color-scheme" in path.read_text(encoding="utf-8")]
    assert followed == [name for name in names if name.endswith("-auto.svg")]
