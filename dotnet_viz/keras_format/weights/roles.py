"""Names and order of the variables of Keras' own layers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dotnet_viz.graph import Shape
from dotnet_viz.graph.layer_kinds import class_kind
from dotnet_viz.graph.layer_kinds.layers import LAYERS

# A role, and the option that has to be set for the variable to be there.
_Role = tuple[str, str | None]

_KERNEL_BIAS: tuple[_Role, ...] = (("kernel", None), ("bias", "use_bias"))
_SEPARABLE: tuple[_Role, ...] = (("depthwise_kernel", None), ("pointwise_kernel", None), ("bias", "use_bias"))
_CELL: tuple[_Role, ...] = (("kernel", None), ("recurrent_kernel", None), ("bias", "use_bias"))
_SCALE_CENTER: tuple[_Role, ...] = (("gamma", "scale"), ("beta", "center"))
_SPECTROGRAM: tuple[_Role, ...] = (("real_kernel", None), ("imag_kernel", None))

_ROLES: dict[str, tuple[_Role, ...]] = {
    **dict.fromkeys(
        [
            "Dense",
            *(f"Conv{rank}D" for rank in (1, 2, 3)),
            *(f"Conv{rank}DTranspose" for rank in (1, 2, 3)),
            "DepthwiseConv1D",
            "DepthwiseConv2D",
        ],
        _KERNEL_BIAS,
    ),
    "SeparableConv1D": _SEPARABLE,
    "SeparableConv2D": _SEPARABLE,
    "Embedding": (("embeddings", None),),
    "ReversibleEmbedding": (("embeddings", None), ("reverse_embeddings", None)),
    **dict.fromkeys(["LSTMCell", "GRUCell", "SimpleRNNCell", "ConvLSTMCell"], _CELL),
    "BatchNormalization": (*_SCALE_CENTER, ("moving_mean", None), ("moving_variance", None)),
    "LayerNormalization": _SCALE_CENTER,
    "GroupNormalization": _SCALE_CENTER,
    "RMSNormalization": (("scale", None),),
    "LayerScale": (("gamma", None),),  # of ConvNeXt in keras.applications
    "EinsumDense": (("kernel", None), ("bias", "bias_axes")),
    "SpectralNormalization": (("kernel", None), ("vector_u", None)),
    "PReLU": (("alpha", None),),
    "Attention": (("scale", "use_scale"), ("concat_score_weight", None)),
    "AdditiveAttention": (("scale", "use_scale"),),
    "Normalization": (("mean", None), ("variance", None), ("count", None)),
    "STFTSpectrogram": _SPECTROGRAM,
}
_RENORM = ("moving_stddev", "renorm_mean", "renorm_stddev")

_FROZEN_ROLES = frozenset(
    {
        "moving_mean",
        "moving_variance",
        *_RENORM,
        "mean",
        "variance",
        "count",
        "vector_u",
        "seed_generator_state",
    }
)
_FROZEN_KINDS = frozenset({"MelSpectrogram"})
_WITH_FROZEN = _FROZEN_KINDS | {kind for kind, roles in _ROLES.items() if any(role in _FROZEN_ROLES for role, _ in roles)}

_ATTENTION_PARTS = {
    "query_dense": "query",
    "key_dense": "key",
    "value_dense": "value",
    "gate_dense": "gate",
    "output_dense": "attention_output",
}
_PART_NAMES: dict[str, dict[str, str]] = {
    "MultiHeadAttention": _ATTENTION_PARTS,
    "GroupQueryAttention": _ATTENTION_PARTS,
    "LSTM": {"cell": "lstm_cell"},
    "GRU": {"cell": "gru_cell"},
    "SimpleRNN": {"cell": "simple_rnn_cell"},
    **{f"ConvLSTM{rank}D": {"cell": "conv_lstm_cell"} for rank in (1, 2, 3)},
}
_PART_KINDS = {
    "lstm_cell": "LSTMCell",
    "gru_cell": "GRUCell",
    "simple_rnn_cell": "SimpleRNNCell",
    "conv_lstm_cell": "ConvLSTMCell",
    **dict.fromkeys(_ATTENTION_PARTS.values(), "EinsumDense"),
}
_OLD_NAMES = {("DepthwiseConv1D", "depthwise_kernel"): "kernel", ("DepthwiseConv2D", "depthwise_kernel"): "kernel"}


def role_names(kind: str, config: Mapping[str, Any], count: int) -> list[str]:
    """Return the names of a layer's own variables in Keras' order.

    Args:
        kind: class name.
        config: its configuration in plain form.
        count: how many variables there are.

    Returns:
        Names by number (``"variable_0"``) where the class is unknown, or where the number of
        variables is not what the class has.

    Example:
        >>> role_names("Dense", {"use_bias": False}, 1)
        ['kernel']
        >>> role_names("BatchNormalization", {"scale": False}, 3)
        ['beta', 'moving_mean', 'moving_variance']
        >>> role_names("Mine", {}, 2)
        ['variable_0', 'variable_1']
    """
    known = list(_ROLES.get(kind, ()))
    wanted = [name for name, option in known if option is None or config.get(option, True)]
    for names in _candidates(kind, config, wanted, [name for name, _ in known]):
        if len(names) == count:
            return names
    return [f"variable_{index}" for index in range(count)]


def _candidates(kind: str, config: Mapping[str, Any], wanted: list[str], known: list[str]) -> list[list[str]]:
    if kind == "LayerNormalization" and config.get("rms_scaling"):
        return [["gamma"]]
    if kind == "BatchNormalization" and config.get("renorm"):
        return [[*wanted, *_RENORM]]
    if kind == "Attention":
        return [wanted if config.get("score_mode") == "concat" else wanted[:-1]] if config.get("use_scale") else [known[1:]]
    if kind in {"ReversibleEmbedding", "EinsumDense"}:  # the second depends on more than one option
        return [known[:1], known]
    return [wanted]


def always_has_weights(kind: str, config: Mapping[str, Any]) -> bool:
    """Whether every layer of a class and configuration has weights once it is built.

    Args:
        kind: class name.
        config: its configuration in plain form.

    Example:
        >>> always_has_weights("Dense", {}), always_has_weights("LayerNormalization", {"scale": False, "center": False})
        (True, False)
        >>> always_has_weights("Mine", {})
        False
    """
    if kind == "Attention":
        return bool(config.get("use_scale")) or config.get("score_mode") == "concat"
    if kind == "Normalization":
        return config.get("mean") is None
    if class_kind(kind).wraps and kind not in _ROLES:
        inner = config.get("layer", config.get("cell"))
        nested = inner.get("config") if isinstance(inner, Mapping) else None
        return isinstance(nested, Mapping) and always_has_weights(str(inner.get("class_name", "")), nested)
    wanted = any(option is None or config.get(option, True) for _, option in _ROLES.get(kind, ()))
    return wanted or kind in _PART_NAMES


def part_name(kind: str, attribute: str) -> str | None:
    """Return the name that a built-in layer gives to one of its sublayers, ``None`` where that is not known.

    Args:
        kind: class of the outer layer.
        attribute: name of the attribute that holds the sublayer.

    Example:
        >>> part_name("MultiHeadAttention", "_query_dense"), part_name("LSTM", "cell"), part_name("Mine", "a")
        ('query', 'lstm_cell', None)
    """
    names = _PART_NAMES.get(kind, {})
    plain = attribute.lstrip("_")
    return names.get(plain) or (plain if plain in names.values() else None)


def part_order(kind: str) -> Sequence[str]:
    """Return the names of a built-in layer's parts in the order of its weights."""
    return list(_PART_NAMES.get(kind, {}).values())


