"""One layer in a few words: ``Conv2D 3×3, 64, /2, relu``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dotnet_viz.fonts import one_line
from dotnet_viz.graph import Layer, Node, TensorSpec

_MAX_CONSTANT = 12
_SIZES = ("units", "filters", "output_dim")


def describe(node: Node, twins: Sequence[Node] = ()) -> str:
    """Return what a layer does: its class, sizes, stride and activation.

    Args:
        node: one call of the layer.
        twins: the calls at the same place in the other copies of a block; rates that differ become a range.

    Example:
        >>> config = {"kernel_size": [3, 3], "filters": 64, "strides": [2, 2]}
        >>> describe(Node("n0", Layer("c", "c", "Conv2D", activation="relu", config=config)))
        'Conv2D 3×3, 64, /2, relu'
    """
    layer = node.layer
    if layer.kind == "Activation" and layer.activation:
        return one_line(layer.activation)
    rate = _rate([twin.layer.config.get("rate") for twin in (node, *twins)])
    facts = [part for part in (*_facts(layer.kind, layer.config), rate, *_constants(node)) if part]
    if layer.activation not in (None, "linear") and layer.kind not in ("Softmax", "ReLU"):
        facts.append(str(layer.activation))
    wrapped = _wrapped(layer)
    head = f"{layer.kind} ({wrapped})" if wrapped else layer.kind
    return one_line(f"{head} {', '.join(facts)}" if facts else head)


def _facts(kind: str, config: Mapping[str, Any]) -> list[str]:
    facts = [_window(kind, config)]
    if kind == "Embedding":
        facts.append(f"{config.get('input_dim', '?')} → {config.get('output_dim', '?')}")
    else:
        facts += [str(config[name]) for name in _SIZES if isinstance(config.get(name), int)]
    if isinstance(config.get("num_heads"), int):
        facts.append(f"{config['num_heads']} heads × {config.get('key_dim', '?')}")
    return [*facts, _stride(config.get("strides")), _dilation(config.get("dilation_rate"))]


def window(layer: Layer) -> str:
    """Return the size of a layer's kernel or pool, empty if it has none."""
    return _window(layer.kind, layer.config)


def _window(kind: str, config: Mapping[str, Any]) -> str:
    size = config.get("pool_size") if "Pool" in kind else config.get("kernel_size")
    return side_lengths(size) if isinstance(size, list | tuple) else ""


def side_lengths(values: Sequence[Any]) -> str:
    """Return sizes of axes as ``3×3``, ``?`` standing for one that varies."""
    return "×".join("?" if value is None else str(value) for value in values)


def tensor_size(spec: TensorSpec) -> str:
    """Return a tensor's size without its batch axis.

    Example:
        >>> tensor_size(TensorSpec((None, 28, 28, 8)))
        '28×28×8'
    """
    if spec.shape is None:
        return "?"
    return side_lengths(spec.shape[1:]) or "scalar"


def _stride(value: Any) -> str:
    sides = list(value) if isinstance(value, list | tuple) else [value]
    if not all(isinstance(side, int) for side in sides) or set(sides) <= {1}:
        return ""
    return f"/{sides[0]}" if len(set(sides)) == 1 else f"/{side_lengths(sides)}"


def _dilation(value: Any) -> str:
    sides = list(value) if isinstance(value, list | tuple) else [value]
    return f"dilation {sides[0]}" if isinstance(sides[0], int) and sides[0] > 1 else ""


def _rate(values: Sequence[Any]) -> str:
    numbers = [float(value) for value in values if isinstance(value, int | float)]
    if not numbers:
        return ""
    low, high = f"{min(numbers):.3g}", f"{max(numbers):.3g}"
    return low if low == high else f"{low}–{high}"


def _constants(node: Node) -> list[str]:
    if node.layer.category != "operation":
        return []
    return [f"{value:.4g}" for _, value in node.constants if isinstance(value, int | float) and not isinstance(value, bool)][:2]


def _wrapped(layer: Layer) -> str:
    """Return the words for the layer inside a wrapper or for an RNN's cell."""
    for field in ("layer", "cell", "backward_layer"):
        inner = layer.config.get(field)
        if isinstance(inner, Mapping) and isinstance(inner.get("config"), Mapping) and "class_name" in inner:
            kind, config = str(inner["class_name"]), inner["config"]
            words = [part for part in _facts(kind, config) if part]
            return f"{kind} {', '.join(words)}" if words else kind
    return ""
