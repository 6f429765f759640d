from __future__ import annotations

import pytest

from dotnet_viz.graph import TensorSpec
from dotnet_viz.keras_format.shapes.operations.call import OperationCall, axis_of, constant

X, Y = TensorSpec((None, 3), "float32"), TensorSpec((3,), "int32")


def test_operands_stand_in_the_order_of_the_arguments() -> None:
    call = OperationCall({}, [X, Y], [("args[1]", 2), ("axis", 0)])
    assert [operand.dtype for operand in call.operands] == ["float32", "int", "int32"]
    assert [operand.dtype for operand in OperationCall({}, [X], [("args[0]", 1.0)]).operands] == ["float", "float32"]


def test_settings_are_those_of_the_operation_or_arguments_by_name() -> None:
    call = OperationCall({"axis": 1}, [X], [("keepdims", True), ("axis", 2)])
    assert (call.setting("axis"), call.setting("keepdims"), call.setting("other", 5)) == (1, True, 5)


def test_arrays_in_a_file_have_the_shape_of_their_values() -> None:
    array = {"class_name": "__tensor__", "config": {"value": [[1.0, 2.0]], "dtype": "float16"}}
    assert (constant(array).shape, constant(array).dtype) == ((1, 2), "float16")
    assert (constant([]).shape, constant([True]).dtype, constant(None).dtype) == ((0,), "bool", "?")


def test_objects_of_other_classes_are_no_operands() -> None:
    with pytest.raises(TypeError, match="'Mine'"):
        constant({"class_name": "Mine"})


def test_an_input_of_unknown_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="not known"):
        OperationCall({}, [TensorSpec(None, "float32")])


def test_axes_count_from_either_end() -> None:
    assert [axis_of(axis, 3) for axis in (-3, -1, 0, 2)] == [0, 2, 0, 2]
    with pytest.raises(ValueError, match="no axis 3"):
        axis_of(3, 3)
