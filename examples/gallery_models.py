"""The models of the gallery: small ones that are trained, and well-known ones as they are published.

Keras is handed in, so that the module can be imported without it.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

SEED = 7


def digits_mlp(keras: ModuleType) -> Any:
    """Return a multi-layer perceptron that reads the handwritten digits of scikit-learn."""
    layers = keras.layers
    rows = [
        keras.Input((64,), name="pixels"),
        layers.Dense(16, activation="relu", name="hidden"),
        layers.Dropout(0.2, name="dropout"),
        layers.Dense(10, activation="softmax", name="digit"),
    ]
    return _trained(keras, keras.Sequential(rows, name="digits_mlp"), (64,))


def tutorial(keras: ModuleType) -> Any:
    """Return the network of tutorials on looking into networks, trained to tell patterns apart."""
    from examples.tutorial_network import trained

    return trained(keras)


def digit() -> Any:
    """Return one of scikit-learn's handwritten digits, a three, as an image; shape (8, 8)."""
    from sklearn.datasets import load_digits

    return load_digits().images[3] / 16


def iris_logistic(keras: ModuleType) -> Any:
    """Return a logistic regression of Fisher's irises, as one dense layer."""
    from sklearn.datasets import load_iris

    rows = [keras.Input((4,), name="flower"), keras.layers.Dense(3, activation="softmax", name="species")]
    model = keras.Sequential(rows, name="iris_logistic")
    model.compile(optimizer=keras.optimizers.Adam(0.05), loss="sparse_categorical_crossentropy")
    data = load_iris()
    scaled = (data.data - data.data.mean(axis=0)) / data.data.std(axis=0)
    model.fit(scaled, data.target, epochs=30, batch_size=32, verbose=0)
    return model


def digits_cnn(keras: ModuleType) -> Any:
    """Return a convolutional network that reads the same digits."""
    layers = keras.layers
    rows = [
        keras.Input((8, 8, 1), name="image"),
        layers.Conv2D(8, 3, padding="same", activation="relu", name="conv_1"),
        layers.MaxPooling2D(name="pool_1"),
        layers.Conv2D(16, 3, padding="same", activation="relu", name="conv_2"),
        layers.MaxPooling2D(name="pool_2"),
        layers.Flatten(name="flatten"),
        layers.Dropout(0.3, name="dropout"),
        layers.Dense(10, activation="softmax", name="digit"),
    ]
    return _trained(keras, keras.Sequential(rows, name="digits_cnn"), (8, 8, 1))


def digits_cnn_normalised(keras: ModuleType) -> Any:
    """Return the next version of that network: a larger kernel, batch normalisation, another activation, no dropout."""
    layers = keras.layers
    rows = [
        keras.Input((8, 8, 1), name="image"),
        layers.Conv2D(8, 5, padding="same", activation="relu", name="conv_1"),
        layers.MaxPooling2D(name="pool_1"),
        layers.Conv2D(16, 3, padding="same", activation="gelu", name="conv_2"),
        layers.BatchNormalization(name="norm_2"),
        layers.MaxPooling2D(name="pool_2"),
        layers.Flatten(name="flatten"),
        layers.Dense(10, activation="softmax", name="digit"),
    ]
    return _trained(keras, keras.Sequential(rows, name="digits_cnn"), (8, 8, 1))


def digits_mlp_later(keras: ModuleType) -> Any:
    """Return the multi-layer perceptron after twice as many epochs."""
    return _trained(keras, digits_mlp(keras), (64,))


def transformer_wider(keras: ModuleType) -> Any:
    """Return the transformer with wider layers and a dropout in its third block."""
    return transformer(keras, changed=3)


def _trained(keras: ModuleType, model: Any, shape: tuple[int, ...]) -> Any:
    from sklearn.datasets import load_digits

    data = load_digits()
    model.compile(optimizer=keras.optimizers.Adam(0.003), loss="sparse_categorical_crossentropy")
    model.fit(data.data.reshape(-1, *shape) / 16.0, data.target, epochs=12, batch_size=32, verbose=0)
    return model


