"""Paths that may not be looked at: closed folders, links in a circle, names that no system takes; a line says so."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np

from tests.conftest import DATA
from tests.hostile.rights import give_up_rights
from tests.hostile.trial import Trial, try_command
from tests.model_files import MLP

HAS_LIMITED_ADDRESSES = False

CLOSED = {"closed": 0, "not entered": 0o644, "not listed": 0o311, "not written": 0o555}
"""Folders, and their permissions."""
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("draw", "IN", "-o", "x.svg"), ("summary", "IN"), ("show", "IN"), ("text", "IN"), ("check", "IN"), ("card", "IN"),
    ("report", "IN", "-o", "x.html"), ("report", "IN", "-o", "reports"), ("report", "IN/*", "-o", "reports"),
    ("report", "OK", "IN", "-o", "reports"), ("report", "OK", "--baseline", "IN", "-o", "x.html"),
    ("draw", "OK", "--weights", "IN", "-o", "x.svg"), ("diff", "IN"), ("diff", "IN", "OK"), ("diff", "HEAD:IN", "OK"),
    ("animate", "IN", "-o", "x.gif"), ("curves", "IN", "-o", "x.svg"), ("runs", "IN", "-o", "x.html"),
    ("watch", "IN", "--once"), ("export", "weights", "IN", "-o", "x.npz"), ("evaluate", "IN", "-o", "figures"),
    ("report", "OK", "--predictions", "IN", "-o", "x.html"), ("report", "OK", "--card", "IN", "-o", "x.html"),
    ("report", "OK", "--theme", "IN", "-o", "x.html"), ("report", "OK", "--logo", "IN", "-o", "x.html"),
    ("report", "OK", "--templates", "IN", "-o", "x.html"), ("passage", "ARRAYS", "--input", "IN", "-o", "x.svg"),
    ("draw", "OK", "-o", "IN.svg"), ("report", "OK", "-o", "IN.html"), ("report", "OK", "-o", "IN/new"),
    ("report", "OK", "OK", "-o", "IN/new"), ("export", "weights", "OK", "-o", "IN/new"), ("diff", "OK", "OK", "-o", "IN.svg"),
    ("evaluate", "TABLE", "-o", "IN/new"), ("card", "OK", "-o", "IN.md"),
)  # fmt: skip


def prepare(folder: Path) -> Callable[[int], tuple[str, Trial]]:
    """Return what gives a command such a path.

    Args:
        folder: for the paths; this process gives up its rights, if it is an administrator's.
    """
    sources = _make_places(folder)
    known = {"OK": str(MLP), "ARRAYS": str(folder / "open" / "x.npz"), "TABLE": str(folder / "open" / "y.csv")}
    give_up_rights()

    def attempt(number: int) -> tuple[str, Trial]:
        rng = random.Random(number)
        words, source = COMMANDS[number % len(COMMANDS)], rng.choice(sources)
        place = folder / str(number)
        place.mkdir()
        return words[0], try_command([_filled(word, {**known, "IN": source}, place) for word in words])

    return attempt


def _filled(word: str, known: dict[str, str], place: Path) -> str:
    """Return a word with the paths that it stands for; what is written has a folder of its own."""
    for name, path in known.items():
        if word == name or word.startswith((f"{name}/", f"{name}.")) or word.endswith(f":{name}"):
            return word.replace(name, path, 1)
    return str(place / word) if word.startswith("x.") or word in ("reports", "figures") else word


def _make_places(folder: Path) -> list[str]:
    _fill(folder / "open")
    found = ["n" * 300, f"{'n' * 300}.keras", "/".join(["d" * 200] * 30), str(folder / "open" / "a.keras" / "b")]
    for name in (*CLOSED, "links", "loops", "half"):
        _fill(folder / name)
        found += [str(folder / name)]
        found += [str(path) for path in sorted((folder / name).iterdir())]
    for path in sorted((folder / "links").iterdir()):
        _replace(path, folder / "closed" / path.name)
    for path in sorted((folder / "loops").iterdir()):
        _replace(path, path)
    for inner in ("saved/variables", "logs/train", "a.keras", "unpacked/model.weights.h5"):
        (folder / "half" / inner).chmod(0)
    for name, mode in CLOSED.items():
        (folder / name).chmod(mode)
    return found


def _fill(folder: Path) -> None:
    """Write a folder with one of each kind of thing that commands read."""
    folder.mkdir()
    for name in ("a.keras", "b.keras"):
        shutil.copy(MLP, folder / name)
    shutil.copy(DATA / "logs" / "csv_logger.csv", folder / "log.csv")
    shutil.copytree(DATA / "logs" / "keras", folder / "logs")
    shutil.copytree(DATA / "saved_models" / "nested", folder / "saved")
    shutil.unpack_archive(MLP, folder / "unpacked", "zip")
    np.savez(folder / "x.npz", kernel=np.ones((6, 3), "f4"))
    (folder / "y.csv").write_text("y_true,y_pred\n0,1\n1,1\n", encoding="utf-8")
    (folder / "card.yaml").write_text("license: mit\n", encoding="utf-8")
    (folder / "theme.css").write_text(":root { --ink: #000 }\n", encoding="utf-8")
    (folder / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>\n', encoding="utf-8")
    (folder / "report.json").write_text('{"format": "dotnet_viz report"}\n', encoding="utf-8")


def _replace(path: Path, target: Path) -> None:
    """Put a link in the place of a file or folder."""
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    path.symlink_to(target)
