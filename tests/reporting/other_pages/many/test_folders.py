from __future__ import annotations

import re
from pathlib import Path

import pytest

from dotnet_viz.reporting.other_pages.many.folders import LONGEST, folder_names

ODD = [
    "a/model.keras",
    "b/model.keras",
    "../../../etc/passwd",
    "..",
    "...",
    "/",
    "NUL.keras",
    "com1.h5",
    "index.html",
    "index.json",
    "A/Model.keras",
    "a\\b:c*?.keras",
    "日本語.keras",
    "модель.keras",
    "x" * 5000 + ".keras",
    "y/" * 400 + "m.keras",
    "trailing. .keras",
    "-rf.keras",
    "a\nb.keras",
    ".hidden",
    "",
]


def test_names_are_safe_short_and_different_on_every_system() -> None:
    names = folder_names(ODD)
    assert len({name.lower() for name in names}) == len(ODD)
    for name in names:
        assert re.fullmatch(r"[A-Za-z0-9_+=@][A-Za-z0-9._+=@-]*", name), name
        assert len(name) <= LONGEST + 12
        assert not name.endswith(".")
    assert not {"nul", "com1", "index.html", "index.json", "..", "."} & {name.lower() for name in names}


def test_a_name_does_not_depend_on_the_other_models() -> None:
    assert folder_names(["runs/7/model.keras"])[0] == folder_names(["runs/6/model.keras", "runs/7/model.keras"])[1]


def test_a_path_below_the_present_folder_is_named_as_seen_from_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert folder_names([str(tmp_path / "runs" / "7.keras")]) == ("runs-7",)


def test_a_name_that_another_gets_by_its_digest_is_not_given_twice() -> None:
    first = folder_names(["a b.h5", "a_b.h5"])
    names = folder_names(["a b.h5", "a_b.h5", f"{first[0]}.h5"])
    assert len(set(names)) == 3