def lenet(keras: ModuleType) -> Any:
    """Return LeNet-5 (LeCun et al., 1998)."""
    layers = keras.layers
    rows = [
        keras.Input((32, 32, 1), name="image"),
        layers.Conv2D(6, 5, activation="tanh", name="C1"),
        layers.AveragePooling2D(2, name="S2"),
        layers.Conv2D(16, 5, activation="tanh", name="C3"),
        layers.AveragePooling2D(2, name="S4"),
        layers.Conv2D(120, 5, activation="tanh", name="C5"),
        layers.Flatten(name="flatten"),
        layers.Dense(84, activation="tanh", name="F6"),
        layers.Dense(10, activation="softmax", name="output"),
    ]
    return keras.Sequential(rows, name="LeNet-5")


def two_texts(keras: ModuleType) -> Any:
    """Return a model of two inputs and two outputs that reads both texts with the same layers."""
    layers = keras.layers
    question, answer = (keras.Input((20,), dtype="int32", name=name) for name in ("question", "answer"))
    embedding, reader = layers.Embedding(5_000, 32, name="embedding"), layers.LSTM(24, name="reader")
    read = [reader(embedding(text)) for text in (question, answer)]
    both = layers.Concatenate(name="both")([*read, layers.Multiply(name="agreement")(read)])
    hidden = layers.Dense(32, activation="relu", name="hidden")(both)
    fits = layers.Dense(1, activation="sigmoid", name="fits")(hidden)
    topic = layers.Dense(8, activation="softmax", name="topic")(hidden)
    return keras.Model([question, answer], [fits, topic], name="two_texts")


