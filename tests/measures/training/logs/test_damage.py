"""Logs that are cut off, or of which bytes were changed: a run or an error of ours, whatever the format."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dotnet_viz.errors import VizError
from dotnet_viz.measures.training.logs import find_log_format, find_runs

CSV = "epoch,loss,val_loss\n" + "".join(f"{epoch},{2 / (epoch + 1)},{3 / (epoch + 1)}\n" for epoch in range(4))
LIGHTNING = "epoch,step,train_loss,val_loss\n0,4,2.0,\n0,4,,2.5\n1,9,1.0,\n1,9,,1.5\n"
ENTRIES = [{"epoch": step / 4, "loss": 1.0 / (step + 1), "step": step} for step in range(5)]
FILES = {
    "training.csv": CSV,
    "metrics.csv": LIGHTNING,
    "trainer_state.json": json.dumps({"log_history": ENTRIES, "num_train_epochs": 3}),
    "plots/metrics/train/loss.tsv": "step\tloss\n0\t2.0\n1\t1.0\n",
    "hparams.yaml": "lr: 0.1\nmodel:\n  width: 3\n",
}


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_any_damage_gives_runs_or_an_error_of_ours(tmp_path: Path, name: str, data: st.DataObject) -> None:
    content = bytearray(FILES[name].encode())
    for _ in range(data.draw(st.integers(0, 4))):
        offset = data.draw(st.integers(0, len(content) - 1))
        content[offset : offset + 1] = data.draw(
            st.sampled_from([b"\x00", b"\xff", b",", b"\n", b"e9999", b"-", b'"', b"[", b"1e308", b""])
        )
        content = content or bytearray(b"x")
    folder = tmp_path / "log"
    shutil.rmtree(folder, ignore_errors=True)
    for other in ("metrics.csv", name) if name == "hparams.yaml" else (name,):
        path = folder / other
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content[: data.draw(st.integers(0, len(content)))] if other == name else FILES[other].encode())
    try:
        runs = find_runs(folder)
    except VizError:
        return
    for run in runs:
        for curve in run.curves:
            assert curve.positions.size == curve.values.size > 0
            assert (curve.positions[1:] > curve.positions[:-1]).all()
        assert run.history is None or run.history.epochs


@pytest.mark.parametrize("name", FILES)
def test_the_undamaged_files_are_logs(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(FILES[name])
    assert name == "hparams.yaml" or find_log_format(path) or find_log_format(tmp_path)
