from __future__ import annotations

from dotnet_viz.keras_format.config.records import Call, LayerRecord, ModelRecord, TensorReference


def test_what_a_source_does_not_say_is_unknown() -> None:
    assert TensorReference("a", 0, 0).spec.shape is None
    assert Call().outputs is None
    assert LayerRecord("a", "Dense").variables.is_empty
    assert ModelRecord("m", "Sequential", "sequential").inputs == ()
