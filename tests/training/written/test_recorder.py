"""A record that is gone on with, and a file in its place that is something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from dotnet_viz.measures.training.logs import read_run
from dotnet_viz.measures.training.record_parts import EVENTS
from dotnet_viz.training.written.recorder import Recorder
from tests.training.records import write_record


@pytest.mark.parametrize("content", ['{"event": "message", "text": "hello"}\n', "a table, of somebody else\n1, 2\n"])
def test_a_file_that_is_no_record_is_kept_under_another_name(tmp_path: Path, content: str) -> None:
    (tmp_path / EVENTS).write_text(content)
    (tmp_path / "record.other-1.jsonl").write_text("from before")
    recorder = write_record(tmp_path, 2)
    assert recorder.renamed == tmp_path / "record.other-2.jsonl"
    assert recorder.renamed.read_text() == content
    history = read_run(tmp_path).history
    assert history is not None
    assert history.epochs == (1, 2)


@pytest.mark.parametrize("content", ["", '{"event": "sta'])
def test_what_a_killed_process_left_of_its_first_event_is_no_other_file(tmp_path: Path, content: str) -> None:
    (tmp_path / EVENTS).write_text(content)
    assert write_record(tmp_path, 1).renamed is None


def test_a_record_is_gone_on_with(tmp_path: Path) -> None:
    write_record(tmp_path, 2)
    recorder = Recorder(tmp_path)
    assert (recorder.last_epoch, recorder.renamed) == (2, None)
