from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.errors import OptionError, OutputError, UnsupportedInputError
from dotnet_viz.files.formats.event_records import read_records
from dotnet_viz.measures.training.logs import find_log_format


@pytest.fixture(scope="module")
def picture() -> dv.Drawing:
    return dv.weight_graph([np.ones((3, 2))])


def images(path: Path) -> list[tuple[int, str, Any]]:
    """Return the images of a file as TensorBoard's own classes read them."""
    event_pb2 = pytest.importorskip("tensorboard.compat.proto.event_pb2")
    events = [event_pb2.Event.FromString(record) for group in read_records(path) for record in group]
    assert events[0].file_version == "brain.Event:2"
    return [(event.step, value.tag, value.image) for event in events for value in event.summary.value]


def test_tensorboards_classes_read_name_step_and_image(tmp_path: Path, picture: dv.Drawing) -> None:
    path = dv.log_picture(tmp_path / "run", picture, "weights", step=3, scale=1)
    [(step, tag, image)] = images(path)
    assert (step, tag) == (3, "weights")
    assert image.encoded_image_string == picture.png(1)
    assert (image.width, image.height) == (round(picture.width), round(picture.height))
    assert image.colorspace in (3, 4)


@pytest.mark.slow
def test_the_image_tab_of_tensorboard_has_it(tmp_path: Path, picture: dv.Drawing) -> None:
    accumulator = pytest.importorskip("tensorboard.backend.event_processing.event_accumulator")
    for step in (1, 2):
        path = dv.log_picture(tmp_path, picture, "weights", step=step)
    log = accumulator.EventAccumulator(str(path.parent))
    log.Reload()
    assert [image.step for image in log.Images("weights")] == [1, 2]
    assert log.Images("weights")[0].encoded_image_string == picture.png()


def test_further_pictures_are_appended(tmp_path: Path, picture: dv.Drawing) -> None:
    paths = {dv.log_picture(tmp_path, picture, "weights", step=step) for step in range(3)}
    [path] = paths
    assert [step for step, _, _ in images(path)] == [0, 1, 2]


def test_a_file_that_was_cut_off_is_left_alone(tmp_path: Path, picture: dv.Drawing) -> None:
    first = dv.log_picture(tmp_path, picture, "weights")
    first.write_bytes(first.read_bytes()[:-10])
    second = dv.log_picture(tmp_path, picture, "weights", step=1)
    assert second > first
    assert [step for step, _, _ in images(second)] == [1]


def test_a_folder_with_pictures_alone_is_no_log(tmp_path: Path, picture: dv.Drawing) -> None:
    dv.log_picture(tmp_path, picture)
    assert find_log_format(tmp_path) is None
    assert find_log_format(tmp_path / "pictures") is None


@pytest.mark.parametrize("step", [-1, 1.5, True, "1", 2**63])
def test_a_step_that_is_none_is_refused(tmp_path: Path, picture: dv.Drawing, step: Any) -> None:
    with pytest.raises(OptionError, match="step must be a whole number"):
        dv.log_picture(tmp_path, picture, step=step)
    assert not list(tmp_path.iterdir())


def test_what_is_no_picture_and_a_folder_that_is_a_file_are_refused(tmp_path: Path, picture: dv.Drawing) -> None:
    with pytest.raises(UnsupportedInputError, match="takes a picture"):
        dv.log_picture(tmp_path, "weights.png")  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="must not be empty"):
        dv.log_picture(tmp_path, picture, "")
    (tmp_path / "run").write_text("")
    with pytest.raises(OutputError, match="cannot write a picture"):
        dv.log_picture(tmp_path / "run", picture)
