from __future__ import annotations

import hashlib
import json
import platform
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.sections import reproducibility
from dotnet_viz.runtime.installed import installed_version
from tests.reporting.builders import model_graph


def facts(context: ReportContext) -> dict[str, str]:
    data = reproducibility.build(context).data
    return {fact.name: fact.value for fact in (*data["origin"], *data["software"])}


def test_the_file_is_named_without_its_folder_and_has_its_digest(tmp_path: Path) -> None:
    file = tmp_path / "secret folder" / "model.keras"
    file.parent.mkdir()
    file.write_bytes(b"model" * 1_000_000)
    shown = facts(ReportContext(model_graph(path=str(file), file=file, file_size=5_000_000, framework_version="3.15.1")))
    assert shown["File"] == "model.keras"
    assert shown["Size of the file"] == "4.8 MiB"
    assert shown["SHA-256 of the file"] == hashlib.sha256(b"model" * 1_000_000).hexdigest()
    assert shown["Made with"] == "Keras 3.15.1"
    assert "secret" not in " ".join(shown.values())


def test_a_file_that_only_a_json_text_names_is_not_opened(tmp_path: Path) -> None:
    private = tmp_path / "private.txt"
    private.write_text("not for others")
    text = json.loads(model_graph(path=str(private), file_size=14).to_json())
    text["origin"]["file"] = str(private)
    saved = tmp_path / "graph.json"
    saved.write_text(json.dumps(text))
    opened: list[str] = []
    watching = True
    sys.addaudithook(lambda event, args: opened.append(str(args[0])) if watching and event == "open" else None)
    shown = facts(ReportContext(dv.read(saved)))
    watching = False
    assert "SHA-256 of the file" not in shown
    assert str(saved) in opened
    assert str(private) not in opened


@pytest.mark.parametrize("path", ["/home/someone/model.keras", "C:\\Users\\someone\\model.keras", "model.keras"])
def test_a_file_that_has_gone_is_named_all_the_same(path: str) -> None:
    shown = facts(ReportContext(model_graph(path=path, sha256="abc")))
    assert (shown["File"], shown["SHA-256 of the file"]) == ("model.keras", "abc")
    assert "SHA-256 of the file" not in facts(ReportContext(model_graph(path=path + ".gone")))


def test_seed_and_date_stand_there_only_if_given() -> None:
    shown = facts(ReportContext(model_graph(), seed=0, date="1 May"))
    assert (shown["Seed"], shown["Date"]) == ("0", "1 May")
    assert not {"Seed", "Date", "File"} & set(facts(ReportContext(model_graph())))


def test_versions_are_reported_but_not_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = facts(ReportContext(model_graph()))
    assert shown["Python"] == platform.python_version()
    assert shown["numpy"] == np.__version__
    assert shown["Platform"].startswith(platform.system())
    host = platform.node()
    assert not host or host not in " ".join(shown.values())


def test_a_framework_is_named_only_where_a_live_model_runs_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    live = type("Model", (), {"__module__": "keras.src.models.model"})()
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    assert "torch" not in facts(ReportContext(model_graph(), model=live))
    monkeypatch.setitem(sys.modules, "torch", SimpleNamespace(__version__="2.9"))
    assert facts(ReportContext(model_graph(), model=live))["torch"] == installed_version("torch")
    assert "torch" not in facts(ReportContext(model_graph(), model="model.keras"))
