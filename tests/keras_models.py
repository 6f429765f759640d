"""Live Keras models of every kind that a graph has to tell right; Keras is handed in, so that nothing here imports it."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np


def preprocessing(keras: ModuleType) -> Any:
    """Return a model of tables, words and pictures, with their preprocessing."""
    layers, new = keras.layers, keras.Input
    inputs = [
        new((3,), name="numbers"),
        new((1,), name="code", dtype="int32"),
        new((1,), name="word", dtype="string"),
        new((16, 16, 3), name="picture"),
    ]
    numbers, code, word, picture = inputs
    scaled = layers.Normalization(mean=[0.0, 1.0, 2.0], variance=[1.0, 2.0, 3.0], name="normalised")(numbers)
    hashed = layers.CategoryEncoding(12, output_mode="one_hot", name="encoded")(layers.Hashing(10, name="hashed")(word))
    known = layers.StringLookup(vocabulary=["a", "b"], output_mode="multi_hot", name="known")(word)
    embedded = layers.Embedding(9, 2, name="embedded")(layers.IntegerLookup(vocabulary=[1, 2, 3], name="indexed")(code))
    for layer in (
        layers.RandomFlip(name="flipped"),
        layers.RandomRotation(0.1, name="turned"),
        layers.RandomZoom(0.1, name="zoomed"),
        layers.RandomContrast(0.1, name="contrasted"),
        layers.RandomBrightness(0.1, name="lit"),
        layers.RandomTranslation(0.1, 0.1, name="moved"),
        layers.RandomCrop(12, 12, name="cut"),
        layers.CenterCrop(10, 10, name="centred"),
        layers.Resizing(8, 8, name="resized"),
        layers.Rescaling(1 / 255, name="rescaled"),
        layers.GlobalAveragePooling2D(name="pooled"),
    ):
        picture = layer(picture)
    joined = layers.Concatenate(name="joined")([scaled, hashed, layers.Flatten(name="flat")(embedded), picture])
    return keras.Model(inputs, [joined, known, layers.Discretization([0.0, 1.0], name="binned")(numbers)], name="preprocessing")


def words(keras: ModuleType) -> Any:
    """Return a model that takes text."""
    text = keras.Input((), name="text", dtype="string")
    vectors = keras.layers.TextVectorization(max_tokens=10, output_sequence_length=4, vocabulary=["a", "b"], name="vectors")
    return keras.Model(text, keras.layers.Embedding(10, 3, name="embedded")(vectors(text)), name="words")


def crossed(keras: ModuleType) -> Any:
    """Return a model of two features that are crossed."""
    one, other = (keras.Input((1,), dtype="string", name=name) for name in ("one", "other"))
    crossing = keras.layers.HashedCrossing(5, output_mode="one_hot", name="crossed")
    return keras.Model([one, other], crossing((one, other)), name="crossed_features")


def attentions(keras: ModuleType) -> Any:
    """Return a model with every kind of attention, scores and masks."""
    layers = keras.layers
    query, value = keras.Input((4, 8), name="query"), keras.Input((6, 8), name="value")
    mask = keras.Input((6,), dtype="bool", name="mask")
    plain, scores = layers.Attention(use_scale=True, name="plain")([query, value], return_attention_scores=True)
    return keras.Model(
        [query, value, mask],
        [
            plain,
            scores,
            layers.AdditiveAttention(name="additive")([query, value]),
            layers.GroupQueryAttention(4, 4, 2, name="grouped")(query, value),
            layers.MultiHeadAttention(2, 4, name="heads")(query, value, attention_mask=mask[:, None, :]),
            *layers.MultiHeadAttention(2, 4, name="own")(query, query, return_attention_scores=True),
        ],
        name="attentions",
    )


def masks(keras: ModuleType) -> Any:
    """Return a model whose masks go from layer to layer."""
    layers = keras.layers
    tokens, series = keras.Input((6,), dtype="int32", name="tokens"), keras.Input((5, 3), name="series")
    embedded = layers.Embedding(9, 4, mask_zero=True, name="embedded")(tokens)
    kept = layers.Masking(name="kept")(layers.LSTM(3, return_sequences=True, name="read")(embedded))
    attended = layers.MultiHeadAttention(1, 4, name="attended")(kept, kept)
    outputs = [
        layers.GlobalAveragePooling1D(name="pooled")(attended),
        layers.GRU(2, name="gated")(layers.Masking(0.0, name="masked")(series)),
        layers.Bidirectional(layers.GRU(2), name="both")(embedded),
        layers.TimeDistributed(layers.Dense(2), name="each")(embedded),
    ]
    return keras.Model([tokens, series], outputs, name="masks")


def sparse(keras: ModuleType) -> Any:
    """Return a model that takes sparse tensors."""
    x = keras.Input((9,), sparse=True, name="x")
    return keras.Model(x, keras.layers.Dense(3, name="dense")(x), name="sparse")


def ragged(keras: ModuleType) -> Any:
    """Return a model that takes ragged tensors."""
    x = keras.Input((None, 3), ragged=True, name="x")
    return keras.Model(x, keras.layers.GlobalAveragePooling1D(name="pooled")(x), name="ragged")


def unused_input(keras: ModuleType) -> Any:
    """Return a model that takes one input more than it uses."""
    used, unused = keras.Input((3,), name="used"), keras.Input((4,), name="unused")
    return keras.Model([used, unused], keras.layers.Dense(2, name="dense")(used), name="unused_input")


def reused(keras: ModuleType) -> Any:
    """Return models that share a layer, and are called more than once."""
    layers = keras.layers
    shared = layers.Dense(4, name="shared")
    x, y, z = (keras.Input((4,), name=name) for name in "xyz")
    one = keras.Model(x, shared(layers.ReLU(name="positive")(x)), name="one")
    other = keras.Model(y, shared(shared(y)), name="other")
    row = keras.Sequential([keras.Input((4,)), one, shared], name="row")
    return keras.Model(z, layers.Add(name="sum")([one(z), other(z), shared(z), row(z), one(other(z))]), name="reused")


def operations_on_constants(keras: ModuleType) -> Any:
    """Return a model of operations, with constants before and behind the tensors."""
    ops = keras.ops
    x = keras.Input((4, 6), name="x")
    y = ops.matmul(ops.where(x > 0, x, ops.zeros_like(x)), np.ones((6, 3), "float32"))
    y = ops.transpose(ops.einsum("bij,jk->bik", y, np.ones((3, 2), "float32")), (0, 2, 1))
    y = ops.squeeze(ops.pad(ops.stack([y, y * 2], axis=1), [[0, 0], [0, 0], [0, 0], [1, 1]])[..., None], -1)
    left, right = ops.split(y, 2, axis=1)
    mean = ops.mean(left, axis=(2, 3))
    outputs = [left + right, 1.0 - mean, ops.max(right, axis=-1, keepdims=True), 2**mean, -mean, ops.cast(mean, "int32")]
    outputs += [ops.expand_dims(mean, 1), ops.reshape(x, (-1, 3, 8)), ops.one_hot(ops.argmax(mean, -1), 3)]
    return keras.Model(x, outputs, name="operations_on_constants")


def recurrent_states(keras: ModuleType) -> Any:
    """Return recurrent layers that hand their states on."""
    layers = keras.layers
    x = keras.Input((5, 4), name="x")
    last, hidden, cell = layers.LSTM(3, return_state=True, name="long")(x)
    sequence, state = layers.GRU(3, return_sequences=True, return_state=True, name="gated")(x, initial_state=hidden)
    cells = [layers.LSTMCell(2, name="inner"), layers.GRUCell(3, name="outer")]
    stacked = layers.RNN(cells, return_state=True, name="stacked")(x)
    image = layers.Reshape((5, 4, 1), name="image")(x)
    convolved = layers.ConvLSTM1D(2, 3, return_sequences=True, return_state=True, name="convolved")(image)
    states = [hidden, cell, hidden, cell]
    both = layers.Bidirectional(layers.LSTM(3, return_state=True), name="both")(x, initial_state=states)
    return keras.Model(x, [last, sequence, state, *stacked, *convolved, *both], name="recurrent_states")


def nested_structures(keras: ModuleType) -> Any:
    """Return a model whose inputs and outputs are dicts of dicts and lists."""
    inputs = {"b": keras.Input((3,), name="b"), "a": {"c": keras.Input((4,), name="c"), "d": [keras.Input((2,), name="d")]}}
    joined = keras.layers.Concatenate(name="joined")([inputs["b"], inputs["a"]["c"], inputs["a"]["d"][0]])
    return keras.Model(inputs, {"o": joined, "p": [keras.layers.Dense(2, name="dense")(joined)]}, name="nested_structures")


def spatial(keras: ModuleType) -> Any:
    """Return a row of layers that change the size of pictures."""
    layers = keras.layers
    x = y = keras.Input((32, 32, 3), name="x")
    for layer in (
        layers.Conv2DTranspose(4, 3, strides=2, padding="same", name="transposed"),
        layers.SeparableConv2D(4, 3, name="separable"),
        layers.DepthwiseConv2D(3, depth_multiplier=2, name="depthwise"),
        layers.UpSampling2D(name="larger"),
        layers.ZeroPadding2D(((1, 0), (0, 1)), name="padded"),
        layers.Cropping2D(2, name="cropped"),
        layers.AveragePooling2D(3, strides=2, padding="same", name="averaged"),
        layers.GroupNormalization(2, name="group"),
        layers.LayerNormalization(name="layer"),
        layers.UnitNormalization(name="unit"),
        layers.PReLU(shared_axes=[1, 2], name="sloped"),
        layers.SpatialDropout2D(0.1, name="dropped"),
        layers.GlobalMaxPooling2D(keepdims=True, name="largest"),
        layers.Permute((3, 1, 2), name="permuted"),
        layers.Reshape((-1, 2), name="reshaped"),
        layers.Conv1D(3, 2, padding="causal", dilation_rate=2, name="causal"),
        layers.MaxPooling1D(2, name="pooled"),
    ):
        y = layer(y)
    return keras.Model(x, [y, layers.Dot(axes=1, name="dot")([y, y])], name="spatial")


def others(keras: ModuleType) -> Any:
    """Return what is left: noise, merges, normalisation, a lambda."""
    layers = keras.layers
    x = y = keras.Input((8,), name="x")
    for layer in (
        layers.GaussianNoise(0.1, name="noise"),
        layers.AlphaDropout(0.1, name="alpha"),
        layers.ActivityRegularization(l2=0.1, name="regular"),
        layers.Dense(6, activation="gelu", kernel_regularizer="l2", name="dense"),
        layers.RepeatVector(3, name="repeated"),
        layers.EinsumDense("abc,cd->abd", output_shape=(None, 4), bias_axes="d", name="einsum"),
        layers.Softmax(axis=1, name="softmax"),
        layers.RMSNormalization(name="rms"),
    ):
        y = layer(y)
    average = layers.Average(name="average")([y, y])
    difference = layers.Subtract(name="difference")([y, average])
    larger = layers.Maximum(name="larger")([average, difference])
    outputs = [
        larger,
        layers.Minimum(name="smaller")([difference, larger]),
        layers.Multiply(name="product")([average, difference]),
        layers.Identity(name="same")(larger),
        layers.Lambda(lambda value: value * 2, name="double", output_shape=(3, 4))(larger),
    ]
    return keras.Model(x, outputs, name="others")


def identity(keras: ModuleType) -> Any:
    """Return a model that does nothing."""
    x = keras.Input((4,), name="x")
    return keras.Model(x, x, name="identity")


MODELS = (
    *(preprocessing, words, crossed, attentions, masks, sparse, ragged, unused_input, reused, operations_on_constants),
    *(recurrent_states, nested_structures, spatial, others, identity),
)
NOT_AS_H5 = (preprocessing,)  # Keras fails to write its vocabulary
