from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import dotnet_viz as dv
from tests.hostile import trial
from tests.hostile.samples import Sample, make_samples
from tests.hostile.trial import try_sample
from tests.model_files import MLP

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory of processes is measured on Linux alone")

SAMPLE = Sample(".keras", MLP, MLP)


def test_a_sound_file_is_read_and_one_that_is_none_is_refused(tmp_path: Path) -> None:
    assert try_sample(SAMPLE, random.Random(0)).outcome == "read"
    bad = tmp_path / "bad.keras"
    bad.write_bytes(b"hello")
    assert try_sample(Sample(".keras", bad, bad), random.Random(0)).outcome == "refused"


def fail(path: str) -> None:
    raise KeyError("x")


def waste(path: str) -> None:
    b"x" * (300 << 20)
    raise dv.VizError("refused")


def idle(path: str) -> None:
    end = time.process_time() + 0.2
    while time.process_time() < end:
        pass
    raise dv.VizError("refused")


@pytest.mark.parametrize(("read", "outcome"), [(fail, "failed"), (waste, "large"), (idle, "slow")])
def test_faults_are_seen(read: Callable[[str], None], outcome: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dv, "read", read)
    monkeypatch.setattr(trial, "SECONDS", 0.1 if outcome == "slow" else 60.0)
    monkeypatch.setattr(trial, "MEGABYTES", 100)
    found = try_sample(SAMPLE, random.Random(0))
    assert found.outcome == outcome
    assert found.detail


def test_every_sample_is_read_as_it_is_or_is_of_a_kind_that_needs_more(tmp_path: Path) -> None:
    for sample in make_samples(tmp_path):
        if sample.kind != ".safetensors":
            assert try_sample(sample, random.Random(1)).outcome == "read", sample.kind
