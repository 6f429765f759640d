from __future__ import annotations

from dotnet_viz.keras_format.config.entries import category, is_model, layer_name

SEQUENTIAL = {"class_name": "Sequential", "config": {"name": "m", "layers": []}}


def test_operations_are_reported_by_their_module_or_by_what_they_do_not_say() -> None:
    operation = {"module": "keras.src.ops.numpy", "class_name": "Multiply", "config": {"name": "m"}}
    assert category(operation) == "operation"
    assert category({"class_name": "Multiply", "config": {"name": "m"}}) == "operation"
    assert category({"class_name": "TFOpLambda", "config": {"name": "m", "trainable": True}}) == "operation"
    assert category({"module": "keras.layers", "class_name": "Multiply", "config": {"name": "m"}}) == "layer"
    assert category(SEQUENTIAL, is_a_model=True) == "model"


def test_classes_of_operations_alone_need_no_name_and_may_have_a_dtype() -> None:
    assert category({"class_name": "Cumsum", "config": {"name": "c", "axis": 1, "dtype": None}}) == "operation"
    assert category({"class_name": "ExtractPatches", "config": {"size": [2, 2]}}) == "operation"
    assert category({"class_name": "Cumsum", "config": {"name": "c", "trainable": True}}) == "layer"  # of an author's own
    assert category({"class_name": "Mine", "config": {"size": 3}}) == "layer"


def test_models_are_distinguished_from_layers_that_hold_layers() -> None:
    assert is_model(SEQUENTIAL)
    assert is_model({"class_name": "Mine", "config": {}, "compile_config": {}})
    assert not is_model({"class_name": "Pipeline", "config": {"layers": [{"class_name": "Dense", "config": {"name": "a"}}]}})
    assert not is_model({"class_name": "Dense", "config": {"name": "a"}})


def test_a_layer_has_the_name_of_its_entry_or_configuration_or_class() -> None:
    assert layer_name({"class_name": "Dense", "name": "a", "config": {"name": "b"}}) == "a"
    assert layer_name({"class_name": "Dense", "config": {"name": "b"}}) == "b"
    assert layer_name({"class_name": "MaxPooling2D", "config": 3}) == "max_pooling2d"
