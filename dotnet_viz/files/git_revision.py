"""Files as they were in a revision of a git repository: ``HEAD~1:models/digits.keras``.

Git is only asked for the bytes of one object. No hook, filter, text conversion or pager runs, nothing is fetched from
other places, and a name cannot be taken for an option.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from dotnet_viz.errors import MissingFileError, UnreadableFileError
from dotnet_viz.files.limits import active, exceeded
from dotnet_viz.files.paths import exists
from dotnet_viz.files.regular import LFS_POINTER

TIMEOUT = 60.0
"""Seconds for one question to git."""
_QUIET = {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}


class _Folder:
    """Where the files are kept as long as the process lives: weights are read from them when asked for."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    @property
    def path(self) -> Path:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="dotnet_viz_", ignore_cleanup_errors=True)
        return Path(self._folder.name)


_FOLDER = _Folder()


def is_revision(source: object) -> bool:
    r"""Return whether a text names a file in a revision: there is no such file, and a colon in it that is no drive's.

    Example:
        >>> is_revision("HEAD~1:model.keras"), is_revision("C:\\model.keras"), is_revision("model.keras")
        (True, False, False)
    """
    if not isinstance(source, str) or "\0" in source or os.path.lexists(source):
        return False
    revision, colon, path = source.partition(":")
    return bool(colon and path) and not re.fullmatch(r"[A-Za-z]", revision) and "://" not in source


def checkout(source: str) -> Path:
    """Write a file of a revision into a folder of the process and return where it is.

    The path counts from the top of the repository, as git has it; else from the present folder.

    Args:
        source: ``REVISION:PATH``; without a revision, what is staged.

    Raises:
        MissingFileError: no repository, revision or file of that name, or no git.
        UnreadableFileError: it is not a file, too large, or only Git LFS's pointer to one.
    """
    if shutil.which("git") is None:
        raise MissingFileError(f"there is no file {source!r}, and a file of a revision needs git, which is not installed")
    blob = _blob(source)
    size = int(_ask("cat-file", "-s", blob))
    if size > active().revision_bytes:
        raise exceeded("revision_bytes", f"{source!r} has {size:,} bytes")
    target = _FOLDER.path / f"{blob}{Path(source).suffix.lower()}"
    if not exists(target):
        _write(blob, target)
    with target.open("rb") as stream:
        if stream.read(len(LFS_POINTER)) == LFS_POINTER:
            name = source.partition(":")[2]
            raise UnreadableFileError(
                f"{source!r} is kept by Git LFS, and git has only a pointer to it;"
                f" write it to a file first: git cat-file --filters {source!r} > {Path(name).name!r}"
            )
    return target


def _blob(source: str) -> str:
    revision, _, path = source.partition(":")
    if revision.startswith("-"):
        raise MissingFileError(f"there is no file {source!r}, and a revision of git does not start with '-'")
    for name in (source, f"{revision}:./{path}"):
        try:
            found = _ask("rev-parse", "--verify", "--quiet", "--end-of-options", name)
        except _GitError:
            continue
        if _ask("cat-file", "-t", found) != "blob":
            raise UnreadableFileError(f"{source!r} is a folder of the revision; name a file in it")
        return found
    raise MissingFileError(f"there is no file {source!r}{_why(revision, path)}")


def _why(revision: str, path: str) -> str:
    try:
        _ask("rev-parse", "--git-dir")
    except _GitError:
        return ", and this folder is in no git repository, so that it names no file of a revision either"
    try:
        if revision:
            _ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except _GitError:
        return f", and the git repository has no revision {revision!r}"
    where = f"revision {revision!r}" if revision else "what is staged"
    return f": {where} has no file {path!r}; 'git ls-tree -r --name-only {revision or 'HEAD'}' lists those it has"


class _GitError(Exception):
    """Git failed."""


def _ask(*words: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - fixed words, no shell
            _command(*words), stdin=subprocess.DEVNULL, capture_output=True, timeout=TIMEOUT, check=False, env=_environment()
        )
    except subprocess.TimeoutExpired:
        raise UnreadableFileError(f"git took more than {TIMEOUT:.0f} s to answer 'git {words[0]}'") from None
    if done.returncode:
        raise _GitError
    return done.stdout.decode("utf-8", "replace").strip()


def _command(*words: str) -> list[str]:
    return ["git", "--no-pager", "-c", "core.fsmonitor=false", *words]


def _environment() -> dict[str, str]:
    return {**os.environ, **_QUIET}


def _write(blob: str, target: Path) -> None:
    part = target.with_suffix(".part")
    with part.open("wb") as stream:
        done = subprocess.run(  # noqa: S603 - fixed words and a digest, no shell
            _command("cat-file", "blob", blob), stdout=stream, stderr=subprocess.DEVNULL, check=False, env=_environment()
        )
    if done.returncode:
        part.unlink()
        raise UnreadableFileError(f"git could not give the content of object {blob}; 'git fsck' shows whether it is damaged")
    part.replace(target)
