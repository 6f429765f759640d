"""Git with the package's text conversion and difftool: paths that a shell would run, files of all kinds, missing sides."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.hostile.mutations import mutated
from tests.hostile.trial import Trial, command_outcome
from tests.model_files import CNN, MLP
from tests.repositories import Repository, new_repository

HAS_LIMITED_ADDRESSES = False

NAMES: tuple[bytes, ...] = (
    *(b"-o.keras", b"--help.keras", b"a b.keras", b"a\nb.keras", b"a\tb.keras", b"\x1b[31m.keras", b"\x07.keras"),
    *(b"$(touch pwned).keras", b"`touch pwned`.keras", b"; touch pwned;.keras", b"' ; touch pwned; '.keras", b'"a".keras'),
    *(b"\xff\xfe.keras", "é\u202e.keras".encode(), b"a:b.keras", b"HEAD:a.keras", b"*.keras", b"\\.keras", b"~.keras"),
    *(b"n" * 240 + b".keras", b".keras", b"dev/null.keras", b"{a,b}.keras", b"%s%n.keras", b"a.keras/b.keras"),
)
CONTENTS = ("model", "other", "damaged", "noise", "empty", "pointer", "zeros", "text", "link", "nothing")
COMMANDS = (
    ("git", "diff", "HEAD~1"),
    ("git", "log", "-p", "--stat"),
    ("git", "show", "--word-diff"),
    ("git", "difftool", "--no-prompt", "-t", "dotnet-viz", "HEAD~1"),
    ("dotnet-viz", "diff", "HEAD~1:PATH", "HEAD:PATH"),
    ("dotnet-viz", "diff", "/dev/null", "PATH"),
    ("dotnet-viz", "text", "PATH"),
    ("dotnet-viz", "diff", "HEAD:PATH", "PATH", "-o", "../x.html"),
)
_LARGE = 64 << 20


def prepare(folder: Path) -> Callable[[int], tuple[str, Trial]]:
    """Return what shows a change of a file in git.

    Args:
        folder: for repositories.
    """

    def attempt(number: int) -> tuple[str, Trial]:
        rng = random.Random(number)
        command, name, contents = COMMANDS[number % len(COMMANDS)], rng.choice(NAMES), rng.choices(CONTENTS, k=2)
        repository = new_repository(folder / str(number) / "repository", folder / str(number) / "tools")
        repository.git("config", "core.quotepath", "false")
        repository.run("dotnet-viz", "git-setup")
        path = Path(os.fsdecode(name))
        for content in contents:
            _put(repository.folder / path, content, rng)
            repository.git("add", "--all")
            repository.git("commit", "--quiet", "--allow-empty", "--message", content)
        trial = _trial(repository, [word.replace("PATH", str(path)) for word in command], f"{name!r} {contents}")
        shutil.rmtree(folder / str(number))
        return " ".join(command[:2]), trial

    return attempt


def _put(path: Path, content: str, rng: random.Random) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    if content == "link":
        path.symlink_to("/etc/passwd")
    elif content == "zeros":
        with path.open("wb") as stream:
            stream.truncate(_LARGE)
    elif content != "nothing":
        pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 1\n"
        made = {
            "model": MLP.read_bytes(),
            "other": CNN.read_bytes(),
            "empty": b"",
            "pointer": pointer,
            "text": b"\x1b[31mhello\n",
        }
        random_bytes = {"damaged": lambda: mutated(MLP.read_bytes(), rng), "noise": lambda: rng.randbytes(5000)}
        path.write_bytes(made[content] if content in made else random_bytes[content]())


def _trial(repository: Repository, words: list[str], shown: str) -> Trial:
    done = repository.run(*words)
    if list(repository.folder.parent.rglob("pwned")):
        return Trial("failed", 0.0, 0.0, f"{shown}: {words[:2]} ran a command out of a name")
    if words[0] == "git" and words[1] != "difftool" and (done.returncode or done.stderr):
        return Trial("failed", 0.0, 0.0, f"{shown}: {words[:2]} ended with {done.returncode}: {done.stderr[-200:]!r}")
    if words[0] == "git":
        is_bad = "Traceback" in done.stderr or "internal error" in done.stderr
        return Trial(
            "failed" if is_bad else "read", 0.0, 0.0, f"{shown}: {words[:2]}: {done.stderr[-200:]!r}" if is_bad else ""
        )
    outcome, detail = command_outcome(words[1:], done.returncode, done.stderr)
    if {"\x1b", "\x07", "\u202e"} & {*done.stdout, *done.stderr}:
        return Trial("failed", 0.0, 0.0, f"{shown}: {words[:2]} prints signs that a terminal obeys")
    return Trial(outcome, 0.0, 0.0, f"{shown}: {detail}" if detail else "")
