"""One layer of every public class of ``keras.layers``, and more where settings change its weights or its result."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Make = Callable[[Any], Any]


@dataclass(frozen=True)
class Case:
    """A layer and what goes into it.

    Args:
        name: of the class, maybe with a word behind it.
        make: the layer, from ``keras.layers``.
        inputs: words of :data:`INPUTS`.
        call: the layer on its inputs, where that is not ``layer(input)`` or ``layer([inputs])``.
    """

    name: str
    make: Make
    inputs: tuple[str, ...]
    call: Callable[..., Any] | None = None


INPUTS: dict[str, tuple[tuple[int | None, ...], str]] = {
    "vector": ((6,), "float32"),
    "state": ((3,), "float32"),
    "steps": ((5, 4), "float32"),
    "image": ((8, 8, 3), "float32"),
    "volume": ((6, 6, 6, 2), "float32"),
    "rows": ((4, 8, 3), "float32"),
    "film": ((4, 8, 8, 3), "float32"),
    "volumes": ((3, 5, 5, 5, 2), "float32"),
    "sound": ((512,), "float32"),
    "channel": ((512, 1), "float32"),
    "tokens": ((3,), "int32"),
    "long tokens": ((3,), "int64"),
    "token": ((1,), "int32"),
    "words": ((3,), "string"),
    "text": ((1,), "string"),
}
BY_RANK = {1: "steps", 2: "image", 3: "volume"}
FILMS = {1: "rows", 2: "film", 3: "volumes"}

_ARGUMENTS: dict[str, dict[str, Any]] = {
    "Activation": {"activation": "relu"},
    "Dense": {"units": 3},
    "RepeatVector": {"n": 3},
    "ActivityRegularization": {"l1": 0.1},
    **{name: {"rate": 0.3} for name in ("Dropout", "AlphaDropout", "GaussianDropout")},
    "GaussianNoise": {"stddev": 0.3},
    **{name: {"factor": 0.2} for name in ("RandomBrightness", "RandomContrast", "RandomRotation")},
    **{name: {"factor": 0.2} for name in ("RandomHue", "RandomSaturation", "RandomSharpness", "RandomGrayscale")},
    "RandomColorDegeneration": {"factor": 0.2},
    "RandomZoom": {"height_factor": 0.2},
    "RandomTranslation": {"height_factor": 0.2, "width_factor": 0.2},
    "RandomPosterization": {"factor": 4},
    "Rescaling": {"scale": 2.0},
    **{name: {"height": 4, "width": 5} for name in ("Resizing", "CenterCrop", "RandomCrop")},
    "MaxNumBoundingBoxes": {"max_number": 3},
}
_OF_VECTORS = "Activation Dense RepeatVector ActivityRegularization Dropout AlphaDropout GaussianDropout GaussianNoise"
_OF_STEPS = """
ReLU LeakyReLU PReLU ELU Softmax BatchNormalization LayerNormalization RMSNormalization UnitNormalization Flatten
Identity Masking
"""
_OF_IMAGES = """
AutoContrast RandomGrayscale RandomColorDegeneration RandomSharpness RandomHue RandomSaturation RandomInvert
RandomPosterization RandomErasing RandomBrightness RandomContrast RandomRotation RandomZoom RandomShear RandomFlip
RandomTranslation RandomGaussianBlur RandomPerspective RandomElasticTransform RandomColorJitter RandAugment AugMix MixUp CutMix
Solarization ContrastLimitedAdaptiveHistogramEqualization Rescaling Resizing CenterCrop RandomCrop MaxNumBoundingBoxes
"""
_OF_TWO_VECTORS = "Add Subtract Multiply Average Maximum Minimum Concatenate"


def _plain(name: str) -> Make:
    return lambda layers: getattr(layers, name)(**_ARGUMENTS.get(name, {}))


def _with(name: str, *arguments: Any) -> Make:
    return lambda layers: getattr(layers, name)(*arguments)


def _by_rank() -> Iterator[Case]:
    for rank, word in BY_RANK.items():
        for name in (f"Conv{rank}D", f"Conv{rank}DTranspose"):
            yield Case(name, _with(name, 4, 3), (word,))
        if rank < 3:
            yield Case(f"SeparableConv{rank}D", _with(f"SeparableConv{rank}D", 4, 3), (word,))
            yield Case(f"DepthwiseConv{rank}D", _with(f"DepthwiseConv{rank}D", 3), (word,))
        for name in ("MaxPooling", "AveragePooling", "AdaptiveMaxPooling", "AdaptiveAveragePooling"):
            yield Case(f"{name}{rank}D", _with(f"{name}{rank}D", 2), (word,))
        for name in ("GlobalMaxPooling", "GlobalAveragePooling", "UpSampling", "ZeroPadding", "Cropping"):
            yield Case(f"{name}{rank}D", _with(f"{name}{rank}D"), (word,))
        yield Case(f"SpatialDropout{rank}D", _with(f"SpatialDropout{rank}D", 0.5), (word,))
        yield Case(f"ConvLSTM{rank}D", _with(f"ConvLSTM{rank}D", 4, 3), (FILMS[rank],))


def _with_scores(layer: Any, query: Any, value: Any) -> Any:
    return layer(query, value, return_attention_scores=True)


def _with_scores_of_list(layer: Any, *tensors: Any) -> Any:
    return layer(list(tensors), return_attention_scores=True)


def _each(layer: Any, *tensors: Any) -> Any:
    return layer(*tensors)


def _together(layer: Any, *tensors: Any) -> Any:
    return layer(tensors)


def _there_and_back(layer: Any, tensor: Any) -> Any:
    return layer(layer(tensor), reverse=True)


def _one_step(layer: Any, tensor: Any, *states: Any) -> Any:
    return layer(tensor, list(states))


_OTHERS = [
    Case("AdditiveAttention", _with("AdditiveAttention"), ("steps", "steps")),
    Case("Attention", _with("Attention"), ("steps", "steps")),
    Case("Attention scores", _with("Attention"), ("steps", "steps"), _with_scores_of_list),
    Case("Bidirectional", lambda la: la.Bidirectional(la.GRU(3)), ("steps",)),
    Case("CategoryEncoding", _with("CategoryEncoding", 7), ("tokens",)),
    Case("Discretization", _with("Discretization", [0.0, 1.0]), ("vector",)),
    Case("Dot", _with("Dot", 1), ("vector", "vector")),
    Case("EinsumDense", lambda la: la.EinsumDense("abc,cd->abd", (None, 7), bias_axes="d"), ("steps",)),
    Case("Embedding", _with("Embedding", 9, 4), ("tokens",)),
    Case("GRU", _with("GRU", 3), ("steps",)),
    Case("GRUCell", _with("GRUCell", 3), ("vector", "state"), _one_step),
    Case("GroupNormalization", _with("GroupNormalization", 2), ("steps",)),
    Case("GroupQueryAttention", _with("GroupQueryAttention", 3, 4, 2), ("steps", "steps"), _each),
    Case("GroupQueryAttention scores", _with("GroupQueryAttention", 3, 4, 2), ("steps", "steps"), _with_scores),
    Case("HashedCrossing", _with("HashedCrossing", 7), ("token", "token"), _together),
    Case("Hashing", _with("Hashing", 7), ("tokens",)),
    Case("IntegerLookup", lambda la: la.IntegerLookup(vocabulary=[1, 2, 3]), ("long tokens",)),
    Case("LSTM", _with("LSTM", 3), ("steps",)),
    Case("LSTMCell", _with("LSTMCell", 3), ("vector", "state", "state"), _one_step),
    Case("LayerNormalization rms", lambda la: la.LayerNormalization(rms_scaling=True), ("steps",)),
    Case("MelSpectrogram", lambda la: la.MelSpectrogram(fft_length=64, sequence_stride=32), ("sound",)),
    Case("MultiHeadAttention", _with("MultiHeadAttention", 2, 3), ("steps", "steps"), _each),
    Case("MultiHeadAttention gate", lambda la: la.MultiHeadAttention(2, 3, use_gate=True), ("steps",) * 2, _each),
    Case("MultiHeadAttention scores", _with("MultiHeadAttention", 2, 3), ("steps", "steps"), _with_scores),
    Case("Normalization", lambda la: la.Normalization(mean=0.0, variance=1.0), ("steps",)),
    Case("Permute", _with("Permute", (2, 1)), ("steps",)),
    Case("Pipeline", lambda la: la.Pipeline([la.Rescaling(2.0), la.Resizing(4, 5)]), ("image",)),
    Case("RNN", lambda la: la.RNN(la.GRUCell(3)), ("steps",)),
    Case("Reshape", _with("Reshape", (2, 3)), ("vector",)),
    Case("ReversibleEmbedding", _with("ReversibleEmbedding", 9, 4), ("tokens",)),
    Case("ReversibleEmbedding both ways", _with("ReversibleEmbedding", 9, 4), ("tokens",), _there_and_back),
    Case("STFTSpectrogram", lambda la: la.STFTSpectrogram(frame_length=64, frame_step=32, fft_length=64), ("channel",)),
    Case("SimpleRNN", _with("SimpleRNN", 3), ("steps",)),
    Case("SimpleRNNCell", _with("SimpleRNNCell", 3), ("vector", "state"), _one_step),
    Case("SpectralNormalization", lambda la: la.SpectralNormalization(la.Dense(3)), ("vector",)),
    Case("StackedRNNCells", lambda la: la.RNN(la.StackedRNNCells([la.GRUCell(3), la.LSTMCell(2)])), ("steps",)),
    Case("StringLookup", lambda la: la.StringLookup(vocabulary=["a", "b"]), ("words",)),
    Case("TextVectorization", lambda la: la.TextVectorization(vocabulary=["a"], output_sequence_length=4), ("text",)),
    Case("TextVectorization weighted", lambda la: la.TextVectorization(
        vocabulary=["a", "b"], idf_weights=[0.2, 0.3], output_mode="tf_idf"), ("text",)),
    Case("TimeDistributed", lambda la: la.TimeDistributed(la.Dense(3)), ("steps",)),
]  # fmt: skip


def cases() -> Iterator[Case]:
    """Yield a case for every class that can be built without code of somebody else."""
    for names, inputs in (
        (_OF_VECTORS, ("vector",)),
        (_OF_STEPS, ("steps",)),
        (_OF_IMAGES, ("image",)),
        (_OF_TWO_VECTORS, ("vector", "vector")),
    ):
        yield from (Case(name, _plain(name), inputs) for name in names.split())
    yield from _by_rank()
    yield from _OTHERS
