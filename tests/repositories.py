"""Temporary git repositories, untouched by the configuration of whoever runs the tests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Repository:
    """A repository whose path has this package's command on it.

    Args:
        folder: its top.
        environment: of every process that runs in it.
    """

    folder: Path
    environment: Mapping[str, str]

    def run(self, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a program in it."""
        return subprocess.run(
            command,
            cwd=self.folder,
            env={**self.environment, **more},
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=120,
        )

    def git(self, *words: str) -> str:
        """Run git in it and return what it says."""
        done = self.run("git", *words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def commit(self, message: str) -> None:
        """Commit all there is."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)


def new_repository(folder: Path, tools: Path) -> Repository:
    """Return a new repository.

    Args:
        folder: that does not exist yet.
        tools: a folder outside of it, which gets the command ``dotnet-viz``.
    """
    folder.mkdir(parents=True)
    tools.mkdir(parents=True)
    command = tools / "dotnet-viz"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dotnet_viz "$@"\n')
    command.chmod(0o755)
    people = {f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER") for part, value in _PERSON.items()}
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        **people,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
    }
    repository = Repository(folder, environment)
    repository.git("init", "--quiet", "--initial-branch", "main")
    return repository


_PERSON = {"NAME": "A Tester", "EMAIL": "tester@example.org", "DATE": "2026-01-02T00:00:00Z"}
