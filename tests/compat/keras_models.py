"""Live Keras models of many kinds, made when a test asks for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any


def stacked() -> Any:
    """Return a Sequential with its input."""
    import keras
    from keras import layers

    return keras.Sequential(
        [keras.Input((4,)), layers.Dense(3, activation="tanh", name="one"), layers.Dropout(0.2), layers.Dense(2, name="two")]
    )


def built_later() -> Any:
    """Return a Sequential in a Sequential that was built by a shape."""
    import keras
    from keras import layers

    deep = keras.Sequential([layers.Dense(3, name="d2"), layers.Dense(3, name="d3")], name="deep")
    model = keras.Sequential([layers.Dense(4, name="d1"), keras.Sequential([deep], name="mid"), layers.Dense(1, name="d4")])
    model.build((None, 4))
    return model


def functional_in_sequential() -> Any:
    """Return a functional model in a Sequential in a Sequential."""
    import keras
    from keras import layers

    start = keras.Input((4,), name="start")
    inner = keras.Model(start, layers.Dense(4, name="d2")(start), name="inner")
    model = keras.Sequential([layers.Dense(4, name="d1"), keras.Sequential([inner], name="mid"), layers.Dense(2, name="d3")])
    model.build((None, 4))
    return model


def branching() -> Any:
    """Return a model with a residual, two outputs and a frozen layer."""
    import keras
    from keras import layers

    x = keras.Input((4,), name="x")
    a = layers.Dense(4, name="a", activation="relu", trainable=False)(x)
    b = layers.Dense(4, name="b")(a)
    return keras.Model(x, [layers.Add(name="sum")([b, a]), layers.Concatenate(name="join")([b, x])])


def nested() -> Any:
    """Return models in models, three deep, with several inputs and outputs, one called by names."""
    import keras
    from keras import layers

    p, q = keras.Input((4,), name="p"), keras.Input((4,), name="q")
    pair = keras.Model([p, q], [layers.Dense(2, name="u")(p), layers.Dense(3, name="v")(q)], name="pair")
    r, s = keras.Input((4,), name="r"), keras.Input((4,), name="s")
    named = keras.Model({"r": r, "s": s}, {"m": layers.Add(name="m")([r, s]), "n": layers.Dense(3, name="n")(s)}, name="named")
    stack = keras.Sequential([keras.Input((2,)), layers.Dense(4, name="k")], name="stack")
    i, j = keras.Input((4,), name="i"), keras.Input((4,), name="j")
    first, second = pair([i, j])
    mid = keras.Model([i, j], [stack(first), second], name="mid")
    f, g = keras.Input((4,), name="f"), keras.Input((4,), name="g")
    left, right = mid([f, g])
    ends = named({"r": left, "s": f})
    return keras.Model([f, g], [ends["m"], ends["n"], layers.Dense(1, name="last")(right)])


def siamese() -> Any:
    """Return a layer and a model that two branches share."""
    import keras
    from keras import layers

    f, g, p = keras.Input((4,), name="f"), keras.Input((4,), name="g"), keras.Input((4,), name="p")
    shared = layers.Dense(4, name="shared")
    encoder = keras.Model(p, layers.Dense(3, name="code")(p), name="encoder")
    left = layers.Dense(2, name="left")(encoder(shared(f)))
    right = layers.Dense(2, name="right")(encoder(shared(g)))
    return keras.Model([f, g], layers.Concatenate(name="join")([left, right]))


def recurrent() -> Any:
    """Return recurrent layers, a wrapper and several outputs of one layer."""
    import keras
    from keras import layers

    words = keras.Input((None,), dtype="int32", name="words")
    vectors = layers.Embedding(10, 8, mask_zero=True, name="vectors")(words)
    steps, state, _ = layers.LSTM(4, return_state=True, return_sequences=True, name="lstm")(vectors)
    both = layers.Bidirectional(layers.GRU(3), name="both")(steps)
    each = layers.TimeDistributed(layers.Dense(2, activation="relu"), name="each")(steps)
    return keras.Model(words, [both, each, state])


def convolutional() -> Any:
    """Return convolutions, operations and activations as layers."""
    import keras
    from keras import layers

    image = keras.Input((8, 8, 3), name="image")
    x = layers.Conv2D(4, 3, activation="relu", name="conv")(image)
    x = layers.ReLU(name="cut")(layers.BatchNormalization(name="bn")(x))
    x = layers.GlobalAveragePooling2D(name="pool")(x)
    return keras.Model(image, keras.ops.relu(x * 2.0) + 1)


def with_subclassed() -> Any:
    """Return a functional model that calls a subclassed one."""
    import keras
    from keras import layers

    x = keras.Input((4,), name="x")
    return keras.Model(x, layers.Dense(2, name="after")(subclassed()(x)))


def subclassed() -> Any:
    """Return a subclassed model that has been called."""
    import keras
    from keras import layers

    class Own(keras.Model):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(name="own")
            self.first = layers.Dense(4, name="first")
            self.second = layers.Dense(2, name="second")

        def call(self, inputs: Any) -> Any:
            return self.second(self.first(inputs))

    model = Own()
    model(keras.ops.ones((1, 4)))
    return model


MODELS: Mapping[str, Callable[[], Any]] = {
    make.__name__: make
    for make in (stacked, built_later, functional_in_sequential, branching, nested, recurrent, convolutional)
}
"""Models that Keras itself draws rightly."""
