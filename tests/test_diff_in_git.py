"""What docs/diff-in-git.md and its examples say, run in temporary repositories as far as that goes without a network."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from dotnet_viz.cli.commands.git_setup import default_patterns
from dotnet_viz.measures.comparison.texts.stable_text import model_text
from dotnet_viz.readers import read
from dotnet_viz.readers.registry import known_formats
from tests.model_files import CNN, MLP, edited, to_gelu
from tests.repositories import Repository

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "diff-in-git.md").read_text(encoding="utf-8")
ACTION = (ROOT / "docs" / "examples" / "github-action.yml").read_text(encoding="utf-8")
HOOKS = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
USE = (ROOT / "docs" / "examples" / "pre-commit-config.yaml").read_text(encoding="utf-8")


def test_what_git_shows_is_what_the_hooks_take_and_the_page_says() -> None:
    patterns = default_patterns()
    assert set(re.findall(r"^(\S+) diff=keras$", PAGE, flags=re.MULTILINE)) == set(patterns)
    names = [f"models/a{suffix}" for form in known_formats() for suffix in form.suffixes]
    shown = [name for name in names if any(Path(name).match(pattern) for pattern in patterns)]
    for files in re.findall(r"^  files: (.*)$", HOOKS, flags=re.MULTILINE):
        assert [name for name in names if re.search(files, name)] == shown
    for pattern in patterns:
        assert f"'{pattern}'" in ACTION
        assert f'"*{pattern}"' in ACTION


def step(name: str) -> str:
    """Return the shell script of a step of the Action."""
    part = ACTION[ACTION.index(f"- name: {name}\n") :]
    lines = part[part.index("run: |\n") :].splitlines()[1:]
    indent = len(lines[0]) - len(lines[0].lstrip())
    own = []
    for line in lines:
        if line.strip() and len(line) - len(line.lstrip()) < indent:
            break
        own.append(line[indent:])
    return "\n".join(own) + "\n"


def hook(name: str) -> list[str]:
    """Return the words of a hook's entry, as pre-commit splits them."""
    part = HOOKS[HOOKS.index(f"- id: {name}\n") :]
    found = re.search(r"^  entry: (.*)$", part, flags=re.MULTILINE)
    assert found is not None
    return shlex.split(found[1])


@pytest.fixture
def repository(repository: Repository) -> Repository:
    """A repository with two commits, the second of which changes two models, adds one and touches a text."""
    (repository.folder / "models").mkdir()
    shutil.copy(MLP, repository.folder / "models" / "the mlp.keras")
    shutil.copy(CNN, repository.folder / "-cnn.keras")
    repository.commit("first")
    edited(MLP, repository.folder / "models" / "the mlp.keras", to_gelu)
    edited(CNN, repository.folder / "-cnn.keras", factor=2.0)
    shutil.copy(MLP, repository.folder / "new.keras")
    (repository.folder / "notes.txt").write_text("text\n")
    repository.commit("second")
    return repository


def compare(repository: Repository, tmp_path: Path) -> tuple[str, str]:
    """Run the Action's comparison as GitHub does, and return comment and summary."""
    script, summary = tmp_path / "step.sh", tmp_path / "summary.md"
    script.write_text(step("Compare"))
    base = repository.git("rev-parse", "HEAD~1").strip()
    done = repository.run(
        "bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script), BASE=base, GITHUB_STEP_SUMMARY=str(summary)
    )
    assert done.returncode == 0, done.stderr
    return (repository.folder / "comment.md").read_text(), summary.read_text() if summary.exists() else ""


def test_the_action_writes_a_comment_on_the_models_that_changed(repository: Repository, tmp_path: Path) -> None:
    comment, summary = compare(repository, tmp_path)
    assert comment == summary
    titles = [line for line in comment.splitlines() if line.startswith("### ")]
    base = repository.git("rev-parse", "--short=12", "HEAD~1").strip()
    assert titles == [f"### {base}:-cnn.keras → \\-cnn.keras", f"### {base}:models/the mlp.keras → models/the mlp.keras"]
    assert "activation relu → gelu" in comment
    assert "weights of 4 layers differ" in comment


def test_the_action_keeps_within_the_limit_of_a_comment(repository: Repository, tmp_path: Path) -> None:
    command = tmp_path / "tools" / "dotnet-viz"
    command.write_text("#!/bin/sh\n{ echo '### a model'; head -c 40000 /dev/zero | tr '\\0' x; echo; } > part.md\n")
    comment, summary = compare(repository, tmp_path)
    assert 40_000 < len(comment) <= 65_536
    assert summary.count("### a model") == 2
    assert comment.count("### a model") == 1
    assert comment.endswith("Models that did not fit in here: 1. They are in the summary of the workflow's run.\n")


