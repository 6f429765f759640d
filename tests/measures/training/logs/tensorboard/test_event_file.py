from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from dotnet_viz.files.formats.event_records import frame_records
from dotnet_viz.files.formats.protobuf import field, fixed
from dotnet_viz.measures.training.logs.tensorboard import event_file
from dotnet_viz.measures.training.logs.tensorboard.event_file import EventValues


def event(step: int, *values: bytes, time: float = 0.0) -> bytes:
    summary = field(5, b"".join(field(1, value) for value in values))
    return fixed(1, struct.pack("<d", time)) + field(2, step) + summary


def scalar(tag: str, value: float) -> bytes:
    return field(1, tag.encode()) + fixed(2, struct.pack("<f", value))


def tensor(tag: str, dtype: int, shape: tuple[int, ...], content: bytes, plugin: str = "") -> bytes:
    axes = b"".join(field(2, field(1, size)) for size in shape)
    metadata = field(9, field(1, field(1, plugin.encode()))) if plugin else b""
    return field(1, tag.encode()) + field(8, field(1, dtype) + field(2, axes) + content) + metadata


def read(folder: Path, *records: bytes) -> EventValues:
    path = folder / "events.out.tfevents.1"
    path.write_bytes(frame_records(records))
    values = EventValues()
    values.read(path)
    return values


def test_every_form_of_a_number_is_read(tmp_path: Path) -> None:
    half = struct.unpack("<H", np.float16(0.5).tobytes())[0]
    forms = [
        scalar("a", 0.5),
        tensor("b", 1, (), field(4, struct.pack("<f", 0.5))),
        tensor("c", 1, (), field(5, struct.pack("<f", 0.5))),
        tensor("d", 1, (), fixed(5, struct.pack("<f", 0.5))),
        tensor("e", 2, (), field(6, struct.pack("<d", 0.5))),
        tensor("f", 19, (), field(13, half)),
        tensor("g", 9, (2,), field(10, 7) + field(10, 2**64 - 1)),
        tensor("h", 10, (), field(11, 1)),
        tensor("i", 1, (3,), field(5, struct.pack("<f", 0.5))),
    ]
    values = read(tmp_path, event(3, *forms)).values
    assert [(item.tag, item.arrays()[0].tolist()) for item in values] == [
        *((tag, 0.5) for tag in "abcdef"),
        ("g", [7.0, -1.0]),
        ("h", 1.0),
        ("i", [0.5, 0.5, 0.5]),
    ]
    assert {int(item.steps[0]) for item in values} == {3}


def test_records_that_look_alike_keep_their_own_steps_times_and_numbers(tmp_path: Path) -> None:
    records = [event(step, scalar(tag, step / 4), time=step / 2) for step in range(300) for tag in ("ab", "cd")]
    for item in read(tmp_path, *records).values:
        assert item.steps.tolist() == list(range(300))
        assert item.times.tolist() == [step / 2 for step in range(300)]
        assert item.arrays().tolist() == [step / 4 for step in range(300)]


def test_a_plugin_that_only_the_first_event_names_counts_for_all(tmp_path: Path) -> None:
    content = field(4, np.arange(6.0).tobytes())
    records = [event(0, tensor("w", 2, (2, 3), content, "histograms")), event(1, tensor("w", 2, (2, 3), content))]
    [item] = read(tmp_path, *records).values
    assert (item.plugin, item.steps.tolist()) == ("histograms", [0, 1])


def test_images_embeddings_and_unknown_shapes_are_passed_over(tmp_path: Path) -> None:
    images = [
        tensor("image", 7, (3,), field(8, b"28") + field(8, b"28") + field(8, b"png"), "images"),
        field(1, b"old image") + field(4, field(4, b"png")),
        tensor("huge", 1, (1 << 40,), b""),
        tensor("unknown", 1, (2**64 - 1,), b""),
        tensor("short", 1, (3,), field(4, b"abcd" * 4)),
    ]
    assert read(tmp_path, event(0, *images)).values == ()


def test_histograms_that_do_not_fit_into_memory_are_thinned_out_evenly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_file, "MAX_BYTES", 1000)
    content = field(4, np.arange(6.0).tobytes())
    values = read(tmp_path, *(event(step, tensor("w", 2, (2, 3), content), scalar("loss", 1.0)) for step in range(100)))
    histograms, losses = values.values
    assert histograms.steps.tolist() == list(range(0, 100, 8))
    assert losses.steps.size == 100
    assert values.notes == ["The log has more histograms than fit into memory at once; one of 8 steps that have them is shown."]


def test_of_texts_the_last_one_is_kept(tmp_path: Path) -> None:
    records = [event(step, tensor("note", 7, (1,), field(8, b"text %d" % step), "text")) for step in range(3)]
    [item] = read(tmp_path, *records).values
    assert item.contents == [b"text 2"]


def test_a_record_that_is_no_event_ends_the_file_with_a_note(tmp_path: Path) -> None:
    values = read(tmp_path, event(0, scalar("a", 1.0)), b"\xff\xff\xff", event(1, scalar("a", 1.0)))
    assert values.values[0].steps.tolist() == [0]
    assert "What follows in 'events.out.tfevents.1' is left out" in values.notes[0]
