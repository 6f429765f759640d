"""The classes of layers: those of Keras of every version that readers meet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dotnet_viz.graph.layer_kinds.kind import (
    UNIT_BY_UNIT,
    VALUE_BY_VALUE,
    KernelAxes,
    LayerKind,
    Merge,
    Work,
    named,
    ranked,
)
from dotnet_viz.graph.layer_kinds.preprocessing import PREPROCESSING

_DENSE = LayerKind("dense", linear=True, kernel=KernelAxes.INPUT_UNIT, settings=("units",), work=Work.DENSE)
_TOKENS = LayerKind("dense", kernel=KernelAxes.INDEX_DIMENSION, settings=("input_dim",), work=Work.EMBEDDING)
_CONVOLUTION = LayerKind(
    "convolution",
    linear=True,
    kernel=KernelAxes.INPUT_UNIT,
    settings=("kernel_size", "filters", "strides", "dilation_rate", "groups", "depth_multiplier"),
    work=Work.CONVOLUTION,
)
_TRANSPOSED = replace(_CONVOLUTION, kernel=KernelAxes.OUTPUT_INPUT, words="Transposed convolution")
_DEPTHWISE = replace(_CONVOLUTION, kernel=KernelAxes.CHANNEL_MULTIPLIER)
_GATED_CONVOLUTION = replace(
    _CONVOLUTION,
    words="Convolutional LSTM",
    linear=False,
    kernel=KernelAxes.INPUT_GATE,
    gates=4,
    states=2,
    work=Work.CONVOLUTION_STEPS,
)
_CONVOLUTIONS = {
    **ranked(_CONVOLUTION, "Conv#D"),
    **ranked(replace(_CONVOLUTION, work=Work.SEPARABLE_CONVOLUTION), "SeparableConv#D", ranks=(1, 2)),
    **ranked(replace(_CONVOLUTION, kernel=KernelAxes.LOCAL), "LocallyConnected#D", ranks=(1, 2)),
    **ranked(_TRANSPOSED, "Conv#DTranspose"),
    **ranked(_DEPTHWISE, "DepthwiseConv#D", ranks=(1, 2)),
    **ranked(_GATED_CONVOLUTION, "ConvLSTM#D"),
    **ranked(replace(_GATED_CONVOLUTION, words="Convolutional LSTM cell"), "ConvLSTM#DCell"),
}

_POOLING = LayerKind("pooling", keeps_units=True, settings=("pool_size", "strides"), work=Work.POOLING)
_ADAPTIVE = LayerKind("pooling", keeps_units=True, settings=("output_size",), work=Work.INPUT_VALUES)
_GLOBAL = LayerKind("pooling", keeps_units=True, reduces=True, work=Work.REDUCTION)
_POOLINGS = {
    **ranked(_POOLING, "MaxPooling#D"),
    **ranked(replace(_POOLING, linear=True), "AveragePooling#D"),
    **ranked(_ADAPTIVE, "AdaptiveMaxPooling#D"),
    **ranked(replace(_ADAPTIVE, linear=True), "AdaptiveAveragePooling#D"),
    **ranked(_GLOBAL, "GlobalMaxPooling#D"),
    **ranked(replace(_GLOBAL, linear=True, work=Work.INPUT_VALUES), "GlobalAveragePooling#D"),
}

_RECURRENT = LayerKind(
    "recurrent", kernel=KernelAxes.INPUT_GATE, gates=1, states=1, settings=("units",), work=Work.RECURRENT_STEPS
)
_GRU, _LSTM = replace(_RECURRENT, gates=3), replace(_RECURRENT, gates=4, states=2)
_RECURRENTS = {
    **named(_RECURRENT, "SimpleRNN", "SimpleRNNCell"),
    **named(_GRU, "GRU", "GRUCell"),
    **named(_LSTM, "LSTM", "LSTMCell"),
    "CuDNNGRU": replace(_GRU, words="GRU (cuDNN)"),
    "CuDNNLSTM": replace(_LSTM, words="LSTM (cuDNN)"),
    "RNN": LayerKind("recurrent", wraps=True, work=Work.WRAPPED),
    "StackedRNNCells": LayerKind("recurrent", settings=("cells",), work=Work.WRAPPED),
    "Bidirectional": LayerKind("recurrent", wraps=True, settings=("merge_mode",), work=Work.WRAPPED),
}

_HEADS = LayerKind("attention", kernel=KernelAxes.INPUT_HEAD, settings=("num_heads", "num_query_heads"), work=Work.HEADS)
_ATTENTIONS = {
    **named(_HEADS, "MultiHeadAttention", "GroupQueryAttention"),
    "Attention": LayerKind("attention", settings=("score_mode",), work=Work.DOT_ATTENTION),
    "AdditiveAttention": LayerKind("attention", settings=("score_mode",), work=Work.ADDITIVE_ATTENTION),
}

_NORMALIZATION = replace(UNIT_BY_UNIT, family="normalization", settings=("axis",), work=Work.LAYER_NORMALIZATION)
_BY_STATISTICS = replace(VALUE_BY_VALUE, family="normalization", linear=True, work=2)
_NORMALIZATIONS = {
    **named(_BY_STATISTICS, "BatchNormalization", "SyncBatchNormalization"),
    "Normalization": _BY_STATISTICS,
    "LayerNormalization": _NORMALIZATION,
    "UnitNormalization": replace(_NORMALIZATION, work=Work.LENGTH),
    "RMSNormalization": replace(_NORMALIZATION, work=Work.ROOT_MEAN_SQUARE),
    "GroupNormalization": replace(_NORMALIZATION, settings=("groups",), work=Work.GROUP_NORMALIZATION),
    "SpectralNormalization": LayerKind("normalization", wraps=True, settings=("power_iterations",), work=Work.WRAPPED),
}

_REGULARIZATION = replace(VALUE_BY_VALUE, family="regularization", linear=True, settings=("rate",), work=0)
_REGULARIZATIONS = {
    **named(_REGULARIZATION, "Dropout", "AlphaDropout", "GaussianDropout"),
    **ranked(_REGULARIZATION, "SpatialDropout#D"),
    "GaussianNoise": replace(_REGULARIZATION, settings=("stddev",)),
    "ActivityRegularization": replace(_REGULARIZATION, settings=("l1", "l2")),
}

_ACTIVATION = replace(VALUE_BY_VALUE, family="activation", work=Work.ACTIVATION)
_ACTIVATIONS = {
    "Activation": replace(_ACTIVATION, settings=("activation",)),
    "ReLU": replace(_ACTIVATION, words="ReLU", activation="relu", settings=("max_value", "negative_slope", "threshold")),
    "LeakyReLU": replace(_ACTIVATION, words="LeakyReLU", activation="leaky_relu", settings=("negative_slope", "alpha")),
    "PReLU": replace(_ACTIVATION, words="PReLU", activation="prelu", settings=("shared_axes",)),
    "ELU": replace(_ACTIVATION, words="ELU", activation="elu", settings=("alpha",)),
    "ThresholdedReLU": replace(_ACTIVATION, words="ThresholdedReLU", activation="relu", settings=("theta",), work=2),
    "Softmax": replace(UNIT_BY_UNIT, family="activation", activation="softmax", settings=("axis",), work=Work.ACTIVATION),
}

_ARITHMETIC = LayerKind("merging", merge=Merge.ELEMENT_WISE, work=Work.MERGE)
_MERGES = {
    "Add": replace(_ARITHMETIC, symbol="+", commutative=True),
    "Subtract": replace(_ARITHMETIC, symbol="−"),
    "Multiply": replace(_ARITHMETIC, symbol="×", commutative=True),
    **named(replace(_ARITHMETIC, commutative=True), "Maximum", "Minimum"),
    "Average": replace(_ARITHMETIC, commutative=True, work=Work.AVERAGE),
    "Concatenate": LayerKind("merging", merge=Merge.JOIN, settings=("axis",), work=0),
    "Dot": LayerKind("merging", merge=Merge.PRODUCT, symbol="·", settings=("axes",), work=Work.MATRIX_PRODUCT),
}

_RESHAPING = LayerKind("reshaping", keeps_values=True, linear=True, work=0)
_BORDERS = LayerKind("reshaping", keeps_units=True, linear=True, work=0)
_RESHAPINGS = {
    "Flatten": replace(_RESHAPING, dtype="input"),
    "Reshape": replace(_RESHAPING, dtype="input", settings=("target_shape",)),
    "Permute": replace(_RESHAPING, dtype="input", settings=("dims",)),
    "RepeatVector": replace(_BORDERS, settings=("n",)),
    **ranked(replace(_BORDERS, settings=("padding",)), "ZeroPadding#D"),
    **ranked(replace(_BORDERS, settings=("cropping",)), "Cropping#D"),
    **ranked(replace(_BORDERS, settings=("size",)), "UpSampling#D"),
}

_SAME = replace(VALUE_BY_VALUE, keeps_values=True, linear=True, work=0)
_FOREIGN = LayerKind("model")
_OTHERS = {
    "InputLayer": replace(_SAME, family="input"),
    "Identity": replace(_SAME, family="reshaping", dtype="input"),
    "Dense": _DENSE,
    "EinsumDense": replace(_DENSE, linear=False, kernel=KernelAxes.EQUATION, settings=("equation",), work=Work.EINSUM),
    **named(_TOKENS, "Embedding", "ReversibleEmbedding"),
    "Masking": replace(VALUE_BY_VALUE, family="preprocessing", settings=("mask_value",), work=2),
    "Lambda": LayerKind("math", settings=("function", "output_shape")),
    "TimeDistributed": LayerKind("model", wraps=True, work=Work.WRAPPED),
    "Wrapper": LayerKind("model", wraps=True, work=Work.WRAPPED),
    "TFSMLayer": replace(_FOREIGN, words="SavedModel", settings=("filepath", "call_endpoint")),
    "JaxLayer": replace(_FOREIGN, words="JAX function"),
    "FlaxLayer": replace(_FOREIGN, words="Flax module"),
    "TorchModuleWrapper": replace(_FOREIGN, words="PyTorch module"),
    **named(_FOREIGN, "Functional", "Sequential", "Model"),
    # Of the models in keras.applications: ConvNeXt and InceptionResNetV2.
    "LayerScale": replace(VALUE_BY_VALUE, family="math", linear=True, work=1),
    "CustomScaleLayer": replace(_ARITHMETIC, words="Scaled sum", symbol="+", work=2),
    "Variable": LayerKind("math", words="Weights of the model itself", work=0),
}

LAYERS: Mapping[str, LayerKind] = {
    **_OTHERS,
    **_CONVOLUTIONS,
    **_POOLINGS,
    **_RECURRENTS,
    **_ATTENTIONS,
    **_NORMALIZATIONS,
    **_REGULARIZATIONS,
    **_ACTIVATIONS,
    **_MERGES,
    **_RESHAPINGS,
    **PREPROCESSING,
}
"""Facts by class name."""

ALIASES: Mapping[str, str] = {
    "GroupedQueryAttention": "GroupQueryAttention",
    **{f"Convolution{rank}D": f"Conv{rank}D" for rank in (1, 2, 3)},
    **{f"Convolution{rank}DTranspose": f"Conv{rank}DTranspose" for rank in (1, 2, 3)},
    **{f"SeparableConvolution{rank}D": f"SeparableConv{rank}D" for rank in (1, 2)},
    **{f"{sort}MaxPool{rank}D": f"{sort}MaxPooling{rank}D" for sort in ("", "Global") for rank in (1, 2, 3)},
    **{f"{sort}AvgPool{rank}D": f"{sort}AveragePooling{rank}D" for sort in ("", "Global") for rank in (1, 2, 3)},
}
"""Class names by other names of theirs."""
