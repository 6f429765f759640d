from __future__ import annotations

import ast
from pathlib import Path

import pytest

import dotnet_viz as dv
from dotnet_viz.errors import UnreadableFileError, VizError
from dotnet_viz.files.paths import entries, exists, is_file, is_folder, is_link, reachable, shown, why_hidden

PACKAGE = Path(dv.__file__).parent
LONG = "n" * 300
HIDDEN = (LONG, f"{LONG}.keras", "/".join(["d" * 200] * 30), "a\0b", "a\0b.keras", "loop", "loop/model.keras")


@pytest.fixture
def in_loop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("in_loop")
@pytest.mark.parametrize("path", HIDDEN)
def test_what_cannot_be_looked_at_is_nothing_and_the_reason_is_told(path: str) -> None:
    assert [look(path) for look in (is_folder, is_file, exists)] == [False] * 3
    assert why_hidden(path) in ("file name too long", "embedded null byte", "its links lead in a circle")
    with pytest.raises(UnreadableFileError, match="cannot read "):
        reachable(path)
    assert is_link(path) == (path == "loop")


@pytest.mark.usefixtures("in_loop")
@pytest.mark.parametrize("path", HIDDEN)
@pytest.mark.parametrize(
    "use",
    [
        dv.read,
        dv.report,
        dv.curves,
        dv.runs,
        dv.animate,
        dv.check,
        lambda path: dv.diff(path, path),
        lambda path: dv.report([[(1, 1)]], baseline=path),
        lambda path: dv.reports([path], path),
        lambda path: dv.evaluate(predictions=path),
        lambda path: dv.draw([[[1.0]]]).save(f"{path}/x.svg"),
    ],
)
def test_whatever_takes_a_path_says_so_in_an_error_of_the_package(use: object, path: str) -> None:
    with pytest.raises(VizError):
        use(path)  # type: ignore[operator]


def test_what_is_there_and_what_is_missing_is_reachable(tmp_path: Path) -> None:
    (tmp_path / "b").touch()
    (tmp_path / "a").mkdir()
    assert entries(tmp_path) == [tmp_path / "a", tmp_path / "b"]
    for path in (tmp_path / "a", tmp_path / "b", tmp_path / "c", tmp_path / "b" / "below a file"):
        assert reachable(path) == path
    with pytest.raises(UnreadableFileError, match=r"cannot read .*no such file"):
        entries(tmp_path / "c")


def test_a_message_has_the_start_of_a_long_path() -> None:
    assert shown("m.keras") == "'m.keras'"
    assert len(shown("n" * 5000)) < 320


def test_paths_are_looked_at_in_one_place() -> None:
    """Elsewhere these methods would raise an error of the system, on some versions of Python alone."""
    own = {PACKAGE / "files" / "paths.py", PACKAGE / "files" / "templates.py"}
    found = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if path not in own
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not node.args and not node.keywords
        if node.func.attr in ("is_dir", "is_file", "exists", "is_symlink")
    ]
    assert found == []
