from __future__ import annotations

import pytest

from dotnet_viz.errors import UnsafeFileError
from dotnet_viz.graph import Shape, TensorSpec
from dotnet_viz.keras_format.config.records import Call, LayerRecord, ModelRecord, TensorReference
from dotnet_viz.keras_format.shapes.inference import Inference
from dotnet_viz.keras_format.to_record import chained

INPUT = LayerRecord("x", "InputLayer", config={"batch_shape": [None, 4], "dtype": "float32"}, calls=(Call(),))


def called(name: str, kind: str, on: str, *, said: Shape | None = None, **config: object) -> LayerRecord:
    return LayerRecord(name, kind, config=config, calls=(Call((TensorReference(on, 0, 0, TensorSpec(said)),)),))


def functional(*layers: LayerRecord) -> ModelRecord:
    ends = [(TensorReference(layer.name, 0, 0),) for layer in (layers[0], layers[-1])]
    return ModelRecord("m", "Functional", "functional", layers, ends[0], ends[1])


def outputs(model: ModelRecord, *inputs: TensorSpec) -> dict[str, Shape | None]:
    found = Inference(1000).tensors(model, inputs or None)
    return {name: specs[0].shape for (name, _), (_, specs) in found.items()}


def test_what_a_consumer_says_goes_before_what_is_inferred() -> None:
    model = functional(INPUT, called("odd", "Odd", "x"), called("d", "Dense", "odd", said=(None, 7), units=2))
    assert outputs(model) == {"x": (None, 4), "odd": (None, 7), "d": (None, 2)}


def test_order_in_the_configuration_does_not_matter() -> None:
    model = functional(INPUT, called("late", "Dense", "early", units=2), called("early", "Dense", "x", units=3))
    assert outputs(model) == {"x": (None, 4), "late": (None, 2), "early": (None, 3)}


def test_a_stack_takes_what_the_next_layer_was_built_for() -> None:
    odd = LayerRecord("odd", "Odd", calls=(Call(),))
    last = LayerRecord("d", "Dense", config={"units": 2}, calls=(Call(),), input_shape=(None, 9))
    assert outputs(chained(ModelRecord("m", "Sequential", "sequential", (odd, last)))) == {"odd": (None, 9), "d": (None, 2)}


def test_the_first_layer_of_a_stack_knows_what_it_was_built_for() -> None:
    first = LayerRecord("d", "Dense", config={"units": 2}, calls=(Call(),), input_shape=(None, 9))
    assert outputs(chained(ModelRecord("m", "Sequential", "sequential", (first,)))) == {"d": (None, 2)}


def test_a_model_called_on_another_shape_is_inferred_anew() -> None:
    image = LayerRecord("x", "InputLayer", config={"batch_shape": [None, None, None, 3]}, calls=(Call(),))
    convolution = called("c", "Conv2D", "x", filters=2, kernel_size=[3, 3], padding="valid")
    inner = functional(image, convolution)
    assert outputs(inner)["c"] == (None, None, None, 2)
    assert Inference(1000).returns(inner, (TensorSpec((None, 8, 8, 3)),))[0].shape == (None, 6, 6, 2)


def test_what_is_in_a_circle_is_not_known() -> None:
    model = functional(INPUT, called("a", "ReLU", "b"), called("b", "ReLU", "a"))
    assert outputs(model) == {"x": (None, 4), "a": None, "b": None}


def test_models_that_grow_with_each_call_are_refused() -> None:
    model = functional(INPUT, called("d", "Dense", "x", units=3))
    for depth in range(30):
        layer = LayerRecord("m", "Functional", "model", model=model)
        first = Call((TensorReference("x", 0, 0),))
        second = Call((TensorReference("wide", 0, 0),))
        joined = LayerRecord("wide", "Concatenate", calls=(Call((TensorReference("x", 0, 0), TensorReference("x", 0, 0))),))
        last = LayerRecord("sum", "Concatenate", calls=(Call((TensorReference("m", 0, 0), TensorReference("m", 1, 0))),))
        body = LayerRecord(layer.name, layer.kind, layer.category, calls=(first, second), model=model)
        model = ModelRecord(
            f"m{depth}",
            "Functional",
            "functional",
            (INPUT, joined, body, last),
            (TensorReference("x", 0, 0),),
            (TensorReference("sum", 0, 0),),
        )
    with pytest.raises(UnsafeFileError, match="more than 1,000 steps"):
        outputs(model, TensorSpec((None, 5)))
