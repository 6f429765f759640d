"""A folder that is written to while its process is killed, at moments nobody chose: it always reads."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from dotnet_viz.measures.training.logs import read_run
from tests.training.trainings import environment

WRITE_ON = """\
import sys
from pathlib import Path
from tests.training.records import write_record
folder = Path(sys.argv[1])
first = 1
while True:
    first = write_record(folder, 5, first_epoch=first, planned=10**6, end=False).last_epoch + 1
    print(first - 1, flush=True)
"""
KILLS = 8


def check(folder: Path, told: int) -> None:
    """Assert that a folder reads, and that at most the last epoch that was told is missing."""
    found = read_run(folder)
    assert found.history is not None
    assert [*found.history.epochs] == [*range(1, len(found.history.epochs) + 1)]
    assert len(found.history.epochs) >= told - 1
    assert found.notes == ()
    for one in found.statistics:
        assert one.epochs.size >= len(found.history.epochs) - 1
    for epoch in found.snapshot_epochs[-2:]:
        assert found.load_snapshot(epoch)["dense/kernel"][0, 1] == epoch


def test_a_process_that_is_killed_at_any_moment_leaves_a_record_that_reads(tmp_path: Path) -> None:
    moments = random.Random(8)
    for number in range(KILLS):
        folder = tmp_path / str(number % 2)  # every second one goes on with a record that was cut off
        process = subprocess.Popen(
            [sys.executable, "-c", WRITE_ON, str(folder)], stdout=subprocess.PIPE, env=environment("tensorflow"), text=True
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(moments.uniform(0, 0.1))
        process.send_signal(signal.SIGKILL)
        told = process.communicate()[0].split()
        check(folder, int(told[-1]) if told else 5)
