from __future__ import annotations

import signal
from pathlib import Path

from tests.hostile.tasks.kills import COMMANDS, OLD, fault_of


def test_a_part_of_a_file_and_what_is_left_beside_it_are_seen(tmp_path: Path) -> None:
    target = tmp_path / "x.svg"
    target.write_bytes(OLD)
    assert fault_of(target, 0, signal.SIGTERM) == ""
    target.write_bytes(b"<svg></svg>\n")
    assert fault_of(target, 0, signal.SIGTERM) == ""
    target.write_bytes(b"<svg>")
    assert fault_of(target, 0, signal.SIGKILL) == "SIGKILL left 5 bytes of a file"
    target.write_bytes(OLD)
    (tmp_path / "x.tmp").touch()
    assert fault_of(target, 143, signal.SIGTERM) == "SIGTERM left 'x.tmp'"
    assert fault_of(target, -9, signal.SIGKILL) == ""
    assert fault_of(target, 99, signal.SIGINT) == "did not end by SIGINT"


def test_every_command_has_a_target() -> None:
    assert all(sum(word.startswith("x.") for word in words) == 1 for words in COMMANDS)