def test_the_action_says_nothing_where_no_model_changed(repository: Repository, tmp_path: Path) -> None:
    (repository.folder / "notes.txt").write_text("other\n")
    repository.commit("third")
    assert compare(repository, tmp_path) == ("", "")


def test_the_action_posts_the_comment_and_an_empty_one_never(repository: Repository, tmp_path: Path) -> None:
    gh = tmp_path / "tools" / "gh"
    gh.write_text('#!/bin/sh\nprintf "%s\\n" "$@" >> posted.txt\n')
    gh.chmod(0o755)
    script = tmp_path / "post.sh"
    script.write_text(step("Comment"))
    for text in ("", "### a → b\n"):
        (repository.folder / "comment.md").write_text(text)
        assert repository.run("bash", "-e", str(script), NUMBER="12").returncode == 0
    posted = (repository.folder / "posted.txt").read_text().splitlines()
    assert posted == ["pr", "comment", "12", "--body-file", "comment.md", "--edit-last", "--create-if-none"]


def test_no_script_of_the_action_takes_text_that_others_write() -> None:
    for name in ("Compare", "Comment"):
        assert "${{" not in step(name)
    assert "pull_request_target" not in ACTION
    assert "contents: read" in ACTION
    assert "\t" not in ACTION + HOOKS + USE


def test_the_hooks_that_are_used_are_there() -> None:
    assert re.findall(r"- id: (\S+)", USE) == re.findall(r"^- id: (\S+)", HOOKS, flags=re.MULTILINE)
    for text in re.findall(r"files: (\S+)", HOOKS):
        assert re.search(text, "models/m.keras")
        assert not re.search(text, "m.keras.txt")


def test_the_first_hook_tells_what_changed_since_the_last_commit(repository: Repository) -> None:
    edited(CNN, repository.folder / "-cnn.keras", to_gelu)
    shutil.copy(MLP, repository.folder / "another.keras")
    done = repository.run(*hook("dotnet-viz-diff"), "-cnn.keras", "another.keras", "models/the mlp.keras")
    assert done.returncode == 0, done.stderr
    assert "activation relu → gelu" in done.stdout
    assert "another.keras" not in done.stdout
    assert done.stdout.rstrip().endswith("no differences")


def test_the_first_hook_never_stops_a_commit(repository: Repository) -> None:
    (repository.folder / "-cnn.keras").write_text("no model")
    assert repository.run(*hook("dotnet-viz-diff"), "-cnn.keras").returncode == 0


def test_the_second_hook_stops_what_is_broken(repository: Repository) -> None:
    entry = hook("dotnet-viz-check")
    assert repository.run(*entry, "-cnn.keras", "models/the mlp.keras").returncode == 0
    edited(MLP, repository.folder / "nan.keras", factor=float("nan"))
    done = repository.run(*entry, "nan.keras", "-cnn.keras")
    assert done.returncode == 1
    assert "NaN" in done.stdout
    (repository.folder / "cut.keras").write_bytes(MLP.read_bytes()[:500])
    assert repository.run(*entry, "cut.keras").returncode == 1


def test_the_commands_of_the_page_run(repository: Repository) -> None:
    shutil.copy(MLP, repository.folder / "model.keras")
    repository.commit("third")
    edited(MLP, repository.folder / "model.keras", to_gelu)
    repository.commit("fourth")
    blocks = PAGE.split("```")[1::2]
    commands = [line for block in blocks if block.startswith("\n") for line in block.split("\n")]
    commands = [line for line in commands if line.startswith(("dotnet-viz ", "git "))]
    assert len(commands) == 8
    for command in commands:
        done = repository.run("sh", "-c", command)
        assert done.returncode == 0, f"{command}: {done.stderr}"
    assert (repository.folder / "diff.html").is_file()


def test_the_lines_of_the_page_are_what_the_setup_writes(repository: Repository) -> None:
    repository.run("dotnet-viz", "git-setup")
    assert (repository.folder / ".gitattributes").read_text() in PAGE
    assert f'git config diff.keras.textconv "{repository.git("config", "diff.keras.textconv").strip()}"' in PAGE
    assert repository.git("config", "difftool.dotnet-viz.cmd").startswith("dotnet-viz diff")


def test_the_text_of_the_page_is_what_git_shows(tmp_path: Path) -> None:
    block = next(part for part in PAGE.split("```") if part.startswith("diff\n"))
    before, after = (
        model_text(read(path)).splitlines() for path in (MLP, edited(MLP, tmp_path / "b.keras", to_gelu, factor=1.5))
    )
    shown = block.splitlines()[1:]
    for sign, lines in (("-", before), ("+", after)):
        for line in (line[1:] for line in shown if line.startswith(sign)):
            assert line in lines, line


def test_links_of_the_page_are_there() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", PAGE)
    assert len(targets) == 2
    for target in targets:
        assert (ROOT / "docs" / target).is_file()