def transformer(keras: ModuleType, blocks: int = 4, width: int = 64, changed: int | None = None) -> Any:
    """Return a transformer's encoder (Vaswani et al., 2017), with a class at its end."""
    layers = keras.layers
    tokens = keras.Input((48,), dtype="int32", name="tokens")
    x = layers.Embedding(8_000, width, name="embedding")(tokens)
    for number in range(1, blocks + 1):
        attended = layers.MultiHeadAttention(4, width // 4, name=f"attention_{number}")(x, x)
        x = layers.LayerNormalization(name=f"norm_{number}a")(layers.Add(name=f"add_{number}a")([x, attended]))
        wide = layers.Dense((6 if number == changed else 4) * width, activation="gelu", name=f"up_{number}")(x)
        if number == changed:
            wide = layers.Dropout(0.1, name=f"dropout_{number}")(wide)
        narrow = layers.Dense(width, name=f"down_{number}")(wide)
        x = layers.LayerNormalization(name=f"norm_{number}b")(layers.Add(name=f"add_{number}b")([x, narrow]))
    pooled = layers.GlobalAveragePooling1D(name="pool")(x)
    return keras.Model(tokens, layers.Dense(5, activation="softmax", name="label")(pooled), name="transformer")


def tagger(keras: ModuleType) -> Any:
    """Return a tagger of words: a recurrent layer in both directions, and a small model applied to each step."""
    layers = keras.layers
    words = keras.Input((40, 16), name="words")
    state = keras.Input((24,), name="state")
    hidden = layers.Dense(12, activation="relu", name="hidden")(state)
    each = keras.Model(state, layers.Dense(5, activation="softmax", name="tag")(hidden), name="each")
    read = layers.Bidirectional(layers.LSTM(12, return_sequences=True, name="lstm"), name="both_ways")(words)
    return keras.Model(words, layers.TimeDistributed(each, name="every_step")(read), name="tagger")


def text_transformer(keras: ModuleType) -> Any:
    """Return a classifier of texts whose embedding and encoder block are custom layers, as the tutorials of Keras write it."""
    layers, ops = keras.layers, keras.ops

    class TokenAndPositionEmbedding(layers.Layer):  # type: ignore[name-defined,misc]  # Keras has no types
        def __init__(self, length: int, words: int, size: int, **options: Any) -> None:
            super().__init__(**options)
            self.length = length
            self.token_embedding = layers.Embedding(words, size, name="token_embedding")
            self.position_embedding = layers.Embedding(length, size, name="position_embedding")

        def call(self, tokens: Any) -> Any:
            return self.token_embedding(tokens) + self.position_embedding(ops.arange(self.length))

    class TransformerBlock(layers.Layer):  # type: ignore[name-defined,misc]
        def __init__(self, size: int, heads: int, hidden: int, **options: Any) -> None:
            super().__init__(**options)
            self.attention = layers.MultiHeadAttention(heads, size // heads, name="attention")
            rows = [layers.Dense(hidden, activation="relu", name="expand"), layers.Dense(size, name="project")]
            self.feed_forward = keras.Sequential(rows, name="feed_forward")
            self.norms = [layers.LayerNormalization(name=f"norm_{number}") for number in (1, 2)]
            self.drops = [layers.Dropout(0.1, name=f"drop_{number}") for number in (1, 2)]

        def call(self, inputs: Any) -> Any:
            attended = self.norms[0](inputs + self.drops[0](self.attention(inputs, inputs)))
            return self.norms[1](attended + self.drops[1](self.feed_forward(attended)))

    tokens = keras.Input((80,), dtype="int32", name="tokens")
    hidden = TokenAndPositionEmbedding(80, 2000, 32, name="embedding")(tokens)
    hidden = TransformerBlock(32, 4, 64, name="block")(hidden)
    hidden = layers.GlobalAveragePooling1D(name="average")(hidden)
    return keras.Model(tokens, layers.Dense(2, activation="softmax", name="sentiment")(hidden), name="text_transformer")


def unet(keras: ModuleType, depth: int = 3, filters: int = 16) -> Any:
    """Return a small U-Net (Ronneberger et al., 2015)."""
    layers = keras.layers
    image = x = keras.Input((96, 96, 3), name="image")
    skips = []
    for level in range(depth):
        x = layers.Conv2D(filters << level, 3, padding="same", activation="relu", name=f"down_{level}")(x)
        skips.append(x)
        x = layers.MaxPooling2D(name=f"pool_{level}")(x)
    x = layers.Conv2D(filters << depth, 3, padding="same", activation="relu", name="bottom")(x)
    for level in reversed(range(depth)):
        x = layers.Conv2DTranspose(filters << level, 2, strides=2, name=f"grow_{level}")(x)
        x = layers.Concatenate(name=f"skip_{level}")([skips[level], x])
        x = layers.Conv2D(filters << level, 3, padding="same", activation="relu", name=f"up_{level}")(x)
    return keras.Model(image, layers.Conv2D(2, 1, activation="softmax", name="mask")(x), name="unet")


def residual(keras: ModuleType) -> Any:
    """Return a subclassed model with subclassed blocks, whose connections are in its code only."""
    layers = keras.layers

    class Block(keras.Model):  # type: ignore[name-defined,misc]  # Keras has no types
        def __init__(self, name: str) -> None:
            super().__init__(name=name)
            self.widen = layers.Dense(48, activation="relu", name="widen")
            self.narrow = layers.Dense(16, name="narrow")

        def call(self, x: Any) -> Any:
            return keras.ops.relu(x + self.narrow(self.widen(x)))

    class Network(keras.Model):  # type: ignore[name-defined,misc]  # Keras has no types
        def __init__(self) -> None:
            super().__init__(name="residual")
            self.first = layers.Dense(16, name="first")
            self.blocks = [Block(f"block_{number}") for number in (1, 2)]
            self.last = layers.Dense(3, activation="softmax", name="last")

        def call(self, features: Any) -> Any:
            x = self.first(features)
            for block in self.blocks:
                x = block(x)
            return self.last(x)

    model = Network()
    model(keras.ops.zeros((1, 8)))
    return model


def resnet50(keras: ModuleType) -> Any:
    """Return ResNet50 (He et al., 2015)."""
    return keras.applications.ResNet50(weights=None)


def vgg16(keras: ModuleType) -> Any:
    """Return VGG16 (Simonyan and Zisserman, 2014)."""
    return keras.applications.VGG16(weights=None)
