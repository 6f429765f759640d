"""Floating-point operations of the families of ``keras.applications``: as counted here, and by TensorFlow's profiler.

``python -m benchmarks.operations`` prints the table of docs/cost.md. No weights are downloaded. The profiler is given the
frozen graph of a batch of one, as a model is used, not trained.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

FAMILIES = (
    *("ConvNeXtTiny", "DenseNet121", "EfficientNetB0", "EfficientNetV2B0", "InceptionResNetV2", "InceptionV3", "MobileNet"),
    *("MobileNetV2", "MobileNetV3Small", "NASNetMobile", "ResNet50", "ResNet50V2", "VGG16", "Xception"),
)
"""A model of each family."""


@contextmanager
def _without_compilation() -> Iterator[None]:
    """Have Keras call grouped convolutions as they are: the profiler has no number for what is compiled as a whole."""
    import tensorflow as tf

    function = tf.function

    def uncompiled(*given: Any, jit_compile: bool | None = None, **options: Any) -> Any:
        return function(*given, **options)

    tf.function = uncompiled
    try:
        yield
    finally:
        tf.function = function


def profiled_operations(model: Any) -> int:
    """Return the floating-point operations that TensorFlow's profiler counts for a batch of one.

    Args:
        model: a live Keras model on TensorFlow, with inputs of known sizes.
    """
    import tensorflow as tf
    from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2

    specs = [tf.TensorSpec((1, *tensor.shape[1:]), tensor.dtype) for tensor in model.inputs]
    with _without_compilation():
        call = tf.function(lambda *inputs: model(list(inputs) if len(inputs) > 1 else inputs[0], training=False))
        frozen = convert_variables_to_constants_v2(call.get_concrete_function(*specs))
    profiler = tf.compat.v1.profiler
    options = profiler.ProfileOptionBuilder(profiler.ProfileOptionBuilder.float_operation()).with_empty_output().build()
    return int(profiler.profile(frozen.graph, options=options).total_float_ops)


def rows() -> Iterator[tuple[str, int, int, int]]:
    """Yield name, MACs and FLOPs as counted here, and FLOPs of the profiler, of a model of each family."""
    import keras

    import dotnet_viz as dv

    for name in FAMILIES:
        options = {"input_shape": (224, 224, 3)} if name.startswith("MobileNetV3") else {}
        model = getattr(keras.applications, name)(weights=None, **options)
        cost = dv.summary(model).cost
        yield name, cost.macs, cost.flops, profiled_operations(model)
        keras.backend.clear_session()


def main() -> None:
    """Print the table."""
    print("| model | MACs | FLOPs | FLOPs of the profiler | difference |\n|---|---|---|---|---|")
    for name, macs, flops, profiled in rows():
        print(f"| {name} | {macs:,} | {flops:,} | {profiled:,} | {100 * (flops / profiled - 1):+.3f} % |", flush=True)


if __name__ == "__main__":
    main()
