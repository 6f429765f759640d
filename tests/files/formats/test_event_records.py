from __future__ import annotations

from pathlib import Path

import pytest

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.formats import event_records
from dotnet_viz.files.formats.crc32c import masked_crc32c
from dotnet_viz.files.formats.event_records import frame_records, read_records

RECORDS = [b"", b"a", b"version", bytes(1000), b"x" * 70_000]


def write(folder: Path, content: bytes) -> Path:
    path = folder / "events"
    path.write_bytes(content)
    return path


def read(path: Path) -> list[bytes]:
    return [record for group in read_records(path) for record in group]


@pytest.mark.parametrize("piece", [1, 13, 4096, 1 << 20])
def test_records_come_back_whatever_pieces_the_file_is_read_in(
    tmp_path: Path, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_records, "_PIECE", piece)
    records = RECORDS[:4] if piece < 100 else RECORDS
    assert read(write(tmp_path, frame_records(records))) == records


def test_a_torn_end_is_left_out(tmp_path: Path) -> None:
    whole = frame_records(RECORDS[:3])
    last = len(frame_records(RECORDS[2:3]))
    for missing in range(1, last + 1):
        assert read(write(tmp_path, whole[:-missing])) == RECORDS[:2]


@pytest.mark.parametrize("offset", [0, 9, 12, 13])
def test_a_changed_byte_stops_the_reader_behind_what_is_right(tmp_path: Path, offset: int) -> None:
    content = bytearray(frame_records(RECORDS[:3]))
    content[16 + offset] ^= 1
    groups = read_records(write(tmp_path, bytes(content)))
    assert next(groups) == RECORDS[:1]
    with pytest.raises(UnreadableFileError, match="record 2 has another CRC"):
        next(groups)


def test_a_length_beyond_the_file_reserves_nothing(tmp_path: Path) -> None:
    length = (1 << 60).to_bytes(8, "little")
    crc = masked_crc32c([length])[0].tobytes()
    assert read(write(tmp_path, frame_records([b"first"]) + length + crc + b"rest")) == [b"first"]


def test_a_record_that_is_too_large_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_records, "_PIECE", 64)
    monkeypatch.setattr(event_records, "MAX_RECORD_BYTES", 1000)
    assert read(write(tmp_path, frame_records([b"first", bytes(5000), b"last"]))) == [b"first", b"last"]
