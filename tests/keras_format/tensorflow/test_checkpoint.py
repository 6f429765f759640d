from __future__ import annotations

import pytest

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.formats.protobuf import field
from dotnet_viz.keras_format.tensorflow import messages
from dotnet_viz.keras_format.tensorflow.checkpoint import Checkpoint, TrackedObject, read_checkpoint
from dotnet_viz.keras_format.tensorflow.weights import exported_groups, exported_variables
from dotnet_viz.keras_format.variables import Variable
from tests.conftest import DATA

FOLDER = DATA / "saved_models"


def test_a_checkpoint_has_variables_and_the_objects_that_lead_to_them() -> None:
    checkpoint = read_checkpoint(FOLDER / "nested" / "variables" / "variables")
    index = checkpoint.at("layer_with_weights-0")
    assert index is not None
    names = [checkpoint.objects[child].name for child in checkpoint.variables_in(index)]
    assert names == ["shared/kernel", "shared/bias"]
    assert checkpoint.at("layer_with_weights-0.none") is None
    kernel = checkpoint.variables[checkpoint.objects[checkpoint.variables_in(index)[0]].key]
    assert (kernel.shape, kernel.dtype) == ((6, 6), "float32")


def test_objects_that_lead_in_circles_end() -> None:
    objects = (TrackedObject({"a": 1, "far": 99}), TrackedObject({"a": 0, "v": 2}), TrackedObject({}, "k", "w"))
    checkpoint = Checkpoint({"k": Variable((2,), "float32", None)}, objects)
    variables, is_ordered = exported_variables(checkpoint)
    assert (list(variables), is_ordered) == (["w"], False)
    assert checkpoint.at("far") is None


def test_a_checkpoint_of_tensorflow_1_has_names_as_keys() -> None:
    checkpoint = Checkpoint({"dense/kernel": Variable((2,), "float32", None)}, ())
    assert list(exported_variables(checkpoint)[0]) == ["dense/kernel"]


def test_shapes_of_too_many_axes_are_refused_and_unknown_ones_are_none() -> None:
    axis = field(2, field(1, 3))
    assert messages.shape(axis * 2, 0, len(axis) * 2) == (3, 3)
    assert messages.shape(field(3, 1), 0, 2) is None
    with pytest.raises(UnreadableFileError, match="65 axes"):
        messages.shape(axis * 65, 0, len(axis) * 65)


def test_the_state_of_a_random_generator_is_no_layer() -> None:
    """An exported LSTM had a layer "seed_generator_11", and its model's name before all others."""
    names = ("m/lstm/lstm_cell/kernel", "m/dense/kernel", "seed_generator_11/seed_generator_state")
    checkpoint = Checkpoint({name: Variable((2,), "float32", None) for name in names}, ())
    assert list(exported_groups(checkpoint)[0]) == ["lstm/lstm_cell", "dense"]
