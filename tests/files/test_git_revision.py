"""Files as they were in a revision of git."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import dotnet_viz as dv
from dotnet_viz.errors import MissingFileError, UnreadableFileError
from dotnet_viz.files import git_revision
from dotnet_viz.files.limits import Limits
from tests.conftest import DATA
from tests.repositories import Repository

MODELS = DATA / "models"


@pytest.fixture
def repository(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository of two versions of ``models/m.keras``; the tests run at its top."""
    target = repository.folder / "models" / "m.keras"
    target.parent.mkdir()
    for number, source in enumerate(("keras-3.6/mlp-6-3-7.keras", "cnn-28x28.keras")):
        shutil.copy(MODELS / source, target)
        repository.commit(f"version {number}")
    monkeypatch.chdir(repository.folder)
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM"):
        monkeypatch.setenv(name, repository.environment[name])
    return repository


def test_a_model_of_a_revision_is_the_model_that_was_committed(repository: Repository) -> None:
    old = dv.read("HEAD~1:models/m.keras")
    assert old == dv.read(MODELS / "keras-3.6" / "mlp-6-3-7.keras")
    assert old.origin.path == "HEAD~1:models/m.keras"
    assert dv.read("main:models/m.keras") == dv.read("models/m.keras")
    # Weights are read when they are asked for, long after git has ended.
    assert old.layers[1].weights[0].array.shape == (6, 3)


def test_what_is_staged_has_no_revision_in_its_name(repository: Repository) -> None:
    shutil.copy(MODELS / "rnn.keras", repository.folder / "models" / "m.keras")
    repository.git("add", "models/m.keras")
    assert dv.read(":models/m.keras") == dv.read(MODELS / "rnn.keras")


def test_a_path_counts_from_the_top_and_else_from_here(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository.folder / "models")
    assert dv.read("HEAD:models/m.keras") == dv.read("HEAD:m.keras") == dv.read("m.keras")


def test_two_versions_are_compared(repository: Repository) -> None:
    assert dv.compare("HEAD~1:models/m.keras", "models/m.keras").layers.added
    assert not dv.compare("HEAD:models/m.keras", "models/m.keras")


def test_a_file_of_that_very_name_wins(repository: Repository) -> None:
    shutil.copy(MODELS / "rnn.keras", "HEAD:m.keras")
    assert dv.read("HEAD:m.keras") == dv.read(MODELS / "rnn.keras")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("HEAD~9:models/m.keras", "no revision 'HEAD~9'"),
        ("nobody:models/m.keras", "no revision 'nobody'"),
        ("HEAD:models/x.keras", "has no file 'models/x.keras'"),
        (":models/x.keras", "what is staged has no file"),
        ("--help:models/m.keras", "does not start with '-'"),
    ],
)
def test_what_is_not_there_is_reported_with_a_way_out(repository: Repository, source: str, words: str) -> None:
    with pytest.raises(MissingFileError, match=words) as raised:
        dv.read(source)
    assert str(raised.value).count("\n") == 0


def test_a_folder_is_no_model(repository: Repository) -> None:
    with pytest.raises(UnreadableFileError, match="folder"):
        dv.read("HEAD:models")


@pytest.mark.git
def test_outside_of_a_repository_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(MissingFileError, match="no git repository"):
        dv.read("HEAD:m.keras")


def test_without_git_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingFileError, match=r"no file 'HEAD:models/m.keras'.* needs git, which is not installed"):
        dv.read("HEAD:models/m.keras")


def test_the_size_is_bounded(repository: Repository) -> None:
    with Limits(revision_bytes=10), pytest.raises(UnreadableFileError, match="at most 10 are read"):
        dv.read("HEAD:models/m.keras")


def test_a_pointer_of_git_lfs_is_distinguished_from_a_model(repository: Repository) -> None:
    Path("big.keras").write_text("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n")
    repository.commit("a pointer")
    Path("big.keras").unlink()
    with pytest.raises(UnreadableFileError, match="Git LFS"):
        dv.read("HEAD:big.keras")


def test_no_filter_hook_or_text_conversion_runs(repository: Repository) -> None:
    mark = repository.folder / "ran"
    for name in ("filter.evil.smudge", "diff.evil.textconv", "core.fsmonitor", "core.pager", "core.sshCommand"):
        repository.git("config", name, f"touch '{mark}'; cat")
    (repository.folder / ".gitattributes").write_text("*.keras filter=evil diff=evil\n")
    assert dv.read("HEAD~1:models/m.keras").layers
    assert not mark.exists()


@pytest.mark.parametrize(
    "source", ["C:\\models\\m.keras", "C:/m.keras", "m.keras", "https://example.org/m.keras", "HEAD:", "a\0:b"]
)
def test_other_names_are_no_revisions(source: str) -> None:
    assert not git_revision.is_revision(source)


def test_objects_are_no_revisions() -> None:
    assert not git_revision.is_revision(Path("HEAD:m.keras"))
    assert not git_revision.is_revision([1])
