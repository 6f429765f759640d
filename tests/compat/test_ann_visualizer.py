from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from dotnet_viz.compat import ann_viz
from dotnet_viz.compat.ann_visualizer import visualize as module
from dotnet_viz.errors import OptionError, OutputError, UnsupportedInputError
from tests.diagrams.graph_samples import classifier


def test_the_call_is_that_of_the_original() -> None:
    found = {name: item.default for name, item in inspect.signature(ann_viz).parameters.items()}
    assert found == {"model": inspect.Parameter.empty, "view": True, "filename": "network.gv", "title": "My Neural Network"}


def test_it_writes_dot_and_a_picture_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    drawing = ann_viz(classifier(), view=False)
    assert (tmp_path / "network.gv").read_text() == drawing.dot
    assert (tmp_path / "network.gv.pdf").read_bytes().startswith(b"%PDF-")
    assert drawing.scene.title == "My Neural Network"
    assert "My Neural Network" in drawing.dot


def test_title_and_filename_are_taken(tmp_path: Path) -> None:
    drawing = ann_viz(classifier(), False, str(tmp_path / "mine"), "Mine")
    assert drawing.scene.title == "Mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine", "mine.pdf"]


def test_viewing_opens_the_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Path] = []
    monkeypatch.setattr(module, "open_file", seen.append)
    ann_viz(classifier(), filename=str(tmp_path / "a.gv"))
    assert seen == [tmp_path / "a.gv.pdf"]
    ann_viz(classifier(), view=False, filename=str(tmp_path / "a.gv"))
    assert len(seen) == 1


def test_viewing_never_fails_without_a_display(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    ann_viz(classifier(), view=True, filename=str(tmp_path / "a.gv"))


def test_what_cannot_be_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="filename"):
        ann_viz(classifier(), filename="")
    with pytest.raises(OutputError):
        ann_viz(classifier(), filename=str(tmp_path / "missing" / "a.gv"))
    with pytest.raises(UnsupportedInputError):
        ann_viz(object(), filename=str(tmp_path / "a.gv"))
    assert not list(tmp_path.iterdir())
