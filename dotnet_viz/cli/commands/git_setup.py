"""``dotnet-viz git-setup``: has git show models of this repository as text."""

from __future__ import annotations

import argparse
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from dotnet_viz.cli.command import Command, Operands
from dotnet_viz.cli.terminal.output import print_text
from dotnet_viz.errors import MissingFileError, OptionError, OutputError
from dotnet_viz.files.output import write_output
from dotnet_viz.files.paths import exists, reachable
from dotnet_viz.readers.registry import known_formats

DRIVER = "keras"
TIMEOUT = 30.0
"""Seconds for one question to git."""


def run_git_setup(arguments: argparse.Namespace) -> int:
    """Write what is missing, and print what was done."""
    patterns = tuple(arguments.patterns) or default_patterns()
    for pattern in patterns:
        _check(pattern)
    top = Path(_git("rev-parse", "--show-toplevel"))
    lines = (*_attributes(top, patterns), *_settings())
    print_text("".join(f"{line}\n" for line in lines), quiet=arguments.quiet)
    return 0


def default_patterns() -> tuple[str, ...]:
    """Return the patterns of the names that only models have.

    Example:
        >>> default_patterns()
        ('*.keras',)
    """
    return tuple(f"*{suffix}" for form in known_formats() if form.models == "always" for suffix in form.suffixes)


def _check(pattern: str) -> None:
    if not pattern or any(sign.isspace() or not sign.isprintable() for sign in pattern) or pattern[0] in "#!\"'":
        raise OptionError(f"{pattern!r} is no pattern of file names such as '*.keras' or 'models/*.h5'")


def _attributes(top: Path, patterns: Sequence[str]) -> Iterator[str]:
    """Add the lines that are missing; git itself is asked, since others, such as those of Git LFS, may say otherwise."""
    file = top / ".gitattributes"
    missing = [pattern for pattern in patterns if not _is_set(top, pattern)]
    if missing:
        old = _read(file)
        start = old if not old or old.endswith("\n") else f"{old}\n"
        write_output(file, start.encode() + "".join(f"{pattern} diff={DRIVER}\n" for pattern in missing).encode())
    for pattern in patterns:
        yield f"{'added to' if pattern in missing else 'already in'} .gitattributes: {pattern} diff={DRIVER}"


def _read(file: Path) -> str:
    try:
        # Bytes, so that the line ends of Windows stay as they are.
        return file.read_bytes().decode("utf-8") if exists(reachable(file)) else ""
    except (OSError, UnicodeDecodeError) as error:
        raise OutputError(f"cannot read {str(file)!r}: {error}") from error


def _is_set(top: Path, pattern: str) -> bool:
    return _git("-C", str(top), "check-attr", "diff", "--", pattern.lstrip("/")).endswith(f": diff: {DRIVER}")


def _settings() -> Iterator[str]:
    program = _program()
    wanted = {
        f"diff.{DRIVER}.textconv": f"{program} text --",
        "difftool.dotnet-viz.cmd": f'{program} diff -- "$LOCAL" "$REMOTE"',
    }
    for name, value in wanted.items():
        known = _known(name)
        if known != value:
            _git("config", name, value)
        state = "already set" if known == value else "set" if known is None else "changed"
        yield f"{state} for this clone: git config {name} {shlex.quote(value)}"


def _program() -> str:
    """Return how git can start this command: by its name, or by this Python where the name is not on the path."""
    return "dotnet-viz" if shutil.which("dotnet-viz") else f"{shlex.quote(Path(sys.executable).as_posix())} -m dotnet_viz"


def _known(name: str) -> str | None:
    try:
        return _git("config", "--local", "--get", name)
    except OutputError:
        return None


def _git(*words: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - fixed words, no shell
            ["git", *words],  # noqa: S607 - the git of the user, wherever it is
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
    except FileNotFoundError:
        raise MissingFileError("git is not installed, or not on the path") from None
    except subprocess.TimeoutExpired:
        raise OutputError(f"'git {words[0]}' took more than {TIMEOUT:.0f} s") from None
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip() or f"exit code {done.returncode}"
        raise OutputError(f"'git {words[0]}' failed: {reason.splitlines()[0]}; call this inside a git repository")
    return done.stdout.decode("utf-8", "replace").strip()


COMMAND = Command(
    name="git-setup",
    usage="[PATTERN ...]",
    about="Has 'git diff', 'git log -p' and 'git show' compare models of this repository as text, and 'git difftool -t"
    " dotnet-viz' print what changed. Adds lines to .gitattributes, to be committed, and settings to this clone's"
    " configuration. What is there already stays.",
    operands=Operands(
        "patterns", "PATTERN", lambda: f"files to show, such as '*.h5' (default: {' '.join(default_patterns())})", least=0
    ),
    flags=(),
    examples=(("git-setup", ""), ("git-setup '*.keras' 'models/*.h5'", "")),
    run=run_git_setup,
)