def part_kind(name: str) -> str:
    """Return the class of a built-in layer's part by the part's name; empty where that is not known."""
    return _PART_KINDS.get(name, "")


def current_name(kind: str, name: str) -> str:
    """Return the present name of a variable that an older Keras called ``name``.

    Args:
        kind: class of the layer.
        name: the older name.
    """
    return _OLD_NAMES.get((kind, name), name)


def is_repeated(kind: str, name: str) -> bool:
    """Whether a layer lists a variable as its own that is that of the layer it wraps, or that is none of its weights.

    What text is weighted by (``idf_weights``) is a setting, which Keras writes down once more among the variables.

    Args:
        kind: class of the layer.
        name: of the variable.
    """
    return (kind, name) == ("SpectralNormalization", "kernel") or name == "idf_weights"


def may_hold_frozen(kind: str, config: Mapping[str, Any]) -> bool:
    """Whether the settings of a layer or model of one's own hold layers of which not every weight is trained.

    A file does not tell which of its weights are those of such a layer.

    Args:
        kind: class name.
        config: its configuration.

    Example:
        >>> frozen = {"class_name": "Dense", "config": {"units": 3, "trainable": False}}
        >>> may_hold_frozen("Mine", {"inner": frozen}), may_hold_frozen("Mine", {"units": 3})
        (True, False)
    """
    return kind not in LAYERS and any(map(_has_frozen, config.values()))


def _has_frozen(value: object) -> bool:
    if isinstance(value, list):
        return any(map(_has_frozen, value))
    if not isinstance(value, Mapping):
        return False
    if value.get("trainable") is False or str(value.get("class_name")) in _WITH_FROZEN:
        return True
    return any(map(_has_frozen, value.values()))


def is_trained(kind: str, role: str, dtype: str, shape: Shape = (None,)) -> bool | None:
    """Return whether training changes a variable of a trainable layer.

    Only the code of a class defines whether a single number of a layer of your own is learned, as a temperature is, or
    counted, as a step is.

    Args:
        kind: class of the layer.
        role: of the variable, such as ``"kernel"`` or ``"moving_mean"``.
        dtype: of the variable.
        shape: of the variable.

    Returns:
        ``None`` where that is not known.

    Example:
        >>> is_trained("Dense", "kernel", "float32"), is_trained("BatchNormalization", "moving_mean", "float32")
        (True, False)
        >>> is_trained("Mine", "variable_0", "float32", ()) is None
        True
    """
    if role in _FROZEN_ROLES or kind in _FROZEN_KINDS or dtype.startswith(("int", "uint", "bool")):
        return False
    return True if shape != () or kind in _ROLES else None
