"""Classes of layers in words, as headings and captions have them."""

from __future__ import annotations

import re

from dotnet_viz.graph.layer_kinds.lookup import class_kind, core
from dotnet_viz.graph.layer_kinds.translated import TRANSLATED
from dotnet_viz.graph.parts import Layer
from dotnet_viz.translation.translate import translate

_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+[A-Z]?")
_ONE_WORD = re.compile(r"[A-Z][a-z]+\d*[a-z]?")
_DIMENSIONS = re.compile(r"[123]D$")
_SHORT = {"Conv": "Convolution", "Pool": "Pooling"}
_PROPER = ("Gaussian",)


def in_words(name: str, category: str = "layer") -> str:
    """Return a class name as words, those of Keras's layers in the language that is written.

    Args:
        name: of the class.
        category: ``"layer"``, ``"operation"`` or ``"model"``, as a layer has it.

    Example:
        >>> in_words("GlobalAveragePooling2D"), in_words("Conv2DTranspose"), in_words("LSTM"), in_words("Log1p", "operation")
        ('Global average pooling', 'Transposed convolution', 'LSTM', 'Log1p')
    """
    words = _english(name, category)
    return translate(words) if words in TRANSLATED else words


def _english(name: str, category: str) -> str:
    written = class_kind(name, category).words
    if written:
        return written
    plain = _DIMENSIONS.sub("", name)
    words = [plain] if _ONE_WORD.fullmatch(plain) else _WORD.findall(plain)
    if not words:
        return name
    first, *rest = (_SHORT.get(word, word) for word in words)
    return " ".join([first, *(_lower(word) for word in rest)])


def layer_in_words(layer: Layer) -> str:
    """Return the class of a layer in words, and the class of the layer inside a wrapper.

    Example:
        >>> cell = {"class_name": "LSTMCell", "config": {"units": 4}}
        >>> layer_in_words(Layer("r", "r", "RNN", config={"cell": cell}))
        'RNN LSTM cell'
    """
    inside = core(layer)
    words = in_words(layer.kind, layer.category)
    return words if inside.kind == layer.kind else f"{words} {_lower(in_words(inside.kind))}"


def _lower(words: str) -> str:
    """Return words with a small first letter, but for acronyms such as ``LSTM``."""
    return words if words[:2].isupper() or words in _PROPER else words[:1].lower() + words[1:]
