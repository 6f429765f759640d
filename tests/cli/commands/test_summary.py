from __future__ import annotations

import json
from pathlib import Path

import pytest

from dotnet_viz import cli
from tests.conftest import DATA

MODEL = DATA / "models" / "mlp-6-3-7.keras"


def test_summary_prints_a_table_or_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["summary", str(MODEL)]) == 0
    assert "Dense" in capsys.readouterr().out
    assert cli.main(["summary", str(MODEL), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["kind"] == "Sequential"


def test_quiet_only_checks_that_a_model_can_be_read(arrays: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["summary", str(arrays), "--quiet"]) == 0
    assert cli.main(["summary", str(arrays.parent / "none.npz"), "--quiet"]) == 2
    assert capsys.readouterr().out == ""


def test_the_values_of_the_weights_are_in_numbers_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["summary", str(MODEL), "--statistics"]) == 0
    assert "dense/kernel" in capsys.readouterr().out
    assert cli.main(["summary", str(MODEL), "--json", "--statistics"]) == 0
    found = json.loads(capsys.readouterr().out)["statistics"]
    assert [item["name"] for item in found] == ["kernel", "bias", "kernel", "bias"]


def test_layers_inside_others_are_listed_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    rnn = str(DATA / "models" / "rnn.keras")
    assert cli.main(["summary", rnn]) == 0
    assert "backward_lstm" not in capsys.readouterr().out
    assert cli.main(["summary", rnn, "--expand-wrappers"]) == 0
    assert "backward_lstm" in capsys.readouterr().out
