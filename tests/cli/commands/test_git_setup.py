from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dotnet_viz import cli
from tests.model_files import MLP, edited, rename_first_dense, to_gelu
from tests.repositories import Repository


def setup(repository: Repository, *words: str) -> str:
    done = repository.run("dotnet-viz", "git-setup", *words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def commit_two_versions(repository: Repository) -> None:
    model = repository.folder / "model.keras"
    shutil.copy(MLP, model)
    repository.commit("first")
    edited(MLP, model, to_gelu, factor=1.5)
    repository.commit("second")


def test_git_shows_the_changed_layer_as_text(repository: Repository) -> None:
    setup(repository)
    commit_two_versions(repository)
    lines = repository.git("diff", "HEAD~1", "--", "model.keras").splitlines()
    removed = [line for line in lines if line.startswith("-  ")]
    added = [line for line in lines if line.startswith("+  ")]
    assert next(line for line in removed if ": Dense" in line).endswith("activation relu, units 3, 21 parameters")
    assert next(line for line in added if ": Dense" in line).endswith("activation gelu, units 3, 21 parameters")
    assert any("/kernel (6, 3) float32, norm " in line for line in added)
    assert "Binary files" not in "\n".join(lines)


def test_history_and_word_diff_show_it_too(repository: Repository) -> None:
    setup(repository)
    commit_two_versions(repository)
    assert "activation gelu" in repository.git("log", "-p", "--", "model.keras")
    assert "[-relu,-]{+gelu,+}" in repository.git("diff", "--word-diff", "HEAD~1")


def test_the_difftool_tells_what_changed(repository: Repository) -> None:
    setup(repository)
    commit_two_versions(repository)
    output = repository.git("difftool", "--no-prompt", "-t", "dotnet-viz", "HEAD~1", "--", "model.keras")
    assert "activation relu → gelu" in output


@pytest.mark.parametrize("name", ["model.keras", "-o.keras"])
def test_names_of_a_rename_are_seen_in_files_of_any_name(repository: Repository, name: str) -> None:
    setup(repository)
    shutil.copy(MLP, repository.folder / name)
    repository.commit("first")
    edited(MLP, repository.folder / name, rename_first_dense("features"))
    assert "+  features: Dense" in repository.git("diff")
    assert "features" in repository.git("difftool", "--no-prompt", "-t", "dotnet-viz")


def test_a_file_that_is_no_model_does_not_stop_git(repository: Repository) -> None:
    setup(repository)
    model = repository.folder / "model.keras"
    shutil.copy(MLP, model)
    repository.commit("first")
    model.write_bytes(MLP.read_bytes()[:900])
    (repository.folder / "notes.txt").write_text("first\n")
    repository.git("add", "--all")
    text = repository.git("diff", "--cached")
    assert "+no model that can be read: the file " in text
    assert "+900 bytes, SHA-256 " in text
    assert "+first" in text


def test_a_second_call_changes_nothing_and_says_so(repository: Repository) -> None:
    first = setup(repository)
    assert first.count("added to .gitattributes: *.keras diff=keras") == 1
    assert "set for this clone: git config diff.keras.textconv 'dotnet-viz text --'" in first
    files = [repository.folder / ".gitattributes", repository.folder / ".git" / "config"]
    before = [path.read_bytes() for path in files]
    second = setup(repository)
    assert [path.read_bytes() for path in files] == before
    assert [line.split(":")[0].split(" for")[0] for line in second.splitlines()] == ["already in .gitattributes"] + [
        "already set"
    ] * 2


def test_what_is_there_stays(repository: Repository) -> None:
    attributes = repository.folder / ".gitattributes"
    attributes.write_bytes(b"*.bin -text\r\n*.keras filter=lfs diff=lfs merge=lfs -text")
    repository.git("config", "diff.keras.textconv", "cat")
    output = setup(repository)
    assert attributes.read_bytes() == b"*.bin -text\r\n*.keras filter=lfs diff=lfs merge=lfs -text\n*.keras diff=keras\n"
    assert repository.git("check-attr", "diff", "filter", "--", "a.keras").splitlines() == [
        "a.keras: diff: keras",
        "a.keras: filter: lfs",
    ]
    assert "changed for this clone: git config diff.keras.textconv" in output


def test_patterns_are_chosen_and_the_top_folder_is_found(repository: Repository) -> None:
    inner = repository.folder / "inner"
    inner.mkdir()
    done = Repository(inner, repository.environment).run("dotnet-viz", "git-setup", "*.keras", "models/*.h5")
    assert done.returncode == 0, done.stderr
    assert (repository.folder / ".gitattributes").read_text() == "*.keras diff=keras\nmodels/*.h5 diff=keras\n"
    assert not (inner / ".gitattributes").exists()


@pytest.mark.parametrize("pattern", ["two words", "", "#comment", "!no", "line\nbreak"])
def test_what_is_no_pattern_is_refused(repository: Repository, pattern: str) -> None:
    done = repository.run("dotnet-viz", "git-setup", pattern)
    assert done.returncode == 2
    assert "is no pattern of file names" in done.stderr
    assert not (repository.folder / ".gitattributes").exists()


@pytest.mark.git
def test_outside_a_repository_it_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert cli.main(["git-setup"]) == 2
    error = capsys.readouterr().err
    assert "not a git repository" in error
    assert error.count("\n") == 1


def test_without_git_it_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert cli.main(["git-setup"]) == 2
    assert "git is not installed" in capsys.readouterr().err


def test_without_the_command_on_the_path_this_python_is_used(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(repository.folder)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "PYTHONPATH"):
        monkeypatch.setenv(name, repository.environment[name])
    assert cli.main(["git-setup"]) == 0
    assert "-m dotnet_viz text --" in capsys.readouterr().out
    commit_two_versions(repository)
    assert "activation gelu" in repository.git("diff", "HEAD~1")
